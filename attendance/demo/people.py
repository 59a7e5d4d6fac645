"""Makes the people of the demonstration: personas who sign in, and officers who do not."""

import hashlib
from datetime import date
from typing import Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from agencies.models import Agency, Membership, PractitionerRole, User
from agencies.rules.roles import ROLES
from attendance.demo.names import STAFF_FORENAMES, STAFF_SURNAMES
from attendance.demo.personas import Persona

BEGAN_ON: Final = date(2020, 9, 1)
OFFICERS_A_TEAM: Final = 5


Agencies = dict[str, Agency]


PASSWORD: Final = "weir-and-towpath-2007"
"""Everybody's password in the demonstration, and nowhere else."""


def make_people(
    personas: tuple[Persona, ...], agencies: Agencies, domain: str, *, began_on: date = BEGAN_ON
) -> dict[str, User]:
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
            began_on=began_on,
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


def make_officers(
    agencies: Agencies, teams: int, domain: str, *, began_on: date = BEGAN_ON
) -> dict[int, list[User]]:
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
            began_on=began_on,
        )
        for team, users in found.items()
        for user in users
    )
    return found
