"""What a reader says of input that it cannot take: the file as a whole, or one row of it."""

from dataclasses import dataclass, field
from typing import Final

MOST_REJECTS: Final = 10_000


class FileRefused(Exception):
    """The file as a whole cannot be read: `message` says what is wrong, `remedy` what the sender can do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Reject:
    """One row that was not taken: where, why, and what would cure it.

    `line` is the line of the file (the heading is line 1); `field` is our name of the column, or "row".
    It is shown, stored and downloaded, so it holds no name, no date of birth and no UPN.
    """

    line: int
    field: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A value that was taken, repaired or left out of a row that was itself taken."""

    line: int
    field: str
    reason: str
    remedy: str


@dataclass(slots=True)
class Rejects:
    """The rejects of a file that is read whole, no more than `most`: beyond that it is the wrong file."""

    most: int = MOST_REJECTS
    rows: list[Reject] = field(default_factory=list)

    def add(self, reject: Reject) -> None:
        """Keep a reject. Raises FileRefused when there are too many."""
        if len(self.rows) == self.most:
            raise FileRefused(
                f"Over {self.most:,} rows cannot be read. The first: {self.rows[0].reason[:200]}",
                "Check that this is the right file and that the right columns were chosen.",
            )
        self.rows.append(reject)
