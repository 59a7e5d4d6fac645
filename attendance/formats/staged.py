"""What was read of a register file, kept between reading and applying: one array of register lines.

A file of our own beside the upload, not a table: 36,000 lines are one write of 27 MB and one read by memory map,
where a table of them costs as much again as applying them. It is written whole before the database learns its
name, so a worker that stops leaves either all of it or none.
"""

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from attendance.rules.register import LENGTH

StagedLines = npt.NDArray[np.void]

# One academic year of one enrolment: `line` of the file, blank `marks` where the file says nothing.
RECORD: Final = np.dtype(
    [("school", "<i8"), ("enrolment", "<i8"), ("line", "<i8"), ("year", "<i8"), ("marks", "u1", (LENGTH,))]
)


def write_staged(path: Path, lines: StagedLines) -> None:
    """Write lines, sorted by school, to a new file."""
    with path.open("xb") as file:
        np.save(file, lines, allow_pickle=False)


def read_staged(path: Path, school: int) -> StagedLines:
    """The lines of one school. Raises OSError or ValueError where the file is gone or damaged."""
    lines = np.load(path, mmap_mode="r", allow_pickle=False)
    first, after = np.searchsorted(lines["school"], [school, school + 1])
    return np.array(lines[first:after])
