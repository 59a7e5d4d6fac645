"""What became of attendance where an initiative ran: the same schools before, during and after, beside the others.

Source: the attendance strategy of January 2007 asks for the "impact of initiatives such as Children's Fund, Behaviour
Improvement Programme". Schools are not drawn by lot: they join because attendance there is low, and what is low by
chance rises by itself. So the change of the other schools of the phase over the same weeks is taken off, its interval
is told (Welch's, of the schools' changes), and the warning is said with every answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from scipy.stats import ttest_ind

from attendance.rules.counting import display
from reporting.rules.definitions import LEFT_OUT, Definition
from reporting.rules.periods import sunday_before

STRATEGY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Behaviour Improvement Programme": (
            "Behaviour and Education Support Teams, lead behaviour professionals and school-based police officers in "
            "the programme's schools: improved attendance and reduced unauthorised absence are among its outcomes."
        ),
        "Children's Fund": "Preventive services for children from 5 to 13 and their families.",
        "Excellence in Cities": "Learning mentors and learning support units in schools of cities.",
        "Education Action Zone": "Schools of one area that work together on attainment and attendance.",
        "Connexions": (
            "Personal advisers linked to all schools, from year 9 onwards: advice, home visits and alternatives for "
            "young people who have barriers to achievement."
        ),
    }
)
WINDOW: Final = timedelta(weeks=52)
LEAST_SCHOOLS: Final = 5
CONFIDENCE: Final = 0.95
WARNING: Final = (
    "Schools and pupils join an initiative when their attendance is low. What was low partly by chance rises by "
    "itself: this is regression to the mean. A rise here is no proof that the initiative caused it, even "
    "where the other schools did not rise."
)
METHOD: Final = (
    "Before: the 52 weeks before a school joined. During: from then until it left, or until the last day counted. "
    "After: the 52 weeks after it left. Sessions attended over possible sessions of the same schools in each window, "
    "sum over sum, beside all other schools of the phase that were not in it, in the same weeks. A school without "
    "sessions in a window is left out of that window’s change. Records open only to named people are in no figure."
)
DEFINITION: Final = Definition(
    "initiatives",
    "Attendance around an initiative",
    "Sessions attended ÷ possible sessions × 100 of an initiative's schools, or pupils, before, during and after it, "
    "beside the others; and by how many points more theirs changed.",
    "Schools that were put into the initiative, and all others of their phase; pupils who were, and the others of "
    f"their schools. {LEFT_OUT}",
    METHOD,
    "The schools' own registers as they stand, by week for schools and by whole terms for pupils.",
    f"From {LEAST_SCHOOLS} schools on each side on, the change has an interval of "
    f"{round(100 * CONFIDENCE)}% (Welch's). {WARNING}",
)


@dataclass(frozen=True)
class Window:
    """A stretch of days, both included."""

    first: date
    last: date

    def holds(self, first: date, last: date) -> bool:
        """Whether a week lies within it as a whole."""
        return self.first <= first and last <= self.last


@dataclass(frozen=True)
class Windows:
    """Before, during and, once it has ended, after."""

    before: Window
    during: Window
    after: Window | None


def windows(*, began_on: date, ended_on: date | None, counted_to: date) -> Windows:
    """The three windows of a place in an initiative, in whole weeks, as far as registers are counted."""
    first, one = sunday_before(began_on), timedelta(days=1)
    end = sunday_before(ended_on) + 6 * one if ended_on else None
    during = Window(first, min(end, counted_to) if end else counted_to)
    after = None
    if end is not None and end < counted_to:
        after = Window(end + one, min(end + WINDOW, counted_to))
    return Windows(Window(first - WINDOW, first - one), during, after)


@dataclass(frozen=True)
class Sessions:
    """Sessions attended of possible ones."""

    attended: int = 0
    possible: int = 0

    def __add__(self, other: "Sessions") -> "Sessions":
        return Sessions(self.attended + other.attended, self.possible + other.possible)

    @property
    def rate(self) -> Fraction | None:
        """Attendance in percent; None where nothing was possible."""
        return Fraction(100 * self.attended, self.possible) if self.possible else None

    @property
    def text(self) -> str:
        """Attendance as people read it."""
        return "no figures" if self.rate is None else f"{display(self.rate)}%"


@dataclass(frozen=True)
class Course:
    """Sessions of one school, or of several together, in the three windows."""

    before: Sessions
    during: Sessions
    after: Sessions = Sessions()

    def change(self, window: str) -> Fraction | None:
        """Points of attendance gained since before; None where either window is empty."""
        then, now = self.before.rate, getattr(self, window).rate
        return None if then is None or now is None else now - then


@dataclass(frozen=True)
class Effect:
    """How many points more the schools gained than the others; the interval where there are enough schools."""

    value: Fraction
    low: float | None = None
    high: float | None = None

    @property
    def is_clear(self) -> bool:
        """Whether the whole interval lies on one side of nought."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def together(courses: Sequence[Course]) -> Course:
    """Several schools as one: sums."""
    return Course(
        *(
            sum((getattr(each, name) for each in courses), Sessions())
            for name in ("before", "during", "after")
        )
    )


def effect(ours: Sequence[Course], others: Sequence[Course], window: str) -> Effect | None:
    """The change of these schools less that of the others, all together; None where one side has no change."""
    gained, elsewhere = (together(_with_both(side, window)).change(window) for side in (ours, others))
    if gained is None or elsewhere is None:
        return None
    value = gained - elsewhere
    changes = [
        [float(change) for course in side if (change := course.change(window)) is not None]
        for side in (ours, others)
    ]
    if min(map(len, changes)) < LEAST_SCHOOLS:
        return Effect(value)
    found = ttest_ind(*changes, equal_var=False).confidence_interval(CONFIDENCE)
    return Effect(value, float(found.low), float(found.high))


def _with_both(courses: Sequence[Course], window: str) -> list[Course]:
    return [each for each in courses if each.change(window) is not None]


def effect_in_words(found: Effect | None, window: str, *, were_lower: bool, of_pupils: bool = False) -> str:
    """What a change beside the others says, and what it does not."""
    if found is None:
        return f"{window.capitalize()}: nothing to compare."
    points = f"{display(abs(found.value), 1)} points {'more' if found.value >= 0 else 'less'}"
    beside = "of the other pupils of their schools" if of_pupils else "at the other schools"
    said = f"{window.capitalize()}: attendance changed by {points} than {beside}."
    if of_pupils:
        return f"{said} How sure that is, only a comparison with similar pupils can say: see What worked."
    if found.low is None or found.high is None:
        return f"{said} With fewer than {LEAST_SCHOOLS} schools on one side nobody can say whether that is chance."
    said += f" The interval of the schools' changes is {found.low:.1f} to {found.high:.1f}."
    if not found.is_clear:
        return f"{said} That is no larger than chance makes it."
    if found.value > 0 and were_lower:
        return f"{said} They were lower before, and would have risen somewhat by themselves."
    return f"{said} Chance alone would seldom do that."
