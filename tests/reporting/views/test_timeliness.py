"""Timeliness and workload: equal to a plain recount, lists as long as their numbers, and nobody's who is closed."""

import csv
from datetime import date, timedelta
from io import StringIO
from statistics import median

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import AccessRecord
from agencies.named import name_person
from attendance.actions.restrictions import set_restricted
from cases.models import AgencyRequest, Case, Plan, Review
from tests.reporting.timing import AUTUMN, SPRING, YEAR, Told, child, refer, some, touch, working

pytestmark = pytest.mark.django_db
URL = "/figures/timeliness/"
ALL = f"{URL}?year={YEAR}&team="
NUMBER, IN_TIME, LATE, WAITING, OVER, SHARE, MEDIAN = range(7)


def texts(row):
    return [cell.text for cell in row.cells]


def line(page, key):
    return next(row for row in page.context["headline"].rows if row.key == key)


def plain(told, ended_of, due_of):
    """The line that counting one by one gives: number, in time, late, waiting, over, share, median."""
    done = [(each, ended_of(each), due_of(each)) for each in told if ended_of(each) is not None]
    open_ones = [each for each in told if ended_of(each) is None]
    in_time = sum(ended <= due for _, ended, due in done)
    days = [working(each.sent, ended) for each, ended, _ in done]
    share = 100 * in_time / (len(done) + len(open_ones))
    return [
        str(len(told)), str(in_time), str(len(done) - in_time), "0", str(len(open_ones)),
        f"{int(share + 0.5)}%", f"{median(days):.1f}",
    ]  # fmt: skip


def add_days(day, number):
    while number:
        day += timedelta(days=1)
        number -= working(day - timedelta(days=1), day)
    return day


def test_each_number_equals_a_plain_recount(world, client_for):
    told = [each for _, each in some(world) if each.state != "withdrawn"]
    page = client_for("assistant_director").get(ALL)
    assert texts(line(page, "referral-answer")) == plain(
        told, lambda each: each.after(each.answered), lambda each: each.after(each.due)
    )
    accepted = [each for each in told if each.state == "accepted"]
    assert texts(line(page, "referral-allocation")) == plain(
        accepted, lambda each: each.after(each.given), lambda each: add_days(each.after(each.due), 3)
    )
    assert texts(line(page, "referral-contact")) == plain(
        accepted, lambda each: each.after(each.touched), lambda each: add_days(each.after(each.due), 8)
    )


def test_terms_and_teams_add_up_to_the_whole(world, client_for):
    some(world)
    page = client_for("assistant_director").get(ALL)
    whole = line(page, "referral-answer")
    for sheet, _ in page.context["parts"]:
        for at in (NUMBER, IN_TIME, LATE, WAITING, OVER):
            assert sum(row.cells[at].value for row in sheet.rows) == whole.cells[at].value, sheet.title
    assert [sheet.key for sheet, _ in page.context["parts"]] == ["term", "team"]


@pytest.mark.parametrize("outcome", ["", "in-time", "late", "over"])
def test_the_list_has_as_many_as_the_number(world, client_for, outcome):
    some(world)
    client = client_for("attendance_leader")
    page = client.get(ALL)
    at = {"": NUMBER, "in-time": IN_TIME, "late": LATE, "over": OVER}[outcome]
    rows = [row for sheet, _ in page.context["parts"] for row in sheet.rows]
    for cell in [row.cells[at] for row in (*page.context["headline"].rows, *rows)]:
        assert bool(cell.link) == bool(cell.value)
        if cell.link:
            found = client.get(f"{URL}list/?{cell.link}").context["found"]
            assert (found.number, len(found.spans)) == (cell.value, cell.value), cell.link


@pytest.mark.parametrize(
    ("name", "status", "listed"),
    [
        ("attendance_leader", 200, 14),
        ("assistant_director", 200, 14),
        ("team_manager", 200, 8),
        ("other_team_officer", 200, 6),
        ("school_lead", 200, 8),
        ("nurse", 200, 0),
        ("stranger_officer", 200, 0),
        ("improvement_officer", 403, 0),
        ("elected_member", 403, 0),
    ],
)
def test_each_sees_the_cases_that_are_theirs(world, client_for, name, status, listed):
    some(world)
    answer = client_for(name).get(f"{URL}list/?year={YEAR}&team=&of=referral-answer")
    assert answer.status_code == status
    if status == 200:
        assert len(answer.context["found"].spans) == listed


