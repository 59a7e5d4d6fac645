"""Definitions of figures: the worked cases, the strategy's targets, and what cannot be made a rate."""

from datetime import date
from fractions import Fraction

import pytest

from attendance.formats.dfe import read_statistics
from attendance.rules.codes import code_at, symbol_for
from attendance.rules.counting import display
from reporting.rules.indicators import HEADLINE, INDICATORS, reached_in_words, rule_set
from reporting.rules.periods import periods_of
from reporting.rules.strategy_targets import STRATEGY
from reporting.rules.sums import COUNTED
from tests.attendance.formats.files import published, table


def sums(**given):
    return dict.fromkeys(COUNTED, 0) | given


@pytest.mark.parametrize("key", ["bvpi-46", "absence"])
def test_T18_5960_half_days_of_100000_are_an_indicator_of_5_96(key):
    primary = sums(possible=100_000, attended=94_040, authorised=4_960, unauthorised=1_000)
    assert INDICATORS[key].text(INDICATORS[key].value(primary)) == "5.96%"
    assert INDICATORS["attendance"].text(INDICATORS["attendance"].value(primary)) == "94.04%"
    target = next(row for row in STRATEGY if row.indicator == "bvpi-46" and row.year == 2005)
    assert INDICATORS[key].meets(INDICATORS[key].value(primary), Fraction(target.value))


@pytest.mark.parametrize(("sessions", "met"), [(11_520, True), (11_521, False)])
def test_T19_the_two_measures_of_the_local_agreement(sessions, met):
    told = sums(pupils=1_000, with_unauthorised=320, unauthorised=sessions)
    share, days = INDICATORS["any-unauthorised"], INDICATORS["days-unauthorised"]
    targets = {row.indicator: Fraction(row.value) for row in STRATEGY if row.year == 2007}
    assert share.text(share.value(told)) == "32.0%"
    assert share.meets(share.value(told), targets[share.key])
    # 11,521 sessions are 18.0016 days: shown as 18.0, and still not "18 or less".
    assert days.text(days.value(told)) == "18.0 days"
    assert days.meets(days.value(told), targets[days.key]) is met


def test_nobody_is_no_rate_and_never_nought():
    for indicator in INDICATORS.values():
        assert indicator.value(sums()) is None
        assert indicator.text(None) == "no rate"


def test_the_strategy_is_kept_as_it_was_written():
    found = {(row.indicator, row.year): str(row.value) for row in STRATEGY}
    assert [found["bvpi-46", year] for year in range(2004, 2008)] == ["6.10", "5.96", "5.89", "5.88"]
    assert [found["bvpi-45", year] for year in range(2004, 2008)] == ["10.80", "10.16", "9.63", "9.01"]
    assert (found["any-unauthorised", 2007], found["days-unauthorised", 2007]) == ("32", "18")
    assert [row.year for row in STRATEGY if row.reached] == [2004, 2004]


@pytest.mark.parametrize(
    ("key", "year", "belongs"),
    [("severe", 2021, False), ("severe", 2022, True), ("bvpi-45", 2007, True), ("bvpi-45", 2008, False)],
)
def test_a_measure_belongs_to_its_years(key, year, belongs):
    assert INDICATORS[key].in_year(year) is belongs


def test_the_rules_of_the_day_are_said():
    assert "a fixed count, about 20%" in rule_set(date(2007, 7, 20))
    assert "not yet a measure" in rule_set(date(2007, 7, 20))
    assert "10% or more" in rule_set(date(2026, 7, 20))


def test_every_headline_figure_says_what_it_is():
    for indicator in HEADLINE:
        assert indicator.formula
        assert set(indicator.part) <= set(COUNTED)
        assert indicator.whole in COUNTED


def _published_code(mark, day):
    """The code behind a column of the daily feed, which kept columns for codes after they ended.

    Its left-over Covid column stands among authorised absences (formats.md 2.1), as an exclusion does.
    """
    retired = mark in ("H", "J") and day > date(2024, 8, 18)
    on = date(2024, 6, 3) if retired else day
    return code_at(symbol_for("E" if mark == "X" else mark, on), on)


@pytest.mark.parametrize(
    "name",
    [
        "dfe-attendance/EES_ytd_data_202223_final.csv",
        "dfe-attendance/EES_ytd_data_202324_final.csv",
        "dfe-attendance/EES_ytd_data_202425_final.csv",
    ],
)
def test_published_rows_of_salford_give_the_published_rates(name):
    """Known answer: marks by code, read by the list of their date, give the published percentages to nine decimals."""
    rows = [row for row in read_statistics(table(published(name).read_bytes())) if row.la_code == "355"]
    assert len(rows) == 3
    for row in rows:
        totals = {"possible": 0, "attended": 0, "authorised": 0, "unauthorised": 0}
        for mark, figure in row.marks().items():
            code = _published_code(mark, date(row.academic_year + 1, 1, 15))
            for kind in totals:
                totals[kind] += (figure.number or 0) * getattr(code, kind)
        told = sums(**totals)
        for key in ("attendance", "absence", "authorised", "unauthorised"):
            given = row.figure(INDICATORS[key].published[0].rate).number
            assert display(INDICATORS[key].value(told), 9) == f"{given:.9f}"


@pytest.mark.parametrize(
    ("year", "key", "is_said"),
    [
        (2006, 71, False),
        (2006, 72, True),
        (2006, 73, True),
        (2006, 80, False),
        (2014, 73, True),
        (2015, 73, False),
        (2004, 73, False),
    ],
)
def test_that_a_fixed_count_is_reached_since_september_is_said_of_later_terms(year, key, is_said):
    assert bool(reached_in_words(periods_of(year)[key])) == is_said
