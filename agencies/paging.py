"""One page of a long list, without counting the whole of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

PAGE_SIZE = 25
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Page:
    """The rows of one page; `count` stops at `most`, and `is_capped` says that there are more."""

    rows: list[Any]
    number: int
    has_next: bool
    count: int
    is_capped: bool
    first: int

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before this one."""
        return self.number > 1

    @property
    def previous_number(self) -> int:
        """The number of the page before this one."""
        return self.number - 1

    @property
    def next_number(self) -> int:
        """The number of the page after this one."""
        return self.number + 1

    @property
    def last(self) -> int:
        """The position in the whole list of the last row shown; 0 where there is none."""
        return self.first + len(self.rows) - 1 if self.rows else 0

    @property
    def total(self) -> str:
        """The number of rows in words: "1,000", or "more than 1,000"."""
        return f"more than {self.count:,}" if self.is_capped else f"{self.count:,}"


def page_of(rows: Any, number: object, *, size: int = PAGE_SIZE, most: int = MOST_COUNTED) -> Page:
    """Page `number` of an ordered queryset or list: nonsense is page 1, too far is the last page counted.

    Counts at most `most` rows and fetches one row beyond the page to know whether another follows.
    """
    seen = _count(rows[: most + 1])
    asked = _typed(number)
    found = _slice(rows, asked, size)
    if not found and asked > 1:
        asked = max(-(-min(seen, most) // size), 1)
        found = _slice(rows, asked, size)
    return Page(
        rows=found[:size],
        number=asked,
        has_next=len(found) > size,
        count=min(seen, most),
        is_capped=seen > most,
        first=(asked - 1) * size + 1 if found else 0,
    )


def page_of_keys(
    keys: Any, number: object, fetch: Callable[[list[Any]], list[Any]], *, size: int = PAGE_SIZE
) -> Page:
    """A page of a list whose order or rights are costly: its keys are read once, to be counted and cut.

    ``keys`` is an ordered queryset of keys; ``fetch`` gives the rows of one page's keys, in the same order.
    """
    furthest = max(MOST_COUNTED, _typed(number) * size)
    page = page_of(list(keys[: furthest + 1]), number, size=size)
    return replace(page, rows=fetch(page.rows) if page.rows else [])


def _typed(number: object) -> int:
    text = str(number or "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _slice(rows: Any, number: int, size: int) -> list[Any]:
    return list(rows[(number - 1) * size : number * size + 1])


def _count(rows: Any) -> int:
    return len(rows) if isinstance(rows, list | tuple) else rows.count()
