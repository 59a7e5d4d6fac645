"""What is withheld of figures by group stays so for somebody who puts every table of the dashboard together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.rules.counted import WHOLE, Counted, Dimension, cell, tabulate
from reporting.rules.withheld import (
    MEASURES,
    PERSISTENT,
    PUPILS,
    SEVERE,
    UNAUTHORISED,
    withheld,
    withheld_of_known,
    withheld_of_totals,
)
from tests.reporting.rules.attack import limits

PLACES = (
    ("primary", "North"),
    ("primary", "South"),
    ("secondary", "North"),
    ("secondary", "South"),
    ("special", "North"),
)
PHASE = Dimension.flat("phase", ("primary", "secondary", "special"))
TEAM = Dimension.flat("team", ("North", "South"))
MEALS, CARE = Dimension.flat("meals", ("g0", "g1")), Dimension.flat("care", ("g0", "g1", "g2"))
ABSENCE = Dimension(
    "absence", {"persistent": WHOLE, "neither": WHOLE, "severe": "persistent", "less": "persistent"}
)
ANY = Dimension.flat("any", ("yes", "no"))
UNSEEN = {("absence", "neither"), ("absence", "less"), ("any", "no")}


@st.composite
def authorities(draw):
    """Pupils as (categories, number): place, groups, absence, any unauthorised absence."""
    rows = []
    for _ in range(draw(st.integers(1, 14))):
        phase, team = draw(st.sampled_from(PLACES))
        rows.append((
            {"phase": phase, "team": team, "meals": draw(st.sampled_from(("g0", "g1"))),
             "care": draw(st.sampled_from(("g0", "g1", "g2"))),
             "absence": draw(st.sampled_from(("severe", "less", "neither"))),
             "any": draw(st.sampled_from(("yes", "no")))},
            draw(st.integers(1, 6) | st.integers(1, 60)),
        ))  # fmt: skip
    return rows


def sums_by(rows, *names):
    """The sums of each row of a table, as the figures are kept."""
    found = {}
    for categories, number in rows:
        sums = found.setdefault(tuple(categories[name] for name in names), dict.fromkeys(MEASURES, 0))
        sums[PUPILS] += number
        sums[SEVERE] += number * (categories["absence"] == "severe")
        sums[PERSISTENT] += number * (categories["absence"] != "neither")
        sums[UNAUTHORISED] += number * (categories["any"] == "yes")
    return found


def cells(found, names, dimensions, measures):
    """The cells of a table that its page does not show."""
    hidden = set()
    for nodes in nodes_of(dimensions):
        categories = dict(zip(names, nodes, strict=True))
        kept = {
            PUPILS: cell(**categories), PERSISTENT: cell(**categories, absence="persistent"),
            SEVERE: cell(**categories, absence="severe"), UNAUTHORISED: cell(**categories, any="yes"),
        }  # fmt: skip
        hidden |= {kept[each] for each in found.of(*nodes) if each in measures and any(nodes)}
    return hidden


def nodes_of(dimensions):
    first, *rest = dimensions
    others = nodes_of(rest) if rest else [()]
    return [(node, *other) for node in first.nodes for other in others]


@settings(max_examples=25, deadline=None)
@given(authorities())
def test_every_table_of_the_dashboard_together_gives_no_small_number_away(rows):
    """The tables are protected one by one; the reader has them all, with their totals."""
    tables = [
        (("phase", "team"), (PHASE, TEAM), MEASURES),
        (("meals",), (MEALS,), (PUPILS, PERSISTENT, SEVERE)),
        (("care",), (CARE,), (PUPILS, PERSISTENT, SEVERE)),
    ]
    counted = tabulate(
        rows, [[PHASE, TEAM, ABSENCE], [PHASE, TEAM, ANY], [MEALS, ABSENCE], [CARE, ABSENCE], [ANY]]
    )
    whole = withheld_of_totals(sums_by(rows)[()], MEASURES)
    total = {PUPILS: cell(), PERSISTENT: cell(absence="persistent"), SEVERE: cell(absence="severe"),
             UNAUTHORISED: cell(any="yes")}  # fmt: skip
    hidden = {total[each] for each in whole}
    for names, dimensions, measures in tables:
        found = withheld(sums_by(rows, *names), names, measures)
        hidden |= cells(found, names, dimensions, measures)
        if found.everything:  # its noughts are withheld as well: nothing of it is known
            counted = without(counted, set(names))
    assert_safe(counted, {each for each in hidden if each in counted.values})


def without(counted, names):
    """The tables without one of them."""
    kept = {each: value for each, value in counted.values.items() if names.isdisjoint(dict(each))}
    return Counted(kept, frozenset(each for each in counted.sums if {each.whole, *each.parts} <= set(kept)))


def assert_safe(counted, hidden):
    """Nothing small is shown, and whatever is hidden and small could be five or more, and could be less."""
    small = {each for each, value in counted.values.items() if 0 < value < 5}
    unseen = {each for each in counted.values if each & UNSEEN and counted.values[each]}
    nought = {each for each, value in counted.values.items() if not value}
    assert small <= hidden | unseen
    found = limits(counted, (hidden | unseen) - nought)
    for each in small:
        low, high = found[each]
        assert high >= 5, f"{sorted(each)} is {low} to {high}"
        assert low < high


def test_the_attack_finds_the_old_way_wanting():
    """Withholding rows of few pupils alone, as pages once did, shows how many of a large group are severely absent."""
    rows = [({"meals": "g0", "absence": "severe"}, 2), ({"meals": "g0", "absence": "neither"}, 50),
            ({"meals": "g1", "absence": "severe"}, 9), ({"meals": "g1", "absence": "neither"}, 60)]  # fmt: skip
    with pytest.raises(AssertionError):
        assert_safe(tabulate(rows, [[MEALS, ABSENCE]]), set())


@pytest.mark.parametrize(
    ("severe", "hidden"), [((0, 9), (0, 0)), ((4, 9), (1, 1)), ((5, 9), (0, 0)), ((1, 20), (1, 1))]
)
def test_a_small_number_takes_the_other_with_it(severe, hidden):
    rows = {
        (f"g{at}",): {PUPILS: 200, PERSISTENT: 60, SEVERE: number, UNAUTHORISED: 100}
        for at, number in enumerate(severe)
    }
    found = withheld(rows, ("group",), (PUPILS, PERSISTENT, SEVERE))
    assert tuple(int(SEVERE in found.of(*row)) for row in rows) == hidden
    assert not any(PERSISTENT in found.of(*row) for row in rows)


@pytest.mark.parametrize(("pupils", "everything"), [(4, True), (5, False)])
def test_a_row_of_few_pupils_shows_nothing(pupils, everything):
    rows = {
        ("g0",): {PUPILS: pupils, PERSISTENT: 0, SEVERE: 0, UNAUTHORISED: 0},
        ("g1",): {PUPILS: 300, PERSISTENT: 30, SEVERE: 0, UNAUTHORISED: 0},
    }
    found = withheld(rows, ("group",), (PUPILS, PERSISTENT))
    assert found.of("g0") == found.of("g1") == (frozenset(MEASURES) if everything else frozenset())


def test_what_a_reader_may_know_of_the_whole_is_neither_hidden_nor_leant_on():
    rows = {
        ("g0",): {PUPILS: 40, PERSISTENT: 1, SEVERE: 0, UNAUTHORISED: 0},
        ("g1",): {PUPILS: 60, PERSISTENT: 2, SEVERE: 0, UNAUTHORISED: 0},
    }
    assert withheld_of_known(rows, ("group",), (PUPILS, PERSISTENT)).everything
    rows["g1",] = rows["g1",] | {PERSISTENT: 6}
    found = withheld_of_known(rows, ("group",), (PUPILS, PERSISTENT))
    assert found.of("g0") == found.of("g1") == {PERSISTENT}


def test_where_few_are_severely_absent_at_all_the_rest_is_still_told():
    rows = {
        ("g0",): {PUPILS: 40, PERSISTENT: 9, SEVERE: 1, UNAUTHORISED: 0},
        ("g1",): {PUPILS: 60, PERSISTENT: 12, SEVERE: 2, UNAUTHORISED: 0},
    }
    found = withheld_of_known(rows, ("group",), (PUPILS, PERSISTENT, SEVERE))
    assert found.of("g0") == found.of("g1") == {SEVERE}


def test_a_measure_that_no_page_of_the_year_shows_is_not_asked_about():
    rows = {("g0",): {PUPILS: 90, PERSISTENT: 9, SEVERE: 12, UNAUTHORISED: 1}}
    assert withheld(rows, ("group",), (PUPILS, PERSISTENT)).of("g0") == frozenset()
