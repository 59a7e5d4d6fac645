"""What is written cannot run in a spreadsheet; what comes in that could is seen."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.formats.safe_csv import inert, is_formula, lines_of
from attendance.formats.refusals import Reject
from attendance.formats.rejects import rejects_file


@pytest.mark.parametrize(
    "cell", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "＝1+1", "-cmd"]
)
def test_formulas_are_seen_and_made_inert(cell):
    assert is_formula(cell)
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "-", "=", "-5", "-5.25", "O'Brien", "/\\", "#-", 5, None])
def test_plain_cells_are_left_alone(cell):
    assert inert(cell) == ("" if cell is None else str(cell))


def test_the_download_of_rejects():
    content = b"".join(rejects_file([Reject(3, "mark", "=bad, truly", "Correct it.")]))
    assert content.startswith(b"\xef\xbb\xbfLine,Field,Reason,What to do\r\n")
    assert content.endswith(b'3,mark,"\'=bad, truly",Correct it.\r\n')


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_every_written_cell_is_inert_and_reads_back(cells):
    content = b"".join(lines_of(["a"] * len(cells), [cells])).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(content, newline="")))
    assert len(read) == 2
    assert not any(is_formula(cell) for row in read for cell in row)
