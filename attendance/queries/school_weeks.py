"""A school's attendance week by week, counted from its registers as they are."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from attendance.models import School
from attendance.queries.registers import load_open_registers
from attendance.rules.codes import Flag
from attendance.rules.counting import classify, has
from attendance.rules.register import position, year_span
from attendance.rules.weeks import monday_of


@dataclass(frozen=True)
class WeekRate:
    """One week's sessions of a whole school: sums, so that weeks can be added up."""

    began_on: date
    possible: int
    attended: int

    @property
    def rate(self) -> Fraction | None:
        """Attended of possible sessions; None where none was possible."""
        return Fraction(self.attended, self.possible) if self.possible else None


def weekly_rates(school: School, *, year: int) -> list[WeekRate]:
    """The weeks of an academic year in which any session was possible; restricted children are not counted."""
    flags = classify(load_open_registers([school.pk], year).lines, year)
    possible = has(flags, Flag.POSSIBLE).sum(axis=0)
    attended = has(flags, Flag.ATTENDED).sum(axis=0)
    found = []
    first, last = year_span(year)
    monday = monday_of(first)
    while monday <= last:
        start = position(max(monday, first), 0)
        end = position(min(monday + timedelta(days=6), last), 1) + 1
        week = WeekRate(monday, int(possible[start:end].sum()), int(attended[start:end].sum()))
        if week.possible:
            found.append(week)
        monday += timedelta(days=7)
    return found
