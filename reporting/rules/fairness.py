"""Whether enforcement falls alike on everybody: rates by group and by school, with how sure they are.

Two rates, because they answer two questions: of all pupils, and of those whose absence met the threshold at which
enforcement may be considered. Unequal rates of all pupils may come from unequal absence; unequal rates
of those over the threshold come from what is decided about them. Intervals are exact: Clopper and Pearson (1934)
for rates, and for ratios the conditional interval of two Poisson counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from scipy.special import betaincinv, gammaincinv

CONFIDENCE: Final = 0.95


@dataclass(frozen=True)
class Group:
    """A group's pupils, or a school's: how many there are, and about how many of them there was enforcement."""

    name: str
    pupils: int
    cases: int

    def __post_init__(self) -> None:
        if not 0 <= self.cases <= self.pupils:
            raise ValueError(f"{self.name} has {self.cases} cases among {self.pupils} pupils.")


@dataclass(frozen=True)
class Interval:
    """A figure with its interval; the high end of a ratio may be without limit."""

    value: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies within the interval."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Fairness:
    """One group beside all others: its rate in percent, theirs, and the ratio of the two, where there is one.

    `given_school` is the ratio of its cases to those it would have had if, school by school, its pupils had been
    treated as all pupils there: what is left of the difference when schools' own habits are taken out.
    """

    name: str
    rate: Interval | None
    others: Interval | None
    ratio: Interval | None
    given_school: Interval | None

    @property
    def is_apart(self) -> bool:
        """Whether the group's rate clearly differs from that of all others."""
        return self.ratio is not None and not self.ratio.holds(1)


def rate(cases: int, pupils: int, *, confidence: float = CONFIDENCE) -> Interval | None:
    """Cases of 100 pupils with the exact interval; None where there are no pupils."""
    if not pupils:
        return None
    tail = (1 - confidence) / 2
    low = betaincinv(cases, pupils - cases + 1, tail) if cases else 0.0
    high = betaincinv(cases + 1, pupils - cases, 1 - tail) if cases < pupils else 1.0
    return Interval(100 * cases / pupils, 100 * float(low), 100 * float(high))


def ratio(one: Group, other: Group, *, confidence: float = CONFIDENCE) -> Interval | None:
    """How many times the other's rate the one's is; None where either has no pupils, or neither has a case.

    Given both counts together, the one's share of them is binomial; its exact interval gives that of the ratio.
    A ratio to a rate of nought has no high end, and its value is without limit.
    """
    total = one.cases + other.cases
    if not total or not one.pupils or not other.pupils:
        return None
    share = rate(one.cases, total, confidence=confidence)
    assert share is not None
    times = other.pupils / one.pupils
    return Interval(*(times * _odds(each / 100) for each in (share.value, share.low, share.high)))


def observed_to_expected(
    observed: int, expected: float, *, confidence: float = CONFIDENCE
) -> Interval | None:
    """Cases over those expected, with the exact Poisson interval of Garwood (1936); None where none are expected."""
    if expected <= 0:
        return None
    tail = (1 - confidence) / 2
    low = float(gammaincinv(observed, tail)) if observed else 0.0
    high = float(gammaincinv(observed + 1, 1 - tail))
    return Interval(observed / expected, low / expected, high / expected)


def fairness(
    by_school: Sequence[tuple[Group, Group]], name: str, *, confidence: float = CONFIDENCE
) -> Fairness:
    """A group beside all others, from each school's part of the group and its other pupils."""
    ours = _together(name, [one for one, _ in by_school])
    theirs = _together("others", [other for _, other in by_school])
    expected = sum(
        one.pupils * (one.cases + other.cases) / (one.pupils + other.pupils)
        for one, other in by_school
        if one.pupils
    )
    return Fairness(
        name,
        rate(ours.cases, ours.pupils, confidence=confidence),
        rate(theirs.cases, theirs.pupils, confidence=confidence),
        ratio(ours, theirs, confidence=confidence),
        observed_to_expected(ours.cases, expected, confidence=confidence),
    )


def schools_apart(schools: Sequence[Group], *, confidence: float = 0.998) -> list[tuple[Group, Interval]]:
    """Schools whose cases are clearly more or fewer than the authority's rate would give, most cases for it first.

    The interval is wider than elsewhere because every school is looked at (the outer limits of a funnel plot).
    """
    whole = _together("all", schools)
    share = whole.cases / whole.pupils if whole.pupils else 0.0
    found = [
        (school, observed_to_expected(school.cases, school.pupils * share, confidence=confidence))
        for school in schools
    ]
    apart = [(school, each) for school, each in found if each is not None and not each.holds(1)]
    return sorted(apart, key=lambda pair: (-pair[1].value, pair[0].name))


def in_words(found: Fairness) -> str:
    """The finding in a sentence or two, with its caution."""
    if found.rate is None or found.others is None:
        return f"{found.name}: there is nobody to compare."
    if found.ratio is None:
        return f"{found.name}: there was no enforcement in this group or among others."
    rates = f"{found.rate.value:.1f}% beside {found.others.value:.1f}% of others"
    if not found.is_apart:
        return f"{found.name}: {rates}. The difference is no larger than chance makes it."
    words = f"{found.name}: {rates}, {_times(found.ratio)}. Chance alone would seldom do that."
    if found.given_school is not None and found.given_school.holds(1):
        words += " Schools with more of this group use enforcement more; within schools there is no clear difference."
    return words


def _times(found: Interval) -> str:
    if found.value == inf:
        return f"at least {found.low:.1f} times as often"
    high = "without upper limit" if found.high == inf else f"to {found.high:.1f}"
    return f"{found.value:.1f} times as often ({found.low:.1f} {high})"


def _together(name: str, groups: Sequence[Group]) -> Group:
    return Group(name, sum(each.pupils for each in groups), sum(each.cases for each in groups))


def _odds(share: float) -> float:
    return inf if share >= 1 else share / (1 - share)
