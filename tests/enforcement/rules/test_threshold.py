"""Ten in ten school weeks as enforcement asks it, and the local code before August 2024 (T24 to T53)."""

from datetime import date

import pytest

from attendance.rules.age import CompulsoryAge, compulsory_age
from attendance.rules.calendar import Closure, Term, calendar_line, close_sessions
from attendance.rules.open_point import Answers
from enforcement.rules.threshold import across_schools, local_stand, stand_on
from enforcement.rules.uses import End, Use, used_for_notices
from tests.attendance.rules.conftest import Register

OF_AGE = CompulsoryAge(date(2005, 12, 31), date(2029, 6, 29))
FRIDAY = date(2025, 9, 12)


def stand(marked, on, given=None, **choices):
    choices = {"compulsory": OF_AGE} | choices
    return stand_on(marked.lines, marked.calendars, on, answers=Answers(given or {}), **choices)


def test_T30_ten_g_are_met_on_the_tenth_session_and_not_before(register):
    marked = register().mark(date(2025, 9, 8), "G" * 10)
    assert not stand(marked, FRIDAY, session=0).met
    found = stand(marked, FRIDAY)
    assert (found.met, found.reached_at) == (True, (FRIDAY, 1))
    assert found.sentence == "10 unauthorised sessions in 10 school weeks; the threshold is 10."


@pytest.mark.parametrize(
    ("marks", "count", "met"), [("O" * 9 + "L", 9, False), ("GGGGUUUUUU", 10, True), ("O" * 9, 9, False)]
)
def test_T31_T32_lates_do_not_count_and_any_mix_does(register, marks, count, met):
    found = stand(register().mark(date(2025, 9, 8), marks), FRIDAY)
    assert (found.count, found.met) == (count, met)


def test_T34_the_window_reaches_across_the_summer(register):
    marked = register().mark(date(2025, 7, 23), "OO").mark(date(2025, 9, 2), "O" * 8)
    found = stand(marked, date(2025, 9, 5))
    assert found.met
    assert found.weeks is not None
    assert (found.weeks.first_day, found.weeks.last_day) == (date(2025, 5, 19), date(2025, 9, 7))


def test_T37_a_short_week_counts_as_one(register):
    marked = register().mark(date(2025, 7, 21), "OO").mark(date(2025, 11, 3), "O" * 8)
    assert stand(marked, date(2025, 11, 7)).met
    assert not stand(marked, date(2025, 11, 10)).met


def test_T39_a_closed_week_is_shown_both_ways(register, cal_a):
    marked = register().mark(date(2025, 9, 2), "O" * 8).mark(date(2025, 11, 17), "OO")
    week = [Closure(date(2025, 10, day)) for day in range(6, 11)]
    marked.calendars = cal_a | {2025: close_sessions(cal_a[2025], week)}
    on = date(2025, 11, 21)
    counts = [stand(marked, on, {"closed_week_counts": counts}).met for counts in (False, True)]
    assert counts == [True, False]


def test_T40_weeks_of_the_pupils_leave_still_count(register):
    marked = register().mark(date(2025, 7, 21), "OO").mark(date(2025, 9, 8), "C" * 30)
    marked.mark(date(2025, 11, 3), "O" * 8)
    assert stand(marked, date(2025, 11, 7)).met


def test_T41_a_new_starter_needs_no_ten_weeks_on_roll(register):
    marked = register().blank(date(2025, 9, 8)).mark(date(2025, 9, 8), "O" * 10)
    assert stand(marked, FRIDAY).met


def autumn_2024():
    year = 2023
    summer = calendar_line(year, terms=[Term(date(2024, 6, 3), date(2024, 7, 23))])
    autumn = calendar_line(2024, terms=[Term(date(2024, 9, 3), date(2024, 12, 20))])
    marked = Register({year: summer, 2024: autumn})
    return marked.mark(date(2024, 7, 17), "O" * 6).mark(date(2024, 9, 23), "OOOO")


