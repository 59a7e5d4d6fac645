"""How days, instants, shares and counts are written, on pages and in files."""

import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils import timezone


def date(day: datetime.date | None, none: str = "no date") -> str:
    """A day as people write it: 5 March 2026. An instant is written with the day it has in London."""
    if day is None:
        return none
    if isinstance(day, datetime.datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return f"{day.day} {day:%B %Y}"


def moment(at: datetime.datetime | None, none: str = "never") -> str:
    """An instant in London: 5 March 2026 at 9:05am."""
    if at is None:
        return none
    at = timezone.localtime(at) if timezone.is_aware(at) else at
    hour = at.hour % 12 or 12
    return f"{at.day} {at:%B %Y} at {hour}:{at:%M}{'am' if at.hour < 12 else 'pm'}"


def percent(fraction: float | Decimal | Fraction | None, places: int = 1) -> str:
    """A fraction of one as a percentage, halves rounded up: 0.9345 is 93.5%. None is "no rate"."""
    if fraction is None:
        return "no rate"
    if isinstance(fraction, Fraction):
        exact = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    else:
        exact = Decimal(str(fraction))
    return f"{(exact * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


def number(value: float | Decimal | None, none: str = "not known") -> str:
    """A number with its thousands parted by commas: 35,000."""
    return none if value is None else f"{value:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 session, 2 sessions; `many` where an s is not enough."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
