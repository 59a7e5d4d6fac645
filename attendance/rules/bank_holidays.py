"""Bank holidays of England, computed for the years that the national file lacks (it starts in 2012).

Sources: Banking and Financial Dealings Act 1971 Sch 1 with the proclamations since; Easter by the anonymous
Gregorian algorithm (Meeus, Jones and Butcher). Where the national file has a year, use the file.
"""

from datetime import date, timedelta
from functools import cache

_MONDAY = 0
_MOVED_EARLY_MAY = {1995: date(1995, 5, 8), 2020: date(2020, 5, 8)}
_MOVED_SPRING = {2002: date(2002, 6, 4), 2012: date(2012, 6, 4), 2022: date(2022, 6, 2)}
_ONCE = {
    2002: (date(2002, 6, 3),),
    2011: (date(2011, 4, 29),),
    2012: (date(2012, 6, 5),),
    2022: (date(2022, 6, 3), date(2022, 9, 19)),
    2023: (date(2023, 5, 8),),
}


def easter_sunday(year: int) -> date:
    """Easter Sunday of a calendar year."""
    golden = year % 19
    century, rest = divmod(year, 100)
    skipped, kept = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - skipped - correction + 15) % 30
    leap, odd = divmod(rest, 4)
    to_sunday = (32 + 2 * kept + 2 * leap - moon - odd) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(_MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month + 1, 1) - timedelta(days=1)
    return last - timedelta(days=last.weekday())


def _next_free_weekday(day: date, taken: set[date]) -> date:
    while day.weekday() >= 5 or day in taken:
        day += timedelta(days=1)
    return day


def spring_bank_holiday(year: int) -> date:
    """The spring bank holiday of a calendar year, as moved by proclamation."""
    return _MOVED_SPRING.get(year, _last_monday(year, 5))


@cache
def bank_holidays(year: int) -> tuple[date, ...]:
    """The bank and public holidays of England in a calendar year, substitute days included, in order."""
    easter = easter_sunday(year)
    days = {
        _next_free_weekday(date(year, 1, 1), set()),
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        _MOVED_EARLY_MAY.get(year, _first_monday(year, 5)),
        spring_bank_holiday(year),
        _last_monday(year, 8),
        *_ONCE.get(year, ()),
    }
    # A weekend Christmas takes its substitute after Boxing Day has taken its own day.
    for day in sorted((date(year, 12, 25), date(year, 12, 26)), key=lambda day: day.weekday() >= 5):
        days.add(_next_free_weekday(day, days))
    return tuple(sorted(days))