def test_a_restricted_child_is_counted_and_listed_for_nobody(world, client_for):
    refer(world, Told(AUTUMN, given=9))
    hidden = child(world.school, surname="Hidden")
    refer(world, Told(AUTUMN, given=9, touched=9), pupil=hidden)
    set_restricted(hidden, restricted=True)
    for name in ("team_manager", "attendance_leader"):
        name_person(world.people[name].user, hidden)
        page = client_for(name).get(f"{URL}?year={YEAR}")
        assert line(page, "referral-answer").cells[NUMBER].value == 1
        assert page.context["by_team"].rows[0].cells[1].value == 1
        for of in ("referral-answer", "queue", "logging", "workload"):
            assert "Hidden" not in client_for(name).get(f"{URL}list/?year={YEAR}&of={of}").content.decode()


def test_small_numbers_are_held_back_from_those_who_do_not_see_every_case(world, client_for):
    some(world)
    page = client_for("improvement_officer").get(ALL)
    assert page.context["asked"].period.key == 80
    cells = [cell for row in page.context["headline"].rows for cell in row.cells[:OVER]]
    cells += [cell for sheet, _ in page.context["parts"] for row in sheet.rows for cell in row.cells[:OVER]]
    assert not [cell for cell in cells if cell.value is not None and 0 < cell.value < 5]
    assert any(cell.text == "x" for cell in cells)
    assert not any(cell.link for cell in cells)
    assert "x stands for a number from 1 to 4" in page.content.decode()


def test_a_team_reads_its_own_numbers_as_they_are(world, client_for):
    some(world)
    page = client_for("team_manager").get(f"{URL}?year={YEAR}")
    assert page.context["asked"].team == world.agencies.north
    assert line(page, "referral-answer").cells[NUMBER].value == 8
    other = client_for("team_manager").get(f"{URL}?year={YEAR}&team={world.agencies.south.pk}")
    assert other.context["asked"].team is None
    assert not other.context["asked"].is_exact


def test_what_the_school_did_and_nobody_answering_is_no_contact(world, client_for):
    referral = refer(world, Told(AUTUMN, given=9))
    officer = world.people["welfare_officer"].user
    touch(referral.case, officer, AUTUMN + timedelta(days=8), "no_reply")
    touch(referral.case, world.people["school_lead"].user, AUTUMN, agency=world.school.agency)
    client = client_for("attendance_leader")
    assert texts(line(client.get(ALL), "referral-contact"))[:5] == ["1", "0", "0", "0", "1"]
    touch(referral.case, officer, AUTUMN + timedelta(days=10))
    assert texts(line(client.get(ALL), "referral-contact"))[:5] == ["1", "1", "0", "0", "0"]


def test_a_clock_that_stands_still_is_never_over(world, client_for):
    referral = refer(world, Told(SPRING, answered=None, state="submitted"))
    referral.state, referral.stopped_on = "queried", SPRING + timedelta(days=3)
    referral.save()
    page = client_for("attendance_leader").get(ALL)
    assert texts(line(page, "referral-answer"))[:5] == ["1", "0", "0", "1", "0"]


def test_agencies_are_told_how_soon_they_record(world, client_for):
    case = refer(world, Told(AUTUMN, given=9)).case
    nurse, on = world.people["nurse"].user, date(YEAR + 1, 3, 5)
    for days in (0, 7, 8):
        with time_machine.travel(timezone.datetime(YEAR + 1, 3, 5, 12) + timedelta(days=days)):
            touch(case, nurse, on, agency=world.agencies.nursing)
    touch(case, world.people["school_lead"].user, on, agency=world.school.agency)
    page = client_for("attendance_leader").get(f"{ALL}&of=logging")
    by_agency = page.context["parts"][1][0]
    found = {row.label: [cell.value for cell in row.cells[:3]] for row in by_agency.rows}
    lasts = sum(working(on, on + timedelta(days=days)) <= 5 for days in (0, 7, 8))
    assert found["School nursing"] == [3, lasts, 3 - lasts]
    assert found["Schools"] == [1, 0, 1]


def test_reviews_are_late_after_their_day_and_over_where_there_is_none(world, client_for):
    by, officer = world.people["welfare_officer"], None
    cases = [refer(world, Told(AUTUMN, given=9)).case for _ in range(3)]
    officer = by.user
    for number, (case, held) in enumerate(zip(cases[:2], (SPRING, SPRING + timedelta(days=1)), strict=True)):
        Review.objects.create(
            case=case, number=number + 1, on=held, due_on=SPRING, before_from=AUTUMN, before_possible=1,
            before_attended=1, after_from=AUTUMN, after_to=SPRING, after_possible=1, after_attended=1,
            summary="Better.", decision="continue", next_on=timezone.localdate() + timedelta(days=30),
            by=officer, agency=by.agency,
        )  # fmt: skip
    Plan.objects.create(
        case=cases[2], kind="attendance", aim="Back.", began_on=AUTUMN, review_on=SPRING, by=officer
    )
    found = client_for("attendance_leader").get(ALL)
    assert texts(line(found, "review")) == ["3", "1", "1", "0", "1", "33%", "0.5"]


