"""A child whose referral meets every criterion, for the tests of referrals."""

from datetime import date, timedelta

from attendance.models import Parent, Pupil
from attendance.rules.register import LENGTH, NOT_ON_ROLL, position, year_of, year_span
from cases.actions.referrals import Written, save_referral, start_referral, submit_referral
from cases.models import Referral
from cases.rules.referral import Tried
from tests.factories import ContactFactory, PupilFactory, RegisterFactory, enrol
from tests.personas import World

ENOUGH = timedelta(weeks=45)  # a summer and every holiday lie within


def referable(world: World, on: date, *, last: date | None = None) -> tuple[Pupil, Parent]:
    """A child on the roll of the north team's school with a year of marks up to a day, and one parent."""
    pupil = PupilFactory()
    enrolment = enrol(world.school, pupil, began_on=on - timedelta(weeks=80))
    parent = ContactFactory(pupil=pupil, parental_responsibility=True, day_to_day_care=True).parent
    for year in (year_of(on) - 1, year_of(on)):
        RegisterFactory(enrolment=enrolment, year=year, marks=marks(year, on - ENOUGH, last or on))
    return pupil, parent


def marks(year: int, first: date, last: date) -> str:
    """Present on every weekday from a day until a day, as far as the year reaches."""
    began, ended = year_span(year)
    line = [NOT_ON_ROLL] * LENGTH
    for number in range((ended - began).days + 1):
        day = began + timedelta(days=number)
        if first <= day <= last and day.weekday() < 5:
            line[position(day, 0)] = line[position(day, 1)] = "/"
    return "".join(line)


def complete(parent: Parent, on: date) -> Written:
    """Everything that the criteria ask a school to say."""
    day = on - timedelta(days=7)
    return Written(
        worry="Away every Monday.",
        safeguarding="No concern.",
        child_views="I am tired.",
        parent_views="Mornings are hard.",
        letters={parent.pk: day},
        tried=dict.fromkeys(Tried, (day, "Done.")),
    )


def drafted(world: World, name: str = "school_lead") -> Referral:
    """A draft that meets every criterion."""
    by = world.acting(name)
    pupil, parent = referable(world, by.on)
    found, _ = start_referral(pupil=pupil, school=world.school, by=by)
    return save_referral(referral=found, written=complete(parent, by.on), version=1, by=by)


def sent(world: World) -> Referral:
    """A referral by the school that waits for the north team."""
    draft = drafted(world)
    return submit_referral(referral=draft, version=draft.version, by=world.acting("school_lead"))
