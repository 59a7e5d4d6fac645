"""Every figure that the product shows, defined once: for pages, the interface for programs, frozen terms and help.

An indicator is a numerator over a denominator, both counts; a group's value is the sum over the sum. Sources:
rulebook 2.2 to 2.5; the attendance strategy of January 2007 for the measures of its time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from attendance.rules.counting import display
from attendance.rules.dated import in_force
from attendance.rules.persistence import REGIMES, SEVERE
from reporting.rules.periods import TERMS, WHOLE_YEAR, Period

Counted = Mapping[str, int]
"""Sums by the names of ``reporting.rules.sums.COUNTED``."""


class View(Enum):
    """Whether a child with two schools counts once or at each of them."""

    ENROLMENT = "enrolment view: a pupil counts once at each school, as in official statistics"
    PUPIL = "pupil view: a child counts once, all schools added up, as casework must"


@dataclass(frozen=True)
class Published:
    """The columns under which the department publishes the same measure: the rate, and its two counts if given."""

    rate: str
    part: str = ""
    whole: str = ""


@dataclass(frozen=True)
class Indicator:
    """One figure: what it counts over what, of whom, from which source, and how it is written.

    ``part`` is added up over ``whole``; ``scale`` turns the fraction into ``unit``. ``phases`` limits the schools,
    ``maintained`` to those maintained by the authority. ``by_week`` says whether weeks have it. ``until`` and
    ``from_`` are the years to which the measure belongs. ``counts`` names the pupils whom its list holds.
    """

    key: str
    name: str
    formula: str
    part: tuple[str, ...]
    whole: str
    about: str = ""
    scale: Fraction = Fraction(100)
    unit: str = "%"
    places: int = 2
    higher_is_better: bool = False
    by_week: bool = True
    counts: str = ""
    phases: tuple[str, ...] = ()
    maintained: bool = False
    published: tuple[Published, ...] = ()
    from_: int | None = None
    until: int | None = None
    view: View = View.ENROLMENT

    def parts(self, sums: Counted) -> tuple[int, int]:
        """The two counts of which the figure is made."""
        return sum(sums[name] for name in self.part), sums[self.whole]

    def value(self, sums: Counted) -> Fraction | None:
        """The figure in its unit, exact; None where the whole is nothing, which is never nought."""
        part, whole = self.parts(sums)
        return self.scale * Fraction(part, whole) if whole else None

    def text(self, value: Fraction | None) -> str:
        """The figure as people read it."""
        return display(value, self.places) + self.unit if value is not None else "no rate"

    def meets(self, value: Fraction, target: Fraction) -> bool:
        """Whether the exact figure reaches a target, which itself counts as reached."""
        return value >= target if self.higher_is_better else value <= target

    def in_year(self, year: int) -> bool:
        """Whether the measure belongs to an academic year."""
        return (self.from_ or year) <= year <= (self.until or year)


POPULATION: Final = (
    "Enrolments at the authority's schools of pupils aged 5 to 15 on 31 August, with at least one possible session in "
    "the period. Boarders and pupils first enrolled in the second half of the summer term are left out. Records open "
    "only to named people are left out of every figure."
)
DATES: Final = (
    "From the first to the last day of the period, or to the day up to which registers are counted. The sixth half "
    "term is left out for pupils of 15, and for everybody before 2012/13."
)
SOURCE: Final = (
    "The schools' own registers as they stand, counted every night and after each correction. Each mark has the "
    "meaning of its own date."
)
_SESSION_NOTE: Final = (
    "Possible sessions are those held while the pupil was on roll, less those that do not count."
)

_ALL: Final = (
    Indicator(
        "attendance", "Attendance", "Sessions attended ÷ possible sessions × 100", ("attended",), "possible",
        about=_SESSION_NOTE, higher_is_better=True, counts="pupils",
        published=(Published("attendance_perc", "overall_attendance", "possible_sessions"),),
    ),
    Indicator(
        "absence", "Overall absence", "Sessions of authorised and unauthorised absence ÷ possible sessions × 100",
        ("authorised", "unauthorised"), "possible", about=_SESSION_NOTE, counts="pupils",
        published=(
            Published("overall_absence_perc", "overall_absence", "possible_sessions"),
            Published("sess_overall_percent", "sess_overall", "sess_possible"),
        ),
    ),
    Indicator(
        "authorised", "Authorised absence", "Sessions of authorised absence ÷ possible sessions × 100",
        ("authorised",), "possible", counts="pupils",
        published=(
            Published("authorised_absence_perc", "authorised_absence", "possible_sessions"),
            Published("sess_authorised_percent", "sess_authorised", "sess_possible"),
        ),
    ),
    Indicator(
        "unauthorised", "Unauthorised absence", "Sessions of unauthorised absence ÷ possible sessions × 100",
        ("unauthorised",), "possible", counts="with_unauthorised",
        published=(
            Published("unauthorised_absence_perc", "unauthorised_absence", "possible_sessions"),
            Published("sess_unauthorised_percent", "sess_unauthorised", "sess_possible"),
        ),
    ),
    Indicator(
        "illness", "Absence by illness", "Sessions coded I ÷ possible sessions × 100", ("illness",), "possible",
        published=(Published("illness_perc", "reason_i_authorised_illness", "possible_sessions"),),
    ),
    Indicator(
        "persistent", "Persistently absent", "Persistently absent enrolments ÷ enrolments × 100",
        ("persistent",), "pupils", by_week=False, counts="persistent", from_=2005,
        about="The severely absent are among them. Decided on whole sessions, never on a rounded rate.",
        published=(
            Published("pa_perc", "persistent_enrolments", "total_enrolments"),
            Published("enrolments_pa_10_exact_percent", "enrolments_pa_10_exact", "enrolments"),
            Published("", "persistent", "enrolments"),
        ),
    ),
    Indicator(
        "severe", "Severely absent", "Enrolments missing half or more of their sessions ÷ enrolments × 100",
        ("severe",), "pupils", by_week=False, counts="severe", from_=2022,
        published=(Published("", "severe", "enrolments"),),
    ),
    Indicator(
        "any-unauthorised", "Pupils with any unauthorised absence",
        "Enrolments with one unauthorised session or more ÷ enrolments × 100",
        ("with_unauthorised",), "pupils", places=1, by_week=False, counts="with_unauthorised",
        about="A measure of the local public service agreement: 32% or less by 2008.",
    ),
    Indicator(
        "days-unauthorised", "Days of unauthorised absence for each pupil with any",
        "Unauthorised sessions ÷ 2 ÷ enrolments with one or more", ("unauthorised",), "with_unauthorised",
        scale=Fraction(1, 2), unit=" days", places=1, by_week=False, counts="with_unauthorised",
        about="A measure of the local public service agreement: 18 days or less by 2008.",
    ),
    Indicator(
        "bvpi-45", "BVPI 45: absence in secondary schools",
        "Half days missed ÷ possible half days × 100, in secondary schools that the authority maintains",
        ("authorised", "unauthorised"), "possible", phases=("secondary",), maintained=True, until=2007,
        about="A best value performance indicator. Its complement to 100 is the attendance of the same schools.",
    ),
    Indicator(
        "bvpi-46", "BVPI 46: absence in primary schools",
        "Half days missed ÷ possible half days × 100, in primary schools that the authority maintains",
        ("authorised", "unauthorised"), "possible", phases=("primary",), maintained=True, until=2007,
        about="A best value performance indicator. Its complement to 100 is the attendance of the same schools.",
    ),
)  # fmt: skip
INDICATORS: Final[Mapping[str, Indicator]] = MappingProxyType({each.key: each for each in _ALL})
# What the dashboard's first table holds, and what each row of a breakdown does.
HEADLINE: Final = tuple(INDICATORS[key] for key in INDICATORS if key != "illness")
IN_BREAKDOWNS: Final = tuple(
    INDICATORS[key] for key in ("attendance", "authorised", "unauthorised", "persistent", "severe")
)


def reached_in_words(period: Period) -> str:
    """Where persistent absence was a fixed count: that a later period's was reached since September. Else nothing."""
    try:
        is_share = in_force(REGIMES, period.last).tenths
    except LookupError:
        return ""
    if is_share or period.key in (TERMS[0], WHOLE_YEAR):
        return ""
    return (
        "In this year persistent absence is a number of sessions missed since September. The sessions shown are those "
        "of this period alone, so that they may be few, or none."
    )


def rule_set(on: date) -> str:
    """The rules by which a figure of a day was counted, in a sentence that is kept with what was told."""
    try:
        persistent = in_force(REGIMES, on).about
    except LookupError:
        persistent = "not measured before 2005/06"
    severe = "half or more of own sessions" if SEVERE.from_ and on >= SEVERE.from_ else "not yet a measure"
    return (
        f"Marks by the code list of each session's own date. Persistent absence: {persistent.lower()}. "
        f"Severe absence: {severe}."
    )
