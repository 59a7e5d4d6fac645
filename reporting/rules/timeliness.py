"""How long things take: what is timed, from which day to which, by when it should be done, and how that is told.

Source: the attendance strategy (January 2007) asks that referrals are answered promptly, that casework is shared
fairly and that every agency records what it does; it names no number of days. Where the authority has decided one
(the answer to a referral) that is the standard; the others are our choice and are said with each number.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from statistics import median
from typing import Final

from attendance.rules.calendar import is_working_day
from cases.rules.queue import ALLOCATE_WITHIN
from reporting.rules.definitions import LEFT_OUT, Definition
from reporting.rules.suppression import THRESHOLD

CONTACT_WITHIN: Final = 5
"""Working days from the day by which a case should have its officer to the first contact: our choice."""
LOG_WITHIN: Final = 5
"""Working days in which an agency records what it did: our choice, a school week."""
_ONE: Final = timedelta(days=1)


class Outcome(StrEnum):
    """How something stands to its day."""

    IN_TIME = "in-time"
    LATE = "late"
    WAITING = "waiting"
    OVER = "over"


OUTCOME_WORDS: Final[Mapping[Outcome, str]] = {
    Outcome.IN_TIME: "Done in time",
    Outcome.LATE: "Done late",
    Outcome.WAITING: "Still to do, in time",
    Outcome.OVER: "Still to do, over its day",
}
DONE: Final = (Outcome.IN_TIME, Outcome.LATE)


@dataclass(frozen=True)
class Timed(Definition):
    """A thing that is timed. `by_agency` says that agencies answer for it and not locality teams alone."""

    by_agency: bool = False


_WHOLE: Final = f"Children of the authority's schools. {LEFT_OUT}"
_DAYS: Final = (
    "Counted in the term in which it began, whenever it ended. Days are working days, and the day on which it began "
    "is not counted."
)
SHARE: Final = (
    "The share done in time is of those done and those over their day; what is still to do and in time is not judged "
    "yet. The median is of those done."
)


def _timed(key: str, name: str, formula: str, source: str, rules: str, *, by_agency: bool = False) -> Timed:
    return Timed(key, name, formula, _WHOLE, f"{_DAYS} {SHARE}", source, rules, by_agency)


_ALL: Final = (
    _timed(
        "referral-answer",
        "Referral to response",
        "From the day a referral was sent to the day it was accepted or declined.",
        "Referrals sent to the locality teams; those withdrawn by their sender are left out.",
        "In time: answered by the day that the authority's own rule gave it when it was sent. While the school has a "
        "question the clock stands still.",
    ),
    _timed(
        "referral-contact",
        "Referral to first contact",
        "From the day a referral was sent to the first contact with the child or family, meeting or support on its "
        "case, whoever gave it.",
        "Accepted referrals and the timeline of their cases. What the school itself did, attempts that nobody "
        "answered, and entries corrected since do not count.",
        f"In time: within {ALLOCATE_WITHIN} and {CONTACT_WITHIN} working days after the answer was due (to give the "
        "case to an officer, and for the contact). Our choice.",
    ),
    _timed(
        "referral-allocation",
        "Referral to officer",
        "From the day a referral was sent to the day its case was first given to an officer.",
        "Accepted referrals and the kept history of their cases.",
        f"In time: within {ALLOCATE_WITHIN} working days after the answer was due. Our choice.",
    ),
    _timed(
        "queue",
        "Time in the queue",
        "From the day a case was opened to the day it was first given to an officer.",
        "Cases opened, by referral or by an officer; those closed without ever having an officer are left out. "
        "A later return to the queue is not counted again.",
        f"In time: within {ALLOCATE_WITHIN} working days. Our choice.",
    ),
    _timed(
        "review",
        "Plan reviews on time",
        "From the day on which a review of a case and its plan was due to the day of the review.",
        "Reviews, by the day on which they were due, and the plans of live cases whose day has passed without one.",
        "In time: on its day or before. The days are those after it, none where the review was in time.",
    ),
    _timed(
        "logging",
        "Logging by agency",
        "From the day on which something was done for a child to the day on which it was recorded.",
        "Support and contacts recorded by every agency; corrections are left out. What was never recorded cannot be "
        "counted.",
        f"In time: within {LOG_WITHIN} working days. Our choice.",
        by_agency=True,
    ),
    _timed(
        "request-answer",
        "Request to an agency's answer",
        "From the day a request was sent to an agency to the day it answered.",
        "Requests to agencies; those taken back before an answer are left out.",
        "In time: by the day for which the answer was asked.",
        by_agency=True,
    ),
)
MEASURES: Final[Mapping[str, Timed]] = {each.key: each for each in _ALL}
WORKLOAD: Final = Definition(
    "workload",
    "Workload of officers",
    "The live cases that an officer holds, each weighed by where it stands, with a little more for each open notice, "
    "court step or order.",
    f"Live cases of the locality teams that have an officer. {LEFT_OUT}",
    "As they stand today.",
    "Cases and what holds them open.",
    "The weights are the authority's own dated answers, in ordinary cases: one that is supported under a plan is 1.",
)


def outcome(ended: date | None, due: date, on: date) -> Outcome:
    """How something stands, seen on a day: done on its day is in time, and its day itself is not over yet."""
    if ended is not None:
        return Outcome.IN_TIME if ended <= due else Outcome.LATE
    return Outcome.WAITING if on <= due else Outcome.OVER


@dataclass(frozen=True)
class WorkingDays:
    """Working days between days of a span, counted once. Days outside the span are taken as its ends."""

    first: date
    counts: tuple[int, ...]

    @classmethod
    def of(cls, first: date, last: date, holidays: Collection[date]) -> "WorkingDays":
        """The working days from one day to another, both included, with their bank holidays."""
        days = (first + _ONE * number for number in range((last - first).days + 1))
        return cls(first, tuple(accumulate(int(is_working_day(day, holidays)) for day in days)))

    def between(self, began: date, ended: date) -> int:
        """The working days after the first up to and with the second; none where it comes before."""
        return max(0, self._at(ended) - self._at(began))

    def after(self, day: date, number: int) -> date:
        """The working day so many after a day."""
        return self.first + _ONE * bisect_left(self.counts, self._at(day) + number)

    def _at(self, day: date) -> int:
        return self.counts[min(max((day - self.first).days, 0), len(self.counts) - 1)]


@dataclass(frozen=True, slots=True)
class Span:
    """One thing timed: of which record and child, whose it is, when it began and ended, and its day.

    `state` stands for how it is, where nothing is due of it.
    """

    key: int
    pupil: int
    began: date
    ended: date | None
    due: date
    school: int | None = None
    case: int | None = None
    team: int | None = None
    agency: int | None = None
    officer: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Tally:
    """Some spans counted by how they stand; None is a count held back. `days` are those of what is done."""

    counts: Mapping[Outcome, int | None]
    number: int | None
    days: tuple[int, ...]

    @property
    def share(self) -> float | None:
        """Those done in time, in percent of those done and those over their day; None where there are none."""
        done, late, over = (self.counts[each] or 0 for each in (*DONE, Outcome.OVER))
        return 100 * done / (done + late + over) if done + late + over else None

    @property
    def share_is_hidden(self) -> bool:
        """Whether a count that the share is made of is held back."""
        return any(self.counts[each] is None for each in (*DONE, Outcome.OVER))

    @property
    def median(self) -> float | None:
        """The middle number of working days of what is done; None where nothing is."""
        return float(median(self.days)) if self.days else None

    @property
    def median_is_hidden(self) -> bool:
        """Whether the median would say something of very few children: only asked where counts are held back."""
        return any(self.counts[each] is None for each in DONE) or 0 < len(self.days) < THRESHOLD


def tally(spans: Iterable[Span], on: date, days: WorkingDays) -> Tally:
    """Spans counted as they stand on a day."""
    held = list(spans)
    counted = Counter(outcome(span.ended, span.due, on) for span in held)
    taken = tuple(days.between(span.began, span.ended) for span in held if span.ended is not None)
    return Tally({each: counted[each] for each in Outcome}, len(held), taken)
