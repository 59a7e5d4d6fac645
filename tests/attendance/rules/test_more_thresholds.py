"""Ten in ten school weeks, runs, sickness, N and looked-after days at their edges, alone and by night."""

from datetime import date, timedelta

import numpy as np
import pytest

from attendance.rules.age import CompulsoryAge, compulsory_age
from attendance.rules.calendar import (
    SUNDAY_TO_THURSDAY,
    Closure,
    Term,
    calendar_line,
    close_sessions,
)
from attendance.rules.night import STILL
from attendance.rules.open_points import Answers
from attendance.rules.register import overlay, position
from attendance.rules.weeks import school_weeks, threshold
from tests.attendance.rules.conftest import Register
from tests.attendance.rules.test_flags import found

OF_AGE = CompulsoryAge(date(2017, 12, 31), date(2029, 6, 29))


def stand(marked, on, **choices):
    return threshold(marked.lines, marked.calendars, on, **({"compulsory": OF_AGE} | choices))


def both(marked, on, **choices):
    """The count for one pupil, and whether the night raises the flag, which must agree."""
    alone, flags = stand(marked, on), found(marked, on, "penalty-threshold", **choices)
    assert alone.met is bool(flags)
    return alone.count


@pytest.mark.parametrize(
    ("on", "count"), [(date(2025, 11, 7), 10), (date(2025, 11, 9), 10), (date(2025, 11, 10), 8)]
)
def test_the_first_week_leaves_the_window_with_the_monday_of_the_eleventh(register, on, count):
    marked = register().mark(date(2025, 7, 21), "OO").mark(date(2025, 11, 3), "O" * 8)
    assert both(marked, on) == count


def test_the_tenth_session_on_the_last_afternoon_of_the_window(register):
    marked = register().mark(date(2025, 9, 8), "O" * 9).mark(date(2025, 11, 14), "O", session=1)
    assert stand(marked, date(2025, 11, 14), session=0).count == 9
    assert stand(marked, date(2025, 11, 14)).tenth == (date(2025, 11, 14), 1)
    assert both(marked, date(2025, 11, 14)) == 10
    assert both(marked, date(2025, 11, 17)) == 10
    assert both(marked, date(2025, 11, 24)) == 1


def test_the_tenth_session_on_the_first_morning_of_the_window(register):
    """From the other end: of ten sessions the first is the window's first morning."""
    marked = register().mark(date(2025, 9, 1), "O").mark(date(2025, 11, 3), "O" * 9)
    assert marked.lines[2025][position(date(2025, 9, 2), 0)] == "O"
    assert both(marked, date(2025, 11, 14)) == 10
    assert both(marked, date(2025, 11, 17)) == 9


def test_weeks_with_inset_only_or_closed_wholly_vanish_and_part_weeks_stay():
    line = calendar_line(
        2025,
        terms=[Term(date(2025, 9, 1), date(2025, 12, 19))],
        inset=[date(2025, 9, 8) + timedelta(days=n) for n in range(5)],
    )
    shut = close_sessions(line, [Closure(date(2025, 9, 15) + timedelta(days=n)) for n in range(5)])
    almost = close_sessions(line, [Closure(date(2025, 9, 15) + timedelta(days=n)) for n in range(4)])
    on = date(2025, 9, 26)
    assert [day.day for day in school_weeks({2025: shut}, on).first_days] == [1, 22]
    assert [day.day for day in school_weeks({2025: shut}, on, closed_weeks_count=True).first_days] == [
        1,
        15,
        22,
    ]
    assert [day.day for day in school_weeks({2025: almost}, on).first_days] == [1, 15, 22]


def test_the_week_of_the_day_counts_before_its_first_session(register):
    """On the bank holiday of Monday 4 May 2026 the week to come is already the tenth."""
    weeks = school_weeks(register().calendars, date(2026, 5, 4))
    assert weeks.first_days[-1] == date(2026, 5, 4)
    assert school_weeks(register().calendars, date(2026, 5, 27)).first_days[-1] == date(2026, 5, 18)


