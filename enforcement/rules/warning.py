"""The warning before a notice: the notice to improve now, the penalty warning letter before August 2024."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from attendance.rules.calendar import Calendars, add_school_days
from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import (
    IMPROVEMENT_IN_SCHOOL_WEEKS,
    IMPROVEMENT_TOLERATED,
    IMPROVEMENT_WEEKS,
    WARNING_LASTS_MONTHS,
    WARNING_LETTER_DAYS,
)
from attendance.rules.open_point import DEFAULTS, Answers
from enforcement.rules.periods import ONE_DAY, add_months
from enforcement.rules.provision import AUGUST_2024, Basis, Provision, counted
from enforcement.rules.regimes import STARTED
from enforcement.rules.threshold import Session

LEAST_WEEKS, GREATEST_WEEKS = 3, 6
SCHOOL_WEEK = 5

TO_IMPROVE = Provision(
    "notice-to-improve",
    "Notice to improve",
    AUGUST_2024,
    "A final chance of three to six weeks before a notice, where support suits and the threshold is met. It "
    "may be left out where support does not suit or it would not change anything, and nobody waits for its end "
    "once it has failed. What is enough improvement is decided case by case.",
    "Working together to improve school attendance",
    Basis.GUIDANCE,
)
LETTER = Provision(
    "penalty-warning-letter",
    "Penalty warning letter",
    STARTED,
    "Before August 2024 a warning letter asks for a number of school days without unauthorised absence; it is "
    "left out for a holiday, and for a repeat soon after an earlier warning.",
    "The attendance strategy of January 2007; local codes of conduct",
    Basis.LOCAL,
    until=date(2024, 8, 18),
)
PROVISIONS = (TO_IMPROVE, LETTER)

CONTENTS = (
    "the attendance record and the offences",
    "the benefit of attendance and the parent's duty (Education Act 1996 s7)",
    "the support given so far",
    "further support and how to take it up",
    "a clear warning that a penalty notice may follow",
    "the improvement period, from three to six weeks",
    "what enough improvement is",
    "when a penalty notice may come before the period ends",
)
"""What a notice to improve says."""


def period_refusal(weeks: int, *, override_reason: str = "") -> str:
    """Why a period of so many weeks cannot be set for a notice to improve; empty where it can.

    A period under three or over six weeks needs a written reason.
    """
    if LEAST_WEEKS <= weeks <= GREATEST_WEEKS or override_reason.strip():
        return ""
    return (
        f"An improvement period of {counted(weeks, 'week')} is outside three to six weeks; "
        "another needs a written reason."
    )


def weeks_or_default(weeks: int | None, answers: Answers = DEFAULTS) -> int:
    """The weeks of a notice to improve: as said, else as the authority has set them."""
    return answers.to(IMPROVEMENT_WEEKS) if weeks is None else weeks


def improvement_ends_on(
    received_on: date, weeks: int, calendars: Calendars, *, answers: Answers = DEFAULTS
) -> date:
    """The last day of an improvement period, which begins with the day after receipt.

    Counted in school weeks of five school days each, or in calendar weeks where the authority says so. Raises
    LookupError where the calendars end too soon.
    """
    if answers.to(IMPROVEMENT_IN_SCHOOL_WEEKS):
        return add_school_days(received_on, weeks * SCHOOL_WEEK, calendars)
    return received_on + timedelta(weeks=weeks)


def warning_letter_ends_on(received_on: date, calendars: Calendars, *, answers: Answers = DEFAULTS) -> date:
    """The last day of a penalty warning letter's period: so many school days after receipt, by the code."""
    return add_school_days(received_on, answers.to(WARNING_LETTER_DAYS), calendars)


class Progress(Enum):
    """How a warning's period goes; people decide, the register proposes."""

    RUNNING = "running"
    WAITING = "over, but a reason is still to be settled"
    IMPROVED = "enough improvement"
    FAILED = "not enough improvement"


def progress(
    on: date,
    ends_on: date,
    *,
    unauthorised: Iterable[Session],
    unsettled: int = 0,
    tolerated: int | None = None,
    answers: Answers = DEFAULTS,
) -> Progress:
    """What the register proposes: failed as soon as more sessions were missed than the warning tolerates.

    ``unauthorised`` are sessions within the period up to ``on``, without those marked N, which are
    ``unsettled``. ``tolerated`` is the warning's own number, else the authority's.
    """
    tolerated = answers.to(IMPROVEMENT_TOLERATED) if tolerated is None else tolerated
    if len([session for session in unauthorised if session[0] <= min(on, ends_on)]) > tolerated:
        return Progress.FAILED
    if on <= ends_on:
        return Progress.RUNNING
    return Progress.WAITING if unsettled else Progress.IMPROVED


@dataclass(frozen=True)
class Warned:
    """An earlier warning to the parent for the child and how its period went."""

    issued_on: date
    ends_on: date
    progress: Progress


def warning_refusal(
    on: date, warnings: Iterable[Warned], *, skipped_because: str = "", answers: Answers = DEFAULTS
) -> tuple[str, date | None]:
    """Why a notice may not follow yet, and until when; an empty sentence where it may.

    A warning that has failed opens the notice for so many months after its period ended; a written reason
    for leaving it out opens it too.
    """
    if skipped_because.strip():
        return "", None
    months = answers.to(WARNING_LASTS_MONTHS)
    recent = [each for each in warnings if each.issued_on <= on <= add_months(each.ends_on, months)]
    if not recent:
        return "No warning has been sent, and nobody has said why it would be left out.", None
    last = max(recent, key=lambda each: each.issued_on)
    if last.progress is Progress.FAILED:
        return "", None
    if last.progress is Progress.RUNNING:
        ended = last.ends_on + ONE_DAY
        return f"The warning's period runs to {day_in_words(last.ends_on)} and has not failed.", ended
    if last.progress is Progress.WAITING:
        return "The warning's period is over, and a mark without a reason is still to be settled.", None
    return "The warning's period ended with enough improvement.", None
