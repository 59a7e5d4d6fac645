"""The gate before a warning and before a notice: each fact that shuts it, in the law of both times."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from attendance.rules.open_point import Answers
from enforcement.rules.excluded import SeenInPublic, days_of_duty
from enforcement.rules.facts import Absence, Flag, Money, Step
from enforcement.rules.gate import CHECKS, gate, ladder
from enforcement.rules.gate_price import terms_for
from enforcement.rules.issuing import Issuer, School, SchoolKind
from enforcement.rules.limit import HeldNotice
from enforcement.rules.parties import Address, Parent
from enforcement.rules.service import Method
from enforcement.rules.supervision import Supervision
from enforcement.rules.support import Offer, Outcome, Support
from enforcement.rules.uses import End, Use
from enforcement.rules.warning import Progress, Warned
from tests.enforcement.rules.worked import (
    NOW,
    THEN,
    Verdict,
    answer,
    changed,
    facts,
    missed,
    shut_keys,
    stand_of,
    verdict,
)

AGO = timedelta


def shuts(part, key, step=Step.NOTICE, on=NOW, **changes):
    return shut_keys(step, changed(facts(on), part, **changes)) == [key]


@pytest.mark.parametrize("on", [NOW, THEN])
@pytest.mark.parametrize("step", [Step.WARNING, Step.NOTICE])
def test_with_nothing_in_the_way_the_gate_is_open(step, on):
    found = gate(step, facts(on))
    assert found.is_open, [(each.key, each.sentence) for each in (*found.shut, *found.unsigned)]
    assert found.regime == ("2024" if on == NOW else "2004")


def test_before_27_february_2004_there_is_no_notice():
    found = gate(Step.NOTICE, facts(date(2004, 2, 26)))
    assert ([each.key for each in found.shut], found.opens_on) == (["law"], date(2004, 2, 27))


@pytest.mark.parametrize("on", [NOW, THEN])
@pytest.mark.parametrize(
    ("part", "key", "changes"),
    [
        ("child", "child", {"is_alive": False}),
        ("child", "child", {"is_on_roll": False}),
        ("parent", "person", {"is_natural": False}),
        ("parent", "person", {"is_alive": False}),
        ("parent", "person", {"said_adult": False}),
        ("parent", "person", {"identity_confirmed": False}),
        ("parent", "person", {"is_individual": False}),
        ("parent", "part", {"took_part": False}),
        ("address", "address", {"is_on_record": False}),
        ("address", "address", {"confirmed_on": None}),
        ("address", "address", {"is_sealed": True}),
        ("address", "address", {"ended_on": date(2000, 1, 1)}),
        ("address", "address", {"began_on": date(2030, 1, 1)}),
        ("address", "address", {"came_back_on": date(2030, 1, 1)}),
        ("money", "money", {"unmatched": 1}),
        ("money", "money", {"disputed": 1}),
        ("money", "money", {"said_paid": 1}),
        ("plan", "issuer", {"issuer_is_authorised": False}),
        ("plan", "issuer", {"issuer": Issuer.OTHER}),
        ("plan", "time", {"method": Method.ELECTRONIC}),
        ("plan", "time", {"sent_on": date(2000, 1, 1)}),
        ("earlier", "not-used", {"proceedings_contemplated": True}),
        ("earlier", "warned", {"warnings": ()}),
        ("support", "support", {"offers": ()}),
        ("people", "equality", {"equality_considered_on": None}),
        ("people", "second-person", {"checked_by": None}),
        ("people", "second-person", {"checked_by": 1}),
        ("people", "second-person", {"drafted_by": None}),
        ("school", "school", {"kind": SchoolKind.INDEPENDENT}),
        ("school", "school", {"is_in_wales": True}),
    ],
)
def test_one_fact_shuts_the_notice_and_says_why(part, key, changes, on):
    held = changed(facts(on), part, **changes)
    found = gate(Step.NOTICE, held)
    assert [each.key for each in found.shut] == [key]
    (only,) = found.shut
    assert only.sentence.endswith((".", "rejected"))
    assert only.change
    assert only.provision.source


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"unread_letters": 1}, "letters"),
        ({"flags": (Flag("child-protection", "A child protection plan is in force."),)}, "flags"),
    ],
)
def test_letters_and_flags_shut_every_step(changes, key):
    for step in CHECKS:
        assert key in shut_keys(step, facts(**changes))


def test_a_flag_says_until_when_and_who_may_lift_it():
    flag = Flag("health", "An operation is planned.", date(2025, 12, 1), "locality team manager")
    found = answer(Step.NOTICE, facts(flags=(flag,)), "flags")
    assert (found.until, found.verdict) == (date(2025, 12, 1), Verdict.SHUT)
    assert "locality team manager" in found.change
    assert gate(Step.NOTICE, facts(flags=(flag,))).opens_on == date(2025, 12, 1)


@pytest.mark.parametrize(("days", "expected"), [(27, Verdict.OPEN), (28, Verdict.OPEN), (29, Verdict.SHUT)])
def test_an_address_is_confirmed_within_the_days_of_the_authority(days, expected):
    held = changed(facts(), "address", confirmed_on=NOW - AGO(days=days))
    assert verdict(Step.NOTICE, held, "address") is expected
    longer = Answers({"address_confirmed_days": 29})
    assert verdict(Step.NOTICE, held, "address", answers=longer) is Verdict.OPEN


def test_a_sealed_address_is_used_only_when_somebody_named_for_it_decides():
    held = changed(facts(), "address", is_sealed=True, opened_by_named=True)
    assert verdict(Step.NOTICE, held, "address") is Verdict.OPEN


@pytest.mark.parametrize(
    ("born_on", "expected"),
    [(NOW.replace(year=NOW.year - 18), Verdict.OPEN), (date(2007, 11, 4), Verdict.SHUT)],
)
def test_a_parent_of_seventeen_is_no_adult(born_on, expected):
    held = facts(parent=Parent(is_natural=True, born_on=born_on, took_part=True, identity_confirmed=True))
    assert verdict(Step.NOTICE, held, "person") is expected


def test_T24_a_child_below_compulsory_age_gets_no_step_and_the_gate_says_from_when():
    held = changed(facts(date(2025, 12, 1)), "child", born_on=date(2020, 9, 2))
    found = answer(Step.NOTICE, held, "child")
    assert (found.verdict, found.until) == (Verdict.SHUT, date(2025, 12, 31))


def test_T44_below_the_threshold_only_with_a_written_reason_and_a_managers_approval():
    few = missed(NOW - AGO(days=28), 6)
    held = facts(absence=Absence(few, stand_of(few)))
    assert verdict(Step.NOTICE, held, "threshold") is Verdict.SHUT
    reasoned = changed(held, "absence", below_because="a third week in June")
    found = answer(Step.NOTICE, reasoned, "threshold")
    assert (found.verdict, found.signed_by) == (Verdict.SIGN_OFF, "locality team manager")
    assert not gate(Step.NOTICE, reasoned).is_open
    signed = changed(reasoned, "people", signed_off=frozenset({"threshold"}))
    assert gate(Step.NOTICE, signed).is_open


def test_no_notice_rests_on_an_n():
    nine = (*missed(NOW - AGO(days=28), 9), *missed(NOW - AGO(days=20), 1, "N"))
    held = facts(absence=Absence(nine, stand_of(nine)))
    assert shut_keys(Step.NOTICE, held) == ["sessions", "threshold"]
    held = facts(absence=Absence(nine[:9], stand_of(nine), below_because="a reason"))
    assert shut_keys(Step.NOTICE, held) == ["threshold"]


def test_only_unauthorised_sessions_that_have_happened_are_named():
    for bad in (missed(NOW - AGO(days=28), 10, "I"), missed(NOW + AGO(days=1)), ()):
        held = facts(absence=replace(facts().absence, sessions=bad))
        assert "sessions" in shut_keys(Step.NOTICE, held)
    twice = facts().absence.sessions
    held = facts(absence=replace(facts().absence, sessions=(*twice, twice[0])))
    assert shut_keys(Step.NOTICE, held) == ["sessions"]


def test_T45_an_independent_school_leaves_prosecution_open():
    held = facts(school=School(SchoolKind.INDEPENDENT))
    assert shut_keys(Step.NOTICE, held) == ["school"]
    assert shut_keys(Step.PROSECUTION, held) == []


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2005, 8, 31), ["school"]), (date(2005, 9, 1), []), (date(2005, 9, 2), [])]
)
def test_alternative_provision_from_september_2005(on, expected):
    assert shut_keys(Step.NOTICE, facts(on, school=School(SchoolKind.OFF_SITE))) == expected


@pytest.mark.parametrize(("weeks", "expected"), [(2, ["period"]), (3, []), (6, []), (7, ["period"])])
def test_T52_a_notice_to_improve_runs_three_to_six_weeks(weeks, expected):
    held = changed(facts(), "plan", weeks=weeks)
    assert shut_keys(Step.WARNING, held) == expected
    reasoned = changed(held, "plan", weeks_override_because="the summer holidays")
    assert shut_keys(Step.WARNING, reasoned) == []
    assert shut_keys(Step.WARNING, changed(facts(THEN), "plan", weeks=weeks)) == []


def test_T53_a_holiday_needs_no_warning_once_support_is_said_not_to_suit():
    ten = missed(NOW - AGO(days=28), 10, "G")
    held = facts(
        absence=Absence(ten, stand_of(ten)),
        support=Support(not_suitable_because="leave for a holiday in term"),
        earlier=replace(facts().earlier, warnings=()),
    )
    assert gate(Step.NOTICE, held).is_open
    assert "holiday" in answer(Step.NOTICE, held, "support").sentence


@pytest.mark.parametrize(
    ("outcome", "shut"),
    [
        (Outcome.REFUSED, False),
        (Outcome.FAILED, False),
        (Outcome.NOT_ENGAGED, False),
        (Outcome.UNDER_WAY, True),
        (Outcome.TAKEN_UP, True),
    ],
)
def test_support_has_ended_before_a_step(outcome, shut):
    held = facts(support=Support((Offer(NOW - AGO(days=30), "Mentor", outcome),)))
    assert (shut_keys(Step.NOTICE, held) == ["support"]) is shut


@pytest.mark.parametrize(
    ("progress", "until"),
    [
        (Progress.RUNNING, NOW + AGO(days=8)),
        (Progress.WAITING, None),
        (Progress.IMPROVED, None),
    ],
)
def test_a_warning_has_to_fail_first(progress, until):
    warned = Warned(NOW - AGO(days=20), NOW + AGO(days=7), progress)
    held = changed(facts(), "earlier", warnings=(warned,))
    found = gate(Step.NOTICE, held)
    assert ([each.key for each in found.shut], found.opens_on) == (["warned"], until)
    failed = changed(facts(), "earlier", warnings=(replace(warned, progress=Progress.FAILED),))
    assert gate(Step.NOTICE, failed).is_open


def test_a_warning_of_two_years_ago_is_none():
    old = Warned(date(2023, 10, 2), date(2023, 11, 10), Progress.FAILED)
    held = changed(facts(), "earlier", warnings=(old,))
    assert shut_keys(Step.NOTICE, held) == ["warned"]
    longer = Answers({"warning_lasts_months": 36})
    assert shut_keys(Step.NOTICE, held, answers=longer) == []


PN1, PN2 = HeldNotice("PN1", date(2024, 9, 10)), HeldNotice("PN2", date(2025, 5, 6))


def test_T66_a_third_notice_is_shut_until_the_first_drops_out():
    held = changed(facts(), "earlier", notices=(PN1, PN2))
    found = gate(Step.NOTICE, held)
    assert {each.key for each in found.shut} == {"limit", "time"}
    limit = answer(Step.NOTICE, held, "limit")
    assert limit.until == date(2027, 9, 10)
    assert "prosecution" in limit.change
    assert terms_for(held, Answers()) is None


def test_a_second_notice_is_priced_as_such():
    held = changed(facts(), "earlier", notices=(PN1,))
    assert terms_for(held, Answers()).lower is None
    assert gate(Step.NOTICE, held).is_open


def test_while_other_authorities_are_not_known_there_is_no_price():
    held = changed(facts(), "earlier", others_known=False)
    assert "limit" in shut_keys(Step.NOTICE, held)
    assert shut_keys(Step.NOTICE, changed(facts(THEN), "earlier", others_known=False)) == []


def test_T75_sessions_of_an_earlier_notice_are_not_used_twice():
    use = Use("PN1", frozenset(facts().absence.days[:1]), End.OPEN)
    assert shuts("earlier", "not-used", uses=(use,))
    assert "PN1" in answer(Step.NOTICE, changed(facts(), "earlier", uses=(use,)), "not-used").sentence


def test_T76_contemplated_proceedings_bar_a_notice():
    assert shuts("earlier", "not-used", proceedings_contemplated=True)


def test_T118_an_order_in_force_blocks_the_notice_and_names_its_own_route():
    order = Supervision(date(2025, 9, 1), date(2025, 12, 31))
    held = changed(facts(), "earlier", orders=(order,))
    assert shut_keys(Step.NOTICE, held) == ["supervision"]
    found = answer(Step.NOTICE, held, "supervision")
    assert "Schedule 3" in found.sentence
    assert found.points == ("supervision_blocks_charges",)
    decided = Answers({"supervision_blocks_charges": False})
    assert shut_keys(Step.NOTICE, held, answers=decided) == []


def test_T113_too_little_time_for_court_is_a_warning_to_sign():
    june = missed(date(2025, 6, 2))
    held = facts(date(2025, 10, 30), absence=Absence(june, stand_of(june)))
    found = answer(Step.NOTICE, held, "time")
    assert (found.verdict, found.signed_by) == (Verdict.SIGN_OFF, "legal and court officer")
    assert "from 1 December 2025 to 2 December 2025" in found.sentence
    assert "6 December 2025" in found.sentence
    assert verdict(Step.NOTICE, held, "time", answers=Answers({"charge_margin_days": 2})) is Verdict.OPEN


@pytest.mark.parametrize(
    ("on", "offence", "regime_price"),
    [
        (date(2024, 8, 16), date(2024, 7, 1), 6_000),
        (date(2024, 9, 2), date(2024, 7, 1), 6_000),
        (date(2024, 9, 20), date(2024, 9, 2), 8_000),
    ],
)
def test_T96_the_price_at_the_gate_over_august_2024(on, offence, regime_price):
    sessions = missed(offence)
    held = facts(on, absence=Absence(sessions, stand_of(sessions)))
    assert terms_for(held, Answers()).lower.amount == regime_price


@pytest.mark.parametrize(
    ("first", "expected"),
    [(date(2025, 5, 13), Verdict.SIGN_OFF), (date(2025, 5, 12), Verdict.SHUT)],
)
def test_a_notice_that_could_never_be_followed_by_a_charge_is_shut(first, expected):
    """Handed over on 20 October 2025 it may be paid to 16 November: the six months of 16 May end that day."""
    sessions = missed(first)
    held = facts(date(2025, 10, 20), absence=Absence(sessions, stand_of(sessions)))
    held = changed(held, "plan", method=Method.BY_HAND)
    assert verdict(Step.NOTICE, held, "time") is expected


def test_the_sessions_named_are_those_that_meet_the_threshold():
    held = facts()
    few = replace(held, absence=replace(held.absence, sessions=held.absence.sessions[:9]))
    assert shut_keys(Step.NOTICE, few) == ["threshold"]
    assert "9 are named" in answer(Step.NOTICE, few, "threshold").sentence
    reasoned = changed(few, "absence", below_because="one session is in dispute")
    assert verdict(Step.NOTICE, reasoned, "threshold") is Verdict.SIGN_OFF


def test_an_address_is_not_confirmed_ahead_of_time():
    held = changed(facts(), "address", confirmed_on=NOW + AGO(days=1))
    assert shut_keys(Step.NOTICE, held) == ["address"]


def test_the_gate_names_the_open_points_it_turned_on():
    assert "old_law_for_old_offences" in answer(Step.NOTICE, facts(), "limit").points
    assert "threshold_counts_n" in answer(Step.NOTICE, facts(), "threshold").points
    assert "local_threshold_sessions" in answer(Step.NOTICE, facts(THEN), "threshold").points


def excluded_facts(on=date(2025, 11, 12), **changes):
    week = tuple(date(2025, 11, 10) + AGO(days=number) for number in range(5))
    seen = SeenInPublic(date(2025, 11, 10), date(2025, 11, 12), date(2025, 11, 10), week)
    return changed(facts(on), "plan", excluded=replace(seen, **changes))


def test_T99_no_section_104_notice_no_penalty_notice():
    assert gate(Step.EXCLUDED_NOTICE, excluded_facts()).is_open
    assert shut_keys(Step.EXCLUDED_NOTICE, excluded_facts(section_104_notice_on=None)) == ["excluded"]


@pytest.mark.parametrize(
    "changes",
    [
        {"seen_on": date(2025, 11, 17)},
        {"in_public_place": False},
        {"in_school_hours": False},
        {"justified_because": "a hospital visit"},
        {"section_104_notice_on": date(2025, 11, 13)},
    ],
)
def test_what_else_shuts_a_notice_about_an_excluded_pupil(changes):
    assert shut_keys(Step.EXCLUDED_NOTICE, excluded_facts(**changes)) == ["excluded"]


def test_T98_before_september_2007_the_law_of_excluded_pupils_had_not_begun():
    found = gate(Step.EXCLUDED_NOTICE, facts(date(2007, 1, 15)))
    assert found.opens_on == date(2007, 9, 1)


@pytest.mark.parametrize(
    ("before_afternoon", "length", "expected"),
    [(True, 45, [10, 11, 12, 13, 14]), (False, 45, [11, 12, 13, 14, 17]), (True, 2, [10, 11])],
)
def test_the_first_five_school_days_of_an_exclusion(before_afternoon, length, expected):
    days = [date(2025, 11, day) for day in (10, 11, 12, 13, 14, 17, 18)]
    found = days_of_duty(days[0], days, before_afternoon=before_afternoon, exclusion_days=length)
    assert [day.day for day in found] == expected


def test_every_answer_can_be_stored_with_its_sentence_and_rule():
    for step in Step:
        stored = json.loads(json.dumps(gate(step, facts()).record()))
        assert stored["step"] == step.value
        for row in stored["answers"]:
            assert row["sentence"]
            assert row["rule"]
            assert row["source"]


def test_keys_of_a_steps_answers_are_its_own():
    for step in Step:
        keys = [each.key for each in gate(step, facts()).answers]
        assert len(keys) == len(set(keys)), step


def test_the_ladder_goes_in_order_and_every_step_has_its_checks():
    assert set(CHECKS) == set(Step)
    found = ladder({Step.NOTICE: facts(), Step.WARNING: facts()})
    assert [each.step for each in found] == [Step.WARNING, Step.NOTICE]


def test_T130_nothing_is_sent_to_a_parent_who_has_died():
    dead = changed(facts(), "parent", is_alive=False)
    assert all("person" in shut_keys(step, dead) for step in Step)


def test_T168_wales_is_flagged_for_a_lawyer():
    """The law follows the school: a school in Wales is shut, a home in Wales waits for a sign-off."""
    assert shut_keys(Step.NOTICE, changed(facts(), "school", is_in_wales=True)) == ["school"]
    home = answer(Step.NOTICE, changed(facts(), "school", home_is_in_wales=True), "school")
    assert (home.verdict, home.signed_by) == (Verdict.SIGN_OFF, "legal and court officer")
    assert home.points == ("cross_border_follows_school",)


def test_what_nobody_has_said_shuts_the_gate():
    """Facts of which only the child and the day are known open nothing."""
    held = facts(parent=Parent(), address=Address(), support=Support())
    for step in Step:
        assert gate(step, held).shut
    assert Money(unmatched=0, disputed=0, said_paid=0).is_clear
