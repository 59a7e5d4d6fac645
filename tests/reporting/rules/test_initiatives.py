"""Windows to the week, changes beside others, and what is said of them."""

from datetime import date
from fractions import Fraction

import pytest
from scipy import stats

from reporting.rules.initiatives import (
    Course,
    Effect,
    Sessions,
    Window,
    effect,
    effect_in_words,
    together,
    windows,
)

ON = date(2007, 7, 20)


def course(before, during, after=None):
    """A school of a thousand possible sessions in each window."""
    return Course(*(Sessions(each or 0, 1_000 if each else 0) for each in (before, during, after)))


@pytest.mark.parametrize("began_on", [date(2007, 1, 7), date(2007, 1, 8), date(2007, 1, 13)])
def test_windows_are_whole_weeks_from_sunday_to_saturday(began_on):
    found = windows(began_on=began_on, ended_on=date(2007, 5, 25), counted_to=ON)
    assert found.before == Window(date(2006, 1, 8), date(2007, 1, 6))
    assert found.during == Window(date(2007, 1, 7), date(2007, 5, 26))
    assert found.after == Window(date(2007, 5, 27), ON)


@pytest.mark.parametrize(
    ("ended_on", "last", "has_after"),
    [
        (None, ON, False),
        (date(2008, 7, 1), ON, False),
        (date(2007, 7, 14), date(2007, 7, 14), True),
        (ON, ON, False),
    ],
)
def test_what_still_runs_goes_to_the_last_day_counted_and_has_no_after(ended_on, last, has_after):
    found = windows(began_on=date(2007, 1, 8), ended_on=ended_on, counted_to=ON)
    assert found.during.last == last
    assert (found.after is not None) == has_after


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        (date(2007, 1, 7), date(2007, 1, 13), True),
        (date(2007, 1, 6), date(2007, 1, 13), False),
        (date(2007, 5, 20), date(2007, 5, 26), True),
        (date(2007, 5, 20), date(2007, 5, 27), False),
    ],
)
def test_a_window_holds_what_lies_within_it_as_a_whole(first, last, holds):
    assert Window(date(2007, 1, 7), date(2007, 5, 26)).holds(first, last) is holds


def test_a_rate_is_sum_over_sum_and_none_where_nothing_was_possible():
    both = together(
        [Course(Sessions(90, 100), Sessions(900, 1_000)), Course(Sessions(1_920, 2_000), Sessions())]
    )
    assert both.before.rate == Fraction(100 * 2_010, 2_100)
    assert both.after.rate is None
    assert both.after.text == "no figures"
    assert both.during.text == "90.00%"


def test_the_change_of_the_others_is_taken_off():
    ours, theirs = [course(900, 930)], [course(940, 950), course(920, 930)]
    found = effect(ours, theirs, "during")
    assert found.value == 2
    assert (found.low, found.high) == (None, None)
    assert effect(ours, theirs, "after") is None
    assert effect(ours, [], "during") is None


def test_with_enough_schools_the_interval_is_welch_s():
    ours = [course(900, 900 + gain) for gain in (30, 35, 40, 28, 33)]
    theirs = [course(940, 940 + gain) for gain in (2, 8, 5, -1, 4, 6)]
    found = effect(ours, theirs, "during")
    expected = stats.ttest_ind(
        [3.0, 3.5, 4.0, 2.8, 3.3], [0.2, 0.8, 0.5, -0.1, 0.4, 0.6], equal_var=False
    ).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))
    assert found.is_clear
    assert effect(ours[:4], theirs, "during").low is None


def test_a_school_without_sessions_in_a_window_is_left_out_of_its_change():
    found = effect([course(900, 930), course(None, 500)], [course(940, 940)], "during")
    assert found.value == 3


@pytest.mark.parametrize(
    ("found", "were_lower", "said"),
    [
        (None, False, "nothing to compare"),
        (Effect(Fraction(2)), False, "2.0 points more than at the other schools. With fewer than 5 schools"),
        (Effect(Fraction(-2), -5.0, 1.0), False, "2.0 points less than at the other schools. The interval"),
        (Effect(Fraction(2), -1.0, 5.0), False, "no larger than chance makes it"),
        (Effect(Fraction(2), 1.0, 3.0), False, "Chance alone would seldom do that"),
        (Effect(Fraction(2), 1.0, 3.0), True, "would have risen somewhat by themselves"),
    ],
)
def test_what_is_said(found, were_lower, said):
    assert said in effect_in_words(found, "during", were_lower=were_lower)


def test_of_pupils_no_certainty_is_told():
    said = effect_in_words(Effect(Fraction(1, 2)), "after", were_lower=True, of_pupils=True)
    assert said.startswith("After: attendance changed by 0.5 points more than of the other pupils")
    assert "What worked" in said
