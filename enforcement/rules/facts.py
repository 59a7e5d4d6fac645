"""Everything the gate looks at before a step: one frozen value, assembled from the record on a day.

Nothing is assumed in the authority's favour: what would open a step has to be said, and what has a default
shuts it.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from attendance.rules.age import CompulsoryAge, compulsory_age
from enforcement.rules.attendance_orders import OrderSteps
from enforcement.rules.charges import Missed, Pack
from enforcement.rules.excluded import SeenInPublic
from enforcement.rules.issuing import Issuer, School
from enforcement.rules.limit import HeldNotice
from enforcement.rules.order_offences import OrderHeld
from enforcement.rules.parenting import Contract, OrderAsked
from enforcement.rules.parties import Address, Parent
from enforcement.rules.service import Method
from enforcement.rules.supervision import Consideration, Supervision
from enforcement.rules.support import Support
from enforcement.rules.threshold import Session, Stand
from enforcement.rules.uses import Use
from enforcement.rules.warning import Warned


class Step(Enum):
    """The steps of the ladder that pass the gate."""

    CONTRACT = "contract"
    WARNING = "warning"
    NOTICE = "notice"
    EXCLUDED_NOTICE = "excluded-notice"
    FAST_TRACK = "fast-track"
    PROSECUTION = "prosecution"
    KNOWING_PROSECUTION = "knowing-prosecution"
    SUPERVISION_ORDER = "supervision-order"
    DIRECTIONS_PROSECUTION = "directions-prosecution"
    PARENTING_ORDER = "parenting-order"
    ATTENDANCE_ORDER = "attendance-order"
    ORDER_PROSECUTION = "order-prosecution"


@dataclass(frozen=True, kw_only=True)
class Child:
    """The child on the day: born, alive, on the school's roll, in care or not."""

    born_on: date
    is_alive: bool
    is_on_roll: bool
    is_under_care_order: bool

    @property
    def compulsory(self) -> CompulsoryAge:
        return compulsory_age(self.born_on)


@dataclass(frozen=True)
class Absence:
    """The sessions that the step would rest on, with their codes as held now, and how the child stands.

    ``below_because`` is the written reason for a notice under the threshold.
    """

    sessions: tuple[Missed, ...] = ()
    stand: Stand | None = None
    below_because: str = ""
    possible: int = 0
    unauthorised: int = 0

    @property
    def days(self) -> tuple[Session, ...]:
        return tuple(missed.session for missed in self.sessions)

    @property
    def ended_on(self) -> date | None:
        """The day of the last session."""
        return max(day for day, _ in self.days) if self.sessions else None


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """Earlier steps against this parent for this child.

    ``others_known`` says that other authorities answered about their notices, or that the child never lived
    or went to school elsewhere in three years. ``convicted`` says that a court convicted this parent. Whether
    proceedings are contemplated, and which supervision orders there were, is always said: neither is taken for
    granted.
    """

    notices: tuple[HeldNotice, ...] = ()
    uses: tuple[Use, ...] = ()
    warnings: tuple[Warned, ...] = ()
    warning_skipped_because: str = ""
    others_known: bool = False
    convicted: bool = False
    proceedings_contemplated: bool
    orders: tuple[Supervision, ...]


@dataclass(frozen=True, kw_only=True)
class Money:
    """Money of this family that nobody has decided on: payments, disputes, and words that it was paid."""

    unmatched: int
    disputed: int
    said_paid: int

    @property
    def is_clear(self) -> bool:
        return not (self.unmatched or self.disputed or self.said_paid)


@dataclass(frozen=True)
class Flag:
    """A circumstance that blocks a step (child protection, young carer, health) until somebody lifts it."""

    kind: str
    sentence: str
    until: date | None = None
    who_may_lift: str = ""


@dataclass(frozen=True)
class People:
    """Who drafts and who checks, what they considered, and which warnings were signed off, by key."""

    drafted_by: int | None = None
    checked_by: int | None = None
    equality_considered_on: date | None = None
    signed_off: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Plan:
    """The step as somebody means to take it; only what the step asks for is filled in."""

    weeks: int | None = None
    weeks_override_because: str = ""
    issuer: Issuer = Issuer.OFFICER
    issuer_is_authorised: bool = False
    method: Method = Method.FIRST_CLASS
    sent_on: date | None = None
    excluded: SeenInPublic | None = None
    knowledge: tuple[str, ...] = ()
    single_justice: bool = False
    evidence_sufficient: bool = False
    in_public_interest: bool = False
    parent_heard: str = ""
    pack: Pack = field(default_factory=Pack)
    consideration: Consideration | None = None
    consulted_on: date | None = None
    not_properly_educated: bool = False
    contract: Contract | None = None
    order: OrderAsked | None = None
    attendance_order: OrderSteps = field(default_factory=OrderSteps)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that is known on a day about a step against one parent for one child.

    ``broken`` is the order that a charge about an order rests on; None: there is none.
    """

    on: date
    child: Child
    parent: Parent
    address: Address
    school: School
    absence: Absence
    support: Support
    earlier: Earlier
    money: Money
    unread_letters: int
    flags: tuple[Flag, ...]
    people: People = field(default_factory=People)
    plan: Plan = field(default_factory=Plan)
    broken: OrderHeld | None = None
