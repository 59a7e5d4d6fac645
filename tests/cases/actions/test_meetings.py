"""Meetings: called, people invited, held, minutes issued, amended, rearranged and cancelled."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.db.utils import DatabaseError

from agencies.models import Message
from agencies.rules.telling import Kind
from agencies.storage import Altered
from cases.actions.cases import open_case
from cases.actions.doors import ChangedMeanwhile, NotAllowed, Refused
from cases.actions.meeting_people import invite, reply, withdraw_invitation
from cases.actions.meetings import amend, cancel, hold_meeting, invitations_to, rearrange
from cases.actions.minutes import (
    add_item,
    agree_action,
    issue_minutes,
    read_paper,
    remove_item,
    write_item,
    write_letter,
)
from cases.actions.plan_actions import OwnedBy
from cases.models import Audience, Case, Entry, Invitation, Meeting, MeetingItem, MeetingPaper, PlanAction
from cases.models.meeting import PAPERS
from cases.queries.meetings import path_of
from cases.rules.meetings import Came, MeetingKind, Reply
from tests.cases.meeting import DAY, around, arranged, called, held, invited
from tests.factories import ContactFactory, InvolvementFactory, PupilFactory, enrol

A = Audience


@pytest.fixture
def people(world, worked):
    return around(world, worked)


@pytest.fixture
def meeting(world, worked, people) -> Meeting:
    """A meeting to which nurse, police, school, child and both parents are invited."""
    row = called(world, worked)
    agencies = [world.agencies.nursing, world.agencies.police, world.school.agency]
    parents = [f"parent-{each.pk}" for each in (people.mother, people.father)]
    invited(world, row, "child", *parents, *(f"agency-{each.pk}" for each in agencies))
    return row


def officer(world):
    return world.acting("welfare_officer")


def test_the_same_called_twice_is_one_meeting_with_attendance_on_its_agenda(world, worked) -> None:
    first, second = called(world, worked), called(world, worked)
    assert first == second
    item = MeetingItem.objects.get(meeting=first)
    assert (item.title, item.fixed) == ("Attendance", False)
    assert Entry.objects.filter(kind="invitation", link=path_of(first)).count() == 1


@pytest.mark.parametrize("kind", [MeetingKind.CARE_REVIEW, MeetingKind.PROTECTION_REVIEW])
def test_attendance_is_a_set_point_that_nobody_removes(world, worked, kind) -> None:
    row = called(world, worked, kind=kind)
    item = MeetingItem.objects.get(meeting=row)
    assert item.fixed
    with pytest.raises(Refused, match="set point"):
        remove_item(item=item, by=officer(world))
    with pytest.raises(DatabaseError), transaction.atomic():
        MeetingItem.objects.filter(pk=item.pk).delete()
    write_item(item=item, title="Weather", said="Fine.", audience=A.AGENCIES, version=1, by=officer(world))
    assert MeetingItem.objects.get(pk=item.pk).title == "Attendance"


def test_a_meeting_is_not_called_for_a_day_gone_by_or_without_chair_or_by_strangers(world, worked) -> None:
    by = officer(world)
    for wrong in ({"on": by.on - DAY}, {"chair": None}, {"place": " "}):
        with pytest.raises(Refused):
            called(world, worked, arranged=arranged(world, **wrong))
    for name in ("police_officer", "other_team_officer", "legal_officer", "nurse"):
        with pytest.raises(NotAllowed):
            called(world, worked, by=world.acting(name))


def test_a_school_calls_its_own_meetings_and_none_that_tells_of_care(world, worked) -> None:
    lead = world.acting("school_lead")
    assert called(world, worked, kind=MeetingKind.SCHOOL, by=lead).agency == world.school.agency
    with pytest.raises(Refused, match="does not call"):
        called(world, worked, kind=MeetingKind.PROTECTION_REVIEW, by=lead)


def test_who_is_invited_is_told_and_sees_the_meeting_until_it_is_taken_back(world, meeting) -> None:
    police = world.acting("police_officer")
    assert Message.objects.filter(kind=Kind.MEETING, membership=world.people["police_officer"]).count() == 1
    assert Meeting.objects.visible_to(police).filter(pk=meeting.pk).exists()
    mine = Invitation.objects.get(meeting=meeting, to=world.agencies.police)
    withdraw_invitation(invitation=mine, by=officer(world))
    withdraw_invitation(invitation=mine, by=officer(world))
    assert not Meeting.objects.visible_to(police).filter(pk=meeting.pk).exists()


def test_only_those_around_the_child_are_invited_and_each_once(world, meeting) -> None:
    before = Invitation.objects.filter(meeting=meeting).count()
    invited(world, meeting, "child", f"agency-{world.agencies.nursing.pk}")
    assert Invitation.objects.filter(meeting=meeting).count() == before
    with pytest.raises(Refused):
        invited(world, meeting, f"agency-{world.agencies.youth_offending.pk}")
    with pytest.raises(NotAllowed):
        invite(meeting=meeting, keys=["child"], by=world.acting("nurse"))


def test_an_agency_that_is_sealed_is_not_named_to_the_school(world, worked, meeting) -> None:
    InvolvementFactory(pupil=worked.pupil, agency=world.agencies.youth_offending, sealed=True)
    row = invited(world, meeting, f"agency-{world.agencies.youth_offending.pk}")[0]
    assert row.audience == A.AGENCIES
    assert not Invitation.objects.visible_to(world.acting("school_lead")).filter(pk=row.pk).exists()
    assert Invitation.objects.visible_to(world.acting("nurse")).filter(pk=row.pk).exists()


def test_each_agency_answers_for_itself_and_the_caller_for_families(world, meeting) -> None:
    by_agency = {each.to_id: each for each in invitations_to(meeting)}
    nursing, police = by_agency[world.agencies.nursing.pk], by_agency[world.agencies.police.pk]
    reply(invitation=police, answer=Reply.APOLOGIES, note="In court.", by=world.acting("police_officer"))
    reply(invitation=nursing, answer=Reply.COMING, by=world.acting("nurse"))
    with pytest.raises(NotAllowed):
        reply(invitation=nursing, answer=Reply.COMING, by=world.acting("police_officer"))
    parent = Invitation.objects.filter(meeting=meeting, kind="parent")[0]
    assert reply(invitation=parent, answer=Reply.COMING, by=officer(world)).reply == "coming"
    with pytest.raises(NotAllowed):
        reply(invitation=parent, answer=Reply.COMING, by=world.acting("nurse"))


def test_rearranged_everybody_is_told_asked_again_and_two_people_see_each_others_change(
    world, meeting
) -> None:
    nursing = Invitation.objects.get(meeting=meeting, to=world.agencies.nursing)
    reply(invitation=nursing, answer=Reply.COMING, by=world.acting("nurse"))
    later = arranged(world, on=officer(world).on + 5 * DAY)
    rearrange(meeting=meeting, arranged=later, version=1, by=officer(world))
    moved = rearrange(meeting=meeting, arranged=later, version=1, by=officer(world))
    assert (moved.on, moved.version) == (later.on, 2)
    nursing.refresh_from_db()
    assert nursing.reply == ""
    assert Message.objects.filter(kind=Kind.MEETING, membership=world.people["nurse"]).count() == 2
    with pytest.raises(ChangedMeanwhile):
        rearrange(meeting=meeting, arranged=arranged(world), version=1, by=officer(world))


def test_cancelled_once_with_a_reason_and_nothing_after(world, meeting) -> None:
    with pytest.raises(Refused):
        cancel(meeting=meeting, reason=" ", by=officer(world))
    for _ in range(2):
        assert cancel(meeting=meeting, reason="The child moved.", by=officer(world)).state == "cancelled"
    assert Entry.objects.filter(link=path_of(meeting), text__contains="cancelled").count() == 1
    with pytest.raises(Refused):
        invited(world, meeting, "child")
    with pytest.raises(InternalError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(state="held")


def test_held_from_its_own_day_on_with_who_came(world, meeting) -> None:
    rows = invitations_to(meeting)
    came = {each.pk: Came.CAME for each in rows} | {rows[0].pk: Came.ABSENT, rows[1].pk: Came.APOLOGIES}
    with pytest.raises(Refused, match="from that day on"):
        hold_meeting(meeting=meeting, came=came, by=officer(world))
    Meeting.objects.filter(pk=meeting.pk).update(on=officer(world).on)
    with pytest.raises(Refused, match="at least one"):
        hold_meeting(meeting=meeting, came={}, by=officer(world))
    for _ in range(2):
        done = hold_meeting(meeting=meeting, came=came, by=officer(world))
    assert done.minutes_due_on > done.on
    entry = Entry.objects.get(kind="meeting", case=meeting.case)
    assert entry.on == done.on
    assert "Did not come: " in entry.text


def test_two_people_who_write_the_same_point_see_each_other(world, meeting) -> None:
    item = MeetingItem.objects.get(meeting=meeting)
    given = {"item": item, "title": "Attendance", "audience": A.SCHOOL, "by": officer(world)}
    for _ in range(2):
        write_item(**given, said="Bus is late.", version=1)
    with pytest.raises(ChangedMeanwhile):
        write_item(**given, said="Bus is early.", version=1)
    assert MeetingItem.objects.get(pk=item.pk).said == "Bus is late."


def test_what_is_said_is_for_no_more_people_than_the_meeting(world, worked) -> None:
    row = called(world, worked, audience=A.AGENCIES)
    with pytest.raises(Refused, match="fewer people"):
        add_item(meeting=row, kind="decision", title="Told.", audience=A.SCHOOL, by=officer(world))


def test_an_action_agreed_becomes_one_of_the_plan_and_leads_back(world, meeting) -> None:
    due = officer(world).on + timedelta(days=7)
    for _ in range(2):
        agree_action(
            meeting=meeting, what="Ring daily.", owner=OwnedBy(agency=world.agencies.nursing), due_on=due,
            audience=A.AGENCIES, by=officer(world),
        )  # fmt: skip
    assert PlanAction.objects.get(case=meeting.case).link == path_of(meeting)


def test_minutes_are_issued_once_kept_by_hash_and_amended_by_a_further_issue(world, meeting) -> None:
    done = held(world, meeting)
    with pytest.raises(Refused, match="Write what was said"):
        issue_minutes(meeting=done, by=officer(world))
    add_item(meeting=done, kind="decision", title="Breakfast club.", audience=A.SCHOOL, by=officer(world))
    first, again = (issue_minutes(meeting=done, by=officer(world)) for _ in range(2))
    assert [each.pk for each in first] == [each.pk for each in again]
    assert [each.kind for each in first] == ["school", "agencies", "family", "family", "family"]
    assert Message.objects.filter(kind=Kind.MINUTES, membership=world.people["nurse"]).count() == 1
    with pytest.raises(Refused, match="Amend"):
        add_item(meeting=done, kind="decision", title="More.", audience=A.SCHOOL, by=officer(world))
    amend(meeting=done, reason="A name.", by=officer(world))
    second = issue_minutes(meeting=done, by=officer(world))
    assert {each.number for each in second} == {2}
    PAPERS.path_of(first[0].file).write_bytes(b"other")
    with pytest.raises(Altered):
        read_paper(first[0], officer(world))
    with pytest.raises(DatabaseError), transaction.atomic():
        MeetingPaper.objects.filter(pk=first[0].pk).update(digest="0" * 64)


def test_one_meeting_about_siblings_mixes_no_records(world, worked, people) -> None:
    sister = PupilFactory(surname="Zyxsister")
    enrol(world.school, sister)
    ContactFactory(pupil=sister, parent=people.mother.parent)
    other: Case = open_case(pupil=sister, school=world.school, reason="Away.", by=officer(world))[0]
    first = called(world, worked, cases=[worked, other])
    second = Meeting.objects.get(case=other)
    assert first.together == second.together is not None
    add_item(meeting=first, kind="decision", title="Zyxfirst.", audience=A.SCHOOL, by=officer(world))
    assert not MeetingItem.objects.filter(meeting=second, title="Zyxfirst.").exists()
    assert not Entry.objects.filter(case=worked, text__contains="Zyxsister").exists()
    cancel(meeting=first, reason="Ill.", by=officer(world))
    second.refresh_from_db()
    assert second.state == "cancelled"


def test_a_letter_has_no_address_that_is_sealed_from_its_writer(world, meeting, people) -> None:
    mother = Invitation.objects.get(meeting=meeting, contact=people.mother)
    paper = write_letter(invitation=mother, by=officer(world))
    assert write_letter(invitation=mother, by=officer(world)) == paper
    assert paper.address == people.home
    people.home.sealed = True
    people.home.save()
    with pytest.raises(NotAllowed):
        read_paper(paper, officer(world))
    rearrange(meeting=meeting, arranged=arranged(world, place="School"), version=1, by=officer(world))
    with pytest.raises(Refused, match="sealed"):
        write_letter(invitation=mother, by=officer(world))
    child = Invitation.objects.get(meeting=meeting, kind="child")
    with pytest.raises(Refused, match="parents"):
        write_letter(invitation=child, by=officer(world))
