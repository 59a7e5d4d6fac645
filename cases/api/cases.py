"""Cases, for programs: the list, one, its timeline, what may be chosen, notes, and the moves of the workflow."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.api.asking import asked, sent
from agencies.api.authentication import TokenRequest
from agencies.api.doors import open_door, record_list
from agencies.api.parsers import LongJson
from agencies.api.schema import KEY, answers
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from cases.actions.cases import move_case
from cases.actions.notes import write_note
from cases.api.asking import act_once, given, made, people
from cases.api.case_shapes import (
    CaseChoicesShape,
    CaseDetailShape,
    CaseDoneShape,
    CaseMoveShape,
    CaseShape,
    EntryDoneShape,
    EntryShape,
    NoteShape,
)
from cases.forms.cases import NoteForm, move_form
from cases.forms.plans import ActionForm
from cases.models import Audience, Case, Entry, EntryKind, Hold
from cases.models.case import STATES
from cases.queries.assessments import factors_of
from cases.queries.people import audiences_around, officers_of, people_around
from cases.workflow import MOVES, State, moves_from

P = Permission


class CaseQuestion(serializers.Serializer):
    """What a list of cases is narrowed to; without a state, those that are somebody's work."""

    state = serializers.ChoiceField(STATES, required=False)
    mine = serializers.BooleanField(required=False, help_text="Those of the token's own person.")


class EntryQuestion(serializers.Serializer):
    """What a timeline is narrowed to."""

    kind = serializers.ChoiceField(EntryKind.choices, required=False)
    since = serializers.DateField(required=False, help_text="The first day on which it happened.")
    until = serializers.DateField(required=False, help_text="The last.")


def opened(request: TokenRequest, ref: str, permission: Permission = P.VIEW_CASE) -> Case:
    """The case of that reference through the door, or Http404."""
    rows = Case.objects.select_related("pupil", "school", "team", "officer")
    found: Case = open_door(request, rows, permission, ref=ref)
    return found


class Cases(GenericAPIView):
    """The cases the token may follow."""

    permission, scope = P.VIEW_CASE, TokenScope.CASES
    ordering = "-pk"

    @extend_schema(
        operation_id="cases_list",
        summary="Cases",
        parameters=[CaseQuestion],
        responses=answers(CaseShape(many=True)),
    )
    def get(self, request: TokenRequest) -> Response:
        """The cases the token may follow, newest first. That the list was given out is logged."""
        chosen, by = asked(request, CaseQuestion, pages=True), request.auth.acting
        rows = Case.objects.visible_to(by)
        rows = rows.filter(state=chosen["state"]) if "state" in chosen else rows.live()
        rows = rows.of_officer(by.user_id) if chosen.get("mine") else rows
        page = self.paginate_queryset(rows.select_related("pupil", "school", "team", "officer")) or []
        record_list(request, len(page))
        return self.get_paginated_response(CaseShape(page, many=True).data)


class OneCase(GenericAPIView):
    """One case."""

    permission, scope = P.VIEW_CASE, TokenScope.CASES
    pagination_class = None

    @extend_schema(operation_id="cases_read", summary="One case", responses=answers(CaseDetailShape, 404))
    def get(self, request: TokenRequest, ref: str) -> Response:
        """Where a case stands, what holds it, and what may be done. The access log keeps who looked."""
        row, by = opened(request, ref), request.auth.acting
        held = Hold.objects.visible_to(by).filter(case=row, lifted_on__isnull=True).order_by("pk")
        moves = [move.key for move in moves_from(State(row.state)) if by.may(move.needs)]
        more = {"holds": held.values("kind", "placed_on"), "moves": moves}
        found = {**CaseShape(row).data, "outcome": row.outcome, **more}
        return Response({**found, "holds": list(more["holds"])})


