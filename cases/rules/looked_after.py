"""Looked-after children's missed days: counted, put in words, and when reports of them are due.

Source: the attendance strategy (January 2007), table "Child Protection": a quarterly report on any child who has
missed 10 days or more, an audit with a plan of action at 25, termly updates to homes and key workers, a yearly report.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from attendance.rules.codes import Class, UnknownCode, code_at
from attendance.rules.dated import day_in_words
from attendance.rules.register import NO_MARK, NOT_ON_ROLL, day_at, position, session_at, year_of, year_span

REPORTED_AT, AUDITED_AT = 20, 50  # sessions: 10 days and 25 days
LEAST = 6
STILL_DUE = timedelta(days=28)
WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
HALVES = ("mornings", "afternoons")
LONG_BREAK = 5


@dataclass(frozen=True)
class Missed:
    """One session missed; half 0 is the morning."""

    on: date
    half: int


def missed_sessions(line: str, year: int, *, first: date, last: date) -> list[Missed]:
    """The sessions of a register's line from a day to a day that were absence, authorised or not."""
    began, ended = year_span(year)
    first, last = max(first, began), min(last, ended)
    if first > last:
        return []
    found = []
    for at in range(position(first, 0), position(last, 1) + 1):
        if line[at] not in (NO_MARK, NOT_ON_ROLL) and _is_absence(line[at], day_at(year, at)):
            found.append(Missed(day_at(year, at), session_at(at)))
    return found


def _is_absence(symbol: str, on: date) -> bool:
    try:
        return code_at(symbol, on).class_ in (Class.A, Class.U)
    except UnknownCode:
        return False


def days_in_words(sessions: int) -> str:
    """Sessions as days: 21 sessions are 10½ days."""
    whole, half = divmod(sessions, 2)
    words = f"{whole or ''}{'½' if half else ''}" or "0"
    return f"{words} day" if sessions in (1, 2) else f"{words} days"


def patterns(missed: Sequence[Missed]) -> list[str]:
    """What stands out among missed sessions, in sentences: a weekday, a half of the day, a run, how lately.

    Below six sessions nothing is said to be a pattern. A weekday stands out with half of the sessions or more, a
    half of the day with three quarters or more, a run with five days of absence one after another, weekends aside.
    """
    if len(missed) < LEAST:
        return []
    said = []
    ((day, on_day),) = Counter(each.on.weekday() for each in missed).most_common(1)
    if 2 * on_day >= len(missed):
        said.append(f"Mostly {WEEKDAYS[day]}: {on_day} of {len(missed)} sessions.")
    ((half, in_half),) = Counter(each.half for each in missed).most_common(1)
    if 4 * in_half >= 3 * len(missed):
        said.append(f"Mostly {HALVES[half]}: {in_half} of {len(missed)} sessions.")
    began, ended, days = _longest_run(sorted({each.on for each in missed}))
    if days >= LONG_BREAK:
        said.append(f"{days} days one after another, {day_in_words(began)} to {day_in_words(ended)}.")
    return said or ["Spread over the week, without a pattern."]


def _longest_run(days: list[date]) -> tuple[date, date, int]:
    best = run = (days[0], days[0], 1)
    for before, day in pairwise(days):
        is_next = day - before == timedelta(days=1) or (
            before.weekday() == 4 and day - before == timedelta(days=3)
        )
        run = (run[0], day, run[2] + 1) if is_next else (day, day, 1)
        best = max(best, run, key=lambda each: each[2])
    return best


class ReportKind(StrEnum):
    """The reports that the night makes."""

    QUARTERLY = "quarterly"
    TERMLY = "termly"
    YEARLY = "yearly"


@dataclass(frozen=True)
class Period:
    """What a report is about; its key is the same however often it is asked for."""

    kind: ReportKind
    key: str
    began_on: date
    ended_on: date


def quarter_before(on: date) -> Period:
    """The last quarter that ended before a day: to 31 March, 30 June, 30 September or 31 December."""
    began_on = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    ended_on = began_on - timedelta(days=1)
    first = date(ended_on.year, 3 * ((ended_on.month - 1) // 3) + 1, 1)
    return Period(ReportKind.QUARTERLY, f"{ended_on.year}-q{(ended_on.month + 2) // 3}", first, ended_on)


def periods_due(on: date, terms: Iterable[tuple[date, date]]) -> list[Period]:
    """The periods that ended before a day, and not more than four weeks before it: quarter, terms, academic year."""
    first, last = year_span(year_of(on) - 1)
    found = [quarter_before(on), Period(ReportKind.YEARLY, f"year-{first.year}", first, last)]
    found += [Period(ReportKind.TERMLY, f"term-{began:%Y%m%d}", began, ended) for began, ended in terms]
    return [each for each in found if each.ended_on < on <= each.ended_on + STILL_DUE]


def belongs(kind: ReportKind, sessions: int) -> bool:
    """Whether a child stands in a report: in the quarterly from 10 days missed this year, in the others always."""
    return kind is not ReportKind.QUARTERLY or sessions >= REPORTED_AT
