"""Counting: one function over arrays, against a plain slow oracle and the department's published figures."""

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.rules.codes import UnknownCode, code_at, codes_on
from attendance.rules.counting import (
    Tally,
    add_up_by,
    classify,
    count,
    display,
    percent,
    tally_of_codes,
    unauthorised_share,
)
from attendance.rules.register import LENGTH, as_array, day_at

ON = date(2025, 3, 5)
PUBLISHED = Path("../shared/data/dfe-attendance")


def tally_of(marks: str, year: int = 2024, first: int = 430) -> Tally:
    line = " " * first + marks
    return count(classify(as_array([line.ljust(LENGTH)]), year)).tally(0)


def slow_tally(line: str, year: int, first: int, last: int) -> dict[str, int]:
    """What every mark counts as, one at a time."""
    found = dict.fromkeys(
        ("possible", "attended", "authorised", "unauthorised", "late", "unknown", "missing"), 0
    )
    for where in range(first, last + 1):
        if line[where] == " ":
            continue
        try:
            code = code_at(line[where], day_at(year, where))
        except UnknownCode:
            found["unknown"] += 1
            continue
        for name in ("possible", "attended", "authorised", "unauthorised", "late"):
            found[name] += getattr(code, name)
        found["missing"] += code.code == "-"
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([2007, 2011, 2013, 2021, 2024, 2025]),
    st.lists(
        st.text("/\\LBDJPVWCEFHIMRSTGNOUXYZ#- Kcdj1234567Q@", min_size=730, max_size=730),
        min_size=1,
        max_size=3,
    ),
    st.integers(0, 729),
    st.integers(0, 729),
)
def test_counting_agrees_with_a_plain_slow_count(year, texts, one, other):
    first, last = sorted((one, other))
    lines = [text.ljust(LENGTH) for text in texts]
    counts = count(classify(as_array(lines), year), first, last)
    for row, line in enumerate(lines):
        expected = slow_tally(line, year, first, last)
        assert {name: int(getattr(counts, name)[row]) for name in expected} == expected


@given(st.integers(1, 1400), st.integers(0, 300))
@settings(max_examples=20, deadline=None)
def test_a_count_is_the_same_over_any_number_of_rows_and_columns(rows, seed):
    marks = np.frombuffer(b"/\\IOLNX- ", dtype=np.uint8)
    lines = np.random.default_rng(seed).choice(marks, size=(rows, LENGTH))
    flags = np.concatenate([classify(lines, 2024), classify(lines, 2025)], axis=1)
    counts = count(flags)
    halves = [count(flags, 0, LENGTH - 1), count(flags, LENGTH)]
    assert (counts.possible == halves[0].possible + halves[1].possible).all()
    assert (counts.possible == (flags & 1).sum(axis=1)).all()


def test_a_mask_says_which_sessions_count():
    flags = classify(as_array(["/" * LENGTH, "O" * LENGTH]), 2025)
    mornings = np.arange(LENGTH) % 2 == 0
    assert count(flags, mask=mornings).possible.tolist() == [366, 366]
    each = np.stack([mornings, np.zeros(LENGTH, dtype=bool)])
    assert count(flags, 0, 9, mask=each).possible.tolist() == [5, 0]


def test_T01_a_year_of_380_sessions():
    tally = tally_of("/" * 170 + "\\" * 170 + "L" * 4 + "B" * 6 + "V" * 2 + "I" * 20 + "O" * 8, first=40)
    assert (tally.possible, tally.attended, tally.absent, tally.days_lost) == (380, 352, 28, 14)
    shown = [
        tally.attendance_percent,
        tally.authorised_percent,
        tally.unauthorised_percent,
        tally.absence_percent,
    ]
    assert [display(figure) for figure in shown] == ["92.63", "5.26", "2.11", "7.37"]


def test_T05_sessions_that_were_not_possible_are_left_out():
    tally = tally_of("1" * 10 + "3" * 4 + "Q" * 2 + "D" * 4 + "/\\" * 35 + "I" * 10)
    assert tally.possible == 80
    assert (display(tally.attendance_percent, 1), display(tally.absence_percent, 1)) == ("87.5", "12.5")


def test_T07_dual_registration_before_and_after_september_2011():
    line = ["D" * LENGTH]
    assert count(classify(as_array(line), 2010), 600, 609).attended.tolist() == [10]
    assert count(classify(as_array(line), 2011), 120, 129).possible.tolist() == [0]


def test_T13_a_part_time_timetable_lowers_attendance_and_says_why():
    tally = tally_of("/d" * 10)
    assert tally.attendance_percent == 50
    assert tally.part_time == 10


def test_T14_sessions_not_required_of_a_reception_child_are_not_possible():
    tally = tally_of("/X" * 10)
    assert (tally.possible, tally.attendance_percent) == (10, 100)


def test_T15_late_after_the_register_closed_is_a_whole_unauthorised_session():
    flags = classify(as_array([("U" + "\\").ljust(LENGTH)]), 2025)
    counts = count(flags)
    assert (counts.unauthorised[0], counts.pn10[0], counts.attended[0]) == (1, 1, 1)


