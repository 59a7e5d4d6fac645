"""Writing many rows at once by binary COPY, into a table or a temporary one, for one statement to take them from."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO

from django.db import connection

from attendance.queries.binary import HEADER, TRAILER, Records


def copy_into(table: str, columns: Iterable[str], *rows: Records) -> None:
    """Add records, made by ``attendance.queries.binary.new_records`` with these columns in order, to a table."""
    named = ", ".join(f'"{column}"' for column in columns)
    content = BytesIO(b"".join((HEADER, *(some.tobytes() for some in rows), TRAILER)))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"copy {table} ({named}) from stdin with (format binary)", content)


def commit_later() -> None:
    """Let the transaction end without waiting for the disk: whole or not at all, it is on it with the next that waits.

    For one of many transactions that would be done again where the server stops.
    """
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit to off")


@contextmanager
def temporary_table(name: str, columns: Mapping[str, str], rows: Records) -> Iterator[None]:
    """A table with these columns (name to SQL type) that holds ``rows``, as for ``copy_into``, until the block ends."""
    declared = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(f"create temporary table {name} ({declared})")
    copy_into(name, columns, rows)
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"drop table {name}")
