"""Writing down what happened."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from agencies.acting import Acting
from agencies.models import User
from attendance.models import Pupil
from cases.models import Audience, Case, Entry, EntryKind


@transaction.atomic
def record(
    *,
    kind: EntryKind,
    text: str,
    by: Acting | None,
    case: Case | None = None,
    pupil: Pupil | None = None,
    on: date | None = None,
    audience: Audience = Audience.AGENCIES,
    readers: Iterable[User] = (),
    link: str = "",
    corrects: Entry | None = None,
) -> Entry:
    """Write one entry of the timeline, in the transaction of the act that it tells of.

    `by` is None for what the night does by itself, which needs `on`. Give the case, or the child where there is
    none. `readers` are the people named where the audience is NAMED.
    """
    child = case.pupil if case else pupil
    day = on or (by.on if by else None)
    if child is None or day is None:
        raise ValueError("An entry needs a child, and a day where nobody acts.")
    entry = Entry.objects.create(
        case=case,
        pupil=child,
        kind=kind,
        text=text,
        on=day,
        audience=audience,
        link=link,
        corrects=corrects,
        agency=by.agency if by else None,
        by=by.user if by else None,
    )
    entry.readers.set(readers)
    return entry


@transaction.atomic
def record_each(
    *, told: Mapping[Case, str], kind: EntryKind, by: Acting, audience: Audience = Audience.AGENCIES
) -> None:
    """Write one entry into each of many cases, as one act tells each of them; one statement, whatever their number."""
    Entry.objects.bulk_create(
        Entry(
            case=case, pupil_id=case.pupil_id, kind=kind, text=text, on=by.on, audience=audience,
            link=f"/cases/{case.ref}/", agency=by.agency, by=by.user,
        )
        for case, text in told.items()
    )  # fmt: skip
