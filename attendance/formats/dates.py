"""Dates as files write them; the order of day and month is settled once for a file, never row by row."""

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Final

from attendance.formats.refusals import FileRefused

TIME: Final = r"(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?"
ISO: Final = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){TIME}", re.ASCII)
COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
NUMBERS: Final = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}){TIME}", re.ASCII)
DAY_NAMED: Final = re.compile(rf"(\d{{1,2}})[ -]([A-Za-z]{{3,9}})[ -](\d{{4}}){TIME}", re.ASCII)
YEAR_NAMED: Final = re.compile(rf"(\d{{4}})-([A-Za-z]{{3,9}})-(\d{{1,2}}){TIME}", re.ASCII)
MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2100, 1, 1)
WRITE_ISO: Final = "Write every date as year-month-day, for instance 2026-03-05, or as 05/03/2026 and say so."


class DateOrder(Enum):
    """How a file writes its dates. The value is what a saved mapping holds."""

    ISO = "iso"
    DAY_FIRST = "day first"
    NAMED = "named month"


class BadDate(ValueError):
    """The text is not a date in the order that the file uses."""


def _named(month: str) -> int:
    found = [place for place, name in enumerate(MONTHS, 1) if name.startswith(month.lower())]
    return found[0] if len(found) == 1 else 0


def _parts(text: str, order: DateOrder) -> tuple[int, int, int] | None:
    """Year, month and day of a text in one order, not yet known to be a date."""
    if order is DateOrder.ISO:
        match = ISO.fullmatch(text) or COMPACT.fullmatch(text)
        return (int(match[1]), int(match[2]), int(match[3])) if match else None
    if order is DateOrder.DAY_FIRST:
        match = NUMBERS.fullmatch(text)
        return (int(match[4]), int(match[3]), int(match[1])) if match else None
    if match := DAY_NAMED.fullmatch(text):
        return int(match[3]), _named(match[2]), int(match[1])
    if match := YEAR_NAMED.fullmatch(text):
        return int(match[1]), _named(match[2]), int(match[3])
    return None


def read_date(text: str, order: DateOrder) -> date:
    """The date in a cell; a time of midnight after it is dropped. Raises BadDate, with a sentence."""
    parts = _parts(text.strip(), order)
    if parts is None:
        raise BadDate("The date is not written like the others in this file.")
    try:
        day = date(*parts)
    except ValueError as fault:
        raise BadDate("There is no such date.") from fault
    if not EARLIEST <= day < LATEST:
        raise BadDate("The year of the date cannot be right.")
    return day


def order_of(text: str) -> DateOrder | None:
    """The order in which a cell writes its date; None where it is no date."""
    return next((order for order in DateOrder if _parts(text.strip(), order)), None)


def settle_order(texts: Iterable[str]) -> DateOrder:
    """The one order in which all the dates of a file are written; blank and unreadable cells do not count.

    Raises FileRefused where two orders are mixed, where day and month stand the American way round, where
    nothing shows which of the two comes first, and where no cell is a date.
    """
    orders: set[DateOrder] = set()
    day_shown = month_first = False
    for text in {text.strip() for text in texts}:
        found = order_of(text)
        if found is None:
            continue
        orders.add(found)
        if found is DateOrder.DAY_FIRST and (parts := _parts(text, found)):
            day_shown = day_shown or parts[2] > 12
            month_first = month_first or parts[1] > 12
    if not orders:
        raise FileRefused("No cell in the date column is a date.", WRITE_ISO)
    if len(orders) > 1:
        raise FileRefused("The dates in this file are written in more than one way.", WRITE_ISO)
    order = orders.pop()
    if order is DateOrder.DAY_FIRST:
        _refuse_unclear(day_shown, month_first)
    return order


def _refuse_unclear(day_shown: bool, month_first: bool) -> None:
    if day_shown and month_first:
        raise FileRefused("Some dates have the day first and others the month first.", WRITE_ISO)
    if month_first:
        raise FileRefused("The dates have the month before the day.", WRITE_ISO)
    if not day_shown:
        raise FileRefused(
            "The dates do not show whether the day or the month comes first.",
            "Say on the columns page that the day comes first, or write every date as year-month-day.",
        )
