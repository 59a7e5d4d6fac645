"""Referrals and cases of last school year with days of their own, for tests of how long things take."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from attendance.rules.bank_holidays import bank_holidays
from attendance.rules.register import year_of
from cases.models import Case, Entry, Intervention, Referral
from tests.factories import PupilFactory, enrol

YEAR = year_of(timezone.localdate()) - 1
AUTUMN, SPRING, SUMMER = date(YEAR, 10, 6), date(YEAR + 1, 1, 19), date(YEAR + 1, 6, 8)


def working(began: date, ended: date) -> int:
    """Working days after one day up to another, counted one by one."""
    days = (began + timedelta(days=number) for number in range(1, (ended - began).days + 1))
    return sum(day.weekday() < 5 and day not in bank_holidays(day.year) for day in days)


@dataclass
class Told:
    """A referral as a test tells it: sent on a day; days from then to its day, its answer and its first contact."""

    sent: date
    due: int = 14
    answered: int | None = 7
    given: int | None = None
    touched: int | None = None
    state: str = "accepted"

    def after(self, days: int | None) -> Any:
        """So many days after it was sent; None for none."""
        return None if days is None else self.sent + timedelta(days=days)


def child(school, **fields):
    """A child on a school's roll."""
    return enrol(school, PupilFactory(**fields)).pupil


def refer(world, told: Told, school=None, pupil=None) -> Referral:
    """The referral with its case, allocation and contact."""
    school = school or world.school
    pupil = pupil or child(school)
    officer = world.people["welfare_officer" if school == world.school else "other_team_officer"].user
    case = None
    if told.state == "accepted":
        case = Case.objects.create(
            pupil=pupil, school=school, team=school.team, opened_on=told.after(told.answered),
            officer=officer if told.given is not None else None, allocated_on=told.after(told.given),
            state="assessing" if told.given is not None else "referred",
        )  # fmt: skip
    if case is not None and told.touched is not None:
        touch(case, officer, told.after(told.touched))
    return Referral.objects.create(
        pupil=pupil, school=school, agency=school.agency, by=world.people["school_lead"].user, state=told.state,
        submitted_on=told.sent, due_on=told.after(told.due), case=case,
        decided_on=told.after(told.answered) if told.state in ("accepted", "declined") else None,
    )  # fmt: skip


def touch(case: Case, by, on: date, reached: str = "seen", agency=None) -> Intervention:
    """A visit on a day, recorded now."""
    about = {"pupil": case.pupil, "case": case, "agency": agency or case.team, "by": by, "on": on}
    entry = Entry.objects.create(kind="contact", text="Home visit", **about)
    return Intervention.objects.create(
        contact="visit", reached=reached, outcome="Talked.", entry=entry, **about
    )


def some(world) -> list[tuple[str, Told]]:
    """Referrals of both teams in every term, answered in time, late and not at all, by team."""
    tellings = [
        Told(AUTUMN, given=9, touched=12), Told(AUTUMN, answered=14, given=16, touched=40),
        Told(AUTUMN, answered=15, given=30), Told(AUTUMN + timedelta(days=1), answered=20, state="declined"),
        Told(SPRING, answered=None, state="submitted"), Told(SPRING, answered=3, given=3, touched=3),
        Told(SUMMER, answered=10), Told(SUMMER, answered=13, given=60, touched=61),
        Told(SUMMER, state="withdrawn"),
    ]  # fmt: skip
    found = []
    for school, team in ((world.school, "north"), (world.other_school, "south")):
        for told in tellings[: None if team == "north" else 6]:
            refer(world, told, school)
            found.append((team, told))
    return found
