"""The rejected rows of a file as a file of their own."""

from collections.abc import Iterable, Iterator
from typing import Final

from agencies.formats.safe_csv import lines_of
from attendance.formats.refusals import Reject

REJECT_HEADINGS: Final = ("Line", "Field", "Reason", "What to do")


def rejects_file(rejects: Iterable[Reject]) -> Iterator[bytes]:
    """The download of rejected rows: line, field, reason, what to do."""
    return lines_of(REJECT_HEADINGS, ((r.line, r.field, r.reason, r.remedy) for r in rejects))
