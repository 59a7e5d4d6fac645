"""An authority in which one kind of support is followed by better attendance, and everything else by none."""

from datetime import date, timedelta

from agencies.models import InterventionType
from attendance.actions.review import review
from attendance.models import Pupil
from cases.models import Audience, Entry, Intervention
from reporting.actions.figures import count_schools
from tests.attendance.nights import absent_from as absent
from tests.attendance.nights import calendar_of, line_of
from tests.factories import PupilFactory, RegisterFactory, SchoolFactory, enrol

ON = date(2026, 7, 10)
BEGAN = date(2026, 2, 9)
SCHOOLS, HELPED, OTHERS = 6, 6, 18


def habit(number, until=date(2026, 7, 21)):
    """A line of somebody away one day in most weeks, on a weekday of their own, up to a day."""
    line, monday = line_of(), date(2025, 9, 8)
    while monday < until:
        day = monday + timedelta(days=number % 5)
        if (monday.toordinal() // 7 + number) % 4 and line[2 * (day - date(2025, 8, 1)).days] not in "# ":
            line = absent(day, 2, "O", line)
        monday += timedelta(days=7)
    return line


def support(pupil, by, kind, on=BEGAN, **fields):
    """Support of a kind, written down as an action would."""
    shared = {"pupil": pupil, "agency": by.agency, "by": by.user, "audience": Audience.AGENCIES}
    entry = Entry.objects.create(kind="intervention", on=on, text="Support.", **shared)
    return Intervention.objects.create(
        type=kind, on=on, outcome="Went well.", entry=entry, **shared, **fields
    )


def kinds_of(by):
    """The kinds of support that somebody's agency gives, and the others after them."""
    rows = InterventionType.objects.order_by("pk")
    return [*rows.filter(kind=by.agency.kind), *rows.exclude(kind=by.agency.kind)]


def authority(world):
    """Six schools; at each, six pupils who are helped and then hardly away, and eighteen who go on as before."""
    calendar_of(world.authority)
    by = world.acting("welfare_officer")
    kind = kinds_of(by)[0]
    schools = [world.school, world.other_school]
    schools += [SchoolFactory(authority=world.authority, phase="secondary") for _ in range(SCHOOLS - 2)]
    type(world.school).objects.filter(pk__in=[each.pk for each in schools]).update(phase="secondary")
    for school in schools:
        for place in range(HELPED + OTHERS):
            enrolment = enrol(school, PupilFactory())
            # Habits come back every twenty numbers: each pupil who is helped has three with the same.
            until = BEGAN if place < HELPED else date(2026, 7, 21)
            line = habit(place % HELPED + 20 * (place // HELPED), until)
            RegisterFactory(enrolment=enrolment, year=2025, marks=line)
            if place < HELPED:
                support(enrolment.pupil, by, kind)
    ids = [each.pk for each in schools]
    review(on=ON, schools=ids)
    count_schools(on=ON, schools=ids)
    return kind


def helped():
    """The pupils with support."""
    return Pupil.objects.filter(pk__in=Intervention.objects.values("pupil"))