def test_T18_the_share_of_half_days_missed():
    sector = Tally(possible=100_000, attended=94_040, authorised=5_000, unauthorised=960)
    assert (display(sector.absence_percent), display(sector.attendance_percent)) == ("5.96", "94.04")


def test_T19_the_reach_of_unauthorised_absence():
    sessions = np.array([36] * 320 + [0] * 680)
    share = unauthorised_share(sessions)
    assert (share.percent_with_any, share.average_days) == (32, 18)
    sessions[0] += 1
    assert unauthorised_share(sessions).average_days > 18
    assert unauthorised_share(np.zeros(3, dtype=np.int64)).average_days is None


def test_no_possible_session_is_no_rate():
    tally = tally_of("X" * 10)
    assert tally.attendance_percent is None
    assert display(tally.attendance_percent) == "no rate"


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(125, 1000), 3, "0.125"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(100), 1, "100.0"),
        (Fraction(99_995, 1000), 2, "100.00"),
    ],
)
def test_figures_are_rounded_half_up(value, decimals, shown):
    assert display(value, decimals) == shown


def test_a_group_rate_is_sum_over_sum_and_not_the_mean_of_rates():
    lines = ["/" * 10, "O" * 90 + "/" * 10]
    counts = count(classify(as_array([line.ljust(LENGTH) for line in lines]), 2025))
    assert counts.total().attendance_percent == percent(20, 110)
    assert counts.tally(0) + counts.tally(1) == counts.total()


def test_enrolments_of_one_pupil_are_added_up():
    counts = count(classify(as_array([mark.ljust(LENGTH) for mark in ("//", "O", "I")]), 2025))
    pupils, summed = add_up_by(np.array([7, 9, 7]), counts)
    assert pupils.tolist() == [7, 9]
    assert summed.possible.tolist() == [3, 1]
    assert summed.authorised.tolist() == [1, 0]


COLUMNS = {
    "reason_present": "/",
    "reason_l_present_late_before_registers_closed": "L",
    **{f"reason_{letter}_": letter.upper() for letter in "imrsthecbdjpvwguonk"},
    # The daily feed of 2022/23 put its left-over Covid column among authorised absences.
    "reason_x_not_attending_covid_non_compulsory": "E",
    "reason_c1_": "C1",
    "reason_c2_": "C2",
    "reason_j1_": "J1",
}


def published_rows(year: str) -> list[dict[str, str]]:
    path = PUBLISHED / f"EES_ytd_data_{year}_final.csv"
    if not path.exists():
        pytest.skip(f"{path} is not here.")
    with path.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    kind = "education_phase" if "education_phase" in rows[0] else "school_type"
    return [row for row in rows if row["la_name"] == "Salford" and row[kind] != "Total"]


def sessions_by_code(row: dict[str, str]) -> dict[str, int]:
    found = {}
    for column, text in row.items():
        code = COLUMNS.get(column) or next(
            (COLUMNS[key] for key in COLUMNS if key.endswith("_") and column.startswith(key)), None
        )
        if code and column.startswith("reason_") and text:
            found[code] = found.get(code, 0) + int(text)
    return found


@pytest.mark.parametrize(
    ("year", "on"), [("202223", date(2023, 3, 6)), ("202324", date(2024, 3, 6)), ("202425", ON)]
)
def test_published_salford_rates_follow_from_their_marks_to_nine_decimals(year, on):
    rows = published_rows(year)
    assert len(rows) == 3
    for row in rows:
        by_code = sessions_by_code(row)
        retired = {code for code in ("J", "H") if code in by_code and on > date(2024, 8, 19)}
        codes = [
            (code_on(code, date(2024, 6, 3) if code in retired else on), n) for code, n in by_code.items()
        ]
        tally = tally_of_codes(codes)
        assert tally.possible == int(row["possible_sessions"])
        for figure, column in (
            (tally.attendance_percent, "attendance_perc"),
            (tally.absence_percent, "overall_absence_perc"),
            (tally.authorised_percent, "authorised_absence_perc"),
            (tally.unauthorised_percent, "unauthorised_absence_perc"),
        ):
            assert float(figure) == pytest.approx(float(row[column]), abs=5e-10)


def code_on(code: str, on: date):
    return next(row for row in codes_on(on) if row.code == code)


def test_published_dual_registration_is_left_out_today_and_would_have_been_attended_in_2006():
    secondary = next(row for row in published_rows("202324") if row["school_type"] == "Secondary")
    by_code = sessions_by_code(secondary)
    assert by_code["D"] == 25_614
    then = tally_of_codes((code_on(code, date(2006, 11, 6)), n) for code, n in by_code.items())
    now = tally_of_codes((code_on(code, date(2024, 3, 6)), n) for code, n in by_code.items())
    assert then.attended - now.attended == 25_614
    assert now.attended == int(secondary["overall_attendance"])
