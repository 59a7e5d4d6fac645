"""What comes late is reviewed again at once: the schools concerned, the date reviewed last, once and no more."""

from datetime import date

import pytest
import time_machine

from agencies.actions.handing_over import app
from attendance import tasks
from attendance.actions.imports.settle import match_row, refuse_row
from attendance.actions.marks import correct_mark
from attendance.actions.review_again import owe_reviews
from attendance.actions.review_jobs import begin_date, run_chunk
from attendance.models import Flag, JobRun, Register, SchoolStanding, Standing, UnmatchedRow
from attendance.models.enrolment import Registration
from attendance.models.job import JobState
from attendance.queries.job_runs import REVIEW, REVIEW_AGAIN, dates_owed, run_on
from tests.attendance.actions.imports import UPNS, a_pupil, applied
from tests.attendance.files import a_file, row_of
from tests.attendance.nights import ON, calendar_of, line_of, snapshot
from tests.factories import PupilFactory, RegisterFactory, SchoolFactory, enrol

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
MONDAY, FRIDAY = date(2025, 11, 24), date(2025, 12, 5)
# A fortnight without leave, on the days before the night of 4 December.
FORTNIGHT = "OOOOOOOOOO####" * 2


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-12-05 09:00", tick=True):
        yield


@pytest.fixture
def sent(monkeypatch):
    """The messages that would have gone to the workers."""
    found = []
    monkeypatch.setattr(app, "send_task", lambda task, args, **_: found.append((task, args)))
    return found


@pytest.fixture
def school(world):
    calendar_of(world.authority)
    return world.school


def a_child(school, upn=UPNS[0]):
    child = a_pupil(school, upn=upn)
    RegisterFactory(enrolment=child, year=2025, marks=line_of())
    return child


def night(on=ON):
    for chunk in begin_date(on, again=True):
        run_chunk(on=on, chunk=chunk)


def again():
    return JobRun.objects.filter(job=REVIEW_AGAIN)


def work_off():
    """What the workers do with what is owed."""
    for run in again().exclude(state=JobState.DONE):
        tasks.review_again(run.on.isoformat(), run.chunk)


def unauthorised(child):
    return Standing.objects.get(enrolment=child).unauthorised


def test_an_import_shows_in_flags_and_standings_as_a_night_would_show_it(
    world, school, sent, django_capture_on_commit_callbacks
):
    child = a_child(school)
    night()
    assert (unauthorised(child), Flag.objects.count()) == (0, 0)
    with django_capture_on_commit_callbacks(execute=True):
        applied(world.acting("school_lead"), a_file(row_of(child, FORTNIGHT, start="2025-11-24")))
    key = f"{school.pk}-{school.pk}"
    assert [each for each in sent if "review" in each[0]] == [
        ("attendance.tasks.review_again", (ON.isoformat(), key))
    ]
    work_off()
    assert unauthorised(child) == 18
    assert Flag.objects.filter(pupil=child.pupil).exists()
    assert SchoolStanding.objects.get(school=school).unauthorised == 18
    assert (again().get().state, again().get().counts["standings"]) == (JobState.DONE, 1)
    at_once = snapshot()
    night()
    assert snapshot() == at_once
    assert run_on(ON).written == 0


def test_it_is_done_once_and_owed_anew_by_the_next_change(school, sent):
    a_child(school)
    night()
    owe_reviews([(school.pk, MONDAY)])
    owe_reviews([(school.pk, MONDAY)])
    work_off()
    run = again().get()
    assert (run.state, run.attempts) == (JobState.DONE, 1)
    assert run_chunk(on=ON, chunk=run.chunk, job=REVIEW_AGAIN) is False
    owe_reviews([(school.pk, MONDAY)])
    assert (again().get().state, again().get().attempts) == (JobState.OWED, 0)


def test_the_nights_own_account_stays_as_it_was(school, sent):
    a_child(school)
    night()
    before = run_on(ON)
    owe_reviews([(school.pk, MONDAY)])
    assert dates_owed(ON) == []
    work_off()
    assert run_on(ON) == before


def test_the_clock_takes_up_what_no_worker_heard_of(school, sent, monkeypatch):
    child = a_child(school)
    night()
    owe_reviews([(school.pk, MONDAY)])
    queued = []
    monkeypatch.setattr(tasks.review_again, "delay", lambda *given: queued.append(given))
    tasks.resume_reviews()
    assert queued == [(ON.isoformat(), f"{child.school_id}-{child.school_id}")]
    work_off()
    tasks.resume_reviews()
    assert len(queued) == 1


def test_marks_after_the_date_and_a_house_without_nights_owe_nothing(world, school, sent):
    child = a_child(school)
    assert owe_reviews([(school.pk, MONDAY)]) == []
    night()
    applied(world.acting("school_lead"), a_file(row_of(child, "OO", start=FRIDAY.isoformat())))
    assert owe_reviews([]) == []
    assert not again().exists()


def test_a_later_night_has_seen_it_already(school, sent):
    a_child(school)
    night()
    owe_reviews([(school.pk, MONDAY)])
    night(FRIDAY)
    work_off()
    assert again().get().counts == {"schools": 0, "schools_passed_over": 1}
    assert set(Standing.objects.values_list("on", flat=True)) == {FRIDAY}


def test_the_other_school_of_a_child_registered_at_two_is_reviewed_too(world, school, sent):
    child = a_child(school)
    other = enrol(SchoolFactory(authority=world.authority), child.pupil, registration=Registration.SUBSIDIARY)
    RegisterFactory(enrolment=other, year=2025, marks=" " * 732)
    child.registration = Registration.MAIN
    child.save()
    night()
    assert owe_reviews([(other.school_id, MONDAY)]) == sorted([school.pk, other.school_id])
    assert owe_reviews([(world.other_school.pk, MONDAY)]) == [world.other_school.pk]


def test_a_row_that_a_person_settles_is_reviewed_at_once(world, school, sent):
    child = a_child(school)
    strangers = [row_of(child, FORTNIGHT, start="2025-11-24", upn=upn) for upn in ("X1", "X2")]
    strangers = [row.replace(child.pupil.surname, "Nobody") for row in strangers]
    night()
    applied(world.acting("school_lead"), a_file(*strangers))
    assert not again().exists()
    first, second = UnmatchedRow.objects.order_by("line")
    by = world.acting("attendance_leader")
    refuse_row(by=by, row_id=first.pk)
    assert not again().exists()
    new = enrol(school, PupilFactory(), began_on=date(2025, 9, 2))
    match_row(by=by, row_id=second.pk, pupil_ref=new.pupil.ref, began_on=new.began_on)
    work_off()
    assert again().get().state == JobState.DONE
    assert unauthorised(new) == 18


def test_a_mark_corrected_by_hand_is_reviewed_at_once(world, school, sent):
    child = a_child(school)
    night()
    correct_mark(
        register=Register.objects.get(enrolment=child), on=MONDAY, session=0, expected="/", code="O",
        reason="Seen in town.", by=world.acting("school_lead"),
    )  # fmt: skip
    work_off()
    assert unauthorised(child) == 1
    assert JobRun.objects.filter(job=REVIEW, state=JobState.DONE).exists()
