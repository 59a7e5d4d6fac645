"""Notes: append-only; a wrong one is corrected by a further one."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.models import User
from agencies.rules.roles import Permission
from cases.actions.doors import locked_case, require
from cases.actions.timeline import record
from cases.models import Audience, Case, Entry, EntryKind

DOUBLE = timedelta(minutes=10)  # the same words by the same person within this are a second click


@transaction.atomic
def write_note(
    *,
    case: Case,
    text: str,
    audience: Audience,
    by: Acting,
    readers: Iterable[User] = (),
    corrects: Entry | None = None,
) -> Entry:
    """Write a note into a case's timeline; the same words twice within minutes are one note.

    Raises NotAllowed, and Refused where nobody is named for a note for named people, or the audience is legal and
    the writer may not see legal records.
    """
    row = locked_case(case, by, Permission.VIEW_CASE)
    named = list(readers)
    require(audience != Audience.NAMED or bool(named), "Name at least one person who may read it.")
    require(
        audience != Audience.LEGAL or by.may(Permission.VIEW_LEGAL),
        "You may not write what only those with legal records read, since you could not read it yourself.",
    )
    recent = Entry.objects.filter(
        case=row, kind=EntryKind.NOTE, by=by.user, agency=by.agency, text=text, audience=audience,
        corrects=corrects, at__gte=timezone.now() - DOUBLE,
    )  # fmt: skip
    return recent.first() or record(
        case=row, kind=EntryKind.NOTE, text=text, by=by, audience=audience, readers=named, corrects=corrects
    )
