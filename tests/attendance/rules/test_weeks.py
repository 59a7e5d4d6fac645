"""Ten sessions in ten school weeks, on calendar CAL-A."""

from datetime import date

import numpy as np
import pytest

from attendance.rules.age import CompulsoryAge, compulsory_age
from attendance.rules.calendar import Closure, Term, calendar_line, close_sessions
from attendance.rules.counting import classify
from attendance.rules.register import LENGTH, as_array
from attendance.rules.weeks import (
    end_to_end,
    monday_of,
    national_threshold,
    reached_at,
    school_weeks,
    threshold,
    window,
    window_sessions,
)

OF_AGE = CompulsoryAge(date(2017, 12, 31), date(2029, 6, 29))


def stand(register, up_to, **choices):
    choices = {"compulsory": OF_AGE} | choices
    return threshold(register.lines, register.calendars, up_to, **choices)


def test_the_national_threshold_starts_on_19_august_2024():
    with pytest.raises(LookupError):
        national_threshold(date(2024, 8, 18))
    for on in (date(2024, 8, 19), date(2024, 8, 20)):
        assert (national_threshold(on).sessions, national_threshold(on).weeks) == (10, 10)


def test_T30_ten_g_in_a_week_is_met_on_the_tenth_session_and_not_before(register):
    marked = register().mark(date(2025, 9, 8), "G" * 10)
    friday = date(2025, 9, 12)
    assert not stand(marked, friday, session=0).met
    reached = stand(marked, friday)
    assert (reached.met, reached.tenth) == (True, (friday, 1))


def test_T31_late_before_the_register_closed_does_not_count(register):
    found = stand(register().mark(date(2025, 9, 8), "O" * 9 + "L"), date(2025, 9, 12))
    assert (found.met, found.count, found.missing) == (False, 9, 1)


def test_T32_any_mix_of_codes_counts(register):
    assert stand(register().mark(date(2025, 9, 8), "G" * 4 + "U" * 6), date(2025, 9, 12)).met


def test_T34_the_window_reaches_across_the_summer(register):
    marked = register().mark(date(2025, 7, 23), "OO").mark(date(2025, 9, 2), "O" * 8)
    found = stand(marked, date(2025, 9, 5))
    assert (found.weeks.first_day, found.weeks.last_day) == (date(2025, 5, 19), date(2025, 9, 7))
    assert (found.count, found.met) == (10, True)


def test_T37_a_week_of_three_days_counts_as_one(register):
    marked = register().mark(date(2025, 7, 21), "OO").mark(date(2025, 11, 3), "O" * 8)
    found = stand(marked, date(2025, 11, 7))
    assert found.weeks.first_day == date(2025, 7, 21)
    assert found.met


def test_T39_a_flooded_week_is_shown_both_ways(cal_a, register):
    week = [Closure(date(2025, 9, day)) for day in range(8, 13)]
    flooded = register()
    flooded.calendars = cal_a | {2025: close_sessions(cal_a[2025], week)}
    flooded.mark(date(2025, 7, 21), "OO").mark(date(2025, 11, 3), "O" * 8)
    without = stand(flooded, date(2025, 11, 7))
    counting = stand(flooded, date(2025, 11, 7), closed_weeks_count=True)
    assert date(2025, 9, 8) not in without.weeks.first_days
    assert date(2025, 9, 8) in counting.weeks.first_days
    assert (without.weeks.first_day, counting.weeks.first_day) == (date(2025, 7, 14), date(2025, 7, 21))


def test_T40_weeks_of_leave_still_count(register):
    marked = register().mark(date(2025, 9, 8), "C" * 30)
    assert stand(marked, date(2025, 11, 7)).weeks == stand(register(), date(2025, 11, 7)).weeks


def test_T41_a_new_starter_needs_no_ten_weeks_on_roll(register):
    marked = register().blank(before=date(2025, 10, 6)).mark(date(2025, 10, 6), "O" * 10)
    assert stand(marked, date(2025, 11, 7)).met


def test_T43_sessions_before_19_august_2024_do_not_count_by_default(cal_a, register):
    july = calendar_line(2023, terms=[Term(date(2024, 4, 15), date(2024, 7, 23))])
    marked = register()
    marked.calendars = {2023: july, **cal_a}
    marked.lines[2023] = july.replace("o", "/").replace("h", "#").replace("w", "#").replace("b", "#")
    marked.mark(date(2024, 7, 8), "O" * 6).mark(date(2024, 9, 3), "O" * 4)
    found = stand(marked, date(2024, 9, 30))
    assert (found.count, found.met) == (4, False)
    assert stand(marked, date(2024, 9, 30), before_2024_counts=True).met


