"""Truancy sweeps: what must be so before one, and hot spots whose small numbers cannot be worked back."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.rules.small_numbers import LEAST, held_back
from cases.rules.sweeps import Spotted, hot_spots, kept_until, outside, refusals

TUESDAY = date(2026, 3, 10)
ONE = timedelta(days=1)


@pytest.mark.parametrize(("authorised_on", "refused"), [(TUESDAY - ONE, 0), (TUESDAY, 0), (TUESDAY + ONE, 1)])
def test_a_sweep_is_authorised_on_its_day_at_the_latest(authorised_on, refused) -> None:
    found = refusals(
        on=TUESDAY, began_at=time(9), ended_at=time(12), authorised_on=authorised_on, today=TUESDAY
    )
    assert len(found) == refused


@pytest.mark.parametrize(("ahead", "refused"), [(27, 0), (28, 0), (29, 1)])
def test_a_sweep_is_written_down_four_weeks_ahead_at_most(ahead, refused) -> None:
    on = TUESDAY + ahead * ONE
    found = refusals(on=on, began_at=time(9), ended_at=time(12), authorised_on=TUESDAY, today=TUESDAY)
    assert len(found) == refused


@pytest.mark.parametrize(("ended_at", "refused"), [(time(8, 59), 1), (time(9), 1), (time(9, 1), 0)])
def test_a_sweep_ends_after_it_began(ended_at, refused) -> None:
    found = refusals(on=TUESDAY, began_at=time(9), ended_at=ended_at, authorised_on=TUESDAY, today=TUESDAY)
    assert len(found) == refused


@pytest.mark.parametrize(
    ("at", "is_outside"), [(time(8, 59), True), (time(9), False), (time(12), False), (time(12, 1), True)]
)
def test_a_stop_outside_the_authorised_time_is_told(at, is_outside) -> None:
    assert outside(at, time(9), time(12)) is is_outside


def test_names_are_kept_for_twelve_weeks() -> None:
    assert kept_until(TUESDAY) == date(2026, 6, 2)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((), ()),
        ((0, 5, 6), (0, 5, 6)),
        ((1, 4, 9), (None, None, None)),
        ((2, 4, 9), (None, None, 9)),
        ((4, 5, 9), (None, None, 9)),
        ((0, 3), (0, None)),
    ],
)
def test_small_numbers_are_held_back_with_a_second_where_one_could_be_worked_out(counts, shown) -> None:
    assert held_back(counts) == shown


@given(st.lists(st.integers(0, 12), max_size=12))
def test_no_small_number_is_shown_and_never_is_one_alone_hidden_beside_others(counts) -> None:
    shown = held_back(counts)
    assert not any(count is not None and 0 < count < LEAST for count in shown)
    others = [count for count in shown if count]
    assert not (shown.count(None) == 1 and others)
    hidden = [count for count, seen in zip(counts, shown, strict=True) if seen is None]
    assert not (others and hidden) or sum(hidden) - (len(hidden) - 1) >= LEAST


def stopped(count, place="Precinct", on=TUESDAY, at=time(10, 30)) -> list[Spotted]:
    return [Spotted(place, on, at)] * count


def test_a_place_is_one_however_it_is_typed_and_a_rare_one_is_not_named() -> None:
    found = hot_spots(
        [*stopped(4), *stopped(2, "  precinct "), *stopped(4, "Canal"), *stopped(2, "Bus stop")]
    )
    assert found.places == (("Precinct", 6),)
    assert found.hidden_places == 2
    assert found.total == 12


def test_hours_and_weekdays_are_counted_and_small_ones_held_back() -> None:
    later = [*stopped(6, at=time(14)), *stopped(1, on=TUESDAY + ONE, at=time(11)), *stopped(2, at=time(11))]
    found = hot_spots([*stopped(5), *later])
    assert found.hours == (10, 11, 12, 13, 14)
    days = dict(found.days)
    assert days["Tuesday"] == (None, None, 0, 0, 6)
    assert days["Wednesday"][1] is None
    assert days["Monday"] == (0, 0, 0, 0, 0)


def test_without_stops_there_is_nothing() -> None:
    assert hot_spots([]).total == 0
