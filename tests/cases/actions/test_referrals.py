"""Referring a child: drafts, sending, questions and decisions, with who may and what happens twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import InternalError, transaction

from agencies.acting import Acting
from agencies.models.outbox import Message
from attendance.actions.doors import NotAllowed
from attendance.models import NamedOfficer
from attendance.rules.calendar import add_working_days
from cases.actions.cases import open_case
from cases.actions.decisions import accept_referral, decline_referral
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.actions.referrals import (
    answer_question,
    ask_question,
    save_referral,
    start_referral,
    submit_referral,
    withdraw_referral,
)
from cases.models import Case, DeclineReason, Entry, Referral, ReferralEvidence
from cases.queries.referrals import standing_of
from cases.workflow import State
from tests.cases.referring import complete, drafted, referable, sent


def told(kind: str) -> set[str]:
    """The e-mail addresses of those who were told something of a kind."""
    return set(Message.objects.filter(kind=kind).values_list("membership__user__email", flat=True))


def test_a_draft_is_begun_once_and_is_the_schools_own(world) -> None:
    by = world.acting("school_lead")
    pupil, _ = referable(world, by.on)
    first, begun = start_referral(pupil=pupil, school=world.school, by=by)
    again, begun_again = start_referral(pupil=pupil, school=world.school, by=world.acting("head_teacher"))
    assert (first == again, begun, begun_again) == (True, True, False)
    officer = world.acting("welfare_officer")
    assert not Referral.objects.visible_to(officer).sent_or_own(officer).exists()
    with pytest.raises(Refused, match="begun a referral"):
        start_referral(pupil=pupil, school=world.school, by=officer)


def test_another_school_may_not_refer(world) -> None:
    pupil, _ = referable(world, world.acting("school_lead").on)
    with pytest.raises(NotAllowed):
        start_referral(pupil=pupil, school=world.school, by=world.acting("other_school_lead"))
    with pytest.raises(NotAllowed):
        start_referral(pupil=pupil, school=world.school, by=world.acting("nurse"))


def test_a_draft_is_saved_once_and_two_people_see_each_others_change(world) -> None:
    by = world.acting("school_lead")
    pupil, parent = referable(world, by.on)
    draft, _ = start_referral(pupil=pupil, school=world.school, by=by)
    words = complete(parent, by.on)
    for _ in range(2):
        kept = save_referral(referral=draft, written=words, version=1, by=by)
    assert (kept.version, ReferralEvidence.objects.filter(referral=draft).count()) == (2, 5)
    with pytest.raises(ChangedMeanwhile):
        save_referral(
            referral=draft, written=replace(words, worry="Other."), version=1, by=world.acting("head_teacher")
        )


def test_what_is_missing_is_named_and_nothing_is_sent(world) -> None:
    by = world.acting("school_lead")
    pupil, parent = referable(world, by.on)
    draft, _ = start_referral(pupil=pupil, school=world.school, by=by)
    words = replace(complete(parent, by.on), letters={}, child_views="")
    draft = save_referral(referral=draft, written=words, version=1, by=by)
    with pytest.raises(Refused, match=f"Warning letter to {parent}; The child’s views"):
        submit_referral(referral=draft, version=draft.version, by=by)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_registers_that_stop_are_no_evidence_unless_the_school_did_something(world) -> None:
    by = world.acting("school_lead")
    last = by.on - timedelta(days=40)
    pupil, parent = referable(world, by.on, last=last)
    draft, _ = start_referral(pupil=pupil, school=world.school, by=by)
    old = by.on - timedelta(days=30)
    words = complete(parent, by.on)
    words = replace(words, letters={parent.pk: old}, tried=dict.fromkeys(words.tried, (old, "")))
    draft = save_referral(referral=draft, written=words, version=1, by=by)
    found = {each.key: each.met for each in standing_of(draft, by).criteria}
    assert found["marks"]
    assert not found["evidence"]


def test_a_complete_referral_is_sent_once_and_the_team_is_told(world) -> None:
    draft = drafted(world)
    for _ in range(2):
        row = submit_referral(referral=draft, version=draft.version, by=world.acting("school_lead"))
    assert (row.state, row.due_on) == ("submitted", add_working_days(row.submitted_on, 10))
    assert Entry.objects.filter(pupil=row.pupil, kind="referral").count() == 1
    assert told("referral-received") == {"team_manager@example.org"}
    assert all(met for _, met in row.basis["criteria"])


def test_an_officer_may_refer_before_everything_is_met(world) -> None:
    by = world.acting("welfare_officer")
    pupil, _ = referable(world, by.on)
    draft, _ = start_referral(pupil=pupil, school=world.school, by=by)
    draft = save_referral(
        referral=draft, written=complete(pupil.contacts.get().parent, by.on), version=1, by=by
    )
    draft = save_referral(
        referral=draft, written=replace(complete(pupil.contacts.get().parent, by.on), child_views=""),
        version=draft.version, by=by,
    )  # fmt: skip
    assert submit_referral(referral=draft, version=draft.version, by=by).state == "submitted"


def test_a_referral_of_a_child_with_an_open_case_joins_it(world) -> None:
    draft = drafted(world)
    case, _ = open_case(
        pupil=draft.pupil, school=world.school, reason="Seen.", by=world.acting("welfare_officer")
    )
    row = submit_referral(referral=draft, version=draft.version, by=world.acting("school_lead"))
    assert (row.state, row.case) == ("accepted", case)
    assert Case.objects.filter(pupil=draft.pupil).count() == 1
    assert Entry.objects.filter(case=case, kind="referral").count() == 1


def test_the_clock_stands_still_while_the_school_has_the_question(world) -> None:
    row = sent(world)
    due = row.due_on
    manager = world.acting("team_manager")
    row = ask_question(referral=row, text="Who collects him?", by=manager)
    assert (row.state, row.stopped_on, row.due_on) == ("queried", manager.on, due)
    assert "school_lead@example.org" in told("referral-query")
    later = Acting(world.acting("school_lead").membership, add_working_days(manager.on, 3))
    row = answer_question(referral=row, text="His aunt.", by=later)
    assert (row.state, row.stopped_on, row.due_on) == ("submitted", None, add_working_days(due, 3))
    with pytest.raises(Refused, match="not possible"):
        answer_question(referral=row, text="His aunt.", by=later)


def test_only_the_team_asks_and_decides(world) -> None:
    row = sent(world)
    for name in ("school_lead", "welfare_officer"):
        with pytest.raises(NotAllowed):
            ask_question(referral=row, text="Why?", by=world.acting(name))
        with pytest.raises(NotAllowed):
            accept_referral(referral=row, by=world.acting(name))
    with pytest.raises(NotAllowed):
        withdraw_referral(referral=row, reason="Sorry.", by=world.acting("team_manager"))


def test_accepting_opens_a_case_for_the_named_officer_once(world) -> None:
    row, manager = sent(world), world.acting("team_manager")
    officer = world.people["welfare_officer"].user
    NamedOfficer.objects.create(school=world.school, officer=officer, began_on=manager.on)
    with pytest.raises(Refused, match="named officer is Welfare Officer"):
        accept_referral(referral=row, by=manager, officer=manager.user)
    for _ in range(2):
        done = accept_referral(referral=row, by=manager, officer=officer)
    assert (done.state, done.case.state, done.case.officer) == ("accepted", State.ASSESSING, officer)
    assert "school_lead@example.org" in told("referral-decided")
    assert Case.objects.filter(pupil=row.pupil).count() == 1


def test_another_officer_takes_it_with_a_reason(world) -> None:
    row, manager = sent(world), world.acting("team_manager")
    NamedOfficer.objects.create(
        school=world.school, officer=world.people["welfare_officer"].user, began_on=manager.on
    )
    done = accept_referral(referral=row, by=manager, officer=manager.user, reason="She knows the family.")
    assert done.case.officer == manager.user
    assert Entry.objects.filter(case=done.case, text__contains="She knows the family.").exists()


def test_a_referral_that_meets_the_criteria_is_not_returned_for_them(world) -> None:
    row, manager = sent(world), world.acting("team_manager")
    with pytest.raises(Refused, match="meets every criterion"):
        decline_referral(referral=row, because=DeclineReason.CRITERIA, text="Not enough.", by=manager)
    with pytest.raises(Refused, match="Say why"):
        decline_referral(referral=row, because=DeclineReason.LEFT, text=" ", by=manager)
    for _ in range(2):
        done = decline_referral(referral=row, because=DeclineReason.LEFT, text="Moved to Leeds.", by=manager)
    assert (done.state, done.declined_because) == ("declined", "left")
    assert Entry.objects.filter(pupil=row.pupil, text__startswith="The referral was declined").count() == 1


def test_a_school_takes_its_referral_back_with_a_reason_and_may_refer_again(world) -> None:
    row, by = sent(world), world.acting("school_lead")
    with pytest.raises(Refused, match="Say why"):
        withdraw_referral(referral=row, reason="", by=by)
    assert withdraw_referral(referral=row, reason="He is back.", by=by).state == "withdrawn"
    assert start_referral(pupil=row.pupil, school=world.school, by=by)[1]


def test_the_database_refuses_a_move_that_the_table_has_not(world) -> None:
    row = sent(world)
    with pytest.raises(InternalError), transaction.atomic():
        Referral.objects.filter(pk=row.pk).update(state="draft", submitted_on=None)
