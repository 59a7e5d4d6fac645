"""When a case is reviewed, and when it is looked at again after it was closed.

Source: the attendance strategy (January 2007), section 8: individual targets and plans are reviewed each half-term;
"Working together to improve school attendance" (August 2024) asks for regular review of support.
"""

from collections.abc import Collection
from datetime import date, timedelta

from attendance.rules.dated import day_in_words

RECHECKS = (timedelta(weeks=6), timedelta(weeks=12))
"""After a case is closed: about a half-term later, and a term later."""
LONGEST = timedelta(weeks=8)
"""A half-term is at most this long; where the calendar says nothing, the review comes no later."""
SET_ITEM_WEEKS = timedelta(weeks=6) - timedelta(days=1)
"""Attendance is told to a looked-after or child protection review for the six weeks up to its day."""
NOTICE = 5
"""A half-term that ends within so many days is reviewed at the end of the next one."""


def next_review(on: date, ends: Collection[date]) -> date:
    """The day by which a plan made or reviewed on a day is reviewed: the end of the half-term.

    `ends` are the last school days of the half-terms. One that is nearer than five days is passed over. Where none
    is known within eight weeks, the review is eight weeks later.
    """
    near, far = on + timedelta(days=NOTICE), on + LONGEST
    return min((day for day in ends if near < day <= far), default=far)


def why_not_next(next_on: date, on: date) -> str:
    """Why a next review may not be on a day, as a sentence; empty where it may: later, and within eight weeks."""
    if next_on <= on:
        return "The next review is still to come: give a later day."
    if next_on > on + LONGEST:
        return f"A case is reviewed each half-term: give a day by {day_in_words(on + LONGEST)}."
    return ""


def half_term_ends(days: Collection[date]) -> list[date]:
    """The last school day before each break of a week or more, among a year's school days."""
    ordered = sorted(days)
    following = [*ordered[1:], date.max]
    return [day for day, after in zip(ordered, following, strict=True) if (after - day).days > 7]


def look_again(on: date) -> date:
    """The day of a further look, where one re-check is not sure: six weeks later."""
    return on + RECHECKS[0]


def rechecks_after(closed_on: date) -> list[date]:
    """The days on which a closed case is looked at again: six and twelve weeks later."""
    return [closed_on + after for after in RECHECKS]