@pytest.mark.parametrize(("starts_on", "weeks"), [(0, 2), (6, 1)])
def test_a_school_with_sunday_sessions_and_its_week(starts_on, weeks):
    """Sunday 7 to Thursday 11 September: two weeks from Monday, one from Sunday."""
    line = calendar_line(2025, terms=[Term(date(2025, 9, 7), date(2025, 9, 11))], weekdays=SUNDAY_TO_THURSDAY)
    got = school_weeks({2025: line}, date(2025, 9, 11), week_starts_on=starts_on)
    assert len(got.first_days) == weeks
    assert {day.weekday() for day in got.first_days} == {starts_on}
    assert got.last_day - got.first_days[-1] == timedelta(days=6)


def sunday_school():
    line = calendar_line(
        2025, terms=[Term(date(2025, 9, 7), date(2025, 12, 18))], weekdays=SUNDAY_TO_THURSDAY
    )
    return Register({2025: line})


@pytest.mark.parametrize(
    ("on", "by_monday", "by_sunday"),
    [
        (date(2025, 11, 9), 10, 10),
        (date(2025, 11, 10), 8, 10),
        (date(2025, 11, 15), 8, 10),
        (date(2025, 11, 16), 8, 8),
    ],
)
def test_a_sunday_ends_a_week_or_begins_one_as_the_authority_says(on, by_monday, by_sunday):
    """Two sessions on Sunday 7 September and eight from Sunday 2 November, with no holiday between them."""
    marked = sunday_school().mark(date(2025, 9, 7), "OO").mark(date(2025, 11, 2), "O" * 8)
    for starts_on, count in ((0, by_monday), (6, by_sunday)):
        assert stand(marked, on, week_starts_on=starts_on).count == count
        said = Answers({"week_starts_on": starts_on})
        assert bool(found(marked, on, "penalty-threshold", answers=said)) is (count == 10)


def test_sessions_of_an_old_notice_outside_the_calendars_are_no_fault(register):
    marked = register().mark(date(2025, 9, 8), "O" * 10)
    used = [(date(2022, 3, 1), 0), (date(2025, 9, 8), 0)]
    assert stand(marked, date(2025, 9, 12), used=used).count == 9


def test_a_day_after_the_calendars_held_is_refused_in_words(register):
    with pytest.raises(LookupError, match="2026/27"):
        stand(register(), date(2026, 9, 4))


@pytest.mark.parametrize(
    ("on", "raised"), [(date(2024, 8, 18), True), (date(2024, 8, 19), False), (date(2024, 8, 20), False)]
)
def test_there_is_no_national_threshold_before_19_august_2024(register, on, raised):
    marked = register()
    marked.calendars = {
        2023: calendar_line(2023, terms=[Term(date(2024, 6, 3), date(2024, 7, 19))]),
        **marked.calendars,
    }
    if raised:
        with pytest.raises(LookupError, match="18 August 2024"):
            stand(marked, on)
    else:
        assert stand(marked, on).count == 0


@pytest.mark.parametrize(
    "code", ["C", "I", "E", "S", "T", "d", "c", "j", "D", "Q", "1", "7", "X", "Z", "#", "-", "L", "K"]
)
def test_no_other_mark_counts(register, code):
    assert both(register().mark(date(2025, 9, 8), "O" * 9 + code * 20), date(2025, 9, 26)) == 9


def test_a_child_who_turns_of_age_in_the_window_counts_from_that_day(register):
    marked = register().mark(date(2025, 12, 15), "O" * 10).mark(date(2026, 1, 6), "O" * 9)
    young = date(2020, 9, 2)
    assert stand(marked, date(2026, 1, 30), compulsory=compulsory_age(young)).count == 9
    assert not found(marked, date(2026, 1, 30), "penalty-threshold", born=young)
    marked.mark(date(2026, 1, 30), "O", session=1)
    assert stand(marked, date(2026, 1, 30), compulsory=compulsory_age(young)).met
    assert found(marked, date(2026, 1, 30), "penalty-threshold", born=young)


