"""Documents: what comes out is tagged, titled, in English, and holds every text as that text."""

import hashlib
import io
import re
import threading
from dataclasses import replace
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from agencies.documents import (
    Box,
    Bullets,
    Facts,
    Heading,
    Letter,
    NewPage,
    Paragraph,
    Picture,
    Report,
    Steps,
    Table,
)
from agencies.pdf import CannotPrint, pdf_response, render, unprintable

LETTER = Letter(
    title="Notice to improve",
    authority="Irwell Council",
    sender=("Attendance Service", "Civic Centre", "Irwell IR1 1AA"),
    recipient=("Ms Zoë Šimůnková", "14 Weir Street", "Irwell IR3 4QT"),
    reference="NTI-42",
    on=date(2026, 3, 5),
    greeting="Dear Ms Šimůnková",
    signed=("A. Officer", "Education welfare officer"),
    blocks=(
        Paragraph("One line\nanother line\n\nA second paragraph."),
        Box("Pay £80 by 26 March 2026."),
        Heading("What you must do"),
        Bullets(("Send Sam to school.", "Ring us.")),
        Steps(("First", "Then")),
        Facts((("School", "Weir Primary"),)),
        Table("Absences", ("Week", "Sessions"), (("5 January 2026", "3"), ("12 January 2026", "4")), (1,)),
    ),
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="5" height="5"/></svg>'
REPORT = Report(
    title="Termly report",
    subtitle="Autumn term 2025",
    authority="Irwell Council",
    on=date(2026, 3, 5),
    contents=True,
    blocks=(
        Heading("By school"),
        Table("Schools", ("School", "Share"), tuple((f"School {n}", f"{n}%") for n in range(90)), (1,)),
        NewPage(),
        Picture(SVG, "A square"),
    ),
)
HOSTILE = (
    '#panic("x") \\ *bold* _it_ $x^2$ <label> @ref `code` // note /* */ [a] {b} #import "/etc/passwd": a'
)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    """The text without line ends and without the marks that let a long word break."""
    found = " ".join(page.extract_text() for page in read(content).pages)
    return re.sub(r"\s+", " ", found.replace("\u200b", ""))


def letters(text: str) -> str:
    """A text without spaces, and without what stands at the foot of every page: where lines end is the font's."""
    return re.sub(r"Reference\S{0,20}?Page\d+of\d+", "", text.replace(" ", ""))


def tags(content: bytes) -> list[str]:
    """The types of all structure elements, in reading order."""
    found: list[str] = []

    def walk(node) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(read(content).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


@pytest.mark.parametrize("document", [LETTER, REPORT])
@pytest.mark.parametrize("large", [False, True])
def test_a_document_is_accessible(document, large) -> None:
    content = render(document, large_print=large)
    root = read(content).trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]) == "True"
    assert read(content).metadata.title == document.title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    found = tags(content)
    assert found.count("/H1") == 1
    assert {"/H2", "/Table", "/TH", "/TD", "/Caption"} <= set(found)


def test_a_letter_holds_all_its_parts_in_reading_order() -> None:
    text = words(render(LETTER))
    parts = [
        "Irwell Council", "Ms Zoë Šimůnková", "14 Weir Street", "Reference: NTI-42", "5 March 2026",
        "Dear Ms Šimůnková", "Notice to improve", "One line another line", "A second paragraph.", "Pay £80",
        "What you must do", "Send Sam to school.", "1. First", "School: Weir Primary", "Absences",
        "12 January 2026 4", "Yours sincerely", "A. Officer",
    ]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "Page 1 of 1" in text or "Page 1 of 2" in text


def test_a_report_repeats_its_table_head_and_counts_its_pages() -> None:
    content = render(REPORT)
    pages = read(content).pages
    assert "School Share" in pages[1].extract_text()
    assert f"Page 2 of {len(pages)}" in pages[1].extract_text()
    assert tags(content).count("/Figure") == 1
    assert "By school" in pages[0].extract_text().split("Contents")[1]


def test_large_print_is_larger() -> None:
    sizes: dict[bool, set[float]] = {False: set(), True: set()}
    for large in sizes:
        read(render(LETTER, large_print=large)).pages[0].extract_text(
            visitor_text=lambda text, cm, tm, font, size, large=large: (
                sizes[large].add(round(size)) if text.strip() else None
            )
        )
    assert max(sizes[True]) >= 18
    assert max(sizes[False]) < max(sizes[True])


def test_the_same_values_give_the_same_bytes() -> None:
    first = hashlib.sha256(render(LETTER)).hexdigest()
    assert hashlib.sha256(render(replace(LETTER))).hexdigest() == first
    assert hashlib.sha256(render(replace(LETTER, reference="NTI-43"))).hexdigest() != first


@pytest.mark.parametrize("place", ["title", "authority", "reference", "greeting", "closing"])
def test_hostile_text_comes_out_as_text(place) -> None:
    assert letters(HOSTILE) in letters(words(render(replace(LETTER, **{place: HOSTILE}))))


