"""Tables to take away: what is in them, that nothing in them runs, and that the taking is on record."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.http import Http404

from agencies import downloads
from agencies.charts import Chart, Intervals, Series
from agencies.documents import Paragraph, Picture
from agencies.documents import Table as PrintedTable
from agencies.downloads import csv_lines, download
from agencies.drawings import Bars, Lines, picture
from agencies.formats.safe_csv import is_formula
from agencies.pdf import render
from agencies.printed import MOST_PRINTED, printed
from agencies.tables import Column, Table, charted
from agencies.workbooks import TooManyRows, workbook

ROWS = [
    ("Oakfield", 1_234, Decimal("6.25"), date(2026, 3, 5), True),
    ("=cmd|' /C calc'!A0", "x", None, None, False),
]


def table(rows=ROWS, count=2) -> Table:
    return Table(
        name="absence-by-school",
        title="Absence by school",
        columns=(
            Column("School", 30),
            Column("Pupils", places=0),
            Column("Absence", places=2),
            Column("From"),
            Column("Late"),
        ),
        rows=rows,
        count=count,
        definition="Sessions of absence over possible sessions.",
        on=date(2026, 3, 5),
        rule_set="2024-08-19",
        notes=("x stands for a number from 1 to 4.",),
    )  # fmt: skip


def sheets(file) -> dict[str, str]:
    with zipfile.ZipFile(file) as parts:
        return {name: parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")}


def test_csv_has_headings_first_then_rows_then_what_they_are():
    text = b"".join(csv_lines(table())).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert lines[0] == ["School", "Pupils", "Absence", "From", "Late"]
    assert lines[1] == ["Oakfield", "1234", "6.25", "2026-03-05", "yes"]
    assert lines[2] == ["'=cmd|' /C calc'!A0", "x", "", "", "no"]
    assert lines[3] == []
    assert lines[4:] == [
        ["Title", "Absence by school"],
        ["Definition", "Sessions of absence over possible sessions."],
        ["As on", "5 March 2026"],
        ["Rule set", "2024-08-19"],
        ["Rows", "2"],
        ["Note", "x stands for a number from 1 to 4."],
    ]
    assert not any(is_formula(cell) for line in lines for cell in line)


def test_the_spreadsheet_holds_numbers_as_numbers_and_no_formula():
    parts = sheets(workbook(table()))
    figures, about = parts["xl/worksheets/sheet1.xml"], parts["xl/worksheets/sheet2.xml"]
    assert re.search(r'<c r="B2"[^>]*><v>1234</v>', figures)
    assert re.search(r'<c r="C2"[^>]*><v>6.25</v>', figures)
    assert re.search(r'<c r="D2"[^>]*><v>46086</v>', figures)
    assert "<f>" not in figures
    assert "<t>=cmd|' /C calc'!A0</t>" in figures
    assert not re.search(r'<c r="C3"[^>]*><v>', figures)
    for text in (
        "Absence by school",
        "Sessions of absence over possible",
        "5 March 2026",
        "2024-08-19",
        "from 1 to 4",
    ):
        assert text in about


def test_the_same_table_gives_the_same_bytes():
    assert workbook(table()).read() == workbook(table()).read()


def test_a_spreadsheet_has_room_for_a_million_rows():
    with pytest.raises(TooManyRows, match="1,000,000 rows; this table has 1,000,001"):
        workbook(table(count=1_000_001))


def several() -> Table:
    """A table with a second one and a drawing."""
    chart = Chart("Absence by <term>", ("Autumn", "Spring"), (Series("2025/26", (6.25, None)),), unit="%")
    return replace(table(), parts=(charted(chart, "By term", Lines(chart)),))


def test_further_tables_follow_the_first():
    text = b"".join(csv_lines(several())).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert lines[3:8] == [
        [],
        ["Absence by <term>"],
        ["Group", "2025/26 (%)"],
        ["Autumn", "6.3"],
        ["Spring", ""],
    ]
    assert ["Rows", "4"] in lines
    assert "By term" in sheets(workbook(several()))["xl/workbook.xml"]


def test_paper_holds_the_rows_the_drawing_and_what_they_are():
    blocks = printed(several(), "Irwell Council").blocks
    drawn = next(block for block in blocks if isinstance(block, Picture))
    assert drawn.alt == "Absence by <term>. 2025/26: 6.3% throughout."
    rows = next(block for block in blocks if isinstance(block, PrintedTable)).rows
    assert rows[0] == ("Oakfield", "1,234", "6.25", "5 March 2026", "yes")
    assert ("Definition", "Sessions of absence over possible sessions.") in blocks[-1].rows
    assert render(printed(several(), "Irwell Council")).startswith(b"%PDF")


def test_a_long_table_on_paper_says_where_the_rest_is():
    rows = [("Oakfield", number, None, None, None) for number in range(MOST_PRINTED + 1)]
    blocks = printed(table(rows, len(rows)), "Irwell Council").blocks
    assert len(next(block for block in blocks if isinstance(block, PrintedTable)).rows) == MOST_PRINTED
    assert any("first 1,000 of 1,001 rows" in block.text for block in blocks if isinstance(block, Paragraph))
    empty = printed(table([], 0), "Irwell Council").blocks
    assert Paragraph("There is nothing to show.") in empty


@pytest.mark.parametrize("draw", [Bars, Lines])
def test_a_drawing_on_paper_has_the_colours_of_the_page_and_no_text_that_breaks_it(draw):
    chart = Chart(
        'Absence & "<script>"',
        ("A\x00B", "</svg>"),
        (Series("Now", (3, 4)), Series("Then", (1, 2), True)),
        target=3,
    )
    svg = picture(draw(chart)).svg
    root = ElementTree.fromstring(svg)
    assert root.tag.endswith("svg")
    assert ".stroke-0 { stroke: #0f4c5c; }" in svg
    assert "Target 3.0" in svg
    assert "AB" in svg


def test_intervals_are_drawn_on_paper_too():
    found = picture(Intervals("More often", (("Eligible", -2.0, 3.0, 8.0),), "No clear difference."))
    assert found.alt == "More often. No clear difference."
    assert "Eligible" in found.svg


@pytest.fixture
def request_of(monkeypatch):
    kept = []
    monkeypatch.setattr(downloads, "record_access", lambda by, **said: kept.append((by, said)))
    match = SimpleNamespace(view_name="absence")
    return SimpleNamespace(acting="somebody", resolver_match=match, kept=kept)


# The end of an answer looks after the connections that other tests left open.
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "count", "ending"), [("csv", 2, "csv"), ("xlsx", 2, "xlsx"), ("xlsx", 1_000_001, "csv")]
)
def test_a_download_is_streamed_and_on_record(request_of, kind, count, ending):
    answer = download(request_of, table(count=count), kind)
    assert answer.streaming
    assert answer["Content-Disposition"] == f'attachment; filename="absence-by-school.{ending}"'
    assert request_of.kept == [("somebody", {"page": "absence", "act": "export", "results": count})]
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"PK" if ending == "xlsx" else b"\xef\xbb\xbfSchool")
    answer.close()


def test_nothing_is_read_before_it_is_on_record(request_of):
    def rows():
        assert request_of.kept
        yield from ROWS

    b"".join(download(request_of, table(rows()), "csv").streaming_content)


def test_a_pdf_is_on_record_with_all_its_rows(request_of):
    agency = SimpleNamespace(authority=SimpleNamespace(name="Irwell Council"))
    request_of.acting = SimpleNamespace(agency=agency)
    answer = download(request_of, several(), "pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="absence-by-school.pdf"'
    assert answer.content.startswith(b"%PDF")
    assert request_of.kept[0][1]["results"] == 4


def test_another_kind_is_not_found_and_not_recorded(request_of):
    with pytest.raises(Http404):
        download(request_of, table(), "exe")
    assert request_of.kept == []