def test_requests_to_an_agency_are_timed(world, client_for):
    case = refer(world, Told(AUTUMN, given=9)).case
    for days, state in ((14, "accepted"), (15, "declined"), (None, "revoked")):
        AgencyRequest.objects.create(
            pupil=case.pupil, case=case, agency=case.team, by=world.people["welfare_officer"].user, what="Help",
            to=world.agencies.nursing if state == "accepted" else world.agencies.youth_offending, scope=2,
            sent_on=AUTUMN, answer_by=AUTUMN + timedelta(days=14), state=state,
            answered_on=AUTUMN + timedelta(days=days) if days else None,
        )  # fmt: skip
    page = client_for("attendance_leader").get(f"{ALL}&of=request-answer")
    assert texts(line(page, "request-answer"))[:5] == ["2", "1", "1", "0", "0"]


def test_officers_are_told_apart_to_those_who_share_out_the_work_alone(world, client_for):
    some(world)
    manager = client_for("team_manager").get(f"{URL}?year={YEAR}")
    assert {"Two Agencies", "Welfare Officer"} == {r.label for r in manager.context["by_officer"].rows}
    officer = client_for("welfare_officer").get(f"{URL}?year={YEAR}")
    assert [row.label for row in officer.context["by_officer"].rows] == ["Welfare Officer"]
    for name in ("improvement_officer", "school_lead"):
        page = client_for(name).get(ALL)
        assert page.context["by_officer"] is None
        assert "Welfare Officer" not in page.content.decode()


def test_the_workload_is_that_of_the_queue(world, client_for):
    some(world)
    here = client_for("attendance_leader").get(ALL).context["by_officer"]
    queue = client_for("attendance_leader").get("/queue/").context["loads"]
    assert [row.cells[-1].value for row in here.rows] == [round(load.weight, 1) for load in queue]
    held = Case.objects.filter(officer__isnull=False, state="assessing").count()
    assert sum(row.cells[0].value for row in here.rows) == held


def test_the_tables_are_taken_away_with_their_definitions(world, client_for):
    some(world)
    answer = client_for("assistant_director").get(f"{URL}download/?year={YEAR}&team=&as=csv")
    found = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert found[0][:3] == ["What is timed", "Number", "Done in time"]
    assert found[1][:3] == ["Referral to response", "14", "8"]
    assert [row[0] for row in found if row and row[0].startswith("Workload by ")] != []
    about = {row[0]: row[1] for row in found if len(row) == 2}
    assert "From the day a referral was sent" in about["Definition"]
    assert about["As on"]
    assert about["Rule set"]
    assert AccessRecord.objects.filter(page="timeliness-download", act="export").exists()


@pytest.mark.parametrize("name", ["download", "list/download"])
def test_both_are_taken_away_as_paper(world, client_for, name):
    some(world)
    answer = client_for("assistant_director").get(f"{URL}{name}/?year={YEAR}&team=&of=referral-answer&as=pdf")
    assert answer.content.startswith(b"%PDF")


def test_the_list_is_taken_away_by_those_who_may(world, client_for):
    some(world)
    address = f"{URL}list/download/?year={YEAR}&team=&of=referral-answer&as=csv"
    answer = client_for("assistant_director").get(address)
    found = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert found.index([]) == 15
    assert client_for("nurse").get(address).status_code == 403
    assert client_for("attendance_leader").get(address.replace("as=csv", "as=exe")).status_code == 404


@pytest.mark.parametrize("query", ["of=names", "of=queue&outcome=soon", ""])
def test_what_is_no_number_has_no_list(world, client_for, query):
    assert client_for("attendance_leader").get(f"{URL}list/?{query}").status_code == 404


def test_nonsense_in_the_address_is_read_as_what_is_nearest(world, client_for):
    answer = client_for("assistant_director").get(f"{URL}?year=x&period=99&team=-1&of=names")
    assert answer.status_code == 200
    assert answer.context["asked"].measure.key == "referral-answer"


def test_each_measure_has_its_definition(world, client_for):
    client = client_for("improvement_officer")
    assert "Referral to first contact" in client.get("/figures/numbers/").content.decode()
    assert "What is this number?" in client.get("/figures/numbers/referral-contact/").content.decode()


@pytest.mark.parametrize("path", [ALL, f"{URL}list/?year={YEAR}&of=referral-contact"])
def test_pages_cost_the_same_for_two_and_for_twenty(world, client_for, path):
    client, counts = client_for("attendance_leader"), []
    for more in (2, 18):
        for _ in range(more):
            refer(world, Told(AUTUMN, given=9, touched=12))
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        counts.append(len([each for each in seen if "SAVEPOINT" not in each["sql"]]))
    assert counts[0] == counts[1] <= 50
