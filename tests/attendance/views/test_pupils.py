"""A child's record in the browser."""

import html
import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attendance.models import MarkChange, Pupil, SchoolStanding
from attendance.rules.register import position
from tests.attendance.children import LONDON, child

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


@pytest.fixture
def ann(world):
    return child(world)


def text(client, page, pupil, **query):
    """What a page says, without its markup."""
    said = client.get(reverse(page, args=[pupil.ref]), query).content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", said)).split())


def test_the_year_is_counted_and_compared_by_sums(world, client_for, ann):
    for group, possible, attended in (("7", 100, 90), ("8", 300, 210)):
        SchoolStanding.objects.create(
            school=world.school, year=2025, year_group=group, on=date(2026, 3, 27), pupils=1,
            possible=possible, attended=attended, authorised=0, unauthorised=possible - attended, late=0,
            no_reason=0, missing=0, at_risk=0, persistent=0, severe=0,
        )  # fmt: skip
    said = text(client_for("welfare_officer"), "pupil", ann)
    assert "Present at 240 of 258 sessions: 93.0%" in said
    assert "Year 8 at Northgate High School 70.0%" in said
    assert "Northgate High School 75.0%" in said, "300 of 400, and not the mean of 90% and 70%"
    assert "The authority 75.0%" in said
    assert "Absent on 9 of 25 Mondays, and on 0 of 104 other days." in said


def test_a_changed_mark_leads_to_its_change(client_for, ann):
    client = client_for("welfare_officer")
    change = ann.mark_changes.first()
    page = client.get(reverse("pupil", args=[ann.ref])).content.decode()
    assert f'href="changes/?year=2025#change-{change.pk}"' in page
    assert f'id="change-{change.pk}"' in client.get(reverse("pupil-changes", args=[ann.ref])).content.decode()


def test_the_year_is_shown_as_it_was_known_then(client_for, ann):
    where = position(date(2025, 9, 9), 0)
    register = ann.registers.get()
    at = datetime(2025, 10, 20, 12, tzinfo=LONDON)
    MarkChange.objects.create(register=register, pupil=ann, position=where, old="O", new="/", at=at)
    client = client_for("welfare_officer")
    then = {"as_known_on_day": 19, "as_known_on_month": 10, "as_known_on_year": 2025, "year": 2025}
    assert "240 of 258" in text(client, "pupil", ann)
    said = text(client, "pupil", ann, **then)
    assert "This is what was known at the end of 19 October 2025" in said
    assert "unauthorised" in said
    assert "239 of 258" in said


def test_the_flags_show_their_life_and_the_marks_behind_them(client_for, ann):
    said = text(client_for("welfare_officer"), "pupil-flags", ann)
    assert "Absent for 18 of 140 sessions, from 8 September 2025 to 8 October 2025" in said
    assert "8 September 2025, morning: O" in said
    assert "New , 9 October 2025, by the nightly run" in said


def test_a_part_time_timetable_is_a_table_of_half_days(client_for, ann):
    said = text(client_for("welfare_officer"), "pupil-circumstances", ann)
    assert "Morning At school At school At school At school At school" in said


def test_a_restricted_child_is_not_there_for_others(client_for, ann):
    Pupil.objects.filter(pk=ann.pk).update(restricted=True)
    for page in PAGES:
        assert client_for("welfare_officer").get(reverse(page, args=[ann.ref])).status_code == 404
