"""Roles are code, reviewed like law: what each role may do and how far its sight reaches.

Source: the roles and responsibilities of the attendance strategy (January 2007), section 8, and the statutory
guidance "Working together to improve school attendance" (August 2024) for the authority's support team.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Scope(IntEnum):
    """How much of a child's record an involvement opens; each contains the one before."""

    MARKS = 1
    CASEWORK = 2
    LEGAL = 3


class Reach(StrEnum):
    """Whose involvements count for a role."""

    AGENCY = "agency"  # those of the agency the person acts for
    AUTHORITY = "authority"  # those of the local authority and all its locality teams
    NONE = "none"  # no child at all


class Permission(StrEnum):
    """A thing that can be allowed."""

    VIEW_PUPIL = "view a child's attendance"
    VIEW_FAMILY = "view a child's parents and their addresses"
    VIEW_CASEWORK = "view casework about a child"
    VIEW_LEGAL = "view legal records about a child"
    SEARCH = "search for a child"
    VIEW_FLAGS = "view flags"
    ACT_ON_FLAGS = "mark flags as seen or acted on"
    VIEW_SCHOOL = "view a school's attendance"
    ADVISE_SCHOOL = "advise a school on its registers"
    PLAN_SUPPORT = "agree and record the support a school has"
    EDIT_CALENDAR = "change a school's calendar"
    AGREE_TIMETABLE = "agree a part-time timetable for a child"
    DECIDE_SETTINGS = "decide what the law leaves open, and the authority's term dates"
    IMPORT_REGISTERS = "import registers"
    MATCH_PUPILS = "match rows that fit no child, and merge duplicates"
    VIEW_CASE = "follow a case about a child"
    REFER = "refer a child to the locality team"
    TRIAGE = "answer referrals, allocate and move cases"
    WORK_CASES = "work on a case: assess, plan, review, close"
    LOG_WORK = "record what was done for a child"
    ANSWER_REQUESTS = "answer what one's agency was asked to do"
    RUN_SWEEPS = "record truancy sweeps"
    OVERSEE_CARE = "oversee the attendance of looked-after children"
    REQUEST_NOTICE = "ask for a penalty notice"
    PREPARE_LEGAL = "prepare a legal step"
    APPROVE_LEGAL = "check and approve a legal step"
    TAKE_PAYMENTS = "take payments and decide about money"
    GRANT_INVOLVEMENT = "give an agency access to a child, or end it"
    RESTRICT_RECORD = "restrict a child's record, name people for it, and seal addresses"
    VIEW_ACCESS = "see who looked at a child's record"
    EXPORT = "download lists"
    VIEW_STATISTICS = "view figures without names"
    VIEW_ENFORCED = "view figures of notices, prosecutions and orders without names"
    SEE_POST = "see which colleagues no e-mail reaches"
    SET_TARGETS = "set targets and comparisons, load published figures and close a term"
    WRITE_REPORTS = "write and close the yearly evaluation and the report to members"
    READ_MEMBERS_REPORT = "read the quarterly report to members"
    IMPROVE_SCHOOL = "agree and review a school's action plan and targets"
    RUN_JOBS = "see and repeat the nightly run"
    USE_API = "issue a token for a program"


P = Permission

# The least scope an involvement must have to count for a permission; permissions about no child are absent.
NEEDS_SCOPE: Mapping[Permission, Scope] = {
    P.VIEW_PUPIL: Scope.MARKS,
    P.SEARCH: Scope.MARKS,
    P.VIEW_FLAGS: Scope.MARKS,
    P.ACT_ON_FLAGS: Scope.MARKS,
    P.EXPORT: Scope.MARKS,
    P.MATCH_PUPILS: Scope.MARKS,
    P.IMPORT_REGISTERS: Scope.MARKS,
    P.LOG_WORK: Scope.MARKS,
    P.ANSWER_REQUESTS: Scope.MARKS,
    P.VIEW_CASE: Scope.CASEWORK,
    P.REFER: Scope.CASEWORK,
    P.TRIAGE: Scope.CASEWORK,
    P.WORK_CASES: Scope.CASEWORK,
    P.OVERSEE_CARE: Scope.CASEWORK,
    P.GRANT_INVOLVEMENT: Scope.CASEWORK,
    P.VIEW_FAMILY: Scope.CASEWORK,
    P.VIEW_CASEWORK: Scope.CASEWORK,
    P.AGREE_TIMETABLE: Scope.CASEWORK,
    P.RESTRICT_RECORD: Scope.CASEWORK,
    P.VIEW_ACCESS: Scope.CASEWORK,
    P.REQUEST_NOTICE: Scope.MARKS,
    P.VIEW_LEGAL: Scope.LEGAL,
    P.PREPARE_LEGAL: Scope.LEGAL,
    P.APPROVE_LEGAL: Scope.LEGAL,
}


@dataclass(frozen=True)
class Role:
    """A role: its name in the database, its name for people, what it reaches and what it may do."""

    name: str
    label: str
    reach: Reach
    permissions: frozenset[Permission]
    second_factor: bool = True

    def may(self, permission: Permission) -> bool:
        """Whether the role holds the permission at all, for some child."""
        return permission in self.permissions


