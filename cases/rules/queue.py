"""How long something waits in a team's queue, and until when a move of a caseload can be undone."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from attendance.rules.calendar import is_working_day

ALLOCATE_WITHIN: Final = 3
"""Working days in which a case is given to an officer: our choice; the strategy asks for promptness."""
UNDO_WITHIN: Final = timedelta(hours=24)


def working_days_waited(since: date, on: date, holidays: Collection[date]) -> int:
    """The working days after the day on which something came, up to and with the day somebody looks."""
    days = (since + timedelta(days=number) for number in range(1, (on - since).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


def is_late(waited: int) -> bool:
    """Whether a case has waited for an officer for longer than it should."""
    return waited > ALLOCATE_WITHIN


def can_be_undone(moved_at: datetime, now: datetime) -> bool:
    """Whether a move of a caseload may still be taken back: for a day, to the minute."""
    return now <= moved_at + UNDO_WITHIN
