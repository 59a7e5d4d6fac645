"""What a letter is made of: whose it is, to whom, about which child, and the frame that all letters share.

Everything is a value; a text that somebody typed stands only where `own_words` puts it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agencies.documents import Block, Heading, Letter, Paragraph, Table
from attendance.rules.dated import day_in_words
from enforcement.rules.threshold import Session


@dataclass(frozen=True)
class Letterhead:
    """Whose letter it is: the authority's address and how it is reached, and how to pay it."""

    authority: str
    sender: tuple[str, ...]
    how_to_pay: str


@dataclass(frozen=True)
class Reader:
    """Who reads it: how they are greeted, and the lines in the window of the envelope."""

    greeting: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ChildTold:
    """The child as the letter names it. `home` is given only where the child lives with the reader."""

    name: str
    school: str
    home: str = ""


@dataclass(frozen=True)
class Frame:
    """What every letter has: head, reader, child, reference, day, and who signs."""

    head: Letterhead
    reader: Reader
    child: ChildTold
    reference: str
    on: date
    signed: tuple[str, ...]
    own_words: str = ""


MISSED: Mapping[str, str] = {
    "G": "Missed: holiday not agreed",
    "U": "Missed: came after the register closed",
    "N": "Missed: no reason given",
    "O": "Missed: no good reason",
}


def letter(frame: Frame, title: str, blocks: Iterable[Block], *, is_signed: bool = True) -> Letter:
    """A letter in the authority's frame; one that names its officer among its facts needs no signature."""
    return Letter(
        title=title,
        authority=frame.head.authority,
        sender=frame.head.sender,
        recipient=frame.reader.lines,
        reference=frame.reference,
        on=frame.on,
        greeting=f"Dear {frame.reader.greeting}",
        blocks=tuple(blocks),
        closing="Yours sincerely" if is_signed else "",
        signed=frame.signed if is_signed else (),
    )


def own_words(frame: Frame, heading: str = "More about this") -> tuple[Block, ...]:
    """What the writer added, under a heading of its own; nothing where they added nothing."""
    text = frame.own_words.strip()
    return (Heading(heading), Paragraph(text)) if text else ()


def missed_table(sessions: Sequence[tuple[Session, str]]) -> Table:
    """The sessions that a letter rests on, a row for each day."""
    held: dict[date, list[str]] = {}
    for (day, part), code in sorted(sessions):
        held.setdefault(day, ["", ""])[part] = MISSED.get(code, "Missed")
    rows = tuple((f"{day:%A} {day_in_words(day)}", *parts) for day, parts in held.items())
    return Table("Sessions missed without permission", ("Day", "Morning", "Afternoon"), rows)


def listed(parts: Sequence[str], word: str = "and") -> str:
    """Several things in a sentence: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"
