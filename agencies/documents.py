"""What a document holds: a letter or a report, made of blocks. How it becomes a PDF is in `pdf.py`.

Everything is a value, frozen: what was sent can be made again from the same values. A text is a text, whatever it
holds; a blank line in it begins a new paragraph, a line end a new line.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading below the document's own: level 2, or 3 under a 2."""

    text: str
    level: int = 2

    def __post_init__(self) -> None:
        if self.level not in (2, 3):
            raise ValueError("A heading inside a document is of level 2 or 3.")


@dataclass(frozen=True)
class Bullets:
    """A list whose order says nothing."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Steps:
    """A numbered list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Names of things and their values: ("Amount", "£80")."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Box:
    """What nobody may overlook, in a frame: an amount and its last day, a warning."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table with a caption and a head; `numeric` are the columns, from 0, that are set to the right.

    Raises ValueError where a row has not one cell for each heading.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.head):
                raise ValueError(f"{self.caption}: {len(row)} cells for {len(self.head)} headings")


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, with the words that stand for it where it is read aloud."""

    svg: str
    alt: str


@dataclass(frozen=True)
class NewPage:
    """The next block begins a page."""


Block = Paragraph | Heading | Bullets | Steps | Facts | Box | Table | Picture | NewPage


@dataclass(frozen=True)
class Letter:
    """A letter from the authority. `recipient` is what the envelope's window shows: at most seven short lines."""

    title: str
    authority: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    reference: str
    on: date
    blocks: tuple[Block, ...]
    greeting: str = ""
    closing: str = "Yours sincerely"
    signed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """A report. `contents` puts a list of its headings after the title; `landscape` is for wide tables."""

    title: str
    authority: str
    on: date
    blocks: tuple[Block, ...]
    subtitle: str = ""
    contents: bool = False
    landscape: bool = False


Document = Letter | Report


@dataclass(frozen=True)
class Sheet:
    """A sheet of a spreadsheet of a report: rows of texts as people read them."""

    name: str
    rows: tuple[tuple[str, ...], ...]
