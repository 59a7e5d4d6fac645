"""The yearly return of parental responsibility measures: its columns, and whether they balance.

The columns are those of the department's published file for 2018/19 and, from 2024/25, second notices and
prosecutions because the limit was reached. Real returns do not always balance: what does not is shown, and
nothing is blocked or changed for it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum

from attendance.rules.register import year_of
from enforcement.rules.provision import Basis, Provision
from enforcement.rules.withdrawal import Ground


class Reason(Enum):
    """For what absence a notice was issued, in the return's words."""

    HOLIDAY = "holiday"
    LATE = "late"
    OTHER = "other"


class Paid(Enum):
    """In which band a notice was paid."""

    LOWER = "within the lower days"
    FULL = "within the full days"


class Fate(Enum):
    """What became of a notice, each in one of them; the values are for people."""

    PAID_LOWER = "paid within the lower days"
    PAID_FULL = "paid within the full days"
    WITHDRAWN = "withdrawn"
    PROSECUTED = "prosecuted after non-payment"
    UNRESOLVED = "not resolved yet"


class Closed(Enum):
    """How a case under fast-track case management ended."""

    PROSECUTED = "prosecuted"
    WITHDRAWN = "withdrawn before prosecution"
    IMPROVED = "attendance improved"
    OTHER = "other"


@dataclass(frozen=True)
class IssuedNotice:
    """A notice of the year as the return counts it: in one of withdrawn, prosecuted, paid or unresolved."""

    issued_on: date
    reason: Reason
    paid: Paid | None = None
    withdrawn: Ground | None = None
    is_prosecuted: bool = False
    is_second: bool = False


@dataclass(frozen=True)
class OtherMeasures:
    """The measures of the year that are no notices."""

    case_management: int = 0
    closed: tuple[Closed, ...] = ()
    orders_granted: int = 0
    orders_implemented: int = 0
    contracts_offered: int = 0
    contracts_accepted: int = 0
    supervision_instead: int = 0
    supervision_as_well: int = 0
    prosecuted_limit_reached: int = 0


@dataclass(frozen=True)
class Measures:
    """One authority's return for a year; each field is a column."""

    enrolments: int
    pn_issued: int
    reason_pn_hols: int
    reason_pn_late: int
    reason_pn_other: int
    pn_second: int
    pn_paid: int
    pn_paid_21: int
    pn_paid_22_28: int
    pn_withdrawn: int
    withdrawn_reason_conduct: int
    withdrawn_reason_wrong_issue: int
    withdrawn_reason_material_error: int
    withdrawn_reason_expiry_no_legal: int
    pn_prosecuted_non_payment: int
    pn_prosecuted_limit_reached: int
    pn_unresolved: int
    case_management: int
    case_management_prosecuted: int
    case_management_withdrawn_before_prosecution: int
    case_management_att_improved: int
    case_management_other: int
    parenting_orders_granted: int
    parenting_orders_implemented: int
    parenting_orders_not_implemented: int
    parenting_contracts_offered: int
    parenting_contracts_accepted: int
    supervision_orders_total: int
    supervision_orders_inplaceofprosecution: int
    supervision_orders_inadditiontoprosecution: int

    @property
    def pn_issued_rate(self) -> str:
        """Notices for each hundred enrolments, two decimals; empty where nobody is enrolled."""
        if not self.enrolments:
            return ""
        hundredths = (self.pn_issued * 20_000 + self.enrolments) // (2 * self.enrolments)
        return f"{hundredths // 100}.{hundredths % 100:02}"

    def columns(self) -> dict[str, int | str]:
        """The return as a row, in the order of the published file."""
        row: dict[str, int | str] = {}
        for name, value in asdict(self).items():
            row[name] = value
            if name == "pn_issued":
                row["pn_issued_rate"] = self.pn_issued_rate
        return row


RETURN = Provision(
    "measures-return",
    "Return of parental responsibility measures",
    date(2004, 9, 1),
    "Every year the authority returns its notices (issued, for what, paid in which band, withdrawn on which "
    "ground, prosecuted, unresolved), fast-track cases, parenting orders and contracts and education supervision "
    "orders.",
    "The department's collection; columns of its published file for 2018/19",
    Basis.GUIDANCE,
)
OF_THE_LIMIT = Provision(
    "measures-of-the-limit",
    "Return of measures: the limit in three years",
    date(2024, 9, 1),
    "From 2024/25 the return also has second notices and prosecutions because the limit was reached.",
    "The department's collection from 2024/25",
    Basis.GUIDANCE,
)
LIMIT_COLUMNS = ("pn_second", "pn_prosecuted_limit_reached")
PROVISIONS = (RETURN, OF_THE_LIMIT)


def knows_limit(year: int) -> bool:
    """Whether the return of an academic year has the columns of the limit in three years."""
    return OF_THE_LIMIT.from_ is not None and date(year, 9, 1) >= OF_THE_LIMIT.from_


_COLUMN = {
    Ground.OUTSIDE_CODE: "conduct",
    Ground.SHOULD_NOT: "wrong_issue",
    Ground.WRONG_PERSON: "wrong_issue",
    Ground.MATERIAL_ERROR: "material_error",
    Ground.NO_PROSECUTION: "expiry_no_legal",
}


def reason_of(codes: Iterable[str]) -> Reason:
    """For what a notice counts: holiday where most of its sessions are G, late where most are U, else other."""
    held = tuple(codes)
    for code, reason in (("G", Reason.HOLIDAY), ("U", Reason.LATE)):
        if held.count(code) * 2 > len(held):
            return reason
    return Reason.OTHER


