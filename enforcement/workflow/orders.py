"""The states of supervision orders, contracts, parenting orders and school attendance orders, and their moves."""

from collections.abc import Mapping
from enum import StrEnum

from agencies.rules.roles import Permission
from enforcement.workflow import Move, table

P = Permission


class SupervisionState(StrEnum):
    """Where an education supervision order is."""

    DRAFT = "draft"
    DROPPED = "dropped"
    APPLIED = "applied"
    REFUSED = "refused"
    MADE = "made"
    ENDED = "ended"


S = SupervisionState
SUPERVISION_LABELS: Mapping[SupervisionState, str] = {
    S.DRAFT: "Application being prepared",
    S.DROPPED: "Decided not to apply",
    S.APPLIED: "Applied for",
    S.REFUSED: "No order was made",
    S.MADE: "Order made",
    S.ENDED: "Order ended",
}
SUPERVISION_MOVES = table(
    Move("apply", "Check and apply", (S.DRAFT,), S.APPLIED, P.APPROVE_LEGAL),
    Move("drop", "Decide not to apply", (S.DRAFT,), S.DROPPED, P.PREPARE_LEGAL, reason=True),
    Move("make", "The court made the order", (S.APPLIED,), S.MADE, P.PREPARE_LEGAL),
    Move("refuse", "No order was made", (S.APPLIED,), S.REFUSED, P.PREPARE_LEGAL, reason=True),
    Move("end", "The order has ended", (S.MADE,), S.ENDED, P.PREPARE_LEGAL, reason=True),
)


class ContractState(StrEnum):
    """Where a parenting contract or attendance contract is."""

    DRAFT = "draft"
    DECLINED = "declined"
    SIGNED = "signed"
    KEPT = "kept"
    BROKEN = "broken"


K = ContractState
CONTRACT_LABELS: Mapping[ContractState, str] = {
    K.DRAFT: "Being drawn up",
    K.DECLINED: "The parent did not enter into it",
    K.SIGNED: "Signed",
    K.KEPT: "Ended: kept",
    K.BROKEN: "Ended: not kept",
}
CONTRACT_MOVES = table(
    Move("sign", "Check: it stands", (K.DRAFT,), K.SIGNED, P.APPROVE_LEGAL),
    Move("decline", "The parent does not enter into it", (K.DRAFT,), K.DECLINED, P.PREPARE_LEGAL, reason=True),
    Move("keep", "It was kept", (K.SIGNED,), K.KEPT, P.PREPARE_LEGAL, reason=True),
    Move("break", "It was not kept", (K.SIGNED,), K.BROKEN, P.PREPARE_LEGAL, reason=True),
)  # fmt: skip


class ParentingState(StrEnum):
    """Where a parenting order is."""

    DRAFT = "draft"
    DROPPED = "dropped"
    ASKED = "asked"
    REFUSED = "refused"
    MADE = "made"
    ENDED = "ended"


O = ParentingState  # noqa: E741 - the other tables here are named by one letter too
PARENTING_LABELS: Mapping[ParentingState, str] = {
    O.DRAFT: "Being prepared",
    O.DROPPED: "Decided not to ask for it",
    O.ASKED: "Asked for",
    O.REFUSED: "No order was made",
    O.MADE: "Order made",
    O.ENDED: "Order ended",
}
PARENTING_MOVES = table(
    Move("ask", "Check and ask the court", (O.DRAFT,), O.ASKED, P.APPROVE_LEGAL),
    Move("drop", "Decide not to ask for it", (O.DRAFT,), O.DROPPED, P.PREPARE_LEGAL, reason=True),
    Move("make", "The court made the order", (O.ASKED,), O.MADE, P.PREPARE_LEGAL),
    Move("refuse", "No order was made", (O.ASKED,), O.REFUSED, P.PREPARE_LEGAL, reason=True),
    Move("end", "The order has ended", (O.MADE,), O.ENDED, P.PREPARE_LEGAL, reason=True),
)


class AttendanceState(StrEnum):
    """Where a school attendance order is."""

    DRAFT = "draft"
    NOTICED = "noticed"
    INTENDED = "intended"
    SATISFIED = "satisfied"
    DROPPED = "dropped"
    MADE = "made"
    ENDED = "ended"


A = AttendanceState
ATTENDANCE_LABELS: Mapping[AttendanceState, str] = {
    A.DRAFT: "Being prepared",
    A.NOTICED: "Notice served on the parent",
    A.INTENDED: "Notice of the intended school served",
    A.SATISFIED: "Ended: the parent satisfied the authority",
    A.DROPPED: "Decided not to make an order",
    A.MADE: "Order made",
    A.ENDED: "Order ended",
}
BEFORE = (A.DRAFT, A.NOTICED, A.INTENDED)
ATTENDANCE_MOVES = table(
    Move("notice", "Record that the notice was served", (A.DRAFT,), A.NOTICED, P.PREPARE_LEGAL),
    Move("satisfy", "The parent has satisfied the authority", BEFORE, A.SATISFIED, P.PREPARE_LEGAL, reason=True),
    Move("intend", "Record that the notice of the school was served", (A.NOTICED,), A.INTENDED, P.PREPARE_LEGAL),
    Move("make", "Check and make the order", (A.INTENDED,), A.MADE, P.APPROVE_LEGAL),
    Move("drop", "Decide not to make an order", BEFORE, A.DROPPED, P.PREPARE_LEGAL, reason=True),
    Move("end", "The order has ended", (A.MADE,), A.ENDED, P.APPROVE_LEGAL, reason=True),
)  # fmt: skip
