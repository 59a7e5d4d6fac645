"""Agencies, schools and people of the authorities whose pages are measured."""

from datetime import date
from itertools import cycle

from django.db import connection
from django.utils import timezone

from agencies.models import Agency, AgencyKind, LocalAuthority, Membership, User
from agencies.rules.roles import ROLES, Reach
from attendance.models import Calendar, NamedOfficer, School, SupportAgreement
from tests.bench.authority import school_year

FIRST_URN = 700_000
TEAMS = 5
OFFICERS_A_TEAM = 6
# The size of schools, in turn, and their phase.
SIZES = ((210, "primary"), (280, "primary"), (390, "primary"), (1_000, "secondary"))
# Partner agencies of every authority, with their share of its partners' involvements.
PARTNERS = {
    AgencyKind.SCHOOL_NURSING: 0.25,
    AgencyKind.CONNEXIONS: 0.14,
    AgencyKind.POLICE: 0.10,
    AgencyKind.YOUTH_OFFENDING: 0.08,
    AgencyKind.BEST: 0.08,
    AgencyKind.YOUTH_SERVICE: 0.06,
    AgencyKind.HEALTH: 0.06,
    AgencyKind.CHILD_PROTECTION: 0.06,
    AgencyKind.SAFEGUARDING: 0.04,
    AgencyKind.PASSENGER_TRANSPORT: 0.04,
    AgencyKind.VOLUNTARY: 0.04,
    AgencyKind.HOUSING: 0.03,
    AgencyKind.COMMUNITY_SAFETY: 0.02,
}
# Where each role of an authority works; school roles work at its schools, and every partner at the nurses'.
PLACES = {
    "welfare_officer": AgencyKind.LOCALITY_TEAM,
    "team_manager": AgencyKind.LOCALITY_TEAM,
    "attendance_leader": AgencyKind.LOCAL_AUTHORITY,
    "legal_officer": AgencyKind.LOCAL_AUTHORITY,
    "assistant_director": AgencyKind.LOCAL_AUTHORITY,
    "elected_member": AgencyKind.LOCAL_AUTHORITY,
    "operator": AgencyKind.LOCAL_AUTHORITY,
    "improvement_officer": AgencyKind.SCHOOL_IMPROVEMENT,
    "looked_after_manager": AgencyKind.CHILD_PROTECTION,
    "safeguarding_officer": AgencyKind.SAFEGUARDING,
    "school_lead": AgencyKind.SCHOOL,
    "head_teacher": AgencyKind.SCHOOL,
    "partner": AgencyKind.SCHOOL_NURSING,
    "police_officer": AgencyKind.POLICE,
}


