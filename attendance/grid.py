"""A pupil's year as a grid: a row a week, two cells a day. Says what stands in it, not how it looks."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from attendance.rules.codes import Class

ONE_DAY = datetime.timedelta(days=1)


class Kind(StrEnum):
    """What a mark counts as on its own date; the value is its style."""

    PRESENT = "present"
    APPROVED = "approved"
    AUTHORISED = "authorised"
    UNAUTHORISED = "unauthorised"
    UNCOUNTED = "uncounted"
    CLOSED = "closed"
    UNMARKED = "unmarked"
    OFF = "off"

    @property
    def label(self) -> str:
        """The kind in the words of the key."""
        return LABELS[self]


LABELS = {
    Kind.PRESENT: "Present",
    Kind.APPROVED: "Approved educational activity",
    Kind.AUTHORISED: "Authorised absence",
    Kind.UNAUTHORISED: "Unauthorised absence",
    Kind.UNCOUNTED: "Not counted as a possible session",
    Kind.CLOSED: "School closed",
    Kind.UNMARKED: "No mark",
    Kind.OFF: "Not on roll, or not a school day",
}


OF_CLASS = {
    Class.P: Kind.PRESENT,
    Class.E: Kind.APPROVED,
    Class.A: Kind.AUTHORISED,
    Class.U: Kind.UNAUTHORISED,
    Class.N: Kind.UNCOUNTED,
    Class.X: Kind.UNCOUNTED,
    Class.DATA_QUALITY: Kind.UNMARKED,
}


@dataclass(frozen=True)
class Cell:
    """One session: its day, 0 for morning or 1 for afternoon, the code as shown, its meaning and kind.

    `change_url` leads to the change where the mark has replaced another.
    """

    day: datetime.date
    session: int
    code: str
    meaning: str
    kind: Kind
    change_url: str = ""

    @property
    def words(self) -> str:
        """The full meaning of the cell: "Holiday without leave: unauthorised absence"."""
        kind = self.kind.label
        return f"{self.meaning}: {kind[0].lower()}{kind[1:]}" if self.meaning else kind


@dataclass(frozen=True)
class Week:
    """A row: the first day of the week, and a cell (or None) per column."""

    begins_on: datetime.date
    cells: tuple[Cell | None, ...]

    @property
    def attended(self) -> int:
        """Sessions attended, at school or at an approved activity."""
        return self._count(Kind.PRESENT, Kind.APPROVED)

    @property
    def possible(self) -> int:
        """Sessions that count: attended or absent."""
        return self._count(Kind.PRESENT, Kind.APPROVED, Kind.AUTHORISED, Kind.UNAUTHORISED)

    def _count(self, *kinds: Kind) -> int:
        return sum(cell is not None and cell.kind in kinds for cell in self.cells)


@dataclass(frozen=True)
class YearGrid:
    """A pupil's year: its title, the weekdays that have columns, and its weeks."""

    title: str
    days: tuple[str, ...]
    weeks: tuple[Week, ...]
    codes: tuple[Cell, ...] = ()

    @property
    def has_changes(self) -> bool:
        """Whether any mark has replaced another."""
        return any(cell and cell.change_url for week in self.weeks for cell in week.cells)

    @property
    def kinds(self) -> list[Kind]:
        """The kinds that occur, in the order of the key."""
        found = {cell.kind for week in self.weeks for cell in week.cells if cell}
        return [kind for kind in Kind if kind in found]


def year_grid(title: str, cells: Iterable[Cell]) -> YearGrid:
    """Arrange a year's cells, in any order, into weeks.

    Monday to Friday have columns, and so has any other weekday on which the pupil had a session. Where
    the school is open on Sundays but not on Fridays and Saturdays its week is Sunday to Thursday.
    Weeks before the first and after the last session that is not OFF are left out.
    """
    held = {(cell.day, cell.session): cell for cell in cells}
    used = [day for (day, _), cell in held.items() if cell.kind is not Kind.OFF]
    shut = (Kind.OFF, Kind.CLOSED)
    weekdays = _weekdays({day.weekday() for (day, _), cell in held.items() if cell.kind not in shut})
    if not used:
        return YearGrid(title, tuple(_name(day) for day in weekdays), ())
    starts_on = weekdays[0]
    first = min(used) - ONE_DAY * ((min(used).weekday() - starts_on) % 7)
    count = (max(used) - first).days // 7 + 1
    weeks = tuple(_week(first + ONE_DAY * 7 * at, weekdays, held) for at in range(count))
    return YearGrid(title, tuple(_name(day) for day in weekdays), weeks, _codes(weeks))


def _weekdays(open_on: set[int]) -> list[int]:
    """The weekdays (0 is Monday) that have columns, in the order of the school's week."""
    if 6 in open_on and not open_on & {4, 5}:
        return [6, 0, 1, 2, 3]
    return sorted({0, 1, 2, 3, 4} | open_on)


def _week(begins_on: datetime.date, weekdays: list[int], held: dict[tuple[datetime.date, int], Cell]) -> Week:
    days = (begins_on + ONE_DAY * ((weekday - begins_on.weekday()) % 7) for weekday in weekdays)
    return Week(begins_on, tuple(held.get((day, session)) for day in days for session in (0, 1)))


def _codes(weeks: tuple[Week, ...]) -> tuple[Cell, ...]:
    """One cell for each different code and meaning, in the order of kind and code: the key to the letters."""
    found = {
        (cell.code, cell.words): cell
        for week in weeks
        for cell in week.cells
        if cell and cell.kind not in (Kind.OFF, Kind.UNMARKED)
    }
    order = list(Kind)
    return tuple(sorted(found.values(), key=lambda cell: (order.index(cell.kind), cell.code)))


def _name(weekday: int) -> str:
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
