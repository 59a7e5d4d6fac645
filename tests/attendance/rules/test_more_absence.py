"""Persistent and severe absence in every year, at every line, and by term."""

from datetime import date

import numpy as np
import pytest

from attendance.rules.calendar import Term, calendar_line, statistical_periods
from attendance.rules.flags import review
from attendance.rules.night import SchoolYearView
from attendance.rules.persistence import (
    Period,
    in_official_view,
    is_persistent,
    is_severe,
    official_sessions,
)
from attendance.rules.register import EMPTY_LINE, as_array, overlay, position

FIXED = {
    **dict.fromkeys(range(2005, 2010), (28, 52, 64, 64, 64)),
    **dict.fromkeys((2010, 2011), (22, 38, 46, 46, 46)),
    **dict.fromkeys((2012, 2013, 2014), (22, 38, 46, 56, 46)),
}
"""Autumn, autumn and spring, five half terms, the year at 5 to 14, and at 15, of the rulebook's table."""


@pytest.mark.parametrize("year", FIXED)
def test_every_fixed_line_of_every_year_and_age(year):
    ends = statistical_periods(year)
    autumn, spring, five, young, old = FIXED[year]
    for on, period, age, line in (
        (ends.autumn_ends, Period.AUTUMN, 10, autumn),
        (ends.spring_ends, Period.AUTUMN_AND_SPRING, 10, spring),
        (ends.fifth_half_term_ends, Period.FIVE_HALF_TERMS, 15, five),
        (ends.year_ends, Period.YEAR, 5, young),
        (ends.year_ends, Period.YEAR, 14, young),
        (ends.year_ends, Period.YEAR, 15, old),
    ):
        given = {"on": on, "period": period, "age": age}
        assert is_persistent(line, 380, **given)
        assert is_persistent(line, line, **given)
        assert not is_persistent(line - 1, line - 1, **given)
        assert not is_persistent(line - 1, 380, **given)
        assert not is_severe(line, line, on=on)


@pytest.mark.parametrize("year", range(2015, 2027))
@pytest.mark.parametrize("age", [4, 5, 14, 15, 16])
def test_from_2015_a_tenth_of_ones_own_decides_at_every_age_and_in_every_period(year, age):
    ends = statistical_periods(year)
    for on in (ends.autumn_ends, ends.spring_ends, ends.fifth_half_term_ends, ends.year_ends):
        assert is_persistent(1, 10, on=on, age=age)
        assert is_persistent(38, 380, on=on, age=age)
        assert not is_persistent(37, 380, on=on, age=age)
        assert not is_persistent(38, 381, on=on, age=age)
        assert not is_persistent(0, 0, on=on, age=age)
        assert is_persistent(1, 1, on=on, age=age)


@pytest.mark.parametrize(
    ("absent", "possible", "severe"),
    [
        (0, 0, False),
        (1, 2, True),
        (1, 3, False),
        (190, 380, True),
        (189, 380, False),
        (190, 381, False),
        (7, 7, True),
    ],
)
def test_half_exactly_is_severe_and_nothing_possible_is_not(absent, possible, severe):
    assert is_severe(absent, possible, on=date(2026, 7, 31)) is severe
    assert not severe or is_persistent(absent, possible, on=date(2026, 7, 31))


TERMS_2006 = [
    Term(date(2006, 9, 5), date(2006, 12, 20), (date(2006, 10, 23), date(2006, 10, 27))),
    Term(date(2007, 1, 3), date(2007, 3, 30), (date(2007, 2, 12), date(2007, 2, 16))),
    Term(date(2007, 4, 16), date(2007, 7, 20), (date(2007, 5, 28), date(2007, 6, 1))),
]
TERMS_2013 = [
    Term(date(2013, 9, 3), date(2013, 12, 20), (date(2013, 10, 28), date(2013, 11, 1))),
    Term(date(2014, 1, 6), date(2014, 4, 4), (date(2014, 2, 17), date(2014, 2, 21))),
    Term(date(2014, 4, 22), date(2014, 7, 22), (date(2014, 5, 26), date(2014, 5, 30))),
]


