"""A child with a full record, for the tests of pages."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from attendance.models import FlagMove, FormerUpn, MarkChange, Pupil, PupilName, Timetable
from attendance.rules.calendar import Term, calendar_line
from attendance.rules.register import LENGTH, position
from tests.factories import (
    AddressFactory,
    CalendarFactory,
    CharacteristicFactory,
    ContactFactory,
    FlagFactory,
    InvolvementFactory,
    PupilFactory,
    RegisterFactory,
    enrol,
)

LONDON = ZoneInfo("Europe/London")
YEAR = 2025
TERMS = (
    Term(date(2025, 9, 2), date(2025, 12, 19), (date(2025, 10, 27), date(2025, 10, 31))),
    Term(date(2026, 1, 5), date(2026, 3, 27), (date(2026, 2, 16), date(2026, 2, 20))),
)


def school_line() -> str:
    """The calendar of a school with two terms."""
    return calendar_line(YEAR, terms=TERMS)


def marks_of(calendar: str, absent=(), **codes: str) -> str:
    """A year of presence on every open session, with code O on the (day, session) pairs given."""
    marks = [
        {"o": "/\\"[at % 2], "w": "-", "h": "#", "b": "#"}.get(kind, "-") for at, kind in enumerate(calendar)
    ]
    for day, session in absent:
        marks[position(day, session)] = "O"
    return "".join(marks)[:LENGTH]


def mondays(count: int) -> list[tuple[date, int]]:
    """Both sessions of so many Mondays of the autumn, none of them in a holiday."""
    first = date(2025, 9, 8)
    days = [first + timedelta(days=7 * at) for at in range(count + 1)]
    return [(day, session) for day in days if day != date(2025, 10, 27) for session in (0, 1)][: 2 * count]


def child(world, *, many: int = 2, **fields) -> Pupil:
    """A child at the world's school with `many` of everything that a record can hold many of."""
    fields = {
        "forename": "Ann",
        "surname": "Smith",
        "upn": "A998400000001",
        "upn_state": "permanent",
    } | fields
    pupil = PupilFactory(**fields)
    enrolment = enrol(world.school, pupil)
    line = school_line()
    if not world.school.calendars.exists():
        CalendarFactory(school=world.school, authority=world.authority, sessions=line)
    register = RegisterFactory(enrolment=enrolment, year=YEAR, marks=marks_of(line, mondays(9)))
    for at in range(many):
        flag = FlagFactory(pupil=pupil, school=world.school, detail={"absent": 18, "possible": 140})
        FlagMove.objects.create(flag=flag, on=date(2025, 10, 9), state="raised")
        moved = datetime(2025, 10, 1 + at % 20, 9, tzinfo=LONDON)
        MarkChange.objects.create(
            register=register, pupil=pupil, position=80 + at, old="N", new="O", at=moved
        )
        contact = ContactFactory(pupil=pupil)
        AddressFactory(parent=contact.parent)
        enrol(world.school, ContactFactory(parent=contact.parent, pupil=PupilFactory()).pupil)
        InvolvementFactory(pupil=pupil, basis="request", agency__authority=world.authority)
        PupilName.objects.create(pupil=pupil, surname=f"Alias{at}", forename="Ann", is_alias=True)
        FormerUpn.objects.create(pupil=pupil, upn=f"B9984000000{at:02d}")
        began = date(2020, 1, 1) + timedelta(days=at)
        CharacteristicFactory(pupil=pupil, kind="carer", began_on=began, ended_on=began)
        Timetable.objects.create(
            enrolment=enrolment, sessions="11" * 5 + "0000", reason="Return", began_on=began, review_on=began
        )
    return pupil
