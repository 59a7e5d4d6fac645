"""Small authorities for the night, and everything the night writes as values that can be compared."""

from datetime import date

from attendance.models import Calendar, Flag, FlagMove, SchoolFlag, SchoolFlagMove, SchoolStanding, Standing
from attendance.rules.calendar import Term, calendar_line
from attendance.rules.register import EMPTY_LINE, overlay, position
from tests.factories import AuthorityFactory, PupilFactory, RegisterFactory, SchoolFactory, enrol

ON, NEXT = date(2025, 12, 4), date(2025, 12, 5)
TERMS = {
    2006: [
        Term(date(2006, 9, 4), date(2006, 12, 20), (date(2006, 10, 23), date(2006, 10, 27))),
        Term(date(2007, 1, 8), date(2007, 3, 30), (date(2007, 2, 12), date(2007, 2, 16))),
        Term(date(2007, 4, 16), date(2007, 7, 20), (date(2007, 5, 28), date(2007, 6, 1))),
    ],
    2025: [
        Term(date(2025, 9, 2), date(2025, 12, 19), (date(2025, 10, 27), date(2025, 10, 31))),
        Term(date(2026, 1, 6), date(2026, 3, 27), (date(2026, 2, 16), date(2026, 2, 20))),
        Term(date(2026, 4, 13), date(2026, 7, 21), (date(2026, 5, 25), date(2026, 5, 29))),
    ],
    2026: [
        Term(date(2026, 9, 2), date(2026, 12, 18), (date(2026, 10, 26), date(2026, 10, 30))),
        Term(date(2027, 1, 5), date(2027, 3, 25), (date(2027, 2, 15), date(2027, 2, 19))),
        Term(date(2027, 4, 12), date(2027, 7, 21), (date(2027, 5, 31), date(2027, 6, 4))),
    ],
}


def calendar_of(authority, year=2025):
    """The authority's template for a year."""
    sessions = calendar_line(year, terms=TERMS[year])
    Calendar.objects.get_or_create(
        authority=authority, school=None, year=year, defaults={"sessions": sessions}
    )
    return sessions


def line_of(year=2025):
    """Present at every session of the year."""
    sessions = calendar_line(year, terms=TERMS[year])
    return "".join(
        "/\\"[where % 2] if kind == "o" else (" " if kind == " " else "#")
        for where, kind in enumerate(sessions)
    )


def absent_from(day, sessions, mark="O", line=None, year=2025):
    """The line with a mark on so many sessions the school held from a day on."""
    line = line_of(year) if line is None else line
    where = position(day, 0)
    while sessions and where < len(EMPTY_LINE):
        if line[where] not in "# ":
            line = overlay(line, where, mark)
            sessions -= 1
        where += 1
    return line


def school_of(*, pupils, authority=None, week="01234"):
    """A school with pupils who are always present."""
    authority = authority or AuthorityFactory()
    school = SchoolFactory(authority=authority, school_week=week)
    calendar_of(authority)
    for _ in range(pupils):
        RegisterFactory(enrolment=enrol(school, PupilFactory()), year=2025, marks=line_of())
    return school


def old_authority(*, absent):
    """A school of 2006/07 with one pupil who was ill for so many sessions."""
    authority = AuthorityFactory()
    school = SchoolFactory(authority=authority)
    calendar_of(authority, 2006)
    enrolment = enrol(school, PupilFactory(born_on=date(1994, 3, 4)), began_on=date(2005, 9, 5))
    line = absent_from(date(2006, 9, 11), absent, "I", line_of(2006), 2006)
    return school, RegisterFactory(enrolment=enrolment, year=2006, marks=line)


def snapshot():
    """Everything the night wrote, without keys that a sequence gave and without instants."""
    dates = ("began_on", "reached_on", "raised_on", "cleared_on")
    flag = ("rule", "key", "year", "state", *dates, "times", "sessions")
    move = ("on", "state", "note")
    standing = [each.name for each in Standing._meta.concrete_fields if each.name != "id"]
    group = [
        each.name for each in SchoolStanding._meta.concrete_fields if each.name not in {"id", "changed_at"}
    ]
    return {
        "standings": _rows(Standing, standing),
        "sums": _rows(SchoolStanding, group),
        "flags": _rows(Flag, ("pupil", "school", "severity", *flag)),
        "moves": _rows(FlagMove, ("flag__pupil", "flag__rule", "flag__key", *move)),
        "school_flags": _rows(SchoolFlag, ("school", *flag)),
        "school_moves": _rows(SchoolFlagMove, ("flag__school", "flag__rule", "flag__key", *move)),
    }


def _rows(model, names):
    return sorted(model.objects.values_list(*names), key=repr)
