"""The pages and papers of meetings, as chair, school, nurse, police and others."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from cases.actions.meeting_people import reply
from cases.actions.minutes import add_item, agree_action, issue_minutes, write_letter
from cases.actions.plan_actions import OwnedBy
from cases.models import Audience, Invitation, Meeting, MeetingPaper, PlanAction
from cases.rules.meetings import Reply
from tests.cases.meeting import around, called, held, invited, words_of

WORDS = {"school": "Zyxschool", "agencies": "Zyxagencies", "agency": "Zyxagency"}
# Which planted words each persona may meet on the meeting's page; None where the meeting is not theirs at all.
READS = {
    "welfare_officer": {"school", "agencies", "agency"},
    "team_manager": {"school", "agencies", "agency"},
    "nurse": {"school", "agencies"},
    "school_lead": {"school"},
    "head_teacher": {"school"},
    "police_officer": {"school"},
    "other_school_lead": None,
    "other_team_officer": None,
    "youth_offending": None,
    "elected_member": None,
    "stranger_officer": None,
}
# Which kinds of paper each persona may download.
PAPERS = {
    "welfare_officer": {"school", "agencies", "family"},
    "nurse": {"school", "agencies"},
    "school_lead": {"school"},
    "police_officer": set(),
    "youth_offending": set(),
    "other_school_lead": set(),
}


@pytest.fixture
def people(world, worked):
    return around(world, worked)


@pytest.fixture
def meeting(world, worked, people) -> Meeting:
    """A meeting with the school, the nurse, the police and both parents."""
    row = called(world, worked)
    keys = [
        f"agency-{each.pk}" for each in (world.agencies.nursing, world.agencies.police, world.school.agency)
    ]
    invited(world, row, "child", f"parent-{people.mother.pk}", f"parent-{people.father.pk}", *keys)
    return row


@pytest.fixture
def minuted(world, meeting, people) -> Meeting:
    """The meeting held and its minutes issued, with a planted word for each audience in each part."""
    row, by = held(world, meeting), world.acting("welfare_officer")
    due = by.on + timedelta(days=7)
    for audience, word in WORDS.items():
        meant = Audience(audience)
        add_item(meeting=row, kind="item", title=f"{word} point", said=f"{word} said", audience=meant, by=by)
        add_item(meeting=row, kind="decision", title=f"{word} decided", audience=meant, by=by)
        owner = OwnedBy(agency=world.agencies.nursing)
        agree_action(meeting=row, what=f"{word} does", owner=owner, due_on=due, audience=meant, by=by)
    parents = {"Zyxmother": people.mother, "Zyxfather": people.father}
    for word, contact in parents.items():
        agree_action(
            meeting=row,
            what=f"{word} does",
            owner=OwnedBy(contact=contact),
            due_on=due,
            audience=Audience.SCHOOL,
            by=by,
        )
    issue_minutes(meeting=row, by=by)
    return row


@pytest.mark.parametrize("name", READS)
def test_each_reads_on_the_page_what_is_meant_for_them(minuted, client_for, name) -> None:
    answer = client_for(name).get(reverse("meeting", args=[minuted.ref]))
    if READS[name] is None:
        assert answer.status_code in (403, 404)
        return
    page = answer.content.decode()
    for audience, word in WORDS.items():
        for part in ("point", "said", "decided"):
            assert (f"{word} {part}" in page) is (audience in READS[name]), (audience, part)


@pytest.mark.parametrize("name", PAPERS)
def test_each_downloads_the_copies_that_are_meant_for_them(minuted, client_for, name) -> None:
    client, found = client_for(name), set()
    for paper in MeetingPaper.objects.filter(meeting=minuted):
        answer = client.get(reverse("meeting-paper", args=[minuted.ref, paper.pk]))
        assert answer.status_code in (200, 404)
        if answer.status_code == 200:
            found.add(paper.kind)
            assert answer["Content-Disposition"] == f'attachment; filename="minutes-{paper.pk}.pdf"'
    assert found == PAPERS[name]


def test_each_copy_holds_the_words_for_its_readers_and_no_others(minuted, people, client_for) -> None:
    client = client_for("welfare_officer")
    holds = {"school": {"school"}, "agencies": {"school", "agencies"}, "family": {"school"}}
    for paper in MeetingPaper.objects.filter(meeting=minuted).select_related("contact__parent"):
        said = words_of(client.get(reverse("meeting-paper", args=[minuted.ref, paper.pk])).content)
        for audience, word in WORDS.items():
            for part in ("point", "said", "decided", "does"):
                assert (f"{word} {part}" in said) is (audience in holds[paper.kind]), (
                    paper.kind,
                    audience,
                    part,
                )
        for word, contact in (("Zyxmother", people.mother), ("Zyxfather", people.father)):
            own = paper.kind != "family" or paper.contact == contact
            assert (f"{word} does" in said) is own, (paper.kind, paper.contact, word)
            assert (str(contact.parent) in said) is own
        assert "Weir Street" not in said


def test_a_meeting_not_for_the_school_leaves_no_copy_for_school_or_family(world, worked, people) -> None:
    row = called(world, worked, audience=Audience.AGENCIES)
    invited(world, row, "child", f"agency-{world.agencies.nursing.pk}")
    row, by = held(world, row), world.acting("welfare_officer")
    add_item(meeting=row, kind="decision", title="A visit.", audience=Audience.AGENCIES, by=by)
    assert [each.kind for each in issue_minutes(meeting=row, by=by)] == ["agencies"]


def test_the_letter_is_in_plain_words_and_goes_to_the_parents_address(
    world, meeting, people, client_for
) -> None:
    client = client_for("welfare_officer")
    mother = Invitation.objects.get(meeting=meeting, contact=people.mother)
    assert client.post(reverse("meeting-letter", args=[meeting.ref, mother.pk])).status_code == 302
    paper = MeetingPaper.objects.get(kind="letter")
    answer = client.get(reverse("meeting-paper", args=[meeting.ref, paper.pk]))
    said = words_of(answer.content)
    for word in ("12 Weir Street", "IR3 4QT", "9:30am", "Town Hall, room 2", str(people.mother.parent)):
        assert word in said
    assert str(people.father.parent) not in said
    assert answer["Content-Disposition"] == f'attachment; filename="meeting-letter-{paper.pk}.pdf"'
    for name in ("school_lead", "nurse", "police_officer"):
        assert client_for(name).get(reverse("meeting-paper", args=[meeting.ref, paper.pk])).status_code == 404


def test_a_parent_without_an_address_gets_a_letter_to_hand_over(world, meeting, people, client_for) -> None:
    father = Invitation.objects.get(meeting=meeting, contact=people.father)
    paper = write_letter(invitation=father, by=world.acting("welfare_officer"))
    answer = client_for("welfare_officer").get(reverse("meeting-paper", args=[meeting.ref, paper.pk]))
    assert "Weir" not in words_of(answer.content)


def test_an_officer_calls_a_meeting_and_a_second_click_makes_no_other(
    world, worked, people, client_for
) -> None:
    client, day = client_for("welfare_officer"), world.acting("welfare_officer").on + timedelta(days=3)
    address = reverse("meeting-new", args=[worked.ref])
    sheet = {
        "kind": "panel", "on_day": day.day, "on_month": day.month, "on_year": day.year, "starts_at": "14:00",
        "place": "Civic Centre", "chair": world.people["welfare_officer"].user_id, "audience": "school",
        "form_key": str(uuid4()),
    }  # fmt: skip
    assert "Enter the day" in client.post(address, {"kind": "panel"}).content.decode()
    for _ in range(2):
        answer = client.post(address, sheet)
        row = Meeting.objects.get()
        assert answer["Location"] == reverse("meeting-invite", args=[row.ref])
    client.post(
        answer["Location"], {"keys": [f"agency-{world.agencies.police.pk}"], "form_key": str(uuid4())}
    )
    assert Invitation.objects.get().to == world.agencies.police


def test_the_police_find_their_invitation_answer_it_and_see_nothing_of_the_case(
    world, meeting, client_for
) -> None:
    client = client_for("police_officer")
    work = client.get("/work/").content.decode()
    mine = Invitation.objects.get(meeting=meeting, to=world.agencies.police)
    address = reverse("meeting-reply", args=[meeting.ref, mine.pk])
    assert address in work
    assert meeting.pupil.surname in client.get(reverse("meetings")).content.decode()
    sheet = {"answer": "apologies", "note": "In court.", "form_key": str(uuid4())}
    assert client.post(address, sheet)["Location"] == reverse("meeting", args=[meeting.ref])
    assert address not in client.get("/work/").content.decode()
    assert client.get(reverse("case-meetings", args=[meeting.case.ref])).status_code == 403
    page = client.get(reverse("meeting", args=[meeting.ref])).content.decode()
    assert "A parent" in page
    for row in Invitation.objects.filter(meeting=meeting, kind="parent"):
        assert str(row.contact.parent) not in page
    other = Invitation.objects.get(meeting=meeting, to=world.agencies.nursing)
    assert client.get(reverse("meeting-reply", args=[meeting.ref, other.pk])).status_code == 403


def test_who_came_is_said_once_for_everybody(world, meeting, client_for) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(on=world.acting("welfare_officer").on)
    client, address = client_for("welfare_officer"), reverse("meeting-move", args=[meeting.ref, "hold"])
    rows = list(Invitation.objects.filter(meeting=meeting))
    assert "Say whether" in client.post(address, {"form_key": str(uuid4())}).content.decode()
    sheet = {f"came_{each.pk}": "came" for each in rows} | {"form_key": str(uuid4())}
    for _ in range(2):
        assert client.post(address, sheet).status_code == 302
    work = client.get("/work/").content.decode()
    assert "the minutes are due" in work


def test_a_meeting_of_today_is_in_the_work_of_chair_and_of_who_comes_by_name(
    world, worked, people, client_for
) -> None:
    row = called(world, worked)
    member = world.people["nurse"]
    mine = invited(world, row, f"person-{member.pk}")[0]
    reply(invitation=mine, answer=Reply.COMING, by=world.acting("nurse"))
    Meeting.objects.filter(pk=row.pk).update(on=world.acting("nurse").on)
    for name in ("welfare_officer", "nurse"):
        assert "Multi-agency meeting at 9:30am." in client_for(name).get("/work/").content.decode()


def test_a_change_by_another_is_shown_and_nothing_is_lost(world, meeting, client_for) -> None:
    client, by = client_for("welfare_officer"), world.acting("welfare_officer")
    item = add_item(meeting=meeting, kind="item", title="Travel", audience=Audience.SCHOOL, by=by)
    address = reverse("meeting-item", args=[meeting.ref, item.pk])
    given = {"title": "Travel", "audience": "school", "version": 1}
    client.post(address, {**given, "said": "The bus is late.", "form_key": str(uuid4())})
    page = client.post(address, {**given, "said": "A taxi.", "form_key": str(uuid4())}).content.decode()
    assert "Somebody else changed this" in page
    assert "The bus is late." in page
    assert "A taxi." in page


def test_an_action_of_the_meeting_is_in_the_plan_and_leads_back(minuted, client_for) -> None:
    page = client_for("welfare_officer").get(reverse("case-plan", args=[minuted.case.ref])).content.decode()
    assert "Zyxagencies does" in page
    assert (
        PlanAction.objects.filter(case=minuted.case, link=reverse("meeting", args=[minuted.ref])).count() == 5
    )


@pytest.mark.parametrize("page", ["meetings", "case-meetings", "work"])
def test_queries_do_not_grow_with_meetings(
    world, worked, people, client_for, django_assert_max_num_queries, page
) -> None:
    client = client_for("welfare_officer")
    arguments = [worked.ref] if page == "case-meetings" else []

    def count() -> int:
        with django_assert_max_num_queries(40) as queries:
            client.get(reverse(page, args=arguments))
        return len(queries)

    def more(number: int) -> None:
        for turn in range(number):
            row = called(world, worked)
            invited(world, row, "child")
            Meeting.objects.filter(pk=row.pk).update(starts_at=f"{number}:{turn:02}")

    more(2)
    few = count()
    more(20)
    assert count() == few


def test_queries_of_a_meeting_do_not_grow_with_its_parts(
    world, meeting, client_for, django_assert_max_num_queries
) -> None:
    client, by = client_for("nurse"), world.acting("welfare_officer")

    def count() -> int:
        with django_assert_max_num_queries(25) as queries:
            client.get(reverse("meeting", args=[meeting.ref]))
        return len(queries)

    few = count()
    for turn in range(20):
        add_item(meeting=meeting, kind="item", title=f"Point {turn}", audience=Audience.SCHOOL, by=by)
    assert count() == few


def test_a_case_with_an_open_meeting_says_so_before_it_closes(world, worked, client_for) -> None:
    called(world, worked)
    page = (
        client_for("welfare_officer").get(reverse("case-move", args=[worked.ref, "close"])).content.decode()
    )
    assert "1 meeting is still open." in page
    assert reverse("case-meetings", args=[worked.ref]) in page
