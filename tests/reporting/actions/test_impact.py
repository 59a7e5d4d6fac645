"""What worked, from registers in the database to the page: asked once, answered once, progress told, few refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from attendance.models import Pupil, Register
from cases.models import Intervention
from reporting.actions.impact import CannotStudy, ask_study, carry_out, take_up
from reporting.models import ImpactAnswer, ImpactStudy, StudyState
from reporting.queries.impact import studied
from reporting.queries.impact_input import begun, read_authority
from tests.reporting import impact
from tests.reporting.figures import authority as small_authority

pytestmark = pytest.mark.django_db


def ask(world):
    return ask_study(by=world.acting("assistant_director"))


@pytest.fixture
def answered(world):
    kind = impact.authority(world)
    study = ask(world)
    carry_out(study.pk)
    study.refresh_from_db()
    return world, study, kind


def missed(line, first, last):
    """Sessions of absence and possible ones of a line between two days, counted mark by mark."""
    where = [
        2 * (first + timedelta(days=day) - date(2025, 8, 1)).days for day in range((last - first).days + 1)
    ]
    marks = [line[at + half] for at in where for half in (0, 1) if line[at + half] not in "# "]
    return sum(mark == "O" for mark in marks), len(marks)


def test_what_was_read_is_what_the_registers_say(answered):
    world, _, _ = answered
    read = read_authority(world.authority.pk, impact.ON, lambda _done: None)
    assert len(read.ids) == 6 * 24
    assert read.registers.weeks == len(read.weeks)
    for register in Register.objects.order_by("?")[:12]:
        row = list(read.ids).index(register.pupil_id)
        for column, week in enumerate(read.weeks):
            found = (int(read.registers.absent[row, column]), int(read.registers.possible[row, column]))
            assert found == missed(register.marks, week.first, week.last), week


def test_help_that_worked_is_told_and_by_how_much(answered):
    world, study, kind = answered
    assert (study.state, study.done) == (StudyState.DONE, study.total)
    found = studied(world.acting("assistant_director"))
    (line,) = found.lines(by_agency=False)
    assert (line.row.type, line.answer.numbers.matched) == (kind, 36)
    assert line.verdict == ("Attendance gained", "green")
    # A day in three of four weeks is fifteen sessions of a hundred.
    assert line.answer.after.value == pytest.approx(15, abs=2)
    (agency,) = found.lines(by_agency=True)
    assert agency.row.agency == world.acting("welfare_officer").agency


def started(world):
    read = read_authority(world.authority.pk, impact.ON, lambda _done: None)
    return read, begun(read, world.authority.pk, by_agency=False).starts


def test_a_restricted_child_is_not_read_and_starts_nothing(answered):
    world, _, _ = answered
    pupil = impact.helped().first()
    Pupil.objects.filter(pk=pupil.pk).update(restricted=True)
    read, starts = started(world)
    assert pupil.pk not in read.ids
    assert len(starts.pupil) == 35


def test_a_record_that_was_corrected_starts_nothing(answered):
    world, _, kind = answered
    by, wrong = world.acting("welfare_officer"), Intervention.objects.earliest("pk")
    impact.support(wrong.pupil, by, kind, on=date(2026, 3, 2), corrects=wrong)
    read, starts = started(world)
    row = list(read.ids).index(wrong.pupil_id)
    (column,) = starts.week[starts.pupil == row]
    assert read.weeks[column].first <= date(2026, 3, 2) <= read.weeks[column].last


def test_asking_twice_is_one_study(world):
    small_authority(world)
    first, second = ask(world), ask(world)
    assert first == second
    carry_out(first.pk)
    assert ImpactStudy.objects.get().state == StudyState.DONE
    assert ask(world) != first


def test_a_study_that_is_done_is_not_done_again(world):
    small_authority(world)
    study = ask(world)
    carry_out(study.pk)
    ended = ImpactStudy.objects.get().ended_at
    carry_out(study.pk)
    assert ImpactStudy.objects.get().ended_at == ended
    assert not ImpactAnswer.objects.exists()


def test_nothing_counted_is_said(world):
    with pytest.raises(CannotStudy, match="nothing to compare"):
        ask(world)


def test_only_who_sets_targets_asks(world):
    small_authority(world)
    with pytest.raises(PermissionDenied):
        ask_study(by=world.acting("elected_member"))


@pytest.mark.parametrize(
    ("state", "minutes", "then", "handed"),
    [
        (StudyState.WAITING, 16, StudyState.WAITING, 1),
        (StudyState.WAITING, 14, StudyState.WAITING, 0),
        (StudyState.RUNNING, 16, StudyState.FAILED, 0),
        (StudyState.RUNNING, 14, StudyState.RUNNING, 0),
    ],
)
def test_what_no_worker_heard_of_is_handed_over_again_and_what_one_left_is_ended(
    world, state, minutes, then, handed
):
    small_authority(world)
    study = ask(world)
    then_touched = timezone.now() - timedelta(minutes=minutes)
    ImpactStudy.objects.update(state=state, touched_at=then_touched)
    assert len(take_up()) == handed
    study.refresh_from_db()
    assert study.state == then


def test_an_error_is_told_and_raised(world, monkeypatch):
    small_authority(world)
    study = ask(world)
    monkeypatch.setattr("reporting.actions.impact.read_authority", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        carry_out(study.pk)
    study.refresh_from_db()
    assert (study.state, study.error) == (StudyState.FAILED, "ZeroDivisionError")
    found = studied(world.acting("assistant_director"))
    assert (found.failed, found.under_way) == (study, None)
