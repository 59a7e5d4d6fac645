"""The bench counts the statements of a page truly, however many were sent before it."""

from contextlib import contextmanager

import pytest
from django.db import connection

from tests.bench import bench_pages
from tests.bench.bench_pages import Ask, Measured, Person


@pytest.fixture
def officer(world) -> Person:
    return Person(world.people["welfare_officer"], cookie="")


def search(_, __):
    return Ask("/search/")


def counted(person):
    found = Measured()
    bench_pages._count(person, search, found)
    return found.statements


def test_a_full_log_of_statements_changes_no_count(officer):
    first = counted(officer)
    connection.force_debug_cursor = True
    try:
        with connection.cursor() as cursor:
            for _ in range(connection.queries_limit):
                cursor.execute("select 1")
    finally:
        connection.force_debug_cursor = False
    assert 0 < counted(officer) == first


def test_a_count_of_nothing_is_an_error(officer, monkeypatch):
    @contextmanager
    def blind(_):
        yield []

    monkeypatch.setattr(bench_pages, "CaptureQueriesContext", blind)
    with pytest.raises(RuntimeError, match="No statement"):
        counted(officer)
