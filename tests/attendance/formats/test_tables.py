"""Rows by heading: delimiters, quotation marks, ragged rows, line ends."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.formats.reading import FileRefused, Limits
from attendance.formats.refusals import Reject
from attendance.formats.tables import Row, _plain_cells
from tests.attendance.formats.files import read_or_refused, table


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_delimiters_and_line_ends(end, sign):
    text = end.join([sign.join(["UPN", "Marks"]), sign.join(["A1", "/\\"]), sign.join(["A2", "#-"]), ""])
    assert list(table(text)) == [Row(2, ["A1", "/\\"]), Row(3, ["A2", "#-"])]


def test_a_delimiter_inside_quotation_marks_does_not_count():
    assert table('"Surname; forename, title; x;y",UPN\nA,B\n').delimiter == ","


def test_excels_hint_line_is_passed_over():
    read = table("sep=;\nUPN;Marks\nA1;/\n")
    assert read.headings == ("UPN", "Marks")
    assert list(read) == [Row(3, ["A1", "/"])]


def test_a_quoted_line_end_keeps_the_line_numbers_right():
    assert [row.line for row in table('a,b\n"x\ny",1\nz,2\n')] == [2, 4]


def test_blank_lines_are_no_rows():
    assert [row.line for row in table("a,b\n\n1,2\n,\n3,4\n\n")] == [3, 5]


def test_marks_with_backslashes_brackets_and_signs_are_kept():
    assert next(iter(table("a,b\n\\#-[]=,\\\n"))).cells == ["\\#-[]=", "\\"]


def test_a_ragged_row_is_a_reject():
    rows = list(table("a,b\n1\n1,2,3\n1,2,\n"))
    assert [type(row) for row in rows] == [Reject, Reject, Row]
    assert rows[0].reason == "The row has 1 cells; there are 2 headings."


def test_quotation_marks_that_do_not_match_reject_the_row_only():
    rows = list(table('a,b\n"x"y,1\nz,2\n'))
    assert isinstance(rows[0], Reject)
    assert rows[0].line == 2
    assert rows[1].cells == ["z", "2"]


@pytest.mark.parametrize("tail", ["1,2\n", "1,2\n" * 50_000])
def test_a_quotation_mark_never_closed_refuses_the_file(tail):
    with pytest.raises(FileRefused, match="quotation mark"):
        list(table('a,b\n"x,1\n' + tail))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\n\n \n", "empty"),
        ("UPN,Marks\n", "no rows"),
        ("UPN,UPN\n1,2\n", "same heading"),
        (",,\n1,2,3\n", "no headings"),
        (",".join(map(str, range(600))) + "\n1\n", "600 cells"),
        ('"UPN\nNumber",b\n1,2\n', "headings"),
    ],
)
def test_files_without_use_are_named(text, words):
    with pytest.raises(FileRefused, match=words):
        list(table(text))


def test_a_row_limit():
    with pytest.raises(FileRefused, match="more than 3 rows"):
        list(table("a\n" + "1\n" * 4, Limits(rows=3)))


def test_a_missing_column_is_named():
    with pytest.raises(FileRefused, match="no column headed 'UPN'"):
        table("a\n1\n").place("UPN")


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet='a",;\t\n\r\\#-=[]/ ’\ufeff', max_size=80))
def test_any_text_gives_rows_rejects_or_a_refusal(text):
    with read_or_refused():
        read = table(text)
        for row in read:
            assert isinstance(row, Reject) or len(row.cells) == len(read.headings)


@given(st.text('ab, "', max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_a_plain_line_is_split_as_the_csv_reader_would(line, end):
    cells = _plain_cells(line + end, ",")
    if cells is not None:
        assert cells == (next(csv.reader([line + end], strict=True), []) or [""])
    else:
        assert '"' in line


def test_rows_of_every_kind_keep_their_lines():
    found = list(table('a,b\n1,2\n"x,y",3\n4,"p""q"\n5,"over\ntwo"\n6,"bad"7\n8,9'))
    assert [(row.line, getattr(row, "cells", None)) for row in found] == [
        (2, ["1", "2"]), (3, ["x,y", "3"]), (4, ["4", 'p"q']), (5, ["5", "over\ntwo"]), (7, None), (8, ["8", "9"]),
    ]  # fmt: skip
