"""Many rows at once between PostgreSQL and NumPy, by binary COPY.

A row whose columns all have a fixed size is a record of fixed size, so the whole answer is one array: nothing
is parsed row by row. The same record type is written back by `attendance.actions.bulk`.
Source of the layout: PostgreSQL documentation, "COPY", file formats, binary format.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

Records = npt.NDArray[np.void]

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
# The ordinal of 1 January 2000, from which PostgreSQL counts the days of a date.
EPOCH = 730_120

BIGINT, INTEGER, SMALLINT, BOOLEAN, DATE = ">i8", ">i4", ">i2", "u1", ">i4"


def text(length: int) -> str:
    """A text column of exactly so many ASCII characters."""
    return f"V{length}"


def record_type(columns: Mapping[str, str]) -> np.dtype[np.void]:
    """The record of a row: the number of columns, then for each its length in bytes and its value."""
    fields: list[tuple[str, str]] = [("columns", ">i2")]
    for name, kind in columns.items():
        fields += [(_length(name), ">i4"), (name, kind)]
    return np.dtype(fields)


def _length(name: str) -> str:
    return f"length of {name}"


def read_rows(sql: str, parameters: Sequence[Any], columns: Mapping[str, str]) -> Records:
    """The rows of a statement, shape (n,), whose columns have exactly these types in this order.

    Raises ValueError where a value is null or of another size, such as a text with a character outside ASCII.
    """
    answer = BytesIO()
    with connection.cursor() as cursor:
        statement = cursor.mogrify(sql, parameters).decode()
        cursor.copy_expert(f"copy ({statement}) to stdout with (format binary)", answer)
    record = record_type(columns)
    size = answer.tell() - len(HEADER) - len(TRAILER)
    if size % record.itemsize:
        raise ValueError(f"The rows do not have the columns {', '.join(columns)} without nulls.")
    rows = np.frombuffer(answer.getbuffer(), record, size // record.itemsize, len(HEADER))
    for name in columns:
        if not (rows[_length(name)] == record[name].itemsize).all():
            raise ValueError(f"A row has no {name} of the expected size.")
    return rows


def new_records(number: int, columns: Mapping[str, str]) -> Records:
    """So many records with their frame filled in and their values nought, ready to be written."""
    record = record_type(columns)
    rows = np.zeros(number, record)
    rows["columns"] = len(columns)
    for name in columns:
        rows[_length(name)] = record[name].itemsize
    return rows
