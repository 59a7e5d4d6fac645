"""The rules of meetings: when minutes are due, and where attendance is a set point."""

from datetime import date, time

import pytest

from cases.rules.meetings import KIND_FOR_FAMILY, KIND_LABELS, MeetingKind, clock, has_set_item, minutes_due

K = MeetingKind


@pytest.mark.parametrize(
    ("kind", "held_on", "due_on"),
    [
        (K.PANEL, date(2026, 3, 6), date(2026, 3, 20)),  # a Friday: ten working days
        (K.PANEL, date(2026, 3, 7), date(2026, 3, 20)),  # the Saturday after counts the same days
        (K.PANEL, date(2026, 3, 9), date(2026, 3, 23)),
        (K.CARE_REVIEW, date(2026, 3, 6), date(2026, 4, 7)),  # twenty, Good Friday and Easter Monday left out
        (K.PROTECTION_REVIEW, date(2026, 3, 6), date(2026, 3, 20)),
    ],
)
def test_minutes_are_due_within_ten_working_days_and_of_a_care_review_within_twenty(
    kind, held_on, due_on
) -> None:
    assert minutes_due(kind, held_on) == due_on


def test_attendance_is_a_set_point_of_care_and_protection_reviews_alone() -> None:
    assert {kind for kind in K if has_set_item(kind)} == {K.CARE_REVIEW, K.PROTECTION_REVIEW}


def test_every_kind_has_words_and_a_letter_to_a_family_names_no_process_of_care() -> None:
    assert set(KIND_LABELS) == set(KIND_FOR_FAMILY) == set(K)
    assert not any("protection" in words or "looked" in words for words in KIND_FOR_FAMILY.values())


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(0, 5), "12:05am"),
        (time(9, 30), "9:30am"),
        (time(12), "midday"),
        (time(0), "midnight"),
        (time(13, 0), "1pm"),
    ],
)
def test_hours_as_people_write_them(at, words) -> None:
    assert clock(at) == words
