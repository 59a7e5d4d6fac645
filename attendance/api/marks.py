"""A child's marks, for programs, as known now and as known then."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.api.asking import asked
from agencies.api.authentication import TokenRequest
from agencies.api.doors import open_door
from agencies.api.schema import answers
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from attendance.models import Pupil
from attendance.queries.programs import SESSIONS, marks_of
from attendance.rules.code_list import Class
from attendance.rules.register import year_of

FIRST_YEAR, LAST_YEAR = 2000, 2099


class MarksFilter(serializers.Serializer):
    """Which year, and as known when."""

    year = serializers.IntegerField(
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
        help_text="The academic year by the calendar year in which it starts; the present one unless said.",
    )
    known_at = serializers.DateTimeField(
        required=False, help_text="An instant, such as 2025-11-03T09:00:00Z: the marks as known then."
    )


class MarkShape(serializers.Serializer):
    """A mark of one session, with the meaning that its code had on that date."""

    date = serializers.DateField()
    session = serializers.ChoiceField(SESSIONS)
    school = serializers.IntegerField(help_text="The school's URN.")
    code = serializers.CharField()
    meaning = serializers.CharField()
    statistical_class = serializers.ChoiceField(
        [each.value for each in Class],
        allow_blank=True,
        help_text="Empty where the code did not exist on that date.",
    )


class MarksShape(serializers.Serializer):
    """The marks of one child and academic year."""

    year = serializers.IntegerField()
    known_at = serializers.DateTimeField(allow_null=True)
    marks = MarkShape(many=True)


class Marks(GenericAPIView):
    """The marks of one child."""

    permission, scope = Permission.VIEW_PUPIL, TokenScope.READ
    pagination_class = None

    @extend_schema(
        operation_id="marks_list",
        summary="A child’s marks of an academic year",
        parameters=[MarksFilter],
        responses=answers(MarksShape, 404),
    )
    def get(self, request: TokenRequest, ref: str) -> Response:
        """The marks at every school in order of time, sessions without a mark left out. Access is logged."""
        pupil = open_door(request, Pupil.objects.all(), Permission.VIEW_PUPIL, ref=ref)
        chosen = asked(request, MarksFilter)
        year, at = chosen.get("year", year_of(request.auth.acting.on)), chosen.get("known_at")
        found = {"year": year, "known_at": at, "marks": marks_of(pupil, year, at)}
        return Response(MarksShape(found).data)
