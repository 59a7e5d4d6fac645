"""What the night reads of some schools: rolls, both years' lines, calendars. Nothing is counted here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from attendance.models.enrolment import CharacteristicKind
from attendance.queries.calendars import calendar_lines
from attendance.queries.registers import load_registers, load_registers_of
from attendance.queries.rolls import Roll, load_elsewhere, load_roll, load_spells
from attendance.queries.settings import answers_by_school
from attendance.rules.night import SchoolYearView
from attendance.rules.open_points import Answers
from attendance.rules.register import Ints, Lines, year_of


@dataclass(frozen=True)
class Elsewhere:
    """This year's lines of the same pupils at schools that are not being read: shapes (m,) and (m, 732)."""

    pupil: Ints
    lines: Lines


@dataclass(frozen=True)
class NightRead:
    """Some schools on a date. The roll holds enrolments with a register of the year, in order of id, (n,).

    ``cared_from`` and ``cared_to`` are the ordinals of each pupil's spell of being looked after, or 0.
    ``answers`` are what each school's authority had decided on open points, in force on the date.
    """

    on: date
    schools: Sequence[int]
    roll: Roll
    lines: Lines
    before: Lines
    calendars: dict[tuple[int, int], str]
    elsewhere: Elsewhere
    cared_from: Ints
    cared_to: Ints
    answers: Mapping[int, Answers]

    @property
    def year(self) -> int:
        return year_of(self.on)

    def rows_of(self, school: int) -> Ints:
        """The places of a school's enrolments in the roll."""
        return np.flatnonzero(self.roll.school == school)

    def view(self, school: int, rows: Ints, lines: Lines | None = None) -> SchoolYearView:
        """A school as the rules look at it; ``lines`` where these rows' are not the school's alone."""
        return SchoolYearView(
            on=self.on,
            lines=self.lines[rows] if lines is None else lines,
            last_lines=self.before[rows],
            calendars={year: self.calendars[school, year] for year in (self.year - 1, self.year)},
            born_on=self.roll.born[rows],
            looked_after_from=self.cared_from[rows],
            looked_after_to=self.cared_to[rows],
            on_roll=self.roll.on_roll(self.on)[rows],
            answers=self.answers[school],
        )


def read_night(on: date, schools: Sequence[int]) -> NightRead:
    """Read everything about these schools (ids) that the night of a date rests on."""
    year = year_of(on)
    current, last = load_registers(schools, year), load_registers(schools, year - 1)
    roll = load_roll(schools, on)
    roll = roll.take(np.isin(roll.enrolment, current.enrolment))
    others = load_registers_of(load_elsewhere(roll, schools, on), year)
    cared_from, cared_to = load_spells(CharacteristicKind.LOOKED_AFTER, roll, schools, on)
    return NightRead(
        on=on,
        schools=schools,
        roll=roll,
        lines=current.lines_of(roll.enrolment),
        before=last.lines_of(roll.enrolment),
        calendars=calendar_lines(schools, (year - 1, year)),
        elsewhere=Elsewhere(others.pupil, others.lines),
        cared_from=cared_from,
        cared_to=cared_to,
        answers=answers_by_school(schools, on),
    )
