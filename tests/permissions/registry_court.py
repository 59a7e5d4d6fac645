"""What every model of court, contracts and orders is, and what every field of it holds: a part of `registry`."""

from tests.permissions.kinds import Entry
from tests.permissions.registry_enforcement import BECAUSE, PREPARED, legal

OF_CHARGE = "prosecution__pupil"
OF_SUPERVISION = "supervision__pupil"

MODELS: dict[str, Entry] = {
    "enforcement.FastTrack": legal(BECAUSE, f"{PREPARED} state entered_on ended_on"),
    "enforcement.TrackStep": legal("title note", "track key week due_on done_on by", way="track__pupil"),
    "enforcement.SupervisionConsideration": legal("reason", "case pupil on decision by at"),
    "enforcement.Prosecution": legal(
        f"{BECAUSE} knowledge parent_heard code_test_note no_interview_because court_reference sentence_note "
        "direction_answer",
        f"{PREPARED} state offence single_justice consideration evidence_sufficient in_public_interest "
        "asks_parenting_order regime charged_on plea decided_on sentence fine surcharge costs_awarded directed_on "
        "direction_due_on direction_answered_on attendance_order supervision_order",
    ),
    "enforcement.ChargedFailure": legal(plain="prosecution pupil parent breach is_live", way=OF_CHARGE),
    "enforcement.ChargedSession": legal("code", "prosecution pupil parent on session is_live", way=OF_CHARGE),
    "enforcement.Interview": legal(
        "place present record not_held_because",
        "prosecution invited_on planned_on held_on cautioned by",
        way=OF_CHARGE,
    ),
    "enforcement.Statement": legal("witness post text", "prosecution signed_on by version", way=OF_CHARGE),
    "enforcement.PackItem": legal(
        "what",
        "prosecution kind number on document letter is_sensitive helps_defence amount by",
        way=OF_CHARGE,
    ),
    "enforcement.CourtPaper": legal(
        "basis signed_by", "prosecution kind number on file digest size signed_on by at", way=OF_CHARGE
    ),
    "enforcement.Hearing": legal(
        "court result", "case pupil prosecution supervision on at purpose state adjourned_from by"
    ),
    "enforcement.SupervisionOrder": legal(
        f"{BECAUSE} not_educated_because consulted consultation wishes court terms served_how",
        f"{PREPARED} state served_on consulted_on supervisor applied_on made_on expires_on ended_on ending",
    ),
    "enforcement.Direction": legal("text wishes_heard", "supervision on to lifted_on by", way=OF_SUPERVISION),
    "enforcement.SupervisionReview": legal("text", "supervision due_on held_on by", way=OF_SUPERVISION),
    "enforcement.Extension": legal(
        plain="supervision applied_on until before decided_on granted by", way=OF_SUPERVISION
    ),
    "enforcement.ParentingContract": legal(
        f"{BECAUSE} parent_statement support_statement other_signed_by",
        f"{PREPARED} state runs_from runs_to parent_signed_on other_signed_on ended_on",
    ),
    "enforcement.ParentingOrder": legal(
        f"{BECAUSE} circumstances requirements responsible_officer",
        f"{PREPARED} state prosecution months programme_months earlier_order arrangements_in_area asked_on made_on "
        "ends_on programme_ends_on ended_on",
    ),
    "enforcement.AttendanceOrder": legal(
        f"{BECAUSE} unsuitable_because expedient_because served_how notice_served_how intended_served_how "
        "chosen_because",
        f"{PREPARED} state served_on notice_served_on notice_days intended_school intended_served_on chosen_school "
        "chosen_on named_school "
        "made_on ended_on ending",
    ),
    "enforcement.Variation": legal("because", "order on was school by at", way="order__pupil"),
    "enforcement.Breach": legal(
        "what explanation", "case pupil contract parenting supervision attendance direction on by at"
    ),
}
