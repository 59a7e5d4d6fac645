"""Figures of one school's lines, held against a plain count mark by mark, in years and terms that are awkward."""

from collections import Counter
from datetime import date

import numpy as np
import pytest

from attendance.rules.calendar import Term
from attendance.rules.persistence import OLDEST, YOUNGEST, official_last_day
from attendance.rules.register import day_at, position, year_of
from reporting.rules.groups import Kind
from reporting.rules.periods import HALVES, TERMS, WHOLE_YEAR, periods_of
from reporting.rules.school_weeks import weekly
from reporting.rules.sums import COUNTED, SESSIONS, SchoolSums, SchoolView
from tests.attendance.nights import TERMS as CALENDARS
from tests.reporting.plain import meaning_of

MARKS = "/\\LBVPIMOGNHCE-# "
# The second half of each term begins on a Thursday, the terms on a Wednesday or Tuesday.
MID_WEEK = [
    Term(date(2024, 9, 4), date(2024, 12, 18), (date(2024, 10, 24), date(2024, 10, 30))),
    Term(date(2025, 1, 7), date(2025, 4, 2), (date(2025, 2, 13), date(2025, 2, 19))),
    Term(date(2025, 4, 23), date(2025, 7, 22), (date(2025, 5, 22), date(2025, 6, 4))),
]


def view_of(on, terms=(), pupils=12, seed=1, **fields):
    """A school of made-up marks of all kinds, every weekday of the year, summer included."""
    chosen, year = np.random.default_rng(seed), year_of(on)
    periods = periods_of(year, terms)
    width = position(on, 1) + 1
    lines = chosen.choice(np.frombuffer(MARKS.encode(), np.uint8), (pupils, width))
    begun = [key for key in HALVES if periods[key].first <= on]
    groups = {
        Kind.ALL: np.zeros(pupils, dtype=np.int64),
        Kind.YEAR_GROUP: np.arange(pupils) % 3,
        Kind.CARER: np.arange(pupils) % 2,
    }
    given = {
        "on": on,
        "year": year,
        "periods": periods,
        "lines": lines,
        "met": np.array([day_at(year, at).weekday() < 5 for at in range(width)], dtype=np.bool_),
        "ages": np.arange(pupils) % 13 + 4,
        "began": np.full(pupils, date(year - 1, 9, 1).toordinal()),
        "boarder": np.arange(pupils) == 7,
        # A carer in one half term is none in the next.
        "groups": {key: groups | {Kind.CARER: (np.arange(pupils) + key) % 2} for key in begun},
    }
    return SchoolView(**(given | fields))


def plain(view):
    """The sessions of every period and group, counted mark by mark: {(period, kind, value): Counter}."""
    found = {}
    for row in range(len(view.lines)):
        for key, counts in plain_of_row(view, row).items():
            if key < HALVES[0] or counts["possible"]:
                for kind, values in view.groups[last_half(view, key)].items():
                    cell = found.setdefault((key, int(kind), int(values[row])), Counter())
                    cell.update(counts)
                    cell["pupils"] += key >= HALVES[0]
    return found


def plain_of_row(view, row):
    """One pupil's sessions in every period."""
    age, found = int(view.ages[row]), {}
    if view.boarder[row] or not YOUNGEST <= age <= OLDEST:
        return found
    for at in range(view.lines.shape[1]):
        day = day_at(view.year, at)
        names = meaning_of(chr(view.lines[row, at]), day, bool(view.met[at]))
        if day <= official_last_day(view.year, age):
            for key, period in view.periods.items():
                if period.first <= day <= period.last:
                    found.setdefault(key, Counter()).update(names)
    return found


def last_half(view, key):
    """The half term in which a week lies, or the last one begun of a longer period."""
    period = view.periods[key]
    inside = [
        half for half in HALVES
        if view.periods[half].first <= min(period.last, view.on) and period.first <= view.periods[half].last
    ]  # fmt: skip
    return inside[-1]


def counted(view, names):
    """The same of the figures themselves."""
    figures = SchoolSums(view).figures()
    columns = [COUNTED.index(name) for name in names]
    assert len({tuple(cell) for cell in figures.cells.tolist()}) == len(figures.cells)
    return {
        tuple(cell): {
            name: number for name, number in zip(names, row[columns].tolist(), strict=True) if number
        }
        for cell, row in zip(figures.cells.tolist(), figures.sums, strict=True)
    }


@pytest.mark.parametrize(
    ("on", "terms"),
    [
        (date(2025, 7, 31), MID_WEEK),  # the list of codes changes on 19 August 2024, a Monday; a year of mid-weeks
        (date(2024, 10, 30), MID_WEEK),  # the last day of a half-term holiday, in the middle of a week
        (date(2024, 11, 3), MID_WEEK),  # the Sunday with which the second half term begins
        (date(2011, 7, 31), ()),  # the list changes on Wednesday 1 September 2010, inside a week
        (date(2013, 7, 31), ()),  # six half terms for the first time
        (date(2014, 7, 31), ()),  # the list changes on Sunday 1 September 2013
        (date(2020, 7, 31), ()),  # a leap year
        (date(2022, 7, 31), ()),  # begins on a Sunday; the list changes on Sunday 1 May 2022
        (date(2021, 8, 1), ()),  # its first day alone
        (date(2026, 8, 1), ()),  # a year whose first week is one Saturday
        (date(2007, 7, 20), CALENDARS[2006]),
        (date(2026, 4, 12), CALENDARS[2025]),  # the first day of a term, on which nobody meets
    ],
)  # fmt: skip
def test_every_sum_is_that_of_its_marks(on, terms):
    view = view_of(on, terms)
    names = (*SESSIONS, "pupils")
    assert counted(view, names) == {
        cell: {name: number for name, number in counts.items() if number}
        for cell, counts in plain(view).items()
        if +counts
    }


