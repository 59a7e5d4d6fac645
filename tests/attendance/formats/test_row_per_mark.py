"""Row-per-mark exports: sessions, dates, and the best of several marks."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.formats import row_per_mark
from attendance.formats.columns import guess_mapping
from attendance.formats.refusals import FileRefused
from attendance.formats.row_per_mark import gather_marks
from attendance.rules.register import position
from tests.attendance.formats.files import table

ARBOR = (
    "STUDENT_ID,APPLICATION_ID,RAW_MARK,MARK_CODE,MINUTES_LATE,PERIOD,DATE,IS_PRESENT,IS_AUTHORIZED_ABSENT,"
    "IS_UNAUTHORIZED_ABSENT,IS_POSSIBLE_ATTENDANCE\n"
)


def gather(text):
    opened = table(text)
    return gather_marks(opened, guess_mapping(opened.headings))


def generic(*rows):
    return gather("UPN,Date,Session,Mark\n" + "".join(f"{row}\n" for row in rows))


def test_arbors_columns():
    found = gather(
        ARBOR
        + "17,1,/,PRESENT_AM,0,MORNING,2015-10-16,1,0,0,1\n17,1,I,ILLNESS,0,AFTERNOON,2015-10-16,0,1,0,1\n"
    )
    (pupil,) = found.pupils()
    assert pupil.person.pupil_id == "17"
    (segment,) = pupil.segments
    assert (segment.year, segment.position, segment.symbols) == (2015, position(date(2015, 10, 16), 0), "/I")


@pytest.mark.parametrize(
    ("morning", "afternoon"), [("AM", "PM"), ("MORNING", "AFTERNOON"), ("1", "2"), ("am registration", "Pm")]
)
def test_the_names_of_sessions(morning, afternoon):
    found = generic(f"A1,2025-09-01,{morning},/", f"A1,2025-09-01,{afternoon},C2")
    assert [pupil.segments[0].symbols for pupil in found.pupils()] == ["/d"]


def test_rows_in_any_order_leave_the_rest_unsaid():
    found = generic("A2,2025-09-03,AM,I", "A1,2025-09-01,PM,\\", "A2,2025-09-01,AM,/", "A2,2026-08-03,AM,#")
    marks = {pupil.person.upn: pupil.segments for pupil in found.pupils()}
    assert [segment.symbols for segment in marks["A2"]] == ["/   I", "#"]
    assert [segment.year for segment in marks["A2"]] == [2025, 2026]


@pytest.mark.parametrize(
    ("marks", "kept"),
    [
        (["U", "/"], "/"),
        (["/", "U"], "/"),
        (["N", "I", "B"], "B"),
        (["X", "O"], "O"),
        (["-", "#"], "#"),
        (["I", "M"], "I"),
    ],
)
def test_the_best_mark_wins_and_it_is_reported(marks, kept):
    found = generic(*[f"A1,2025-09-01,AM,{mark}" for mark in marks])
    assert next(found.pupils()).segments[0].symbols == kept
    assert found.overruled_rows == len(found.overruled) == len(marks) - 1
    assert {each.kept for each in found.overruled} <= {kept, "I"}
    assert "1 September 2025" in found.overruled[0].in_words()


def test_repeats_blanks_and_the_wrong_stroke_are_counted():
    found = generic("A1,2025-09-01,AM,/", "A1,2025-09-01,AM,/", "A1,2025-09-01,PM,/", "A1,2025-09-02,AM,")
    assert (found.rows, found.repeated, found.turned, found.blank) == (4, 1, 1, 1)
    assert next(found.pupils()).segments[0].symbols == "/\\"


def test_rows_that_cannot_be_read():
    found = generic(
        "A1,2025-09-01,P3,/", "A1,,AM,/", "A1,2025-02-30,AM,/", "A1,2025-09-01,AM,H", "A1,2025-09-01,AM,=1+1",
        ",2025-09-01,AM,/", "A1,2025-09-01,AM", "A1,2025-09-01,AM,H",
    )  # fmt: skip
    assert [(r.line, r.field) for r in found.rejects] == [
        (2, "session"), (3, "date"), (4, "date"), (5, "mark"), (6, "mark"), (7, "upn"), (8, "row"),
        (9, "mark"),
    ]  # fmt: skip
    assert list(found.pupils()) == []


def test_mixed_dates_refuse_the_file():
    with pytest.raises(FileRefused, match="more than one way"):
        generic("A1,2025-09-01,AM,/", "A1,01/09/2025,PM,\\")


def test_a_file_of_nothing_but_rejects_is_refused():
    with pytest.raises(FileRefused, match="right columns"):
        generic("A0,2025-09-01,AM,/", *["A1,2025-09-01,AM,?"] * 10_001)


def test_a_file_of_too_many_pupils_is_refused(monkeypatch):
    monkeypatch.setattr(row_per_mark, "MOST_PUPILS", 2)
    with pytest.raises(FileRefused, match="more than 2 pupils"):
        generic(*[f"A{n},2025-09-01,AM,/" for n in range(3)])


CELLS = st.sampled_from(
    ["A1", "A2", "", "2025-09-01", "2025-09-02", "AM", "PM", "3", "/", "\\", "I", "Y1", "?", "=1"]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=12))
def test_every_row_is_accounted_for(rows):
    try:
        found = generic(*[",".join(row) for row in rows])
    except FileRefused:
        return
    written = sum(len(s.symbols.replace(" ", "")) for pupil in found.pupils() for s in pupil.segments)
    assert found.rows == written + found.repeated + found.overruled_rows + found.blank + len(found.rejects)
