"""Correcting a mark by hand (T159): old, new, why, who and when are kept; the line as known before."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from attendance.actions.marks import MarkRefused, correct_mark
from attendance.models import ImportPart, MarkChange, Register, RegisterImport
from attendance.queries.registers import known_lines
from attendance.rules.codes import UnknownCode
from attendance.rules.register import overlay, position
from tests.attendance.nights import absent_from, line_of
from tests.factories import RegisterFactory, enrol

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 3)


@pytest.fixture
def register(world):
    line = overlay(absent_from(DAY, 2, "O"), 0, " " * position(date(2025, 9, 8), 0))
    return RegisterFactory(enrolment=enrol(world.school), year=2025, marks=line)


def correct(world, register, *, name="school_lead", **changed):
    given = {"on": DAY, "session": 0, "expected": "O", "code": "I", "reason": "The parent sent a letter."}
    return correct_mark(register=register, by=world.acting(name), **{**given, **changed})


def test_the_old_mark_is_kept_with_who_why_and_when(world, register):
    change = correct(world, register)
    assert (change.old, change.new, change.reason) == ("O", "I", "The parent sent a letter.")
    assert (change.by.name, change.position) == ("School Lead", position(DAY, 0))
    assert Register.objects.get(pk=register.pk).marks[position(DAY, 0)] == "I"


def test_the_same_correction_again_does_nothing(world, register):
    correct(world, register)
    assert correct(world, register) is None
    assert MarkChange.objects.count() == 1


def test_a_two_character_code_is_stored_as_its_symbol(world, register):
    assert correct(world, register, code="C2").new == "d"


def test_somebody_elses_change_is_not_overwritten_unseen(world, register):
    correct(world, register)
    with pytest.raises(MarkRefused, match="Somebody has changed"):
        correct(world, register, code="M")


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code": "H"}, UnknownCode),
        ({"on": date(2024, 11, 4)}, MarkRefused),
        ({"on": date(2025, 9, 3)}, MarkRefused),
        ({"name": "other_school_lead"}, PermissionDenied),
        ({"name": "welfare_officer"}, PermissionDenied),
    ],
)
def test_what_is_refused_changes_nothing(world, register, changed, error):
    with pytest.raises(error):
        correct(world, register, **changed)
    assert not MarkChange.objects.exists()


def test_the_line_as_it_was_known_before_a_correction(world, register):
    before = timezone.now()
    correct(world, register)
    correct(world, register, session=1)
    held = Register.objects.all()
    assert known_lines(held)[0].marks != register.marks
    assert known_lines(held, at=before)[0].marks == register.marks


def test_sessions_whose_file_came_later_had_no_mark_then(world, register):
    lead = world.acting("school_lead")
    batch = RegisterImport.objects.create(ref="A", agency=lead.agency, by=lead.user, digest="", size=1)
    now = timezone.now()
    for first, applied in ((date(2025, 9, 8), now - timedelta(days=9)), (date(2025, 11, 3), now)):
        ImportPart.objects.create(
            batch=batch
            if applied == now
            else RegisterImport.objects.create(ref="B", agency=lead.agency, by=lead.user, digest="", size=1),
            school=world.school,
            first_on=first,
            last_on=first + timedelta(days=4),
            rows=1,
            applied_at=applied,
        )
    then = known_lines(Register.objects.all(), at=now - timedelta(days=1))[0].marks
    assert then[position(DAY, 0) : position(DAY, 0) + 10] == "-" * 10
    assert then[position(date(2025, 9, 8), 0) :][:10] == line_of()[position(date(2025, 9, 8), 0) :][:10]
