"""Outcomes go to the school unasked: seen beforehand, added to, told once, and nothing told in confidence with them."""

from django.urls import reverse

from agencies.models import Message
from agencies.rules.telling import Kind
from attendance.actions.restrictions import restrict_record
from cases.actions.cases import move_case
from cases.actions.interventions import Done, log_intervention
from cases.actions.notes import write_note
from cases.models import Audience, Case, Entry, EntryKind

SECRET = "Zyxwv"


def feedback(case: Case) -> list[Entry]:
    """What the school was given of a case, the oldest first."""
    return list(Entry.objects.filter(case=case, kind=EntryKind.FEEDBACK).order_by("pk"))


def move(world, case: Case, key: str, **given) -> Case:
    return move_case(case=case, move=key, by=world.acting("welfare_officer"), **given)


def test_an_allocation_a_closing_and_an_opening_again_are_each_told_once(world, worked) -> None:
    assert [each.text.split(" ")[0] for each in feedback(worked)] == ["Since"]
    closed = move(world, worked, "close", reason=SECRET)
    move(world, closed, "reopen", reason=SECRET)
    told = feedback(worked)
    assert len(told) == 3
    assert all(each.audience == Audience.SCHOOL for each in told)
    people = {world.people[name] for name in ("school_lead", "head_teacher")}
    rows = Message.objects.filter(kind=Kind.FEEDBACK)
    assert {row.membership for row in rows} == people
    assert rows.count() == 3 * len(people)


def test_a_move_that_says_nothing_to_the_school_leaves_no_feedback(world, worked) -> None:
    before = len(feedback(worked))
    move(world, worked, "support")
    assert len(feedback(worked)) == before


def test_the_school_reads_of_a_move_once(world, worked, client_for) -> None:
    page = client_for("school_lead").get(reverse("case-timeline", args=[worked.ref])).content.decode()
    assert page.count("has this case") == 1
    assert "Allocate to an officer" not in page


def test_the_officer_sees_it_beforehand_and_adds_to_it(world, worked, client_for) -> None:
    client, address = client_for("welfare_officer"), reverse("case-move", args=[worked.ref, "close"])
    page = client.get(address).content.decode()
    assert "What the school will read" in page
    assert "The case was closed on" in page
    given = {
        "version": worked.version,
        "reason": "Settled.",
        "for_school": "Thank you for the breakfast club.",
    }
    assert client.post(address, given).status_code == 302
    assert feedback(worked)[-1].text.endswith("\nThank you for the breakfast club.")
    assert "What the school will read" not in client.get(reverse("case", args=[worked.ref])).content.decode()


def test_no_word_written_in_confidence_reaches_the_school(world, worked, client_for) -> None:
    by = world.acting("welfare_officer")
    for audience in (Audience.AGENCIES, Audience.AGENCY, Audience.LEGAL):
        write_note(case=worked, text=f"{SECRET} note", audience=audience, by=by)
    done = Done(on=by.on, outcome=SECRET, audience=Audience.AGENCIES, contact="call", next_step=SECRET)
    log_intervention(pupil=worked.pupil, done=done, by=by)
    for key in ("enforce", "support", "close", "reopen"):
        move(world, Case.objects.get(pk=worked.pk), key, reason=f"{SECRET} {key}")
    assert not any(SECRET in each.text for each in feedback(worked))
    school = client_for("school_lead")
    for name in ("case", "case-timeline", "case-work", "case-plan"):
        assert SECRET not in school.get(reverse(name, args=[worked.ref])).content.decode(), name


def test_of_a_restricted_child_only_people_named_are_told(world, worked) -> None:
    manager = world.acting("team_manager")
    restrict_record(pupil=worked.pupil, people=[world.people["head_teacher"].user], by=manager)
    Message.objects.all().delete()
    move_case(case=worked, move="close", reason="Done.", by=world.acting("team_manager"))
    assert {row.membership for row in Message.objects.filter(kind=Kind.FEEDBACK)} == {
        world.people["head_teacher"]
    }
