"""Every code on the days around every change of the list, and years in which the list changes."""

from datetime import date, timedelta

import pytest

from attendance.rules.codes import UnknownCode, code_at, codes_on, no_transport_code, symbol_for
from attendance.rules.counting import classify, count, display, percent, tally_of_codes
from attendance.rules.register import EMPTY_LINE, as_array, day_at, overlay, position, session_at, year_of

PRESENT, ELSEWHERE = ["/", "\\", "L"], ["B", "P", "V", "W"]
AUTHORISED, UNAUTHORISED = ["C", "E", "I", "M", "R", "S", "T"], ["G", "N", "O", "U"]
NEW_AUTHORISED, NEW_OUTSIDE = ["C1", "C2", "J1"], ["Q", *(f"Y{n}" for n in range(1, 8))]
ALWAYS = [*PRESENT, *ELSEWHERE, *AUTHORISED, *UNAUTHORISED, "D", "X", "Z", "#", "-"]
BOUNDARIES = [date(2010, 9, 1), date(2011, 9, 1), date(2013, 9, 1), date(2024, 8, 19)]
DAYS = sorted(
    {day + timedelta(days=n) for day in BOUNDARIES for n in (-1, 0, 1)}
    | {date(2006, 8, 31), date(2006, 9, 1), date(2007, 1, 26), date(2007, 2, 5), date(2012, 2, 29)}
    | {date(2020, 9, 1), date(2022, 4, 30), date(2022, 5, 1), date(2024, 2, 29), date(2026, 11, 22)}
)


def expected(code, on):
    """Class letters of the rulebook's two tables: P, E, A, U, N, X; "?" no mark; None not in the list."""
    new = on >= date(2024, 8, 19)
    if code == "D":
        return "E" if on <= date(2011, 8, 31) else "N"
    if code in ("F", "H"):
        return "A" if on <= (date(2013, 8, 31) if code == "F" else date(2024, 8, 18)) else None
    for codes, class_ in (
        (PRESENT, "P"), (ELSEWHERE, "E"), (AUTHORISED, "A"), (UNAUTHORISED, "U"), (["X"], "N"),
        (["Z", "#"], "X"), (["-"], "?"),
    ):  # fmt: skip
        if code in codes:
            return class_
    if code in ("J", "Y"):
        return None if new else {"J": "E", "Y": "N"}[code]
    return {"K": "E"}.get(code, "A" if code in NEW_AUTHORISED else "N") if new else None


ALL = [*ALWAYS, "F", "H", "J", "Y", "K", *NEW_AUTHORISED, *NEW_OUTSIDE]


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_code_has_its_class_on_every_day_around_a_change(on):
    for code in ALL:
        wanted = expected(code, on)
        if wanted is None:
            with pytest.raises(UnknownCode):
                symbol_for(code, on)
            continue
        row = code_at(symbol_for(code, on), on)
        assert (row.code, row.attended) == (code, wanted in "PE")
        assert (row.authorised, row.unauthorised) == (wanted == "A", wanted == "U")
        assert row.possible is (wanted in "PEAU")
    assert {row.code for row in codes_on(on)} == {code for code in ALL if expected(code, on)}


def test_the_list_changes_inside_one_academic_year():
    line = EMPTY_LINE
    for on, marks in ((date(2024, 8, 18), "HJ"), (date(2024, 8, 19), "jd"), (date(2024, 8, 20), "HJ")):
        line = overlay(line, position(on, 0), marks)
    counts = count(classify(as_array([line]), 2024)).tally(0)
    assert (counts.attended, counts.authorised, counts.possible) == (1, 3, 4)
    assert count(classify(as_array([line]), 2024)).unknown.tolist() == [2]


def test_dual_registration_around_september_2011_lies_in_one_year():
    line = overlay(EMPTY_LINE, position(date(2011, 8, 31), 0), "DDDD")
    found = count(classify(as_array([line]), 2011))
    assert (found.possible.tolist(), found.attended.tolist(), found.not_required.tolist()) == ([2], [2], [2])


@pytest.mark.parametrize(
    ("on", "code", "possible"),
    [(date(2007, 1, 15), "C", True), (date(2024, 8, 18), "C", True), (date(2024, 8, 19), "Q", False)],
)
def test_transport_that_the_authority_owes_is_judged_by_the_sessions_day(on, code, possible):
    found = no_transport_code(on)
    assert (found.code, found.possible, found.authorised) == (code, possible, possible)


@pytest.mark.parametrize(
    ("day", "year", "place"),
    [
        (date(2025, 7, 31), 2024, 728),
        (date(2025, 8, 1), 2025, 0),
        (date(2024, 2, 29), 2023, 424),
        (date(2024, 3, 1), 2023, 426),
        (date(2024, 7, 31), 2023, 730),
        (date(2025, 3, 1), 2024, 424),
        (date(2025, 3, 30), 2024, 482),  # clocks go forward; a day stays two sessions
        (date(2025, 10, 26), 2025, 172),
    ],
)
def test_places_round_leap_days_the_turn_of_the_year_and_changes_of_the_clock(day, year, place):
    assert (year_of(day), position(day, 0), position(day, 1)) == (year, place, place + 1)
    assert (day_at(year, place), day_at(year, place + 1), session_at(place + 1)) == (day, day, 1)


def test_a_day_that_the_year_does_not_have():
    with pytest.raises(ValueError, match="outside the academic year 2024/25"):
        day_at(2024, 730)
    assert day_at(2023, 731) == date(2024, 7, 31)


def sums(on, **sessions):
    return tally_of_codes((code_at(symbol_for(code, on), on), number) for code, number in sessions.items())


def test_a_pupil_full_time_at_the_other_school_has_no_rate_now_and_a_full_one_before_2011():
    assert sums(date(2025, 3, 3), D=100).attendance_percent is None
    assert display(sums(date(2025, 3, 3), D=100).absence_percent) == "no rate"
    assert sums(date(2007, 3, 5), D=100).attendance_percent == 100


def test_the_same_hundred_sessions_in_three_times():
    marks = {"X": 10, "D": 20, "I": 10, "O": 10, "L": 50}
    found = [sums(on, **marks) for on in (date(2007, 3, 5), date(2012, 3, 5), date(2025, 3, 3))]
    assert [(each.possible, each.attended) for each in found] == [(90, 70), (70, 50), (70, 50)]
    assert [display(each.absence_percent) for each in found] == ["22.22", "28.57", "28.57"]


def test_only_marks_that_are_no_attendance_give_no_rate():
    nothing = sums(date(2025, 3, 3), Y4=10, Q=2, X=3, Z=4, **{"#": 20, "-": 5})
    assert (nothing.possible, nothing.missing, nothing.attendance_percent) == (0, 5, None)


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "shown"),
    [
        (1, 800, 2, "0.13"),
        (1, 2000, 2, "0.05"),
        (125, 100_000, 2, "0.13"),
        (19, 200, 0, "10"),
        (0, 5, 2, "0.00"),
    ],
)
def test_a_rate_is_rounded_half_up(part, whole, decimals, shown):
    assert display(percent(part, whole), decimals) == shown
