"""Registers returned by a school: its calendar, what the night found missing, and the files that were applied."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils import timezone

from attendance.models import ImportPart, School, SchoolFlag
from attendance.queries.calendars import calendar_lines
from attendance.rules.calendar import as_sessions
from attendance.rules.register import day_at, year_span
from attendance.rules.weeks import monday_of
from reporting.rules.periods import TERMS, Period
from reporting.rules.returned import File, ReturnedWeek, Returns, came_on, due_after

# The two rules of the night that tell of registers which have not come; their key is the week's Monday.
_ABSENT_REGISTERS = ("late-file", "missing-registers")


@dataclass(frozen=True)
class Met:
    """The sessions that a school met in a week, and the last day of them."""

    sessions: int
    last_on: date


def returned(school: School, periods: Mapping[int, Period], term: Period, on: date) -> Sequence[Returns]:
    """The terms of the year up to and with one term, each with its weeks that were due by a day; seven queries."""
    year = term.year
    missing = dict(
        SchoolFlag.objects.filter(school=school, year=year, rule__in=_ABSENT_REGISTERS)
        .open()
        .values_list("key", "sessions")
    )
    files = _files(school, year)
    weeks = [
        ReturnedWeek(
            monday=monday,
            met=met.sessions,
            missing=missing.get(monday.isoformat(), 0),
            due_on=due_after(monday, school.registers_due),
            came_on=came_on(met.last_on, files),
        )
        for monday, met in _weeks_met(school, year).items()
        if due_after(monday, school.registers_due) <= on
    ]
    begun = [periods[key] for key in TERMS if periods[key].first <= term.first]
    return [
        Returns(each.label, [week for week in weeks if each.first <= week.monday <= each.last])
        for each in begun
    ]


def _weeks_met(school: School, year: int) -> dict[date, Met]:
    """The weeks of a year in which the school meets, by their Monday, with their sessions; four queries.

    Of a school that opened or closed in the year, only days on which it was open: its calendar holds them all.
    """
    opened, closed = school.opened_on or date.min, school.closed_on or date.max
    met = as_sessions(calendar_lines([school], [year])[school.pk, year])
    days: dict[date, list[date]] = defaultdict(list)
    for place in np.flatnonzero(met).tolist():
        day = day_at(year, place)
        if opened <= day <= closed:
            days[monday_of(day)].append(day)
    return {monday: Met(len(held), held[-1]) for monday, held in days.items()}


def _files(school: School, year: int) -> list[File]:
    """The files of registers applied to a school that hold days of a year; one query."""
    first, last = year_span(year)
    rows = ImportPart.objects.filter(
        school=school, applied_at__isnull=False, first_on__lte=last, last_on__gte=first
    )
    return [
        File(began, ended, timezone.localdate(received))
        for began, ended, received in rows.values_list("first_on", "last_on", "batch__received_at")
    ]
