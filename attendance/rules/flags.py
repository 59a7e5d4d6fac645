"""The flags that the night raises: which rules there are, from when, and what each asks people to do.

A rule's sentence is the docstring of the function that finds its breaches.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import chain

from attendance.rules import levels, patterns, runs
from attendance.rules.code_list import START
from attendance.rules.codes import Flag
from attendance.rules.dated import is_in_force
from attendance.rules.night import Breach, Night, SchoolYearView
from attendance.rules.persistence import REGIMES, SEVERE
from attendance.rules.returns import ATTENDANCE_RETURNS, REGISTERS_2024, SICKNESS_RETURN, STRATEGY_2007
from attendance.rules.weeks import NATIONAL_THRESHOLD


class Tier(IntEnum):
    """How much help the pupil's absence asks for: the order of the early identification list."""

    SCHOOL = 0
    WATCH = 1
    TARGETED = 2
    INTENSIVE = 3


@dataclass(frozen=True)
class Rule:
    """A flag rule: its key, its first day (None: not in force), its tier, and severity from 1 (low) to 5.

    ``marks`` are the kinds of mark to show behind a flag of this rule.
    """

    key: str
    title: str
    from_: date | None
    tier: Tier
    severity: int
    marks: Flag
    find: Callable[[Night], list[Breach]]

    @property
    def sentence(self) -> str:
        """What the rule says, in one sentence or a few."""
        return " ".join((self.find.__doc__ or "").split())


_ABSENT = levels.ABSENT

RULES: tuple[Rule, ...] = (
    Rule("severe", "Severely absent", SEVERE.from_, Tier.INTENSIVE, 5, _ABSENT, levels.severe),
    Rule(
        "looked-after-25",
        "Looked after, 25 days missed",
        STRATEGY_2007.from_,
        Tier.INTENSIVE,
        5,
        _ABSENT,
        levels.looked_after_25,
    ),
    Rule(
        "continuous",
        "10 school days one after another",
        ATTENDANCE_RETURNS[0].from_,
        Tier.INTENSIVE,
        5,
        Flag.RET10,
        runs.continuous,
    ),
    Rule(
        "looked-after-10",
        "Looked after, 10 days missed",
        STRATEGY_2007.from_,
        Tier.TARGETED,
        4,
        _ABSENT,
        levels.looked_after_10,
    ),
    Rule("persistent", "Persistently absent", REGIMES[0].from_, Tier.TARGETED, 4, _ABSENT, levels.persistent),
    Rule(
        "sickness",
        "15 days of illness",
        SICKNESS_RETURN.from_,
        Tier.TARGETED,
        4,
        Flag.ILLNESS,
        runs.sickness,
    ),
    Rule(
        "penalty-threshold",
        "Ten sessions in ten school weeks",
        NATIONAL_THRESHOLD[0].from_,
        Tier.TARGETED,
        3,
        Flag.PN10,
        runs.penalty_threshold,
    ),
    Rule("sharp-fall", "Sharp fall", START, Tier.TARGETED, 3, _ABSENT, levels.sharp_fall),
    Rule("at-risk", "At risk of persistent absence", START, Tier.WATCH, 2, _ABSENT, levels.at_risk),
    Rule("weekday-pattern", "Same weekday", START, Tier.WATCH, 2, _ABSENT, patterns.weekday),
    Rule("half-day-pattern", "Same half of the day", START, Tier.WATCH, 2, _ABSENT, patterns.half_day),
    Rule("holiday-pattern", "Round holidays", START, Tier.WATCH, 2, _ABSENT, patterns.around_holidays),
    Rule("lates", "Often late", START, Tier.WATCH, 1, Flag.LATE, patterns.lates),
    Rule(
        "unexplained",
        "Reason overdue",
        REGISTERS_2024,
        Tier.WATCH,
        1,
        Flag.NO_REASON,
        runs.unexplained,
    ),
    Rule(
        "missing-registers",
        "Registers not taken",
        START,
        Tier.SCHOOL,
        1,
        Flag.MISSING,
        runs.missing_registers,
    ),
)

RULE_BY_KEY = {rule.key: rule for rule in RULES}
# Raised only for looked-after children: whoever may not know that a child is one may not see the flag.
TELLS_OF_CASEWORK = ("looked-after-10", "looked-after-25")


def rules_on(on: date) -> tuple[Rule, ...]:
    """The rules in force on a day."""
    return tuple(rule for rule in RULES if is_in_force(rule, on))


def review(view: SchoolYearView) -> list[Breach]:
    """Every breach at one school on one day, by the rules of that day.

    Depends on the view alone: the same view gives the same breaches, keys included, however often it is
    asked. Empty where the school's calendar has no session this year yet.
    """
    night = Night(view)
    if not len(night.met[night.this_year]):
        return []
    return list(chain.from_iterable(rule.find(night) for rule in rules_on(view.on)))


def tier_of(rules: Iterable[str]) -> Tier:
    """The tier of a pupil with flags of these rules: the highest of them; SCHOOL where there is none."""
    return max((RULE_BY_KEY[key].tier for key in rules), default=Tier.SCHOOL)