_LOOK = frozenset({P.VIEW_PUPIL, P.SEARCH, P.VIEW_FLAGS, P.VIEW_FAMILY})
_SCHOOL = _LOOK | {
    P.VIEW_SCHOOL,
    P.ACT_ON_FLAGS,
    P.IMPORT_REGISTERS,
    P.EXPORT,
    P.AGREE_TIMETABLE,
    P.EDIT_CALENDAR,
    P.VIEW_STATISTICS,
    P.VIEW_ENFORCED,
    P.VIEW_CASE,
    P.REFER,
    P.REQUEST_NOTICE,
    P.LOG_WORK,
    P.ANSWER_REQUESTS,
}
_PARTNER = _LOOK | {P.VIEW_CASEWORK, P.VIEW_CASE, P.LOG_WORK, P.ANSWER_REQUESTS}
_OFFICER = _LOOK | {
    P.VIEW_CASEWORK,
    P.VIEW_CASE,
    P.WORK_CASES,
    P.LOG_WORK,
    P.ANSWER_REQUESTS,
    P.RUN_SWEEPS,
    P.REFER,
    P.REQUEST_NOTICE,
    P.VIEW_LEGAL,
    P.PREPARE_LEGAL,
    P.VIEW_SCHOOL,
    P.ACT_ON_FLAGS,
    P.ADVISE_SCHOOL,
    P.PLAN_SUPPORT,
    P.AGREE_TIMETABLE,
    P.EXPORT,
    P.VIEW_STATISTICS,
    P.VIEW_ENFORCED,
    P.READ_MEMBERS_REPORT,
    P.VIEW_ACCESS,
    P.GRANT_INVOLVEMENT,
}
_MANAGER = _OFFICER | {
    P.TRIAGE,
    P.MATCH_PUPILS,
    P.IMPORT_REGISTERS,
    P.EDIT_CALENDAR,
    P.APPROVE_LEGAL,
    P.RESTRICT_RECORD,
    P.SEE_POST,
}

_ALL = (
    Role("welfare_officer", "Education welfare officer", Reach.AGENCY, _OFFICER),
    Role("team_manager", "Locality team manager", Reach.AGENCY, _MANAGER),
    Role(
        "attendance_leader",
        "Attendance leader",
        Reach.AUTHORITY,
        _MANAGER
        | {P.SET_TARGETS, P.IMPROVE_SCHOOL, P.RUN_JOBS, P.USE_API, P.DECIDE_SETTINGS, P.TAKE_PAYMENTS}
        | {P.WRITE_REPORTS},
    ),
    Role(
        "legal_officer",
        "Legal and court officer",
        Reach.AUTHORITY,
        _LOOK
        | {
            P.VIEW_CASEWORK,
            P.VIEW_CASE,
            P.VIEW_LEGAL,
            P.VIEW_SCHOOL,
            P.PREPARE_LEGAL,
            P.APPROVE_LEGAL,
            P.TAKE_PAYMENTS,
            P.EXPORT,
            P.VIEW_ENFORCED,
        },
    ),
    Role(
        "assistant_director",
        "Assistant Director Inclusion",
        Reach.AUTHORITY,
        _LOOK
        | {P.VIEW_SCHOOL, P.VIEW_STATISTICS, P.SET_TARGETS, P.IMPROVE_SCHOOL, P.EXPORT}
        | {P.VIEW_CASEWORK, P.VIEW_CASE, P.VIEW_ACCESS, P.VIEW_ENFORCED}
        | {P.WRITE_REPORTS, P.READ_MEMBERS_REPORT},
    ),
    Role(
        "improvement_officer",
        "School improvement officer",
        Reach.AUTHORITY,
        frozenset({P.VIEW_SCHOOL, P.VIEW_STATISTICS, P.ADVISE_SCHOOL, P.IMPROVE_SCHOOL})
        | {P.READ_MEMBERS_REPORT, P.VIEW_ENFORCED},
    ),
    Role(
        "looked_after_manager",
        "Looked-after children team manager",
        Reach.AGENCY,
        _PARTNER | {P.ACT_ON_FLAGS, P.EXPORT, P.OVERSEE_CARE, P.READ_MEMBERS_REPORT},
    ),
    Role(
        "safeguarding_officer",
        "Safeguarding officer",
        Reach.AGENCY,
        _PARTNER | {P.ACT_ON_FLAGS, P.VIEW_ACCESS, P.RESTRICT_RECORD, P.OVERSEE_CARE, P.READ_MEMBERS_REPORT},
    ),
    Role("school_lead", "School attendance lead", Reach.AGENCY, _SCHOOL | {P.USE_API}, second_factor=False),
    Role("head_teacher", "Head teacher", Reach.AGENCY, _SCHOOL | {P.SEE_POST}, second_factor=False),
    Role("partner", "Partner practitioner", Reach.AGENCY, _PARTNER),
    Role(
        "police_officer",
        "School-based police officer",
        Reach.AGENCY,
        _LOOK | {P.LOG_WORK, P.ANSWER_REQUESTS, P.RUN_SWEEPS, P.REQUEST_NOTICE},
    ),
    Role("elected_member", "Elected member", Reach.NONE, frozenset({P.READ_MEMBERS_REPORT})),
    Role("operator", "System operator", Reach.NONE, frozenset({P.RUN_JOBS})),
)
ROLES: Mapping[str, Role] = {role.name: role for role in _ALL}
ROLE_CHOICES = [(role.name, role.label) for role in _ALL]
