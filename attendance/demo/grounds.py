"""An authority's agencies, wards, schools and calendars in the database."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from agencies.models import Agency, AgencyKind, LocalAuthority, User, Ward
from attendance.demo.names import STAFF_FORENAMES, STAFF_SURNAMES, STREETS, WARDS
from attendance.demo.people import Agencies
from attendance.demo.places import TEAMS, AuthorityPlan, SchoolPlan
from attendance.demo.registers import school_calendar
from attendance.demo.terms import template, terms_of
from attendance.models import Calendar, NamedOfficer, School, SupportAgreement, SupportVisit, Term

PARTNERS: Final = {
    AgencyKind.YOUTH_OFFENDING: "{town} Youth Offending Service",
    AgencyKind.BEST: "{town} Behaviour and Education Support Team",
    AgencyKind.SCHOOL_NURSING: "{town} school nursing",
    AgencyKind.PASSENGER_TRANSPORT: "{town} passenger transport unit",
    AgencyKind.SCHOOL_IMPROVEMENT: "{town} school improvement service",
    AgencyKind.CHILD_PROTECTION: "{town} looked-after children team",
    AgencyKind.SAFEGUARDING: "{town} safeguarding unit",
    AgencyKind.YOUTH_SERVICE: "{town} youth service",
    AgencyKind.CONNEXIONS: "{town} Connexions",
    AgencyKind.POLICE: "{town} police division",
    AgencyKind.HEALTH: "{town} community paediatrics",
    AgencyKind.HOUSING: "{town} Homes",
    AgencyKind.COMMUNITY_SAFETY: "{town} community safety unit",
    AgencyKind.VOLUNTARY: "{town} Young Carers Project",
}
VISITS_A_TERM: Final = {"primary": 3, "secondary": 6, "special": 3, "referral_unit": 6}
TERM_NAMES: Final = ("Autumn", "Spring", "Summer")


@dataclass(frozen=True)
class Grounds:
    """What an authority stands on: ``schools`` in the plan's order, ``agencies`` by key."""

    authority: LocalAuthority
    agencies: Agencies
    wards: list[Ward]
    schools: list[School]
    years: tuple[int, ...]


def lay_out(plan: AuthorityPlan, years: tuple[int, ...]) -> Grounds:
    """Make the authority with its teams, partners, wards, schools and calendars."""
    authority = LocalAuthority.objects.create(code=plan.code, name=plan.name)
    agencies = _agencies(plan, authority)
    wards = Ward.objects.bulk_create(
        Ward(
            authority=authority,
            code=f"E599{plan.number % 1000:03}{index:02}",
            name=name,
            from_year=years[0],
            team=agencies[f"team {index % len(TEAMS)}"],
        )
        for index, name in enumerate(WARDS)
    )
    schools = _schools(plan, authority, agencies, wards)
    _calendars(plan, authority, schools, years)
    return Grounds(authority, agencies, wards, schools, years)


def _agencies(plan: AuthorityPlan, authority: LocalAuthority) -> Agencies:
    town = plan.name.removesuffix(" Council")
    found = {
        "council": Agency(authority=authority, kind=AgencyKind.LOCAL_AUTHORITY, name=plan.name),
        **{
            f"team {number}": Agency(authority=authority, kind=AgencyKind.LOCALITY_TEAM, name=name)
            for number, name in enumerate(TEAMS)
        },
        **{
            kind.value: Agency(authority=authority, kind=kind, name=name.format(town=town))
            for kind, name in PARTNERS.items()
        },
    }
    for number, agency in enumerate(found.values()):
        agency.telephone = f"0161 496 0{number:03}"
    Agency.objects.bulk_create(found.values())
    return found


def _schools(
    plan: AuthorityPlan, authority: LocalAuthority, agencies: Agencies, wards: list[Ward]
) -> list[School]:
    own = Agency.objects.bulk_create(
        Agency(authority=authority, kind=AgencyKind.SCHOOL, name=_agency_name(plan, school))
        for school in plan.schools
    )
    seen: dict[str, int] = {}
    for school, agency in zip(plan.schools, own, strict=True):
        index = seen.get(school.phase, 0)
        seen[school.phase] = index + 1
        agencies[f"{school.phase} {index}"] = agency
    return School.objects.bulk_create(
        _school(school, authority, agency, agencies[f"team {school.team}"], wards[school.ward])
        for school, agency in zip(plan.schools, own, strict=True)
    )


