"""Compulsory school age."""

from datetime import date

import numpy as np
import pytest

from attendance.rules.age import (
    age_at_start,
    ages_at_start,
    birthday,
    compulsory_age,
    compulsory_on,
    compulsory_spans,
    has_connexions_adviser,
    leaving_date,
    starts_on,
    year_group,
    year_group_in_words,
)


def test_T24_a_child_born_in_september_starts_on_31_december():
    age = compulsory_age(date(2020, 9, 2))
    assert age.began_on == date(2025, 12, 31)
    assert [age.holds(date(2025, 12, day)) for day in (1, 30, 31)] == [False, False, True]


def test_T26_a_child_born_on_29_february_starts_on_31_march():
    assert birthday(date(2020, 2, 29), 5) == date(2025, 3, 1)
    assert birthday(date(2020, 2, 29), 8) == date(2028, 2, 29)
    assert starts_on(date(2020, 2, 29)) == date(2025, 3, 31)


@pytest.mark.parametrize(
    ("born_on", "first"),
    [
        (date(2020, 3, 30), date(2025, 3, 31)),
        (date(2020, 3, 31), date(2025, 3, 31)),
        (date(2020, 4, 1), date(2025, 8, 31)),
        (date(2020, 8, 31), date(2025, 8, 31)),
        (date(2020, 9, 1), date(2025, 12, 31)),
        (date(2020, 12, 31), date(2025, 12, 31)),
        (date(2021, 1, 1), date(2026, 3, 31)),
    ],
)
def test_compulsory_age_starts_on_the_next_prescribed_day(born_on, first):
    assert starts_on(born_on) == first


@pytest.mark.parametrize(
    ("born_on", "last"),
    [
        (date(2009, 8, 31), date(2025, 6, 27)),
        (date(2009, 9, 1), date(2026, 6, 26)),
        (date(2010, 8, 31), date(2026, 6, 26)),
        (date(2007, 12, 1), date(2024, 6, 28)),
    ],
)
def test_it_ends_on_the_last_friday_in_june_of_the_year_of_turning_sixteen(born_on, last):
    assert leaving_date(born_on) == last
    assert last.weekday() == 4
    assert compulsory_age(born_on).holds(last)


def test_many_pupils_at_once_agree_with_one_at_a_time():
    born = [date(2020, 9, 2), date(2009, 9, 1), date(2020, 9, 2), date(2015, 1, 1)]
    ordinals = np.array([day.toordinal() for day in born])
    firsts, lasts = compulsory_spans(ordinals)
    for index, day in enumerate(born):
        assert date.fromordinal(firsts[index]) == compulsory_age(day).began_on
        assert date.fromordinal(lasts[index]) == compulsory_age(day).ended_on
    assert compulsory_on(ordinals, date(2025, 12, 30)).tolist() == [False, True, False, True]
    assert (
        ages_at_start(ordinals, 2025).tolist() == [age_at_start(day, 2025) for day in born] == [4, 15, 4, 10]
    )


def test_year_groups():
    assert [year_group(date(2020, 9, 1), 2025), year_group(date(2021, 8, 31), 2025)] == [0, 0]
    assert [year_group_in_words(group) for group in (-1, 0, 7)] == ["Nursery", "Reception", "Year 7"]


def test_T156_connexions_from_year_nine_up():
    year_8, year_9 = date(1994, 3, 1), date(1993, 3, 1)
    assert [year_group(year_8, 2006), year_group(year_9, 2006)] == [8, 9]
    assert [has_connexions_adviser(year_8, 2006), has_connexions_adviser(year_9, 2006)] == [False, True]
