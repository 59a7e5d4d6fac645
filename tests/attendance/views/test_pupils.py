"""A child's record in the browser."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.attendance.children import child

PAGES = ["pupil", "pupil-flags", "pupil-changes", "pupil-circumstances", "pupil-family", "pupil-access"]


def queries(client, url):
    """The statements of a page once caches are warm; savepoints are there because tests nest transactions."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    said = [query["sql"] for query in captured.captured_queries]
    return [sql[:120] for sql in said if not sql.startswith(("SAVEPOINT", "RELEASE"))]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("persona", ["welfare_officer", "attendance_leader", "school_lead"])
def test_a_record_takes_at_most_fifteen_queries_however_much_it_holds(world, client_for, page, persona):
    few, many = child(world, many=2), child(world, many=20, upn="A998400000002")
    client = client_for(persona)
    small = queries(client, reverse(page, args=[few.ref]))
    large = queries(client, reverse(page, args=[many.ref]))
    assert len(small) == len(large), large
    assert len(small) <= 15, small
