"""How a target stands: the day before its day, on it and after; ended early; and attendance before and since."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from cases.rules.targets import Figure
from reporting.rules.individual_targets import Aim, Stands, counted, impact, stands

FIRST, BY = date(2026, 1, 5), date(2026, 2, 13)
MONDAYS = tuple(FIRST + timedelta(weeks=week) for week in range(8))
DAY = timedelta(days=1)


def aim(got=9, *, measure="attendance", goal=90, ended_on=None, possible=10, key=1, **more):
    """A target set before the half term, with so many of ten sessions counted every week."""
    given = {"set_on": FIRST - DAY, "by_on": BY, "before": Figure(60, 30)} | more
    weeks = tuple((monday, Figure(possible, got)) for monday in MONDAYS if possible)
    return Aim(key, key, 1, 1, 1, None, measure, goal, ended_on=ended_on, weeks=weeks, **given)


@pytest.mark.parametrize(
    ("got", "cut", "stand"),
    [
        (9, BY - DAY, Stands.ON_THE_WAY), (8, BY - DAY, Stands.BEHIND),
        (9, BY, Stands.MET), (8, BY, Stands.MISSED), (9, BY + DAY, Stands.MET),
    ],
)  # fmt: skip
def test_on_its_day_a_target_is_met_or_missed(got, cut, stand):
    assert stands(aim(got), FIRST, cut) is stand


@pytest.mark.parametrize(
    ("given", "cut", "stand"),
    [
        ({"set_on": BY - DAY}, BY - 2 * DAY, None),
        ({"set_on": BY - DAY}, BY - DAY, Stands.ON_THE_WAY),
        ({"by_on": FIRST - DAY, "set_on": FIRST - 9 * DAY}, BY, None),
        ({"possible": 0}, BY, Stands.UNMEASURED),
        ({"ended_on": BY - DAY}, BY, Stands.ENDED),
        ({"ended_on": BY - DAY}, BY - 2 * DAY, Stands.ON_THE_WAY),
        ({"ended_on": BY}, BY, Stands.MET),
        ({"ended_on": FIRST - DAY}, BY, None),
    ],
)
def test_a_target_stands_in_the_days_in_which_it_ran(given, cut, stand):
    assert stands(aim(**given), FIRST, cut) is stand


@pytest.mark.parametrize(("got", "stand"), [(0, Stands.MET), (1, Stands.MISSED)])
def test_fewer_is_better_of_sessions_without_permission(got, stand):
    """Six weeks begin by its day: six sessions are more than the five that are asked for."""
    assert stands(aim(got, measure="unauthorised", goal=5), FIRST, BY) is stand


def test_weeks_after_its_day_say_nothing_of_it():
    late = aim(10)
    weeks = tuple((monday, Figure(10, 10 if monday <= BY else 0)) for monday in MONDAYS)
    changed = Aim(*(getattr(late, name) for name in Aim.__slots__[:-1]), weeks)
    assert stands(changed, FIRST, BY + timedelta(weeks=3)) is Stands.MET
    assert changed.since(BY + timedelta(weeks=3)) == Figure(60, 60)


def test_each_target_is_counted_once_and_those_set_besides():
    held = [aim(9), aim(8), aim(9, set_on=FIRST + DAY), aim(9, ended_on=BY - DAY), aim(9, set_on=BY + DAY)]
    found = counted(held, FIRST, BY)
    assert found.by_stand == {
        Stands.MET: 2, Stands.MISSED: 1, Stands.ON_THE_WAY: 0, Stands.BEHIND: 0, Stands.ENDED: 1, Stands.UNMEASURED: 0
    }  # fmt: skip
    assert (found.number, found.set) == (4, 1)


def test_impact_is_sums_over_sums_of_targets_of_attendance():
    held = [
        aim(9, key=1), aim(5, key=2, before=Figure(20, 2)), aim(0, measure="late", key=3), aim(9, possible=0, key=4),
        aim(9, before=Figure(0, 0), key=5),
    ]  # fmt: skip
    found = impact(held, BY)
    assert (found.before, found.since, found.children) == (Figure(80, 32), Figure(120, 84), 2)
    assert found.rates == (Fraction(40), Fraction(70))


def test_where_nobody_is_counted_there_is_no_rate():
    assert impact([], BY).rates is None
