"""The people of the demonstration: one for every role, and what to try first as each."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from agencies.models import Agency, Membership, PractitionerRole, User
from agencies.rules.roles import ROLES
from attendance.demo.names import STAFF_FORENAMES, STAFF_SURNAMES, STREETS

BEGAN_ON: Final = date(2020, 9, 1)
OFFICERS_A_TEAM: Final = 5


@dataclass(frozen=True)
class Persona:
    """Somebody to sign in as. ``agency`` is a key of `Agencies`; ``job`` the practitioner role, if any."""

    name: str
    mailbox: str
    role: str
    agency: str
    first: str
    job: str = ""

    def email(self, domain: str) -> str:
        return f"{self.mailbox}@{domain}"


IRWELL_DOMAIN, THEN_DOMAIN = "irwell.example", "irwell2006.example"

PERSONAS: Final = (
    Persona(
        "Denise Ormerod", "denise.ormerod", "welfare_officer", "team 0",
        "open the flags of your team and see why the first child is there", "Education welfare officer",
    ),
    Persona(
        "Nasreen Chadwick", "nasreen.chadwick", "welfare_officer", "team 1",
        "search for a child of the north team: you will not find one", "Education welfare officer",
    ),
    Persona("Graham Lomax", "graham.lomax", "team_manager", "team 0", "see the schools of your team", "Team manager"),
    Persona(
        "Colette Wrigley", "colette.wrigley", "attendance_leader", "council",
        "compare the schools, then the page of the nightly run", "Attendance leader",
    ),
    Persona(
        "Marcus Pilkington", "marcus.pilkington", "legal_officer", "council",
        "look at a child who reached ten sessions in ten weeks", "Legal and court officer",
    ),
    Persona(
        "Alison Hardcastle", "alison.hardcastle", "assistant_director", "council",
        "see the authority against itself by phase", "Assistant Director Inclusion",
    ),
    Persona(
        "Simon Entwistle", "simon.entwistle", "improvement_officer", "school_improvement",
        "open a school: figures without names", "School improvement officer",
    ),
    Persona(
        "Janet Rothwell", "janet.rothwell", "looked_after_manager", "child_protection",
        "see who reached 10 and 25 days", "Looked-after children team manager",
    ),
    Persona(
        "Rukhsana Bell", "rukhsana.bell", "safeguarding_officer", "safeguarding",
        "open a restricted child for whom you are named", "Safeguarding officer",
    ),
    Persona(
        "Tracey Eckersley", "tracey.eckersley", "school_lead", "secondary 0",
        "import a register file, then see the year of a child", "Attendance lead",
    ),
    Persona(
        "Ian Seddon", "ian.seddon", "school_lead", "secondary 2", "see that your registers are late", "Attendance lead"
    ),
    Persona(
        "Wendy Fitton", "wendy.fitton", "school_lead", "primary 2",
        "see that no reason is ever marked as not yet known", "Attendance lead",
    ),
    Persona(
        "Yvonne Makin", "yvonne.makin", "school_lead", "primary 3", "see a school that meets on Sundays",
        "Attendance lead",
    ),
    Persona("Paula Twist", "paula.twist", "school_lead", "special 0", "see a special school's year", "Attendance lead"),
    Persona(
        "Kevin Dootson", "kevin.dootson", "school_lead", "referral_unit 0", "see a child registered at two places",
        "Attendance lead",
    ),
    Persona(
        "Gillian Tonge", "gillian.tonge", "head_teacher", "secondary 0", "see your school's tiers", "Head teacher"
    ),
    Persona(
        "Christine Dawber", "christine.dawber", "partner", "school_nursing",
        "see the children whom nursing is involved with, one of them sealed", "School nurse",
    ),
    Persona(
        "Gareth Aspinall", "gareth.aspinall", "partner", "youth_offending",
        "see a child with another agency involved", "Case manager",
    ),
    Persona(
        "Fiona Heap", "fiona.heap", "partner", "best", "see the children of the programme schools",
        "Behaviour and Education Support Team worker",
    ),
    Persona(
        "Neil Partington", "neil.partington", "partner", "connexions", "see young people from year 9 on",
        "Personal adviser",
    ),
    Persona(
        "Steven Holroyd", "steven.holroyd", "police_officer", "police", "see attendance without casework",
        "School-based police officer",
    ),
    Persona("Michelle Sagar", "michelle.sagar", "partner", "youth_service", "see who takes part", "Youth worker"),
    Persona(
        "Councillor Maureen Gaskell", "maureen.gaskell", "elected_member", "council", "see figures without any name"
    ),
    Persona("Philip Stott", "philip.stott", "operator", "council", "see the history of the nightly run"),
)  # fmt: skip
TWO_AGENCIES: Final = (
    Persona(
        "Anita Walmsley", "anita.walmsley", "partner", "voluntary",
        "choose which of your two agencies you act for", "Young carers worker",
    ),
    Persona(
        "Anita Walmsley", "anita.walmsley", "welfare_officer", "team 2",
        "choose which of your two agencies you act for", "Education welfare officer",
    ),
)  # fmt: skip
PERSONAS_THEN: Final = (
    Persona(
        "Lesley Bostock", "lesley.bostock", "attendance_leader", "council",
        "see a register with the codes of 2006: H, F, J and Y", "Attendance leader",
    ),
    Persona(
        "Derek Isherwood", "derek.isherwood", "welfare_officer", "team 0",
        "see the flags of July 2007", "Education welfare officer",
    ),
    Persona("Norma Hindle", "norma.hindle", "school_lead", "secondary 0", "see a year of 2006/07", "Attendance lead"),
    Persona(
        "Brenda Platt", "brenda.platt", "looked_after_manager", "child_protection",
        "see who had missed 10 and 25 days", "Looked-after children team manager",
    ),
)  # fmt: skip

Agencies = dict[str, Agency]


PASSWORD: Final = "weir-and-towpath-2007"
"""Everybody's password in the demonstration, and nowhere else."""


