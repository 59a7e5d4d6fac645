"""Clocks, offences, charge schedules, packs and the gate of court (T110 to T124, T129)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.rules.age import compulsory_age
from attendance.rules.open_point import Answers
from enforcement.rules.charges import ASKED_OF, Pack, changed_since, lacks, schedule
from enforcement.rules.clocks import Time, charge_by, charge_window, clocks
from enforcement.rules.facts import Absence, Step
from enforcement.rules.fast_track import entry_weeks, is_entry_met, timetable
from enforcement.rules.gate import gate
from enforcement.rules.offences import (
    PENALTIES,
    Offence,
    defences,
    elements,
    reading_on,
    single_justice_refusal,
)
from enforcement.rules.supervision import Consideration, Supervision
from enforcement.rules.uses import End, Use, charge_bar
from tests.enforcement.rules.worked import (
    COMPLETE,
    NOW,
    THEN,
    Verdict,
    answer,
    changed,
    facts,
    missed,
    shut_keys,
    verdict,
)

OF_AGE = compulsory_age(date(2013, 3, 1))
COURT = (Step.PROSECUTION, Step.KNOWING_PROSECUTION)


@pytest.mark.parametrize(
    ("offence", "last"),
    [
        (date(2025, 2, 28), date(2025, 8, 28)),
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2023, 8, 31), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2024, 8, 29)),
        (date(2025, 3, 31), date(2025, 9, 30)),
        (date(2006, 12, 15), date(2007, 6, 15)),
    ],
)
def test_T110_six_months_end_on_the_same_numbered_day_or_the_last_of_the_month(offence, last):
    assert charge_by(offence) == last


def test_T113_the_window_between_the_payment_days_and_both_clocks():
    window = charge_window([each.session for each in missed(date(2025, 6, 2))], date(2025, 11, 30))
    assert window.opens_on == date(2025, 12, 1)
    assert (window.clocks.safe_until, window.clocks.hard_until) == (date(2025, 12, 2), date(2025, 12, 6))
    assert (window.safe_days, window.hard_days) == (2, 6)


@pytest.mark.parametrize(
    ("full_until", "safe", "hard"),
    [(date(2025, 12, 1), 1, 5), (date(2025, 12, 2), 0, 4), (date(2025, 12, 6), 0, 0)],
)
def test_the_window_closes_day_by_day(full_until, safe, hard):
    window = charge_window([each.session for each in missed(date(2025, 6, 2))], full_until)
    assert (window.safe_days, window.hard_days) == (safe, hard)
    assert window.sentence.endswith(".")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 12, 1), Time.IN_TIME),
        (date(2025, 12, 2), Time.IN_TIME),
        (date(2025, 12, 3), Time.PAST_SAFE),
        (date(2025, 12, 6), Time.PAST_SAFE),
        (date(2025, 12, 7), Time.PAST_HARD),
    ],
)
def test_both_clocks_on_the_day_before_the_day_and_the_day_after(on, expected):
    assert clocks([each.session for each in missed(date(2025, 6, 2))]).at(on) is expected


def test_a_charge_needs_a_session():
    with pytest.raises(ValueError, match="at least one"):
        clocks([])


def keys(found):
    return {each.key for each in found}


@pytest.mark.parametrize(
    ("on", "for_the_court"),
    [(date(2006, 11, 7), True), (date(2006, 11, 8), False), (date(2006, 11, 9), False)],
)
def test_justification_is_an_element_first_and_a_defence_later(on, for_the_court):
    knowing = Offence.KNOWING_FAILURE
    assert ("unjustified" in keys(elements(knowing, on))) is for_the_court
    assert ("justification" in keys(defences(knowing, on))) is not for_the_court
    sick = next(each for each in defences(Offence.FAILURE, on) if each.key == "sickness")
    assert sick.parent_proves is not for_the_court


@pytest.mark.parametrize(
    ("on", "key"), [(date(2007, 8, 31), "walking-distance"), (date(2007, 9, 1), "travel-duty")]
)
def test_the_transport_defence_follows_its_date(on, key):
    assert key in keys(defences(Offence.FAILURE, on))


def test_what_each_offence_asks():
    assert "knew" not in keys(elements(Offence.FAILURE, NOW))
    assert "knew" in keys(elements(Offence.KNOWING_FAILURE, NOW))
    assert keys(elements(Offence.BREACH_OF_ORDER, NOW)) == {
        "compulsory-age", "order-served", "order-breached", "parent",
    }  # fmt: skip
    assert keys(defences(Offence.BREACH_OF_ORDER, NOW)) == {"educated-otherwise"}
    assert {each: PENALTIES[each].level for each in Offence} == {
        Offence.FAILURE: 3,
        Offence.KNOWING_FAILURE: 4,
        Offence.BREACH_OF_ORDER: 3,
        Offence.DIRECTIONS: 3,
    }


@pytest.mark.parametrize(
    ("on", "is_rules"),
    [(date(2006, 10, 2), False), (date(2017, 4, 5), False), (date(2017, 4, 6), True), (NOW, True)],
)
def test_T129_regularly_before_and_after_platt(on, is_rules):
    assert reading_on(on).is_rules is is_rules


def test_T129_a_case_of_2006_is_a_lawyers_judgement():
    then, now = facts(THEN), facts()
    assert verdict(Step.PROSECUTION, now, "regularly") is Verdict.OPEN
    found = answer(Step.PROSECUTION, then, "regularly")
    assert (found.verdict, found.signed_by) == (Verdict.SIGN_OFF, "legal and court officer")
    assert gate(Step.PROSECUTION, changed(then, "people", signed_off=frozenset({"regularly"}))).is_open


@pytest.mark.parametrize("step", COURT)
def test_with_nothing_in_the_way_court_is_open(step):
    found = gate(step, facts())
    assert found.is_open, [(each.key, each.sentence) for each in (*found.shut, *found.unsigned)]


@pytest.mark.parametrize("step", COURT)
@pytest.mark.parametrize(
    ("part", "key", "changes"),
    [
        ("money", "money", {"unmatched": 1}),
        ("money", "money", {"disputed": 1}),
        ("money", "money", {"said_paid": 1}),
        ("plan", "supervision-considered", {"consideration": None}),
        ("plan", "code-test", {"evidence_sufficient": False}),
        ("plan", "code-test", {"in_public_interest": False}),
        ("plan", "pack", {"pack": Pack()}),
        ("parent", "part", {"took_part": False}),
        ("parent", "person", {"is_alive": False}),
        ("support", "support", {"offers": ()}),
        ("people", "second-person", {"checked_by": None}),
        ("absence", "sessions", {"sessions": missed(NOW - timedelta(days=28), 4, "I")}),
        ("absence", "sessions", {"sessions": missed(NOW - timedelta(days=28), 4, "N")}),
    ],
)
def test_one_fact_shuts_the_court(step, part, key, changes):
    assert shut_keys(step, changed(facts(), part, **changes)) == [key]


def test_T115_no_charge_without_a_consideration():
    held = changed(facts(), "plan", consideration=None)
    found = answer(Step.PROSECUTION, held, "supervision-considered")
    assert (found.verdict, found.provision.source) == (Verdict.SHUT, "Education Act 1996 s447(1)")


@pytest.mark.parametrize(
    ("days", "shut"), [(-1, []), (0, []), (1, ["supervision-considered"]), (2, ["supervision-considered"])]
)
def test_T116_the_consideration_comes_before_the_charge(days, shut):
    said = Consideration(NOW + timedelta(days=days), "not now", "support has begun", "Officer A")
    assert shut_keys(Step.PROSECUTION, changed(facts(), "plan", consideration=said)) == shut


@pytest.mark.parametrize("blank", ["decision", "reason", "officer"])
def test_a_consideration_says_what_why_and_who(blank):
    said = replace(Consideration(NOW, "not now", "support has begun", "Officer A"), **{blank: " "})
    assert shut_keys(Step.PROSECUTION, changed(facts(), "plan", consideration=said)) == [
        "supervision-considered"
    ]


def test_T121_without_evidence_of_knowledge_the_lesser_charge_is_offered():
    held = changed(facts(), "plan", knowledge=())
    found = answer(Step.KNOWING_PROSECUTION, held, "knowledge")
    assert found.verdict is Verdict.SIGN_OFF
    assert "section 444(1)" in found.change
    assert not gate(Step.KNOWING_PROSECUTION, held).is_open
    assert gate(Step.PROSECUTION, held).is_open


def test_T122_only_an_offence_without_prison_goes_to_a_single_justice():
    held = changed(facts(), "plan", single_justice=True)
    assert gate(Step.PROSECUTION, held).is_open
    assert shut_keys(Step.KNOWING_PROSECUTION, held) == ["procedure"]


@pytest.mark.parametrize(
    ("on", "refused"), [(date(2015, 4, 12), True), (date(2015, 4, 13), False), (date(2007, 1, 29), True)]
)
def test_the_single_justice_from_april_2015(on, refused):
    assert bool(single_justice_refusal(Offence.FAILURE, on)) is refused
    assert single_justice_refusal(Offence.FAILURE, NOW, parent_is_adult=False)


@pytest.mark.parametrize(
    ("offence", "name"), [(offence, name) for offence, asked in ASKED_OF.items() for name in asked]
)
def test_T124_a_pack_that_lacks_something_is_not_ready(offence, name):
    assert lacks(COMPLETE, offence) == ()
    (only,) = lacks(replace(COMPLETE, **{name: False}), offence)
    assert only.endswith((".", "one"))


def test_an_interview_or_the_reason_for_none():
    without = replace(COMPLETE, interview=False)
    for offence in Offence:
        assert len(lacks(without, offence)) == 1
        assert lacks(replace(without, no_interview_because="the parent declined twice"), offence) == ()


def test_a_certificate_is_stale_once_a_mark_has_changed():
    certified = {each.session: "O" for each in missed(date(2025, 9, 8), 4)}
    assert changed_since(certified, dict(certified)) == ()
    now = certified | {(date(2025, 9, 8), 1): "I"}
    assert changed_since(certified, now) == ((date(2025, 9, 8), 1),)
    del now[(date(2025, 9, 9), 0)]
    assert len(changed_since(certified, now)) == 2


def split(sessions, on, **choices):
    found = schedule(sessions, on, **({"compulsory": OF_AGE} | choices))
    return len(found.in_time), len(found.late), len(found.refused)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 12, 2), (10, 0, 0)),
        (date(2025, 12, 3), (8, 2, 0)),
        (date(2025, 12, 6), (2, 8, 0)),
        (date(2025, 12, 7), (0, 0, 10)),
    ],
)
def test_a_schedule_is_split_by_the_clocks(on, expected):
    assert split(missed(date(2025, 6, 2)), on) == expected


def test_sessions_refused_alike_are_one_sentence_with_each_of_them_behind_it():
    marks = [replace(each, code="I", is_unauthorised=False) for each in missed(date(2025, 9, 8), 4)]
    found = schedule([*marks[:3], replace(marks[3], code="N")], date(2025, 9, 30), compulsory=OF_AGE)
    assert found.said == (
        "3 sessions have changed since, and are no unauthorised absence now: 8 September 2025 (morning) and 2 more. "
        "9 September 2025 (afternoon): Its reason is not settled (N)."
    )
    assert len(found.lines) == 4
    assert found.lines[1] == "8 September 2025 (afternoon): It is no unauthorised absence (I)."
    alone = schedule(marks[:1], date(2025, 9, 30), compulsory=OF_AGE)
    assert alone.said == "8 September 2025 (morning): It is no unauthorised absence (I)."
    assert alone.lines == ()
    late = schedule(missed(date(2025, 6, 2), 4), date(2025, 12, 31), compulsory=OF_AGE)
    assert late.said.count("The six months ended") == 2


def test_only_settled_unauthorised_sessions_of_compulsory_age_that_have_been():
    day = date(2025, 9, 8)
    mixed = (*missed(day, 2), *missed(date(2025, 9, 9), 2, "I"), *missed(date(2025, 9, 10), 1, "N"))
    assert split(mixed, NOW) == (2, 0, 3)
    assert split(missed(day, 2), NOW, compulsory=compulsory_age(date(2020, 11, 1))) == (0, 0, 2)
    assert split(missed(NOW, 4), NOW) == (2, 0, 2)


def test_sessions_under_a_supervision_order_are_not_charged():
    order = Supervision(date(2025, 9, 9), date(2026, 9, 8))
    assert split(missed(date(2025, 9, 8), 4), NOW, orders=[order]) == (2, 0, 2)
    decided = Answers({"supervision_blocks_charges": False})
    assert split(missed(date(2025, 9, 8), 4), NOW, orders=[order], answers=decided) == (4, 0, 0)


SESSION = (date(2025, 9, 8), 0)
UNPAID = Use("PN1", frozenset({SESSION}), End.OPEN, full_until=date(2025, 11, 2))


@pytest.mark.parametrize(
    ("use", "on", "barred", "until"),
    [
        (UNPAID, date(2025, 11, 1), True, date(2025, 11, 3)),
        (UNPAID, date(2025, 11, 2), True, date(2025, 11, 3)),
        (UNPAID, date(2025, 11, 3), False, None),
        (replace(UNPAID, end=End.PAID), NOW, True, None),
        (replace(UNPAID, end=End.CHARGED), NOW, True, None),
        (replace(UNPAID, end=End.WITHDRAWN), NOW, True, None),
        (replace(UNPAID, end=End.WITHDRAWN_MATERIAL_ERROR), NOW, True, None),
        (replace(UNPAID, end=End.NEVER_LAID), NOW, False, None),
    ],
)
def test_what_an_earlier_notice_or_charge_bars(use, on, barred, until):
    found = charge_bar(SESSION, [use], on)
    assert (found is not None) is barred
    if found is not None:
        assert found[1] == until


@pytest.mark.parametrize(("end", "barred"), [(End.OPEN, False), (End.PAID, True), (End.WITHDRAWN, True)])
def test_T101_after_a_material_error_only_a_fresh_unpaid_notice_reopens_the_charge(end, barred):
    first = replace(UNPAID, end=End.WITHDRAWN_MATERIAL_ERROR)
    fresh = Use("PN2", frozenset({SESSION}), end, full_until=date(2025, 11, 2), is_fresh=True)
    assert (charge_bar(SESSION, [first, fresh], NOW) is not None) is barred


def test_T88_a_paid_notice_leaves_nothing_to_charge():
    paid = Use("PN1", frozenset(facts().absence.days), End.PAID)
    for step in COURT:
        assert "sessions" in shut_keys(step, changed(facts(), "earlier", uses=(paid,)))


def test_no_charge_within_the_payment_days_and_the_gate_says_until_when():
    open_notice = Use("PN1", frozenset(facts().absence.days), End.OPEN, full_until=NOW)
    found = gate(Step.PROSECUTION, changed(facts(), "earlier", uses=(open_notice,)))
    assert ([each.key for each in found.shut], found.opens_on) == (["sessions"], NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("on", "expected", "decided"),
    [
        (date(2025, 12, 2), Verdict.OPEN, Verdict.OPEN),
        (date(2025, 12, 3), Verdict.SIGN_OFF, Verdict.SHUT),
        (date(2025, 12, 6), Verdict.SIGN_OFF, Verdict.SHUT),
        (date(2025, 12, 7), Verdict.SHUT, Verdict.SHUT),
    ],
)
def test_past_the_safe_clock_a_lawyer_signs_and_past_the_hard_one_nobody(on, expected, decided):
    held = facts(on, absence=Absence(missed(date(2025, 6, 2))))
    assert verdict(Step.PROSECUTION, held, "clock") is expected
    never = Answers({"past_safe_clock_with_sign_off": False})
    assert verdict(Step.PROSECUTION, held, "clock", answers=never) is decided


@given(
    st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2025, 12, 31)), st.integers(0, 1)), max_size=30),
    st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    st.sampled_from("ONIG"),
)
def test_a_schedule_loses_and_doubles_no_session_and_charges_none_that_is_out_of_time(days, on, code):
    sessions = [replace(missed(date(2025, 9, 8), 1, code)[0], session=session) for session in set(days)]
    found = schedule(sessions, on, compulsory=OF_AGE)
    placed = [*found.in_time, *found.late, *(each.session for each in found.refused)]
    assert sorted(placed) == sorted(set(days))
    assert not (set(found.in_time) | set(found.late)) or code in "OG"
    if found.late:
        assert found.in_time
        assert max(day for day, _ in found.in_time) >= max(day for day, _ in found.late)


def test_exactly_fifteen_percent_opens_the_fast_track():
    assert is_entry_met(9, 60)
    assert not is_entry_met(8, 60)
    assert not is_entry_met(0, 0)
    assert is_entry_met(6, 60, answers=Answers({"fast_track_percent": 10}))
    held = changed(facts(), "absence", unauthorised=8)
    assert answer(Step.FAST_TRACK, held, "entry").signed_by == "locality team manager"
    assert gate(Step.FAST_TRACK, facts()).is_open


def test_the_share_is_taken_over_the_school_weeks_of_the_authority(cal_a):
    on = date(2025, 11, 14)
    assert len(entry_weeks(cal_a, on).first_days) == 6
    assert len(entry_weeks(cal_a, on, answers=Answers({"fast_track_entry_weeks": 4})).first_days) == 4


def test_the_fast_track_reaches_court_in_twelve_weeks():
    found = timetable(date(2007, 2, 5))
    assert [(each.key, each.week) for each in found][-1] == ("hearing", 12)
    assert found[-1].due_on == date(2007, 4, 30)
    assert next(each for each in found if each.key == "panel").due_on <= date(2007, 3, 5)
    assert [each.due_on for each in found] == sorted(each.due_on for each in found)
