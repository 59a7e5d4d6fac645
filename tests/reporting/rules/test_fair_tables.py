"""Fairness tables: what is withheld, which rows go together, and a group beside the others."""

import pytest

from reporting.rules.fair_measures import bases_of
from reporting.rules.fair_tables import Counts, beside_others, fair_table, with_few_together


def rows(**groups):
    return [Counts(name, base, {"notice": part}) for name, (base, part) in groups.items()]


@pytest.mark.parametrize(
    ("groups", "total", "shown", "whole"),
    [
        ({"yes": (200, 12), "no": (300, 30)}, 500, [12, 30], 42),
        ({"yes": (200, 3), "no": (300, 30)}, 500, [None, None], 33),
        ({"yes": (200, 0), "no": (300, 30)}, 500, [0, 30], 30),
        ({"yes": (200, 1), "no": (300, 2)}, 500, [None, None], None),
        ({"yes": (None, 3), "no": (None, 5), "other": (300, 30)}, 308, [None, None, 30], 38),
        ({"yes": (2, 1), "no": (2, 0)}, 4, [None, None], None),
    ],
)
def test_small_parts_are_withheld_with_what_gives_them_away(groups, total, shown, whole):
    table = fair_table(rows(**groups), ["notice"], total)
    assert [row.parts["notice"] for row in table.rows] == shown
    assert table.total.parts["notice"] == whole
    assert table.withholds == (None in [*shown, whole])


def test_a_rate_is_of_a_hundred_and_none_where_its_number_is_withheld():
    table = fair_table(rows(yes=(200, 12), no=(300, 30)), ["notice"], 500)
    assert [row.rate("notice") for row in (*table.rows, table.total)] == [6, 10, pytest.approx(8.4)]
    hidden = fair_table(rows(yes=(200, 3), no=(300, 30)), ["notice"], 500)
    assert [row.rate("notice") for row in hidden.rows] == [None, None]
    assert not hidden.shows("yes", "notice")


def test_no_group_stands_beside_others_where_the_total_is_withheld():
    """The rate of all others with the group's own number would tell the total."""
    table = fair_table(rows(a=(None, 3), b=(None, 4), other=(30, 30)), ["notice"], 39)
    assert (table.total.parts["notice"], table.rows[2].parts["notice"]) == (None, 30)
    assert not table.shows("other", "notice")


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        ((10, 20, 30), {"a": 10, "b": 20, "c": 30}),
        ((9, 20, 30), {"c": 30, "2 other schools": 29}),
        ((9, 1, 30), {"c": 30, "2 other schools": 10}),
        ((3, 4, 30), {"3 other schools": 37}),
        ((3, 4, 2), {"3 other schools": 9}),
    ],
)
def test_schools_of_few_children_are_one_row(bases, expected):
    found = with_few_together(rows(**{name: (base, 0) for name, base in zip("abc", bases, strict=True)}))
    assert {each.name: each.base for each in found} == expected


def test_a_group_beside_the_others_adds_schools_up():
    found = beside_others([(100, 30, 200, 20), (50, 15, 100, 10)], "Eligible")
    assert (found.rate.value, found.others.value) == (30, 10)
    assert found.ratio.value == pytest.approx(3)
    assert found.is_apart


@pytest.mark.parametrize(("year", "keys"), [(2023, ["persistent"]), (2024, ["persistent", "threshold"])])
def test_the_threshold_is_of_its_own_years(year, keys):
    assert [each.key for each in bases_of(year)] == keys
