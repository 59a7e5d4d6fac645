"""School calendars in the browser."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attendance.actions.school_calendars import set_days
from attendance.models import Calendar, CalendarChange, Term
from attendance.rules.register import year_of

pytestmark = pytest.mark.django_db


def parts(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def year(world):
    return year_of(world.acting("school_lead").on)


def wednesday(year, weeks=1):
    day = date(year, 9, 7) + timedelta(weeks=weeks)
    return day + timedelta(days=(2 - day.weekday()) % 7)


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_a_school_sees_its_year_with_what_each_session_is(world, client_for, year):
    shown = page(client_for("school_lead"), "school-calendar", world.school.urn)
    assert f"August {year}" in shown
    assert f"July {year + 1}" in shown
    assert "Bank holiday" in shown
    assert "Nobody has set this year yet" in shown
    assert "Record an unexpected closure" in shown


@pytest.mark.parametrize(
    ("persona", "status", "edits"),
    [
        ("head_teacher", 200, True),
        ("team_manager", 200, True),
        ("attendance_leader", 200, True),
        ("welfare_officer", 200, False),
        ("improvement_officer", 200, False),
        ("other_school_lead", 404, False),
        ("other_team_officer", 404, False),
        ("stranger_officer", 404, False),
        ("nurse", 403, False),
        ("elected_member", 403, False),
    ],
)
def test_who_sees_and_who_changes(world, client_for, year, persona, status, edits):
    client, urn = client_for(persona), world.school.urn
    answer = client.get(reverse("school-calendar", args=[urn]))
    assert answer.status_code == status
    assert ("Record an unexpected closure" in answer.content.decode()) is edits
    for name in ("school-calendar-days", "school-calendar-close", "school-calendar-terms"):
        assert (client.get(reverse(name, args=[urn, year])).status_code == 200) is edits
    assert (client.get(reverse("school-week", args=[urn])).status_code == 200) is edits


def test_inset_days_are_added(world, client_for, year):
    client = client_for("school_lead")
    url = reverse("school-calendar-days", args=[world.school.urn, year])
    assert client.post(url, {"kind": "i", **parts("first", wednesday(year))}).status_code == 302
    assert "The school keeps this calendar itself" in page(client, "school-calendar", world.school.urn)
    assert CalendarChange.objects.get().said.startswith("INSET, staff only")


def test_a_closure_needs_a_reason(world, client_for, year):
    client = client_for("school_lead")
    url = reverse("school-calendar-close", args=[world.school.urn, year])
    refused = client.post(url, {"session": "1", **parts("on", wednesday(year))})
    assert refused.status_code == 200
    assert not Calendar.objects.exists()
    client.post(url, {"session": "1", "reason": "No heating", **parts("on", wednesday(year))})
    shown = page(client, "school-calendar", world.school.urn)
    assert "am open, pm closed" in shown
    assert "No heating" in shown


def test_a_day_outside_the_year_is_refused_in_words(world, client_for, year):
    url = reverse("school-calendar-days", args=[world.school.urn, year])
    answer = client_for("school_lead").post(url, {"kind": "i", **parts("first", date(year - 1, 9, 9))})
    assert f"9 September {year - 1} is not in" in answer.content.decode()


def test_the_school_week(world, client_for):
    client = client_for("school_lead")
    client.post(
        reverse("school-week", args=[world.school.urn]),
        {"weekdays": ["6", "0", "1", "2", "3"], "reason": "Sundays"},
    )
    assert "It meets on Sunday, Monday, Tuesday, Wednesday and Thursday." in page(
        client, "school-calendar", world.school.urn
    )


def terms_posted(year):
    days = {
        "autumn": ((year, 9, 1), (year, 10, 26), (year, 10, 30), (year, 12, 18)),
        "spring": ((year + 1, 1, 4), (year + 1, 2, 15), (year + 1, 2, 19), (year + 1, 3, 26)),
        "summer": ((year + 1, 4, 12), (year + 1, 5, 31), (year + 1, 6, 4), (year + 1, 7, 22)),
    }
    names = ("began", "half_began", "half_ended", "ended")
    posted = {"reason": ""}
    for term, given in days.items():
        for name, day in zip(names, given, strict=True):
            posted |= parts(f"{term}_{name}", date(*day))
    return posted


def test_the_leader_sets_the_authoritys_terms_and_a_school_its_own(world, client_for, year):
    leader, lead = client_for("attendance_leader"), client_for("school_lead")
    assert leader.post(reverse("term-dates-terms", args=[year]), terms_posted(year)).status_code == 302
    assert Term.objects.count() == 3
    assert f"26 October {year} to 30 October {year}" in page(leader, "term-dates")
    assert "follows" in page(lead, "school-calendar", world.school.urn)
    assert 'value="26"' in page(lead, "school-calendar-terms", world.school.urn, year)
    lead.post(reverse("school-calendar-terms", args=[world.school.urn, year]), terms_posted(year))
    assert "keeps this calendar itself" in page(lead, "school-calendar", world.school.urn)
    lead.post(reverse("school-calendar-follow", args=[world.school.urn, year]))
    assert "The school follows" in page(lead, "school-calendar", world.school.urn)


@pytest.mark.parametrize(
    ("persona", "sees", "changes"),
    [
        ("school_lead", 200, 403),
        ("improvement_officer", 200, 403),
        ("elected_member", 403, 403),
        ("attendance_leader", 200, 200),
        ("nurse", 403, 403),
    ],
)
def test_the_authoritys_term_dates(client_for, year, persona, sees, changes):
    client = client_for(persona)
    assert client.get(reverse("term-dates")).status_code == sees
    for name in ("term-dates-days", "term-dates-terms"):
        assert client.get(reverse(name, args=[year])).status_code == changes


def test_a_year_that_cannot_be_changed_has_no_forms(world, client_for, year):
    lead, leader = client_for("school_lead"), client_for("attendance_leader")
    assert lead.get(reverse("school-calendar-days", args=[world.school.urn, year - 2])).status_code == 404
    assert leader.get(reverse("term-dates-days", args=[year + 2])).status_code == 404


@pytest.mark.parametrize("asked", ["", "x", "99999999", "1", "²"])
def test_a_year_that_is_none_shows_the_present_one(world, client_for, year, asked):
    url = reverse("school-calendar", args=[world.school.urn])
    assert f"August {year}" in client_for("school_lead").get(url, {"year": asked}).content.decode()


def test_the_number_of_queries_does_not_grow(world, client_for, year):
    by, client = world.acting("school_lead"), client_for("school_lead")
    url = reverse("school-calendar", args=[world.school.urn])
    client.get(url)
    counts = []
    for weeks in (range(1, 3), range(3, 13)):
        for week in weeks:
            day = wednesday(year, week)
            set_days(school=world.school, year=year, first=day, last=day, kind="i", reason="", by=by)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 16, [query["sql"][:120] for query in captured]
