"""Fixtures for the rules: CAL-A, the invented calendar of the rulebook, and a way to write marks by date."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from attendance.rules.calendar import Term, calendar_line
from attendance.rules.register import EMPTY_LINE, overlay, position, year_of

CAL_A_TERMS = {
    2024: (
        Term(date(2024, 9, 3), date(2024, 12, 20), (date(2024, 10, 28), date(2024, 11, 1))),
        Term(date(2025, 1, 7), date(2025, 4, 4), (date(2025, 2, 17), date(2025, 2, 21))),
        Term(date(2025, 4, 22), date(2025, 7, 23), (date(2025, 5, 26), date(2025, 5, 30))),
    ),
    2025: (
        Term(date(2025, 9, 2), date(2025, 12, 19), (date(2025, 10, 27), date(2025, 10, 31))),
        Term(date(2026, 1, 6), date(2026, 3, 27), (date(2026, 2, 16), date(2026, 2, 20))),
        Term(date(2026, 4, 13), date(2026, 7, 21), (date(2026, 5, 25), date(2026, 5, 29))),
    ),
}
CAL_A_INSET = {
    2024: (date(2024, 9, 2), date(2025, 1, 6)),
    2025: (date(2025, 9, 1), date(2026, 1, 5), date(2026, 6, 22)),
}


@pytest.fixture(scope="session")
def cal_a() -> dict[int, str]:
    return {
        year: calendar_line(year, terms=terms, inset=CAL_A_INSET[year]) for year, terms in CAL_A_TERMS.items()
    }


class Register:
    """Lines by year on which marks are written by date; school days start as present."""

    def __init__(self, calendars: dict[int, str], fill: str = "/\\") -> None:
        self.calendars = calendars
        self.lines = {
            year: "".join(
                fill[where % 2] if kind == "o" else ("#" if kind != " " else " ")
                for where, kind in enumerate(line)
            )
            for year, line in calendars.items()
        }

    def mark(self, day: date, marks: str, session: int = 0) -> "Register":
        """Write marks session by session from a day on, school sessions only."""
        where = position(day, session)
        for symbol in marks:
            while self.calendars[year_of(day)][where] != "o":
                where += 1
            self.lines[year_of(day)] = overlay(self.lines[year_of(day)], where, symbol)
            where += 1
        return self

    def blank(self, before: date) -> "Register":
        """Take the pupil off roll before a day."""
        for year, line in self.lines.items():
            if year < year_of(before):
                self.lines[year] = EMPTY_LINE
            elif year == year_of(before):
                where = position(before, 0)
                self.lines[year] = " " * where + line[where:]
        return self


@pytest.fixture
def register(cal_a: dict[int, str]) -> Callable[[], Register]:
    return lambda: Register(cal_a)


@pytest.fixture
def around() -> Callable[[date], tuple[date, date, date]]:
    """The day before, the day and the day after."""
    return lambda day: (day - timedelta(days=1), day, day + timedelta(days=1))