def test_hostile_text_comes_out_of_every_block_as_text() -> None:
    blocks = (
        Paragraph(HOSTILE),
        Box(HOSTILE),
        Heading(HOSTILE),
        Bullets((HOSTILE,)),
        Steps((HOSTILE,)),
        Facts(((HOSTILE, HOSTILE),)),
        Table(HOSTILE, (HOSTILE,), ((HOSTILE,),)),
    )
    text = words(render(replace(LETTER, blocks=blocks, recipient=(HOSTILE,), sender=(HOSTILE,))))
    assert letters(text).count(letters(HOSTILE)) == 12


def test_a_text_of_fifty_thousand_characters_comes_out_whole() -> None:
    long = "Absent again on Monday. " * 2083
    text = words(render(replace(LETTER, blocks=(Paragraph(long),))))
    assert letters(text).count("AbsentagainonMonday.") == 2083


def test_a_word_of_fifty_thousand_letters_stays_on_the_page() -> None:
    pages = read(render(replace(LETTER, blocks=(Paragraph("w" * 50_000),)))).pages
    assert sum(page.extract_text().count("w") for page in pages) >= 50_000
    assert len(pages) > 5


def test_names_in_other_scripts_come_out() -> None:
    text = words(
        render(replace(LETTER, recipient=("Łucja Żółć", "Ñandú Ğül", "Ольга Щукина", "Νίκος Ωραίος")))
    )
    for name in ("Łucja Żółć", "Ñandú Ğül", "Ольга Щукина", "Νίκος Ωραίος"):
        assert name in text


def test_what_no_font_can_show_is_named_before_and_marked_after() -> None:
    nowhere = "\U00050000"  # a plane without characters: no font can have it
    assert unprintable(["Zoë", f"a{nowhere}b"]) == (nowhere,)
    assert unprintable(["Zoë Šimůnková’s “letter” – £80"]) == ()
    assert "a\N{REPLACEMENT CHARACTER}b" in words(render(replace(LETTER, greeting=f"a{nowhere}b")))


def test_controls_and_turned_directions_are_left_out() -> None:
    text = words(render(replace(LETTER, greeting="Pay\x07 £1\u202e00\ufeff now\x00")))
    assert "Pay £100 now" in text


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_printed(text) -> None:
    assert read(render(replace(LETTER, greeting=text, blocks=(Paragraph(text), Bullets((text,)))))).pages


def test_a_document_that_would_not_be_accessible_is_refused() -> None:
    with pytest.raises(CannotPrint, match="heading level"):
        render(replace(LETTER, blocks=(Heading("Too deep", 3),)))
    with pytest.raises(CannotPrint, match="title"):
        render(replace(LETTER, title=""))


@pytest.mark.parametrize("level", [1, 4])
def test_a_heading_of_another_level_is_refused(level) -> None:
    with pytest.raises(ValueError, match="level 2 or 3"):
        Heading("A heading", level)


def test_a_row_that_does_not_fit_its_table_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells for 1 headings"):
        Table("Weeks", ("Week",), (("5 January", "3"),))


def test_threads_print_side_by_side() -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(render(LETTER))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1


def test_each_page_of_each_letter_bears_its_own_reference() -> None:
    long = replace(LETTER, blocks=LETTER.blocks * 4)
    for number in (1, 2, 3, 1):
        pages = read(render(replace(long, reference=f"NTI-{number}"))).pages
        assert len(pages) > 1
        for page in pages:
            assert set(re.findall(r"NTI-\d", page.extract_text())) == {f"NTI-{number}"}


def test_twenty_letters_take_well_under_two_seconds_of_one_core() -> None:
    render(LETTER)
    began = process_time()
    for number in range(20):
        render(replace(LETTER, reference=f"NTI-{number}"))
    assert process_time() - began < 2


def test_an_answer_with_a_pdf_names_its_kind_alone() -> None:
    answer = pdf_response(b"%PDF-", "notice-to-improve-1042")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="notice-to-improve-1042.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    for name in ("Zoë", "letter to Sam", "../letter", 'a"b', ""):
        with pytest.raises(ValueError, match="Name the file after its kind"):
            pdf_response(b"", name)


def test_the_words_above_a_drawing_stay_on_its_page():
    """A page nearly full takes neither the heading nor the sentence without the drawing that they tell of."""
    lines = tuple(Paragraph(f"Line {number}.") for number in range(25))
    blocks = (*lines, Heading("By week"), Paragraph("Highest in May."), Picture(SVG, "A square"))
    report = Report(title="Report", authority="Irwell Council", on=date(2026, 3, 5), blocks=blocks)
    first, second = (page.extract_text() for page in read(render(report)).pages)
    assert "Line 24." in first
    assert "Highest in May." not in first
    assert "By week" in second
    assert "Highest in May." in second
