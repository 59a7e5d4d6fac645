"""Everything of one authority on its way into the database."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from attendance.demo.copying import Value, reserve
from attendance.demo.enrolling import stays
from attendance.demo.grounds import Grounds
from attendance.demo.identity import children
from attendance.demo.places import AuthorityPlan
from attendance.demo.population import Population
from attendance.models import Enrolment, Pupil

Row = tuple[Value, ...]

LOOKED_AFTER_SHARE, IN_NEED_SHARE, PROTECTION_SHARE = 0.009, 0.02, 0.005
CARER_SHARE, SERVICE_SHARE = 0.012, 0.002


@dataclass
class Filling:
    """Everything of one authority on its way to the tables. First keys are those of row 0."""

    plan: AuthorityPlan
    grounds: Grounds
    people: Population
    year: int
    seed: int
    until: date
    figures_of: str = ""
    past: bool = True

    def __post_init__(self) -> None:
        self.children = children(self.plan, self.people, self.year, self.seed)
        self.stays = stays(self.plan, self.people, self.year, self.seed, until=self.until, past=self.past)
        self.first_pupil = reserve(Pupil, len(self.children))
        self.first_enrolment = reserve(Enrolment, len(self.stays))
        self.chances = np.random.default_rng([self.seed, self.plan.number, 8]).random((len(self.people), 8))

    def pupil(self, row: int) -> int:
        """The key of a child."""
        return self.first_pupil + row
