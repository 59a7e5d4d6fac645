"""How things stand to their day, working days between days, and how counts are told."""

from datetime import date, timedelta

import pytest

from attendance.rules.bank_holidays import bank_holidays
from attendance.rules.calendar import is_working_day
from reporting.rules.timeliness import MEASURES, Outcome, Span, Tally, WorkingDays, outcome, tally

DUE = date(2026, 3, 5)
DAY = timedelta(days=1)
YEAR = WorkingDays.of(date(2025, 8, 1), date(2026, 12, 31), {*bank_holidays(2025), *bank_holidays(2026)})


@pytest.mark.parametrize(
    ("ended", "on", "stands"),
    [
        (DUE - DAY, DUE + DAY, Outcome.IN_TIME),
        (DUE, DUE + DAY, Outcome.IN_TIME),
        (DUE + DAY, DUE + DAY, Outcome.LATE),
        (None, DUE - DAY, Outcome.WAITING),
        (None, DUE, Outcome.WAITING),
        (None, DUE + DAY, Outcome.OVER),
    ],
)
def test_its_own_day_is_in_time(ended, on, stands):
    assert outcome(ended, DUE, on) is stands


@pytest.mark.parametrize(
    ("began", "ended", "days"),
    [
        (date(2026, 3, 5), date(2026, 3, 5), 0),
        (date(2026, 3, 5), date(2026, 3, 6), 1),
        (date(2026, 3, 6), date(2026, 3, 8), 0),  # a weekend
        (date(2026, 3, 6), date(2026, 3, 9), 1),
        (date(2026, 4, 2), date(2026, 4, 7), 1),  # Good Friday to Easter Monday
        (date(2025, 12, 24), date(2025, 12, 29), 1),  # Christmas and Boxing Day
        (date(2026, 3, 9), date(2026, 3, 5), 0),
    ],
)
def test_the_first_day_is_not_counted_and_holidays_are_no_working_days(began, ended, days):
    assert YEAR.between(began, ended) == days


@pytest.mark.parametrize("number", [0, 1, 3, 5, 8, 20])
@pytest.mark.parametrize("start", [date(2026, 3, 5), date(2026, 4, 2), date(2025, 12, 24), date(2026, 3, 7)])
def test_so_many_working_days_after_is_the_day_that_counting_one_by_one_gives(start, number):
    day, left = start, number
    while left:
        day += DAY
        left -= is_working_day(day)
    found = YEAR.after(start, number)
    assert YEAR.between(start, found) == number
    assert found == day or (number == 0 and found <= start)


def test_days_outside_the_span_are_taken_as_its_ends():
    assert YEAR.between(date(2020, 1, 1), date(2025, 8, 1)) == 0
    assert YEAR.between(date(2026, 12, 31), date(2030, 1, 1)) == 0


def span(ended, due=DUE, began=date(2026, 3, 2)):
    return Span(1, 1, began, ended, due)


def test_what_is_still_to_do_in_time_is_not_judged():
    spans = [span(DUE), span(DUE), span(DUE + DAY), span(None), span(None, due=date(2026, 3, 30))]
    found = tally(spans, date(2026, 3, 10), YEAR)
    assert [found.counts[each] for each in Outcome] == [2, 1, 1, 1]
    assert found.number == 5
    assert found.share == 50
    assert found.days == (3, 3, 4)
    assert found.median == 3


def test_where_nothing_is_judged_there_is_no_share():
    found = tally([span(None)], DUE, YEAR)
    assert (found.share, found.median) == (None, None)


@pytest.mark.parametrize(("done", "hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_the_median_of_fewer_than_five_is_held_back(done, hidden):
    found = tally([span(DUE)] * done, DUE, YEAR)
    assert found.median_is_hidden is hidden


def test_a_figure_of_a_count_held_back_is_held_back():
    counts = dict.fromkeys(Outcome, 6) | {Outcome.LATE: None}
    found = Tally(counts, 24, (1,) * 12)
    assert found.share_is_hidden
    assert found.median_is_hidden


def test_every_measure_says_what_is_counted_and_by_which_rule():
    for each in MEASURES.values():
        assert each.formula.startswith("From the day ")
        assert each.rules.startswith("In time: ")
        assert "named people" in each.population
