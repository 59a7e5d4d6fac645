"""The states of the fast track, of prosecutions and of hearings, and every move between them."""

from collections.abc import Mapping
from enum import StrEnum

from agencies.rules.roles import Permission
from enforcement.workflow import Move, table

P = Permission


class TrackState(StrEnum):
    """Where a fast track is."""

    DRAFT = "draft"
    DROPPED = "dropped"
    RUNNING = "running"
    IMPROVED = "improved"
    COURT = "court"
    STOPPED = "stopped"


T = TrackState
TRACK_LABELS: Mapping[TrackState, str] = {
    T.DRAFT: "Being prepared",
    T.DROPPED: "Decided against",
    T.RUNNING: "Running",
    T.IMPROVED: "Ended: attendance improved",
    T.COURT: "Ended: to be prosecuted",
    T.STOPPED: "Ended for another reason",
}
TRACK_MOVES = table(
    Move("enter", "Check and enter", (T.DRAFT,), T.RUNNING, P.APPROVE_LEGAL),
    Move("drop", "Decide against it", (T.DRAFT,), T.DROPPED, P.PREPARE_LEGAL, reason=True),
    Move("improve", "Attendance has improved", (T.RUNNING,), T.IMPROVED, P.PREPARE_LEGAL, reason=True),
    Move("to-court", "Go on to prosecution", (T.RUNNING,), T.COURT, P.APPROVE_LEGAL, reason=True),
    Move("stop", "End it for another reason", (T.RUNNING, T.COURT), T.STOPPED, P.PREPARE_LEGAL, reason=True),
)  # fmt: skip


class ChargeState(StrEnum):
    """Where a prosecution is. What was charged stays on the record, however it ends."""

    DRAFT = "draft"
    DROPPED = "dropped"
    CHARGED = "charged"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    DISCONTINUED = "discontinued"
    ABATED = "abated"


C = ChargeState
CHARGE_LABELS: Mapping[ChargeState, str] = {
    C.DRAFT: "Being prepared",
    C.DROPPED: "Decided not to prosecute",
    C.CHARGED: "Charged, before the court",
    C.CONVICTED: "Convicted",
    C.ACQUITTED: "Found not guilty",
    C.DISCONTINUED: "Withdrawn from court",
    C.ABATED: "Ended: the parent has died",
}
# Nobody is charged again with the sessions of a prosecution in one of these.
LAID = (C.CHARGED, C.CONVICTED, C.ACQUITTED, C.DISCONTINUED, C.ABATED)
CHARGE_MOVES = table(
    Move("charge", "Check and charge", (C.DRAFT,), C.CHARGED, P.APPROVE_LEGAL),
    Move("drop", "Decide not to prosecute", (C.DRAFT,), C.DROPPED, P.PREPARE_LEGAL, reason=True),
    Move("convict", "Convicted", (C.CHARGED,), C.CONVICTED, P.PREPARE_LEGAL),
    Move("acquit", "Found not guilty", (C.CHARGED,), C.ACQUITTED, P.PREPARE_LEGAL),
    Move("discontinue", "Withdraw from court", (C.CHARGED,), C.DISCONTINUED, P.APPROVE_LEGAL, reason=True),
    Move("abate", "The parent has died", (C.CHARGED,), C.ABATED, P.PREPARE_LEGAL, reason=True),
)  # fmt: skip


class HearingState(StrEnum):
    """Where a hearing is."""

    LISTED = "listed"
    HEARD = "heard"
    ADJOURNED = "adjourned"
    VACATED = "vacated"


H = HearingState
HEARING_LABELS: Mapping[HearingState, str] = {
    H.LISTED: "Listed",
    H.HEARD: "Heard",
    H.ADJOURNED: "Adjourned",
    H.VACATED: "Taken out of the list",
}
HEARING_MOVES = table(
    Move("hear", "Record what the court did", (H.LISTED,), H.HEARD, P.PREPARE_LEGAL, reason=True),
    Move("adjourn", "Adjourned to another day", (H.LISTED,), H.ADJOURNED, P.PREPARE_LEGAL, reason=True),
    Move("vacate", "Taken out of the list", (H.LISTED,), H.VACATED, P.PREPARE_LEGAL, reason=True),
)
