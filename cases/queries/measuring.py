"""What registers say of a child in some days: the figures of targets, reviews and re-checks."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from attendance.models import Register
from attendance.queries.calendars import calendar_lines
from attendance.rules.calendar import school_days
from attendance.rules.codes import Flag
from attendance.rules.counting import Flags, classify, has
from attendance.rules.register import as_array, position, year_of, year_span
from attendance.rules.weeks import monday_of
from cases.rules.reviews import half_term_ends, next_review
from cases.rules.targets import Figure

COUNTED = {"attendance": Flag.ATTENDED, "unauthorised": Flag.UNAUTHORISED, "late": Flag.LATE}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Marks:
    """What a child's marks count as, at all schools, by academic year."""

    years: Mapping[int, Flags]

    def figure(self, measure: str, first: date, last: date) -> Figure:
        """Sessions possible and counted from one day to another, both included."""
        found = Figure()
        for year, flags in self.years.items():
            began, ended = max(first, year_span(year)[0]), min(last, year_span(year)[1])
            if began <= ended:
                part = flags[:, position(began, 0) : position(ended, 1) + 1]
                counted = has(part, COUNTED[measure])
                found += Figure(int(has(part, Flag.POSSIBLE).sum()), int(np.count_nonzero(counted)))
        return found

    def weeks(self, measure: str, first: date, last: date) -> list[tuple[date, Figure]]:
        """The same week by week, by the week's Monday; weeks without a possible session are left out."""
        found, monday = [], monday_of(first)
        while monday <= last:
            figure = self.figure(measure, max(first, monday), min(last, monday + timedelta(days=6)))
            if figure.possible:
                found.append((monday, figure))
            monday += timedelta(days=7)
        return found


def marks_of(pupils: Collection[int], first: date, last: date) -> dict[int, Marks]:
    """The marks of children (ids) in the years of some days; one query. The caller has checked the right."""
    years = range(year_of(first), year_of(last) + 1)
    lines: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = Register.objects.filter(pupil__in=pupils, year__in=years)
    for pupil, year, marks in rows.values_list("pupil", "year", "marks"):
        lines[pupil][year].append(marks)
    return {
        pupil: Marks({year: classify(as_array(held), year) for year, held in lines[pupil].items()})
        for pupil in pupils
    }


def figure_of(pupil: int, measure: str, first: date, last: date) -> Figure:
    """One child's figure; one query."""
    return marks_of([pupil], first, last)[pupil].figure(measure, first, last)


def review_day(school: int, on: date) -> date:
    """When a plan made on a day is reviewed: at the end of the school's half-term."""
    years = (year_of(on), year_of(on) + 1)
    calendars = calendar_lines([school], years)
    days = [day for year in years for day in school_days(calendars[school, year], year)]
    return next_review(on, half_term_ends(days))
