"""Notices from draft to end, and what the database itself never lets happen."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from attendance.actions.doors import NotAllowed
from cases.actions.cases import move_case
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.models import Audience, CareDecision, Entry
from enforcement.actions.gates import GateShut
from enforcement.actions.notices import (
    drop_notice,
    issue_notice,
    prepare_notice,
    return_notice,
    serve_notice,
    withdraw_notice,
)
from enforcement.models import Correspondence, Decision, Enquiry, Notice, NoticeElsewhere, PersonCheck
from enforcement.rules.withdrawal import Ground
from tests.enforcement.households import MISSED, ON, another_parent

MANAGER = "team_manager"


def issued(family, **more) -> Notice:
    """A notice that the team manager has checked and issued."""
    draft = family.prepare(**more)
    return issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)


def test_a_second_person_issues_at_the_price_of_the_day(family) -> None:
    notice = issued(family)
    assert (notice.state, notice.lower_amount, notice.full_amount) == ("issued", 8_000, 16_000)
    assert notice.decision.gate["is_open"] is True
    assert {row.code for row in notice.sessions.all()} == {"O"}
    assert notice.case.holds.filter(lifted_on=None, kind="notice").count() == 1


def test_the_drafter_does_not_issue_it(family) -> None:
    draft = family.prepare(by=family.acting(MANAGER))
    with pytest.raises(GateShut, match="same person"):
        issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)
    with pytest.raises(NotAllowed):
        issue_notice(notice=draft, by=family.acting("welfare_officer"), version=draft.version)
    assert Notice.objects.get().state == "draft"


def test_a_second_click_issues_once(family) -> None:
    draft = family.prepare()
    assert family.prepare().pk == draft.pk
    for _ in range(2):
        issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)
    assert Decision.objects.count() == 1


def test_two_who_check_see_each_others_change(family) -> None:
    draft = family.prepare()
    with pytest.raises(ChangedMeanwhile):
        issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version + 1)


@pytest.mark.parametrize("days", [27, 28, 29])
def test_an_address_is_confirmed_within_28_days(family, days) -> None:
    family.address.confirmed_on = ON - timedelta(days=days)
    family.address.save()
    if days <= 28:
        assert issued(family).state == "issued"
    else:
        with pytest.raises(GateShut, match="not been confirmed within 28 days"):
            issued(family)


def test_what_the_record_does_not_say_shuts_the_gate(family) -> None:
    Enquiry.objects.all().delete()
    with pytest.raises(GateShut, match="it has no price"):
        issued(family)


def test_a_dead_or_unknown_parent_gets_nothing(family) -> None:
    PersonCheck.objects.create(
        pupil=family.pupil, parent=family.mother.parent, on=ON, identity_confirmed=True, how="Certificate.",
        is_natural=True, said_adult=True, took_part=True, died_on=ON, by=family.acting("welfare_officer").user,
    )  # fmt: skip
    with pytest.raises(GateShut, match="has died"):
        issued(family)


def test_an_unread_letter_and_a_block_of_care_each_shut_it(family) -> None:
    by = family.acting("welfare_officer")
    letter = Correspondence.objects.create(
        case=family.case,
        pupil=family.pupil,
        received_on=ON,
        channel="letter",
        text="We moved.",
        entered_by=by.user,
    )
    with pytest.raises(GateShut, match="letter or message of the family is unread"):
        issued(family)
    letter.delete()
    CareDecision.objects.create(
        pupil=family.pupil, kind="health", effect="blocks", reason="In hospital.", began_on=ON, agency=by.agency,
        by=by.user,
    )  # fmt: skip
    with pytest.raises(GateShut, match="Health"):
        issued(family)


def test_a_code_corrected_before_the_issue_shuts_it(family) -> None:
    draft = family.prepare()
    family.register.marks = family.register.marks.replace("O", "I", 1)
    family.register.save()
    with pytest.raises(GateShut, match="not of unauthorised absence"):
        issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)


def test_two_parents_are_two_notices_and_one_session_is_used_once_for_each(family) -> None:
    first = issued(family)
    father, address = another_parent(family)
    second = issued(family, parent=father.parent, address=address)
    assert first.reference != second.reference
    with pytest.raises(GateShut, match="already used"):
        issued(family)


def test_another_parents_address_is_refused(family) -> None:
    _, address = another_parent(family)
    with pytest.raises(Refused, match="not an address of this parent"):
        family.prepare(address=address)


def test_a_sealed_address_needs_somebody_named(family) -> None:
    family.address.sealed = True
    family.address.save()
    with pytest.raises(Refused, match="sealed"):
        family.prepare()


def test_service_gives_both_days_and_a_return_takes_them_back(family) -> None:
    notice = issued(family)
    by = family.acting("welfare_officer")
    served = serve_notice(notice=notice, sent_on=ON, by=by)
    # Wednesday 25 November 2026: received on Friday the 27th, which counts.
    assert (served.received_on, served.lower_until, served.full_until) == (
        date(2026, 11, 27), date(2026, 12, 17), date(2026, 12, 24),
    )  # fmt: skip
    back = return_notice(notice=served, came_back_on=ON, reason="Gone away.", by=by)
    assert (back.state, back.full_until) == ("issued", None)
    again = serve_notice(notice=back, sent_on=ON, shown_on=ON, by=by)
    assert (again.times_served, again.received_on, again.is_presumed) == (2, ON, False)


def test_it_is_not_served_before_its_issue_or_ahead(family) -> None:
    notice = issued(family)
    for day in (ON - timedelta(days=1), ON + timedelta(days=1)):
        with pytest.raises(Refused, match="not ahead"):
            serve_notice(notice=notice, sent_on=day, by=family.acting("welfare_officer"))


def test_withdrawal_has_a_ground_and_frees_sessions_only_after_an_error(family) -> None:
    notice = issued(family)
    with pytest.raises(Refused, match="not been served"):
        withdraw_notice(notice=notice, ground=Ground.NO_PROSECUTION, reason="No.", by=family.acting(MANAGER))
    withdraw_notice(
        notice=notice, ground=Ground.MATERIAL_ERROR, reason="Wrong days.", by=family.acting(MANAGER)
    )
    fresh = issued(family)
    assert (fresh.fresh_for, fresh.lower_amount) == (notice, 8_000)
    withdraw_notice(notice=fresh, ground=Ground.SHOULD_NOT, reason="Ill.", by=family.acting(MANAGER))
    with pytest.raises(GateShut, match="already used"):
        issued(family)
    assert not fresh.case.holds.filter(lifted_on=None).exists()


def test_deciding_not_to_issue_says_why_and_uses_nothing(family) -> None:
    draft = family.prepare()
    with pytest.raises(Refused, match="Say why"):
        drop_notice(notice=draft, reason=" ", by=family.acting("welfare_officer"))
    dropped = drop_notice(notice=draft, reason="Illness shown.", by=family.acting("welfare_officer"))
    assert (dropped.state, dropped.sessions.filter(is_live=True).count()) == ("dropped", 0)


def test_an_unpaid_notice_keeps_the_case_open(family) -> None:
    issued(family)
    with pytest.raises(Refused, match="penalty notice is unpaid"):
        move_case(case=family.case, move="close", reason="Done.", by=family.acting(MANAGER))


def test_the_school_reads_that_it_was_issued_and_no_more(family) -> None:
    issued(family)
    open_to_school = Entry.objects.filter(audience=Audience.SCHOOL).values_list("text", flat=True)
    assert list(open_to_school) == ["A penalty notice was issued."]


def plain(family, state: str = "issued", issued_on: date = ON, parent=None, **more) -> Notice:
    """A notice written past every action, as a careless program would."""
    decision = Decision.objects.create(
        step="notice", case=family.case, pupil=family.pupil, parent=family.mother.parent, on=ON, regime="2024",
        gate={"is_open": True}, agency=family.case.team, by=family.acting(MANAGER).user,
    )  # fmt: skip
    number = Notice.objects.count() + 1
    return Notice.objects.create(
        reference=f"PLAIN-{number}", case=family.case, pupil=family.pupil, school=family.case.school,
        parent=parent or family.mother.parent, drafted_by=family.acting("welfare_officer").user,
        checked_by=family.acting(MANAGER).user, agency=family.case.team, state=state, decision=decision,
        issued_on=issued_on, full_amount=16_000, **more,
    )  # fmt: skip


@pytest.mark.parametrize(("issued_on", "is_third"), [(date(2023, 11, 25), False), (date(2023, 11, 26), True)])
def test_the_database_holds_two_in_three_years(family, issued_on, is_third) -> None:
    plain(family, issued_on=issued_on)
    plain(family, issued_on=date(2026, 3, 2))
    if not is_third:
        plain(family)
        return
    with pytest.raises(DatabaseError, match="a third notice"), transaction.atomic():
        plain(family)
    plain(family, state="withdrawn", ground="should_not")


def test_a_notice_of_another_authority_counts(family) -> None:
    plain(family, issued_on=date(2026, 3, 2))
    enquiry = Enquiry.objects.get()
    NoticeElsewhere.objects.create(
        enquiry=enquiry, pupil=family.pupil, parent=family.mother.parent, their_reference="X1",
        issued_on=date(2025, 3, 3),
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="a third notice"), transaction.atomic():
        plain(family)
    with pytest.raises(GateShut, match="none may be given before"):
        issued(family)


def test_no_decision_stands_on_a_shut_gate(family) -> None:
    with pytest.raises(DatabaseError, match="open_gate"), transaction.atomic():
        Decision.objects.create(
            step="notice", case=family.case, pupil=family.pupil, parent=family.mother.parent, on=ON, regime="2024",
            gate={"is_open": False}, agency=family.case.team, by=family.acting(MANAGER).user,
        )  # fmt: skip


def test_what_was_issued_is_not_rewritten(family) -> None:
    notice = issued(family)
    for change in ({"full_amount": 1}, {"reference": "PN-1"}, {"issued_on": ON - timedelta(days=1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Notice.objects.filter(pk=notice.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(state="paid")


def test_the_database_uses_a_session_once(family) -> None:
    notice = issued(family)
    other = plain(family)
    with pytest.raises(DatabaseError, match="one_live_notice"), transaction.atomic():
        other.sessions.create(pupil=family.pupil, parent=notice.parent, on=MISSED[0][0], session=0, code="O")


def test_a_strangers_officer_prepares_nothing(family) -> None:
    with pytest.raises(NotAllowed):
        prepare_notice(
            case=family.case, parent=family.mother.parent, address=family.address, sessions=MISSED,
            by=family.acting("other_team_officer"),
        )  # fmt: skip
