"""The bank holidays that GOV.UK publishes as JSON (gov.uk/bank-holidays.json), one list for each division."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final

from attendance.formats.dates import BadDate, DateOrder, read_date
from attendance.formats.reading import MEGABYTE, Limits, Upload
from attendance.formats.refusals import FileRefused

ENGLAND_AND_WALES: Final = "england-and-wales"
LIMITS: Final = Limits(file_bytes=2 * MEGABYTE, unpacked_bytes=2 * MEGABYTE, line_length=2 * MEGABYTE)
REMEDY: Final = "Download it again from www.gov.uk/bank-holidays.json."


@dataclass(frozen=True, slots=True)
class BankHoliday:
    """One bank holiday; `notes` says for instance "Substitute day"."""

    on: date
    title: str
    notes: str


def read_bank_holidays(source: Path | BinaryIO, division: str = ENGLAND_AND_WALES) -> tuple[BankHoliday, ...]:
    """The bank holidays of a division in order of date. Raises FileRefused for any fault in the file."""
    with Upload(source, LIMITS) as upload:
        text = "".join(upload.lines())
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise FileRefused("The file is not JSON.", REMEDY) from fault
    listed = content.get(division) if isinstance(content, dict) else None
    events = listed.get("events") if isinstance(listed, dict) else None
    if not isinstance(events, list) or not events:
        raise FileRefused(f"The file has no bank holidays for {division}.", REMEDY)
    holidays = [_holiday(event, place) for place, event in enumerate(events, 1)]
    if len({holiday.on for holiday in holidays}) < len(holidays):
        raise FileRefused("The file has two bank holidays on one day.", REMEDY)
    return tuple(sorted(holidays, key=lambda holiday: holiday.on))


def _holiday(event: object, place: int) -> BankHoliday:
    if not isinstance(event, Mapping):
        raise FileRefused(f"Bank holiday {place} in the file cannot be read.", REMEDY)
    title, notes = event.get("title"), event.get("notes", "")
    try:
        on = read_date(str(event.get("date")), DateOrder.ISO)
    except BadDate as fault:
        raise FileRefused(
            f"Bank holiday {place} in the file has no date that can be read.", REMEDY
        ) from fault
    if not isinstance(title, str) or not title.strip() or not isinstance(notes, str):
        raise FileRefused(f"Bank holiday {place} in the file has no name.", REMEDY)
    return BankHoliday(on, title.strip(), notes.strip())