def make_people(personas: tuple[Persona, ...], agencies: Agencies, domain: str) -> dict[str, User]:
    """The personas with their memberships, by mailbox; a second factor where a role asks for one."""
    jobs = {(job.kind, job.name): job for job in PractitionerRole.objects.all()}
    encoded = make_password(PASSWORD)
    found: dict[str, User] = {}
    for persona in personas:
        if persona.mailbox not in found:
            found[persona.mailbox] = User.objects.create(
                email=persona.email(domain), name=persona.name, password=encoded
            )
        agency = agencies[persona.agency]
        Membership.objects.create(
            user=found[persona.mailbox],
            agency=agency,
            role_name=persona.role,
            practitioner_role=jobs.get((agency.kind, persona.job)),
            began_on=BEGAN_ON,
        )
    asked = {persona.mailbox for persona in personas if ROLES[persona.role].second_factor}
    for mailbox in sorted(asked):
        _second_factor(found[mailbox])
    return found


def _second_factor(user: User) -> None:
    """An authenticator nobody holds: sign-in asks for a code, and the demonstration's printed one answers."""
    secret = (
        hashlib.sha256(user.email.encode()).hexdigest()[:32].upper().translate(str.maketrans("0189", "ABCD"))
    )
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(secret)}
    )


def make_officers(agencies: Agencies, teams: int, domain: str) -> dict[int, list[User]]:
    """The other officers of every team, who do not sign in, by team."""
    job = PractitionerRole.objects.get(kind="locality_team", name="Education welfare officer")
    found: dict[int, list[User]] = {}
    for team in range(teams):
        for number in range(OFFICERS_A_TEAM):
            pick = team * OFFICERS_A_TEAM + number
            name = f"{STAFF_FORENAMES[pick * 7 % len(STAFF_FORENAMES)]} {STAFF_SURNAMES[pick * 11 % 190]}"
            email = f"{name.lower().replace(' ', '.')}.{pick}@{domain}"
            user = User(email=email, name=name, password=make_password(None))
            found.setdefault(team, []).append(user)
    User.objects.bulk_create([user for users in found.values() for user in users])
    Membership.objects.bulk_create(
        Membership(
            user=user,
            agency=agencies[f"team {team}"],
            role_name="welfare_officer",
            practitioner_role=job,
            began_on=BEGAN_ON,
        )
        for team, users in found.items()
        for user in users
    )
    return found
