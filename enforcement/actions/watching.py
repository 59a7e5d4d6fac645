"""The night's watch over warnings: what the register says of their periods, written where it is not so already."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from agencies.actions.messages import tell
from agencies.models import Membership
from agencies.rules.telling import Kind
from cases.actions.timeline import record
from cases.models import Audience, EntryKind
from enforcement.models import WarningLetter
from enforcement.queries.watching import Watched, running_at, watched_on
from enforcement.rules.warning import Progress

AT_ONCE = 200


@transaction.atomic
def watch_warnings(*, on: date, schools: Sequence[int]) -> int:
    """Say of every served warning at these schools how its period goes; how many were written.

    The same night twice writes nothing, and an earlier night than the last is passed over. Only a person ends a
    warning. Acts for nobody, so no right is asked for.
    """
    keys = running_at(schools)
    return sum(_watch(keys[at : at + AT_ONCE], on) for at in range(0, len(keys), AT_ONCE))


def _watch(keys: list[int], on: date) -> int:
    locked = WarningLetter.objects.select_for_update(of=("self",)).filter(pk__in=keys, state="served")
    rows = list(locked.select_related("case", "school", "parent").order_by("pk"))
    due = [row for row in rows if row.watched_on is None or row.watched_on <= on]
    found = watched_on(due, on)
    return sum(_write(row, found[row.pk], on) for row in due)


def _write(row: WarningLetter, found: Watched, on: date) -> bool:
    proposed = found.proposed.name.lower()
    says = (len(found.missed), found.unsettled, proposed)
    if (row.missed, row.unsettled, row.proposed) == says and row.watched_on is not None:
        return False
    is_news = row.proposed != proposed and found.proposed is not Progress.RUNNING
    row.missed, row.unsettled, row.proposed = says
    row.watched_on = on
    row.save(update_fields=["missed", "unsettled", "proposed", "watched_on"])
    if is_news:
        _say(row, found.proposed, on)
    return True


def _say(row: WarningLetter, proposed: Progress, on: date) -> None:
    """Write into the timeline what the register proposes, and tell the officer."""
    text = f"The register’s word on the warning to {row.parent}: {proposed.value}. A person decides."
    path = f"/warnings/{row.ref}/"
    record(case=row.case, kind=EntryKind.LEGAL, text=text, by=None, on=on, audience=Audience.LEGAL, link=path)
    people = Membership.objects.current(on).filter(agency=row.agency_id, user=row.case.officer_id)
    key = f"warning:{row.pk}:{row.proposed}:{on.isoformat()}"
    tell(to=people, kind=Kind.NOTICE_TO_CHECK, key=key, path=path, by=None)
