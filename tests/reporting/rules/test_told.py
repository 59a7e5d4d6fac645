"""A report kept as text: the same bytes, read back as it was, and the same in print and in a spreadsheet."""

from dataclasses import replace
from datetime import date

import pytest

from agencies.charts import Chart, Series
from agencies.documents import Bullets, Facts, Heading, NewPage, Paragraph, Picture, Table
from agencies.workbooks import report_book
from reporting.queries.report_documents import document_of
from reporting.rules.report_sheets import sheets_of
from reporting.rules.told import Part, Told, as_text, from_text, tables_of
from tests.reporting.books import sheets

CHART = Chart(
    "Absence", ("First", "Second"), (Series("Now", (5.25, None)), Series("Then", (6.0, 6.5), True)), unit="%"
)
TABLE = Table(
    "Against targets",
    ("Figure", "Outcome"),
    (("Absence", "5.89%"), ("Notices", "1,204"), ("=1+1", "x")),
    (1,),
)
TOLD = Told(
    "Evaluation",
    "Closed",
    "Irwell Council",
    date(2007, 7, 31),
    (
        Part("outcome", "Outcome", (Paragraph("Counted."), TABLE, CHART, Bullets(("one",))), "Better.\nThan before."),
        Part("self", "Self-evaluation: [all]", (Heading("Attend", 3), Facts((("Judgement", "Good"),)), NewPage())),
    ),
)  # fmt: skip


def test_what_was_kept_is_read_back_as_it_was():
    assert from_text(as_text(TOLD)) == TOLD
    assert as_text(from_text(as_text(TOLD))) == as_text(TOLD)


def test_another_word_is_another_text():
    assert as_text(replace(TOLD, subtitle="Closed ")) != as_text(TOLD)


def test_a_chart_is_printed_with_its_summary_and_its_figures():
    blocks = document_of(TOLD).blocks
    drawn = next(each for each in blocks if isinstance(each, Picture))
    assert drawn.alt.endswith(CHART.summary)
    assert Paragraph(CHART.summary) in blocks
    assert [table.caption for _, table in tables_of(TOLD)] == ["Against targets", "Absence"]
    assert ("First", "5.3%", "6.0%") in next(
        t for t in blocks if isinstance(t, Table) and t.caption == "Absence"
    ).rows


def test_the_spreadsheet_has_numbers_and_no_formula():
    content = report_book(TOLD.title, TOLD.on, sheets_of(TOLD))
    assert content == report_book(TOLD.title, TOLD.on, sheets_of(TOLD))
    book = sheets(content)
    assert list(book) == ["About", "Outcome", "Self-evaluation   all"]
    cells = {row[0]: row[1] if len(row) > 1 else "" for row in reversed(book["Outcome"]) if row}
    assert cells["Absence"] == pytest.approx(0.0589)
    assert cells["Notices"] == 1204
    assert cells["=1+1"] == "x"
    assert "Than before." in cells
