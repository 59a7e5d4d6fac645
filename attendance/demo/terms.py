"""Terms of the demonstration authority for any year, by the rules that a council publishes.

Rules as printed by Salford: terms start on a Monday; the autumn half term is the last full week of October,
the spring one the third full week of February; Easter has the first two full weeks of April; one week at
Whit; five INSET days; 190 days for pupils. 2006/07 follows the same rules.
"""

from datetime import date, timedelta
from functools import cache
from typing import Final

from attendance.rules.bank_holidays import spring_bank_holiday
from attendance.rules.calendar import Term, bank_holidays_of, calendar_line, school_days

PUPIL_DAYS: Final = 190
INSET_DAYS: Final = 5
_WEEK: Final = timedelta(days=7)
_FRIDAY: Final = timedelta(days=4)


def _monday(day: date) -> date:
    """The first Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)


def _half_terms(year: int) -> tuple[tuple[date, date], ...]:
    october = _monday(date(year, 10, 25)) - (_WEEK if _monday(date(year, 10, 25)).day > 27 else timedelta())
    february = _monday(date(year + 1, 2, 1)) + 2 * _WEEK
    whit = spring_bank_holiday(year + 1)
    whit -= timedelta(days=whit.weekday())
    return tuple((monday, monday + _FRIDAY) for monday in (october, february, whit))


@cache
def terms_of(year: int) -> tuple[Term, Term, Term]:
    """Autumn, spring and summer; the summer term ends when pupils have had their 190 days."""
    autumn, spring, whit = _half_terms(year)
    easter = _monday(date(year + 1, 4, 1))
    first = Term(_monday(date(year, 9, 1)), _monday(date(year, 12, 12)) + _FRIDAY, autumn)
    second = Term(_monday(date(year + 1, 1, 4)), easter - timedelta(days=3), spring)
    last = date(year + 1, 7, 31)
    third = Term(easter + 2 * _WEEK, last, whit)
    days = school_days(calendar_line(year, terms=(first, second, third)), year)
    wanted = PUPIL_DAYS + INSET_DAYS
    return first, second, Term(third.began_on, days[wanted - 1] if len(days) >= wanted else last, whit)


def inset_days(year: int, variant: int = 0) -> tuple[date, ...]:
    """Five days on which only staff come in. ``variant`` 0 is the authority's; 1 and 2 are schools' own."""
    days = school_days(calendar_line(year, terms=terms_of(year)), year)
    after = [next(day for day in days if day >= term.began_on) for term in terms_of(year)]
    free = ((60, -1), (35, -20), (110, -12))[variant]
    return tuple(sorted({*after, days[free[0]], days[free[1]]}))


@cache
def template(year: int) -> str:
    """The authority's calendar line."""
    return calendar_line(
        year, terms=terms_of(year), inset=inset_days(year), holidays=tuple(sorted(bank_holidays_of(year)))
    )
