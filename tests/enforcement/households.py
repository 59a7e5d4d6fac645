"""A family of 2026: a child with ten unauthorised sessions, a mother in law, an address, support that failed."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

from agencies.acting import Acting
from attendance.models import Address, Pupil
from attendance.rules.register import EMPTY_LINE, LENGTH, overlay, position
from cases.models import Case
from enforcement.actions.notices import prepare_notice
from enforcement.models import Enquiry, Notice, PersonCheck, SupportOffer
from tests.factories import AddressFactory, ContactFactory, PupilFactory, RegisterFactory, enrol

ON = date(2026, 11, 25)
MISSED = tuple((date(2026, 11, 2) + timedelta(days=day), session) for day in range(5) for session in (0, 1))


@dataclass
class Family:
    """The rows of the family, and who acts."""

    world: object
    case: Case
    pupil: Pupil
    register: object
    mother: object
    address: Address

    def acting(self, name: str, on: date = ON) -> Acting:
        """Somebody of the world on a day."""
        return Acting(self.world.acting(name).membership, on)

    def prepare(self, **more) -> Notice:
        """A notice that an officer prepared as it should be."""
        given = {
            "case": self.case, "parent": self.mother.parent, "address": self.address, "sessions": MISSED,
            "by": self.acting("welfare_officer"), "equality_considered_on": ON, "issuer_is_authorised": True,
            "because": {
                "warning_skipped_because": "A family holiday: a warning would not change it.",
                "support_unsuitable_because": "Leave in term time.",
            },
        }  # fmt: skip
        return prepare_notice(**given | more)


def mark_line(sessions, code: str = "O") -> str:
    """A year's line: present on every day, and the code on these sessions."""
    line = overlay(EMPTY_LINE, 0, ("/\\" * (LENGTH // 2))[: LENGTH - 2])
    for day, session in sessions:
        line = overlay(line, position(day, session), code)
    return line


def another_parent(family: SimpleNamespace, **contact):
    """A further parent of the child who may be acted against, with an address."""
    held = ContactFactory(pupil=family.pupil, relationship="Father", **contact)
    return held, make_known(family, held)


def make_known(family, held) -> Address:
    """All that an officer finds out before a step: who it is, where they live, no notices elsewhere."""
    officer = family.world.people["welfare_officer"].user
    PersonCheck.objects.create(
        pupil=held.pupil, parent=held.parent, on=ON, identity_confirmed=True, how="Met at the school.",
        is_natural=True, said_adult=True, took_part=True, by=officer,
    )  # fmt: skip
    Enquiry.objects.create(
        pupil=held.pupil,
        parent=held.parent,
        how_known="Always lived here.",
        asked_on=ON,
        answered_on=ON,
        by=officer,
    )
    return AddressFactory(parent=held.parent, confirmed_on=ON)


def make_family(world) -> Family:
    """The family, in the north team's school."""
    pupil = PupilFactory()
    enrolment = enrol(world.school, pupil)
    register = RegisterFactory(enrolment=enrolment, year=2026, marks=mark_line(MISSED))
    officer = world.people["welfare_officer"].user
    case = Case.objects.create(
        pupil=pupil, school=world.school, team=world.school.team, officer=officer, state="enforcing",
        opened_on=date(2026, 9, 7),
    )  # fmt: skip
    mother = ContactFactory(pupil=pupil)
    found = Family(world, case, pupil, register, mother, None)
    found.address = make_known(found, mother)
    SupportOffer.objects.create(
        case=case, pupil=pupil, offered_on=date(2026, 10, 5), what="Home visit", outcome="refused", by=officer
    )
    return found
