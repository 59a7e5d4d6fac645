"""The many: cases of every state for each team and officer, chosen among children who miss a tenth or more."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from typing import Final

import numpy as np

from agencies.models import Agency, Membership, User
from agencies.rules.strategy import CONNEXIONS_STARTS
from attendance.demo.identity import REF_LETTERS
from attendance.models import NamedOfficer, Standing
from attendance.models.register import Tier
from attendance.rules.register import year_of
from cases.demo.cast import Cast
from cases.demo.phrases import THEMES, Theme
from cases.rules.interventions import old_enough
from cases.workflow import State

S = State
QUOTAS: Final = (130, 75, 36, 26, 20, 14)
"""Cases, closed ones too, of the officers of a team: most have few, so that a page of many is there as well."""
QUEUE: Final = 18
MIX: Final = (
    S.SUPPORTED, S.ASSESSING, S.CLOSED, S.ENFORCING, S.SUPPORTED, S.CLOSING, S.PAUSED, S.SUPPORTED, S.ASSESSING,
    S.SUPPORTED, S.CLOSED, S.ASSESSING, S.SUPPORTED, S.ENFORCING, S.SUPPORTED, S.CLOSING, S.SUPPORTED, S.CLOSED,
)  # fmt: skip
# The moves that led to a state, and when each was made, as a share of the way from opening to today.
PATHS: Final[dict[State, tuple[tuple[str, float], ...]]] = {
    S.REFERRED: (),
    S.ASSESSING: (("allocate", 0.2),),
    S.SUPPORTED: (("allocate", 0.06), ("support", 0.3)),
    S.ENFORCING: (("allocate", 0.06), ("support", 0.3), ("enforce", 0.8)),
    S.PAUSED: (("allocate", 0.06), ("support", 0.3), ("pause", 0.85)),
    S.CLOSING: (("allocate", 0.06), ("support", 0.25), ("settle", 0.8)),
    S.CLOSED: (("allocate", 0.06), ("support", 0.25), ("settle", 0.8), ("close", 1.0)),
}
# How many school days ago a case of each state was opened, from and to.
OPENED: Final = {
    S.REFERRED: (0, 14),
    S.ASSESSING: (5, 22),
    S.SUPPORTED: (20, 75),
    S.ENFORCING: (40, 95),
    S.PAUSED: (30, 80),
    S.CLOSING: (45, 110),
    S.CLOSED: (60, 160),
}
CLOSED_AGO: Final = (4, 50)
WORKED_THROUGH: Final = 40
"""Cases of a team in which everything is done by the product's own acts; the others have a plan that is not agreed."""
JOINED_BEFORE: Final = 10
"""School days on the roll before a case is opened."""


@dataclass(frozen=True)
class Child:
    """A child who misses much: keys of the child, of the school and of its agency, and the first day on the roll."""

    pupil: int
    forename: str
    school: int
    agency: int
    school_name: str
    began_on: date
    year_group: str


@dataclass
class Planned:
    """A case to write: `days` are those from its opening to its end or today, `moves` each move with its day.

    A `full` one is worked through by every act that there is.
    """

    ref: str
    child: Child
    team: Agency
    officer: User | None
    state: State
    theme: Theme
    days: list[date]
    pick: int
    full: bool = False
    key: int = 0
    moves: list[tuple[str, date]] = field(default_factory=list)

    def day(self, share: float) -> date:
        """The school day at a share of the way."""
        return self.days[min(int(share * len(self.days)), len(self.days) - 1)]


