"""Periods of months and years, and the day in London: the arithmetic behind limits, clocks and orders."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same-numbered day some months later (or earlier), or the last of a month that lacks it."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, _days_in(year, month)))


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - ONE_DAY).day


def last_day_of(began_on: date, *, months: int) -> date:
    """The last day of a period of months beginning with ``began_on``.

    A year beginning with 1 March ends with the last day of February, whichever that is.
    """
    end = add_months(began_on, months)
    # A month without the day, such as 29 February a year on, is full on its last day.
    return end if end.day < began_on.day else end - ONE_DAY


def first_day_of_years_ending(on: date, years: int) -> date:
    """The first day of the period of ``years`` that ends with ``on``: that day years ago, plus one day."""
    return add_months(on, -12 * years) + ONE_DAY


def leaves_period_on(day: date, years: int) -> date:
    """The first day whose period of ``years`` ending with it no longer holds ``day``."""
    on = add_months(day, 12 * years)
    while first_day_of_years_ending(on, years) <= day:
        on += ONE_DAY
    return on


def london_day(at: datetime) -> date:
    """The day on which an instant falls in England. Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return at.astimezone(LONDON).date()
