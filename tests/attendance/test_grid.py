"""A pupil's year as a grid: which days have columns, which weeks have rows, and what each cell says."""

import datetime
import re

from django.template import Context, Template

from attendance.grid import OF_CLASS, Cell, Kind, year_grid
from attendance.rules.codes import Class

MONDAY = datetime.date(2025, 9, 1)


def cell(day, session=0, code="/", kind=Kind.PRESENT, meaning="Present", url=""):
    return Cell(MONDAY + datetime.timedelta(days=day), session, code, meaning, kind, url)


def rendered(grid):
    return Template("{% load register_grid %}{% register_grid grid %}").render(Context({"grid": grid}))


def test_a_week_is_a_row_of_ten_sessions():
    grid = year_grid("Register", [cell(day, session) for day in (0, 4, 7) for session in (0, 1)])
    assert [week.begins_on for week in grid.weeks] == [MONDAY, MONDAY + datetime.timedelta(days=7)]
    assert grid.days == ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    assert [len(week.cells) for week in grid.weeks] == [10, 10]
    assert (grid.weeks[0].attended, grid.weeks[0].possible) == (4, 4)


def test_an_empty_week_between_two_others_keeps_its_row():
    grid = year_grid("Register", [cell(0), cell(14)])
    assert len(grid.weeks) == 3
    assert set(grid.weeks[1].cells) == {None}


def test_a_school_open_from_sunday_to_thursday_has_its_own_week():
    sunday = 6
    grid = year_grid("Register", [cell(day) for day in range(sunday, sunday + 5)])
    assert grid.days == ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday")
    assert [week.begins_on.weekday() for week in grid.weeks] == [6]
    assert None not in grid.weeks[0].cells[::2]


def test_a_saturday_in_use_gets_a_column_and_a_closed_one_does_not():
    shut = cell(5, code="#", kind=Kind.CLOSED, meaning="Planned closure")
    assert "Saturday" not in year_grid("Register", [cell(0), shut]).days
    assert year_grid("Register", [cell(0), cell(5)]).days[-1] == "Saturday"


def test_sessions_that_do_not_count_are_not_possible():
    grid = year_grid(
        "Register",
        [
            cell(0, 0, "I", Kind.AUTHORISED),
            cell(0, 1, "G", Kind.UNAUTHORISED),
            cell(1, 0, "W", Kind.APPROVED),
            cell(1, 1, "Y1", Kind.UNCOUNTED),
            cell(2, 0, "-", Kind.UNMARKED),
            cell(2, 1, "#", Kind.CLOSED),
        ],
    )
    assert (grid.weeks[0].attended, grid.weeks[0].possible) == (1, 3)


def test_weeks_off_roll_at_either_end_are_left_out():
    off = [cell(day, code="", kind=Kind.OFF) for day in (-7, 14)]
    assert [week.begins_on for week in year_grid("Register", [*off, cell(0)]).weeks] == [MONDAY]
    assert year_grid("Register", off).weeks == ()


def test_every_class_of_mark_has_a_kind_with_words():
    assert set(OF_CLASS) == set(Class)
    assert all(kind.label for kind in Kind)


def test_each_code_stands_with_its_full_meaning():
    html = rendered(year_grid("Register", [cell(0, 0, "G", Kind.UNAUTHORISED, "Holiday without leave")]))
    words = "Holiday without leave: unauthorised absence"
    assert f'<td class="mark mark--unauthorised"><abbr title="{words}">G</abbr></td>' in html
    assert f"<strong>G</strong> {words}" in html


def test_the_table_has_a_caption_and_scoped_headings():
    html = rendered(year_grid("Register of a pupil", [cell(0)]))
    assert "Register of a pupil</span></caption>" in html
    assert '<th scope="row" class="register__week">1 Sep</th>' in html
    assert html.count('scope="colgroup"') == 5
    assert re.search(r'<th scope="col"><abbr title="Monday morning">AM</abbr>', html)
    assert 'role="region" aria-label="Register of a pupil" tabindex="0"' in html


def test_a_changed_mark_leads_to_its_change():
    html = rendered(year_grid("Register", [cell(0, 1, "I", Kind.AUTHORISED, "Illness", "/change/7")]))
    assert 'mark--changed"><a href="/change/7">' in html
    assert "changed, 1 September afternoon" in html


def test_the_key_names_only_what_occurs():
    html = rendered(year_grid("Register", [cell(0)]))
    assert "mark--present mark--sample" in html
    assert "Unauthorised absence" not in html
    assert "Changed since" not in html
    assert "style=" not in html
