"""Who may see what, worked out slowly and plainly from the rows, to hold against what the application answers.

Nothing here calls `permits`, `visible_to` or the roles: the tables below say the policy a second time, so that a
change of a role has to be written twice, and the sums are loops over lists.
"""

from dataclasses import dataclass, field
from datetime import date

from agencies.models import Agency, Membership
from agencies.rules.roles import Permission as P
from attendance.models import Involvement, NamedForAddress, NamedForPupil, Pupil, School

MARKS, CASEWORK, LEGAL = 1, 2, 3

SCHOOL = {"school_lead", "head_teacher"}
OFFICERS = {"welfare_officer", "team_manager", "attendance_leader"}
MANAGERS = {"team_manager", "attendance_leader"}
PARTNERS = {"partner", "looked_after_manager", "safeguarding_officer"}
LOOK = SCHOOL | OFFICERS | PARTNERS | {"legal_officer", "assistant_director", "police_officer"}

# Which roles hold a permission at all.
HOLDERS: dict[P, set[str]] = {
    P.VIEW_PUPIL: LOOK,
    P.SEARCH: LOOK,
    P.VIEW_FLAGS: LOOK,
    P.VIEW_FAMILY: LOOK,
    P.VIEW_CASEWORK: OFFICERS | PARTNERS | {"legal_officer", "assistant_director"},
    P.VIEW_LEGAL: OFFICERS | {"legal_officer"},
    P.REQUEST_NOTICE: SCHOOL | OFFICERS | {"police_officer"},
    P.PREPARE_LEGAL: OFFICERS | {"legal_officer"},
    P.APPROVE_LEGAL: MANAGERS | {"legal_officer"},
    P.TAKE_PAYMENTS: {"attendance_leader", "legal_officer"},
    P.ACT_ON_FLAGS: SCHOOL | OFFICERS | {"looked_after_manager", "safeguarding_officer"},
    P.VIEW_SCHOOL: SCHOOL | OFFICERS | {"legal_officer", "assistant_director", "improvement_officer"},
    P.ADVISE_SCHOOL: OFFICERS | {"improvement_officer"},
    P.PLAN_SUPPORT: OFFICERS,
    P.EDIT_CALENDAR: SCHOOL | MANAGERS,
    P.AGREE_TIMETABLE: SCHOOL | OFFICERS,
    P.IMPORT_REGISTERS: SCHOOL | MANAGERS,
    P.MATCH_PUPILS: MANAGERS,
    P.VIEW_CASE: SCHOOL | OFFICERS | PARTNERS | {"legal_officer", "assistant_director"},
    P.REFER: SCHOOL | OFFICERS,
    P.TRIAGE: MANAGERS,
    P.WORK_CASES: OFFICERS,
    P.LOG_WORK: SCHOOL | OFFICERS | PARTNERS | {"police_officer"},
    P.ANSWER_REQUESTS: SCHOOL | OFFICERS | PARTNERS | {"police_officer"},
    P.RUN_SWEEPS: OFFICERS | {"police_officer"},
    P.OVERSEE_CARE: {"looked_after_manager", "safeguarding_officer"},
    P.GRANT_INVOLVEMENT: OFFICERS,
    P.RESTRICT_RECORD: MANAGERS | {"safeguarding_officer"},
    P.VIEW_ACCESS: OFFICERS | {"assistant_director", "safeguarding_officer"},
    P.EXPORT: SCHOOL | OFFICERS | {"assistant_director", "legal_officer", "looked_after_manager"},
    P.VIEW_STATISTICS: SCHOOL | OFFICERS | {"assistant_director", "improvement_officer"},
    P.VIEW_ENFORCED: SCHOOL | OFFICERS | {"legal_officer", "assistant_director", "improvement_officer"},
    P.WRITE_REPORTS: {"attendance_leader", "assistant_director"},
    P.READ_MEMBERS_REPORT: OFFICERS
    | {"assistant_director", "improvement_officer", "looked_after_manager", "safeguarding_officer"}
    | {"elected_member"},
    P.SEE_POST: MANAGERS | {"head_teacher"},
    P.SET_TARGETS: {"attendance_leader", "assistant_director"},
    P.IMPROVE_SCHOOL: {"attendance_leader", "assistant_director", "improvement_officer"},
    P.RUN_JOBS: {"attendance_leader", "operator"},
    P.DECIDE_SETTINGS: {"attendance_leader"},
    P.AGREE_TIMETABLE: SCHOOL | OFFICERS,
    P.USE_API: {"attendance_leader", "school_lead"},
}
# How wide an involvement must be to count; permissions about no child are absent.
SCOPES: dict[P, int] = {
    P.VIEW_PUPIL: MARKS,
    P.SEARCH: MARKS,
    P.VIEW_FLAGS: MARKS,
    P.ACT_ON_FLAGS: MARKS,
    P.EXPORT: MARKS,
    P.MATCH_PUPILS: MARKS,
    P.IMPORT_REGISTERS: MARKS,
    P.VIEW_FAMILY: CASEWORK,
    P.VIEW_CASEWORK: CASEWORK,
    P.AGREE_TIMETABLE: CASEWORK,
    P.LOG_WORK: MARKS,
    P.ANSWER_REQUESTS: MARKS,
    P.VIEW_CASE: CASEWORK,
    P.REFER: CASEWORK,
    P.TRIAGE: CASEWORK,
    P.WORK_CASES: CASEWORK,
    P.OVERSEE_CARE: CASEWORK,
    P.GRANT_INVOLVEMENT: CASEWORK,
    P.RESTRICT_RECORD: CASEWORK,
    P.VIEW_ACCESS: CASEWORK,
    P.REQUEST_NOTICE: MARKS,
    P.VIEW_LEGAL: LEGAL,
    P.PREPARE_LEGAL: LEGAL,
    P.APPROVE_LEGAL: LEGAL,
}
WHOLE_AUTHORITY = {"attendance_leader", "legal_officer", "assistant_director", "improvement_officer"}
NO_CHILD = {"elected_member", "operator"}
TEAMS = ("local_authority", "locality_team")


