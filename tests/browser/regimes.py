"""The two families whose cases are walked from the flag to court, each under the law of its time."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from agencies.acting import Acting
from agencies.models import Membership
from attendance.actions.support import name_officer
from attendance.demo.terms import template
from attendance.models import School
from enforcement.actions.money import send_back
from enforcement.models import Payment
from tests.attendance.children import marks_of
from tests.browser.authority import Authority
from tests.enforcement.households import ON
from tests.factories import (
    AddressFactory,
    CalendarFactory,
    ContactFactory,
    MembershipFactory,
    PupilFactory,
    RegisterFactory,
    SchoolFactory,
    UserFactory,
    enrol,
)
from tests.personas import World

FIRST_YEAR = 2006  # no code list is held for a mark before


@dataclass(frozen=True)
class Story:
    """The days of a family's case, and what the law of its time makes of them."""

    name: str
    school: str
    surname: str
    year: int
    born_on: date
    away: tuple[date, ...]
    again: tuple[date, ...]
    night: date
    referred: date
    accepted: date
    warned: date
    approved: date
    missed: date
    asked: date
    prepared: date
    issued: date
    unpaid: date
    charged: date
    heard: date
    closed: date

    @property
    def lead(self) -> str:
        """The persona of the school."""
        return f"lead_{self.name}"


STORY_2007 = Story(
    name="2007",
    school="Weirbank High School",
    surname="Bretherton",
    year=2006,
    born_on=date(1994, 3, 4),
    away=tuple(date(2007, 1, day) for day in (15, 16, 17, 18, 19)),
    again=(date(2007, 2, 26), date(2007, 2, 27)),
    night=date(2007, 1, 26),
    referred=date(2007, 1, 29),
    accepted=date(2007, 1, 31),
    warned=date(2007, 2, 1),
    approved=date(2007, 2, 2),
    missed=date(2007, 2, 28),
    asked=date(2007, 3, 1),
    prepared=date(2007, 3, 2),
    issued=date(2007, 3, 5),
    unpaid=date(2007, 4, 19),
    charged=date(2007, 4, 27),
    heard=date(2007, 5, 18),
    closed=date(2007, 5, 21),
)
STORY_2026 = Story(
    name="2026",
    school="Moorfoot High School",
    surname="Hargreaves",
    year=2025,
    born_on=date(2013, 3, 4),
    away=tuple(date(2026, 1, day) for day in (12, 13, 14, 15, 16)),
    again=(date(2026, 2, 9), date(2026, 2, 10)),
    night=date(2026, 1, 23),
    referred=date(2026, 1, 26),
    accepted=date(2026, 1, 28),
    warned=date(2026, 1, 29),
    approved=date(2026, 1, 30),
    missed=date(2026, 2, 11),
    asked=date(2026, 2, 12),
    prepared=date(2026, 2, 13),
    issued=date(2026, 2, 23),
    unpaid=date(2026, 3, 25),
    charged=date(2026, 3, 27),
    heard=date(2026, 4, 24),
    closed=date(2026, 4, 27),
)


def settle(authority: Authority, story: Story) -> SimpleNamespace:
    """A school of the north team with its lead, and on its roll the child with two years of marks."""
    world = authority.world
    Membership.objects.update(began_on=date(2000, 1, 3))
    _decide_about_money(world)
    school = SchoolFactory(authority=world.authority, team=world.agencies.north, name=story.school)
    user = UserFactory(name="Norma Hindle", email=f"{story.lead}@example.org")
    world.people[story.lead] = MembershipFactory(
        user=user, agency=school.agency, role_name="school_lead", began_on=date(2000, 1, 3)
    )
    manager = Acting(world.acting("team_manager").membership, date(story.year, 9, 4))
    name_officer(school=school, officer=world.people["welfare_officer"].user, by=manager)
    return _child(school, story)


def _decide_about_money(world: World) -> None:
    """What came without a name and waits in the filled authority goes back: it would hold every family that owes."""
    by = Acting(world.acting("attendance_leader").membership, ON)
    for row in Payment.objects.undecided():
        send_back(payment=row, reason="It fits no notice.", by=by, version=row.version)


def _child(school: School, story: Story) -> SimpleNamespace:
    pupil = PupilFactory(forename="Callum", surname=story.surname, born_on=story.born_on)
    began = date(story.year - 1, 9, 1)
    enrolment = enrol(school, pupil, began_on=began)
    for year in (story.year - 1, story.year):
        if year < FIRST_YEAR:
            continue
        line = template(year)
        CalendarFactory(school=school, authority=school.authority, year=year, sessions=line)
        away = [(day, part) for day in (*story.away, *story.again) for part in (0, 1)]
        missed = away if year == story.year else ()
        RegisterFactory(enrolment=enrolment, year=year, marks=marks_of(line, missed))
    contact = ContactFactory(pupil=pupil, parent__forename="Karen", parent__surname=story.surname)
    address = AddressFactory(parent=contact.parent, lines="14 Weir Lane", began_on=began)
    return SimpleNamespace(
        pupil=pupil, school=school, contact=contact, parent=contact.parent, address=address
    )
