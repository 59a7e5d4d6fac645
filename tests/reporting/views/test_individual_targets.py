"""Individual targets: equal to a plain recount, lists as long as their numbers, and nobody's who is closed."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.named import name_person
from attendance.actions.restrictions import set_restricted
from attendance.rules.weeks import monday_of
from cases.models import Case, Plan, Target, TargetWeek
from tests.reporting.timing import YEAR, child

pytestmark = pytest.mark.django_db
URL = "/figures/individual-targets/"
ALL = f"{URL}?year={YEAR}&team="
SET, BY = date(YEAR, 9, 14), date(YEAR, 10, 9)  # both in the first half term


def target(world, got=9, *, school=None, pupil=None, goal=90, on=SET, by=BY, measure="attendance", **more):
    """A target of a child's plan, with so many of ten sessions counted in each of its weeks; 30 of 60 before."""
    school = school or world.school
    pupil = pupil or child(school)
    officer = world.people["welfare_officer" if school == world.school else "other_team_officer"].user
    case, _ = Case.objects.get_or_create(
        pupil=pupil, defaults={
            "school": school, "team": school.team, "officer": officer, "state": "supported", "opened_on": on,
            "allocated_on": on,
        },
    )  # fmt: skip
    plan, _ = Plan.objects.get_or_create(
        case=case, kind="attendance",
        defaults={"aim": "Back.", "began_on": on, "review_on": date(YEAR + 2, 1, 1), "by": officer},
    )  # fmt: skip
    row = Target.objects.create(
        plan=plan, measure=measure, baseline_from=on - timedelta(weeks=6), baseline_on=on, baseline_possible=60,
        baseline_counted=30, goal=goal, by_on=by, **more,
    )  # fmt: skip
    monday, weeks = monday_of(on) + timedelta(weeks=1), []
    while monday <= by:
        weeks.append(TargetWeek(target=row, monday=monday, possible=10, counted=got, counted_on=by))
        monday += timedelta(weeks=1)
    TargetWeek.objects.bulk_create(weeks)
    return row


def some(world):
    """Met twice, missed, still running into the next term, ended early, and one of the other team that was missed."""
    target(world, 9)
    target(world, 10, goal=95)
    target(world, 8)
    target(world, 9, by=date(YEAR + 1, 2, 5))
    target(world, 9, ended_on=BY - timedelta(days=3))
    target(world, 1, measure="unauthorised", goal=2, school=world.other_school)


def line(page, label, table=0):
    sheet = page.context["tables"][table].sheet
    row = next(row for row in sheet.rows if row.label == label)
    return dict(zip(sheet.columns, (cell.text for cell in row.cells), strict=True))


def test_each_half_term_equals_a_plain_recount(world, client_for):
    some(world)
    page = client_for("assistant_director").get(ALL)
    first = line(page, "First half term")
    assert [first[name] for name in ("Number", "Met", "Missed", "Running, on the way", "Ended before its day")] == [
        "6", "2", "2", "1", "1",
    ]  # fmt: skip
    assert first["Set in the period"] == "6"
    second = line(page, "Second half term")
    assert [second[name] for name in ("Number", "Running, on the way", "Set in the period")] == [
        "1",
        "1",
        "0",
    ]
    weeks = TargetWeek.objects.filter(
        target__measure="attendance", monday__lte=date(YEAR, 10, 25)
    ).values_list("possible", "counted")
    since = 100 * sum(got for _, got in weeks) / sum(possible for possible, _ in weeks)
    assert first["Attendance before"] == "50.0%"
    year = line(page, "Year")
    assert [year[name] for name in ("Number", "Met", "Missed")] == ["6", "3", "2"]
    held = list(TargetWeek.objects.filter(target__measure="attendance").values_list("possible", "counted"))
    whole = 100 * sum(got for _, got in held) / sum(possible for possible, _ in held)
    assert float(year["Attendance since"].rstrip("%")) == pytest.approx(whole, abs=0.06)
    assert float(year["Points gained"]) == pytest.approx(whole - 50, abs=0.06)
    assert 80 < since < 100


def test_teams_and_schools_add_up_to_the_year(world, client_for):
    some(world)
    page = client_for("attendance_leader").get(ALL)
    whole = page.context["tables"][0].sheet.rows[-1].cells
    assert [each.sheet.key for each in page.context["tables"]] == ["half", "team", "school"]
    for each in page.context["tables"][1:]:
        for at in range(8):
            assert sum(row.cells[at].value for row in each.sheet.rows) == whole[at].value


