"""What the school is told: exactly what was written for it, and no more."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.actions.messages import tell
from agencies.rules.roles import Permission
from agencies.rules.telling import Kind
from cases.actions.doors import locked_case, require
from cases.actions.timeline import record
from cases.models import Audience, Case, Entry, EntryKind
from cases.queries.outcomes import known_of
from cases.queries.people import members_with
from cases.workflow.outcomes import Outcome, told_to_school

DOUBLE = timedelta(minutes=10)  # the same words by the same person within this are a second click


def tell_school(*, case: Case, key: str, by: Acting | None) -> None:
    """Tell those at the school who refer children that something was written for them, without saying about whom."""
    on = by.on if by else timezone.localdate()
    people = members_with(Permission.REFER, [case.school.agency_id], on, case.pupil)
    tell(to=people, kind=Kind.FEEDBACK, key=key, path=f"/cases/{case.ref}/timeline/", by=by)


@transaction.atomic
def send_feedback(*, case: Case, text: str, by: Acting) -> Entry:
    """Write to the school; the same words twice within minutes are one message.

    Raises NotAllowed for who does not follow the casework, and Refused where nothing is said.
    """
    row = locked_case(case, by, Permission.VIEW_CASEWORK)
    require(bool(text.strip()), "Write what the school is to read.")
    recent = Entry.objects.filter(
        case=row, kind=EntryKind.FEEDBACK, by=by.user, text=text, at__gte=timezone.now() - DOUBLE
    )
    held: Entry | None = recent.first()
    if held is not None:
        return held
    entry = record(case=row, kind=EntryKind.FEEDBACK, text=text, by=by, audience=Audience.SCHOOL)
    tell_school(case=row, key=f"entry:{entry.pk}", by=by)
    return entry


@transaction.atomic
def give_outcome(*, case: Case, outcomes: Sequence[Outcome], by: Acting, added: str = "") -> Entry | None:
    """Give the school the outcome of what was decided, unasked, in the transaction of the act that decided it.

    The words are those of `cases.workflow.outcomes`; `added` is what the decider wrote for the school beneath.
    Returns None where there is nothing to tell. The caller has checked the right and holds the case's lock.
    """
    if not outcomes:
        return None
    text = told_to_school(outcomes, known_of(case, by.on), added)
    entry = record(case=case, kind=EntryKind.FEEDBACK, text=text, by=by, audience=Audience.SCHOOL)
    tell_school(case=case, key=f"entry:{entry.pk}", by=by)
    return entry