def constant(on, ages, absent, terms=(), codes="O"):
    """Present at every weekday session but for the first so many, which each pupil missed."""
    width = position(on, 1) + 1
    met = np.array([day_at(year_of(on), at).weekday() < 5 for at in range(width)], dtype=np.bool_)
    lines = np.where(met, ord("/"), ord("#")).astype(np.uint8)[None].repeat(len(ages), axis=0)
    for row, number in enumerate(absent):
        lines[row, np.flatnonzero(met)[:number]] = ord(codes)
    nobody = np.zeros(len(ages), dtype=np.bool_)
    return view_of(
        on, terms, pupils=len(ages), lines=lines, met=met, ages=np.array(ages), boarder=nobody
    )  # fmt: skip


def persistent(view, key):
    """How many are persistently absent in a period; None where the period has no figure."""
    figures = SchoolSums(view).figures()
    here = (figures.cells == [key, int(Kind.ALL), 0]).all(axis=1)
    return int(figures.sums[here, COUNTED.index("persistent")][0]) if here.any() else None


@pytest.mark.parametrize(
    ("on", "age", "key", "line"),
    [
        (date(2006, 12, 31), 14, TERMS[0], 28),
        (date(2007, 3, 30), 14, TERMS[1], 52),
        (date(2007, 7, 20), 14, WHOLE_YEAR, 64),
        (date(2007, 7, 20), 15, WHOLE_YEAR, 64),
        (date(2007, 7, 20), 10, HALVES[4], 64),
        (date(2011, 7, 20), 14, WHOLE_YEAR, 46),
        (date(2012, 12, 31), 14, TERMS[0], 22),
        (date(2013, 3, 28), 14, TERMS[1], 38),
        (date(2013, 5, 26), 14, WHOLE_YEAR, 46),  # the last day of the fifth half term
        (date(2013, 5, 27), 14, WHOLE_YEAR, 56),  # and the day after it
        (date(2013, 7, 31), 14, TERMS[2], 56),
        (date(2013, 7, 31), 15, WHOLE_YEAR, 46),
        (date(2013, 7, 31), 14, HALVES[4], 46),  # of a half term that is over it stays what it was
        (date(2013, 7, 31), 14, TERMS[0], 22),
        (date(2015, 7, 31), 14, WHOLE_YEAR, 56),
    ],
)
def test_a_fixed_count_is_reached_from_the_first_day_of_the_year_on(on, age, key, line):
    assert persistent(constant(on, [age], [line - 1]), key) == 0
    assert persistent(constant(on, [age], [line]), key) == 1


def test_from_2015_16_it_is_a_tenth_of_the_sessions_of_the_period_itself():
    view = constant(date(2015, 12, 31), [14], [21])
    possible = SchoolSums(view).judged[TERMS[0]].sessions[0, 0]
    assert possible == 210  # every weekday from 3 August to 25 December, of which 21 are a tenth
    assert persistent(view, TERMS[0]) == 1
    assert persistent(constant(date(2015, 12, 31), [14], [20]), TERMS[0]) == 0
    # In a later term none of those absences counts.
    assert persistent(constant(date(2016, 3, 27), [14], [210]), TERMS[1]) == 0


@pytest.mark.parametrize(
    "view",
    [
        view_of(date(2025, 7, 20), pupils=0),
        view_of(date(2025, 7, 20), ages=np.full(12, 4)),
        view_of(
            date(2025, 7, 20), lines=np.full((12, position(date(2025, 7, 20), 1) + 1), ord(" "), np.uint8)
        ),
        view_of(date(2025, 7, 20), began=np.full(12, date(2025, 6, 9).toordinal())),
    ],
    ids=["empty", "of the nursery alone", "all off roll", "all new after the fifth half term"],
)
def test_a_school_of_nobody_counted_has_no_figure_at_all(view):
    sums = SchoolSums(view)
    assert sums.judged == {}
    assert len(sums.figures().cells) == 0
    possible, absent = weekly(sums, sums.weeks)
    assert possible.shape == absent.shape == (len(view.lines), len(sums.weeks))
    assert not possible.any()


def test_registers_that_never_came_are_missing_in_weeks_and_make_no_rate_of_a_term():
    on = date(2025, 12, 19)
    view = constant(on, [10, 11], [0, 0], codes="-")
    view = view_of(on, pupils=2, lines=np.where(view.lines == ord("/"), ord("-"), view.lines), met=view.met)
    kept = counted(view, ("missing", "possible"))
    assert {key for key, kind, _ in kept if kind == Kind.ALL} <= set(range(1, HALVES[0]))
    assert all(counts == {"missing": counts["missing"]} for counts in kept.values())
