"""The people as whom every page is tried, in one small authority and a neighbouring one."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.test import Client

from agencies.acting import Acting
from agencies.middleware import ACTING_FOR
from agencies.models import AgencyKind, LocalAuthority, Membership
from tests.factories import (
    AgencyFactory,
    AuthorityFactory,
    MembershipFactory,
    SchoolFactory,
    TeamFactory,
    UserFactory,
)


@dataclass
class World:
    """An authority with two teams and two schools, its partner agencies, a stranger authority, and the people."""

    authority: LocalAuthority
    agencies: SimpleNamespace
    school: object
    other_school: object
    people: dict[str, Membership]

    def acting(self, name: str) -> Acting:
        """A person of this world acting today; `two_agencies` acts for the first of their two."""
        return Acting.today(
            Membership.objects.select_related("user", "agency__authority").get(pk=self.people[name].pk)
        )


# Name of the persona: (attribute of `agencies`, role).
PERSONAS = {
    "welfare_officer": ("north", "welfare_officer"),
    "other_team_officer": ("south", "welfare_officer"),
    "team_manager": ("north", "team_manager"),
    "attendance_leader": ("council", "attendance_leader"),
    "legal_officer": ("council", "legal_officer"),
    "assistant_director": ("council", "assistant_director"),
    "improvement_officer": ("improvement", "improvement_officer"),
    "looked_after_manager": ("looked_after", "looked_after_manager"),
    "safeguarding_officer": ("safeguarding", "safeguarding_officer"),
    "school_lead": ("school", "school_lead"),
    "head_teacher": ("school", "head_teacher"),
    "other_school_lead": ("other_school", "school_lead"),
    "nurse": ("nursing", "partner"),
    "youth_offending": ("youth_offending", "partner"),
    "police_officer": ("police", "police_officer"),
    "elected_member": ("council", "elected_member"),
    "operator": ("council", "operator"),
    "stranger_officer": ("stranger", "attendance_leader"),
}


def build_world() -> World:
    """Make the world: two memberships for the persona of two agencies, one for everybody else."""
    authority = AuthorityFactory(code="998", name="Irwell Council")
    kinds = AgencyKind
    agencies = SimpleNamespace(
        council=AgencyFactory(authority=authority, kind=kinds.LOCAL_AUTHORITY, name="Irwell Council"),
        north=TeamFactory(authority=authority, name="North team"),
        south=TeamFactory(authority=authority, name="South team"),
        improvement=AgencyFactory(
            authority=authority, kind=kinds.SCHOOL_IMPROVEMENT, name="School improvement"
        ),
        looked_after=AgencyFactory(
            authority=authority, kind=kinds.CHILD_PROTECTION, name="Looked-after children"
        ),
        safeguarding=AgencyFactory(authority=authority, kind=kinds.SAFEGUARDING, name="Safeguarding unit"),
        nursing=AgencyFactory(authority=authority, kind=kinds.SCHOOL_NURSING, name="School nursing"),
        youth_offending=AgencyFactory(
            authority=authority, kind=kinds.YOUTH_OFFENDING, name="Youth offending"
        ),
        police=AgencyFactory(authority=authority, kind=kinds.POLICE, name="Irwell police"),
        stranger=AgencyFactory(
            authority=AuthorityFactory(code="997", name="Elsewhere Council"),
            kind=kinds.LOCAL_AUTHORITY,
            name="Elsewhere",
        ),
    )
    school = SchoolFactory(authority=authority, team=agencies.north, name="Northgate High School")
    other_school = SchoolFactory(authority=authority, team=agencies.south, name="Southfield High School")
    agencies.school, agencies.other_school = school.agency, other_school.agency
    people = {
        name: MembershipFactory(
            user=UserFactory(name=name.replace("_", " ").title(), email=f"{name}@example.org"),
            agency=getattr(agencies, agency),
            role_name=role,
        )
        for name, (agency, role) in PERSONAS.items()
    }
    both = UserFactory(name="Two Agencies", email="two_agencies@example.org")
    people["two_agencies"] = MembershipFactory(user=both, agency=agencies.nursing, role_name="partner")
    people["two_agencies_elsewhere"] = MembershipFactory(
        user=both, agency=agencies.north, role_name="welfare_officer"
    )
    return World(authority, agencies, school, other_school, people)


def signed_in(membership: Membership) -> Client:
    """A client signed in with a password and a second factor, acting under a membership."""
    client = Client()
    client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[ACTING_FOR] = membership.pk
    session["account_authentication_methods"] = [
        {"method": "password", "at": 0.0},
        {"method": "mfa", "at": 0.0, "type": "totp"},
    ]
    session["account_authentication_methods_user"] = str(membership.user.pk)
    session.save()
    return client