def test_a_leaver_counts_to_the_last_friday_in_june(register):
    leaver = date(2010, 8, 31)
    marked = register().mark(date(2026, 6, 23), "O" * 7).mark(date(2026, 6, 29), "O" * 10)
    assert stand(marked, date(2026, 7, 10), compulsory=compulsory_age(leaver)).count == 7
    assert not found(marked, date(2026, 7, 10), "penalty-threshold", born=leaver)


def test_ten_used_sessions_and_ten_new_ones_meet_it_again(register):
    marked = register().mark(date(2025, 9, 8), "G" * 20)
    used = [(date(2025, 9, 8) + timedelta(days=n), half) for n in range(5) for half in (0, 1)]
    assert stand(marked, date(2025, 9, 18), used=used).count == 8
    again = stand(marked, date(2025, 9, 19), used=used)
    assert (again.count, again.tenth) == (10, (date(2025, 9, 19), 1))


def test_an_n_replaced_in_time_takes_the_threshold_back(register):
    with_n = register().mark(date(2025, 9, 8), "O" * 9 + "N")
    as_ill = register().mark(date(2025, 9, 8), "O" * 9 + "I")
    as_o = register().mark(date(2025, 9, 8), "O" * 10)
    on = date(2025, 9, 12)
    assert [(each.met, each.provisional) for each in (stand(p, on) for p in (with_n, as_ill, as_o))] == [
        (True, True), (False, False), (True, False),
    ]  # fmt: skip


@pytest.mark.parametrize("day", [date(2026, 6, 22), date(2026, 6, 20), date(2026, 5, 25), date(2026, 5, 4)])
def test_a_mark_on_a_day_without_school_is_no_session(register, day):
    """INSET, a Saturday, the half term and a bank holiday, each with two marks that a file should not hold."""
    marked = register().mark(date(2026, 4, 20), "O" * 9)
    marked.lines[2025] = overlay(marked.lines[2025], position(day, 0), "OO")
    assert both(marked, date(2026, 6, 26)) == 9


@pytest.mark.parametrize(
    ("on", "day_before", "day_after"),
    [
        (date(2025, 12, 17), date(2026, 1, 8), date(2026, 1, 9)),
        (date(2026, 6, 18), date(2026, 6, 26), date(2026, 6, 27)),
        (date(2025, 10, 24), date(2025, 11, 7), date(2025, 11, 8)),
        (date(2025, 7, 23), date(2025, 9, 8), date(2025, 9, 9)),
    ],
)
def test_an_n_is_overdue_from_the_day_after_its_last_day(register, on, day_before, day_after):
    marked = register().mark(on, "N")
    assert not found(marked, day_before, "unexplained")
    assert found(marked, day_after, "unexplained")


def test_an_n_from_before_the_regulations_is_never_overdue_under_them(register):
    july = calendar_line(2023, terms=[Term(date(2024, 6, 3), date(2024, 7, 19))])
    marked = Register({2023: july, 2024: register().calendars[2024]})
    marked.mark(date(2024, 7, 18), "NN").mark(date(2024, 9, 4), "N")
    assert [b.began_on for b in found(marked, date(2024, 9, 30), "unexplained")] == [date(2024, 9, 4)]


@pytest.mark.parametrize("marks", ["O" * 20, "G" * 20, "N" * 20, "U" * 20, "GNOU" * 5])
def test_ten_days_of_any_mix_are_a_run(register, marks):
    assert found(register().mark(date(2025, 10, 6), marks), date(2025, 10, 17), "continuous")


@pytest.mark.parametrize("code", ["/", "L", "I", "C", "d", "D", "1", "Q", "E", "-", "B"])
def test_anything_else_breaks_a_run(register, code):
    marked = register().mark(date(2025, 10, 6), "O" * 10 + code + "O" * 19)
    assert not found(marked, date(2025, 10, 31), "continuous")


def test_a_run_goes_over_half_term_inset_and_a_closed_day(register, cal_a):
    shut = cal_a | {2025: close_sessions(cal_a[2025], [Closure(date(2025, 10, 22))])}
    marked = Register(shut).mark(date(2025, 10, 20), "O" * 20)
    (run,) = found(marked, date(2025, 11, 30), "continuous")
    assert (run.began_on, run.until, run.sessions) == (date(2025, 10, 20), date(2025, 11, 10), 20)


