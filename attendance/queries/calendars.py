"""The calendar a school keeps: its own, else its authority's template, else plain weekdays."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from attendance.models import BankHoliday, Calendar, School
from attendance.rules.register import year_of, year_span
from attendance.rules.school_week import fit_to_week, plain_year, weekdays_of

Lines = dict[tuple[int, int], str]


def calendar_lines(schools: Iterable[School | int], years: Iterable[int]) -> Lines:
    """A calendar line (732 characters) for every school and year, by (school id, year), in four queries.

    ``schools`` are schools or their ids. A template is made to fit the weekdays on which the school meets. A
    school id that does not exist has no line.
    """
    wanted = sorted({school.pk if isinstance(school, School) else school for school in schools})
    kept = sorted(set(years))
    weeks = {
        pk: (authority, week)
        for pk, authority, week in School.objects.filter(pk__in=wanted).values_list(
            "pk", "authority", "school_week"
        )
    }
    own = _own(wanted, kept)
    shared = _shared({authority for authority, _ in weeks.values()}, kept)
    holidays = bank_holidays_held(kept)
    found: Lines = {}
    made: dict[tuple[int, str, int], str] = {}
    for pk, (authority, week) in weeks.items():
        for year in kept:
            key = (authority, week, year)
            if key not in made:
                made[key] = _made(shared.get((authority, year)), week, year, holidays)
            found[pk, year] = own.get((pk, year), made[key])
    return found


def _own(schools: list[int], years: list[int]) -> Lines:
    rows = Calendar.objects.of_schools(schools, years).values_list("school", "year", "sessions")
    return {(school, year): sessions for school, year, sessions in rows}


def _shared(authorities: Iterable[int], years: list[int]) -> Lines:
    rows = Calendar.objects.filter(school__isnull=True, authority__in=list(authorities), year__in=years)
    return {
        (authority, year): sessions
        for authority, year, sessions in rows.values_list("authority", "year", "sessions")
    }


def bank_holidays_held(years: Iterable[int]) -> dict[int, frozenset[date]]:
    """The loaded bank holidays by academic year; a year of which none is loaded is absent. One query."""
    spans = [year_span(year) for year in years]
    if not spans:
        return {}
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    found: dict[int, set[date]] = defaultdict(set)
    for day in BankHoliday.objects.filter(on__range=(first, last)).values_list("on", flat=True):
        found[year_of(day)].add(day)
    return {year: frozenset(days) for year, days in found.items()}


def _made(template: str | None, week: str, year: int, holidays: Mapping[int, frozenset[date]]) -> str:
    weekdays = weekdays_of(week)
    if template is None:
        return plain_year(year, weekdays, holidays.get(year))
    return fit_to_week(template, year, weekdays)