def plan_team(cast: Cast, team: Agency, number: int, pool: "Pool") -> list[Planned]:
    """The cases of one team, the same every time: a caseload for each officer and a queue for nobody yet."""
    officers = officers_of(team)
    wanted = sum(QUOTAS[: len(officers)]) + QUEUE
    scale = min(1.0, len(pool) / (2 * wanted))
    random = np.random.default_rng([number, 3])
    states = cycle(MIX)
    chosen: list[tuple[Child, User | None, State]] = []
    for officer, quota in zip(officers, QUOTAS, strict=False):
        children = pool.take(officer, max(round(quota * scale), 1))
        chosen += [(child, officer, next(states)) for child in children]
    chosen += [(child, None, S.REFERRED) for child in pool.take(None, max(round(QUEUE * scale), 2))]
    found = [
        _planned(cast, team, number * 1000 + serial, child, officer, state, random)
        for serial, (child, officer, state) in enumerate(chosen)
    ]
    every = -(-len(found) // WORKED_THROUGH)
    for serial, planned in enumerate(found):
        planned.full = serial % every == 0
    return found


def case_ref(number: int) -> str:
    """The reference of the demonstration's case of a number, which stays the same."""
    base = len(REF_LETTERS)
    digits = (number // base**2, number // base % base, number % base)
    return "DEMCASE" + "".join(REF_LETTERS[digit] for digit in digits)


def officers_of(team: Agency) -> list[User]:
    """The officers of a team, whoever came first foremost."""
    held = Membership.objects.filter(agency=team, role_name="welfare_officer", ended_on__isnull=True)
    return [each.user for each in held.select_related("user").order_by("pk")]


class Pool:
    """A team's children who miss a tenth or more and have no case; those of half or more come first by halves."""

    def __init__(self, cast: Cast, team: Agency) -> None:
        named = NamedOfficer.objects.filter(school__team=team, ended_on__isnull=True)
        self._officer_of = dict(named.values_list("school", "officer"))
        self._left: dict[int, Child] = {}
        severe: dict[bool, list[Child]] = defaultdict(list)
        for tier, child in _candidates(cast, team):
            severe[tier == Tier.SEVERE].append(child)
        for pair in zip(severe[True], severe[False], strict=False):
            self._left.update((child.pupil, child) for child in pair)
        for child in (*severe[False], *severe[True]):
            self._left.setdefault(child.pupil, child)

    def __len__(self) -> int:
        return len(self._left)

    def take(self, officer: User | None, number: int) -> list[Child]:
        """So many children: those of the officer's own schools first."""
        own = officer and officer.pk
        ranked = sorted(self._left.values(), key=lambda child: self._officer_of.get(child.school) != own)
        return [self._left.pop(child.pupil) for child in ranked[:number]]


def _candidates(cast: Cast, team: Agency) -> Iterator[tuple[int, Child]]:
    rows = Standing.objects.filter(
        year=year_of(cast.until), on_roll=True, tier__gte=Tier.PERSISTENT, school__team=team, pupil__restricted=False,
        pupil__cases__isnull=True, enrolment__registration__in=("C", "M"), enrolment__ended_on__isnull=True,
    )  # fmt: skip
    rows = rows.exclude(pupil__ref__startswith="DEMSTAGE").order_by("pupil__ref", "pk")
    for tier, *child in rows.values_list(
        "tier",
        "pupil",
        "pupil__forename",
        "school",
        "school__agency",
        "school__agency__name",
        "enrolment__began_on",
        "enrolment__year_group",
    ):
        yield tier, Child(*child)


def _planned(
    cast: Cast, team: Agency, number: int, child: Child, officer: User | None, state: State,
    random: np.random.Generator,
) -> Planned:  # fmt: skip
    last = len(cast.days) - 1
    first_ago, end = int(random.integers(*OPENED[state], endpoint=True)), last
    if state is S.CLOSED:
        end = max(last - int(random.integers(*CLOSED_AGO, endpoint=True)), 0)
    on_roll = next((index for index, day in enumerate(cast.days) if day >= child.began_on), 0)
    first = max(last - first_ago, min(on_roll + JOINED_BEFORE, end), 0)
    days = cast.days[min(first, end) : end + 1]
    theme = THEMES[int(random.integers(len(THEMES)))]
    if theme.partner == "connexions" and not old_enough(CONNEXIONS_STARTS, [child.year_group]):
        theme = THEMES[0]
    found = Planned(case_ref(number), child, team, officer, state, theme, days, int(random.integers(1000)))
    found.moves = [(move, found.day(share)) for move, share in PATHS[state]]
    return found
