"""Sending a file through receive, stage and apply in one process, for the tests of each."""

from datetime import date

from attendance.actions.imports.apply import apply_part, approve, owed_parts
from attendance.actions.imports.receive import receive_file
from attendance.actions.imports.stage import stage
from attendance.models import Register
from attendance.rules.register import LENGTH, position, year_span
from tests.factories import PupilFactory, enrol

UPNS = ("X355200023001", "Y383200023001", "P207000016049")


def a_pupil(school, upn=UPNS[0], began_on=date(2024, 9, 2), **fields):
    """A child with a permanent number on a school's roll."""
    pupil = PupilFactory(upn=upn, upn_state="permanent" if upn else "none", **fields)
    return enrol(school, pupil, began_on=began_on)


def staged(by, file, **said):
    """A file received and read."""
    batch = receive_file(by=by, file=file, name="registers.csv", **said)
    stage(batch.pk)
    batch.refresh_from_db()
    return batch


def applied(by, file, **said):
    """A file received, read and applied."""
    batch = staged(by, file, **said)
    assert batch.state == "staged", (batch.state, batch.problem)
    approve(by=by, ref=batch.ref)
    for part in owed_parts(batch.pk):
        apply_part(part)
    batch.refresh_from_db()
    return batch


def marks_of(enrolment, day, sessions=2):
    """The marks of an enrolment from the morning of a day."""
    line = Register.objects.get(enrolment=enrolment, year=year_span_of(day)).marks
    return line[position(day, 0) : position(day, 0) + sessions]


def year_span_of(day):
    return day.year if day >= year_span(day.year)[0] else day.year - 1


def on_roll_line(began_on, year):
    """A line without a mark: "no mark" on roll, blank before it."""
    start = year_span(year)[0]
    before = max(2 * (began_on - start).days, 0)
    last = 2 * (year_span(year)[1] - start).days + 2
    return " " * before + "-" * (last - before) + " " * (LENGTH - last)
