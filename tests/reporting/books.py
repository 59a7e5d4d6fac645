"""Reading a spreadsheet back, as plainly as its format allows."""

import io
import re
import zipfile
from xml.etree import ElementTree

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheets(content: bytes) -> dict[str, list[list[str | float]]]:
    """The rows of every sheet by its name; numbers as numbers. A formula fails the assertion."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = [each.attrib["name"] for each in _xml(book, "xl/workbook.xml").iterfind(".//m:sheet", NS)]
        shared = [
            "".join(part.text or "" for part in each.iterfind(".//m:t", NS))
            for each in _xml(book, "xl/sharedStrings.xml").iterfind("m:si", NS)
        ]
        return {
            name: _rows(_xml(book, f"xl/worksheets/sheet{at}.xml"), shared)
            for at, name in enumerate(names, 1)
        }


def _xml(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(book.read(name))


def _rows(sheet: ElementTree.Element, shared: list[str]) -> list[list[str | float]]:
    assert sheet.find(".//m:f", NS) is None, "a formula"
    found = []
    for row in sheet.iterfind(".//m:row", NS):
        cells: list[str | float] = []
        for cell in row.iterfind("m:c", NS):
            value = cell.findtext("m:v", "", NS)
            cells.append(shared[int(value)] if cell.attrib.get("t") == "s" else float(value))
            assert re.fullmatch(r"[A-Z]+\d+", cell.attrib["r"])
        found.append(cells)
    return found
