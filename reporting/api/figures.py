"""Indicators and their figures, for programs: the same registry and the same withholding as the pages."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.api.asking import asked
from agencies.api.authentication import TokenRequest
from agencies.api.schema import answers
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from attendance.models.school import Phase
from reporting.queries.asked import ask
from reporting.queries.breakdown import Row, breakdown, ways
from reporting.queries.sums import by_school, last_day
from reporting.rules.groups import KIND_WORDS, Kind
from reporting.rules.indicators import DATES, INDICATORS, POPULATION, SOURCE
from reporting.rules.periods import TERMS, WHOLE_YEAR

WAYS = ["phase", "team", "school", *(word for word, kind in KIND_WORDS.items() if kind is not Kind.ALL)]


class IndicatorShape(serializers.Serializer):
    """What a figure is."""

    key = serializers.CharField()
    name = serializers.CharField()
    formula = serializers.CharField()
    unit = serializers.CharField(trim_whitespace=True)
    view = serializers.CharField(source="view.value")
    higher_is_better = serializers.BooleanField()


class IndicatorsShape(serializers.Serializer):
    """Every indicator, and what all of them have in common."""

    population = serializers.CharField()
    dates = serializers.CharField()
    rests_on = serializers.CharField()
    indicators = IndicatorShape(many=True)


class FigureFilter(serializers.Serializer):
    """Which figures are asked for; the newest term where nothing is said."""

    year = serializers.IntegerField(required=False, help_text="The year in which the academic year starts.")
    period = serializers.ChoiceField(
        [*TERMS, WHOLE_YEAR], required=False, help_text="71 to 73 for the terms, 80 for the year."
    )
    phase = serializers.ChoiceField(Phase.choices, required=False)
    by = serializers.ChoiceField(WAYS, required=False, help_text="What the figures are broken down by.")


class FigureShape(serializers.Serializer):
    """One group's figures. Those of small groups are withheld, never nought."""

    group = serializers.CharField()
    pupils = serializers.IntegerField(allow_null=True)
    figures = serializers.DictField(
        child=serializers.DecimalField(max_digits=9, decimal_places=4, allow_null=True),
        help_text="By indicator; null where nothing was possible or the figure is withheld.",
    )


class FiguresShape(serializers.Serializer):
    """Figures of a period by group."""

    period = serializers.CharField()
    counted_to = serializers.DateField(allow_null=True)
    by = serializers.CharField()
    rows = FigureShape(many=True)


class Indicators(GenericAPIView):
    """The definitions of all figures."""

    permission, scope = Permission.VIEW_STATISTICS, TokenScope.READ
    pagination_class = None

    @extend_schema(
        operation_id="indicators_list", summary="What the figures are", responses=answers(IndicatorsShape)
    )
    def get(self, request: TokenRequest) -> Response:
        """Every indicator with its formula, population, dates, view and source."""
        every = {
            "population": POPULATION,
            "dates": DATES,
            "rests_on": SOURCE,
            "indicators": list(INDICATORS.values()),
        }
        return Response(IndicatorsShape(every).data)


class Figures(GenericAPIView):
    """The figures of a period."""

    permission, scope = Permission.VIEW_STATISTICS, TokenScope.READ
    pagination_class = None

    @extend_schema(
        operation_id="figures_list",
        summary="Figures of a period by group",
        parameters=[FigureFilter],
        responses=answers(FiguresShape),
    )
    def get(self, request: TokenRequest) -> Response:
        """The figures that the dashboard shows to the same person, by phase unless another way is asked for."""
        given = asked(request, FigureFilter)
        found, _ = ask(request.auth.acting, given, teams=(), school=None)
        rows = (
            breakdown(found, by_school(found.scope, found.period)) if found.way in dict(ways(found)) else []
        )
        return Response(
            FiguresShape(
                {
                    "period": found.period.label,
                    "counted_to": last_day(found.scope.authority, found.period.year),
                    "by": found.way,
                    "rows": [_row(row) for row in rows],
                }
            ).data
        )


def _row(row: Row) -> dict[str, Any]:
    values = {cell.indicator.key: cell.value for cell in row.cells}
    return {
        "group": row.label,
        "pupils": row.number,
        "figures": {key: None if value is None else round(float(value), 4) for key, value in values.items()},
    }
