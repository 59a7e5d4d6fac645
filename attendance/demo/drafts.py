"""A register written by hand: everybody present, and then what a story needs."""

from collections.abc import Iterable, Mapping
from datetime import date

from attendance.demo.lines import blank_line
from attendance.rules.calendar import school_days
from attendance.rules.register import NO_MARK, NOT_ON_ROLL, as_line, position, year_of

PRESENT = "/\\"


class Draft:
    """Lines by academic year, present at every open session up to a day."""

    def __init__(self, calendars: Mapping[int, str], until: date) -> None:
        self.until = until
        self.days = [
            day for year in sorted(calendars) for day in school_days(calendars[year], year) if day <= until
        ]
        self._lines = {year: list(as_line(blank_line(year, line))) for year, line in calendars.items()}
        for day in self.days:
            self.put([day], PRESENT)

    def put(self, days: Iterable[date], marks: str) -> None:
        """Write two marks, morning and afternoon, on each day; a dot leaves what stands.

        A session at which the school is closed stays closed.
        """
        for day in days:
            line = self._lines[year_of(day)]
            for session, mark in enumerate(marks):
                where = position(day, session)
                if mark != "." and (line[where] in NO_MARK + PRESENT or line[where].isalpha()):
                    line[where] = mark

    def this_year(self) -> list[date]:
        """The school days of the year of ``until``, in order."""
        return [day for day in self.days if year_of(day) == year_of(self.until)]

    def last(self, number: int) -> list[date]:
        """The last school days."""
        return self.days[-number:]

    def on_weekday(self, weekday: int) -> list[date]:
        """This year's school days on a weekday, 0 being Monday."""
        return [day for day in self.this_year() if day.weekday() == weekday]

    def only(self, began_on: date | None, ended_on: date | None) -> dict[int, str]:
        """The lines as one roll has them, from one day to another."""
        found = {}
        for year, line in self._lines.items():
            kept = list(line)
            for day in (each for each in self._every_day(year)):
                if (began_on and day < began_on) or (ended_on and day > ended_on):
                    kept[position(day, 0)] = kept[position(day, 1)] = NOT_ON_ROLL
            text = "".join(kept)
            if text.strip():
                found[year] = text
        return found

    @staticmethod
    def _every_day(year: int) -> list[date]:
        first = date(year, 8, 1).toordinal()
        return [date.fromordinal(number) for number in range(first, date(year + 1, 8, 1).toordinal())]
