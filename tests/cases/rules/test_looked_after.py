"""Looked-after children: missed days counted and put in words, and reports on the day after a period."""

from datetime import date, timedelta

import pytest

from attendance.rules.register import LENGTH, NO_MARK, position
from cases.rules.looked_after import (
    Missed,
    ReportKind,
    belongs,
    days_in_words,
    missed_sessions,
    patterns,
    periods_due,
    quarter_before,
)

MONDAY = date(2025, 9, 8)
DAY = timedelta(days=1)


def line(**marks: str) -> str:
    """A line of 2025/26 with marks from days given as d20250908."""
    held = [NO_MARK] * LENGTH
    for name, said in marks.items():
        at = position(date.fromisoformat(f"{name[1:5]}-{name[5:7]}-{name[7:]}"), 0)
        held[at : at + len(said)] = said
    return "".join(held)


LINE = line(d20250908="OI/\\U/")


@pytest.mark.parametrize(
    ("first", "last", "sessions"),
    [
        (MONDAY, MONDAY + 2 * DAY, 3),
        (MONDAY + DAY, MONDAY + 2 * DAY, 1),
        (MONDAY, MONDAY - DAY, 0),
        (MONDAY, MONDAY, 2),
        (date(2024, 1, 1), date(2030, 1, 1), 3),
    ],
)
def test_absence_counts_from_the_day_on_which_the_child_came_to_be_looked_after(
    first, last, sessions
) -> None:
    assert len(missed_sessions(LINE, 2025, first=first, last=last)) == sessions


@pytest.mark.parametrize(("sessions", "belonging"), [(19, False), (20, True), (21, True)])
def test_ten_days_bring_a_child_into_the_quarterly_report(sessions, belonging) -> None:
    assert belongs(ReportKind.QUARTERLY, sessions) is belonging
    assert belongs(ReportKind.TERMLY, sessions)
    assert belongs(ReportKind.YEARLY, 0)


@pytest.mark.parametrize(
    ("sessions", "words"),
    [(0, "0 days"), (1, "½ day"), (2, "1 day"), (3, "1½ days"), (20, "10 days"), (51, "25½ days")],
)
def test_sessions_are_told_as_days(sessions, words) -> None:
    assert days_in_words(sessions) == words


@pytest.mark.parametrize(
    ("on", "key", "ended_on"),
    [
        (date(2026, 3, 31), "2025-q4", date(2025, 12, 31)),
        (date(2026, 4, 1), "2026-q1", date(2026, 3, 31)),
        (date(2026, 4, 2), "2026-q1", date(2026, 3, 31)),
        (date(2026, 1, 1), "2025-q4", date(2025, 12, 31)),
        (date(2026, 10, 1), "2026-q3", date(2026, 9, 30)),
    ],
)
def test_a_quarter_is_over_on_the_day_after_its_last(on, key, ended_on) -> None:
    found = quarter_before(on)
    assert (found.key, found.ended_on) == (key, ended_on)


@pytest.mark.parametrize(
    ("on", "kinds"),
    [
        (date(2026, 7, 31), {"termly"}),
        (date(2026, 8, 1), {"termly", "yearly"}),
        (date(2026, 8, 28), {"yearly"}),
        (date(2026, 8, 29), set()),
        (date(2026, 4, 1), {"quarterly"}),
        (date(2026, 7, 18), {"quarterly", "termly"}),
        (date(2026, 7, 17), {"quarterly"}),
    ],
)
def test_reports_are_due_from_the_day_after_for_four_weeks(on, kinds) -> None:
    terms = [(date(2026, 4, 13), date(2026, 7, 17))]
    assert {each.kind.value for each in periods_due(on, terms)} == kinds


def mondays(count: int, half: int = 0) -> list[Missed]:
    return [Missed(MONDAY + 7 * DAY * at, half) for at in range(count)]


def test_a_weekday_and_a_half_of_the_day_stand_out() -> None:
    assert patterns(mondays(6)) == ["Mostly Mondays: 6 of 6 sessions.", "Mostly mornings: 6 of 6 sessions."]
    assert patterns(mondays(5)) == []


def test_a_run_over_a_weekend_is_one_run() -> None:
    days = [MONDAY + at * DAY for at in (2, 3, 4, 7, 8)]
    (said,) = patterns([Missed(day, half) for day in days for half in (0, 1)])
    assert said == "5 days one after another, 10 September 2025 to 16 September 2025."


def test_without_a_pattern_that_is_said() -> None:
    spread = [Missed(MONDAY + at * 8 * DAY, at % 2) for at in range(5)] + [Missed(MONDAY + 60 * DAY, 1)]
    assert patterns(spread) == ["Spread over the week, without a pattern."]
