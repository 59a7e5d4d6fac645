"""Children, for programs: the list, one found by its number, one in detail."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.api.asking import asked, sent
from agencies.api.authentication import TokenRequest
from agencies.api.doors import open_door, record_list
from agencies.api.schema import KEY, answers
from agencies.models.access import AccessAct
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from attendance.models import CharacteristicKind, Pupil
from attendance.models.enrolment import Registration
from attendance.models.register import Tier
from attendance.queries.programs import pupil_detail, pupils_by_upn, pupils_listed
from attendance.rules.upn import UPN_LENGTH

LARGEST_URN = 2**31 - 1


class PupilShape(serializers.Serializer):
    """A child. `ref` names the child in addresses; the UPN never does."""

    ref = serializers.CharField()
    upn = serializers.CharField(help_text="Unique pupil number; empty where none is held.")
    forename = serializers.CharField()
    surname = serializers.CharField()
    known_as = serializers.CharField()
    born_on = serializers.DateField()


class EnrolmentShape(serializers.Serializer):
    """A child on a school's roll, from a day until a day, both included."""

    school = serializers.IntegerField(source="school.urn", help_text="The school's URN.")
    school_name = serializers.CharField(source="school.name")
    registration = serializers.ChoiceField(Registration.choices)
    year_group = serializers.CharField()
    form = serializers.CharField()
    began_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)


class StandingShape(serializers.Serializer):
    """Sessions of one enrolment in an academic year so far: counts, never rates."""

    school = serializers.IntegerField(source="school.urn", help_text="The school's URN.")
    year = serializers.IntegerField(help_text="The academic year by the calendar year in which it starts.")
    on = serializers.DateField(help_text="The day up to which the sessions are counted.")
    possible = serializers.IntegerField()
    attended = serializers.IntegerField()
    authorised = serializers.IntegerField()
    unauthorised = serializers.IntegerField()
    tier = serializers.ChoiceField(Tier.choices, help_text="How much of their own sessions the child misses.")


class CharacteristicShape(serializers.Serializer):
    """A fact about a child, from a day until a day."""

    kind = serializers.ChoiceField(CharacteristicKind.choices)
    began_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)


class PupilDetailShape(serializers.Serializer):
    """A child with enrolments, counts and, where casework is open to the token, characteristics."""

    pupil = PupilShape()
    enrolments = EnrolmentShape(many=True)
    standings = StandingShape(many=True)
    characteristics = CharacteristicShape(
        many=True, allow_null=True, help_text="Null where casework is not open."
    )


class PupilFilter(serializers.Serializer):
    """What a list of children is narrowed to: those on roll today at the school, in the year group."""

    school = serializers.IntegerField(min_value=1, max_value=LARGEST_URN, required=False, help_text="A URN.")
    year_group = serializers.CharField(
        max_length=2, required=False, help_text="As the roll has it, such as 8 or R."
    )


class UpnShape(serializers.Serializer):
    """A number to look for."""

    upn = serializers.CharField(max_length=2 * UPN_LENGTH, help_text="Present or former; spaces do no harm.")


class FoundShape(serializers.Serializer):
    """The children who have a number or had it before: mostly one, none where the token may see none."""

    results = PupilShape(many=True)


class Pupils(GenericAPIView):
    """The children the token may see."""

    permission, scope = Permission.VIEW_PUPIL, TokenScope.READ

    @extend_schema(
        operation_id="pupils_list",
        summary="Children",
        parameters=[PupilFilter],
        responses=answers(PupilShape(many=True)),
    )
    def get(self, request: TokenRequest) -> Response:
        """The children the token may see, a page at a time. That the list was given out is logged."""
        chosen = asked(request, PupilFilter, pages=True)
        rows = pupils_listed(
            request.auth.acting, urn=chosen.get("school"), year_group=chosen.get("year_group", "")
        )
        page = self.paginate_queryset(rows) or []
        record_list(request, len(page))
        return self.get_paginated_response(PupilShape(page, many=True).data)


class FindPupil(GenericAPIView):
    """A child by number."""

    permission, scope = Permission.SEARCH, TokenScope.READ
    pagination_class = None

    @extend_schema(
        operation_id="pupils_find",
        summary="Find a child by UPN",
        request=UpnShape,
        parameters=[KEY],
        responses=answers(FoundShape, 415),
    )
    def post(self, request: TokenRequest) -> Response:
        """The children with a unique pupil number. It is sent in the body, so that no address holds it.

        Nothing is changed, so an `Idempotency-Key` is accepted and not needed; no answer is kept.
        """
        upn = "".join(sent(request, UpnShape)["upn"].split()).upper()
        found = pupils_by_upn(request.auth.acting, upn)
        record_list(request, len(found), AccessAct.SEARCH)
        return Response(FoundShape({"results": found}).data)


class OnePupil(GenericAPIView):
    """One child."""

    permission, scope = Permission.VIEW_PUPIL, TokenScope.READ
    pagination_class = None

    @extend_schema(operation_id="pupils_read", summary="One child", responses=answers(PupilDetailShape, 404))
    def get(self, request: TokenRequest, ref: str) -> Response:
        """A child with enrolments, counts and characteristics. The access log keeps who looked."""
        pupil = open_door(request, Pupil.objects.all(), Permission.VIEW_PUPIL, ref=ref)
        return Response(PupilDetailShape(pupil_detail(request.auth.acting, pupil)).data)
