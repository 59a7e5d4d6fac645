"""The criteria of a referral at the day before, the day and the day after, and the clock of its answer."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from attendance.rules.calendar import bank_holidays_of
from attendance.rules.open_point import Answers
from cases.rules.referral import (
    Held,
    LetterTo,
    SchoolWeek,
    Tried,
    answer_due,
    criteria,
    due_after_question,
    enough_marks,
    fresh_evidence,
    is_ready,
    letter_sent,
    no_reason_missing,
    period,
    ready_on,
    tried,
    working_days_left,
)

FRIDAY = date(2026, 3, 6)  # the last school day of the twelfth week
ONE_DAY = timedelta(days=1)
HOLIDAYS = bank_holidays_of(2025)


def weeks(marked: int, coming: int = 5, last: date = FRIDAY) -> list[SchoolWeek]:
    """Weeks that end on Fridays: so many with marks up to `last`, then some to come."""
    past = [SchoolWeek(last - timedelta(weeks=back), True) for back in reversed(range(marked))]
    return past + [SchoolWeek(last + timedelta(weeks=ahead + 1), False) for ahead in range(coming)]


def held(on: date = FRIDAY + ONE_DAY) -> Held:
    """Everything met on the day."""
    return Held(
        on=on, weeks=weeks(12), letters=[LetterTo("Jane Smith", on - timedelta(weeks=2))],
        attempts={kind: on - timedelta(weeks=3) for kind in Tried}, evidence_on=on - ONE_DAY,
        safeguarding="No concern.", child_views="Tired.", parent_views="Worried.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("on", "met", "met_on"),
    [
        (FRIDAY - ONE_DAY, False, FRIDAY + ONE_DAY),
        (FRIDAY, False, FRIDAY + ONE_DAY),
        (FRIDAY + ONE_DAY, True, None),
    ],
)
def test_twelve_weeks_are_full_once_the_last_school_day_has_passed(on, met, met_on) -> None:
    found = enough_marks(replace(held(), on=on), 12)
    assert (found.met, found.met_on) == (met, met_on)
    assert met or "7 March 2026" in found.sentence


def test_the_day_lies_as_many_school_weeks_ahead_as_are_short() -> None:
    found = enough_marks(Held(FRIDAY + ONE_DAY, weeks(10)), 12)
    assert found.met_on == FRIDAY + timedelta(weeks=2) + ONE_DAY
    assert enough_marks(Held(FRIDAY + ONE_DAY, weeks(10, coming=1)), 12).met_on is None


def test_a_week_without_a_mark_counts_for_nothing() -> None:
    bare = [replace(week, marked=False) if at == 3 else week for at, week in enumerate(weeks(12))]
    assert not enough_marks(replace(held(), weeks=bare), 12).met
    assert period(held()) is None
    assert period(replace(held(), weeks=weeks(13))) == FRIDAY - timedelta(weeks=12)


def test_a_missing_reason_names_its_days_unless_the_authority_does_not_ask() -> None:
    found = no_reason_missing(
        replace(held(), unexplained=[date(2026, 3, day) for day in (2, 3, 4, 5, 6, 9)]), True
    )
    assert not found.met
    assert "2 March 2026" in found.sentence
    assert "and 1 more" in found.sentence
    assert no_reason_missing(replace(held(), unexplained=[FRIDAY]), False).met
    assert no_reason_missing(held(), True).met


@pytest.mark.parametrize(
    ("days", "met", "met_on"),
    [
        (-1, False, FRIDAY),
        (0, True, None),
        (18 * 7 - 1, True, None),
        (18 * 7, True, None),
        (18 * 7 + 1, False, None),
    ],
)
def test_a_letter_counts_from_its_day_for_eighteen_weeks(days, met, met_on) -> None:
    found = letter_sent(LetterTo("Jane Smith", FRIDAY), FRIDAY + timedelta(days=days), 18)
    assert (found.met, found.met_on) == (met, met_on)


def test_each_parent_has_a_letter_of_their_own() -> None:
    both = [LetterTo("Jane Smith", FRIDAY), LetterTo("Tom Smith", None)]
    found = [each for each in criteria(replace(held(), letters=both)) if each.key == "letter"]
    assert [each.met for each in found] == [True, False]
    assert "Tom Smith" in found[1].sentence
    nobody = [each for each in criteria(replace(held(), letters=[])) if each.key == "letter"]
    assert [each.met for each in nobody] == [False]


@pytest.mark.parametrize(("days", "met"), [(-1, False), (0, True), (1, True)])
def test_what_is_arranged_counts_from_its_day(days, met) -> None:
    found = tried(
        Tried.MEETING, replace(held(FRIDAY), attempts={Tried.MEETING: FRIDAY - timedelta(days=days)})
    )
    assert found.met is met
    assert found.met_on == (None if met else FRIDAY + ONE_DAY)


@pytest.mark.parametrize(("days", "met"), [(27, True), (28, True), (29, False)])
def test_evidence_is_fresh_for_four_weeks(days, met) -> None:
    assert fresh_evidence(replace(held(FRIDAY), evidence_on=FRIDAY - timedelta(days=days)), 4).met is met


@pytest.mark.parametrize("name", ["safeguarding", "child_views", "parent_views"])
def test_what_has_to_be_said_has_no_day(name) -> None:
    found = criteria(replace(held(), **{name: "  "}))
    assert not is_ready(found)
    assert ready_on(found) is None


def test_all_met_is_ready_and_what_is_arranged_says_the_day() -> None:
    assert is_ready(criteria(held()))
    assert ready_on(criteria(held())) is None
    later = FRIDAY + timedelta(days=9)
    waiting = replace(held(), attempts={**held().attempts, Tried.PLAN: later})
    assert ready_on(criteria(waiting)) == later


@pytest.mark.parametrize(
    ("key", "value", "changed"),
    [
        ("referral_marks_weeks", 13, {"weeks": weeks(12)}),
        ("referral_letter_weeks", 1, {}),
        ("referral_evidence_weeks", 1, {"evidence_on": FRIDAY - timedelta(days=8)}),
    ],
)
def test_the_authority_decides_the_numbers(key, value, changed) -> None:
    case = replace(held(), **changed)
    assert is_ready(criteria(case))
    assert not is_ready(criteria(case, Answers({key: value})))


def test_the_authority_may_let_reasons_wait() -> None:
    case = replace(held(), unexplained=[FRIDAY])
    assert not is_ready(criteria(case))
    assert is_ready(criteria(case, Answers({"referral_no_n": False})))


def test_the_answer_is_due_in_working_days() -> None:
    assert answer_due(date(2026, 3, 30), 10, HOLIDAYS) == date(
        2026, 4, 15
    )  # over Good Friday and Easter Monday


@pytest.mark.parametrize(
    ("answered_on", "due_on"),
    [
        (date(2026, 4, 2), date(2026, 4, 15)),
        (date(2026, 4, 7), date(2026, 4, 16)),
        (date(2026, 4, 8), date(2026, 4, 17)),
    ],
)
def test_working_days_with_a_question_are_added(answered_on, due_on) -> None:
    assert due_after_question(date(2026, 4, 15), date(2026, 4, 2), answered_on, HOLIDAYS) == due_on


@pytest.mark.parametrize(
    ("on", "left"), [(date(2026, 4, 2), 2), (date(2026, 4, 8), 0), (date(2026, 4, 9), -1)]
)
def test_what_is_left_counts_working_days(on, left) -> None:
    assert working_days_left(on, date(2026, 4, 8), HOLIDAYS) == left
