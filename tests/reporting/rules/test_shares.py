"""Parts of groups stay hidden from somebody who solves the equations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.counted import ALL, Counted, Sum, cell
from reporting.rules.shares import Share, withheld_parts
from tests.reporting.rules.attack import limits


def counted(shares):
    """The table as equations: groups, their parts, what is left of each, and the total of the parts."""
    values, sums, parts = {}, set(), []
    for name, share in shares.items():
        part = cell(group=name, part="yes")
        parts.append(part)
        values[part] = share.part
        if share.whole is not None:
            whole, rest = cell(group=name), cell(group=name, part="no")
            values |= {whole: share.whole, rest: share.whole - share.part}
            sums.add(Sum(whole, (part, rest)))
    values[ALL] = sum(share.part for share in shares.values())
    return Counted(values, frozenset(sums | {Sum(ALL, tuple(parts))}))


@st.composite
def groups(draw):
    found = {}
    for at in range(draw(st.integers(1, 6))):
        part = draw(st.integers(0, 7) | st.integers(0, 60))
        rest = draw(st.integers(0, 7) | st.integers(0, 200))
        if part + rest >= 5 or part + rest == 0:  # a smaller group would itself be withheld
            found[f"g{at}"] = Share(part + rest, part)
    return found


@given(groups())
def test_every_small_part_and_remainder_could_be_one_and_could_be_five(shares):
    hidden = withheld_parts(shares)
    assert not [
        name
        for name, each in shares.items()
        if name not in hidden and (0 < each.part < 5 or (each.part and 0 < each.whole - each.part < 5))
    ]
    if hidden == set(shares):
        return  # nothing at all is shown of the parts
    table = counted(shares)
    cells = {cell(group=name, part=word) for name in hidden for word in ("yes", "no")}
    found = limits(table, {each for each in cells if table.values[each]})
    for named, (low, high) in found.items():
        if 0 < table.values[named] < 5:
            assert low == 1
            assert high >= 5


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({"a": (100, 0), "b": (100, 5)}, ""),
        ({"a": (100, 4), "b": (100, 9)}, "ab"),
        ({"a": (100, 4), "b": (100, 9), "c": (100, 30)}, "ab"),
        ({"a": (100, 1), "b": (100, 2), "c": (100, 30)}, "abc"),
        ({"a": (100, 3), "b": (100, 0)}, "ab"),
        ({"a": (12, 9), "b": (100, 20), "c": (100, 30)}, "ab"),
        ({"a": (None, 1), "b": (100, 20), "c": (100, 30)}, "a"),
        ({"a": (100, 6)}, ""),
    ],
)
def test_what_is_hidden(parts, hidden):
    shares = {name: Share(*each) for name, each in parts.items()}
    assert withheld_parts(shares) == set(hidden)
