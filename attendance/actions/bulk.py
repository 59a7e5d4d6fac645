"""Writing many rows at once: into a temporary table by binary COPY, for one statement to take them from."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO

from django.db import connection

from attendance.queries.binary import HEADER, TRAILER, Records


@contextmanager
def temporary_table(name: str, columns: Mapping[str, str], rows: Records) -> Iterator[None]:
    """A table with these columns (name to SQL type) that holds ``rows`` until the block ends.

    ``rows`` are records made by ``attendance.queries.binary.new_records`` with the same columns in order.
    """
    declared = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(f"create temporary table {name} ({declared})")
        content = BytesIO(b"".join((HEADER, rows.tobytes(), TRAILER)))
        cursor.copy_expert(f"copy {name} from stdin with (format binary)", content)
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"drop table {name}")
