"""Duties, returns, deletion and numbers of pupils at their edges."""

from datetime import date, timedelta

import pytest

from attendance.rules.dated import is_in_force
from attendance.rules.deletions import (
    Absence,
    Ground,
    HomeEducationNotice,
    Removal,
    deletion_refusals,
    home_education_refusals,
    off_rolling_warnings,
)
from attendance.rules.open_points import OPEN_POINTS
from attendance.rules.returns import (
    DUTIES,
    StopOutcome,
    attendance_return_due,
    deletion_return_due,
    is_missing_education,
    keep_until,
    new_pupil_return_due,
    sickness_return_due,
    sweep_outcome,
)
from attendance.rules.upn import State, check_letter, read_upn

BEGINS = {
    "strategy-2007": date(2007, 2, 5),
    "children-missing-education": date(2007, 2, 27),
    "additions-and-deletions": date(2016, 9, 1),
    "sickness-return": date(2024, 8, 19),
    "children-not-in-school": None,
    "school-attendance-orders-2026": None,
}


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.key)
def test_every_duty_the_day_before_on_and_after(duty):
    begins = BEGINS[duty.key]
    if begins is None:
        assert not any(is_in_force(duty, day) for day in (date.min, date(2026, 11, 22), date.max))
        return
    days = [begins - timedelta(days=1), begins, begins + timedelta(days=1)]
    assert [is_in_force(duty, day) for day in days] == [False, True, True]


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        (date(2007, 1, 26), StopOutcome.NOT_APPLICABLE),
        (date(2007, 2, 4), StopOutcome.NOT_APPLICABLE),
        (date(2007, 2, 5), StopOutcome.PLAN),
        (date(2007, 2, 6), StopOutcome.PLAN),
    ],
)
def test_a_sweep_before_and_after_the_strategy(on, outcome):
    assert sweep_outcome(on) is outcome


@pytest.mark.parametrize("on", [date(2007, 2, 27), date(2026, 11, 22)])
@pytest.mark.parametrize(
    ("on_roll", "elsewhere", "of_age", "missing"),
    [
        (False, False, True, True),
        (True, False, True, False),
        (False, True, True, False),
        (False, False, False, False),
    ],
)
def test_who_is_missing_education(on, on_roll, elsewhere, of_age, missing):
    found = is_missing_education(
        on, on_a_roll=on_roll, suitably_educated_otherwise=elsewhere, of_compulsory_age=of_age
    )
    assert found is missing


@pytest.mark.parametrize(
    ("entered_on", "due"),
    [
        (date(2016, 8, 31), None),
        (date(2016, 9, 1), date(2016, 9, 6)),
        (date(2024, 2, 26), date(2024, 3, 2)),
        (date(2025, 12, 29), date(2026, 1, 3)),
        (date(2026, 4, 1), date(2026, 4, 6)),  # a bank holiday: calendar days on the words
    ],
)
def test_a_new_pupil_is_returned_by_the_fifth_day_after(entered_on, due):
    assert new_pupil_return_due(entered_on) == due


@pytest.mark.parametrize(
    ("on", "given", "due"),
    [
        (date(2006, 8, 31), {"paragraph": "d"}, False),
        (date(2006, 9, 1), {"paragraph": "d"}, True),
        (date(2007, 5, 1), {"paragraph": "e"}, True),
        (date(2007, 5, 1), {"paragraph": "g"}, True),
        (date(2007, 5, 1), {"paragraph": "i"}, True),
        (date(2007, 5, 1), {"paragraph": "m"}, True),
        (date(2007, 5, 1), {"paragraph": "a"}, False),
        (date(2007, 5, 1), {}, False),
        (date(2016, 8, 31), {"paragraph": "a"}, False),
        (date(2016, 9, 1), {}, True),
        (date(2026, 7, 21), {"end_of_the_top_class": True}, False),
        (date(2026, 7, 21), {"end_of_the_top_class": True, "authority_asked": True}, True),
        (date(2026, 3, 2), {"paragraph": "a"}, True),
    ],
)
def test_a_deletion_is_returned_on_its_own_day_or_not_at_all(on, given, due):
    assert deletion_return_due(on, **given) == (on if due else None)


