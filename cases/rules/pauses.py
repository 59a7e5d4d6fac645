"""How long a case may be paused, and when a pause is over.

Our choice: a pause has an end, so that no case is forgotten, and is no longer than half a year; the strategy (January
2007) asks that no case drifts and names no number.
"""

from datetime import date, timedelta
from typing import Final

from attendance.rules.dated import day_in_words

LONGEST: Final = timedelta(days=182)


def pause_refusal(until: date | None, on: date) -> str:
    """Why a case may not be paused until a day, as a sentence; empty where it may. The case comes back on that day."""
    if until is None:
        return "Say until when: a pause ends by itself on its day."
    if until <= on:
        return f"The pause must end after {day_in_words(on)}."
    if until > on + LONGEST:
        last = day_in_words(on + LONGEST)
        return f"A pause lasts until {last} at most. Choose an earlier day, or close the case."
    return ""


def is_over(until: date | None, on: date) -> bool:
    """Whether a paused case comes back on a day; one without an end comes back at once."""
    return until is None or until <= on
