"""Working days in the queue, and the last minute in which a move can be undone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cases.rules.queue import can_be_undone, is_late, working_days_waited

FRIDAY = date(2026, 11, 20)
HOLIDAYS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})


@pytest.mark.parametrize(
    ("since", "on", "waited"),
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, date(2026, 11, 22), 0),
        (FRIDAY, date(2026, 11, 23), 1),
        (FRIDAY, date(2026, 11, 25), 3),
        (date(2026, 12, 24), date(2026, 12, 28), 0),
        (date(2026, 12, 24), date(2026, 12, 29), 1),
    ],
)
def test_only_working_days_after_the_day_it_came_count(since, on, waited) -> None:
    assert working_days_waited(since, on, HOLIDAYS) == waited


@pytest.mark.parametrize(("waited", "late"), [(2, False), (3, False), (4, True)])
def test_a_case_is_late_after_its_days(waited, late) -> None:
    assert is_late(waited) is late


@pytest.mark.parametrize(("after", "may"), [(-1, True), (0, True), (1, False)])
def test_a_move_can_be_undone_for_a_day(after, may) -> None:
    moved = datetime(2026, 3, 28, 15, 0, tzinfo=UTC)
    assert can_be_undone(moved, moved + timedelta(hours=24, minutes=after)) is may
