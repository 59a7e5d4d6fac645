"""Periods tile the year, whatever the terms are."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from reporting.rules.periods import HALVES, TERMS, WHOLE_YEAR, halves_within, periods_of, term_at
from tests.attendance.nights import TERMS as CALENDARS


@pytest.mark.parametrize(("year", "terms"), [(2025, CALENDARS[2025]), (2006, CALENDARS[2006]), (2011, ())])
def test_weeks_half_terms_and_terms_each_cover_every_day_once(year, terms):
    periods = periods_of(year, terms)
    weeks = [each for each in periods.values() if each.is_week]
    for tiles in (weeks, [periods[key] for key in HALVES], [periods[key] for key in TERMS]):
        assert tiles[0].first == date(year, 8, 1)
        assert tiles[-1].last == date(year + 1, 7, 31)
        for one, following in pairwise(tiles):
            assert following.first == one.last + timedelta(days=1)
    # Half terms begin with a week, so that weeks add up to them.
    assert {periods[key].first for key in HALVES} <= {week.first for week in weeks}


def test_terms_begin_with_the_week_of_the_authority_s_own():
    periods = periods_of(2025, CALENDARS[2025])
    assert [periods[key].first for key in HALVES] == [
        date(2025, 8, 1), date(2025, 11, 2), date(2026, 1, 4), date(2026, 2, 22), date(2026, 4, 12), date(2026, 5, 31),
    ]  # fmt: skip
    assert periods[TERMS[0]].label == "Autumn term 2025/26"
    assert [half.key for half in halves_within(periods[TERMS[1]], periods)] == [63, 64]
    assert len(halves_within(periods[WHOLE_YEAR], periods)) == 6


@pytest.mark.parametrize(
    ("day", "term"),
    [(date(2026, 1, 3), 71), (date(2026, 1, 4), 72), (date(2026, 4, 11), 72), (date(2026, 4, 12), 73)],
)
def test_a_day_is_in_one_term(day, term):
    assert term_at(day, periods_of(2025, CALENDARS[2025])).key == term


@pytest.mark.parametrize("year", range(2004, 2032))
def test_every_week_of_a_year_has_a_name_of_its_own_that_says_its_monday(year):
    weeks = [each for each in periods_of(year).values() if each.is_week]
    assert len({each.label for each in weeks}) == len({each.short for each in weeks}) == len(weeks)
    for each in weeks:
        assert each.monday.weekday() == 0
        # Monday to Saturday after it, or the Sunday before it.
        assert -1 <= (each.first - each.monday).days <= 5
    cut_before, cut_after = periods_of(year - 1), weeks[0]
    last = max((each for each in cut_before.values() if each.is_week), key=lambda each: each.first)
    # The two parts of a week that 1 August cuts have one name.
    assert (last.label == cut_after.label) == (cut_after.first.weekday() != 6)


def test_a_sunday_belongs_to_the_week_that_follows():
    week = periods_of(2025)[7]
    assert (week.first.weekday(), week.last.weekday()) == (6, 5)
    assert week.monday == week.first + timedelta(days=1)


def with_term(at, **fields):
    """The terms of 2025/26 with one of them otherwise."""
    terms = list(CALENDARS[2025])
    terms[at] = replace(terms[at], **fields)
    return terms


@pytest.mark.parametrize(
    "terms",
    [
        # The half term of the autumn ends the day before the term does, and the spring term begins in that week.
        with_term(0, ended_on=date(2026, 1, 2), half_term=(date(2025, 12, 22), date(2026, 1, 1))),
        # That of the summer term ends with the year.
        with_term(2, ended_on=date(2026, 7, 31), half_term=(date(2026, 7, 20), date(2026, 7, 30))),
        CALENDARS[2025][:2],
        with_term(1, half_term=None),
    ],
)
def test_terms_that_make_no_six_half_terms_count_as_none(terms):
    assert periods_of(2025, terms) == periods_of(2025)


def test_a_half_term_of_a_week_is_one():
    ends_on_friday = with_term(
        0, half_term=(date(2025, 12, 8), date(2025, 12, 19)), ended_on=date(2025, 12, 23)
    )
    found = periods_of(2025, ends_on_friday)
    assert (found[62].first, found[62].last) == (date(2025, 12, 21), date(2026, 1, 3))


def test_a_day_of_another_year_is_in_no_term():
    with pytest.raises(LookupError):
        term_at(date(2027, 1, 4), periods_of(2025))
