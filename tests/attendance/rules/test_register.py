"""The register's geometry."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.rules.register import (
    EMPTY_LINE,
    LENGTH,
    Span,
    as_array,
    as_line,
    day_at,
    overlay,
    position,
    session_at,
    year_in_words,
    year_of,
    year_span,
)

days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
sessions = st.sampled_from([0, 1])


@given(days, sessions)
def test_a_position_leads_back_to_its_day_and_session(day, session):
    where = position(day, session)
    assert 0 <= where < LENGTH
    assert (day_at(year_of(day), where), session_at(where)) == (day, session)


@given(days)
def test_the_year_of_a_day_spans_it(day):
    first, last = year_span(year_of(day))
    assert first <= day <= last
    assert year_of(first - timedelta(days=1)) == year_of(day) - 1


def test_the_year_turns_on_the_first_of_august():
    assert [year_of(date(2025, 7, 31)), year_of(date(2025, 8, 1)), year_of(date(2025, 8, 2))] == [
        2024,
        2025,
        2025,
    ]
    assert position(date(2025, 8, 1), 0) == 0


def test_only_a_leap_year_fills_the_line():
    assert position(date(2024, 7, 31), 1) == LENGTH - 1
    assert position(date(2025, 7, 31), 1) == LENGTH - 3
    with pytest.raises(ValueError, match="2024/25"):
        day_at(2024, LENGTH - 2)


@pytest.mark.parametrize("where", [-1, LENGTH, 5000])
def test_a_position_outside_the_year_is_refused(where):
    with pytest.raises(ValueError, match="outside the academic year"):
        day_at(2023, where)


def test_a_third_session_is_refused():
    with pytest.raises(ValueError, match="not 2"):
        position(date(2025, 9, 1), 2)


@given(st.integers(0, LENGTH), st.text("/\\OI-", max_size=40))
def test_overlay_changes_only_its_own_places_and_never_the_length(where, marks):
    line = "#" * LENGTH
    if where + len(marks) > LENGTH:
        with pytest.raises(ValueError, match="run over the end"):
            overlay(line, where, marks)
        return
    written = overlay(line, where, marks)
    assert len(written) == LENGTH
    assert written[where : where + len(marks)] == marks
    assert written[:where] + written[where + len(marks) :] == "#" * (LENGTH - len(marks))


def test_lines_become_an_array_and_come_back():
    lines = [EMPTY_LINE, "/" * LENGTH]
    array = as_array([lines[0], lines[1].encode()])
    assert array.shape == (2, LENGTH)
    assert array.dtype == np.uint8
    assert [as_line(row) for row in array] == lines
    assert as_array([]).shape == (0, LENGTH)


@pytest.mark.parametrize("line", ["/", "/" * (LENGTH + 1)])
def test_a_line_of_another_length_is_refused(line):
    with pytest.raises(ValueError, match="732"):
        as_array([line])
    with pytest.raises(ValueError, match="732"):
        overlay(line, 0, "")


@given(st.dates(date(2020, 8, 1), date(2022, 7, 31)), sessions)
def test_a_span_places_two_years_end_to_end(day, session):
    span = Span(2020)
    where = span.position(day, session)
    assert span.day_at(where) == day
    assert span.ordinals[where] == day.toordinal()


def test_a_span_has_no_day_where_the_line_is_blank():
    assert Span(2024).ordinals[LENGTH - 2 : LENGTH].tolist() == [0, 0]
    with pytest.raises(ValueError, match="2026/27"):
        Span(2024).position(date(2026, 9, 1), 0)


def test_a_year_in_words():
    assert [year_in_words(2025), year_in_words(1999)] == ["2025/26", "1999/00"]