def lay_out(pupils: int, authorities: int, year: int) -> None:
    """Make everything but the children; leaves `bench_school` and `bench_partner` for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create temp table bench_school (school_id bigint, agency_id bigint, team_id bigint, authority_id bigint,"
            " phase text, first int, size int) on commit drop;"
            "create temp table bench_partner (authority_id bigint, agency_id bigint, kind text, low float, high float)"
            " on commit drop"
        )
    first = 0
    for number in range(authorities):
        authority = LocalAuthority.objects.create(
            code=str(900 + number), name=f"Measured Council {number + 1}"
        )
        agencies = _agencies(authority)
        first = _schools(authority, agencies, first, pupils * (number + 1) // authorities, year)
        _people(authority, agencies)
        _support(authority, year)
        for each in (year - 1, year):
            Calendar.objects.create(authority=authority, year=each, sessions=school_year(each))


def _agencies(authority: LocalAuthority) -> dict[str, Agency]:
    """The council, its teams and its partners, by kind; a team by its number."""
    named = {
        kind.value: kind.label
        for kind in (*PARTNERS, AgencyKind.LOCAL_AUTHORITY, AgencyKind.SCHOOL_IMPROVEMENT)
    }
    rows = [Agency(authority=authority, kind=kind, name=name) for kind, name in named.items()]
    teams = [
        Agency(authority=authority, kind=AgencyKind.LOCALITY_TEAM, name=f"Team {number}")
        for number in range(TEAMS)
    ]
    made = Agency.objects.bulk_create([*rows, *teams])
    low = 0.0
    with connection.cursor() as cursor:
        for agency in made:
            if share := PARTNERS.get(AgencyKind(agency.kind)):
                cursor.execute(
                    "insert into bench_partner values (%s, %s, %s, %s, %s)",
                    [authority.pk, agency.pk, agency.kind, low, low + share],
                )
                low += share
    found = {agency.kind: agency for agency in made[: len(rows)]}
    return found | {f"team {number}": agency for number, agency in enumerate(made[len(rows) :])}


def _schools(authority: LocalAuthority, agencies: dict[str, Agency], first: int, last: int, year: int) -> int:
    """Schools for children `first` to `last`; returns `last`."""
    plan: list[tuple[str, int, int]] = []
    at = first
    for size, phase in cycle(SIZES):
        if at >= last:
            break
        plan.append((phase, at, min(size, last - at)))
        at += size
    names = [f"Measured {phase.title()} School {start}" for phase, start, _ in plan]
    own = Agency.objects.bulk_create(
        [Agency(authority=authority, kind=AgencyKind.SCHOOL, name=name) for name in names]
    )
    teams = [agencies[f"team {number % TEAMS}"] for number in range(len(plan))]
    made = School.objects.bulk_create(
        School(
            urn=FIRST_URN + start,
            authority=authority,
            agency=agency,
            team=team,
            name=agency.name,
            phase=phase,
        )
        for (phase, start, _), agency, team in zip(plan, own, teams, strict=True)
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into bench_school values (%s, %s, %s, %s, %s, %s, %s)",
            [
                (school.pk, school.agency_id, school.team_id, authority.pk, phase, start, size)
                for school, (phase, start, size) in zip(made, plan, strict=True)
            ],
        )
    return last


def _people(authority: LocalAuthority, agencies: dict[str, Agency]) -> None:
    """One person in each role, more officers in each team, and a named officer for every school."""
    began = date(2020, 9, 1)
    schools = list(School.objects.filter(authority=authority).select_related("agency").order_by("pk"))
    places = agencies | {
        AgencyKind.LOCALITY_TEAM.value: agencies["team 0"],
        AgencyKind.SCHOOL.value: schools[3].agency,
    }
    people = [(role, places[kind.value]) for role, kind in PLACES.items()]
    people += [
        ("welfare_officer", agencies[f"team {team}"]) for team in range(TEAMS) for _ in range(OFFICERS_A_TEAM)
    ]
    users = User.objects.bulk_create(
        User(
            email=f"{role}.{number}.{authority.code}@example.org",
            name=f"{ROLES[role].label} {number}",
            password="!",
        )
        for number, (role, _) in enumerate(people)
    )
    Membership.objects.bulk_create(
        Membership(user=user, agency=agency, role_name=role, began_on=began)
        for user, (role, agency) in zip(users, people, strict=True)
    )
    officers: dict[int, list[User]] = {}
    for user, (role, agency) in zip(users, people, strict=True):
        if role == "welfare_officer":
            officers.setdefault(agency.pk, []).append(user)
    NamedOfficer.objects.bulk_create(
        NamedOfficer(
            school=school, officer=officers[school.team_id or 0][school.pk % OFFICERS_A_TEAM], began_on=began
        )
        for school in schools
    )


def _support(authority: LocalAuthority, year: int) -> None:
    """An agreement with every third school."""
    leader = Membership.objects.get(role_name="attendance_leader", agency__authority=authority).user
    SupportAgreement.objects.bulk_create(
        SupportAgreement(
            school=school,
            year=year,
            visits_a_term=3,
            reason="Size",
            agreed_on=timezone.localdate(),
            agreed_by=leader,
        )
        for school in School.objects.filter(authority=authority)[::3]
    )


def widest_first() -> list[str]:
    """The roles, those who reach most children first."""
    order = {Reach.AUTHORITY: 0, Reach.AGENCY: 1, Reach.NONE: 2}
    return sorted(PLACES, key=lambda role: order[ROLES[role].reach])