def test_T46_dual_registration_never_counts_at_the_main_school(register):
    main = register().mark(date(2025, 9, 8), "D" * 10)
    other = register().mark(date(2025, 9, 8), "O" * 10)
    assert stand(main, date(2025, 9, 12)).count == 0
    assert stand(other, date(2025, 9, 12)).met


def test_T49_a_correction_dates_the_threshold_by_the_session(register):
    marked = register().mark(date(2025, 9, 8), "O" * 9)
    assert not stand(marked, date(2025, 10, 24)).met
    marked.mark(date(2025, 9, 17), "UU")
    found = stand(marked, date(2025, 10, 24))
    assert (found.count, found.tenth) == (11, (date(2025, 9, 17), 0))


def test_T50_a_week_with_a_bank_holiday_counts(cal_a):
    weeks = school_weeks(cal_a, date(2026, 5, 8))
    assert date(2026, 5, 4) in weeks.first_days
    assert len(weeks.first_days) == 10


def test_T24_a_child_not_yet_of_compulsory_age_has_nothing_that_counts(register):
    marked = register().mark(date(2025, 11, 3), "O" * 14)
    found = stand(marked, date(2025, 12, 1), compulsory=compulsory_age(date(2020, 9, 2)))
    assert found.count == 0


def test_sessions_after_the_leaving_date_do_not_count(register):
    marked = register().mark(date(2026, 6, 24), "O" * 12)
    found = stand(marked, date(2026, 7, 3), compulsory=compulsory_age(date(2009, 9, 1)))
    assert (found.count, found.sessions[-1]) == (6, (date(2026, 6, 26), 1))


def test_an_n_counts_so_that_somebody_looks_and_makes_it_provisional(register):
    marked = register().mark(date(2025, 9, 8), "O" * 9 + "N")
    assert (stand(marked, date(2025, 9, 12)).met, stand(marked, date(2025, 9, 12)).provisional) == (
        True,
        True,
    )
    strict = stand(marked, date(2025, 9, 12), counts_n=False)
    assert (strict.count, strict.provisional) == (9, False)


def test_sessions_already_relied_upon_do_not_count_again(register):
    marked = register().mark(date(2025, 9, 8), "G" * 12)
    used = stand(marked, date(2025, 9, 16)).sessions[:10]
    assert stand(marked, date(2025, 9, 16), used=used).count == 2


def test_a_session_in_a_week_among_the_last_ten_counts_however_old(register):
    marked = register().mark(date(2025, 5, 19), "O")
    assert stand(marked, date(2025, 9, 5)).count == 1
    assert stand(marked, date(2025, 9, 8)).count == 0


def test_holiday_and_inset_weeks_vanish(cal_a):
    weeks = school_weeks(cal_a, date(2025, 11, 7), 2)
    assert weeks.first_days == (date(2025, 10, 20), date(2025, 11, 3))


def test_no_calendar_is_a_sentence():
    with pytest.raises(LookupError, match="without a gap"):
        school_weeks({}, date(2025, 9, 1))
    with pytest.raises(LookupError, match="no week"):
        school_weeks({2025: "h" * 730 + "  "}, date(2025, 9, 1))


def test_all_pupils_at_once_agree_with_one_at_a_time(cal_a, register):
    rng = np.random.default_rng(4)
    on = date(2026, 1, 23)
    pupils = []
    for _ in range(40):
        pupil = register()
        for day in rng.integers(0, 100, 6):
            where = date.fromordinal(date(2025, 10, 6).toordinal() + int(day) // 2)
            pupil.mark(monday_of(where), "".join(rng.choice(list("OGUNI/"), 4)))
        pupils.append(pupil)
    ages = [compulsory_age(date(2009 + n % 12, 1 + n % 12, 2)) for n in range(40)]
    flags = end_to_end(*(classify(as_array([p.lines[year] for p in pupils]), year) for year in (2024, 2025)))
    began = np.array([age.began_on.toordinal() for age in ages])
    ended = np.array([age.ended_on.toordinal() for age in ages])
    at = window(cal_a, on)
    counted = window_sessions(flags, at, began, ended)
    tenth = reached_at(counted, 10)
    for row, pupil in enumerate(pupils):
        alone = stand(pupil, on, compulsory=ages[row])
        assert alone.count == counted[row].sum()
        assert alone.met == (tenth[row] >= 0)
        if alone.met:
            assert at.span.day_at(at.first + int(tenth[row])) == alone.tenth[0]
    assert flags.shape == (40, 2 * LENGTH)
