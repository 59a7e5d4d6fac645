"""What a chart shows: its figures, in words and rows. How it is drawn is in `plots.py`."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Series:
    """One row of figures, a value per label; None is a gap. Comparisons are drawn thinner."""

    name: str
    values: tuple[float | None, ...]
    is_comparison: bool = False


@dataclass(frozen=True)
class Chart:
    """The figures of a bar, stacked or line chart.

    `title` is unique on its page (ids are made of it); `unit` follows each figure ("%", " days"); `of` names
    what the labels are ("Week", "School"); `target` is a line drawn across; `low` is where the scale of a
    line chart starts, unless a figure lies below it; `words` replaces the summary otherwise made from the figures.
    Raises ValueError where a series has not one value per label.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    places: int = 1
    of: str = "Group"
    target: float | None = None
    target_label: str = "Target"
    low: float = 0
    words: str = ""

    def __post_init__(self) -> None:
        for series in self.series:
            if len(series.values) != len(self.labels):
                counts = f"{len(series.values)} values for {len(self.labels)} labels"
                raise ValueError(f"{series.name} has {counts}")

    def text(self, value: float | None) -> str:
        """A figure as shown: rounded half up, with its unit; "no figure" for a gap."""
        return figure(value, self.unit, self.places)

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table behind the chart: each label with its figures."""
        return [
            (label, [self.text(series.values[at]) for series in self.series])
            for at, label in enumerate(self.labels)
        ]

    @property
    def known(self) -> list[float]:
        """Every figure that is not a gap."""
        return [value for series in self.series for value in series.values if value is not None]

    @property
    def summary(self) -> str:
        """The chart in a sentence or two for those who do not see it."""
        if self.words:
            return self.words
        said = [self._said(series) for series in self.series if not series.is_comparison]
        if self.target is not None:
            said.append(f"{self.target_label} {self.text(self.target)}.")
        return " ".join(said)

    def _said(self, series: Series) -> str:
        pairs = zip(series.values, self.labels, strict=True)
        found = [(value, label) for value, label in pairs if value is not None]
        if not found:
            return f"{series.name}: no figures."
        high, low = max(found, key=lambda pair: pair[0]), min(found, key=lambda pair: pair[0])
        if high[0] == low[0]:
            return f"{series.name}: {self.text(high[0])} throughout."
        ends = [
            f"{word} {self.text(value)} ({at})" for word, (value, at) in (("highest", high), ("lowest", low))
        ]
        return f"{series.name}: {', '.join(ends)}."


@dataclass(frozen=True)
class Intervals:
    """Estimates with their intervals, one above the other, and a line at nought.

    `rows` holds (label, low, best, high); `words` is the summary for those who do not see it.
    """

    title: str
    rows: tuple[tuple[str, float, float, float], ...]
    words: str
    unit: str = ""
    places: int = 1
    of: str = "Group"

    @property
    def figures(self) -> list[tuple[str, list[str]]]:
        """The table behind the chart: each label with its low, best and high figure."""
        return [
            (label, [figure(value, self.unit, self.places) for value in values])
            for label, *values in self.rows
        ]


@dataclass(frozen=True)
class HeatGrid:
    """Figures in rows and columns, such as absence by weekday and session; darker is higher.

    `rows` holds (label, a value per column); None is a gap.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float | None, ...]], ...]
    unit: str = ""
    places: int = 1
    of: str = "Day"
    words: str = ""

    @property
    def known(self) -> list[tuple[float, str]]:
        """Every figure that is not a gap with where it stands, as (value, "Monday, AM")."""
        return [
            (value, f"{label}, {column}")
            for label, values in self.rows
            for column, value in zip(self.columns, values, strict=True)
            if value is not None
        ]

    @property
    def summary(self) -> str:
        """The highest and the lowest figure in words."""
        if self.words or not self.known:
            return self.words or "No figures."
        (high, there), (low, here) = max(self.known), min(self.known)
        high_text, low_text = figure(high, self.unit, self.places), figure(low, self.unit, self.places)
        return f"Highest {high_text} ({there}), lowest {low_text} ({here})."


def rounded(value: float | Decimal, places: int) -> Decimal:
    """A figure rounded half up, as pages and files show it; what rounds to nought has no sign."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def figure(value: float | None, unit: str, places: int) -> str:
    """A figure rounded half up with thousands commas and its unit; "no figure" for None."""
    if value is None:
        return "no figure"
    return f"{rounded(value, places):,}{unit}"
