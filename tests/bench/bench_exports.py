"""A table of 100,000 rows as spreadsheet and as CSV, each in a process of its own for its memory."""

import os
import time
from collections.abc import Iterator
from datetime import date
from multiprocessing import get_context

import django

from agencies.downloads import csv_lines
from agencies.tables import Column, Table, Value
from agencies.workbooks import workbook
from tests.bench.results import Context, Result, at_most
from tests.workers import peak_of

ROWS, LIMIT_SECONDS, LIMIT_MEGABYTES = 100_000, 10, 200


def rows() -> Iterator[tuple[Value, ...]]:
    """A child's line of a list: names, days, counts and rates."""
    for number in range(ROWS):
        yield (
            f"Pupil {number}", f"School {number % 90}", number % 13, date(2026, 3, 5), number % 380,
            number % 37, number % 37 / 3.8, "Free school meals", "Persistent absence", number % 2 == 0,
        )  # fmt: skip


def table() -> Table:
    """Ten columns, a hundred thousand rows."""
    columns = [Column(f"Column {number}") for number in range(10)]
    return Table("bench", "Bench", columns, rows(), ROWS, "Made up.", date(2026, 3, 5), "2024-08-19")


def written(kind: str) -> tuple[float, float]:
    """Seconds to write one kind to its last byte, and the most megabytes this process had."""
    began = time.perf_counter()
    if kind == "xlsx":
        with workbook(table()) as file:
            while file.read(1 << 16):
                pass
    else:
        for _ in csv_lines(table()):
            pass
    seconds = time.perf_counter() - began
    return seconds, peak_of(os.getpid())


def run(context: Context) -> list[Result]:
    """Seconds and megabytes of both kinds."""
    results = []
    for kind, name in (("xlsx", "spreadsheet"), ("csv", "CSV")):
        with get_context("spawn").Pool(1, initializer=django.setup) as pool:
            seconds, megabytes = pool.apply(written, (kind,))
        results.append(at_most(f"{name} of {ROWS:,} rows", seconds, LIMIT_SECONDS, "s"))
        results.append(at_most(f"{name} of {ROWS:,} rows, memory", megabytes, LIMIT_MEGABYTES, "MB"))
    return results
