"""Requests to agencies, for programs: the list, one, sending one, and the moves of either side."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.api.asking import asked, sent
from agencies.api.authentication import TokenRequest
from agencies.api.doors import open_door, record_list
from agencies.api.schema import KEY, answers
from agencies.models import AgencyKind
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission, Scope
from attendance.models import Pupil
from attendance.queries.access import agencies_to_involve
from cases.actions.requests import move_request, moves_open_to, send_request
from cases.api.asking import Key, NothingAsked, WhoseShape, act_once, given, made
from cases.forms.requests import MEANT_FOR, RequestMoveForm, SendForm
from cases.models import AgencyRequest, Audience
from cases.queries.requests import requests_for
from cases.workflow.requests import OPEN, REQUEST_LABELS, REQUEST_MOVES, RequestState, Side

P = Permission
STATES = [(state.value, REQUEST_LABELS[state]) for state in RequestState]
SIDES = [(Side.ASKING.value, "Sent by your agency"), (Side.ASKED.value, "Sent to your agency")]
SCOPES = [(scope.name.lower(), scope) for scope in Scope]
WORDS = ("pupil", "agency", "to", "by", "case")


class RequestShape(WhoseShape):
    """What an agency is asked to do for a child; `by` and `agency` say who asks."""

    ref = serializers.CharField()
    state = serializers.ChoiceField(STATES)
    pupil = serializers.CharField(source="pupil.ref", help_text="The child's reference.")
    to = serializers.CharField(source="to.name", help_text="The agency that is asked.")
    what = serializers.CharField()
    scope = serializers.SerializerMethodField(help_text="What it may see once it accepts.")
    sent_on = serializers.DateField()
    answer_by = serializers.DateField()
    until = serializers.DateField(allow_null=True)
    answer = serializers.CharField()
    answered_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)
    audience = serializers.ChoiceField(Audience.choices)

    def get_scope(self, row: AgencyRequest) -> str:
        """The scope by name."""
        return Scope(row.scope).name.lower()


class RequestDetailShape(RequestShape):
    """A request with the moves that this token's side may make."""

    moves = serializers.ListField(child=serializers.CharField())


class RequestQuestion(serializers.Serializer):
    """What a list of requests is narrowed to; without a state, those that are open."""

    state = serializers.ChoiceField(STATES, required=False)
    side = serializers.ChoiceField(SIDES, required=False)


class SendShape(serializers.Serializer):
    """Whom one asks, for what, and what they may see for it."""

    to = Key(help_text="The agency, from `agencies/`.")
    what = serializers.CharField(max_length=5_000)
    scope = serializers.ChoiceField([name for name, _ in SCOPES])
    answer_by = serializers.DateField()
    until = serializers.DateField(required=False, allow_null=True)
    audience = serializers.ChoiceField(MEANT_FOR)


class RequestMoveShape(serializers.Serializer):
    """A move of a request, and what it asks for."""

    move = serializers.ChoiceField(list(REQUEST_MOVES))
    reason = serializers.CharField(max_length=5_000, allow_blank=True, default="")
    until = serializers.DateField(required=False, allow_null=True, help_text="For “accept”.")


class RequestDoneShape(serializers.Serializer):
    """Where a request is after an act."""

    ref = serializers.CharField()
    state = serializers.ChoiceField(STATES)


class AgencyShape(serializers.Serializer):
    """An agency that may be asked."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(AgencyKind.choices)


class Requests(GenericAPIView):
    """The requests of either side."""

    permission, scope = P.ANSWER_REQUESTS, TokenScope.CASES
    ordering = "-pk"

    @extend_schema(
        operation_id="requests_list",
        summary="Requests to agencies",
        parameters=[RequestQuestion],
        responses=answers(RequestShape(many=True)),
    )
    def get(self, request: TokenRequest) -> Response:
        """What the token's person may read, newest first. That the list was given out is logged."""
        chosen, by = asked(request, RequestQuestion, pages=True), request.auth.acting
        rows = requests_for(by)
        rows = rows.filter(state__in=[chosen["state"]] if "state" in chosen else OPEN)
        if "side" in chosen:
            own = {"to": by.agency_id} if chosen["side"] == Side.ASKED else {"agency__in": by.reach}
            rows = rows.filter(**own)
        page = self.paginate_queryset(rows) or []
        record_list(request, len(page))
        return self.get_paginated_response(RequestShape(page, many=True).data)