def test_the_list_has_as_many_as_the_number(world, client_for):
    some(world)
    client = client_for("attendance_leader")
    for each in client.get(ALL).context["tables"]:
        for row in each.sheet.rows:
            for cell in row.cells[:7]:
                assert bool(cell.link) == bool(cell.value)
                if cell.link:
                    found = client.get(f"{URL}list/?{cell.link}").context["found"]
                    assert (found.number, len(found.aims)) == (cell.value, cell.value), cell.link


def test_the_list_says_what_is_asked_and_how_it_went(world, client_for):
    target(world, 8)
    page = (
        client_for("welfare_officer").get(f"{URL}list/?year={YEAR}&period=61&stands=missed").content.decode()
    )
    assert "Attendance: at least 90%" in page
    assert "50.0%" in page
    assert "80.0%" in page


@pytest.mark.parametrize(
    ("name", "status", "listed"),
    [
        ("attendance_leader", 200, 6),
        ("team_manager", 200, 5),
        ("other_team_officer", 200, 1),
        ("school_lead", 200, 5),
        ("nurse", 200, 0),
        ("stranger_officer", 200, 0),
        ("improvement_officer", 403, 0),
        ("elected_member", 403, 0),
    ],
)
def test_each_sees_the_targets_that_are_theirs(world, client_for, name, status, listed):
    some(world)
    answer = client_for(name).get(f"{URL}list/?year={YEAR}&team=")
    assert answer.status_code == status
    if status == 200:
        assert len(answer.context["found"].aims) == listed


def test_a_restricted_child_is_counted_and_listed_for_nobody(world, client_for):
    target(world)
    hidden = child(world.school, surname="Hidden")
    target(world, pupil=hidden)
    set_restricted(hidden, restricted=True)
    for name in ("team_manager", "attendance_leader"):
        name_person(world.people[name].user, hidden)
        assert line(client_for(name).get(f"{URL}?year={YEAR}"), "Year")["Number"] == "1"
        assert "Hidden" not in client_for(name).get(f"{URL}list/?year={YEAR}").content.decode()


def test_small_numbers_are_held_back_from_those_who_do_not_see_every_case(world, client_for):
    some(world)
    page = client_for("improvement_officer").get(ALL)
    for each in page.context["tables"]:
        for row in each.sheet.rows:
            assert not [cell for cell in row.cells[:7] if cell.value is not None and 0 < cell.value < 5]
            assert not any(cell.link for cell in row.cells)
    year = line(page, "Year")
    assert year["Met"] == "x"
    assert year["Attendance since"] == "90.0%"  # of five children or more, which one rule lets be told
    assert "Set in the period" not in year


def test_a_team_reads_its_officers_as_far_as_they_share_out_the_work(world, client_for):
    some(world)
    manager = client_for("team_manager").get(f"{URL}?year={YEAR}")
    assert [row.label for row in manager.context["tables"][1].sheet.rows] == ["Welfare Officer"]
    Case.objects.update(officer=world.people["team_manager"].user)
    officer = client_for("welfare_officer").get(f"{URL}?year={YEAR}")
    assert [row.label for row in officer.context["tables"][1].sheet.rows] == []


def test_the_tables_and_the_list_are_taken_away(world, client_for):
    some(world)
    client = client_for("assistant_director")
    answer = client.get(f"{URL}download/?year={YEAR}&team=&as=csv")
    found = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert found[1][:3] == ["First half term", "6", "2"]
    about = {row[0]: row[1] for row in found if len(row) == 2}
    assert "Targets of children's plans" in about["Definition"]
    answer = client.get(f"{URL}list/download/?year={YEAR}&team=&as=csv")
    found = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert found.index([]) == 7
    for name in ("download", "list/download"):
        assert client.get(f"{URL}{name}/?year={YEAR}&team=&as=pdf").content.startswith(b"%PDF")
    assert client_for("nurse").get(f"{URL}list/download/?as=csv").status_code == 403
    held_back = client_for("improvement_officer").get(f"{URL}download/?year={YEAR}&as=csv")
    assert b"x stands for" in b"".join(held_back.streaming_content)


@pytest.mark.parametrize("query", ["stands=soon", "by=names"])
def test_what_is_no_number_has_no_list(world, client_for, query):
    assert client_for("attendance_leader").get(f"{URL}list/?{query}").status_code == 404


@pytest.mark.parametrize("path", [ALL, f"{URL}list/?year={YEAR}&team="])
def test_pages_cost_the_same_for_two_and_for_twenty(world, client_for, path):
    client, counts = client_for("attendance_leader"), []
    for more in (2, 18):
        for _ in range(more):
            target(world)
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        counts.append(len([each for each in seen if "SAVEPOINT" not in each["sql"]]))
    assert counts[0] == counts[1] <= 40
