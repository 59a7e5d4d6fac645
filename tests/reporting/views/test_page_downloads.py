"""Pages of figures taken away: exactly what is shown, for whoever reads it, on record."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from agencies.models import AccessRecord
from agencies.models.access import AccessAct
from reporting.models import Comparison, MissedReason, SchoolAction, SchoolConcern, Target
from tests.factories import SchoolFactory
from tests.reporting.figures import authority, child, count

pytestmark = pytest.mark.django_db
TERM = {"year": 2025, "period": 71}


def lines(response):
    assert response.status_code == 200
    return list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def tables(found):
    """The tables of a file: the lines between empty lines."""
    parts = [[]]
    for line in found:
        if line:
            parts[-1].append(line)
        else:
            parts.append([])
    return parts


def address(name, *args, kind="csv", **query):
    return reverse(name, args=args, query={"as": kind, **query})


def with_unit(figure, unit):
    """A figure of a file as the page writes it; words stand alone."""
    return figure if figure.isalpha() else f"{figure}{' ' if unit == 'days' else ''}{unit}"


def text_of(response):
    assert response["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(response.content))
    return reader, " ".join("\n".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture
def counted(world):
    return authority(world)


@pytest.mark.parametrize("name", ["assistant_director", "improvement_officer", "school_lead"])
def test_the_dashboard_is_taken_away_as_it_is_shown(counted, client_for, name):
    client = client_for(name)
    page = client.get(reverse("figures", query=TERM | {"by": "phase"}))
    headline, breakdown, *trend, about = tables(lines(client.get(address("figures-download", **TERM))))
    shown = [[line.now.indicator.name, line.now.text] for line in page.context["lines"]]
    assert [[row[0], with_unit(row[2], row[1])] for row in headline[1:]] == shown
    assert [row[0] for row in breakdown[2:]] == [row.label for row in page.context["rows"]]
    assert [row[1] for row in breakdown[2:]] == [row.pupils for row in page.context["rows"]]
    assert [part[0][0] for part in trend] == [chart.title for chart in page.context["charts"]]
    said = dict(about)
    assert said["Title"] == "Figures: Autumn term 2025/26, all schools"
    assert said["As on"] == "5 December 2025"
    assert "Persistent absence: " in said["Rule set"]
    assert "Sessions attended ÷ possible sessions" in said["Definition"]
    kept = AccessRecord.objects.filter(act=AccessAct.EXPORT).latest("pk")
    assert kept.page == "figures-download"


def test_the_filters_of_the_page_are_those_of_the_file(counted, client_for):
    client, team = client_for("assistant_director"), counted.agencies.north
    query = TERM | {"phase": counted.school.phase, "team": team.pk, "by": "school"}
    page = client.get(reverse("figures", query=query))
    found = tables(lines(client.get(address("figures-download", **query))))
    assert [row[0] for row in found[1][2:]] == [row.label for row in page.context["rows"]]
    assert counted.school.get_phase_display().lower() in dict(found[-1])["Title"]
    assert team.name in dict(found[-1])["Title"]
    theirs = address("figures-download", **TERM, school=counted.other_school.pk)
    assert client_for("school_lead").get(theirs).status_code == 404


def test_what_is_withheld_on_the_page_is_withheld_in_every_file(counted, client_for):
    child(counted.school, kinds=("lac",), absent=20)
    count(counted)
    query = TERM | {"by": "looked-after"}
    member = client_for("improvement_officer")
    found = tables(lines(member.get(address("figures-download", **query))))
    assert all(set(row[1:]) == {"withheld"} for row in found[1][2:])
    _, text = text_of(member.get(address("figures-download", kind="pdf", **query)))
    assert "withheld withheld" in text
    open_to_all = tables(lines(client_for("assistant_director").get(address("figures-download", **query))))
    assert "withheld" not in str(open_to_all[1])


def test_on_paper_the_dashboard_has_its_drawings(counted, client_for):
    client = client_for("improvement_officer")
    reader, text = text_of(client.get(address("figures-download", kind="pdf", **TERM)))
    assert "Attendance by half term" in text
    assert "About these figures" in text
    assert "/Figure" in str(_tags(reader))
    page = client.get(reverse("figures", query=TERM)).context
    assert len(page["charts"]) == 2
    for chart in filter(None, (page["chart"], *page["charts"])):
        assert f"{chart.title} {chart.summary}" in text
    assert client.get(address("figures-download", kind="exe")).status_code == 404


def _tags(reader):
    """The tags of the document's structure."""
    waiting, found = [reader.trailer["/Root"]["/StructTreeRoot"]], set()
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            found.add(str(node.get("/S", "")))
            waiting += [node["/K"]] if "/K" in node else []
    return found


