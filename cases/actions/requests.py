"""Asking an agency to help with a child, and what the two sides do about it."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, Min

from agencies.acting import Acting
from agencies.actions.messages import tell
from agencies.models import Agency, InterventionType, Membership
from agencies.rules.roles import ROLES, Permission, Scope
from agencies.rules.telling import Kind
from agencies.words import date as in_words
from attendance.actions.doors import NotAllowed, locked
from attendance.actions.involvements import follow_request
from attendance.models import Involvement, Pupil
from cases.actions.doors import require
from cases.actions.timeline import record
from cases.models import AgencyRequest, Audience, Case, EntryKind
from cases.queries.interventions import year_groups_of
from cases.rules.interventions import old_enough
from cases.workflow.requests import (
    OPEN,
    REQUEST_MOVES,
    RequestMove,
    RequestState,
    Side,
    request_moves_from,
    request_refusal,
)

# How long an agency at work sees the child where nobody said until when: half a year, as plans are reviewed.
USUAL = timedelta(days=182)
# How long a waiting list keeps the marks open.
WAITING = timedelta(days=91)


@transaction.atomic
def send_request(
    *,
    pupil: Pupil,
    to: Agency,
    what: str,
    scope: Scope,
    answer_by: date,
    by: Acting,
    until: date | None = None,
    audience: Audience = Audience.AGENCIES,
) -> AgencyRequest:
    """Ask an agency to help with a child; it sees the marks until it has answered. The same twice is asked once.

    Raises NotAllowed, and Refused for a restricted record, an agency that is closed, elsewhere, one's own, or that
    does not work with children so young, more of the record than one's own agency sees, days in the wrong order,
    or while another request to the agency is open.
    """
    child = locked(pupil, by, Permission.GRANT_INVOLVEMENT)
    held: AgencyRequest | None = AgencyRequest.objects.filter(pupil=child, to=to, state__in=OPEN).first()
    if held is not None and (held.what, held.agency_id) == (what, by.agency_id):
        return held
    require(held is None, f"{to} has been asked already. Take that request back to ask anew.")
    _check(child, to, scope, answer_by, until, by)
    row = AgencyRequest.objects.create(
        pupil=child, case=Case.objects.live().filter(pupil=child).first(), agency=by.agency, by=by.user,
        audience=audience, to=to, what=what, scope=scope, sent_on=by.on, answer_by=answer_by, until=until,
    )  # fmt: skip
    follow_request(
        pupil=child, agency=to, scope=Scope.MARKS, until=answer_by, by=by, sealed=audience == Audience.AGENCY
    )
    _tell_the_story(row, f"{to} was asked: {what}", by)
    roles = [name for name, role in ROLES.items() if role.may(Permission.ANSWER_REQUESTS)]
    people = Membership.objects.current(by.on).filter(agency=to, role_name__in=roles)
    tell(to=people, kind=Kind.REQUEST_RECEIVED, key=f"request:{row.pk}:sent", path=_path(row), by=by)
    return row


def _check(child: Pupil, to: Agency, scope: Scope, answer_by: date, until: date | None, by: Acting) -> None:
    require(
        not child.restricted,
        "This record is restricted: nobody of another agency could open it. Name people for the record instead.",
    )
    require(
        to.is_open and to.authority_id == by.authority_id, "Choose an agency of your authority that is open."
    )
    require(
        to.kind != "school" and to.pk != by.agency_id,
        "Choose another agency: a school sees its own children.",
    )
    require(answer_by >= by.on, f"The day for the answer must be {in_words(by.on)} or later.")
    require(until is None or until >= answer_by, "The last day must not be before the day for the answer.")
    own = Involvement.objects.live(by.on).filter(pupil=child, agency__in=by.reach)
    widest = own.aggregate(widest=Max("scope"))["widest"] or 0
    require(scope <= widest, "You cannot open more of the record than your own agency sees.")
    types = InterventionType.objects.filter(kind=to.kind)
    first = types.aggregate(first=Min("from_year_group"))["first"]
    if first is not None and not types.filter(from_year_group__isnull=True).exists():
        require(old_enough(first, year_groups_of(child, by)), f"{to} works with children from year {first}.")


@transaction.atomic
def move_request(
    *, row: AgencyRequest, move: str, by: Acting, reason: str = "", until: date | None = None
) -> AgencyRequest:
    """Make a move of the table for the side one is on; the same move twice is made once.

    The agency's access follows: wider and longer once it accepts, at an end when the request is. `until` is for
    "accept". Raises NotAllowed for the other side's move, and Refused where the table has no such move from here or
    a reason is missing.
    """
    step = REQUEST_MOVES[move]
    child = locked(row.pupil, by, _right(step))
    held: AgencyRequest = (
        AgencyRequest.objects.select_for_update(of=("self",)).select_related("to").get(pk=row.pk)
    )
    if not _is_theirs(held, step, by):
        raise NotAllowed("That is for the other agency to do.")
    if held.state == step.target:
        return held
    refusal = request_refusal(RequestState(held.state), step)
    require(not refusal, refusal)
    require(bool(reason) or not step.reason, f"{step.reason} Say it in a sentence.")
    require(until is None or until >= by.on, f"The last day must be {in_words(by.on)} or later.")
    longest = held.until or (until or by.on)
    require(until is None or until <= longest, f"They asked for help until {in_words(longest)}.")
    held.state, held.answer = step.target, reason or held.answer
    held.answered_on = held.answered_on or by.on
    held.until = until or held.until
    held.ended_on = None if held.is_open else by.on
    held.save()
    _follow(held, child, by)
    _tell_the_story(held, f"{held.to}: request {_told(step)}. {reason}".strip(), by)
    _tell_the_other_side(held, step, by)
    return held


def side_of(row: AgencyRequest, by: Acting) -> Side | None:
    """The side on which somebody stands; None for those who only read it."""
    if row.to_id == by.agency_id:
        return Side.ASKED
    return Side.ASKING if row.agency_id in by.reach else None


def moves_open_to(row: AgencyRequest, by: Acting) -> list[RequestMove]:
    """The moves that somebody may make with a request now, in the order of the table."""
    side = side_of(row, by)
    found = request_moves_from(RequestState(row.state), side) if side else ()
    return [step for step in found if by.may(_right(step))]


def _right(step: RequestMove) -> Permission:
    return Permission.ANSWER_REQUESTS if step.side is Side.ASKED else Permission.GRANT_INVOLVEMENT


def _is_theirs(row: AgencyRequest, step: RequestMove, by: Acting) -> bool:
    return side_of(row, by) is step.side


def _follow(row: AgencyRequest, child: Pupil, by: Acting) -> None:
    """The involvement as the request now stands: declined or taken back it is over, done it lasts out the day."""
    scope: Scope | None = None
    last = by.on - timedelta(days=1)
    if row.state == RequestState.ACCEPTED:
        scope, last = Scope(row.scope), row.until or by.on + USUAL
    elif row.state == RequestState.WAITING:
        scope, last = Scope.MARKS, by.on + WAITING
    elif row.state == RequestState.DONE:
        last = by.on
    sealed = row.audience == Audience.AGENCY
    follow_request(pupil=child, agency=row.to, scope=scope, until=last, by=by, sealed=sealed)


def _told(step: RequestMove) -> str:
    words = {"accept": "accepted", "wait": "put on the waiting list", "decline": "declined", "finish": "done"}
    return words.get(step.key, "taken back")


def _tell_the_story(row: AgencyRequest, text: str, by: Acting) -> None:
    record(
        case=row.case, pupil=row.pupil, kind=EntryKind.REQUEST, text=text, by=by, link=_path(row),
        audience=Audience(row.audience),
    )  # fmt: skip


def _tell_the_other_side(row: AgencyRequest, step: RequestMove, by: Acting) -> None:
    asked = step.side is Side.ASKING
    people = Membership.objects.current(by.on)
    people = people.filter(agency=row.to_id) if asked else people.filter(agency=row.agency_id, user=row.by_id)
    kind = Kind.REQUEST_RECEIVED if asked else Kind.REQUEST_ANSWERED
    path = "/requests/" if asked else _path(row)
    tell(to=people, kind=kind, key=f"request:{row.pk}:{step.key}", path=path, by=by)


def _path(row: AgencyRequest) -> str:
    return f"/requests/{row.ref}/"
