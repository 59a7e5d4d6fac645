"""Small numbers stay hidden from somebody who solves the equations: in one table, in several, and over time."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reporting.rules.counted import ALL, Counted, Dimension, Sum, cell, joined, tabulate
from reporting.rules.suppression import CannotProtect, Suppression, as_shown, protect, shares
from tests.reporting.rules.attack import determined, every_table, limits

SCHOOLS = Dimension(
    "school",
    {"North": "", "South": "", "Oakfield": "North", "Weirside": "North", "Castle": "South", "Moor": "South"},
)
YEARS = Dimension.flat("year", ("7", "8", "9"))
FSM, SEN = Dimension.group("FSM"), Dimension.group("SEN")
LEAVES = ("Oakfield", "Weirside", "Castle", "Moor")
QUICK = settings(max_examples=15, deadline=None)


def least_possible(counted, named):
    """The least a cell can be where every number that is not nought is at least one: nothing hides more."""
    return limits(counted, {each for each, value in counted.values.items() if value})[named][0]


def assert_safe(found: Suppression) -> None:
    """Nothing follows; each small number may be the least that is possible at all, and large enough to be shown."""
    assert not determined(found.counted, found.hidden)
    for named, (low, high) in limits(found.counted, found.hidden).items():
        assert low < high
        assert low <= found.counted.values[named] <= high
        if named in found.primary:
            assert high >= found.threshold
            assert low == 1 or low == least_possible(found.counted, named)


def pupils(numbers, *names):
    """Rows for tabulate from a list of category lists."""
    return [(dict(zip(names, categories, strict=True)), number) for categories, number in numbers]


@st.composite
def tables(draw, *dimensions):
    """Rows with a category of each dimension's leaves, and mostly small numbers."""
    leaves = [[node for node in each.parents if not each.inside(node)] for each in dimensions]
    count = draw(st.integers(1, 25))
    chosen = [tuple(draw(st.sampled_from(each)) for each in leaves) for _ in range(count)]
    numbers = [draw(st.integers(0, 6) | st.integers(0, 60)) for _ in range(count)]
    return pupils(zip(chosen, numbers, strict=True), *(each.name for each in dimensions))


def test_one_small_number_takes_another_with_it():
    counted = tabulate(pupils([(("7",), 3), (("8",), 40), (("9",), 50)], "year"), [[YEARS]])
    found = protect(counted)
    assert found.primary == {cell(year="7")}
    assert found.secondary == {cell(year="8")}
    assert (found.text(ALL), found.text(cell(year="7")), found.text(cell(year="9"))) == ("93", "x", "50")
    assert_safe(found)


def test_two_small_numbers_do_not_protect_each_other_when_their_sum_is_small():
    counted = tabulate(pupils([(("7",), 1), (("8",), 2), (("9",), 50)], "year"), [[YEARS]])
    found = protect(counted)
    assert found.secondary == {cell(year="9")}
    assert_safe(found)


@pytest.mark.parametrize(("number", "hidden"), [(0, 0), (1, 2), (4, 2), (5, 0)])
def test_the_threshold(number, hidden):
    counted = tabulate(pupils([(("7",), number), (("8",), 40), (("9",), 50)], "year"), [[YEARS]])
    assert len(protect(counted).hidden) == hidden


def test_noughts_are_shown_and_never_lean_on():
    counted = tabulate(pupils([(("7",), 3), (("8",), 0), (("9",), 90)], "year"), [[YEARS]])
    found = protect(counted)
    assert found.text(cell(year="8")) == "0"
    assert found.secondary == {cell(year="9")}


def test_where_one_part_is_all_the_whole_is_hidden_too():
    counted = tabulate(pupils([(("7",), 3)], "year"), [[YEARS]])
    assert protect(counted).hidden == {cell(year="7"), ALL}
    assert_safe(protect(counted))


def test_a_small_total_is_at_least_its_parts():
    counted = tabulate(pupils([(("7",), 1), (("8",), 1), (("9",), 2)], "year"), [[YEARS]])
    found = protect(counted)
    assert limits(counted, found.hidden)[ALL][0] == 3
    assert_safe(found)


def test_a_group_and_those_not_in_it():
    rows = pupils([(("yes",), 97), (("no",), 3)], "FSM")
    counted = tabulate(rows, [[FSM]])
    assert protect(counted).hidden == {cell(FSM="no"), cell(FSM="yes")}


@QUICK
@given(tables(SCHOOLS))
def test_schools_in_teams_in_the_authority(rows):
    assert_safe(protect(tabulate(rows, [[SCHOOLS]])))


@QUICK
@given(tables(SCHOOLS, YEARS))
def test_schools_by_year_group_with_all_margins(rows):
    assert_safe(protect(tabulate(rows, [[SCHOOLS, YEARS]])))


@QUICK
@given(tables(SCHOOLS, FSM, SEN))
def test_two_exports_together_and_groups_that_overlap(rows):
    assert_safe(protect(tabulate(rows, [[SCHOOLS, FSM], [SCHOOLS, SEN], [FSM, SEN]])))


@settings(max_examples=10, deadline=None)
@given(tables(FSM, SEN, YEARS))
def test_three_ways_at_once(rows):
    assert_safe(protect(tabulate(rows, [[FSM, SEN, YEARS]])))