def test_T43_sessions_before_19_august_2024_do_not_count_nationally_by_default():
    on = date(2024, 9, 30)
    assert stand(autumn_2024(), on).count == 4
    assert stand(autumn_2024(), on, {"sessions_before_august_2024": True}).met
    marked = autumn_2024()
    shown = local_stand(marked.lines, marked.calendars, on, compulsory=OF_AGE)
    assert (shown.met, shown.is_national, shown.provision.key) == (True, False, "threshold-local")


def test_T46_d_at_the_main_school_never_counts(register):
    here = register().mark(date(2025, 9, 8), "D" * 10)
    there = register().mark(date(2025, 9, 8), "O" * 10)
    assert [stand(each, FRIDAY).count for each in (here, there)] == [0, 10]


def test_T49_a_correction_moves_the_session_reached_and_no_other_date(register):
    marked = register().mark(date(2025, 9, 8), "O" * 9)
    assert not stand(marked, date(2025, 10, 17)).met
    marked.mark(FRIDAY, "UU")
    assert stand(marked, date(2025, 10, 17)).reached_at == (FRIDAY, 1)


def test_T50_a_week_with_a_bank_holiday_is_a_school_week(register):
    marked = register().mark(date(2026, 5, 4), "O" * 8)
    found = stand(marked, date(2026, 5, 8))
    assert found.count == 8
    assert date(2026, 5, 4) in found.weeks.first_days
    assert all(day != date(2026, 5, 4) for day, _ in found.sessions)


def test_T24_below_compulsory_age_nothing_counts(register):
    marked = register().mark(date(2025, 9, 8), "O" * 14)
    found = stand(marked, date(2025, 12, 1), compulsory=compulsory_age(date(2020, 9, 2)))
    assert found.count == 0


def test_an_n_is_a_reason_to_look_and_none_to_issue(register):
    marked = register().mark(date(2025, 9, 8), "O" * 9 + "N")
    found = stand(marked, FRIDAY)
    assert (found.met, found.met_without_n) == (True, False)
    assert found.without_reason == ((FRIDAY, 1),)
    assert "without a reason yet" in found.sentence
    left_out = stand(marked, FRIDAY, {"threshold_counts_n": False})
    assert (left_out.met, left_out.without_reason) == (False, ())


def test_what_a_live_notice_rests_on_is_not_counted_again(register):
    marked = register().mark(date(2025, 9, 8), "O" * 12)
    first = stand(marked, date(2025, 9, 15)).sessions[:10]
    spent = used_for_notices([Use("PN1", frozenset(first), End.OPEN)])
    assert stand(marked, date(2025, 9, 15), used=spent).count == 2
    freed = used_for_notices([Use("PN1", frozenset(first), End.WITHDRAWN_MATERIAL_ERROR)])
    assert stand(marked, date(2025, 9, 15), used=freed).count == 12


def old_school(term=(date(2006, 9, 4), date(2006, 12, 15))):
    return Register({2006: calendar_line(2006, terms=[Term(*term)])})


@pytest.mark.parametrize(
    ("sessions", "weeks", "met"), [(10, 10, True), (11, 10, False), (10, 1, True), (20, 10, False)]
)
def test_the_local_code_of_2006_07_sets_its_own_threshold(sessions, weeks, met):
    marked = old_school().mark(date(2006, 11, 6), "O" * 10)
    given = {"local_threshold_sessions": sessions, "local_threshold_weeks": weeks}
    found = stand(marked, date(2006, 11, 10), given)
    assert (found.met, found.is_national, found.needed) == (met, False, sessions)


def test_the_weeks_of_the_local_code_are_school_weeks_too():
    marked = old_school().mark(date(2006, 9, 4), "OO").mark(date(2006, 11, 6), "O" * 8)
    assert stand(marked, date(2006, 11, 10), {"local_threshold_weeks": 10}).met
    assert not stand(marked, date(2006, 11, 10), {"local_threshold_weeks": 9}).met


def test_a_mover_is_an_alert_and_no_threshold(register):
    here = stand(register().mark(date(2025, 9, 8), "O" * 6), date(2025, 9, 19))
    there = stand(register().mark(date(2025, 9, 15), "O" * 6), date(2025, 9, 19))
    assert (here.met, there.met, across_schools([here, there])) == (False, False, 12)
