"""A register file from its arrival to the register: matching, overlaying, history, rights and repetition."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction
from django.utils import timezone

from attendance.actions.imports.apply import apply_part, approve, owed_parts
from attendance.actions.imports.receive import AlreadyReceived, WrongState, cancel, receive_file
from attendance.actions.imports.stage import stage
from attendance.models import FormerUpn, ImportPart, MarkChange, Pupil, Register, RegisterImport, UnmatchedRow
from attendance.queries.imports import owed_reviews
from attendance.storage import REGISTERS
from tests.attendance.actions.imports import UPNS, a_pupil, applied, marks_of, on_roll_line, staged
from tests.attendance.files import WEEK, a_file, line_with, row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
MONDAY = date(2025, 9, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-03-05 09:00", tick=True):
        yield


@pytest.fixture
def lead(world):
    return world.acting("school_lead")


def test_a_week_of_marks_reaches_the_register(world, lead):
    child = a_pupil(world.school)
    batch = applied(lead, a_file(row_of(child)))
    assert batch.state == "applied"
    assert Register.objects.get().marks == line_with(on_roll_line(child.began_on, 2025), MONDAY, WEEK)
    assert batch.counts["filled"] == 14
    assert (batch.counts["rows"], batch.counts["pupils"], batch.counts["rejected"]) == (1, 1, 0)
    assert (batch.first_on, batch.last_on) == (MONDAY, MONDAY + timedelta(days=6))
    assert owed_reviews(batch) == [(world.school.pk, MONDAY)]
    assert not MarkChange.objects.exists()


def test_staging_changes_nothing_and_says_what_applying_would_do(world, lead):
    child = a_pupil(world.school)
    applied(lead, a_file(row_of(child)))
    batch = staged(lead, a_file(row_of(child, "N\\/\\/\\/\\/\\####")))
    assert {kind: batch.counts[kind] for kind in ("filled", "replaced", "same")} == {
        "filled": 0,
        "replaced": 1,
        "same": 13,
    }
    assert marks_of(child, MONDAY) == "/\\"


def test_a_mark_that_replaces_another_leaves_a_change(world, lead):
    child = a_pupil(world.school)
    applied(lead, a_file(row_of(child, "N\\")))
    batch = applied(lead, a_file(row_of(child, "I\\")))
    change = MarkChange.objects.get()
    assert (change.old, change.new, change.position, change.source, change.by) == (
        "N",
        "I",
        62,
        batch,
        lead.user,
    )
    assert change.reason == "Replaced by a later file"
    assert change.at == ImportPart.objects.get(batch=batch).applied_at
    assert marks_of(child, MONDAY) == "I\\"


def test_a_mark_that_comes_after_its_day_was_received_leaves_a_change(world, lead):
    first, second = a_pupil(world.school), a_pupil(world.school, UPNS[1])
    applied(lead, a_file(row_of(first)))
    applied(lead, a_file(row_of(second, "/\\")))
    assert set(MarkChange.objects.values_list("pupil", "old", "new", "reason")) == {
        (second.pupil_id, "-", "/", "Came after the file of that day"),
        (second.pupil_id, "-", "\\", "Came after the file of that day"),
    }


def test_blanks_and_no_marks_never_erase(world, lead):
    child = a_pupil(world.school)
    applied(lead, a_file(row_of(child, "N\\I\\")))
    applied(lead, a_file(row_of(child, "- -M")))
    assert marks_of(child, MONDAY, 4) == "N\\IM"
    assert MarkChange.objects.count() == 1


@pytest.mark.parametrize(("upn", "is_former"), [(UPNS[1], True), ("", False), ("NONSENSE", False)])
def test_a_child_is_found_by_former_number_or_by_name_and_birth_date(world, lead, upn, is_former):
    child = a_pupil(world.school)
    if is_former:
        FormerUpn.objects.create(pupil=child.pupil, upn=upn)
    applied(lead, a_file(row_of(child, upn=upn)))
    assert marks_of(child, MONDAY) == "/\\"


def test_two_children_of_one_name_and_birth_date_are_nobody(world, lead):
    child = a_pupil(world.school, "", surname="Twin", forename="Sam")
    a_pupil(world.school, "", surname="Twin", forename="Sam")
    batch = applied(lead, a_file(row_of(child)))
    assert batch.counts["unmatched"] == 1
    assert not Register.objects.exists()


def test_a_stranger_waits_in_the_queue_and_never_becomes_a_child(world, lead):
    before = Pupil.objects.count()
    batch = applied(lead, a_file(f'{world.school.urn},{UPNS[2]},New,Child,2013-04-05,2025-09-01,"{WEEK}"'))
    row = UnmatchedRow.objects.get()
    assert (row.surname, row.upn, row.born_on, row.school) == ("New", UPNS[2], date(2013, 4, 5), world.school)
    assert (batch.state, batch.counts["unmatched"]) == ("applied", 1)
    assert Pupil.objects.count() == before


def test_a_child_of_another_school_is_not_matched_there(world, lead):
    elsewhere = a_pupil(world.other_school)
    row = row_of(elsewhere).replace(str(world.other_school.urn), str(world.school.urn))
    assert applied(lead, a_file(row)).counts["unmatched"] == 1


def test_marks_outside_the_days_on_roll_are_left_out_and_told(world, lead):
    child = a_pupil(world.school, began_on=date(2025, 9, 3))
    batch = applied(lead, a_file(row_of(child)))
    assert marks_of(child, MONDAY, 6) == "    /\\"
    reject = batch.rejects.get()
    assert (reject.line, reject.field) == (2, "Marks, two for each calendar day")
    assert reject.reason.startswith("4 marks outside the days")


def test_presence_to_come_is_left_out_and_leave_to_come_is_kept(world, lead):
    child = a_pupil(world.school)
    batch = applied(lead, a_file(row_of(child, "//CC".replace("//", "/\\"), start="2026-03-06")))
    assert marks_of(child, date(2026, 3, 6), 4) == "--CC"
    assert "days that have not come" in batch.rejects.get().reason


def test_a_child_who_came_back_has_marks_in_both_enrolments(world, lead):
    first = a_pupil(world.school)
    first.ended_on = date(2025, 9, 2)
    first.save()
    again = type(first).objects.create(pupil=first.pupil, school=world.school, began_on=date(2025, 9, 4))
    batch = applied(lead, a_file(row_of(first)))
    assert marks_of(first, MONDAY, 8) == "/\\/\\    "
    assert marks_of(again, MONDAY, 8) == "      /\\"
    assert "2 marks outside" in batch.rejects.get().reason


def test_a_row_over_the_turn_of_the_year_writes_both_years(world, lead):
    child = a_pupil(world.school)
    applied(lead, a_file(row_of(child, "/\\/\\", start="2025-07-31")))
    assert marks_of(child, date(2025, 7, 31)) == "/\\"
    assert marks_of(child, date(2025, 8, 1)) == "/\\"


def test_weekly_rows_of_one_file_build_one_line(world, lead):
    child = a_pupil(world.school)
    rows = [row_of(child), row_of(child, "I\\", start="2025-09-08"), row_of(child, "N", start="2025-09-01")]
    batch = applied(lead, a_file(*rows))
    assert marks_of(child, MONDAY) == "N\\"
    assert marks_of(child, date(2025, 9, 8)) == "I\\"
    assert batch.counts["overruled"] == 1
    assert not MarkChange.objects.exists()


def test_a_row_for_each_mark_is_read_too(world, lead):
    child = a_pupil(world.school)
    headings = "URN,UPN,DATE,PERIOD,RAW_MARK"
    rows = [
        f"{world.school.urn},{child.pupil.upn},2025-09-01,{name},{mark}"
        for name, mark in (("AM", "L"), ("PM", "\\"))
    ]
    batch = applied(lead, a_file(*rows, headings=headings))
    assert (batch.layout, batch.counts["rows"]) == ("row per mark", 2)
    assert marks_of(child, MONDAY) == "L\\"


# -- Repetition -----------------------------------------------------------------------------------------


def test_the_same_content_is_named_and_not_taken_again(world, lead):
    child = a_pupil(world.school)
    first = applied(lead, a_file(row_of(child)))
    kept = set(REGISTERS.path_of(first.file).parent.iterdir())
    with pytest.raises(AlreadyReceived) as known:
        receive_file(by=lead, file=a_file(row_of(child)), name="another name.csv")
    assert known.value.first == first
    assert RegisterImport.objects.count() == 1
    assert set(REGISTERS.path_of(first.file).parent.iterdir()) == kept


def test_forced_again_it_takes_back_no_later_correction(world, lead):
    child = a_pupil(world.school)
    applied(lead, a_file(row_of(child, "N\\")))
    applied(lead, a_file(row_of(child, "I\\")))
    changes = MarkChange.objects.count()
    again = applied(lead, a_file(row_of(child, "N\\")), force=True)
    assert marks_of(child, MONDAY) == "I\\"
    assert (again.counts["replaced"], again.counts["kept"]) == (0, 1)
    assert MarkChange.objects.count() == changes


def test_another_schools_identical_file_is_not_given_away(world, lead):
    child = a_pupil(world.school)
    applied(lead, a_file(row_of(child)))
    other = staged(world.acting("other_school_lead"), a_file(row_of(child)))
    assert other.repeats is None


def test_pressing_twice_does_nothing_more(world, lead):
    child = a_pupil(world.school)
    batch = applied(lead, a_file(row_of(child)))
    for act in (lambda: approve(by=lead, ref=batch.ref), lambda: cancel(by=lead, ref=batch.ref)):
        with pytest.raises(WrongState):
            act()
    part = batch.parts.get()
    apply_part(part.pk)
    stage(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.parts.get().applied_at) == ("applied", part.applied_at)


def test_a_cancelled_import_keeps_no_file(world, lead, django_capture_on_commit_callbacks):
    batch = staged(lead, a_file(row_of(a_pupil(world.school))))
    with django_capture_on_commit_callbacks(execute=True):
        cancel(by=lead, ref=batch.ref)
    assert not REGISTERS.path_of(batch.file).exists()
    assert not REGISTERS.path_of(batch.staged_file).exists()


def test_the_database_refuses_a_move_that_does_not_exist(world, lead):
    batch = staged(lead, a_file(row_of(a_pupil(world.school))))
    with pytest.raises(InternalError), transaction.atomic():
        RegisterImport.objects.filter(pk=batch.pk).update(state="applied")


# -- Rights ---------------------------------------------------------------------------------------------


def test_a_school_lead_sends_for_their_school_alone(world, lead):
    own, other = a_pupil(world.school), a_pupil(world.other_school, UPNS[1])
    batch = applied(lead, a_file(row_of(own), row_of(other)))
    assert batch.counts["pupils"] == 1
    assert batch.rejects.get().reason == "This is not a school that you may send registers for."
    assert not Register.objects.filter(enrolment=other).exists()


def test_a_leader_sends_for_every_school_of_the_authority(world):
    own, other = a_pupil(world.school), a_pupil(world.other_school, UPNS[1])
    batch = applied(world.acting("attendance_leader"), a_file(row_of(own), row_of(other)))
    assert batch.counts["schools"] == 2


@pytest.mark.parametrize("name", ["nurse", "welfare_officer", "operator", "elected_member", "police_officer"])
def test_others_send_nothing(world, name):
    with pytest.raises(PermissionDenied):
        receive_file(by=world.acting(name), file=a_file("x"), name="x.csv")


def test_nobody_sends_for_a_school_that_is_not_theirs(world, lead):
    with pytest.raises(PermissionDenied):
        receive_file(by=lead, file=a_file("x"), name="x.csv", school=world.other_school)


def test_an_import_of_a_school_is_seen_by_the_school_its_team_and_the_authority(world, lead):
    batch = staged(lead, a_file(row_of(a_pupil(world.school))))
    seers = {
        name
        for name in world.people
        if RegisterImport.objects.visible_to(world.acting(name)).filter(pk=batch.pk).exists()
    }
    assert seers == {"school_lead", "head_teacher", "team_manager", "attendance_leader"}


def test_who_left_in_between_applies_nothing(world, lead):
    batch = staged(lead, a_file(row_of(a_pupil(world.school))))
    approve(by=lead, ref=batch.ref)
    lead.membership.ended_on = timezone.localdate() - timedelta(days=1)
    lead.membership.save()
    for part in owed_parts(batch.pk):
        apply_part(part)
    batch.refresh_from_db()
    assert batch.parts.get().state == "refused"
    assert batch.counts["refused_schools"] == 1
    assert not Register.objects.exists()


# -- A bad school ----------------------------------------------------------------------------------------


def test_a_school_that_fails_keeps_no_other_waiting_and_can_be_tried_again(world, monkeypatch):
    own, other = a_pupil(world.school), a_pupil(world.other_school, UPNS[1])
    leader = world.acting("attendance_leader")
    batch = staged(leader, a_file(row_of(own), row_of(other)))
    approve(by=leader, ref=batch.ref)
    kept = REGISTERS.path_of(batch.staged_file).read_bytes()
    first, second = owed_parts(batch.pk)
    REGISTERS.path_of(batch.staged_file).write_bytes(b"damaged")
    apply_part(first)
    REGISTERS.path_of(batch.staged_file).write_bytes(kept)
    apply_part(second)
    batch.refresh_from_db()
    assert [part.state for part in batch.parts.order_by("school")] == ["refused", "applied"]
    assert batch.state == "applied"
    approve(by=leader, ref=batch.ref)
    for part in owed_parts(batch.pk):
        apply_part(part)
    assert Register.objects.count() == 2


def test_a_file_that_stops_every_worker_is_given_up(world, lead):
    batch = receive_file(by=lead, file=a_file(row_of(a_pupil(world.school))), name="x.csv")
    RegisterImport.objects.filter(pk=batch.pk).update(counts={"attempts": 5})
    stage(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.problem) == (
        "refused",
        "The file could not be read: every attempt was cut short.",
    )
