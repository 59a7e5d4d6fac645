"""Notices, prosecutions and orders by term and school: the return's own counts, lists by legal scope, nobody hidden."""

import csv
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.named import name_person
from attendance.actions.restrictions import set_restricted
from enforcement.actions.money import Incoming, take_payment
from enforcement.actions.notices import issue_notice, serve_notice, withdraw_notice
from enforcement.models import Notice, Prosecution
from enforcement.queries.measures import measures_of
from enforcement.rules.withdrawal import Ground
from reporting.queries.court_counts import year_rows
from tests.enforcement.court import charged
from tests.enforcement.households import ON, another_parent, make_family

pytestmark = pytest.mark.django_db
URL = "/figures/enforcement/"
TODAY = datetime(2026, 12, 28, 12, tzinfo=ZoneInfo("Europe/London"))
YEAR = f"{URL}?year=2026&team="


@pytest.fixture(autouse=True)
def today():
    """Three days after the payment days of notices sent on 27 November."""
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def family(world):
    return make_family(world)


def given(family, *, number: int) -> list[Notice]:
    """So many notices served, each to another parent."""
    found = []
    for _ in range(number):
        held, address = another_parent(family)
        draft = family.prepare(parent=held.parent, address=address)
        notice = issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)
        found.append(serve_notice(notice=notice, sent_on=ON, by=family.acting("welfare_officer")))
    return found


def ended(family) -> None:
    """Four notices: one paid early, one late, one withdrawn, one unpaid."""
    lower, full, gone, _ = given(family, number=4)
    by = family.acting("legal_officer", date(2026, 12, 24))
    for notice, amount, on in ((lower, 8_000, date(2026, 12, 17)), (full, 16_000, date(2026, 12, 18))):
        take_payment(
            incoming=Incoming(key=str(on), received_on=on, amount=amount, text=notice.reference), by=by
        )
    withdraw_notice(notice=gone, ground=Ground.WRONG_PERSON, reason="Aunt.", by=family.acting("team_manager"))


def told(page, part):
    return next(each for each in page.context["told"] if each.part.key == part)


def by_label(sheet, column=-1):
    return {row.label: row.cells[column].value for row in sheet.rows}


def test_the_year_is_that_of_the_return(world, family, client_for):
    ended(family)
    found = by_label(told(client_for("attendance_leader").get(YEAR), "notices").by_term)
    row = measures_of(world.authority.pk, 2026, TODAY.date())
    assert found["All penalty notices"] == row.pn_issued == 4
    assert found["Paid within the lower days"] == row.pn_paid_21 == 1
    assert found["Paid within the full days"] == row.pn_paid_22_28 == 1
    assert found["Withdrawn: it was issued to the wrong person"] == row.withdrawn_reason_wrong_issue == 1
    unpaid = ("Unpaid, the payment days have passed", "Unpaid, within the payment days")
    assert sum(found[label] for label in unpaid) == row.pn_unresolved == 1
    assert found["Prosecuted after non-payment"] == row.pn_prosecuted_non_payment == 0


def test_terms_and_schools_add_up_to_the_year(world, family, client_for):
    ended(family)
    each = told(client_for("attendance_leader").get(YEAR), "notices")
    for row in each.by_term.rows:
        assert sum(cell.value for cell in row.cells[:-1]) == row.cells[-1].value
    assert each.by_term.columns == ("Autumn term", "Spring term", "Year")
    assert by_label(each.by_school, 0) == {world.school.name: 4}
    endings = [cell.value for cell in each.by_school.rows[0].cells[1:]]
    assert sum(endings) == 4


def test_prosecutions_count_by_their_outcome(family, client_for):
    row = charged(family)
    client = client_for("attendance_leader")
    found = by_label(told(client.get(YEAR), "prosecutions").by_term)
    assert (found["All prosecutions"], found["Before the court"]) == (1, 1)
    for sentence, label in (("", "Convicted: not sentenced yet"), ("fine", "Convicted: fine")):
        Prosecution.objects.filter(pk=row.pk).update(
            state="convicted", decided_on=TODAY.date(), sentence=sentence
        )
        part = told(client.get(YEAR), "prosecutions")
        found = by_label(part.by_term)
        assert (found[label], found["Before the court"]) == (1, 0)
        assert (
            dict(zip(part.by_school.columns, part.by_school.rows[0].cells, strict=True))["Convicted"].value
            == 1
        )


def test_the_list_has_as_many_as_the_number(family, client_for):
    ended(family)
    client = client_for("attendance_leader")
    each = told(client.get(YEAR), "notices")
    cells = [cell for sheet in (each.by_term, each.by_school) for row in sheet.rows for cell in row.cells]
    assert sum(bool(cell.link) for cell in cells) >= 10
    for cell in cells:
        assert bool(cell.link) == bool(cell.value)
        if cell.link:
            found = client.get(f"{URL}list/?{cell.link}").context["found"]
            assert (found.number, len(found.steps)) == (cell.value, cell.value), cell.link


@pytest.mark.parametrize(
    ("name", "status", "above"),
    [("legal_officer", 200, "More"), ("attendance_leader", 200, "Figures"), ("nurse", 403, "")],
)
def test_legal_officers_read_the_page_and_no_other_figures(family, client_for, name, status, above):
    answer = client_for(name).get(URL)
    assert answer.status_code == status
    if status == 200:
        assert answer.context["above"] == above
        assert answer.context["asked"].is_exact
        more = client_for(name).get(reverse("more")).content.decode()
        assert f'href="{URL}"' in more
    assert client_for("legal_officer").get("/figures/").status_code == 403