def opened(request: TokenRequest, ref: str) -> AgencyRequest:
    """The request through the door, or Http404."""
    row: AgencyRequest = open_door(
        request, AgencyRequest.objects.select_related(*WORDS), P.ANSWER_REQUESTS, ref=ref
    )
    return row


class OneRequest(GenericAPIView):
    """One request."""

    permission, scope = P.ANSWER_REQUESTS, TokenScope.CASES
    pagination_class = None

    @extend_schema(
        operation_id="requests_read", summary="One request", responses=answers(RequestDetailShape, 404)
    )
    def get(self, request: TokenRequest, ref: str) -> Response:
        """What was asked, where it stands, and what one's side may do. The access log keeps who looked."""
        row = opened(request, ref)
        moves = [move.key for move in moves_open_to(row, request.auth.acting)]
        return Response({**RequestShape(row).data, "moves": moves})


class RequestMoves(GenericAPIView):
    """Making a move."""

    permission, scope = P.ANSWER_REQUESTS, TokenScope.CASEWORK
    pagination_class = None

    @extend_schema(
        operation_id="requests_move",
        summary="Answer, finish or take back a request",
        request=RequestMoveShape,
        parameters=[KEY],
        responses=answers(RequestDoneShape, 404, 409, 415, 422),
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Make a move for the side one is on; the agency's access to the record follows it."""
        row, said = opened(request, ref), sent(request, RequestMoveShape)
        by, key = request.auth.acting, said["move"]

        def act() -> dict[str, Any]:
            found = given(RequestMoveForm(REQUEST_MOVES[key], said))
            return dict(RequestDoneShape(move_request(row=row, move=key, by=by, **found)).data)

        return act_once(request, said, act)


class SendRequest(GenericAPIView):
    """Asking an agency."""

    permission, scope = P.GRANT_INVOLVEMENT, TokenScope.CASEWORK
    pagination_class = None

    @extend_schema(
        operation_id="requests_send",
        summary="Ask an agency to help with a child",
        request=SendShape,
        parameters=[KEY],
        responses=answers(RequestDoneShape, 404, 409, 415, 422, status=201, said="The agency is told."),
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Ask an agency to help; it sees the marks until it has answered. One open request at a time."""
        pupil = open_door(request, Pupil.objects.all(), P.GRANT_INVOLVEMENT, ref=ref)
        said, by = sent(request, SendShape), request.auth.acting
        scope = dict(SCOPES)[said["scope"]]

        def act() -> Response:
            found = given(SendForm(by, said | {"scope": scope.value}))
            return made(dict(RequestDoneShape(send_request(pupil=pupil, by=by, **found)).data))

        return act_once(request, said, act)


class Agencies(GenericAPIView):
    """The agencies that may be asked."""

    permission, scope = P.GRANT_INVOLVEMENT, TokenScope.CASES

    @extend_schema(
        operation_id="agencies_list",
        summary="Agencies that may be asked to help",
        responses=answers(AgencyShape(many=True)),
    )
    def get(self, request: TokenRequest) -> Response:
        """The open agencies of the authority that work with children, without schools and one's own."""
        asked(request, NothingAsked, pages=True)
        by = request.auth.acting
        page = self.paginate_queryset(agencies_to_involve(by).exclude(pk=by.agency_id)) or []
        return self.get_paginated_response(AgencyShape(page, many=True).data)
