"""Choosing the row in force."""

from dataclasses import dataclass
from datetime import date

import pytest

from attendance.rules.dated import day_in_words, in_force, is_in_force, not_in_force


@dataclass(frozen=True)
class Row:
    from_: date | None
    name: str


TABLE = (Row(date(2024, 8, 19), "new"), Row(None, "2026 Act"), Row(date(2006, 9, 1), "old"))


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2006, 9, 1), "old"),
        (date(2006, 9, 2), "old"),
        (date(2024, 8, 18), "old"),
        (date(2024, 8, 19), "new"),
        (date(2024, 8, 20), "new"),
    ],
)
def test_T166_rule_sets_meet_at_midnight_without_gap_or_overlap(on, name):
    assert in_force(TABLE, on).name == name


def test_before_the_first_start_a_sentence_is_raised():
    with pytest.raises(LookupError, match=r"No rule was in force on 31 August 2006\."):
        in_force(TABLE, date(2006, 8, 31))


@pytest.mark.parametrize("on", [date(2026, 4, 29), date(2026, 11, 22), date(2100, 1, 1)])
def test_T169_an_enacted_rule_without_a_start_is_never_selected_yet_visible(on):
    assert in_force(TABLE, on).name == "new"
    assert not is_in_force(TABLE[1], on)
    assert [row.name for row in not_in_force(TABLE)] == ["2026 Act"]


def test_a_day_in_words():
    assert day_in_words(date(2026, 3, 5)) == "5 March 2026"
