"""Rates, ratios and their intervals against SciPy's own, and what is said of them."""

from math import inf

import pytest
from scipy import stats

from reporting.rules.fairness import (
    Group,
    fairness,
    in_words,
    observed_to_expected,
    rate,
    ratio,
    schools_apart,
)


@pytest.mark.parametrize(("cases", "pupils"), [(0, 40), (1, 40), (20, 40), (39, 40), (40, 40), (3, 9_000)])
def test_rates_have_the_exact_interval(cases, pupils):
    found = rate(cases, pupils)
    low, high = stats.binomtest(cases, pupils).proportion_ci(0.95, method="exact")
    assert (found.value, found.low, found.high) == pytest.approx(
        (100 * cases / pupils, 100 * low, 100 * high)
    )


@pytest.mark.parametrize(("observed", "expected"), [(0, 2.5), (1, 2.5), (12, 7.0), (300, 250.0)])
def test_observed_to_expected_has_the_exact_poisson_interval(observed, expected):
    found = observed_to_expected(observed, expected)
    low = stats.chi2.ppf(0.025, 2 * observed) / 2 if observed else 0
    high = stats.chi2.ppf(0.975, 2 * (observed + 1)) / 2
    assert (found.low, found.high) == pytest.approx((low / expected, high / expected))


def test_a_ratio_of_rates():
    found = ratio(Group("a", 500, 30), Group("b", 1_500, 30))
    assert found.value == pytest.approx(3)
    low, high = stats.binomtest(30, 60).proportion_ci(0.95, method="exact")
    assert (found.low, found.high) == pytest.approx((3 * low / (1 - low), 3 * high / (1 - high)))


def test_ratios_at_the_edges():
    assert ratio(Group("a", 10, 0), Group("b", 10, 0)) is None
    assert ratio(Group("a", 0, 0), Group("b", 10, 2)) is None
    none = ratio(Group("a", 10, 0), Group("b", 10, 5))
    assert (none.value, none.low) == (0, 0)
    every = ratio(Group("a", 10, 5), Group("b", 10, 0))
    assert (every.value, every.high) == (inf, inf)
    assert every.low > 0
    assert rate(0, 0) is None
    assert observed_to_expected(3, 0) is None


def test_a_difference_that_is_the_schools_is_told_from_one_within_schools():
    strict = (Group("g", 800, 80), Group("o", 200, 20))
    mild = (Group("g", 200, 2), Group("o", 800, 8))
    between = fairness([strict, mild], "G")
    assert between.is_apart
    assert between.given_school.holds(1)
    assert "within schools there is no clear difference" in in_words(between)
    within = fairness([(Group("g", 500, 60), Group("o", 500, 10))] * 2, "G")
    assert within.is_apart
    assert not within.given_school.holds(1)
    assert in_words(within).startswith("G: 12.0% beside 2.0% of others, 6.0 times as often (")


def test_no_difference_and_nobody_are_said():
    even = fairness([(Group("g", 100, 5), Group("o", 100, 6))], "G")
    assert not even.is_apart
    assert in_words(even).endswith("no larger than chance makes it.")
    assert in_words(fairness([(Group("g", 0, 0), Group("o", 9, 1))], "G")) == "G: there is nobody to compare."
    assert "no enforcement" in in_words(fairness([(Group("g", 9, 0), Group("o", 9, 0))], "G"))
    only = in_words(fairness([(Group("g", 100, 30), Group("o", 100, 0))], "G"))
    assert "at least" in only


def test_schools_apart_are_those_outside_the_funnel():
    schools = [Group(f"School {n}", 400, 8) for n in range(20)]
    found = schools_apart([*schools, Group("Castle", 400, 40), Group("Moor", 2_000, 8)])
    assert [school.name for school, _ in found] == ["Castle", "Moor"]
    assert schools_apart([]) == []
    assert schools_apart(schools) == []


def test_more_cases_than_pupils_are_refused():
    with pytest.raises(ValueError, match="3 cases among 2 pupils"):
        Group("a", 2, 3)
