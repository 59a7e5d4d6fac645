"""Parts of groups stay hidden from somebody who solves the equations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.rules.shares import Share, withheld_parts


def possible(shares, hidden):
    """What each hidden part can be: every number for which the others can make up the rest of their sum.

    The reader knows the sum, and that a part is one or more, because noughts are shown, and no more than its group.
    """
    total = sum(shares[name].part for name in hidden)
    found = {}
    for name in hidden:
        sums = {0}
        for other in hidden - {name}:
            sums = {
                one + more
                for one in sums
                for more in range(1, shares[other].whole + 1)
                if one + more <= total
            }
        found[name] = {value for value in range(1, shares[name].whole + 1) if total - value in sums}
    return found


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
    for name, values in possible(shares, hidden).items():
        part, whole = shares[name].part, shares[name].whole
        if 0 < part < 5:
            assert min(values) == 1
            assert max(values) >= 5
        if 0 < whole - part < 5:
            assert whole - max(values) <= 1
            assert whole - min(values) >= 5


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({"a": (100, 0), "b": (100, 5)}, ""),
        ({"a": (100, 4), "b": (100, 9)}, "ab"),
        ({"a": (100, 4), "b": (100, 9), "c": (100, 30)}, "ab"),
        ({"a": (100, 1), "b": (100, 2), "c": (100, 30)}, "abc"),
        ({"a": (100, 3), "b": (100, 0)}, "ab"),
        ({"a": (12, 9), "b": (100, 20), "c": (100, 30)}, "ab"),
        ({"a": (None, 1), "b": (100, 20), "c": (100, 30)}, "ab"),
        ({"a": (None, 3), "b": (None, 9), "c": (100, 30)}, "ab"),
        ({"a": (100, 6)}, ""),
    ],
)
def test_what_is_hidden(parts, hidden):
    shares = {name: Share(*each) for name, each in parts.items()}
    assert withheld_parts(shares) == set(hidden)