@dataclass(frozen=True)
class Person:
    """A persona acting for one agency, as plain values."""

    name: str
    role: str
    user: int
    membership: int
    agency: int
    authority: int

    @classmethod
    def of(cls, name: str, held: Membership) -> "Person":
        """The persona of a membership."""
        return cls(name, held.role_name, held.user_id, held.pk, held.agency_id, held.agency.authority_id)

    def may(self, permission: P | None) -> bool:
        """Whether the role holds the permission at all; everybody signed in holds None."""
        return permission is None or self.role in HOLDERS[permission]


@dataclass
class Rights:
    """The rows on which rights rest, as lists."""

    on: date
    involvements: list[dict] = field(default_factory=list)
    pupils: dict[int, dict] = field(default_factory=dict)
    schools: dict[int, dict] = field(default_factory=dict)
    agencies: dict[int, dict] = field(default_factory=dict)
    named: set[tuple[int, int]] = field(default_factory=set)
    named_for_address: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def read(cls, on: date) -> "Rights":
        """As the database has them now."""
        return cls(
            on,
            list(Involvement.objects.values()),
            {row["id"]: row for row in Pupil.objects.values()},
            {row["id"]: row for row in School.objects.values()},
            {row["id"]: row for row in Agency.objects.values()},
            set(NamedForPupil.objects.values_list("user", "content_object")),
            set(NamedForAddress.objects.values_list("user", "content_object")),
        )

    def reach(self, person: Person) -> set[int]:
        """The agencies whose involvements count for them."""
        if person.role in NO_CHILD:
            return set()
        if person.role not in WHOLE_AUTHORITY:
            return {person.agency}
        return {
            key
            for key, row in self.agencies.items()
            if row["authority_id"] == person.authority and row["kind"] in TEAMS
        }

    def scope(self, person: Person, pupil: int) -> int:
        """The widest live involvement that counts for them; 0 where there is none, or the record is not theirs."""
        child, widest = self.pupils[pupil], 0
        if child["merged_into_id"] is not None:
            return 0
        if child["restricted"] and (person.user, pupil) not in self.named:
            return 0
        for row in self.involvements:
            begun = row["began_on"] <= self.on
            over = row["ended_on"] is not None and row["ended_on"] < self.on
            if row["pupil_id"] == pupil and row["agency_id"] in self.reach(person) and begun and not over:
                widest = max(widest, row["scope"])
        return widest

    def sees(
        self, person: Person, pupil: int, permission: P = P.VIEW_PUPIL, *, scope: int | None = None
    ) -> bool:
        """Whether they hold the permission for a child, by an involvement at least so wide."""
        least = max(SCOPES[permission], scope or 0)
        return person.may(permission) and self.scope(person, pupil) >= least

    def sees_school(self, person: Person, school: int, permission: P = P.VIEW_SCHOOL) -> bool:
        """Whether they hold the permission for a school: their own, their team's, or their authority's."""
        row, reach = self.schools[school], self.reach(person)
        near = row["agency_id"] in reach or row["team_id"] in reach
        wide = person.role in WHOLE_AUTHORITY and row["authority_id"] == person.authority
        return person.may(permission) and (near or wide)

    def sees_import(self, person: Person, agency: int, permission: P = P.IMPORT_REGISTERS) -> bool:
        """Whether they hold the permission for what an agency sent: their own, or a school's they answer for."""
        if not person.may(permission):
            return False
        own = agency in self.reach(person)
        theirs = [key for key, row in self.schools.items() if row["agency_id"] == agency]
        return own or any(self.sees_school(person, key, permission) for key in theirs)