@pytest.mark.parametrize(
    ("name", "status", "listed"),
    [
        ("attendance_leader", 200, 4),
        ("legal_officer", 200, 4),
        ("team_manager", 200, 4),
        ("other_team_officer", 200, 0),
        ("stranger_officer", 200, 0),
        ("assistant_director", 403, 0),
        ("school_lead", 403, 0),
        ("nurse", 403, 0),
    ],
)
def test_the_list_is_for_those_with_the_legal_scope(family, client_for, name, status, listed):
    ended(family)
    answer = client_for(name).get(f"{URL}list/?year=2026&team=&of=notices")
    assert answer.status_code == status
    if status == 200:
        assert len(answer.context["found"].steps) == listed


def test_who_sends_the_return_reads_the_numbers_without_their_lists(family, client_for):
    ended(family)
    each = told(client_for("assistant_director").get(YEAR), "notices")
    assert by_label(each.by_term)["All penalty notices"] == 4
    assert not any(cell.link for row in each.by_term.rows for cell in row.cells)


def test_small_numbers_are_held_back_from_everybody_else(family, client_for):
    ended(family)
    page = client_for("improvement_officer").get(YEAR)
    each = told(page, "notices")
    texts = [cell.text for row in each.by_term.rows for cell in row.cells]
    assert set(texts) == {"0", "x"}
    lead = told(client_for("school_lead").get(YEAR), "notices")
    for found in (each, lead):
        assert [[cell.text for cell in row.cells] for row in found.by_school.rows] == [["x"]]


def test_the_evaluation_holds_back_what_the_page_does_and_nothing_less(world, family, client_for):
    """Told together as paid, those paid late would follow from those paid early."""
    held = given(family, number=13)
    by = family.acting("legal_officer", date(2026, 12, 24))
    for place, notice in enumerate(held[:8]):
        amount, on = (8_000, date(2026, 12, 17)) if place < 6 else (16_000, date(2026, 12, 18))
        key = f"{on} {place}"
        take_payment(incoming=Incoming(key=key, received_on=on, amount=amount, text=notice.reference), by=by)
    page = by_label(told(client_for("school_lead").get(YEAR), "notices").by_term)
    assert page["All penalty notices"] == 13
    assert page["Paid within the full days"] is None
    evaluation = dict(year_rows(world.authority.pk, 2026, TODAY.date()))
    assert evaluation["Penalty notices issued"] == "13"
    endings = {label: count for label, count in page.items() if label != "All penalty notices" and count != 0}
    assert len(endings) == 3
    for label, count in endings.items():
        line = f"Penalty notices issued: {label[0].lower()}{label[1:]}"
        assert evaluation.pop(line) == ("x" if count is None else str(count))
    assert not [line for line in evaluation if line.startswith("Penalty notices issued:")]


def test_a_team_reads_its_own_numbers_as_they_are(world, family, client_for):
    ended(family)
    page = client_for("team_manager").get(f"{URL}?year=2026")
    assert page.context["asked"].team == world.agencies.north
    assert by_label(told(page, "notices").by_term)["All penalty notices"] == 4
    other = client_for("other_team_officer").get(f"{URL}?year=2026")
    assert by_label(told(other, "notices").by_term)["All penalty notices"] == 0


def test_a_restricted_child_is_counted_and_listed_for_nobody(world, family, client_for):
    ended(family)
    charged(family)
    set_restricted(family.pupil, restricted=True)
    for name in ("attendance_leader", "team_manager"):
        name_person(world.people[name].user, family.pupil)
        page = client_for(name).get(f"{URL}?year=2026")
        for each in page.context["told"]:
            assert not any(cell.value for row in each.by_term.rows for cell in row.cells)
        for of in ("notices", "prosecutions", "warnings", "orders"):
            found = client_for(name).get(f"{URL}list/?year=2026&of={of}").context["found"]
            assert (found.number, list(found.steps)) == (0, [])


def test_the_tables_are_taken_away_with_their_definitions(family, client_for):
    ended(family)
    answer = client_for("attendance_leader").get(f"{URL}download/?year=2026&team=&as=csv")
    found = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert found[0] == ["Penalty notices", "Autumn term", "Spring term", "Year"]
    assert found[1] == ["All penalty notices", "4", "0", "4"]
    about = {row[0]: row[1] for row in found if len(row) == 2}
    assert "Notices for absence that were issued" in about["Definition"]
    assert "yearly return" in about["Rule set"]


def test_the_list_is_taken_away_by_those_who_may(family, client_for):
    ended(family)
    address = f"{URL}list/download/?year=2026&team=&of=notices&as=csv"
    answer = client_for("legal_officer").get(address)
    found = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert found.index([]) == 5
    assert client_for("assistant_director").get(address).status_code == 403


def test_both_are_taken_away_as_paper(family, client_for):
    ended(family)
    for name in ("download", "list/download"):
        answer = client_for("attendance_leader").get(f"{URL}{name}/?year=2026&team=&of=notices&as=pdf")
        assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("query", ["", "of=names", "of=notices&ending=soon"])
def test_what_is_no_number_has_no_list(world, client_for, query):
    assert client_for("attendance_leader").get(f"{URL}list/?{query}").status_code == 404


def test_an_empty_year_says_so_in_noughts(world, client_for):
    page = client_for("attendance_leader").get(f"{URL}?year=2025")
    assert page.status_code == 200
    assert told(page, "notices").chart is None


@pytest.mark.parametrize("path", [YEAR, f"{URL}list/?year=2026&team=&of=notices"])
def test_pages_cost_the_same_for_two_and_for_ten(family, client_for, path):
    client, counts = client_for("attendance_leader"), []
    for more in (2, 8):
        given(family, number=more)
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        counts.append(len([each for each in seen if "SAVEPOINT" not in each["sql"]]))
    assert counts[0] == counts[1] <= 40
