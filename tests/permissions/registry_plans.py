"""What every model of assessments, plans and reviews is, and what every field of it holds: a part of `registry`."""

from dataclasses import replace

from agencies.rules.roles import Permission
from tests.permissions.kinds import Entry
from tests.permissions.registry_cases import of_case, readers_of, shared


def of_casework(private: str = "", plain: str = "", way: str = "case__pupil") -> Entry:
    """A row of a case that the agencies on it see, and a school does not."""
    return replace(of_case(private, plain, way), sight=Permission.VIEW_CASEWORK)


BY_PLAN = "plan__case__pupil"
MODELS: dict[str, Entry] = {
    "cases.Assessment": of_casework("strengths conclusions", "case number review_on on at by agency"),
    "cases.AssessmentFactor": of_casework("note", "assessment factor weight", way="assessment__case__pupil"),
    "cases.OwnWords": shared("words", "case speaker contact on how"),
    "cases.OwnWords_readers": readers_of("ownwords"),
    "cases.Plan": of_case("aim", "case kind began_on review_on ended_on version by"),
    "cases.PlanVersion": of_case("content", "plan number on by", way=BY_PLAN),
    "cases.PlanParty": of_case(plain="plan kind contact agency agreed_version agreed_on how", way=BY_PLAN),
    "cases.Target": of_case(
        plain="plan measure baseline_from baseline_on baseline_possible baseline_counted goal by_on ended_on",
        way=BY_PLAN,
    ),
    "cases.TargetWeek": of_case(
        plain="target monday possible counted counted_on", way="target__plan__case__pupil"
    ),
    "cases.PlanAction": shared(
        "what outcome",
        "case owner owner_agency owner_person owner_contact help due_on done_on done_by dropped link",
    ),
    "cases.PlanAction_readers": readers_of("planaction"),
    "cases.Stage": of_case("aim", "plan began_on ended_on sessions timetable", way=BY_PLAN),
    "cases.Review": of_case(
        "summary reason",
        "case number on due_on before_from before_possible before_attended after_from after_to after_possible "
        "after_attended decision next_on at by agency",
    ),
    "cases.SetItem": of_casework("said", "case kind on began_on possible attended at by agency"),
    "cases.Recheck": of_case(
        "note", "case closed_on due_on officer done_on done_by possible attended result"
    ),
}
