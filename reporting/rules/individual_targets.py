"""Targets of children's plans half-term by half-term: how each stands, and attendance before and since.

Source: the attendance strategy (January 2007), section 8: individual targets are set and reviewed each half-term, and
their impact is told. What a target counts, and whether it is reached, are `cases.rules.targets`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from cases.rules.targets import Figure, is_reached
from reporting.rules.definitions import LEFT_OUT, Definition


class Stands(StrEnum):
    """How a target stands at the end of a stretch of days."""

    MET = "met"
    MISSED = "missed"
    ON_THE_WAY = "on-the-way"
    BEHIND = "behind"
    ENDED = "ended"
    UNMEASURED = "unmeasured"


STANDS_WORDS: Final[Mapping[Stands, str]] = {
    Stands.MET: "Met",
    Stands.MISSED: "Missed",
    Stands.ON_THE_WAY: "Running, on the way",
    Stands.BEHIND: "Running, behind",
    Stands.ENDED: "Ended before its day",
    Stands.UNMEASURED: "Not measured",
}
DEFINITION: Final = Definition(
    "individual-targets",
    "Individual targets",
    "Targets of children's plans that ran at some time of the period, each by how it stood at its end (or today): met "
    "or missed where its day has come, on the way or behind where it is still to come, ended before its day where it "
    "was replaced or its plan ended, and not measured where there was no school yet.",
    f"Children with a plan in a case of the locality teams. {LEFT_OUT}",
    "A target runs from the day up to which its baseline was taken. It is met or missed in the half term of its day; "
    "until then it is counted in each half term in which it runs, so that half terms do not add up to the year.",
    "Plans, and the registers as the night measures them, week by week; the week of the target's day is counted whole.",
    "A target is met where the exact figure since the baseline reaches its goal. Impact is of targets of attendance: "
    "sessions attended of those possible before the target was set, and since, as sums over sums. It is no proof that "
    "the plan worked: children with the lowest attendance improve most by chance alone.",
)


@dataclass(frozen=True, slots=True)
class Aim:
    """A target as it is counted: whose, what it asks for, its days, its baseline, and its weeks by their Monday."""

    key: int
    pupil: int
    case: int
    school: int
    team: int
    officer: int | None
    measure: str
    goal: int
    set_on: date
    by_on: date
    ended_on: date | None
    before: Figure
    weeks: tuple[tuple[date, Figure], ...] = ()

    def since(self, cut: date) -> Figure:
        """What the register says since it was set: the weeks that begin by a day, and by the target's own."""
        last = min(cut, self.by_on)
        return sum((figure for monday, figure in self.weeks if monday <= last), Figure())


def stands(aim: Aim, first: date, cut: date) -> Stands | None:
    """How a target stands on the last of some days; None where it did not run in them.

    One that ended on its day or later had come to its day.
    """
    ended_early = aim.ended_on is not None and aim.ended_on < aim.by_on
    last = aim.ended_on if ended_early and aim.ended_on is not None else aim.by_on
    if aim.set_on > cut or last < first:
        return None
    if ended_early and last <= cut:
        return Stands.ENDED
    reached = is_reached(aim.measure, aim.since(cut), aim.goal)
    if reached is None:
        return Stands.UNMEASURED
    if aim.by_on <= cut:
        return Stands.MET if reached else Stands.MISSED
    return Stands.ON_THE_WAY if reached else Stands.BEHIND


@dataclass(frozen=True)
class Impact:
    """Attendance before and since, of so many children: of targets of attendance with sessions on both sides."""

    before: Figure
    since: Figure
    children: int

    @property
    def rates(self) -> tuple[Fraction, Fraction] | None:
        """Both rates in percent; None where nobody is counted."""
        if not self.before.possible or not self.since.possible:
            return None
        first, second = (Fraction(100 * each.counted, each.possible) for each in (self.before, self.since))
        return first, second


@dataclass(frozen=True)
class Count:
    """Some targets in some days: how they stand, how many were set in them, and their impact."""

    by_stand: Mapping[Stands, int]
    set: int
    impact: Impact

    @property
    def number(self) -> int:
        """How many ran."""
        return sum(self.by_stand.values())


def counted(aims: Iterable[Aim], first: date, cut: date) -> Count:
    """Targets counted as they stand at the end of some days."""
    held = list(aims)
    found = [(aim, stand) for aim in held if (stand := stands(aim, first, cut)) is not None]
    by_stand = Counter(stand for _, stand in found)
    return Count(
        {each: by_stand[each] for each in Stands},
        sum(first <= aim.set_on <= cut for aim in held),
        impact([aim for aim, _ in found], cut),
    )


def impact(aims: Sequence[Aim], cut: date) -> Impact:
    """Attendance before and since, sum over sum; a child with two plans is one child."""
    both = [
        (aim, aim.since(cut))
        for aim in aims
        if aim.measure == "attendance" and aim.before.possible and aim.since(cut).possible
    ]
    before = sum((aim.before for aim, _ in both), Figure())
    since = sum((figure for _, figure in both), Figure())
    return Impact(before, since, len({aim.pupil for aim, _ in both}))
