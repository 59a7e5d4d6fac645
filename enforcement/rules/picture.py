"""A picture of time: what happened in lanes, one under the other, along one line of days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from attendance.rules.dated import day_in_words
from enforcement.rules.periods import add_months

MOST_DAYS = 400
BEFORE, AFTER = timedelta(weeks=26), timedelta(weeks=4)
LANES = ("Absence", "Support", "Steps", "Clocks")
# In pixels: a lane with its name above its marks, and a mark.
LANE, NAME, MARK = 64, 24, 28


@dataclass(frozen=True)
class Moment:
    """Something on a day, or from one day to another, in a lane; `height` (0 to 1) is for absence by week."""

    lane: str
    began_on: date
    what: str
    ended_on: date | None = None
    height: float | None = None


@dataclass(frozen=True)
class Mark:
    """A moment where it is drawn: across in percent, downwards in pixels. What has no end is a point."""

    moment: Moment
    x: str
    width: str
    y: int
    height: int

    @property
    def is_span(self) -> bool:
        return self.moment.ended_on is not None

    @property
    def middle(self) -> int:
        """Where a point lies."""
        return self.y + self.height // 2


@dataclass(frozen=True)
class Picture:
    """The lanes of a picture, its months and the day that it is looked at."""

    began_on: date
    ended_on: date
    today: str
    lanes: tuple[tuple[str, int, tuple[Mark, ...]], ...]
    months: tuple[tuple[str, str], ...]

    @property
    def height(self) -> int:
        """How high it is, with the names of the months under the lanes."""
        return LANE * len(self.lanes) + NAME

    @property
    def summary(self) -> str:
        """The picture in a sentence for those who do not see it."""
        counts = [f"{name.lower()}: {len(marks)}" for name, _, marks in self.lanes]
        return (
            f"From {day_in_words(self.began_on)} to {day_in_words(self.ended_on)}, what is in each lane: "
            f"{', '.join(counts)}. The table below says each in words."
        )

    @property
    def rows(self) -> tuple[Moment, ...]:
        """Everything drawn, in the order of days: the table under the picture."""
        found = [mark.moment for _, _, marks in self.lanes for mark in marks]
        return tuple(sorted(found, key=lambda moment: (moment.began_on, LANES.index(moment.lane))))


def picture(moments: Iterable[Moment], on: date) -> Picture:
    """The picture of half a year before a day and of every clock after it, within some 13 months.

    What lies wholly outside is left out; what reaches in is cut off at the edge.
    """
    every = list(moments)
    last = max([on + AFTER, *(each.ended_on or each.began_on for each in every)])
    first = on - BEFORE
    last = min(last, first + timedelta(days=MOST_DAYS))
    inside = [each for each in every if each.began_on <= last and (each.ended_on or each.began_on) >= first]
    lanes = tuple(
        (lane, at * LANE + 16, tuple(_mark(each, first, last, at) for each in inside if each.lane == lane))
        for at, lane in enumerate(LANES)
    )
    return Picture(first, last, _across(on, first, last), lanes, _months(first, last))


def _mark(moment: Moment, first: date, last: date, lane: int) -> Mark:
    began = max(moment.began_on, first)
    ended = min(moment.ended_on or moment.began_on, last)
    width = 100 * ((ended - began).days + 1) / ((last - first).days + 1)
    height = MARK if moment.height is None else max(3, round(MARK * moment.height))
    y = lane * LANE + NAME + MARK - height
    return Mark(moment, _across(began, first, last), f"{width:.2f}", y, height)


def _across(on: date, first: date, last: date) -> str:
    return f"{100 * (on - first).days / ((last - first).days + 1):.2f}"


def _months(first: date, last: date) -> tuple[tuple[str, str], ...]:
    """Where each month begins, with its name."""
    found, month = [], add_months(first.replace(day=1), 1)
    while month <= last:
        found.append((_across(month, first, last), f"{month:%b}"))
        month = add_months(month, 1)
    return tuple(found)
