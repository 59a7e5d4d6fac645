"""The yearly evaluation: what it holds, who writes it, two at once, closing, and the same bytes afterwards."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from agencies.acting import Acting
from cases.actions.doors import ChangedMeanwhile, Refused
from reporting.actions.frozen import close_term
from reporting.actions.reports import Words, close_report, write_words
from reporting.actions.targets import record_reason, set_target
from reporting.models import ClosedReport, InspectionGrade, ReportKind, ReportWords
from reporting.queries.reports import Which, version_seen, words_of
from reporting.rules.inspection import FRAMEWORKS, framework_on
from tests.factories import SchoolFactory
from tests.reporting.books import sheets
from tests.reporting.figures import authority, child, count

pytestmark = pytest.mark.django_db
URL = "/figures/evaluation/2025/"
OVER = date(2026, 8, 1)


def which(world):
    return Which(world.authority.pk, ReportKind.EVALUATION, 2025)


def acting(world, name="assistant_director", on=OVER):
    return Acting(world.people[name], on)


def write(world, section="summary", text="A better year.", *, seen=0, by=None, **more):
    by = by or acting(world)
    return write_words(which=which(world), section=section, words=Words(text, **more), seen=seen, by=by)


def closed(world):
    authority(world)
    write(world)
    write(world, "next", "More breakfast clubs.")
    seen = version_seen(words_of(which(world)))
    return close_report(which=which(world), seen=seen, by=acting(world))


def part(response, key):
    return next(blocks for each, blocks in response.context["found"].parts if each.key == key)


def test_outcome_stands_beside_its_target_with_the_reason(world, client_for):
    authority(world)
    leader = world.acting("attendance_leader")
    target = set_target(indicator="attendance", phase="", year=2025, value=99, source="Cabinet", by=leader)
    record_reason(target=target.pk, period=80, reason="Influenza in November", by=leader)
    page = client_for("assistant_director").get(URL)
    table = next(block for kind, block in part(page, "outcome") if kind == "Table")
    assert table.rows[0][:2] == ("Attendance", "99.00%")
    assert table.rows[0][4] == "Missed"
    assert "Attendance: Year 2025/26: Influenza in November" in page.content.decode()
    assert "still change" in page.content.decode()


def test_figures_are_as_told_where_the_year_is_closed(world, client_for):
    authority(world)
    close_term(year=2025, period=80, by=acting(world))
    client = client_for("assistant_director")
    before = part(client.get(URL), "outcome")
    for _ in range(3):
        child(world.school, absent=20)
    count(world)
    assert [block for _, block in part(client.get(URL), "outcome")][:3] == [block for _, block in before][:3]
    assert "as told when the year was closed" in client.get(URL).content.decode()


def test_grades_are_shown_in_the_words_of_their_framework(world, client_for):
    authority(world)
    client = client_for("improvement_officer")
    number = FRAMEWORKS.index(framework_on(date(2025, 11, 12)))
    given = {"school": world.school.pk, "inspected_on_day": 12, "inspected_on_month": 11, "inspected_on_year": 2025,
             "judged": f"{number}-attendance-3", "source": "Report of 5 January 2026"}  # fmt: skip
    for _ in range(2):
        assert client.post("/figures/inspections/", given).status_code == 302
    assert InspectionGrade.objects.count() == 1
    assert "Expected standard" in client.get("/figures/inspections/").content.decode()
    wrong = client.post("/figures/inspections/", given | {"judged": "0-attendance-3"}).content.decode()
    assert "Choose from the framework of that day" in wrong
    page = client_for("assistant_director").get(URL)
    table = next(block for kind, block in part(page, "grades") if kind == "Table")
    assert table.rows == (
        (world.school.name, "12 November 2025", "Attendance and behaviour", "Expected standard"),
    )
    client.post(f"/figures/inspections/{InspectionGrade.objects.get().pk}/remove/")
    assert not InspectionGrade.objects.exists()


def test_a_part_is_written_in_the_browser_and_every_version_kept(world, client_for):
    authority(world)
    client = client_for("assistant_director")
    url = f"{URL}words/criterion-data/"
    given = {
        "judgement": "3",
        "text": "Every school sends daily.",
        "next_steps": "Two more schools.",
        "version": 0,
    }
    for _ in range(2):
        assert client.post(url, given).status_code == 302
    assert ReportWords.objects.count() == 1
    assert client.post(url, given | {"judgement": "4", "version": 1}).status_code == 302
    page = client.get(url).content.decode()
    assert "1, " in page
    assert "2, " in page
    shown = client.get(URL).content.decode()
    assert "Met in full" in shown
    assert "Two more schools." in shown


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": "   "}, "Write something, or leave the page"),
        ({"text": "Much.", "version": ""}, "This field is required"),
        ({"text": "x" * 6001}, "Write at most 6,000 characters; there are 6,001."),
        ({"text": "Much.", "judgement": "9"}, "Select a valid choice"),
    ],
)
def test_bad_input_is_refused_in_words(world, client_for, given, said):
    authority(world)
    answer = client_for("assistant_director").post(
        f"{URL}words/criterion-data/", {"judgement": "3", "version": 0} | given
    )
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not ReportWords.objects.exists()


def test_the_name_of_a_child_is_refused(world, client_for):
    authority(world)
    child(world.school, forename="Bethan", surname="Quillfeather", known_as="Beth")
    for name in ("Bethan Quillfeather", "Beth\nQuillfeather"):
        with pytest.raises(Refused, match="child’s name"):
            write(world, text=f"Since {name} came back, all is well.")
    assert write(world, text="Since the child came back, all is well.").number == 1


def test_two_who_write_at_once_see_each_others_words(world, client_for):
    authority(world)
    first, second = client_for("assistant_director"), client_for("attendance_leader")
    url = f"{URL}words/summary/"
    assert first.post(url, {"text": "A better year.", "version": 0}).status_code == 302
    answer = second.post(url, {"text": "A worse year.", "version": 0})
    page = answer.content.decode()
    assert "What was changed while you had this open" in page
    assert "A better year." in page
    assert "A worse year." in page
    assert second.post(url, {"text": "A mixed year.", "version": 1}).status_code == 302
    with pytest.raises(ChangedMeanwhile):
        write(world, text="Late.", seen=1)
    assert words_of(which(world))["summary"].text == "A mixed year."


def test_a_closed_evaluation_never_changes(world, client_for):
    row = closed(world)
    client = client_for("school_lead")
    page, pdf, book = (client.get(f"{URL}{name}").content for name in ("", "report.pdf", "report.xlsx"))
    for _ in range(3):
        child(world.school, absent=20)
    count(world)
    assert client.get(f"{URL}report.pdf").content == pdf
    assert client.get(f"{URL}report.xlsx").content == book
    assert (
        client.get(URL).context["found"].told
        == client_for("assistant_director").get(URL).context["found"].told
    )
    assert row.digest in page.decode()
    assert pdf.startswith(b"%PDF")
    for act in (
        lambda: ClosedReport.objects.update(digest="0" * 64),
        lambda: ClosedReport.objects.all().delete(),
        lambda: ReportWords.objects.update(text="Other"),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportWords.objects.create(
            report=row.report, section="views", number=1, text="Late", by=acting(world).user
        )


def test_closed_is_closed(world, client_for):
    row = closed(world)
    assert close_report(which=which(world), seen=99, by=acting(world)).pk == row.pk
    with pytest.raises(Refused, match="closed"):
        write(world, "views", "Late")
    assert client_for("assistant_director").get(f"{URL}words/views/").status_code == 404
    assert client_for("assistant_director").get(f"{URL}close/").status_code == 302


@pytest.mark.parametrize(
    ("on", "said"), [(date(2026, 7, 31), "close it after that day"), (OVER, "Write first: ")]
)
def test_it_is_closed_after_the_year_and_with_summary_and_next_steps(world, on, said):
    authority(world)
    write(world)
    with pytest.raises(Refused, match=said):
        close_report(which=which(world), seen=1, by=acting(world, on=on))


def test_it_is_not_closed_over_words_that_were_not_read(world):
    authority(world)
    write(world)
    write(world, "next", "More breakfast clubs.")
    with pytest.raises(ChangedMeanwhile):
        close_report(which=which(world), seen=1, by=acting(world))


def test_the_spreadsheet_has_a_sheet_for_each_part(world, client_for):
    closed(world)
    content = client_for("assistant_director").get(f"{URL}report.xlsx").content
    names = list(sheets(content))
    assert names[0] == "About"
    assert "Outcome against targets" in names
    assert len(names) == 9


@pytest.mark.parametrize(
    ("name", "draft", "told", "writes"),
    [
        ("assistant_director", 200, 200, 200),
        ("attendance_leader", 200, 200, 200),
        ("improvement_officer", 404, 200, 403),
        ("school_lead", 404, 200, 403),
        ("elected_member", 403, 403, 403),
        ("nurse", 403, 403, 403),
    ],
)
def test_drafts_are_their_authors_and_closed_ones_everybodys(world, client_for, name, draft, told, writes):
    authority(world)
    write(world)
    client = client_for(name)
    for address in (URL, f"{URL}report.pdf", f"{URL}report.xlsx"):
        assert client.get(address).status_code == draft
    assert client.get(f"{URL}words/views/").status_code == writes
    assert client.get(f"{URL}close/").status_code == writes
    write(world, "next", "More.")
    close_report(which=which(world), seen=version_seen(words_of(which(world))), by=acting(world))
    assert client.get(URL).status_code == told


def test_others_may_not_write_and_another_authority_finds_nothing(world, client_for):
    authority(world)
    with pytest.raises(PermissionDenied):
        write(world, by=world.acting("welfare_officer"))
    with pytest.raises(PermissionDenied):
        write(world, by=world.acting("stranger_officer"))
    assert client_for("stranger_officer").get(URL).status_code == 404
    assert client_for("assistant_director").get("/figures/evaluation/1999/").status_code == 404
    assert client_for("assistant_director").get(f"{URL}words/nonsense/").status_code == 404


def test_the_list_says_where_each_year_stands(world, client_for):
    assert "Not begun" in client_for("assistant_director").get("/figures/evaluation/").content.decode()
    assert "No evaluation yet" in client_for("school_lead").get("/figures/evaluation/").content.decode()
    closed(world)
    page = client_for("school_lead").get("/figures/evaluation/").content.decode()
    assert "2025/26" in page
    assert "Closed" in page


def test_the_draft_costs_the_same_for_two_schools_and_for_twenty(world, client_for):
    authority(world)
    client = client_for("assistant_director")
    client.get(URL)
    with CaptureQueriesContext(connection) as two:
        client.get(URL)
    for _ in range(18):
        school = SchoolFactory(authority=world.authority)
        InspectionGrade.objects.create(
            school=school, inspected_on=date(2025, 10, 1), area="behaviour", grade="2", source="Report",
            entered_by=acting(world).user, entered_on=OVER,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as twenty:
        assert client.get(URL).status_code == 200
    assert len(twenty) <= len(two)
