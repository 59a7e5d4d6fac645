"""Part-time timetables: codes by age and date, lengths, and marks that disagree."""

from datetime import date, timedelta

import pytest

from attendance.rules.counting import classify, count
from attendance.rules.register import as_array, position
from attendance.rules.timetables import (
    Agreed,
    check_dates,
    code_changes,
    code_for,
    code_in_words,
    disagreements,
    is_long,
)

BORN = date(2013, 5, 5)
RECEPTION = date(2020, 9, 2)
MORNINGS = "10" * 5 + "0000"
START = date(2025, 9, 8)
UP_TO = date(2025, 9, 19)


def agreed(sessions=MORNINGS, began_on=START, ended_on=None):
    return Agreed(sessions, began_on, ended_on)


def against(register, *timetables, born=BORN, up_to=UP_TO):
    found = disagreements(register.lines[2025], 2025, register.calendars, timetables, born, up_to)
    return [(each.on.day, each.session, each.code) for each in found]


@pytest.mark.parametrize(
    ("on", "code"),
    [(date(2024, 8, 18), "C"), (date(2024, 8, 19), "C2"), (date(2007, 3, 5), "C"), (date(2029, 6, 29), "C2")],
)
def test_the_code_of_a_pupil_of_compulsory_age_turns_with_the_regulations(on, code):
    born = BORN if on.year > 2010 else date(1995, 5, 5)
    assert code_for(born, on) == code


def test_outside_compulsory_age_it_is_x(around):
    assert [code_for(RECEPTION, day) for day in around(date(2025, 12, 31))] == ["X", "C2", "C2"]
    assert [code_for(BORN, day) for day in around(date(2029, 6, 29))] == ["C2", "C2", "X"]


def test_words_say_what_the_code_does_to_the_figures():
    assert "lowers attendance" in code_in_words(BORN, START)
    assert "do not count" in code_in_words(RECEPTION, START)


def test_a_period_over_a_change_of_code():
    assert code_changes(RECEPTION, date(2025, 11, 3), date(2026, 1, 30)) == [
        (date(2025, 11, 3), "X"),
        (date(2025, 12, 31), "C2"),
    ]
    assert code_changes(BORN, START, None)[0] == (START, "C2")
    assert code_changes(date(2010, 5, 5), date(2024, 8, 12), date(2024, 9, 6))[1] == (date(2024, 8, 19), "C2")


@pytest.mark.parametrize(
    ("born", "code", "possible", "attended"), [(BORN, "d", 20, 10), (RECEPTION, "X", 10, 10)]
)
def test_T13_and_T14_mornings_only(register, born, code, possible, attended):
    """Ten mornings and ten afternoons away: half attended under C2, all that was possible under X."""
    marked = register().mark(START, f"/{code}" * 10)
    assert against(marked, agreed(), born=born) == []
    counts = count(classify(as_array([marked.lines[2025]]), 2025), position(START, 0), position(UP_TO, 1))
    assert (int(counts.possible[0]), int(counts.attended[0])) == (possible, attended)


def test_coming_when_not_required_and_staying_away_when_required(register):
    marked = register().mark(START, "/d" * 10).mark(START, "\\", session=1).mark(date(2025, 9, 9), "d")
    assert against(marked, agreed()) == [(8, 1, "\\"), (9, 0, "C2")]


def test_x_for_a_child_of_compulsory_age_does_not_fit(register):
    marked = register().mark(START, "/X" * 10)
    assert len(against(marked, agreed())) == 10


def test_the_timetables_first_and_last_day_belong_to_it(register):
    marked = register().mark(START, "/d" * 10)
    last = agreed(ended_on=date(2025, 9, 18))
    assert against(marked, last) == [(19, 1, "C2")]
    assert against(marked, agreed(began_on=date(2025, 9, 9), ended_on=None)) == [(8, 1, "C2")]


def test_c2_without_any_timetable_is_listed(register):
    assert against(register().mark(START, "/d")) == [(8, 1, "C2")]


def test_sessions_without_a_mark_or_not_possible_contradict_nothing(register):
    assert against(register().mark(START, "/-/4/Q/-/-" + "/-" * 5), agreed()) == []


def test_marks_after_the_day_and_on_days_of_no_school_are_not_looked_at(register):
    marked = register().mark(START, "/d" * 10)
    assert against(marked, up_to=date(2025, 9, 8)) == [(8, 1, "C2")]


def test_six_weeks_are_not_long(around):
    last = START + timedelta(weeks=6, days=-1)
    assert [is_long(START, day) for day in around(last)] == [False, False, True]
    assert is_long(START, None)


@pytest.mark.parametrize(
    ("ended_on", "review_on"),
    [
        (START - timedelta(days=1), START + timedelta(days=1)),
        (None, START),
        (START + timedelta(days=20), START + timedelta(days=21)),
        (None, START + timedelta(days=9)),
    ],
    ids=["backwards", "review on the first day", "review after the end", "review in the past"],
)
def test_dates_that_cannot_be_agreed(ended_on, review_on):
    with pytest.raises(ValueError, match=r"\.$"):
        check_dates(began_on=START, ended_on=ended_on, review_on=review_on, today=START + timedelta(days=10))


def test_dates_that_can(around):
    check_dates(
        began_on=START, ended_on=START + timedelta(days=20), review_on=START + timedelta(days=20), today=START
    )
