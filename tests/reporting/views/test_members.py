"""The quarterly report to members: two pages, no names, read by members once it is given, never changed."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from agencies.acting import Acting
from agencies.models import User
from attendance.models import Pupil
from cases.actions.doors import Refused
from reporting.actions.reports import Words, close_report, write_words
from reporting.actions.targets import set_target
from reporting.models import ClosedReport, ReportKind
from reporting.queries.members import members_report
from reporting.queries.reports import Which, version_seen, words_of
from reporting.rules.quarters import Quarter
from reporting.rules.report_parts import MOST_NEXT
from tests.factories import SchoolFactory
from tests.reporting.figures import authority, child, count
from tests.reporting.impact import kinds_of, support

pytestmark = pytest.mark.django_db
URL = "/figures/members/2025/4/"
OVER = date(2026, 1, 1)
LONG = ("Breakfast clubs open at four more schools. " * 40)[:MOST_NEXT]


def which(world):
    return Which(world.authority.pk, ReportKind.MEMBERS, 2025, 4)


def acting(world, name="assistant_director", on=OVER):
    return Acting(world.people[name], on)


def write(world, text="Breakfast clubs open at four more schools.", seen=0):
    return write_words(which=which(world), section="next", words=Words(text), seen=seen, by=acting(world))


def given(world, text="Breakfast clubs open at four more schools."):
    authority(world, pupils=12)
    set_target(indicator="attendance", phase="", year=2025, value=99, source="Cabinet", by=acting(world))
    write(world, text)
    return close_report(which=which(world), seen=version_seen(words_of(which(world))), by=acting(world))


def text_of(response):
    pages = PdfReader(io.BytesIO(response.content)).pages
    return len(pages), " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("words", ["Breakfast clubs open at four more schools.", LONG])
def test_two_pages_and_no_name(world, client_for, words):
    given(world, words)
    pages, text = text_of(client_for("elected_member").get(f"{URL}report.pdf"))
    assert pages == 2
    assert "October to December 2025" in text
    assert "The target for the year is 99.0%" in text
    assert "Breakfast clubs" in text
    for pupil in Pupil.objects.all():
        assert pupil.surname not in text
        assert pupil.forename not in text
    for user in User.objects.all():
        assert user.name not in text


def test_it_fits_two_pages_with_two_full_years_and_every_target(world, client_for):
    authority(world, pupils=12)
    leader = acting(world)
    for key, value in (("attendance", 99), ("unauthorised", 1), ("persistent", 5)):
        set_target(indicator=key, phase="", year=2025, value=value, source="Cabinet", by=leader)
    for _ in range(12):
        child(world.school, absent=4, kinds=("lac",))
    count(world, date(2025, 12, 19))
    write(world, LONG)
    pages, text = text_of(client_for("assistant_director").get(f"{URL}report.pdf"))
    assert pages == 2
    assert "Looked-after children, Autumn term 2025/26: pupils attended" in text


def test_members_read_it_once_it_is_given_and_nothing_else_of_figures(world, client_for):
    authority(world)
    write(world)
    client = client_for("elected_member")
    assert client.get(URL).status_code == 404
    assert client.get(f"{URL}report.pdf").status_code == 404
    assert "No report yet" in client.get("/figures/members/").content.decode()
    close_report(which=which(world), seen=1, by=acting(world))
    assert client.get(URL).status_code == 200
    page = client.get("/figures/members/").content.decode()
    assert "October to December 2025" in page
    assert 'href="/figures/members/"' in client.get("/").content.decode()
    others = ("", "targets/", "numbers/", "terms/", "what-worked/", "evaluation/", "list/", "comparisons/")
    assert {client.get(f"/figures/{each}").status_code for each in others} == {403}
    assert {client.post(f"{URL}{each}").status_code for each in ("next/", "close/")} == {403}


def test_sentences_on_the_page_say_what_the_figures_are(world, client_for):
    given(world)
    page = client_for("elected_member").get(URL).content.decode()
    assert "Pupils attended" in page
    assert "The target for the year is 99.0%, which was met." in page
    assert "Autumn term 2025/26" in page
    assert "too few are counted to tell a figure" in page
    assert "Attendance week by week" in page
    assert "fewer than five" in page


def test_a_name_in_the_paragraph_is_refused(world):
    authority(world)
    child(world.school, forename="Bethan", surname="Quillfeather")
    officer = world.people["welfare_officer"].user
    for words in ("Thanks to Bethan Quillfeather.", f"{officer.name} leads it."):
        with pytest.raises(Refused, match="stands in it"):
            write(world, words)


def test_what_was_given_never_changes(world, client_for):
    given(world)
    member = client_for("elected_member")
    before = member.get(f"{URL}report.pdf").content
    told = member.get(URL).context["found"].told
    for _ in range(3):
        child(world.school, absent=20)
    count(world)
    assert member.get(f"{URL}report.pdf").content == before
    assert member.get(URL).context["found"].told == told
    with pytest.raises(Refused, match="closed"):
        write(world, "Late words.", seen=1)


@pytest.mark.parametrize(("on", "gives"), [(date(2025, 12, 31), False), (OVER, True)])
def test_it_is_given_after_the_quarter(world, on, gives):
    authority(world)
    write(world)
    if gives:
        assert close_report(which=which(world), seen=1, by=acting(world, on=on)).digest
    else:
        with pytest.raises(Refused, match="close it after that day"):
            close_report(which=which(world), seen=1, by=acting(world, on=on))


def test_it_is_given_in_the_browser_once(world, client_for):
    authority(world)
    client = client_for("attendance_leader")
    assert "Not begun" in client.get("/figures/members/").content.decode()
    assert client.post(f"{URL}next/", {"text": "More clubs.", "version": 0}).status_code == 302
    missing = client.post("/figures/members/2026/1/close/", {"seen": 0}).content.decode()
    assert "There is a problem" in missing
    for _ in range(2):
        assert client.post(f"{URL}close/", {"seen": 1}).status_code == 302
    assert ClosedReport.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [("looked_after_manager", 200), ("safeguarding_officer", 200), ("welfare_officer", 200), ("school_lead", 403),
     ("nurse", 403), ("stranger_officer", 404)],
)  # fmt: skip
def test_who_reads_it(world, client_for, name, status):
    given(world)
    assert client_for(name).get(URL).status_code == status


@pytest.mark.parametrize("address", ["2025/0/", "2025/5/", "1999/4/"])
def test_what_is_no_quarter_is_not_found(world, client_for, address):
    authority(world)
    assert client_for("assistant_director").get(f"/figures/members/{address}").status_code == 404


@pytest.mark.parametrize(("persistent", "told"), [(4, False), (5, True)])
def test_a_small_number_of_the_persistently_absent_is_not_told(world, persistent, told):
    authority(world, pupils=12)
    for _ in range(persistent - 2):
        child(world.school, absent=20)
    count(world)
    said = str(members_report(world.authority, Quarter(2025, 4), {}, on=OVER, state="Draft"))
    assert ("of pupils were persistently absent" in said) == told
    assert ("too few pupils are persistently absent" in said) != told


def test_work_that_was_corrected_counts_once(world):
    authority(world)
    by = world.acting("welfare_officer")
    kind = kinds_of(by)[0]
    for _ in range(6):
        wrong = support(child(world.school), by, kind, on=date(2025, 10, 6), contact="visit")
        support(wrong.pupil, by, kind, on=date(2025, 10, 7), contact="visit", corrects=wrong)
    assert "Home visits: 6" in str(
        members_report(world.authority, Quarter(2025, 4), {}, on=OVER, state="Draft")
    )


def test_a_quarter_without_figures_says_so(world):
    told = members_report(world.authority, Quarter(2025, 2), {}, on=OVER, state="Draft")
    assert "No register of this quarter is counted yet." in str(told)


def test_it_costs_the_same_for_two_schools_and_for_twenty(world, client_for):
    authority(world)
    client = client_for("assistant_director")
    client.get(URL)
    with CaptureQueriesContext(connection) as two:
        client.get(URL)
    for _ in range(18):
        child(SchoolFactory(authority=world.authority), absent=2)
    with CaptureQueriesContext(connection) as twenty:
        assert client.get(URL).status_code == 200
    assert len(twenty) <= len(two)