def test_a_missed_target_is_taken_away_with_its_reason(counted, client_for):
    target = Target.objects.create(
        authority=counted.authority, indicator="attendance", year=2025, value=Decimal(99), source="=1+1",
        set_on=date(2025, 9, 1),
    )  # fmt: skip
    MissedReason.objects.create(
        authority=counted.authority, target=target, period=71, reason="Influenza",
        by=counted.people["attendance_leader"].user,
    )  # fmt: skip
    client = client_for("improvement_officer")
    found = tables(lines(client.get(address("figures-download", **TERM))))
    assert found[0][1][3:5] == ["99.00", "no"]
    assert found[1][2][:2] == ["Attendance", "Influenza"]
    rows = lines(client.get(address("targets-download")))
    assert rows[1][:6] == ["2025/26", "Attendance", "All", "99.00", "%", "'=1+1"]


def test_closed_terms_are_taken_away(counted, client_for):
    leader = client_for("attendance_leader")
    leader.post(reverse("frozen-close", args=[2025, 71]))
    client = client_for("improvement_officer")
    rows = tables(lines(client.get(address("frozen-terms-download"))))[0]
    assert [row[:2] for row in rows[1:]] == [
        [period.label, "Closed" if frozen else "Open" if over else "Running"]
        for period, frozen, over in client.get(reverse("frozen-terms")).context["rows"]
    ]
    page = client.get(reverse("frozen-term", args=[2025, 71]))
    told, between, about = tables(lines(client.get(address("frozen-term-download", 2025, 71))))
    assert [row[0] for row in told[1:]] == [row.indicator.name for row in page.context["rows"]]
    assert {row[4] for row in told[1:]} == {"no"}
    assert [row[0] for row in between[2:]] == [each.label for each in page.context["causes"]]
    assert page.context["frozen"].digest in str(about)
    assert client.get(address("frozen-term-download", 2025, 72)).status_code == 404


def test_areas_compared_are_shown_and_taken_away(counted, client_for):
    leader = client_for("attendance_leader")
    for kind, code in (("neighbour", "E06000002"), ("region", "E12000002")):
        Comparison.objects.create(
            authority=counted.authority, kind=kind, area_code=code, area_name=f"Area {code}"
        )
    assert "Area E06000002" in leader.get(reverse("comparisons")).content.decode()
    rows = tables(lines(leader.get(address("comparisons-download"))))[0]
    assert [row[0] for row in rows[1:]] == ["Region", "Statistical neighbour"]
    assert client_for("elected_member").get(address("comparisons-download")).status_code == 403


def test_concerns_and_plans_are_taken_away_by_those_who_see_the_school(counted, client_for):
    by = counted.people["improvement_officer"].user
    SchoolConcern.objects.create(
        school=counted.school, reason="Falling", began_on=date(2025, 10, 1), raised_by=by
    )
    SchoolAction.objects.create(
        school=counted.school, year=2025, period=71, what="First-day calls", lead="Head", due_on=date(2025, 12, 1),
        agreed_by=by, agreed_on=date(2025, 9, 20),
    )  # fmt: skip
    client = client_for("improvement_officer")
    rows = tables(lines(client.get(address("concerns-download"))))[0]
    assert rows[1][0] == counted.school.name
    assert rows[1][4].startswith("Falling")
    plan = lines(client.get(address("school-plan-download", counted.school.urn)))
    assert plan[1][:4] == ["First-day calls", "Head", "2025-12-01", "In hand"]
    assert "Of concern since 1 October 2025: Falling" in str(plan)
    lead = client_for("school_lead")
    assert lead.get(address("school-plan-download", counted.other_school.urn)).status_code == 404
    assert client_for("elected_member").get(address("concerns-download")).status_code == 403


def test_a_spreadsheet_has_a_sheet_for_each_table(counted, client_for):
    response = client_for("assistant_director").get(address("figures-download", kind="xlsx", **TERM))
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as book:
        names = book.read("xl/workbook.xml").decode()
    for name in ("Figures", "By phase", "By week beginning", "By half term", "About"):
        assert f'name="{name}"' in names


def test_a_file_of_the_dashboard_costs_the_same_for_two_schools_and_for_twenty(counted, client_for):
    client, counts = client_for("assistant_director"), []
    for more in (0, 18):
        for _ in range(more):
            school = SchoolFactory(authority=counted.authority, team=counted.agencies.north)
            child(school, absent=20)
            counted.school = school
            count(counted)
        with CaptureQueriesContext(connection) as queries:
            lines(client.get(address("figures-download", **TERM, by="school")))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("page", "args"), [("figures", []), ("targets", []), ("frozen-terms", []), ("concerns", [])]
)
def test_every_page_offers_its_files_to_whoever_reads_it(counted, client_for, page, args):
    SchoolConcern.objects.create(
        school=counted.school, reason="Falling", began_on=date(2025, 10, 1),
        raised_by=counted.people["improvement_officer"].user,
    )  # fmt: skip
    Target.objects.create(
        authority=counted.authority, indicator="attendance", year=2025, value=Decimal(99), source="Cabinet",
        set_on=date(2025, 9, 1),
    )  # fmt: skip
    body = client_for("improvement_officer").get(reverse(page, args=args)).content.decode()
    assert f"{reverse(f'{page}-download', args=args)}?as=pdf" in body