@pytest.mark.parametrize(
    ("reached_on", "due"),
    [
        (date(2006, 9, 1), None),
        (date(2024, 8, 18), None),
        (date(2024, 8, 19), date(2024, 9, 30)),
        (date(2025, 12, 19), date(2026, 1, 31)),
        (date(2026, 1, 30), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
    ],
)
def test_the_attendance_return_is_monthly_from_2024(reached_on, due):
    assert attendance_return_due(reached_on) == due


def test_the_attendance_return_before_there_was_one():
    with pytest.raises(LookupError, match="31 August 2006"):
        attendance_return_due(date(2006, 8, 31))


@pytest.mark.parametrize(
    ("sessions", "expected_days", "returned", "due"),
    [
        (29, 0, False, False),
        (30, 0, False, True),
        (30, 0, True, False),
        (0, 14, False, False),
        (0, 15, False, True),
    ],
)
def test_the_sickness_return(sessions, expected_days, returned, due):
    given = {"sick_sessions": sessions, "expected_days": expected_days, "already_returned": returned}
    assert sickness_return_due(date(2025, 10, 6), **given) is due
    assert not sickness_return_due(date(2024, 8, 18), **given)


def run(marks, began_on=date(2025, 10, 6), **known):
    return Absence(marks, began_on, **({"school_inquired": True, "authority_inquired": True} | known))


@pytest.mark.parametrize("marks", ["O" * 40, "G" * 40, "N" * 40, "GNO" * 14, "O" * 41])
def test_ground_i_is_made_out_by_g_n_and_o(marks):
    assert deletion_refusals(run(marks)) == ()


@pytest.mark.parametrize(
    ("symbol", "code"),
    [("U", "U"), ("I", "I"), ("/", "/"), ("C", "C"), ("d", "C2"), ("c", "C1"), ("j", "J1"), ("4", "Y4"), ("-", "-"),
     (" ", "a blank"), ("D", "D"), ("H", "H"), ("#", "#")],
)  # fmt: skip
@pytest.mark.parametrize("began_on", [date(2007, 3, 1), date(2024, 7, 1), date(2025, 10, 6)])
def test_any_other_mark_breaks_ground_i_and_is_named_as_people_know_it(symbol, code, began_on):
    (why,) = deletion_refusals(run("O" * 39 + symbol, began_on))
    assert why == f"Only G, N and O may stand in the run; it has {code}."


def test_thirty_nine_sessions_are_not_twenty_days():
    (why,) = deletion_refusals(run("O" * 39))
    assert why == "The run from 6 October 2025 has 39 sessions; 20 school days have 40."


@pytest.mark.parametrize(
    "known",
    [
        {"sickness_believed": True},
        {"whereabouts_known": True},
        {"school_inquired": False},
        {"authority_inquired": False},
    ],
)
def test_each_other_condition_of_ground_i_alone_is_enough_to_fail_it(known):
    assert len(deletion_refusals(run("O" * 40, **known))) == 1


@pytest.mark.parametrize(("on", "refused"), [(5, True), (6, True), (7, False)])
def test_home_education_the_day_before_on_and_after_the_stated_day(on, refused):
    notice = HomeEducationNotice(True, date(2025, 10, 6))
    assert bool(home_education_refusals(notice, date(2025, 10, on))) is refused
    ordered = HomeEducationNotice(True, date(2025, 10, 6), named_in_attendance_order=True)
    assert home_education_refusals(ordered, date(2025, 10, on))


@pytest.mark.parametrize("ground", list(Ground))
def test_a_listed_ground_with_a_receiving_school_is_no_sign_by_itself(cal_a, ground):
    given = run("O" * 40) if ground is Ground.CONTINUOUS_ABSENCE else None
    assert off_rolling_warnings(Removal(date(2025, 11, 10), ground, absence=given), cal_a) == ()


def test_continuous_absence_without_marks_is_a_sign(cal_a):
    (sign,) = off_rolling_warnings(Removal(date(2025, 11, 10), Ground.CONTINUOUS_ABSENCE), cal_a)
    assert "No marks" in sign


@pytest.mark.parametrize(
    ("on", "sign"),
    [
        (date(2025, 9, 30), False),
        (date(2025, 10, 1), True),
        (date(2025, 11, 5), True),
        (date(2025, 11, 6), False),
    ],
)
def test_twenty_school_days_after_a_warning_with_the_half_term_between(cal_a, on, sign):
    removal = Removal(on, Ground.HOME_EDUCATION, last_warned_on=date(2025, 10, 1))
    assert bool(off_rolling_warnings(removal, cal_a)) is sign


@pytest.mark.parametrize(
    ("entered_on", "until"),
    [
        (date(2006, 9, 1), date(2009, 9, 1)),
        (date(2024, 2, 29), date(2027, 3, 1)),
        (date(2024, 8, 18), date(2027, 8, 18)),
        (date(2024, 8, 19), date(2030, 8, 19)),
        (date(2028, 2, 29), date(2034, 3, 1)),
    ],
)
def test_how_long_an_entry_is_kept(entered_on, until):
    assert keep_until(entered_on) == until


@pytest.mark.parametrize(
    ("text", "state", "value"),
    [
        ("X355200023001", State.PERMANENT, "X355200023001"),
        ("x355200023001", State.PERMANENT, "X355200023001"),
        (" X355 2000 23001 ", State.PERMANENT, "X355200023001"),
        ("X\u00a0355200023001", State.PERMANENT, "X355200023001"),
        ("h35520002300a", State.TEMPORARY, "H35520002300A"),
        ("Y355200023001", State.INVALID, "Y355200023001"),
        ("I355200023001", State.INVALID, "I355200023001"),
        ("X35520002300S", State.INVALID, "X35520002300S"),
        ("X35520002300", State.INVALID, "X35520002300"),
        ("X3552000230011", State.INVALID, "X3552000230011"),
        ("X3552O0023001", State.INVALID, "X3552O0023001"),
        ("X355200023００1", State.INVALID, "X355200023００1"),
        ("21db2df8-fa0", State.INVALID, "21db2df8-fa0"),
        ("Q207000016049", State.INVALID, "Q207000016049"),
        ("P207000016049", State.PERMANENT, "P207000016049"),
        ("R674123101121", State.PERMANENT, "R674123101121"),
        ("un1", State.ABSENT, ""),
        ("UN5", State.ABSENT, ""),
        ("UN6", State.INVALID, "UN6"),
        ("", State.ABSENT, ""),
        ("  ", State.ABSENT, ""),
    ],
)
def test_numbers_as_schools_send_them(text, state, value):
    found = read_upn(text)
    assert (found.state, found.value) == (state, value)
    assert bool(found.faults) is (state is State.INVALID)


@pytest.mark.parametrize("rest", ["355200023001", "35520002300A", "383200099999", "999999999999"])
def test_the_check_letter_is_the_weighted_sum_in_twenty_thirds(rest):
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    total = sum(
        weight * (int(sign) if sign.isdigit() else letters.index(sign)) for weight, sign in enumerate(rest, 2)
    )
    assert check_letter(rest) == letters[total % 23]


def test_an_unknown_authority_is_a_note_and_no_fault():
    found = read_upn(check_letter("999200023001") + "999200023001")
    assert (found.state, found.faults) == (State.PERMANENT, ())
    assert "999" in found.notes[0]


def test_every_open_question_about_attendance_is_shown():
    """The rulebook's list: 1, 2, 5 (three questions), 9, 10, 11, 12, 13, 14 and 15."""
    assert {
        "sessions_before_august_2024", "threshold_counts_n", "week_starts_on", "closed_week_counts",
        "threshold_across_schools", "n_deadline_in_working_days", "spring_alone", "lpsa_series",
        "read_through_others", "act_2026_in_force", "sickness_in_sessions", "cross_border_follows_school",
    } <= set(OPEN_POINTS)  # fmt: skip
