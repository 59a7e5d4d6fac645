"""Prosecutions from draft to verdict, and what the database itself never lets be charged (T110 to T130)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from attendance.actions.doors import NotAllowed
from cases.actions.cases import move_case
from cases.actions.doors import Refused
from cases.models import Audience, Entry
from enforcement.actions.evidence import hold_interview, invite, make_paper, sign_paper
from enforcement.actions.gates import GateShut
from enforcement.actions.hearings import adjourn, end_hearing, list_hearing
from enforcement.actions.notices import issue_notice, prepare_notice, serve_notice
from enforcement.actions.prosecutions import (
    answer_direction,
    change_charge,
    charge,
    consider_supervision,
    decide_charge,
    direct_supervision,
    drop_charge,
    end_charge,
    prepare_charge,
)
from enforcement.models import Prosecution, SupervisionConsideration
from enforcement.queries.absence import marks_of
from enforcement.queries.pack import latest_papers, moved_since, pack_of
from tests.enforcement.court import FIRST, LEGAL, MANAGER, MISSED, OFFICER, ON, charged, fill, later, prepare
from tests.enforcement.households import another_parent


def as_legal(family, row, on=ON, **more):
    return charge(row=row, by=family.acting(LEGAL, on), version=row.version, **more)


def test_a_second_person_charges_and_the_school_reads_the_result_alone(family) -> None:
    row = charged(family)
    assert (row.state, row.charged_on, row.sessions.filter(is_live=True).count()) == ("charged", ON, 10)
    assert row.decision.gate["is_open"] is True
    assert row.case.holds.filter(lifted_on=None, kind="court").count() == 1
    told = Entry.objects.filter(audience=Audience.SCHOOL).values_list("text", flat=True)
    assert list(told) == ["A prosecution has begun."]
    with pytest.raises(Refused, match=r"(?i)court proceedings"):
        move_case(case=family.case, move="close", reason="Done.", by=family.acting(MANAGER))


def test_nobody_charges_alone_or_without_the_right(family) -> None:
    row = fill(prepare(family), family)
    with pytest.raises(NotAllowed):
        charge(row=row, by=family.acting(OFFICER), version=row.version)
    Prosecution.objects.filter(pk=row.pk).update(drafted_by=family.acting(LEGAL).user)
    with pytest.raises(GateShut, match="same person"):
        as_legal(family, row)
    with pytest.raises(NotAllowed):
        prepare_charge(
            case=family.case, parent=family.mother.parent, first_on=FIRST, last_on=ON,
            by=family.acting("other_team_officer"),
        )  # fmt: skip


def test_a_second_click_charges_once_and_an_old_page_not_at_all(family) -> None:
    row = charged(family)
    assert as_legal(family, row).pk == row.pk
    other = Prosecution.objects.get(pk=row.pk)
    assert other.version == row.version


def test_T115_without_a_consideration_nothing_is_charged(family) -> None:
    by = family.acting(OFFICER)
    row = prepare_charge(
        case=family.case,
        parent=family.mother.parent,
        first_on=FIRST,
        last_on=ON,
        by=by,
        equality_considered_on=ON,
    )
    row = fill(row, family)
    with pytest.raises(GateShut, match="Nobody has considered"):
        as_legal(family, row)


def test_T116_a_consideration_after_the_charge_is_refused_by_the_database_too(family) -> None:
    row = fill(prepare(family), family)
    late = SupervisionConsideration.objects.create(
        case=family.case, pupil=family.pupil, on=later(2), decision="not", reason="Late.",
        by=family.acting(OFFICER).user,
    )  # fmt: skip
    Prosecution.objects.filter(pk=row.pk).update(consideration=late)
    with pytest.raises(GateShut, match="after the charge"):
        as_legal(family, row)
    fresh = Prosecution.objects.get(pk=row.pk)
    fresh.state, fresh.charged_on, fresh.checked_by = "charged", ON, family.acting(LEGAL).user
    with pytest.raises(DatabaseError, match="considered before"), transaction.atomic():
        fresh.save()


@pytest.mark.parametrize(
    ("on", "shut", "signs"),
    [
        (date(2027, 5, 2), "", []),
        (date(2027, 5, 3), "sign-off", []),
        (date(2027, 5, 6), "", ["clock"]),
        (date(2027, 5, 7), "six months ended", []),
    ],
)
def test_T110_T113_past_the_safe_clock_a_legal_officer_signs_and_past_the_hard_one_nobody(
    family, on, shut, signs
) -> None:
    family.address.confirmed_on = on
    family.address.save()
    row = fill(prepare(family), family)
    if not shut:
        assert as_legal(family, row, on, signs=signs).state == "charged"
        return
    with pytest.raises((GateShut, Refused), match=shut):
        as_legal(family, row, on, signs=signs)


def test_the_database_holds_the_hard_clock(family) -> None:
    row = charged(family)
    assert row.sessions.latest("on").on == MISSED[-1][0]
    father, _ = another_parent(family)
    draft = prepare_charge(
        case=family.case, parent=father.parent, first_on=FIRST, last_on=ON, by=family.acting(OFFICER)
    )
    draft.state, draft.charged_on, draft.consideration = "charged", date(2027, 5, 7), row.consideration
    draft.checked_by, draft.decision = family.acting(LEGAL).user, None
    with pytest.raises(DatabaseError, match="within six months"), transaction.atomic():
        draft.save()


def test_only_unauthorised_and_unused_sessions_are_charged(family) -> None:
    family.register.marks = family.register.marks.replace("O", "I", 2)
    family.register.save()
    row = prepare(family)
    assert row.sessions.count() == 8
    father, _ = another_parent(family)
    with pytest.raises(Refused, match="Nothing in this period"):
        prepare_charge(
            case=family.case, parent=father.parent, first_on=later(-3), last_on=ON, by=family.acting(OFFICER)
        )


def test_what_was_charged_is_not_charged_again_nor_fined(family) -> None:
    row = charged(family)
    by = family.acting(MANAGER)
    end_charge(row=row, move="discontinue", reason="A witness left.", by=by)
    with pytest.raises(Refused, match="already charged"):
        prepare_charge(
            case=family.case,
            parent=family.mother.parent,
            first_on=FIRST,
            last_on=ON,
            by=family.acting(OFFICER),
        )
    draft = family.prepare()
    with pytest.raises(GateShut, match="already used"):
        issue_notice(notice=draft, by=by, version=draft.version)
    assert not row.case.holds.filter(lifted_on=None).exists()


def test_T76_while_a_prosecution_is_prepared_no_notice_is_given(family) -> None:
    row = prepare(family)
    draft = family.prepare()
    with pytest.raises(GateShut, match="contemplated"):
        issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)
    drop_charge(row=row, reason="A notice first.", by=family.acting(OFFICER))
    assert issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version).state == "issued"


def test_an_unpaid_notice_becomes_a_charge_once_its_days_have_passed(family) -> None:
    draft = family.prepare()
    notice = issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)
    notice = serve_notice(notice=notice, sent_on=ON, by=family.acting(OFFICER))
    with pytest.raises(Refused, match="may be paid to 24 December 2026"):
        prepare(family)
    on = date(2026, 12, 25)
    family.address.confirmed_on = on
    family.address.save()
    row = as_legal(family, fill(prepare(family, on), family, on), on)
    notice.refresh_from_db()
    assert (row.state, notice.state) == ("charged", "charged")
    assert not row.case.holds.filter(lifted_on=None, kind="notice").exists()


def test_T121_the_knowing_offence_without_evidence_waits_for_a_lawyer(family) -> None:
    row = fill(prepare(family), family, offence="s444(1A)")
    with pytest.raises(GateShut, match=r"Section 444\(1\) needs none"):
        as_legal(family, row)
    row = change_charge(
        row=row, by=family.acting(OFFICER), version=row.version, knowledge="Letter of 5 October"
    )
    assert as_legal(family, row).offence == "s444(1A)"


def test_T122_the_knowing_offence_does_not_go_to_a_single_justice(family) -> None:
    row = prepare(family)
    with pytest.raises(Refused, match="no single justice"):
        change_charge(
            row=row, by=family.acting(OFFICER), version=row.version, offence="s444(1A)", single_justice=True
        )
    with pytest.raises(DatabaseError, match="single_justice"), transaction.atomic():
        Prosecution.objects.filter(pk=row.pk).update(offence="s444(1A)", single_justice=True)


def test_T124_a_pack_that_lacks_something_is_not_charged(family) -> None:
    row = prepare(family)
    with pytest.raises(GateShut, match="certificate of attendance is missing"):
        as_legal(family, row)


def test_a_corrected_mark_makes_the_certificate_stale(family) -> None:
    row = fill(prepare(family), family)
    family.register.marks = family.register.marks.replace("O", "I", 1)
    family.register.save()
    marks = marks_of(family.pupil, row.school, ON)
    assert moved_since(latest_papers(row)["certificate"], marks) == (MISSED[0],)
    assert pack_of(row, marks).certificate_is_fresh is False
    with pytest.raises(GateShut, match="make a new one"):
        as_legal(family, row)


def test_a_paper_is_kept_as_made_and_signed_once(family) -> None:
    row = prepare(family)
    by = family.acting(OFFICER)
    paper = make_paper(row=row, kind="certificate", by=by)
    assert paper.size > 1_000
    assert len(paper.digest) == 64
    sign_paper(paper=paper, signed_by="The head", signed_on=ON, by=by)
    with pytest.raises(Refused, match="signed already"):
        sign_paper(paper=paper, signed_by="Another", signed_on=ON, by=by)
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        type(paper).objects.filter(pk=paper.pk).update(digest="0" * 64)


def test_no_interview_without_caution(family) -> None:
    row, by = prepare(family), family.acting(OFFICER)
    planned = invite(row=row, invited_on=ON, planned_on=ON, place="Civic Centre", by=by)
    with pytest.raises(Refused, match="after the caution"):
        hold_interview(interview=planned, held_on=ON, cautioned=False, present="", text="She said so.", by=by)
    hold_interview(interview=planned, held_on=ON, cautioned=True, present="", text="She said so.", by=by)
    assert pack_of(row, marks_of(family.pupil, row.school, ON)).interview


def test_hearings_are_listed_adjourned_and_heard(family) -> None:
    row, by = charged(family), family.acting(OFFICER)
    first = list_hearing(of=row, on=later(30), court="Irwell Magistrates", purpose="first", by=by)
    assert (
        list_hearing(of=row, on=later(30), court="Irwell Magistrates", purpose="first", by=by).pk == first.pk
    )
    with pytest.raises(Refused, match="lies ahead"):
        end_hearing(hearing=first, move="hear", result="Guilty plea.", by=by)
    second = adjourn(hearing=first, to=later(60), reason="No interpreter.", by=by)
    assert adjourn(hearing=first, to=later(60), reason="No interpreter.", by=by).pk == second.pk
    heard = end_hearing(
        hearing=second, move="hear", result="Guilty plea.", by=family.acting(OFFICER, later(60))
    )
    assert (heard.state, heard.adjourned_from_id) == ("heard", first.pk)


def test_T130_a_parent_who_died_is_a_party_no_longer_and_the_hearing_leaves_the_list(family) -> None:
    row, by = charged(family), family.acting(OFFICER)
    hearing = list_hearing(of=row, on=later(30), court="Irwell Magistrates", purpose="first", by=by)
    ended = end_charge(row=row, move="abate", reason="Certificate seen.", by=by)
    hearing.refresh_from_db()
    assert (ended.state, hearing.state) == ("abated", "vacated")


@pytest.mark.parametrize(("fine", "refused"), [(100_000, False), (100_001, True)])
def test_a_fine_within_its_level(family, fine, refused) -> None:
    row, by = charged(family), family.acting(OFFICER)
    result = {"plea": "guilty", "sentence": "fine", "fine": fine, "costs_awarded": 12_500}
    if refused:
        with pytest.raises(Refused, match="level 3"):
            decide_charge(row=row, move="convict", decided_on=ON, result=result, by=by)
        return
    held = decide_charge(row=row, move="convict", decided_on=ON, result=result, by=by)
    assert (held.state, held.fine, held.costs_awarded) == ("convicted", 100_000, 12_500)
    told = Entry.objects.filter(audience=Audience.SCHOOL).order_by("pk").values_list("text", flat=True)
    assert list(told)[-1] == "The prosecution: convicted."


def test_prison_is_for_the_knowing_offence_alone(family) -> None:
    row = charged(family)
    with pytest.raises(Refused, match="not punished with prison"):
        decide_charge(
            row=row, move="convict", decided_on=ON, result={"sentence": "prison"}, by=family.acting(OFFICER)
        )


def test_the_court_is_answered_within_eight_weeks(family) -> None:
    row, by = charged(family), family.acting(OFFICER)
    held = direct_supervision(row=row, directed_on=ON, by=by)
    assert held.direction_due_on == ON + timedelta(weeks=8, days=-1)
    assert answer_direction(row=held, answer="The family now engages.", by=by).direction_answered_on == ON


def test_what_was_charged_is_not_rewritten(family) -> None:
    row = charged(family)
    for change in ({"offence": "s444(1A)"}, {"charged_on": later(-1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Prosecution.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        row.sessions.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        row.sessions.create(pupil=family.pupil, parent=row.parent, on=ON, session=0, code="O")


def test_a_notice_written_past_the_actions_does_not_reach_a_charged_session(family) -> None:
    charged(family)
    draft = prepare_notice(
        case=family.case, parent=family.mother.parent, address=family.address, sessions=MISSED[:2],
        by=family.acting(OFFICER),
    )  # fmt: skip
    draft.sessions.all().delete()
    with transaction.atomic():
        type(draft).objects.filter(pk=draft.pk).update(
            state="issued", issued_on=ON, full_amount=1, checked_by=family.acting(MANAGER).user,
            decision=Prosecution.objects.get().decision,
        )  # fmt: skip
    with pytest.raises(DatabaseError, match="charged in court"), transaction.atomic():
        draft.sessions.create(pupil=family.pupil, parent=draft.parent, on=FIRST, session=0, code="O")


def test_a_consideration_is_never_rewritten(family) -> None:
    held = consider_supervision(case=family.case, decision="not", reason="Why.", by=family.acting(OFFICER))
    with pytest.raises(DatabaseError), transaction.atomic():
        SupervisionConsideration.objects.filter(pk=held.pk).update(reason="Another.")
