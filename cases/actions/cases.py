"""Opening a case and moving it from state to state."""

from datetime import date

from django.db import transaction

from agencies.acting import Acting
from agencies.models import User
from agencies.rules.roles import Permission
from attendance.actions.doors import locked
from attendance.models import Pupil, School
from cases.actions.doors import Refused, locked_case, require, same_version
from cases.actions.feedback import give_outcome
from cases.actions.timeline import record
from cases.models import Audience, Case, EntryKind, Hold
from cases.queries.people import suggested_officer
from cases.workflow import LABELS, MOVES, State, refusal
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
    for_school: str | None = "",
) -> Case:
    """Make a move of the table. The same move twice is made once.

    `officer` is for "allocate", `until` for "pause". The school is given the outcome by itself, with what was added
    `for_school`; None where the act that makes this move tells it more fully. Raises NotAllowed, ChangedMeanwhile,
    and Refused where the table has no such move from here, a reason is missing, or a hold keeps it from closing.
    """
    step = MOVES[move]
    row = locked_case(case, by, step.needs)
    if version is not None and (row.state, row.version) == (step.target, version + 1):
        return row
    if version is not None:
        same_version(row.version, version)
    require(not refusal(State(row.state), step), refusal(State(row.state), step))
    require(bool(reason) or not step.reason, "Say why: the reason stays on the record.")
    if step.target is State.CLOSED:
        _no_holds(row)
    if step.key == "allocate" and officer is not None:
        suggested = suggested_officer(row.school, row.team_id, by.on)
        if suggested is not None and suggested != officer and not reason:
            raise Refused(f"The school’s named officer is {suggested.name}. Say why another takes the case.")
    outcomes = outcomes_of_move(step.key, State(row.state))
    _arrive(row, step.target, by, officer, until, reason)
    said = f"{step.label}: the case is now “{LABELS[step.target]}”."
    # The school reads of a move once: its outcome where there is one, else the move itself without its reason.
    record(
        case=row, kind=EntryKind.CASE, text=f"{said} {reason}".strip(), by=by, link=case_link(row),
        audience=Audience.AGENCIES if reason or outcomes else Audience.SCHOOL,
    )  # fmt: skip
    if for_school is not None:
        give_outcome(case=row, outcomes=outcomes, by=by, added=for_school)
    return row


def _no_holds(case: Case) -> None:
    holds = Hold.objects.filter(case=case, lifted_on__isnull=True)
    held = [hold.get_kind_display().lower() for hold in holds]
    require(not held, f"The case cannot close yet: {'; '.join(held)}.")


def _arrive(
    case: Case, target: State, by: Acting, officer: User | None, until: date | None, reason: str
) -> None:
    case.state = target
    if officer is not None:
        case.officer, case.allocated_on = officer, by.on
    if target is State.REFERRED:
        case.officer = None
    require(target in (State.REFERRED, State.CLOSED) or case.officer is not None, "Choose an officer.")
    case.paused_until = until if target is State.PAUSED else None
    case.closed_on = by.on if target is State.CLOSED else None
    if target is State.CLOSED:
        case.outcome = reason[:300]
    case.version += 1
    case.save()


def case_link(case: Case) -> str:
    """The path of the case's page, for entries of the timeline."""
    return f"/cases/{case.ref}/"