def levels(year, terms, marks, on, born=date(1995, 5, 5)):
    """The rules of level raised on a night: ``marks`` are sessions of absence from a day on."""
    calendar = calendar_line(year, terms=terms)
    line = calendar.translate(str.maketrans("ohwbi", "/####"))
    for day, sessions in marks:
        open_ = [n for n in range(position(day, 0), 732) if calendar[n] == "o"][:sessions]
        for where in open_:
            line = overlay(line, where, "I")
    zero = np.zeros(1, dtype=np.int64)
    view = SchoolYearView(
        on, as_array([line]), as_array([EMPTY_LINE]), {year: calendar}, np.array([born.toordinal()]), zero, zero,
        np.ones(1, dtype=bool),
    )  # fmt: skip
    return {breach.rule for breach in review(view)} & {"persistent", "severe", "at-risk"}


@pytest.mark.parametrize(
    ("before_may", "after_may", "expected"),
    [
        (64, 0, {"persistent"}),
        (63, 0, {"at-risk"}),
        (63, 10, {"at-risk"}),
        (32, 0, {"at-risk"}),
        (31, 40, set()),
    ],
)
def test_in_2006_07_only_the_year_to_the_late_may_half_term_was_counted(before_may, after_may, expected):
    marks = [(date(2006, 11, 6), before_may), (date(2007, 6, 4), after_may)]
    assert levels(2006, TERMS_2006, marks, date(2007, 7, 20)) == expected


@pytest.mark.parametrize(
    ("born", "before_may", "after_may", "expected"),
    [
        (date(1999, 1, 1), 46, 9, {"at-risk"}),
        (date(1999, 1, 1), 46, 10, {"persistent"}),
        (date(1998, 1, 1), 46, 0, {"persistent"}),
        (date(1998, 1, 1), 45, 11, {"at-risk"}),
    ],
)
def test_in_2013_14_the_sixth_half_term_counts_below_fifteen_only(born, before_may, after_may, expected):
    marks = [(date(2013, 11, 4), before_may), (date(2014, 6, 2), after_may)]
    assert levels(2013, TERMS_2013, marks, date(2014, 7, 22), born) == expected


@pytest.mark.parametrize(
    ("on", "sessions", "expected"),
    [
        (date(2006, 12, 20), 27, {"at-risk"}),
        (date(2006, 12, 20), 28, {"persistent"}),
        (date(2007, 1, 5), 28, {"at-risk"}),
        (date(2007, 3, 30), 51, {"at-risk"}),
        (date(2007, 3, 30), 52, {"persistent"}),
        (date(2007, 4, 20), 52, {"at-risk"}),
    ],
)
def test_the_count_of_2006_07_rises_with_each_term(on, sessions, expected):
    assert levels(2006, TERMS_2006, [(date(2006, 10, 2), sessions)], on) == expected


@pytest.mark.parametrize(
    ("year", "age", "last"),
    [
        (2006, 10, date(2007, 5, 27)),
        (2011, 10, date(2012, 6, 3)),
        (2012, 14, date(2013, 7, 31)),
        (2012, 15, date(2013, 5, 26)),
        (2025, 15, date(2026, 5, 24)),
        (2025, 5, date(2026, 7, 31)),
    ],
)
def test_the_last_day_of_the_official_view(year, age, last):
    (row,) = official_sessions(year, np.array([age]))
    assert row[position(last, 1)]
    assert not row[position(last, 1) + 1 : position(date(year + 1, 7, 31), 1) + 1].any()


def test_an_enrolment_without_a_possible_session_is_not_in_the_official_view():
    born, enrolled = date(2014, 1, 1), date(2025, 9, 2)
    assert in_official_view(born, enrolled, 2025, possible=1)
    assert not in_official_view(born, enrolled, 2025, possible=0)
