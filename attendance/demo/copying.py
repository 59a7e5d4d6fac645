"""Rows straight into tables with COPY: hundreds of thousands of rows in seconds and in constant memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from django.db import connection, models

Value = str | int | bool | date | None
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def reserve(model: type[models.Model], count: int) -> int:
    """The first of ``count`` keys of a table that nobody else will be given."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'lock table "{table}" in share row exclusive mode')
        cursor.execute("select pg_get_serial_sequence(%s, 'id')", [table])
        (sequence,) = cursor.fetchone()
        cursor.execute("select nextval(%s)", [sequence])
        (first,) = cursor.fetchone()
        if count > 1:
            cursor.execute("select setval(%s, %s)", [sequence, first + count - 1])
    return int(first)


def copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Copy rows into a model's table; ``columns`` are names of database columns."""
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f'copy "{model._meta.db_table}" ({names}) from stdin'
    with connection.cursor() as cursor:
        copying: Callable[[str, Any], None] = cursor.copy_expert
        copying(statement, _Stream(_line(row) for row in rows))


@contextmanager
def in_bulk(model: type[models.Model], index: str) -> Iterator[None]:
    """Copy without the table's row triggers, and sort the entries of a GIN index in at the end.

    For rows that already are as the triggers would make them: each costs more than the row itself.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f'alter table "{table}" disable trigger user')
        cursor.execute(f'alter index "{index}" set (fastupdate = on)')
        yield
        cursor.execute("set constraints all immediate")
        cursor.execute("select gin_clean_pending_list(%s)", [index])
        cursor.execute(f'alter index "{index}" set (fastupdate = off)')
        cursor.execute(f'alter table "{table}" enable trigger user')
        cursor.execute("set constraints all deferred")


def _line(row: Sequence[Value]) -> str:
    return "\t".join(["\\N" if value is None else _text(value) for value in row]) + "\n"


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value)


class _Stream:
    """What COPY reads from: some lines at a time."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._held = ""

    def read(self, size: int = 8192) -> str:
        """About ``size`` characters, or nothing at the end."""
        parts, length = [self._held], len(self._held)
        while length < size:
            line = next(self._lines, None)
            if line is None:
                break
            parts.append(line)
            length += len(line)
        text = "".join(parts)
        self._held = text[size:]
        return text[:size]
