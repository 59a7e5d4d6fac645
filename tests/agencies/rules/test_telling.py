"""What messages say, and when their e-mails are due."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from agencies.rules.telling import (
    LONDON,
    SENTENCES,
    WAITS,
    Kind,
    Rhythm,
    next_try,
    sentence,
    summed,
    told_before,
)


def london(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def test_every_kind_has_plain_sentences_with_nothing_to_fill_in_but_a_count() -> None:
    assert set(SENTENCES) == set(Kind)
    for one, many in SENTENCES.values():
        assert re.findall(r"{.*?}", one) == []
        assert re.findall(r"{.*?}", many) == ["{count}"]
        assert one.endswith(".")
        assert many.endswith(".")


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "A case has been given to you."),
        (2, "2 cases have been given to you."),
        (1200, "1,200 cases have been given to you."),
    ],
)
def test_a_sentence_counts(count, said) -> None:
    assert sentence("case-given", count) == said


def test_a_kind_that_is_no_longer_in_use_is_still_said() -> None:
    assert sentence("forgotten", 1) == "Something is waiting for you."
    assert sentence("forgotten", 3) == "3 things are waiting for you."


def test_messages_of_one_kind_are_added_up() -> None:
    told = [("meeting", 1), ("case-given", 2), ("gone", 1), ("case-given", 1)]
    assert summed(told) == [
        "3 cases have been given to you.",
        "You are invited to a meeting, or a meeting has changed.",
        "Something is waiting for you.",
    ]


@pytest.mark.parametrize(
    ("at", "before"),
    [
        (london(5, 6, 59), london(4, 7)),  # Thursday, a minute before: Wednesday's
        (london(5, 7), london(5, 7)),
        (london(6, 23), london(6, 7)),  # Friday
        (london(7, 12), london(6, 7)),  # Saturday: Friday's
        (london(8, 12), london(6, 7)),
        (london(9, 6, 59), london(6, 7)),
        (london(9, 7), london(9, 7)),
        (datetime(2026, 3, 30, 6, 0, tzinfo=UTC), london(30, 7)),  # the Monday after the clocks went forward
        (datetime(2026, 3, 30, 5, 59, tzinfo=UTC), london(27, 7)),
    ],
)
def test_the_daily_e_mail_is_due_at_seven_on_working_days(at, before) -> None:
    assert told_before(Rhythm.DAILY, at) == before


@pytest.mark.parametrize(
    ("at", "before"),
    [
        (london(9, 6, 59), london(2, 7)),
        (london(9, 7), london(9, 7)),
        (london(10, 3), london(9, 7)),
        (london(15, 23), london(9, 7)),
    ],
)
def test_the_weekly_e_mail_is_due_on_monday(at, before) -> None:
    assert told_before(Rhythm.WEEKLY, at) == before


def test_at_once_is_now_and_never_is_never() -> None:
    assert told_before(Rhythm.AT_ONCE, london(7, 3)) == london(7, 3)
    assert told_before(Rhythm.NEVER, london(7, 3)) is None


def test_each_further_try_waits_longer_and_then_it_is_given_up() -> None:
    at = london(5, 12)
    waits = [next_try(attempts, at) - at for attempts in range(1, len(WAITS) + 1)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=5)
    assert next_try(len(WAITS) + 1, at) is None
