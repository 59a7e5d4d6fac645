"""Files with a marks string per pupil, read through a mapping."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.formats.columns import guess_mapping, mapping_from
from attendance.formats.marks_file import PupilMarks, read_marks
from attendance.formats.refusals import FileRefused, Reject
from tests.attendance.formats.files import read_or_refused, table

MONDAY = date(2025, 9, 1)


def read(text, began_on=MONDAY, mapping=None):
    opened = table(text)
    return list(read_marks(opened, mapping or guess_mapping(opened.headings), began_on=began_on))


@pytest.mark.parametrize("marks", ["/\\II##", '"/,\\,I,I,#,#"'])
def test_both_styles_from_a_sims_list(marks):
    (found,) = read(f"Forename,Surname,UPN,Year,Reg,Marks\nAda,O’Neill,x355200023001,Year 7,7A,{marks}\n")
    assert isinstance(found, PupilMarks)
    assert (found.line, found.person.upn, found.person.year_group) == (2, "x355200023001", "7")
    assert found.segments[0].symbols == "/\\II##"


def test_rejects_keep_their_place_among_the_rows():
    rows = read("UPN,Marks\nA1,/\\\nA2\nA3,/?\n,/\\\nA5,/\\\n")
    assert [type(row) for row in rows] == [PupilMarks, Reject, Reject, Reject, PupilMarks]
    assert [row.line for row in rows] == [2, 3, 4, 5, 6]
    assert [row.field for row in rows[1:4]] == ["row", "marks", "upn"]


def test_each_row_may_have_its_own_start():
    rows = read("UPN,Marks,Start date\nA1,/\\,2025-09-01\nA2,II,2026-07-31\nA3,II,\n", began_on=None)
    assert [row.segments[0].position for row in rows[:2]] == [62, 728]
    assert rows[2].field == "start_date"


def test_a_start_that_could_be_two_days_refuses_the_file_unless_said():
    text = "UPN,Marks,Start date\nA1,/\\,01/09/2025\n"
    with pytest.raises(FileRefused, match="do not show"):
        read(text)
    saved = {**guess_mapping(["UPN", "Marks", "Start date"]).as_saved(), "date_order": "day first"}
    (found,) = read(text, mapping=mapping_from(saved, ["UPN", "Marks", "Start date"]))
    assert found.segments[0].position == 62


def test_without_a_start_or_a_column_nothing_is_read():
    with pytest.raises(FileRefused, match="on which day the marks begin"):
        read("UPN,Marks\nA1,/\\\n", began_on=None)
    short = mapping_from({"shape": "marks string", "columns": {"upn": "UPN"}}, ["UPN"])
    with pytest.raises(FileRefused, match="which column holds: Marks"):
        read("UPN,Marks\nA1,/\\\n", mapping=short)


@pytest.mark.parametrize("field", ["UPN", "Surname", "Form"])
def test_a_formula_in_a_persons_cell_is_refused_and_never_repeated(field):
    evil = "=cmd|' /C calc'!A0"
    cells = {"UPN": "A1", "Surname": "B", "Form": "7A", "Marks": "/\\"} | {field: evil}
    (found,) = read(",".join(cells) + "\n" + ",".join(f'"{cell}"' for cell in cells.values()) + "\n")
    assert isinstance(found, Reject)
    assert "formula" in found.reason
    assert "cmd" not in found.reason


def test_a_formula_for_marks_is_only_a_bad_mark():
    (found,) = read("UPN,Marks\nA1,\"=cmd|' /C calc'!A0\"\n")
    assert found.field == "marks"


def test_school_numbers_are_cleaned_or_refused():
    rows = read(
        "UPN,Marks,DfE number,URN\nA1,/\\,355/2007,105884\nA2,/\\,2007,105884\nA3,/\\,3552007,10588\n"
    )
    assert rows[0].person.school_number == "3552007"
    assert [row.field for row in rows[1:]] == ["school_number", "school_urn"]


def test_a_reject_holds_nothing_about_the_child():
    rows = read("UPN,Surname,Forename,Marks\nX355200023001,Featherstonehaugh,Peregrine,?\n")
    text = repr(rows)
    assert "Featherstonehaugh" not in text
    assert "Peregrine" not in text
    assert "X355200023001" not in text


def test_more_rows_than_one_lot():
    rows = read("UPN,Marks\n" + "".join(f"A{n},/\\{'?' if n == 2500 else ''}\n" for n in range(4_500)))
    assert len(rows) == 4_500
    assert [row.line for row in rows] == list(range(2, 4_502))
    assert [row.line for row in rows if isinstance(row, Reject)] == [2_502]


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet='/\\ICY12#-=[],"\n\r ;’', max_size=60))
def test_any_marks_are_read_or_refused_in_a_short_sentence(marks):
    with read_or_refused():
        for row in read("UPN,Marks\nA1," + marks + "\n"):
            assert isinstance(row, PupilMarks) or (len(row.reason) <= 300 and len(row.remedy) <= 300)


def test_year_groups_in_words_and_cells_too_long():
    rows = read(
        "UPN,Year group,Marks\nA1,Reception,/\\\nA2,Year 11,/\\\nA3,Mixed 3 and 4,/\\\n"
        + "A" * 21
        + ",7,/\\\n"
    )
    assert [row.person.year_group for row in rows[:2]] == ["R", "11"]
    assert [row.field for row in rows[2:]] == ["year_group", "upn"]
