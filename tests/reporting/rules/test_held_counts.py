"""Small numbers about families in reports: hidden, and not worked back from what is shown."""

import pytest

from reporting.rules.held_counts import Group, hidden, rows_of


def shown(groups, alone=None):
    alone = alone or {}
    return dict(rows_of(hidden(groups, alone), groups, alone))


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (1, "x"), (4, "x"), (5, "5"), (1200, "1,200")])
def test_a_number_alone_is_hidden_from_one_to_four(count, text):
    assert shown([], {"Parenting orders made": count}) == {"Parenting orders made": text}


def test_one_small_part_takes_another_with_it():
    rows = shown([Group("Notices", 40, {"paid": 30, "withdrawn": 2, "open": 8})])
    assert rows["Notices"] == "40"
    assert rows["Notices: withdrawn"] == "x"
    assert [rows["Notices: paid"], rows["Notices: open"]].count("x") == 1


def test_a_sentence_does_not_follow_from_the_convictions():
    charges = Group("Prosecutions", 20, {"convicted": 12, "withdrawn": 8})
    convicted = Group("convicted", 12, {"fine": 11, "discharge": 1}, inside="Prosecutions")
    rows = shown([charges, convicted])
    assert rows["Prosecutions, convicted: discharge"] == "x"
    assert "x" in (rows["Prosecutions, convicted: fine"], rows["Prosecutions: convicted"])


def test_nothing_has_no_parts():
    assert shown([Group("Notices", 0, {"paid": 0, "open": 0})]) == {"Notices": "0"}


def test_parts_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="not the sum"):
        hidden([Group("Notices", 3, {"paid": 1})], {})
