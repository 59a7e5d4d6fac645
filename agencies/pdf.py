"""Documents as accessible PDF: PDF/UA-1, tagged, with title and language, and nothing that a text could run.

The layouts are `templates/typst/<name>.typ`; data reach them as a file of JSON. The same values give the same bytes
with the same fonts; what was sent is kept as it was (`storage.py`), never made again.

typst keeps what it has set, and sets again only what differs: the words that every letter of a run has are set once. It
does so as long as the data are a file beside the layout (`sys.inputs` would belong to everything), and as long as what
differs stands in the text alone, and in no rule of the page (`letter.typ` has its footer look the reference up).
"""

import json
import os
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import date
from functools import cache
from typing import Any, Literal

import typst
from django.conf import settings
from django.http import HttpResponse

from agencies.documents import Block, Box, Document, Paragraph, Report
from agencies.words import date as in_words

# One letter is too small to share among threads: they cost more than they save, and there is a worker for each core.
# Read by typst when it first sets a page.
os.environ.setdefault("RAYON_NUM_THREADS", "1")
LAYOUTS = settings.BASE_DIR / "templates" / "typst"
# In order of liking; the last is part of typst itself. Other fonts of the machine fill in for scripts these lack.
FONTS = ("Liberation Sans", "Arial", "DejaVu Sans", "Libertinus Serif")
STANDARD: Literal["ua-1"] = "ua-1"
REPLACED = "\N{REPLACEMENT CHARACTER}"
# Controls, marks that turn the direction of what follows, and code points that no document may hold.
UNWANTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
LONG_WORD = re.compile(r"\S{40}(?=\S)")
LINE_END = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
NEW_PARAGRAPH = re.compile(r"\n\s*\n")
NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed|disallowed codepoint `"(.*?)"`')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# What a file is called says what kind of document it is and, where needed, a number: never whose.
FILE_NAME = re.compile(r"[a-z]+(-[a-z]+)*(-[0-9]+)*")


class CannotPrint(ValueError):
    """The document cannot be made accessible as it stands, such as one whose headings skip a level."""


class _Thread(threading.local):
    """One compiler for each thread: it keeps fonts and layouts between documents, and serves one at a time."""

    def __init__(self) -> None:
        self.compiler = typst.Compiler(root=str(LAYOUTS))


_own = _Thread()


def render(document: Document, *, layout: str = "", large_print: bool = False) -> bytes:
    """A document as PDF. `layout` is another than that of its class; `large_print` is 18 point.

    A character that no font here can show comes out as �: ask `unprintable` before a document is issued.
    Raises CannotPrint where the document could not be accessible.
    """
    name = layout or type(document).__name__.lower()
    given = {
        "document": _values(document),
        "large_print": large_print,
        "fonts": [font for font in FONTS if font in _families()],
    }
    text = json.dumps(given, ensure_ascii=False)
    while True:
        try:
            return _compile(name, text)
        except typst.TypstError as error:
            missing = _missing(str(error.diagnostic)) & set(text)
            if not missing:
                raise CannotPrint(str(error)) from error
            text = text.translate(dict.fromkeys(map(ord, missing), REPLACED))


def unprintable(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters of some texts that no font here can show, each once, in order."""
    shown = Paragraph(" ".join(sorted(set("".join(map(_clean, texts))))))
    probe = Report(title="Characters", authority="", on=date(2000, 1, 1), blocks=(shown,))
    given = {"document": _values(probe), "large_print": False, "fonts": [FONTS[-1]]}
    try:
        _compile("report", json.dumps(given, ensure_ascii=False))
    except typst.TypstError as error:
        return tuple(sorted(_missing(str(error.diagnostic))))
    return ()


def pdf_response(content: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """A PDF as the answer of a view. `name` says the kind of document, such as "letter-1042": never whose it is.

    Raises ValueError for a name that holds more than small letters, hyphens and numbers at its end.
    """
    if not FILE_NAME.fullmatch(name):
        raise ValueError("Name the file after its kind: small letters, hyphens, numbers at the end.")
    way = "inline" if inline else "attachment"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'{way}; filename="{name}.pdf"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _compile(layout: str, given: str) -> bytes:
    # A dictionary of files, as its guide has it; its types do not name that way.
    files: Any = {
        "main.typ": LAYOUTS / f"{layout}.typ",
        "house.typ": LAYOUTS / "house.typ",
        "given.json": given.encode(),
    }
    made = _own.compiler.compile(files, format="pdf", pdf_standards=[STANDARD], timestamp=0)
    if not isinstance(made, bytes):
        raise CannotPrint("One document was asked for, and another number came.")
    return made


@cache
def _families() -> frozenset[str]:
    return frozenset(typst.Fonts().families())


def _missing(diagnostic: str) -> set[str]:
    """The characters that a refused document holds and no font has, from the reasons for the refusal."""
    named = "".join(first or second for first, second in NO_GLYPH.findall(diagnostic))
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), named)
    return {each for each in plain if ord(each) > 127 and each != REPLACED}


def _values(document: Document) -> dict[str, Any]:
    """A document as plain values: its blocks named by their class, its day in words and as numbers."""
    flat = {field.name: getattr(document, field.name) for field in fields(document)}
    day = flat["on"]
    flat["blocks"] = [drawn for block in flat["blocks"] for drawn in _drawn(block)]
    return {**_cleaned(flat), "on": in_words(day), "day": [day.year, day.month, day.day]}


def _drawn(block: Block) -> Iterator[dict[str, Any]]:
    if isinstance(block, Paragraph):
        for text in _paragraphs(block.text):
            yield {"kind": "Paragraph", "text": text}
    elif isinstance(block, Box):
        yield {"kind": "Box", "texts": _paragraphs(block.text)}
    else:
        yield {"kind": type(block).__name__, **asdict(block)}


def _paragraphs(text: str) -> list[str]:
    return [part for part in NEW_PARAGRAPH.split(LINE_END.sub("\n", text)) if part.strip()]


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, dict):
        return {key: each if key == "svg" else _cleaned(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    return value


def _clean(text: str) -> str:
    """A text without controls, composed, whose longest words may break, so that none runs off the page."""
    kept = UNWANTED.sub("", LINE_END.sub("\n", text)).replace("\t", " ")
    return LONG_WORD.sub("\\g<0>\N{ZERO WIDTH SPACE}", unicodedata.normalize("NFC", kept))
