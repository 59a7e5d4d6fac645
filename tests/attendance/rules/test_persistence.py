"""Persistent and severe absence in every regime."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from attendance.rules.counting import classify, count, display, percent
from attendance.rules.persistence import (
    Period,
    in_official_view,
    is_persistent,
    is_severe,
    official_sessions,
    period_at,
    persistent_rows,
)
from attendance.rules.register import as_array

TODAY = date(2025, 7, 31)
BANDS = Path("../shared/data/dfe-absence/absence_bands_distributions_salford_leeds_england.csv")


def test_T02_a_tenth_exactly_is_persistent():
    assert is_persistent(19, 190, on=TODAY)
    assert not is_persistent(18, 190, on=TODAY)


def test_T03_a_rate_that_only_rounds_to_ten_is_not_persistent():
    assert display(percent(99, 1000), 0) == "10"
    assert not is_persistent(99, 1000, on=TODAY)


def test_T04_half_exactly_is_severe():
    assert is_severe(95, 190, on=TODAY)
    assert is_persistent(95, 190, on=TODAY)
    assert not is_severe(94, 190, on=TODAY)


def test_T13_a_part_time_timetable_makes_both_flags_true():
    assert is_persistent(10, 20, on=TODAY)
    assert is_severe(10, 20, on=TODAY)


def test_T158_exactly_half_is_on_the_agenda():
    assert is_severe(190, 380, on=date(2026, 3, 2))


def test_nobody_without_a_possible_session_is_persistent():
    assert not is_persistent(0, 0, on=TODAY)
    assert not is_severe(0, 0, on=TODAY)
    assert not is_persistent(0, 0, on=date(2007, 7, 31))


@pytest.mark.parametrize(
    ("on", "period", "line"),
    [
        (date(2005, 8, 1), Period.AUTUMN, 28),
        (date(2006, 12, 31), Period.AUTUMN, 28),
        (date(2007, 4, 8), Period.AUTUMN_AND_SPRING, 52),
        (date(2007, 5, 27), Period.FIVE_HALF_TERMS, 64),
        (date(2007, 7, 31), Period.YEAR, 64),
        (date(2010, 7, 31), Period.FIVE_HALF_TERMS, 64),
        (date(2010, 8, 1), Period.FIVE_HALF_TERMS, 46),
        (date(2010, 12, 31), Period.AUTUMN, 22),
        (date(2011, 4, 24), Period.AUTUMN_AND_SPRING, 38),
        (date(2012, 7, 31), Period.YEAR, 46),
        (date(2012, 8, 1), Period.YEAR, 56),
        (date(2014, 4, 20), Period.AUTUMN_AND_SPRING, 38),
        (date(2015, 7, 31), Period.YEAR, 56),
    ],
)
def test_fixed_counts_by_year_and_period(on, period, line):
    assert is_persistent(line, 400, on=on, period=period)
    assert not is_persistent(line - 1, line, on=on, period=period)


def test_from_2015_the_pupils_own_possible_sessions_decide():
    assert not is_persistent(40, 401, on=date(2015, 8, 1))
    assert is_persistent(40, 400, on=date(2015, 8, 1))


def test_before_2005_there_was_no_measure():
    with pytest.raises(LookupError, match="31 July 2005"):
        is_persistent(64, 300, on=date(2005, 7, 31))


@pytest.mark.parametrize(
    ("on", "severe"), [(date(2022, 7, 31), False), (date(2022, 8, 1), True), (date(2022, 8, 2), True)]
)
def test_severe_absence_is_measured_from_2022(on, severe):
    assert is_severe(200, 380, on=on) is severe


def test_sixty_three_sessions_in_2006_07_were_not_persistent_and_sixty_four_were():
    ends = date(2007, 5, 27)
    assert not is_persistent(63, 250, on=ends, period=Period.FIVE_HALF_TERMS)
    assert is_persistent(64, 350, on=ends, period=Period.FIVE_HALF_TERMS)
    assert is_persistent(63, 250, on=TODAY)
    assert not is_persistent(63, 631, on=TODAY)


def test_T21_the_sixth_half_term_of_a_fifteen_year_old_is_left_out_officially_and_kept_in_casework():
    full = "O" * 56
    at_14 = (" " * 100 + full).ljust(732)
    at_15 = (" " * 100 + "O" * 46).ljust(620) + "O" * 20
    flags = classify(as_array([at_14, at_15.ljust(732)]), 2012)
    ages = np.array([14, 15])
    casework, official = count(flags), count(flags, mask=official_sessions(2012, ages))
    assert casework.absent.tolist() == [56, 66]
    assert official.absent.tolist() == [56, 46]
    found = persistent_rows(
        official.absent, official.possible, ages, on=date(2013, 7, 31), period=Period.YEAR
    )
    assert found.tolist() == [True, True]


def test_before_2012_official_figures_had_five_half_terms_for_everybody():
    kept = official_sessions(2006, np.array([10, 15]))
    assert kept.sum(axis=1).tolist() == [600, 600]


@pytest.mark.parametrize(
    ("enrolled_on", "counted"),
    [(date(2026, 5, 24), True), (date(2026, 5, 25), False), (date(2026, 6, 10), False)],
)
def test_T23_a_pupil_first_enrolled_late_in_summer_is_not_in_the_official_view(enrolled_on, counted):
    assert in_official_view(date(2014, 1, 1), enrolled_on, 2025) is counted


@pytest.mark.parametrize(
    ("born_on", "counted"),
    [
        (date(2021, 8, 31), False),
        (date(2020, 8, 31), True),
        (date(2009, 9, 1), True),
        (date(2009, 8, 31), False),
    ],
)
def test_the_official_view_has_ages_five_to_fifteen_and_no_boarders(born_on, counted):
    assert in_official_view(born_on, date(2025, 9, 2), 2025) is counted
    assert not in_official_view(born_on, date(2025, 9, 2), 2025, boarder=True)


@pytest.mark.parametrize(
    ("on", "period"),
    [
        (date(2006, 12, 31), Period.AUTUMN),
        (date(2007, 1, 1), Period.AUTUMN_AND_SPRING),
        (date(2007, 4, 8), Period.AUTUMN_AND_SPRING),
        (date(2007, 4, 9), Period.FIVE_HALF_TERMS),
        (date(2007, 5, 28), Period.YEAR),
    ],
)
def test_the_period_running_on_a_day(on, period):
    assert period_at(on) is period


@pytest.mark.parametrize(
    ("school_type", "persistent", "severe"),
    [
        ("State-funded primary", "18.87", "0.84"),
        ("State-funded secondary", "30.37", "4.54"),
        ("Special", "42.48", "8.15"),
    ],
)
def test_published_bands_of_salford_give_the_published_shares(school_type, persistent, severe):
    if not BANDS.exists():
        pytest.skip(f"{BANDS} is not here.")
    edges = [f"pct{edge}_OARate" for edge in range(5, 55, 5)] + ["pct50plus_OARate"]
    pupils = dict.fromkeys(edges, 0)
    with BANDS.open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if [row[name] for name in ("la_name", "time_period", "school_type")] == [
                "Salford",
                "202223",
                school_type,
            ]:
                for edge in edges:
                    pupils[edge] += int(float(row[edge] or 0))
    # Each band stands for pupils at its lower edge; the integer tests sort them as the department did.
    absent = np.repeat(np.arange(0, 55, 5), list(pupils.values()))
    possible, ages = np.full(len(absent), 100), np.full(len(absent), 10)
    rows = persistent_rows(absent, possible, ages, on=date(2023, 7, 31), period=Period.YEAR)
    assert display(percent(int(rows.sum()), len(rows))) == persistent
    half = sum(pupils[edge] for n, edge in enumerate(edges) if is_severe(5 * n, 100, on=date(2023, 7, 31)))
    assert display(percent(half, len(rows))) == severe
