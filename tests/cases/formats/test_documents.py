"""What kind of file is handed in, by its content alone."""

import io
import zipfile

import pytest

from cases.formats.documents import OPEN_DOCUMENT, kind_of


def archive(**members: bytes) -> bytes:
    """A zip archive; two underscores stand for a slash, and one for a point."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return kept.getvalue()


ACCEPTED = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01",
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "docx": archive(word__document_xml=b"<w/>"),
    "xlsx": archive(xl__workbook_xml=b"<w/>"),
    "odt": archive(mimetype=OPEN_DOCUMENT),
    "txt": "Mother rang: „Zażółć“.\n".encode(),
}
REFUSED = {
    "program": b"MZ\x90\x00" + b"\x00" * 60,
    "page": b"<html><script>alert(1)</script></html>",
    "drawing": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    "script": b"#!/bin/sh\nrm -r .\n",
    "macros": archive(word__document_xml=b"<w/>", word__vbaProject_bin=b"x"),
    "archive": archive(letter_exe=b"MZ"),
    "broken archive": b"PK\x03\x04 and nothing more",
    "nothing": b"",
    "binary": bytes(range(256)),
}


@pytest.mark.parametrize("key", ACCEPTED)
def test_what_is_taken_in_is_known_by_its_content(key) -> None:
    found = kind_of(io.BytesIO(ACCEPTED[key]))
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("name", REFUSED)
def test_everything_else_is_refused(name) -> None:
    assert kind_of(io.BytesIO(REFUSED[name])) is None


def test_text_may_be_cut_within_a_character() -> None:
    content = ("a" * 4095 + "ż" + "b" * 10).encode()
    found = kind_of(io.BytesIO(content))
    assert found is not None
    assert found.key == "txt"
