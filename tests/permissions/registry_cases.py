"""What every model of casework is, and what every field of it holds: a part of `registry`."""

from agencies.rules.roles import Permission
from tests.permissions.kinds import Entry, Kind

K = Kind
FOLLOWED = Permission.VIEW_CASE
# What every row with an author and an audience has.
SHARED = "id pupil agency by at audience readers"


def shared(private: str = "", plain: str = "") -> Entry:
    """A row with an author and an audience (`cases.models.audience.Shared`)."""
    return Entry(K.SHARED, "pupil", private=private, plain=f"{SHARED} {plain}")


def of_case(private: str = "", plain: str = "", way: str = "case__pupil") -> Entry:
    """A row that whoever follows the case may see."""
    return Entry(K.PERSONAL, way, private=private, plain=f"id {plain}", sight=FOLLOWED)


def referred(private: str, plain: str) -> Entry:
    """A row of a referral: for those who may refer the child."""
    return Entry(K.PERSONAL, "pupil", private=private, plain=f"id pupil {plain}", sight=Permission.REFER)


def readers_of(model: str) -> Entry:
    """The people named for rows of a model."""
    return Entry(K.NAMED, plain=f"id {model} user")


MODELS: dict[str, Entry] = {
    "cases.Case": of_case(
        "outcome",
        "ref pupil school team officer state opened_on opened_by queued_on allocated_on paused_from paused_until "
        "closed_on version",
        way="pupil",
    ),
    "cases.Hold": of_case(plain="case kind key placed_on placed_by lifted_on lifted_by"),
    "cases.Handover": Entry(K.OWN, plain="id team taken_from given_to moved by at undone_by undone_at"),
    "cases.JointWork": of_case(plain="case key began_on by ended_on ended_by"),
    "cases.HandoverCase": of_case(plain="handover case allocated_on"),
    "cases.Document": shared(
        "title why_withdrawn", "case kind file digest size scanned withdrawn_on withdrawn_by"
    ),
    "cases.Document_readers": readers_of("document"),
    "cases.Entry": shared("text", "case kind on link corrects"),
    "cases.Referral": referred(
        "worry safeguarding child_views parent_views decision",
        "ref school agency by at state submitted_on due_on stopped_on basis decided_on decided_by "
        "declined_because case version",
    ),
    "cases.ReferralEvidence": referred("note", "referral kind parent on"),
    "cases.ReferralQuestion": referred("text answer", "referral asked_by asked_on answered_by answered_on"),
    "cases.Entry_readers": readers_of("entry"),
    "cases.Draft": Entry(K.OWN, private="values", plain="id membership form at"),
    "cases.FormKey": Entry(K.OWN, plain="id membership key digest path at"),
    "cases.Intervention": shared(
        "people outcome next_step", "case type contact reached on minutes session entry corrects"
    ),
    "cases.Intervention_readers": readers_of("intervention"),
    "cases.AgencyRequest": shared(
        "what answer", "ref case to scope sent_on answer_by until state answered_on ended_on"
    ),
    "cases.AgencyRequest_readers": readers_of("agencyrequest"),
}
