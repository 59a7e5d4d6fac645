"""Flags on children, for programs: the list, one with its life, and what was done about it."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.api.asking import asked, sent
from agencies.api.authentication import TokenRequest
from agencies.api.doors import open_door, record_list
from agencies.api.idempotency import once
from agencies.api.schema import KEY, answers
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from attendance.actions.flags import mark_acted, mark_seen
from attendance.models import Flag
from attendance.models.flag import FlagState, Move
from attendance.queries.flags import FlagFilter, flag_list, moves_of
from attendance.rules.flags import RULE_BY_KEY

RULE_KEYS = sorted(RULE_BY_KEY)
LARGEST_URN = 2**31 - 1


class FlagShape(serializers.Serializer):
    """A flag on a child, resting on the marks at one school."""

    id = serializers.IntegerField()
    rule = serializers.ChoiceField(RULE_KEYS)
    title = serializers.SerializerMethodField(help_text="The rule in a few words.")
    state = serializers.ChoiceField(FlagState.choices)
    severity = serializers.IntegerField(help_text="From 1, low, to 5.")
    pupil = serializers.CharField(source="pupil.ref", help_text="The child's reference.")
    school = serializers.IntegerField(source="school.urn", help_text="The school's URN.")
    year = serializers.IntegerField(help_text="The academic year by the calendar year in which it starts.")
    sessions = serializers.IntegerField(help_text="How many sessions the flag rests on.")
    began_on = serializers.DateField(help_text="The first session the flag rests on.")
    reached_on = serializers.DateField(help_text="The session at which the rule was met.")
    raised_on = serializers.DateField(help_text="The date of the night that raised it.")
    cleared_on = serializers.DateField(allow_null=True)
    times = serializers.IntegerField(help_text="How often it was raised: more than once, it came back.")

    def get_title(self, flag: Flag) -> str:
        """The rule in a few words."""
        return RULE_BY_KEY[flag.rule].title


class MoveShape(serializers.Serializer):
    """A step in a flag's life."""

    state = serializers.ChoiceField(FlagState.choices)
    on = serializers.DateField()
    at = serializers.DateTimeField()
    by = serializers.SerializerMethodField(help_text="Who did it; empty for the night's own steps.")
    agency = serializers.SerializerMethodField(help_text="For which agency; empty for the night's own steps.")
    note = serializers.CharField()

    def get_by(self, move: Move) -> str:
        """The person's name."""
        return move.by.name if move.by else ""

    def get_agency(self, move: Move) -> str:
        """The agency's name."""
        return move.agency.name if move.agency else ""


class FlagDetailShape(FlagShape):
    """A flag with its rule's own sentence and its life, oldest step first."""

    sentence = serializers.SerializerMethodField(help_text="What the rule says.")
    life = MoveShape(many=True)

    def get_sentence(self, flag: Flag) -> str:
        """The rule's own sentence."""
        return RULE_BY_KEY[flag.rule].sentence


class FlagQuestion(serializers.Serializer):
    """What a list of flags is narrowed to; without a state, those whose reason still holds."""

    rule = serializers.ChoiceField(RULE_KEYS, required=False)
    state = serializers.ChoiceField(FlagState.choices, required=False)
    school = serializers.IntegerField(min_value=1, max_value=LARGEST_URN, required=False, help_text="A URN.")


class NothingSaid(serializers.Serializer):
    """No content is needed."""


class ActShape(serializers.Serializer):
    """What was done about a flag."""

    note = serializers.CharField(max_length=300)


class DoneShape(serializers.Serializer):
    """Where a flag is after an act."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(FlagState.choices)


class Flags(GenericAPIView):
    """The flags the token may see."""

    permission, scope = Permission.VIEW_FLAGS, TokenScope.READ

    @extend_schema(
        operation_id="flags_list",
        summary="Flags",
        parameters=[FlagQuestion],
        responses=answers(FlagShape(many=True)),
    )
    def get(self, request: TokenRequest) -> Response:
        """The flags the token may see, in the order in which they were raised. The access log keeps it."""
        chosen = asked(request, FlagQuestion, pages=True)
        narrowed = FlagFilter(**{name: str(value) for name, value in chosen.items()})
        page = self.paginate_queryset(flag_list(request.auth.acting, narrowed)) or []
        record_list(request, len(page))
        return self.get_paginated_response(FlagShape(page, many=True).data)


class OneFlag(GenericAPIView):
    """One flag."""

    permission, scope = Permission.VIEW_FLAGS, TokenScope.READ
    pagination_class = None

    @extend_schema(operation_id="flags_read", summary="One flag", responses=answers(FlagDetailShape, 404))
    def get(self, request: TokenRequest, pk: int) -> Response:
        """A flag with what its rule says and its life. The access log keeps who looked."""
        rows = Flag.objects.select_related("pupil", "school")
        flag = open_door(request, rows, Permission.VIEW_FLAGS, pk=pk)
        flag.life = list(moves_of(request.auth.acting, flag))
        return Response(FlagDetailShape(flag).data)


class FlagSeen(GenericAPIView):
    """Saying that somebody looked."""

    permission, scope = Permission.ACT_ON_FLAGS, TokenScope.WRITE
    pagination_class = None

    @extend_schema(
        operation_id="flags_seen",
        summary="Mark a flag as seen",
        request=NothingSaid,
        parameters=[KEY],
        responses=answers(DoneShape, 404, 415, 422),
    )
    def post(self, request: TokenRequest, pk: int) -> Response:
        """Say that somebody looked at a new flag. One that is past that stays as it is."""
        flag = open_door(request, Flag.objects.all(), Permission.ACT_ON_FLAGS, pk=pk)
        said = sent(request, NothingSaid)
        by = request.auth.acting
        return once(request, said, lambda: Response(DoneShape(mark_seen(flag=flag, by=by)).data))


class FlagActed(GenericAPIView):
    """Saying what was done."""

    permission, scope = Permission.ACT_ON_FLAGS, TokenScope.WRITE
    pagination_class = None

    @extend_schema(
        operation_id="flags_acted",
        summary="Record what was done about a flag",
        request=ActShape,
        parameters=[KEY],
        responses=answers(DoneShape, 404, 415, 422),
    )
    def post(self, request: TokenRequest, pk: int) -> Response:
        """Record what was done. The same note by the same person on the same day is recorded once."""
        flag = open_door(request, Flag.objects.all(), Permission.ACT_ON_FLAGS, pk=pk)
        said = sent(request, ActShape)
        by = request.auth.acting
        return once(request, said, lambda: Response(DoneShape(mark_acted(flag=flag, by=by, **said)).data))
