"""The document of a closed term: every figure as text, the same figures always the same bytes."""

import csv
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporting.rules.indicators import INDICATORS
from reporting.rules.sums import COUNTED

SCHOOL = "school"
_COLUMNS = ("what", "urn", "phase", "period", "kind", "value", *COUNTED)


@dataclass(frozen=True, order=True)
class FrozenFigure:
    """One cell as it was told."""

    urn: int
    phase: str
    period: int
    kind: int
    value: int
    counts: tuple[int, ...]

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
    for figure in sorted(figures):
        write((SCHOOL, figure.urn, figure.phase, figure.period, figure.kind, figure.value, *figure.counts))
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
    """The cells of a document."""
    for row in csv.reader(io.StringIO(content.decode())):
        if row and row[0] == SCHOOL:
            urn, phase, period, kind, value, *counts = row[1:]
            yield FrozenFigure(
                int(urn), phase, int(period), int(kind), int(value), tuple(int(count) for count in counts)
            )


def names_of(counts: Sequence[str] = COUNTED) -> list[tuple[str, str]]:
    """Counts with the words by which a restatement names them."""
    words = {
        "possible": "Possible sessions", "attended": "Sessions attended",
        "authorised": "Sessions of authorised absence", "unauthorised": "Sessions of unauthorised absence",
        "pupils": "Pupils", "with_unauthorised": "Pupils with any unauthorised absence",
        "persistent": "Persistently absent pupils", "severe": "Severely absent pupils",
    }  # fmt: skip
    return [(name, words[name]) for name in counts if name in words]
