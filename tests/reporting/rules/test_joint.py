"""What packs and dashboard hide together, attacked by somebody who has them all and solves the equations exactly."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reporting.rules.joint import Classes, Decided, decide, hidden_at
from tests.reporting.rules.packs_attack import Reader

SHOWN_BELOW = {"severe": 1, "persistent": 2, "pupils": 3}


def secrets_told(table, found):
    """The small numbers of which a reader of everything knows too much, with what they can be."""
    reader = Reader(table)
    groups = table.shape[1]
    for place, level in [*enumerate(found.schools), (np.s_[:], found.dashboard)]:
        for number, from_ in SHOWN_BELOW.items():
            if level < from_:
                for group in range(groups):
                    reader.reads(place, group, number)
    return reader.secrets()


def classes_of(table):
    return Classes(table[..., 0], table[..., 1], table[..., 2])


def tables(most):
    shapes = st.tuples(st.integers(1, 7), st.integers(2, 3), st.just(3))
    return shapes.flatmap(
        lambda shape: arrays(np.int64, shape, elements=st.integers(0, 6) | st.integers(0, most))
    )


@settings(max_examples=60, deadline=None)
@given(tables(40))
def test_no_small_number_follows_from_all_packs_and_the_dashboard_together(table):
    assert secrets_told(table, decide(classes_of(table), has_severe=True)) == []


@settings(max_examples=30, deadline=None)
@given(tables(40))
@example(np.array([[[0, 3, 0], [0, 0, 0]], [[0, 0, 0], [5, 0, 0]]]))  # schools with one group each
def test_nor_in_years_in_which_severe_absence_is_no_measure(table):
    table[..., 1] += table[..., 2]
    table[..., 2] = 0
    found = decide(classes_of(table), has_severe=False)
    assert set(found.schools.tolist()) <= {0, 2, 3}
    assert secrets_told(table, found) == []


def schools(*persistent):
    """Schools with two groups of 60, of whom so many are persistently and none severely absent."""
    return np.array([[[60 - each, each, 0] for each in pair] for pair in persistent], dtype=np.int64)


def alone(table):
    """What each pack and the dashboard would hide if each looked at itself alone, as packs once did."""
    small = (classes_of(table).persistent < 5) & (classes_of(table).persistent > 0)
    return Decided(np.where(small.any(axis=1), 2, 0), 0)


def test_a_pack_that_hides_alone_is_read_off_the_others():
    table = schools((2, 9), (8, 9), (10, 11), (7, 12), (9, 9), (8, 8), (12, 15))
    assert (0, "persistent", 0, 2, 2, 2) in secrets_told(table, alone(table))
    found = decide(classes_of(table), has_severe=True)
    assert found.dashboard == 0
    assert 1 < (found.schools >= 2).sum() < 7
    assert secrets_told(table, found) == []


@pytest.mark.parametrize(("small", "level"), [(4, 2), (5, 0), (0, 0)])
def test_only_a_number_from_one_to_four_hides_anything(small, level):
    table = schools((small, 20), *[(20, 20)] * 9)
    table[..., 2], table[..., 1] = (
        table[..., 1],
        0,
    )  # all of them severely, so that none is less than severely
    assert decide(classes_of(table), has_severe=True).schools.max() == level


def test_where_most_schools_have_small_numbers_nothing_more_is_hidden_than_those():
    draw = np.random.default_rng(5)
    table = np.stack([draw.poisson(24, (80, 7)), draw.poisson(5, (80, 7)), draw.poisson(1, (80, 7))], axis=2)
    found = decide(classes_of(table), has_severe=True)
    pupils, persistent = table.sum(axis=2), table[..., 1] + table[..., 2]
    few = ((persistent > 0) & (persistent < 5)).any(axis=1)
    assert found.dashboard == 0
    assert not (found.schools == 3).any()
    assert (found.schools[~few] == 1).mean() > 0.8
    assert pupils.min() >= 5


def test_a_school_with_one_group_shows_its_own_totals():
    table = schools((9, 9), (9, 9), (0, 2))
    table[2, 0] = 0
    assert decide(classes_of(table), has_severe=False).schools[2] == 0


def test_a_measure_takes_the_narrower_ones_with_it():
    assert hidden_at(0) == frozenset()
    assert hidden_at(1) == {"severe"}
    assert hidden_at(2) == {"severe", "persistent"}
    assert hidden_at(3) >= {"pupils", "severe", "persistent"}
