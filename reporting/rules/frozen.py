"""The document of a closed term: every figure as text, the same figures always the same bytes."""

import csv
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from reporting.rules.indicators import INDICATORS
from reporting.rules.sums import COUNTED

SCHOOL, COLUMNS = "school", "what"
SCHOOLS, DAYS = "schools", "days"
MAINTAINED = ("no", "yes")
_COLUMNS = (COLUMNS, "urn", "phase", "maintained", "period", "kind", "value", *COUNTED)


@dataclass(frozen=True, order=True)
class FrozenFigure:
    """One cell as it was told, at a school that the authority maintained then, or did not."""

    urn: int
    phase: str
    period: int
    kind: int
    value: int
    counts: tuple[int, ...]
    maintained: bool = True

    @property
    def sums(self) -> dict[str, int]:
        """The counts by name."""
        return dict(zip(COUNTED, self.counts, strict=True))


def document(heading: Mapping[str, str], figures: Iterable[FrozenFigure]) -> bytes:
    """A comma-separated text: what it is, the definitions it rests on, then every cell in order."""
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\n").writerow
    for name, said in heading.items():
        write((name, said))
    for each in INDICATORS.values():
        write(("definition", each.key, each.name, each.formula))
    write(_COLUMNS)
    for cell in sorted(figures):
        maintained = MAINTAINED[cell.maintained]
        write((SCHOOL, cell.urn, cell.phase, maintained, cell.period, cell.kind, cell.value, *cell.counts))
    return text.getvalue().encode()


def digest(content: bytes) -> str:
    """The SHA-256 of a document."""
    return hashlib.sha256(content).hexdigest()


def packed(content: bytes) -> bytes:
    """A document as it is kept."""
    return zlib.compress(content, 6)


def unpacked(held: bytes | memoryview) -> bytes:
    """The document that was kept."""
    return zlib.decompress(bytes(held))


def figures_in(content: bytes) -> Iterator[FrozenFigure]:
    """The cells of a document. Those that were closed before a column was kept have its usual value."""
    names: list[str] = []
    for row in csv.reader(io.StringIO(content.decode())):
        if row and row[0] == COLUMNS:
            names = row
        elif row and row[0] == SCHOOL:
            held = dict(zip(names, row, strict=True))
            yield FrozenFigure(
                int(held["urn"]), held["phase"], int(held["period"]), int(held["kind"]), int(held["value"]),
                tuple(int(held[name]) for name in COUNTED), held.get("maintained") != MAINTAINED[False],
            )  # fmt: skip


def heading_of(content: bytes) -> dict[str, str]:
    """What a document says of itself before its definitions and cells."""
    rows = csv.reader(io.StringIO(content.decode()))
    return {row[0]: row[1] for row in takewhile(lambda row: len(row) == 2, rows)}


def days_of(first: date, last: date) -> str:
    """The first and last day of a term, as its document holds them."""
    return f"{first.isoformat()} to {last.isoformat()}"


def names_of(counts: Sequence[str] = COUNTED) -> list[tuple[str, str]]:
    """Counts with the words by which a restatement names them."""
    words = {
        "possible": "Possible sessions", "attended": "Sessions attended",
        "authorised": "Sessions of authorised absence", "unauthorised": "Sessions of unauthorised absence",
        "pupils": "Pupils", "with_unauthorised": "Pupils with any unauthorised absence",
        "persistent": "Persistently absent pupils", "severe": "Severely absent pupils",
    }  # fmt: skip
    return [(name, words[name]) for name in counts if name in words]