def test_sickness_is_returned_once_for_the_period_in_which_it_is_reached(register):
    """Six sessions in September, then 44 in one period: one return, and the same as it grows."""
    ill = register().mark(date(2025, 9, 8), "I" * 6).mark(date(2025, 11, 3), "I" * 44)
    for on in (date(2025, 11, 20), date(2025, 11, 24), date(2025, 12, 12)):
        (breach,) = found(ill, on, "sickness")
        assert (breach.key, breach.sessions) == ("2025-11-03", 30)


@pytest.mark.parametrize(("sessions", "expected"), [(29, 0), (30, 1), (31, 1)])
def test_thirty_sessions_of_illness_in_a_row_or_in_all(register, sessions, expected):
    on = date(2026, 3, 27)
    assert len(found(register().mark(date(2025, 9, 8), "I" * sessions), on, "sickness")) == expected
    scattered = register()
    for n in range(sessions):
        scattered.mark(date(2025, 9, 8) + timedelta(days=n // 5 * 7 + n % 5), "I/")
    assert len(found(scattered, on, "sickness")) == expected


def test_illness_of_last_year_is_not_added(register):
    ill = register().mark(date(2025, 7, 7), "I" * 20).mark(date(2025, 9, 8), "I" * 20)
    assert not found(ill, date(2025, 10, 17), "sickness")


@pytest.mark.parametrize(("sessions", "ten", "twenty_five"), [(19, 0, 0), (20, 1, 0), (49, 1, 0), (50, 1, 1)])
def test_days_missed_by_a_looked_after_child(register, sessions, ten, twenty_five):
    marked, spell = register().mark(date(2025, 9, 8), "IO" * 25), (date(2025, 9, 1).toordinal(), STILL)
    marked.mark(date(2025, 9, 8), "/" * (50 - sessions))
    on = date(2025, 12, 19)
    assert len(found(marked, on, "looked-after-10", looked_after=spell)) == ten
    assert len(found(marked, on, "looked-after-25", looked_after=spell)) == twenty_five


@pytest.mark.parametrize(
    ("began", "ended", "on", "expected"),
    [
        (date(2025, 9, 8), None, date(2025, 9, 19), 1),
        (date(2025, 9, 9), None, date(2025, 9, 19), 0),
        (date(2025, 9, 9), None, date(2025, 9, 22), 1),
        (date(2025, 9, 1), date(2025, 9, 19), date(2025, 9, 19), 1),
        (date(2025, 9, 1), date(2025, 9, 18), date(2025, 9, 19), 0),
        (date(2025, 9, 20), None, date(2025, 9, 19), 0),
        (date(2023, 1, 9), None, date(2025, 9, 19), 1),
    ],
)
def test_a_spell_of_care_that_begins_or_ends_in_the_year(register, began, ended, on, expected):
    marked = register().mark(date(2025, 9, 8), "I" * 22)
    spell = (began.toordinal(), ended.toordinal() if ended else STILL)
    assert len(found(marked, on, "looked-after-10", looked_after=spell)) == expected


def test_a_pupil_who_joins_in_the_year_is_judged_by_the_sessions_on_roll(register):
    late = register().blank(date(2025, 11, 24)).mark(date(2025, 11, 24), "I" * 2)
    assert found(late, date(2025, 12, 5), "persistent")
    assert found(late, date(2025, 12, 12), "at-risk")
    early = register().mark(date(2025, 11, 24), "I" * 2)
    assert not found(early, date(2025, 12, 5), "at-risk")


def test_a_pupil_who_attends_only_the_other_school_has_no_level(register):
    assert not {
        b
        for b in ("persistent", "severe", "at-risk")
        if found(register().mark(date(2025, 9, 2), "D" * 60), date(2025, 10, 17), b)
    }


def test_many_rows_with_and_without_age(register):
    marked = register().mark(date(2025, 11, 3), "O" * 20)
    two = found([marked, marked], date(2025, 11, 14), "continuous")
    assert [b.row for b in two] == [0, 1]
    assert np.all([b.sessions == 20 for b in two])