def fate_of(notice: IssuedNotice) -> Fate:
    """What became of a notice: withdrawn whatever came before it, else charged in court, else paid or not."""
    if notice.withdrawn is not None:
        return Fate.WITHDRAWN
    if notice.is_prosecuted:
        return Fate.PROSECUTED
    if notice.paid is None:
        return Fate.UNRESOLVED
    return Fate.PAID_LOWER if notice.paid is Paid.LOWER else Fate.PAID_FULL


def measures(
    year: int, notices: Iterable[IssuedNotice], other: OtherMeasures, *, enrolments: int
) -> Measures:
    """The return of an academic year, from the notices issued in it."""
    issued = [notice for notice in notices if year_of(notice.issued_on) == year]
    fates = [fate_of(notice) for notice in issued]
    lower, full = fates.count(Fate.PAID_LOWER), fates.count(Fate.PAID_FULL)
    grounds = [_COLUMN[notice.withdrawn] for notice in issued if notice.withdrawn is not None]
    reasons = [notice.reason for notice in issued]
    return Measures(
        enrolments=enrolments,
        pn_issued=len(issued),
        reason_pn_hols=reasons.count(Reason.HOLIDAY),
        reason_pn_late=reasons.count(Reason.LATE),
        reason_pn_other=reasons.count(Reason.OTHER),
        pn_second=sum(notice.is_second for notice in issued),
        pn_paid=lower + full,
        pn_paid_21=lower,
        pn_paid_22_28=full,
        pn_withdrawn=len(grounds),
        withdrawn_reason_conduct=grounds.count("conduct"),
        withdrawn_reason_wrong_issue=grounds.count("wrong_issue"),
        withdrawn_reason_material_error=grounds.count("material_error"),
        withdrawn_reason_expiry_no_legal=grounds.count("expiry_no_legal"),
        pn_prosecuted_non_payment=fates.count(Fate.PROSECUTED),
        pn_prosecuted_limit_reached=other.prosecuted_limit_reached,
        pn_unresolved=fates.count(Fate.UNRESOLVED),
        **_others(other),
    )


def _others(other: OtherMeasures) -> dict[str, int]:
    return {
        "case_management": other.case_management,
        "case_management_prosecuted": other.closed.count(Closed.PROSECUTED),
        "case_management_withdrawn_before_prosecution": other.closed.count(Closed.WITHDRAWN),
        "case_management_att_improved": other.closed.count(Closed.IMPROVED),
        "case_management_other": other.closed.count(Closed.OTHER),
        "parenting_orders_granted": other.orders_granted,
        "parenting_orders_implemented": other.orders_implemented,
        "parenting_orders_not_implemented": other.orders_granted - other.orders_implemented,
        "parenting_contracts_offered": other.contracts_offered,
        "parenting_contracts_accepted": other.contracts_accepted,
        "supervision_orders_total": other.supervision_instead + other.supervision_as_well,
        "supervision_orders_inplaceofprosecution": other.supervision_instead,
        "supervision_orders_inadditiontoprosecution": other.supervision_as_well,
    }


@dataclass(frozen=True)
class Imbalance:
    """Columns that should add up and do not, by how much (the parts less the whole)."""

    sentence: str
    difference: int


_SUMS = (
    (
        "The reasons and the notices issued",
        ("reason_pn_hols", "reason_pn_late", "reason_pn_other"),
        "pn_issued",
    ),
    ("The two bands and the notices paid", ("pn_paid_21", "pn_paid_22_28"), "pn_paid"),
    (
        "The grounds and the notices withdrawn",
        (
            "withdrawn_reason_conduct",
            "withdrawn_reason_wrong_issue",
            "withdrawn_reason_material_error",
            "withdrawn_reason_expiry_no_legal",
        ),
        "pn_withdrawn",
    ),
    (
        "Paid, withdrawn, prosecuted and unresolved, and the notices issued",
        ("pn_paid", "pn_withdrawn", "pn_prosecuted_non_payment", "pn_unresolved"),
        "pn_issued",
    ),
    (
        "Orders implemented and not, and the parenting orders granted",
        ("parenting_orders_implemented", "parenting_orders_not_implemented"),
        "parenting_orders_granted",
    ),
    (
        "Orders instead of prosecution and as well, and all supervision orders",
        ("supervision_orders_inplaceofprosecution", "supervision_orders_inadditiontoprosecution"),
        "supervision_orders_total",
    ),
)
_AT_MOST = (
    ("More contracts accepted than offered", "parenting_contracts_accepted", "parenting_contracts_offered"),
    ("More second notices than notices", "pn_second", "pn_issued"),
)
_CLOSED = (
    "case_management_prosecuted",
    "case_management_withdrawn_before_prosecution",
    "case_management_att_improved",
    "case_management_other",
)


def imbalances(row: Measures) -> tuple[Imbalance, ...]:
    """What does not add up in a return, to be shown to whoever sends it; empty where everything does."""
    held = asdict(row)
    found = []
    for said, parts, whole in _SUMS:
        difference = sum(held[part] for part in parts) - held[whole]
        if difference:
            found.append(Imbalance(f"{said} differ by {abs(difference)}.", difference))
    for said, less, more in _AT_MOST:
        if held[less] > held[more]:
            found.append(Imbalance(f"{said}.", held[less] - held[more]))
    closed = sum(held[part] for part in _CLOSED)
    if closed > row.case_management:
        excess = closed - row.case_management
        found.append(Imbalance("More fast-track cases ended than there were.", excess))
    return tuple(found)