@settings(QUICK, suppress_health_check=[HealthCheck.filter_too_much])
@given(tables(FSM, SEN))
def test_every_table_that_a_reader_could_think_of(rows):
    """The plainest attack of all: try every table. Numbers up to 24 are enough to see a spread."""
    small = [(categories, min(number, 6)) for categories, number in rows[:3]]
    counted = tabulate(small, [[FSM, SEN]])
    found = protect(counted)
    assume(0 < len(found.hidden) <= 4)
    cells, possible = every_table(counted, found.hidden, 24)
    for at, named in enumerate(cells):
        values = {each[at] for each in possible}
        assert len(values) > 1
        assert named not in found.primary or max(values) >= found.threshold


@QUICK
@given(tables(SCHOOLS, YEARS))
def test_a_later_table_gives_nothing_away_with_the_earlier_one(rows):
    first = protect(tabulate(rows, [[SCHOOLS]]))
    try:
        both = protect(tabulate(rows, [[SCHOOLS, YEARS]]), earlier=first)
    except CannotProtect:
        return
    assert first.hidden <= both.hidden
    assert not (set(first.counted.values) - first.hidden) & both.hidden
    assert not determined(both.counted, both.hidden)
    for low, high in limits(both.counted, both.hidden).values():
        assert low < high


def split_by_year_and_meals():
    rows = [(("7", "yes"), 3), (("7", "no"), 7), (("8", "no"), 40), (("9", "no"), 50)]
    return tabulate(pupils(rows, "year", "FSM"), [[YEARS, FSM]])


def test_a_small_number_that_was_shown_before_is_refused():
    earlier = protect(tabulate(pupils([(("yes",), 3), (("no",), 97)], "FSM"), [[FSM]]), threshold=2)
    with pytest.raises(CannotProtect, match="Already shown: FSM yes"):
        protect(split_by_year_and_meals(), earlier=earlier)


def test_a_small_number_that_follows_from_what_was_shown_before_is_refused():
    shown = Counted({cell(year="7"): 10, cell(year="7", FSM="no"): 7})
    with pytest.raises(CannotProtect, match="follow from what is already shown"):
        protect(split_by_year_and_meals(), earlier=Suppression(shown, frozenset(), frozenset()))


def test_unseen_cells_are_hidden_first():
    rows = pupils([(("yes",), 3), (("no",), 9_000)], "FSM")
    counted = tabulate(rows, [[FSM]])
    found = protect(counted, unseen=[cell(FSM="no")])
    assert found.text(ALL) == "9,003"
    assert cell(FSM="no") in found.hidden
    assert ALL not in found.hidden


def test_the_attack_finds_primary_suppression_alone_wanting():
    counted = tabulate(pupils([(("7",), 3), (("8",), 40), (("9",), 50)], "year"), [[YEARS]])
    alone = Suppression(counted, frozenset({cell(year="7")}), frozenset())
    assert determined(counted, alone.hidden) == {cell(year="7")}
    with pytest.raises(AssertionError):
        assert_safe(alone)


def test_the_attack_finds_a_ring_of_small_numbers_wanting():
    rows = pupils(
        [(("7", "yes"), 1), (("7", "no"), 1), (("8", "yes"), 1), (("8", "no"), 30), (("9", "no"), 9)],
        "year",
        "FSM",
    )
    counted = tabulate(rows, [[YEARS, FSM]])
    ring = frozenset(cell(year=y, FSM=f) for y in ("7", "8") for f in ("yes", "no"))
    with pytest.raises(AssertionError):
        assert_safe(Suppression(counted, frozenset(n for n in ring if counted.values[n] < 5), ring))


def test_what_is_shown_and_explained():
    counted = tabulate(pupils([(("7",), 3), (("8",), 1_200), (("9",), 50)], "year"), [[YEARS]])
    found = protect(counted)
    assert as_shown(found, {"7": cell(year="7"), "8": cell(year="8"), "all": ALL}) == {
        "7": "x", "8": 1_200, "all": 1_253,
    }  # fmt: skip
    assert shares(found, cell(year="8"), ALL) == pytest.approx(100 * 1_200 / 1_253)
    assert shares(found, cell(year="7"), ALL) is None
    assert "from 1 to 4" in found.explanation


def test_a_share_of_nothing_is_no_share():
    counted = tabulate([], [[YEARS]])
    assert shares(protect(counted), cell(year="7"), ALL) is None


def test_tables_that_disagree_are_refused():
    one, other = Counted({ALL: 5}), Counted({ALL: 6})
    with pytest.raises(ValueError, match="everybody is counted twice"):
        joined(one, other)
    with pytest.raises(ValueError, match="not the sum"):
        Counted({ALL: 5, cell(FSM="yes"): 4}, frozenset({Sum(ALL, (cell(FSM="yes"),))}))
    with pytest.raises(ValueError, match="nought or more"):
        Counted({ALL: -1})


def test_tabulate_counts_every_margin_once():
    rows = pupils([(("Oakfield", "7"), 2), (("Oakfield", "8"), 3), (("Moor", "7"), 4)], "school", "year")
    counted = tabulate(rows, [[SCHOOLS, YEARS], [SCHOOLS]])
    assert counted.values[ALL] == 9
    assert counted.values[cell(school="North")] == 5
    assert counted.values[cell(school="Oakfield", year="8")] == 3
    assert counted.values[cell(year="7")] == 6
    assert counted.values[cell(school="Castle", year="9")] == 0


def test_the_same_tables_are_hidden_alike_every_time():
    random = np.random.default_rng(1)
    numbers = [((s, y), int(random.integers(0, 9))) for s in LEAVES for y in ("7", "8", "9")]
    counted = tabulate(pupils(numbers, "school", "year"), [[SCHOOLS, YEARS]])
    assert protect(counted).hidden == protect(counted).hidden