def _agency_name(plan: AuthorityPlan, school: SchoolPlan) -> str:
    alike = sum(other.name == school.name for other in plan.schools)
    return f"{school.name} ({school.urn})" if alike > 1 else school.name


def _school(plan: SchoolPlan, authority: LocalAuthority, agency: Agency, team: Agency, ward: Ward) -> School:
    ages = {"primary": (4, 11), "secondary": (11, 16), "special": (4, 16), "referral_unit": (13, 16)}
    low, high = ages[plan.phase]
    return School(
        urn=plan.urn,
        authority=authority,
        establishment_number=plan.establishment_number,
        agency=agency,
        team=team,
        ward=ward,
        name=plan.name,
        phase=plan.phase,
        type_code=plan.type_code,
        type_name=plan.type_name,
        low_age=low,
        high_age=high,
        opened_on=date(1974, 9, 1),
        street=f"{plan.number % 90 + 1} {STREETS[plan.number % len(STREETS)]} Lane",
        town=authority.name.split()[0],
        postcode=f"ZI{plan.number % 30 + 1} 1AA",
        telephone=f"0161 496 {plan.number % 1000:04}",
        head_title="Mrs" if plan.number % 2 else "Mr",
        head_first_name=STAFF_FORENAMES[plan.number * 5 % len(STAFF_FORENAMES)],
        head_last_name=STAFF_SURNAMES[plan.number * 13 % 190],
        school_week=plan.week,
    )


def _calendars(
    plan: AuthorityPlan, authority: LocalAuthority, schools: list[School], years: tuple[int, ...]
) -> None:
    rows = []
    for year in years:
        for name, term in zip(TERM_NAMES, terms_of(year), strict=True):
            half = term.half_term or (term.began_on, term.began_on)
            Term.objects.create(
                authority=authority,
                year=year,
                name=name,
                began_on=term.began_on,
                ended_on=term.ended_on,
                half_term_began_on=half[0],
                half_term_ended_on=half[1],
            )
        rows.append(Calendar(authority=authority, year=year, sessions=template(year)))
        rows += [
            Calendar(
                authority=authority,
                school=school,
                year=year,
                sessions=school_calendar(plan, number, year),
            )
            for number, school in enumerate(schools)
            if plan.schools[number].variant
        ]
    Calendar.objects.bulk_create(rows)


def agree_support(
    plan: AuthorityPlan, grounds: Grounds, officers: dict[int, list[User]], leader: User, until: date
) -> None:
    """A named officer for every school, agreed visits a term, and most of them delivered."""
    named, agreements, visits = [], [], []
    for number, school in enumerate(grounds.schools):
        planned = plan.schools[number]
        team = officers[planned.team]
        officer = team[number // len(TEAMS) % len(team)]
        named.append(
            NamedOfficer(school=school, officer=officer, began_on=terms_of(grounds.years[0])[0].began_on)
        )
        for year in grounds.years:
            agreements.append(
                SupportAgreement(
                    school=school,
                    year=year,
                    visits_a_term=VISITS_A_TERM[planned.phase],
                    reason="By the number of persistently absent pupils last year.",
                    agreed_on=terms_of(year)[0].began_on,
                    agreed_by=leader,
                )
            )
            visits += [
                SupportVisit(
                    school=school, officer=officer, on=day, purpose="Review of absence with the school"
                )
                for day in _visit_days(number, year, VISITS_A_TERM[planned.phase])
                if day <= until
            ]
    NamedOfficer.objects.bulk_create(named)
    SupportAgreement.objects.bulk_create(agreements)
    SupportVisit.objects.bulk_create(visits)


def _visit_days(number: int, year: int, a_term: int) -> list[date]:
    """Visits delivered: one school in five misses its last visit of a term."""
    days = []
    for term in terms_of(year):
        length = (term.ended_on - term.began_on).days
        for visit in range(a_term - (number % 5 == 0)):
            day = term.began_on + timedelta(days=5 + (visit * length) // a_term + number % 4)
            days.append(day - timedelta(days=max(day.weekday() - 4, 0)))
    return sorted(set(days))
