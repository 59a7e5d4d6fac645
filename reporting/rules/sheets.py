"""Tables of counts as a page and its files show them: each cell its text and, where a list is behind it, the way there.

A number that is held back has no value and no list.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from reporting.rules.suppression import MARK

NONE: Final = "–"
MINUS: Final = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Shown:
    """A cell: its text, its value for files (None where there is none, or it is held back), and its list."""

    text: str
    value: float | None = None
    link: str = ""

    @property
    def exported(self) -> float | str | None:
        """The cell in a file: the number, the mark of what is held back, or nothing."""
        return self.value if self.value is not None or self.text == NONE else self.text


@dataclass(frozen=True)
class Row:
    """A line of a table; `key` is that of the definition behind its label, where the label has one."""

    label: str
    cells: tuple[Shown, ...]
    key: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table: what its lines are, its columns, and the lines."""

    key: str
    title: str
    of: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def count(value: int | None, link: str = "") -> Shown:
    """A count; None is one that is held back. Nothing is behind a nought."""
    if value is None:
        return Shown(MARK)
    return Shown(f"{value:,}", value, link if value else "")


def figure(value: float | None, places: int = 1, unit: str = "", *, hidden: bool = False) -> Shown:
    """A figure made of counts; hidden where one of them is, a dash where there is nothing to make it of."""
    if hidden:
        return Shown(MARK)
    if value is None:
        return Shown(NONE)
    # Nought added: what rounds to nought has no sign.
    shown = float(Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0)
    return Shown(f"{shown:,.{places}f}{unit}".replace("-", MINUS), shown)
