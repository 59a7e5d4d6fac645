"""Schools, for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.acting import Acting
from agencies.api.asking import asked
from agencies.api.authentication import TokenRequest
from agencies.api.schema import answers
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from attendance.models import School, SchoolStanding
from attendance.models.school import Phase
from attendance.queries.schools import SUMS, latest_year, sums_of


class SchoolShape(serializers.Serializer):
    """A school."""

    urn = serializers.IntegerField(help_text="Unique reference number.")
    dfe_number = serializers.CharField(
        help_text="Three figures of the authority and four of the establishment."
    )
    name = serializers.CharField()
    phase = serializers.ChoiceField(Phase.choices)
    type = serializers.CharField(source="type_name")
    postcode = serializers.CharField()
    opened_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)


class SchoolSumsShape(serializers.Serializer):
    """Sums over the pupils of a school, restricted records left out. Sessions and pupils, never rates."""

    year = serializers.IntegerField(help_text="The academic year by the calendar year in which it starts.")
    pupils = serializers.IntegerField()
    possible = serializers.IntegerField(help_text="Sessions at which pupils could have attended.")
    attended = serializers.IntegerField()
    authorised = serializers.IntegerField()
    unauthorised = serializers.IntegerField()
    late = serializers.IntegerField()
    no_reason = serializers.IntegerField(help_text="Sessions with code N.")
    missing = serializers.IntegerField(help_text="Sessions that were held and have no mark.")
    at_risk = serializers.IntegerField(help_text="Pupils at risk of persistent absence.")
    persistent = serializers.IntegerField(help_text="Pupils persistently but not severely absent.")
    severe = serializers.IntegerField(help_text="Pupils severely absent.")


class SchoolDetailShape(SchoolShape):
    """A school with the sums of the newest academic year."""

    sums = SchoolSumsShape(allow_null=True)


class SchoolFilter(serializers.Serializer):
    """What a list of schools is narrowed to."""

    phase = serializers.ChoiceField(Phase.choices, required=False)


class Schools(GenericAPIView):
    """The schools whose attendance the token may see."""

    permission, scope = Permission.VIEW_SCHOOL, TokenScope.READ

    @extend_schema(
        operation_id="schools_list",
        summary="Schools",
        parameters=[SchoolFilter],
        responses=answers(SchoolShape(many=True)),
    )
    def get(self, request: TokenRequest) -> Response:
        """The schools whose attendance the token may see, a page at a time."""
        chosen = asked(request, SchoolFilter, pages=True)
        rows = School.objects.visible_to(request.auth.acting).select_related("authority").filter(**chosen)
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(SchoolShape(page, many=True).data)


class OneSchool(GenericAPIView):
    """One school."""

    permission, scope = Permission.VIEW_SCHOOL, TokenScope.READ
    pagination_class = None

    @extend_schema(
        operation_id="schools_read", summary="One school", responses=answers(SchoolDetailShape, 404)
    )
    def get(self, request: TokenRequest, urn: int) -> Response:
        """One school, with sums over its pupils for the newest academic year that has any."""
        by = request.auth.acting
        rows = School.objects.visible_to(by).select_related("authority")
        school = rows.filter(urn=urn).first()
        if school is None:
            raise NotFound
        return Response({**SchoolShape(school).data, "sums": _sums(school, by)})


def _sums(school: School, by: Acting) -> dict[str, Any] | None:
    year = latest_year(by)
    if year is None:
        return None
    found = sums_of(SchoolStanding.objects.visible_to(by).filter(school=school, year=year))
    return {"year": year} | {name: getattr(found, name) for name in SUMS}
