"""The night's flags, on calendar CAL-A."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from attendance.rules.calendar import Closure, Term, calendar_line, close_sessions
from attendance.rules.flags import RULE_BY_KEY, RULES, Tier, review, rules_on, tier_of
from attendance.rules.night import SCHOOL, STILL, Night, SchoolYearView
from attendance.rules.register import EMPTY_LINE, as_array, position

BORN = date(2013, 5, 5)


def view(registers, on, *, born=BORN, looked_after=None, **changes):
    n = len(registers)
    year = on.year if on.month >= 8 else on.year - 1
    lines = [register.lines.get(year, EMPTY_LINE) for register in registers]
    last = [register.lines.get(year - 1, EMPTY_LINE) for register in registers]
    spell = looked_after or (0, 0)
    return replace(
        SchoolYearView(
            on,
            as_array(lines),
            as_array(last),
            registers[0].calendars,
            np.full(n, born.toordinal()),
            np.full(n, spell[0]),
            np.full(n, spell[1]),
            np.ones(n, dtype=bool),
        ),
        **changes,
    )


def found(registers, on, rule, **changes):
    one = registers if isinstance(registers, list) else [registers]
    return [breach for breach in review(view(one, on, **changes)) if breach.rule == rule]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_every_rule_starts_on_its_day_and_has_a_sentence(rule, around):
    assert [rule in rules_on(day) for day in around(rule.from_)] == [False, True, True]
    assert rule.sentence.endswith(".")
    assert 1 <= rule.severity <= 5


def test_T167_looked_after_flags_start_with_the_strategy():
    keys = {rule.key for rule in rules_on(date(2007, 1, 26))}
    assert not keys & {"looked-after-10", "looked-after-25"}
    assert {"looked-after-10", "looked-after-25"} <= {rule.key for rule in rules_on(date(2007, 2, 5))}


def test_a_pupil_always_present_raises_nothing(register):
    assert review(view([register()], date(2026, 3, 5))) == []


def test_nothing_is_raised_before_the_school_has_met(register):
    assert review(view([register()], date(2025, 8, 20))) == []


def test_levels(register):
    on = date(2025, 10, 3)  # 24 school days, 48 sessions
    none, risk, pa, severe = (register().mark(date(2025, 9, 2), "I" * n) for n in (2, 3, 5, 24))
    breaches = review(view([none, risk, pa, severe], on))
    levels = [(b.row, b.rule) for b in breaches if b.rule in {"at-risk", "persistent", "severe"}]
    assert sorted(levels) == [(1, "at-risk"), (2, "persistent"), (3, "persistent"), (3, "severe")]
    (first,) = [b for b in breaches if (b.row, b.rule) == (2, "persistent")]
    assert (first.key, first.began_on, first.sessions) == ("2025", date(2025, 9, 2), 5)
    assert dict(first.detail) == {"absent": 5, "possible": 48}


def test_T158_exactly_half_is_severe(register):
    assert found(register().mark(date(2025, 9, 2), "I" * 24), date(2025, 10, 3), "severe")
    assert not found(register().mark(date(2025, 9, 2), "I" * 23), date(2025, 10, 3), "severe")


def test_two_days_of_illness_in_september_raise_nothing(register):
    assert not found(register().mark(date(2025, 9, 2), "IIII"), date(2025, 9, 5), "persistent")


def test_a_pupil_who_has_left_raises_nothing(register):
    absent = register().mark(date(2025, 9, 2), "O" * 60)
    assert review(view([absent], date(2025, 10, 24), on_roll=np.zeros(1, dtype=bool))) == []


def test_before_2015_a_count_made_a_pupil_persistently_absent():
    line = calendar_line(2006, terms=[Term(date(2006, 9, 5), date(2006, 12, 20))])
    marks = line.replace("o", "/").replace("h", "#").replace("w", "#").replace("b", "#").replace("i", "#")
    for sessions, expected in ((27, ["at-risk"]), (28, ["persistent"])):
        where = position(date(2006, 9, 5), 0)
        written = list(marks)
        for place in [p for p in range(where, 732) if line[p] == "o"][:sessions]:
            written[place] = "I"
        this = as_array(["".join(written)])
        zero = np.zeros(1, dtype=np.int64)
        one = SchoolYearView(
            date(2006, 12, 8), this, as_array([EMPTY_LINE]), {2006: line},
            np.array([date(1995, 1, 1).toordinal()]), zero, zero, np.ones(1, dtype=bool),
        )  # fmt: skip
        rules = [b.rule for b in review(one) if b.rule in {"at-risk", "persistent", "severe"}]
        assert rules == expected


def test_T140_ten_school_days_from_6_october_are_reached_that_afternoon(register):
    absent = register().mark(date(2025, 10, 6), "O" * 20)
    assert not found(absent, date(2025, 10, 16), "continuous")
    (breach,) = found(absent, date(2025, 10, 17), "continuous")
    assert (breach.began_on, breach.until, breach.sessions) == (date(2025, 10, 6), date(2025, 10, 17), 20)
    assert breach.key == "2025-10-06"


def test_a_run_keeps_its_key_as_it_grows_and_across_a_holiday(register):
    absent = register().mark(date(2025, 10, 6), "O" * 60)
    keys = {found(absent, date(2025, 10, 17) + timedelta(days=n), "continuous")[0].key for n in range(25)}
    assert keys == {"2025-10-06"}


def test_T142_one_day_of_illness_resets_the_run(register):
    broken = register().mark(date(2025, 10, 6), "O" * 18 + "II" + "O" * 10)
    assert not found(broken, date(2025, 11, 7), "continuous")
    assert found(broken, date(2025, 11, 7), "penalty-threshold")


def test_T24_a_child_not_of_compulsory_age_is_on_neither_list(register):
    absent = register().mark(date(2025, 11, 3), "O" * 40)
    young = date(2020, 9, 2)
    assert not found(absent, date(2025, 12, 1), "continuous", born=young)
    assert not found(absent, date(2025, 12, 1), "penalty-threshold", born=young)


def test_T144_fifteen_days_of_illness_are_returned_once_for_a_period(register):
    ill = register()
    for week in range(6):
        ill.mark(date(2025, 9, 8) + timedelta(days=7 * week), "I" * 5)
    ill.mark(date(2025, 11, 3), "I" * 8)
    (breach,) = found(ill, date(2025, 12, 1), "sickness")
    assert breach.key == "2025-10-13"
    assert not found(ill, date(2025, 10, 14), "sickness")


def test_T144_a_later_long_period_is_another_return(register):
    ill = register().mark(date(2025, 9, 8), "I" * 36).mark(date(2025, 11, 10), "I" * 32)
    keys = [breach.key for breach in found(ill, date(2025, 12, 12), "sickness")]
    assert keys == ["2025-09-08", "2025-11-10"]


def test_T145_thirty_sessions_are_fifteen_days(register):
    ill = register()
    for day in range(29):
        ill.mark(date.fromordinal(date(2025, 9, 2).toordinal() + day), "I")
    twenty_nine = ill.lines[2025].count("I")
    assert twenty_nine < 30
    assert not found(ill, date(2025, 10, 17), "sickness")


def test_T16_an_n_is_overdue_on_the_sixth_school_day(register):
    marked = register().mark(date(2025, 10, 20), "N", session=1)
    assert not found(marked, date(2025, 11, 3), "unexplained")
    (breach,) = found(marked, date(2025, 11, 4), "unexplained")
    assert (breach.key, breach.began_on, breach.sessions) == ("2025-10-20", date(2025, 10, 20), 1)


def test_fixing_one_n_of_a_week_leaves_the_flag_of_the_week(register):
    both = register().mark(date(2025, 10, 6), "NNN")
    fixed = register().mark(date(2025, 10, 6), "INN")
    on = date(2025, 10, 20)
    assert [b.key for b in found(both, on, "unexplained")] == [b.key for b in found(fixed, on, "unexplained")]


def test_an_n_of_july_is_overdue_in_september(register):
    marked = register().mark(date(2025, 7, 21), "N")
    assert not found(marked, date(2025, 9, 4), "unexplained")
    assert found(marked, date(2025, 9, 5), "unexplained")


def test_T34_the_penalty_threshold_across_the_summer(register):
    marked = register().mark(date(2025, 7, 23), "OO").mark(date(2025, 9, 2), "O" * 8)
    (breach,) = found(marked, date(2025, 9, 5), "penalty-threshold")
    assert (breach.key, breach.sessions) == ("2025-09-05:1", 10)
    assert dict(breach.detail)["window_began_on"] == "2025-05-19"


def test_the_threshold_keeps_its_key_until_the_count_falls_and_comes_back_with_another(register):
    marked = register().mark(date(2025, 9, 8), "O" * 14).mark(date(2026, 2, 2), "G" * 10)
    keys = []
    for day in range(200):
        keys += [b.key for b in found(marked, date(2025, 9, 8) + timedelta(days=day), "penalty-threshold")]
    assert list(dict.fromkeys(keys)) == ["2025-09-12:1", "2026-02-06:1"]


def test_sessions_of_a_live_notice_are_not_counted_again(register):
    marked = register().mark(date(2025, 9, 8), "O" * 14)
    used = np.zeros((1, 1464), dtype=bool)
    used[0, 732 + position(date(2025, 9, 8), 0) : 732 + position(date(2025, 9, 12), 1) + 1] = True
    assert found(marked, date(2025, 9, 19), "penalty-threshold")
    assert not found(marked, date(2025, 9, 19), "penalty-threshold", used=used)


def test_looked_after_children_at_10_and_25_days(register):
    on = date(2025, 12, 12)
    away = register().mark(date(2025, 9, 8), "I" * 20)
    longer = register().mark(date(2025, 9, 8), "I" * 50)
    spell = (date(2025, 9, 1).toordinal(), STILL)
    assert [b.row for b in found([away, longer], on, "looked-after-10", looked_after=spell)] == [0, 1]
    assert [b.row for b in found([away, longer], on, "looked-after-25", looked_after=spell)] == [1]
    assert not found(away, on, "looked-after-10")
    assert not found(away, on, "looked-after-10", looked_after=(date(2025, 9, 9).toordinal(), STILL))
    assert not found(away, on, "looked-after-10", looked_after=(spell[0], on.toordinal() - 1))


def test_a_sharp_fall_from_one_block_of_weeks_to_the_next(register):
    falling = register().mark(date(2025, 10, 6), "I" * 8)
    (breach,) = found(falling, date(2025, 10, 24), "sharp-fall")
    assert (breach.key, breach.sessions) == ("2025-09-29", 8)
    assert not found(register().mark(date(2025, 9, 8), "I" * 8), date(2025, 10, 24), "sharp-fall")


def test_absence_on_mondays(register):
    mondays = register()
    for week in range(4):
        mondays.mark(date(2025, 9, 8) + timedelta(days=7 * week), "II")
    (breach,) = found(mondays, date(2025, 10, 10), "weekday-pattern")
    assert breach.key == "2025:monday"
    assert dict(breach.detail) == {"on": "Monday", "absent": 8, "of": 8}


def test_absence_in_the_afternoons(register):
    afternoons = register()
    for day in range(8, 13):
        afternoons.mark(date(2025, 9, day), "O", session=1)
    afternoons.mark(date(2025, 9, 15), "OO")
    (breach,) = found(afternoons, date(2025, 10, 10), "half-day-pattern")
    assert (breach.key, breach.sessions) == ("2025:afternoons", 6)


def test_absence_round_holidays(register):
    away = register().mark(date(2025, 10, 24), "OO").mark(date(2025, 11, 3), "OO")
    (breach,) = found(away, date(2025, 11, 7), "holiday-pattern")
    assert breach.sessions == 4
    assert not found(register().mark(date(2025, 10, 14), "OOOO"), date(2025, 11, 7), "holiday-pattern")


def test_often_late_in_a_block_of_weeks(register):
    late = register()
    for day in (8, 9, 10, 11, 12, 15):
        late.mark(date(2025, 9, day), "L")
    assert [b.sessions for b in found(late, date(2025, 9, 19), "lates")] == [6]
    assert not found(late, date(2025, 10, 3), "lates")


def test_registers_not_taken_are_the_schools_own(register):
    registers = [register().mark(date(2025, 9, 8), "--") for _ in range(3)] + [register()]
    (breach,) = found(registers, date(2025, 9, 12), "missing-registers")
    assert (breach.row, breach.key, breach.sessions) == (SCHOOL, "2025-09-08", 2)
    assert not found(
        [register().mark(date(2025, 9, 8), "-"), register()], date(2025, 9, 12), "missing-registers"
    )


def test_a_closed_session_misses_no_register(cal_a, register):
    shut = register()
    shut.mark(date(2025, 9, 8), "--")
    shut.calendars = cal_a | {2025: close_sessions(cal_a[2025], [Closure(date(2025, 9, 8))])}
    assert not found(shut, date(2025, 9, 12), "missing-registers")


def test_marks_after_the_night_are_not_seen(register):
    ahead = register().mark(date(2025, 9, 22), "O" * 40)
    assert review(view([ahead], date(2025, 9, 19))) == []


def test_the_same_view_gives_the_same_breaches(register):
    pupils = [register().mark(date(2025, 9, 2) + timedelta(days=n), "ONIUG" * 6) for n in range(12)]
    one = view(pupils, date(2025, 11, 21))
    assert review(one) == review(one)
    keys = [(b.row, b.rule, b.key) for b in review(one)]
    assert len(keys) == len(set(keys))


def test_a_pupil_is_judged_alike_alone_and_in_a_school(register):
    pupils = [register().mark(date(2025, 9, 2) + timedelta(days=3 * n), "ONIUG" * 5) for n in range(9)]
    on = date(2025, 11, 21)
    together = review(view(pupils, on))
    for row, pupil in enumerate(pupils):
        alone = [replace(b, row=row) for b in review(view([pupil], on)) if b.row == 0]
        assert alone == [b for b in together if b.row == row]


def test_last_years_calendar_may_be_missing(register, cal_a):
    lone = register().mark(date(2025, 9, 8), "O" * 10)
    lone.calendars = {2025: cal_a[2025]}
    assert found(lone, date(2025, 9, 12), "penalty-threshold")


def test_the_tier_of_a_pupil_is_the_highest_of_the_flags():
    assert tier_of(["lates", "severe", "at-risk"]) is Tier.INTENSIVE
    assert tier_of([]) is Tier.SCHOOL
    assert len(RULE_BY_KEY) == len(RULES)


def test_a_view_without_pupils_has_no_breaches(register):
    empty = view([register()], date(2026, 3, 5))
    zero = np.zeros(0, dtype=np.int64)
    none = replace(
        empty, lines=empty.lines[:0], last_lines=empty.last_lines[:0], born_on=zero,
        looked_after_from=zero, looked_after_to=zero, on_roll=np.zeros(0, dtype=bool),
    )  # fmt: skip
    assert review(none) == []
    assert Night(none).counts.possible.shape == (0,)
