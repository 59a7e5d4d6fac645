"""What the people of the demonstration do: the product's own acts, on the day on which each is told to happen."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Final

import pgtrigger
from django.db import connection
from django.db.models import Max

from agencies.models import Message
from cases.models import Entry

LATELY: Final = timedelta(days=7)
"""What was told longer ago than this has been read."""


@dataclass(frozen=True)
class Deed:
    """One act on a day."""

    on: date
    act: Callable[[], object]


def do_all(deeds: Iterable[Deed], until: date) -> int:
    """Do them in the order of their days, and date what they wrote; how many there were."""
    ordered = sorted(deeds, key=lambda deed: deed.on)
    entry, message = last_entry(), _last(Message)
    for on, those in groupby(ordered, key=lambda deed: deed.on):
        for deed in those:
            deed.act()
        told_at = datetime.combine(on, time(16), UTC)
        fresh = Message.objects.filter(pk__gt=message)
        fresh.update(told_at=told_at, read_at=told_at if on < until - LATELY else None)
        message = _last(Message)
    date_entries(entry)
    return len(ordered)


def last_entry() -> int:
    """The newest entry of any timeline."""
    return _last(Entry)


def _last(model: type[Entry] | type[Message]) -> int:
    return int(model._default_manager.aggregate(last=Max("pk"))["last"] or 0)


def date_entries(after: int) -> None:
    """Let every entry since another be written at some hour of the day on which it happened."""
    with pgtrigger.ignore("cases.Entry:entry_stands"), connection.cursor() as cursor:
        cursor.execute(
            'update cases_entry set at = ("on" + make_interval(hours => (9 + id %% 8)::int, mins => (id %% 60)::int)) '
            "at time zone 'UTC' where id > %s",
            [after],
        )
    date_logs(after)


def date_logs(after: int) -> None:
    """Let what was logged with entries since another be recorded as people do: most on the day, some days later."""
    with pgtrigger.ignore("cases.Intervention:intervention_stands"), connection.cursor() as cursor:
        cursor.execute(
            "update cases_intervention i set at = least(e.at + make_interval(days => "
            "(array[0, 0, 0, 0, 0, 1, 2, 4, 7, 12])[1 + (i.id %% 10)::int]), greatest(e.at, now())) "
            "from cases_entry e where e.id = i.entry_id and e.id > %s",
            [after],
        )
