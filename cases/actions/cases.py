"""Opening a case and moving it from state to state."""

from datetime import date

from django.db import transaction

from agencies.acting import Acting
from agencies.actions.messages import tell
from agencies.models import Membership, User
from agencies.named import who_is_named
from agencies.rules.roles import Permission
from agencies.rules.telling import Kind
from attendance.actions.doors import locked
from attendance.models import Pupil, School
from cases.actions.closing import after_closing
from cases.actions.doors import Refused, locked_case, require, same_version
from cases.actions.feedback import give_outcome
from cases.actions.timeline import record
from cases.models import Audience, Case, EntryKind
from cases.queries.closing import obstacles_to_closing
from cases.queries.people import officers_in, suggested_officer
from cases.rules.pauses import pause_refusal
from cases.workflow import MOVES, Move, State, refusal, told
from cases.workflow.outcomes import outcomes_of_move


@transaction.atomic
def open_case(*, pupil: Pupil, school: School, reason: str, by: Acting) -> tuple[Case, bool]:
    """The child's live case, and whether it was opened now: in the queue of the school's locality team.

    Raises NotAllowed, and Refused where the school has no team.
    """
    child = locked(pupil, by, Permission.WORK_CASES)
    held = Case.objects.live().filter(pupil=child).first()
    if held is not None:
        return held, False
    if school.team is None:
        raise Refused(f"{school.name} has no locality team. Give it one before opening a case.")
    case = Case.objects.create(
        pupil=child, school=school, team=school.team, opened_on=by.on, opened_by=by.user
    )
    record(
        case=case, kind=EntryKind.CASE, text=f"Case opened. {reason}", by=by, audience=Audience.SCHOOL,
        link=case_link(case),
    )  # fmt: skip
    return case, True


@transaction.atomic
def move_case(
    *,
    case: Case,
    move: str,
    by: Acting,
    reason: str = "",
    officer: User | None = None,
    until: date | None = None,
    version: int | None = None,
    anyway: bool = False,
    for_school: str | None = "",
) -> Case:
    """Make a move of the table. The same move twice is made once.

    `officer` is for "allocate" and "reopen", `until` for "pause"; `anyway` closes a case whose work is not all done.
    The school is given the outcome by itself, with what was added `for_school`; None where the act that makes this
    move tells it more fully. Raises NotAllowed, ChangedMeanwhile, and Refused where the table has no such move from
    here, a reason is missing, the officer cannot have the case, or something stands in the way of closing it.
    """
    step = MOVES[move]
    row = locked_case(case, by, step.needs)
    if version is not None and _was_made(row, step.target, version, officer, until):
        return row
    if version is not None:
        same_version(row.version, version)
    require(not refusal(State(row.state), step), refusal(State(row.state), step))
    require(bool(reason) or not step.reason, "Say why: the reason stays on the record.")
    _can_be_made(row, step, by, until, anyway)
    held, taker = row.officer, None
    if step.key in ("allocate", "reopen"):
        taker = _able(row, officer or row.officer, by, reason)
    outcomes = outcomes_of_move(step.key, State(row.state))
    _arrive(row, step.target, by, taker, until, reason)
    said = told(step, row.officer.name if row.officer else "")
    # The school reads of a move once: its outcome where there is one, else the move itself without its reason.
    record(
        case=row, kind=EntryKind.CASE, text=f"{said} {reason}".strip(), by=by, link=case_link(row),
        audience=Audience.AGENCIES if reason or outcomes else Audience.SCHOOL,
    )  # fmt: skip
    if for_school is not None:
        give_outcome(case=row, outcomes=outcomes, by=by, added=for_school)
    _tell_officers(row, held, by)
    return row


def _can_be_made(row: Case, step: Move, by: Acting, until: date | None, anyway: bool) -> None:
    """Refuse a pause without a good end, a second open case, and closing what stands open."""
    if step.target is State.PAUSED:
        refused = pause_refusal(until, by.on)
        require(not refused, refused)
    if step.key == "reopen":
        another = Case.objects.live().filter(pupil=row.pupil_id).exists()
        require(not another, "The child has another open case. Go on with that one.")
    if step.target is State.CLOSED:
        in_the_way = [each for each in obstacles_to_closing(row, by) if each.firm or not anyway]
        said = " ".join(f"{each.sentence} {each.remedy}" for each in in_the_way)
        require(not in_the_way, f"The case cannot close yet. {said}")


def _able(row: Case, officer: User | None, by: Acting, reason: str) -> User:
    """The officer, if they work in the team, may open the record, and are the named one or somebody says why not."""
    if officer is None or not officers_in([row.team_id], by.on).filter(pk=officer.pk).exists():
        raise Refused(f"Choose an officer who works in {row.team}.")
    check_named(row, officer)
    suggested = suggested_officer(row.school, row.team_id, by.on)
    if suggested is not None and suggested != officer and not reason:  # reopening has its own reason
        raise Refused(f"The school’s named officer is {suggested.name}. Say why another takes the case.")
    return officer


def check_named(row: Case, officer: User) -> None:
    """Refuse to give a case of a restricted record to somebody who could not open it."""
    named = who_is_named(Pupil, [row.pupil_id] if row.pupil.restricted else [])
    require(
        not row.pupil.restricted or (officer.pk, row.pupil_id) in named,
        f"The record is restricted, and {officer.name} is not named for it. Name them for the record first.",
    )


def _was_made(row: Case, target: State, version: int, officer: User | None, until: date | None) -> bool:
    """Whether the row is as this very move would leave it: a second click, not somebody else's other choice."""
    same_choice = officer in (None, row.officer) and until in (None, row.paused_until)
    return (row.state, row.version) == (target, version + 1) and same_choice


def _arrive(
    case: Case, target: State, by: Acting, officer: User | None, until: date | None, reason: str
) -> None:
    if officer is not None:
        case.officer, case.allocated_on = officer, by.on
    case.paused_from = case.state if target is State.PAUSED else ""
    case.state = target
    if target is State.REFERRED:
        case.officer, case.queued_on = None, by.on
    case.paused_until = until if target is State.PAUSED else None
    case.closed_on = by.on if target is State.CLOSED else None
    if target is State.CLOSED:
        case.outcome = reason[:300]
    case.version += 1
    case.save()
    if target is State.CLOSED:
        after_closing(case, by)


def _tell_officers(row: Case, before: User | None, by: Acting) -> None:
    """Tell the officer who has the case now, and the one who has it no longer."""
    if before == row.officer:
        return
    given, taken = members_of(row.officer, row.team_id, by.on), members_of(before, row.team_id, by.on)
    key = f"case:{row.pk}:{row.version}"
    tell(to=given, kind=Kind.CASE_GIVEN, key=f"{key}:given", path=case_link(row), by=by)
    tell(to=taken, kind=Kind.CASE_TAKEN, key=f"{key}:taken", path="/cases/", by=by)


def members_of(person: User | None, team_id: int, on: date) -> list[Membership]:
    """The place that somebody has in a team on a day, for telling them; nothing for nobody."""
    return [] if person is None else list(Membership.objects.current(on).filter(user=person, agency=team_id))


def case_link(case: Case) -> str:
    """The path of the case's page, for entries of the timeline."""
    return f"/cases/{case.ref}/"