class CaseTimeline(GenericAPIView):
    """The timeline of a case."""

    permission, scope = P.VIEW_CASE, TokenScope.CASES
    ordering = "-pk"

    @extend_schema(
        operation_id="cases_timeline",
        summary="The timeline of a case",
        parameters=[EntryQuestion],
        responses=answers(EntryShape(many=True), 404),
    )
    def get(self, request: TokenRequest, ref: str) -> Response:
        """What happened and is meant for the token's person, what was written last first."""
        chosen = asked(request, EntryQuestion, pages=True)
        row = opened(request, ref)
        names = {"kind": "kind", "since": "on__gte", "until": "on__lte"}
        rows = Entry.objects.of_child(row.pupil_id, request.auth.acting).filter(case=row)
        rows = rows.filter(**{names[name]: value for name, value in chosen.items()})
        page = self.paginate_queryset(rows.select_related("by", "agency")) or []
        return self.get_paginated_response(EntryShape(page, many=True).data)


class CaseChoices(GenericAPIView):
    """What may be sent about a case."""

    permission, scope = P.VIEW_CASE, TokenScope.CASES
    pagination_class = None

    @extend_schema(
        operation_id="cases_choices",
        summary="What may be chosen in a case",
        responses=answers(CaseChoicesShape, 404),
    )
    def get(self, request: TokenRequest, ref: str) -> Response:
        """The audiences, people and owners that the pages would offer; their keys are what notes and acts take."""
        row, by = opened(request, ref), request.auth.acting
        form = action_form(row, request, None)
        owners: Any = form.fields["owner"]
        picks: Any = form.fields["help"]
        found = {
            "audiences": _choices(audiences_around(row.pupil, by)),
            "readers": people(people_around(row.pupil, by)),
            "officers": people(officers_of(row, by)) if by.may(P.TRIAGE) else [],
            "owners": _choices(owners.choices),
            "help": _choices(picks.choices),
        }
        return Response(CaseChoicesShape(found).data)


def action_form(row: Case, request: TokenRequest, data: Any) -> ActionForm:
    """The form of an action of the plan, with the help that the child's assessment suggests."""
    by = request.auth.acting
    return ActionForm(row, by, factors_of(row, by), data=data)


def _choices(found: Any) -> list[dict[str, str]]:
    """Choices as keys and labels, those of a group one by one."""
    flat = (pair for key, held in found for pair in (held if isinstance(held, list) else [(key, held)]))
    return [{"key": str(key), "label": str(label)} for key, label in flat if key]


class CaseNotes(GenericAPIView):
    """Writing a note."""

    permission, scope = P.VIEW_CASE, TokenScope.CASEWORK
    parser_classes = [LongJson]
    pagination_class = None

    @extend_schema(
        operation_id="cases_note",
        summary="Write a note",
        request=NoteShape,
        parameters=[KEY],
        responses=answers(EntryDoneShape, 404, 409, 415, 422, status=201, said="It is on the timeline."),
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Write a note into the timeline, for whom you choose. The same words within minutes are one note."""
        row, said = opened(request, ref), sent(request, NoteShape)
        by = request.auth.acting

        def act() -> Response:
            form = NoteForm(audiences_around(row.pupil, by), people_around(row.pupil, by), said)
            found = given(form)
            found["audience"] = Audience(found["audience"])
            return made({"id": write_note(case=row, by=by, **found).pk})

        return act_once(request, said, act)


class CaseMoves(GenericAPIView):
    """Making a move."""

    permission, scope = P.WORK_CASES, TokenScope.CASEWORK
    pagination_class = None

    @extend_schema(
        operation_id="cases_move",
        summary="Move a case",
        request=CaseMoveShape,
        parameters=[KEY],
        responses=answers(CaseDoneShape, 404, 409, 415, 422),
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Make a move of the workflow. A version that is no longer the case's, or a move not open, is 409."""
        row, said = opened(request, ref, P.WORK_CASES), sent(request, CaseMoveShape)
        by, key = request.auth.acting, said["move"]

        def act() -> dict[str, Any]:
            form, _ = move_form(MOVES[key], row, by, said)
            given(form)
            moved = move_case(case=row, move=key, by=by, **form.given())
            return dict(CaseDoneShape(moved).data)

        return act_once(request, said, act)
