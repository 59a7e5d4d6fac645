"""A school's year to look at and to change: the line, whose it is, what is unusual, and who changed it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from attendance.models import Calendar, CalendarChange, School, Term
from attendance.queries.calendars import bank_holidays_held, calendar_lines
from attendance.rules import calendar
from attendance.rules.calendar import MONDAY_TO_FRIDAY, bank_holidays_of
from attendance.rules.register import year_in_words
from attendance.rules.school_week import plain_year, weekdays_of
from attendance.rules.school_year import Month, YearFigures, figures_of, months_of, warnings_of

YEARS_AROUND = 1
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class YearOfSchool:
    """A year as a page shows it. `own`: the school keeps its own; `template`: the council has one."""

    year: int
    line: str
    own: bool
    template: bool
    changes: tuple[CalendarChange, ...]

    @property
    def words(self) -> str:
        """The academic year in words: 2025/26."""
        return year_in_words(self.year)

    @property
    def months(self) -> tuple[Month, ...]:
        """The twelve months."""
        return months_of(self.line, self.year)

    @property
    def figures(self) -> YearFigures:
        """Sessions open, closed and of INSET."""
        return figures_of(self.line)

    @property
    def warnings(self) -> list[str]:
        """What is unusual, in sentences."""
        return warnings_of(self.line, self.year)


def year_of_school(school: School, year: int) -> YearOfSchool:
    """A school's year; six queries, however many changes."""
    rows = Calendar.objects.filter(Q(school=school) | Q(school__isnull=True), year=year)
    held = set(rows.filter(authority=school.authority_id).values_list("school", flat=True))
    line = calendar_lines([school], [year])[school.pk, year]
    changes = CalendarChange.objects.filter(school=school, year=year)
    return YearOfSchool(year, line, school.pk in held, None in held, _newest(changes))


def year_of_authority(authority_id: int, year: int) -> YearOfSchool:
    """The authority's template; three queries."""
    row = Calendar.objects.filter(authority=authority_id, school__isnull=True, year=year).first()
    line = row.sessions if row else plain_year(year, MONDAY_TO_FRIDAY, bank_holidays_held([year]).get(year))
    changes = CalendarChange.objects.filter(authority=authority_id, school__isnull=True, year=year)
    return YearOfSchool(year, line, False, row is not None, _newest(changes))


def _newest(changes: QuerySet[CalendarChange]) -> tuple[CalendarChange, ...]:
    return tuple(changes.select_related("by").order_by("-at", "-pk"))


def holidays_of(year: int) -> frozenset[date]:
    """The bank holidays of an academic year as loaded, else computed; one query."""
    return bank_holidays_held([year]).get(year) or bank_holidays_of(year)


def held_terms(authority_id: int, year: int) -> dict[str, calendar.Term]:
    """The authority's terms of a year by name, in order; one query."""
    rows = Term.objects.filter(authority=authority_id, year=year).order_by("began_on")
    return {
        row.name: calendar.Term(row.began_on, row.ended_on, (row.half_term_began_on, row.half_term_ended_on))
        for row in rows
    }


def week_in_words(school_week: str) -> str:
    """The weekdays on which a school meets: "Monday, Tuesday, Wednesday, Thursday and Friday"."""
    held = weekdays_of(school_week)
    order = sorted(held, key=lambda day: (day + 1) % 7 if 6 in held else day)
    names = [_WEEKDAYS[day] for day in order]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
