"""Logging what was done for a child, by whichever agency did it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.models import InterventionType, User
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from attendance.actions.doors import locked
from attendance.models import Pupil
from cases.actions.doors import require
from cases.actions.timeline import record
from cases.models import Audience, Case, Contact, EntryKind, Intervention
from cases.models.intervention import with_answer
from cases.queries.interventions import year_groups_of
from cases.rules.interventions import old_enough, told, too_young

DOUBLE = timedelta(minutes=10)  # the same words by the same person within this are a second click


@dataclass(frozen=True)
class Done:
    """What was done, on which day, what came of it, and for whom that is written."""

    on: date
    outcome: str
    audience: Audience
    contact: str = ""
    reached: str = ""
    type: InterventionType | None = None
    minutes: int | None = None
    people: str = ""
    next_step: str = ""
    readers: Sequence[User] = ()

    @property
    def what(self) -> str:
        """What was done, in a few words."""
        return with_answer(str(self.type or Contact(self.contact).label), self.reached)


@transaction.atomic
def log_intervention(
    *,
    pupil: Pupil,
    done: Done,
    by: Acting,
    corrects: Intervention | None = None,
    session: UUID | None = None,
) -> Intervention:
    """Log what was done for a child, into the live case where there is one; the same words twice are logged once.

    Raises NotAllowed, and Refused for a day ahead, a thing not on the agency's list or not for a child so young,
    and an audience that leaves nobody or is closed to the writer.
    """
    child = locked(pupil, by, Permission.LOG_WORK)
    _check(child, done, by)
    require(corrects is None or corrects.pupil_id == child.pk, "The one to correct is about another child.")
    values: dict[str, Any] = {
        "pupil": child, "agency": by.agency, "by": by.user, "audience": done.audience, "on": done.on,
        "contact": done.contact, "reached": done.reached, "type": done.type, "minutes": done.minutes,
        "people": done.people, "outcome": done.outcome, "next_step": done.next_step, "corrects": corrects,
    }  # fmt: skip
    before = Intervention.objects.filter(at__gte=timezone.now() - DOUBLE, **values).first()
    return before or _write(values, done, by, session)


def _write(values: dict[str, Any], done: Done, by: Acting, session: UUID | None) -> Intervention:
    child, corrects = values["pupil"], values["corrects"]
    case = Case.objects.live().filter(pupil=child).first()
    pk = _next_key()
    entry = record(
        case=case, pupil=child, kind=EntryKind.CONTACT if done.contact else EntryKind.INTERVENTION,
        text=told(done.what, done.minutes, done.people, done.outcome, done.next_step), by=by, on=done.on,
        audience=done.audience, readers=done.readers, link=f"/interventions/{pk}/",
        corrects=corrects.entry if corrects else None,
    )  # fmt: skip
    row = Intervention.objects.create(pk=pk, case=case, entry=entry, session=session, **values)
    row.readers.set(done.readers)
    return row


@transaction.atomic
def log_group(*, pupils: Iterable[Pupil], done: Done, by: Acting) -> list[Intervention]:
    """Log one session for several children, each by their own right and each in their own record, or for none.

    Raises what `log_intervention` raises.
    """
    children = sorted(pupils, key=lambda each: each.pk)
    require(bool(children), "Choose at least one child.")
    session = uuid4()
    return [log_intervention(pupil=child, done=done, by=by, session=session) for child in children]


def check_audience(audience: Audience, readers: Sequence[User], by: Acting) -> None:
    """Raise Refused for an audience of nobody, or one that the writer may not read."""
    require(audience != Audience.NAMED or bool(readers), "Name at least one person who may read it.")
    require(
        audience != Audience.LEGAL or by.may(Permission.VIEW_LEGAL),
        "You may not write what only those with legal records read, since you could not read it yourself.",
    )


def _check(child: Pupil, done: Done, by: Acting) -> None:
    require(done.on <= by.on, f"The day must be {in_words(by.on)} or earlier.")
    check_audience(done.audience, done.readers, by)
    if done.type is None:
        return
    require(done.type.kind == by.agency.kind, f"“{done.type}” is not on the list of {by.agency}.")
    first = done.type.from_year_group
    require(old_enough(first, year_groups_of(child, by)), too_young(f"{done.type} for {child}", first or 0))


def _next_key() -> int:
    """The key that the next intervention has: its entry, written first, leads to it."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('cases_intervention', 'id'))")
        return int(cursor.fetchone()[0])
