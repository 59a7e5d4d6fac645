"""What comes first, and when a case drifts: the day before, the day, the day after."""

from datetime import date, timedelta

import pytest

from cases.rules.work import DRIFTS_AFTER, Line, When, drifts, in_groups, in_order, when_due

ON = date(2026, 11, 25)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("due", "wanted"),
    [
        (ON - DAY, When.OVERDUE),
        (ON, When.TODAY),
        (ON + DAY, When.SOON),
        (ON + 7 * DAY, When.SOON),
        (ON + 8 * DAY, When.LATER),
        (None, When.OPEN),
    ],
)
def test_how_soon_a_thing_is_due(due, wanted) -> None:
    assert when_due(due, ON) is wanted


@pytest.mark.parametrize(("days", "drifting"), [(20, False), (21, False), (22, True)])
def test_a_case_drifts_after_three_weeks_without_contact(days, drifting) -> None:
    last = ON - days * DAY
    assert drifts(last, None, ON) == (last + DRIFTS_AFTER if drifting else None)
    assert drifts(None, last, ON) == (last + DRIFTS_AFTER if drifting else None)


def test_the_last_contact_counts_before_the_allocation() -> None:
    assert drifts(ON - DAY, ON - 60 * DAY, ON) is None
    assert drifts(None, None, ON) is None


def line(about: str, due: date | None, url: str = "/a/") -> Line:
    return Line("kind", about, "A sentence.", url, "Act", due)


def test_lines_stand_by_how_soon_and_each_once() -> None:
    lines = [
        line("C", None, "/c/"), line("B", ON, "/b/"), line("A", ON - DAY), line("A", ON - DAY), line("D", ON, "/d/")
    ]  # fmt: skip
    ordered = in_order(lines)
    assert [each.about for each in ordered] == ["A", "B", "D", "C"]
    found = in_groups(ordered[:2], ordered, ON)
    assert [(group.when, [each.about for each in group.lines], group.count) for group in found] == [
        (When.OVERDUE, ["A"], 1),
        (When.TODAY, ["B"], 2),
    ]
