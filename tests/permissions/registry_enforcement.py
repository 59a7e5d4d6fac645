"""What every model of enforcement is, and what every field of it holds: a part of `registry`."""

from agencies.rules.roles import Permission
from tests.permissions.kinds import Entry, Kind
from tests.permissions.registry_cases import readers_of, shared

LEGAL = Permission.VIEW_LEGAL
PREPARED = (
    "ref case pupil parent school address address_opened_by drafted_by drafted_at agency equality_considered_on "
    "signed_off decision checked_by version"
)
BECAUSE = "equality_note support_unsuitable_because support_enough_because below_because ended_because"


def legal(private: str = "", plain: str = "", way: str = "pupil") -> Entry:
    """A legal record: for those who may see legal records about the child."""
    return Entry(Kind.PERSONAL, way, private=private, plain=f"id {plain}", sight=LEGAL)


MODELS: dict[str, Entry] = {
    "enforcement.Decision": legal("gate", "step case pupil parent on regime agency by at"),
    "enforcement.PersonCheck": legal(
        "how born_on died_on is_natural took_part",
        "pupil parent on identity_confirmed is_individual said_adult by at",
    ),
    "enforcement.SupportOffer": legal("what outcome", "case pupil offered_on by at"),
    "enforcement.Correspondence": legal(
        "text answer",
        "case pupil parent received_on channel says_paid entered_by entered_at read_by read_on decided_on decided_by",
    ),
    "enforcement.Enquiry": legal("how_known", "pupil parent authority asked_on answered_on by"),
    "enforcement.NoticeElsewhere": legal("their_reference", "enquiry pupil parent issued_on is_withdrawn"),
    "enforcement.NoticeRequest": shared(
        "reason tried answer", "ref school state first_on last_on answered_on"
    ),
    "enforcement.NoticeRequest_readers": readers_of("noticerequest"),
    "enforcement.Notice": legal(
        f"{BECAUSE} warning_skipped_because seen recount doubt_answer",
        f"{PREPARED} reference request state about issuer issuer_is_authorised method issued_on regime is_old_law "
        "occasion lower_amount lower_days full_amount full_days sent_on received_on is_presumed lower_until full_until "
        "times_served paid_on paid_amount reversed_on no_charge_until withdrawn_on ground fresh_for doubted_at",
    ),
    "enforcement.NoticeSession": legal("code", "notice pupil parent on session is_live", way="notice__pupil"),
    "enforcement.NoticeMove": legal("text", "notice on at move by", way="notice__pupil"),
    "enforcement.WarningLetter": legal(
        f"{BECAUSE} weeks_because target further_support sessions",
        f"{PREPARED} state weeks tolerated regime issued_on sent_on received_on ends_on watched_on missed unsettled "
        "proposed decided_on",
    ),
    "enforcement.PrintRun": Entry(Kind.OWN, plain="id ref agency by at posted_on sent_on sent_by"),
    "enforcement.Letterhead": Entry(Kind.OWN, plain="id authority began_on sender how_to_pay by at"),
    "enforcement.Letter": legal(
        "own_words cannot_because",
        "ref run kind case pupil parent address notice warning attendance_order number on by at file digest size "
        "sent_on came_back_on version",
    ),
    "enforcement.BankFile": Entry(
        Kind.OWN,
        private="mapping rejects",
        plain="id ref authority digest kept_as layout lines done taken known outgoing "
        "refused ended_at membership by at",
    ),
    "enforcement.BankMapping": Entry(Kind.OWN, plain="id authority name mapping by"),
    "enforcement.Payment": Entry(
        Kind.OWN,
        private="text decision",
        plain="id ref authority file line key way received_on amount discharged refund refunded held reversed "
        "is_disputed decided_on decided_by refunded_on by at version",
    ),
    "enforcement.PaymentPart": legal(plain="payment notice amount outcome at", way="notice__pupil"),
}
