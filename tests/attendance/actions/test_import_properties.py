"""Any files in any order: the registers are what a slow reading of the rules says, and every past state comes back."""

import time
from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.models import Register
from attendance.queries.registers import known_lines
from attendance.rules.register import LENGTH, position
from tests.attendance.actions.imports import UPNS, a_pupil, applied
from tests.attendance.files import a_file, row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
MONDAY = date(2025, 9, 1)
FIRST = position(MONDAY, 0)
NOTHING = " -"


def marks():
    mark = st.sampled_from(["present", "I", "N", "C", "#", "-", " "])
    return st.lists(mark, min_size=1, max_size=10).map(
        lambda found: "".join("/\\"[at % 2] if each == "present" else each for at, each in enumerate(found))
    ).filter(lambda text: text.strip())  # fmt: skip


rows = st.tuples(st.integers(0, 1), st.integers(0, 6), marks())
files = st.lists(st.lists(rows, min_size=1, max_size=4), min_size=1, max_size=5)


class Oracle:
    """The rules, mark by mark."""

    def __init__(self):
        self.marks = [["-"] * LENGTH, ["-"] * LENGTH]
        self.covered = set()
        self.sent = set()
        self.changes = 0

    def take(self, file):
        said = [{}, {}]
        for child, day, text in file:
            for at, mark in enumerate(text, FIRST + 2 * day):
                if mark not in NOTHING or (mark == "-" and at not in said[child]):
                    said[child][at] = mark
        again = tuple(file) in self.sent
        for child in (0, 1):
            for at, mark in said[child].items():
                self._say(child, at, mark, again)
        days = {at // 2 for each in said for at in each}
        self.covered |= set(range(min(days), max(days) + 1))
        self.sent.add(tuple(file))

    def _say(self, child, at, mark, again):
        old = self.marks[child][at]
        if mark in NOTHING or mark == old or (again and old not in NOTHING):
            return
        self.changes += old not in NOTHING or at // 2 in self.covered
        self.marks[child][at] = mark

    def lines(self):
        return ["".join(each) for each in self.marks]


def plain(line):
    """A line in which "no mark" and blank are one."""
    return line.replace(" ", "-").ljust(LENGTH, "-")


@given(files=files, repeat=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_files_in_any_order(world, files, repeat):
    with time_machine.travel("2026-03-05 09:00", tick=True), transaction.atomic():
        children = [a_pupil(world.school, upn) for upn in UPNS[:2]]
        oracle, states = Oracle(), []
        for file in [*files, *(files[:1] if repeat else [])]:
            content = [
                row_of(children[child], text, (MONDAY + timedelta(days=day)).isoformat())
                for child, day, text in file
            ]
            applied(world.acting("school_lead"), a_file(*content), force=True)
            oracle.take(file)
            states.append((timezone.now(), oracle.lines()))
            time.sleep(0.001)
        registers = {register.enrolment_id: register for register in Register.objects.all()}
        for at, expected in states:
            known = {
                each.register.enrolment_id: each.marks for each in known_lines(registers.values(), at=at)
            }
            for child, line in zip(children, expected, strict=True):
                assert plain(known.get(child.pk, "")) == plain(line)
        assert sum(register.changes.count() for register in registers.values()) == oracle.changes
        transaction.set_rollback(True)
