"""The pages of imports: the way through, what stands on them, who may, and how many queries they cost."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.models import AccessRecord
from attendance.actions.imports.apply import apply_part, owed_parts
from attendance.actions.imports.stage import stage
from attendance.models import Pupil, Register, RegisterImport, RejectedRow, SavedMapping, UnmatchedRow
from tests.attendance.actions.imports import UPNS, a_pupil, applied, marks_of, staged
from tests.attendance.census import differences, tables_of
from tests.attendance.files import WEEK, a_file, row_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
MONDAY = date(2025, 9, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-03-05 09:00", tick=True):
        yield


@pytest.fixture
def lead(world):
    return world.acting("school_lead")


def upload(file):
    return SimpleUploadedFile("registers.csv", file.read())


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data, follow=True)


def work_off(ref):
    """What the worker does."""
    batch = RegisterImport.objects.get(ref=ref)
    if batch.state == "applying":
        for part in owed_parts(batch.pk):
            apply_part(part)
    else:
        stage(batch.pk)


def test_a_school_lead_sends_checks_and_applies_a_file(world, client_for):
    child = a_pupil(world.school)
    client = client_for("school_lead")
    page = post(client, "import-new", file=upload(a_file(row_of(child))))
    ref = RegisterImport.objects.get().ref
    assert page.redirect_chain[-1][0] == reverse("import", args=[ref])
    assert b"Reading the file" in page.content
    assert b"Check again" in page.content
    work_off(ref)
    page = client.get(reverse("import", args=[ref]))
    assert b"1 September 2025 to 7 September 2025" in page.content
    assert b"Apply these registers" in page.content
    assert not Register.objects.exists()
    page = post(client, "import-apply", ref)
    assert b"Schools applied" in page.content
    work_off(ref)
    page = client.get(reverse("import", args=[ref]))
    assert b"What this file did" in page.content
    assert marks_of(child, MONDAY) == "/\\"


def test_a_second_press_and_the_back_button_do_no_harm(world, lead, client_for):
    batch = applied(lead, a_file(row_of(a_pupil(world.school))))
    client = client_for("school_lead")
    for name in ("import-apply", "import-cancel"):
        assert b"This import is already applied." in post(client, name, batch.ref).content
    assert post(client, "import-columns", batch.ref).redirect_chain


def test_the_same_file_leads_to_the_first(world, lead, client_for):
    row = row_of(a_pupil(world.school))
    first = applied(lead, a_file(row))
    page = post(client_for("school_lead"), "import-new", file=upload(a_file(row)))
    assert b"This file was received before" in page.content
    assert reverse("import", args=[first.ref]).encode() in page.content
    page = post(client_for("school_lead"), "import-new", file=upload(a_file(row)), force="on")
    assert RegisterImport.objects.count() == 2


def test_unknown_headings_lead_to_the_columns(world, lead, client_for):
    child = a_pupil(world.school)
    batch = staged(lead, a_file(f'{child.pupil.upn},"{WEEK}"', headings="Kennzahl,Anwesenheit"))
    assert batch.state == "asking"
    client = client_for("school_lead")
    page = client.get(reverse("import-columns", args=[batch.ref]))
    assert b"Kennzahl" in page.content
    page = post(client, "import-columns", batch.ref, column_0="upn", column_1="upn")
    assert "is already the upn" in page.content.decode()
    answers = {"column_0": "upn", "column_1": "marks", "began_on_day": "1", "began_on_month": "9"}
    page = post(client, "import-columns", batch.ref, **answers)
    assert b"Enter a real date" in page.content or b"Enter the day of the first mark" in page.content
    post(client, "import-columns", batch.ref, **answers, began_on_year="2025", save_as="Ours")
    work_off(batch.ref)
    batch.refresh_from_db()
    assert (batch.state, batch.counts["filled"]) == ("staged", 14)
    assert SavedMapping.objects.get().mapping["columns"] == {"upn": "Kennzahl", "marks": "Anwesenheit"}
    again = staged(lead, a_file(f'{child.pupil.upn},"I"', headings="Kennzahl,Anwesenheit"))
    assert again.problem == "The file does not say: the day of the first mark."


@pytest.mark.parametrize("preset", ["SIMS", "Arbor", "Bromcom"])
def test_a_known_system_can_be_chosen(world, lead, client_for, preset):
    headings = (
        "Forename,Surname,UPN,Year,Reg,First name,Last name,Year group,Registration form,"
        "FirstName,LastName,YearGroup,Form"
    )
    batch = staged(lead, a_file("x," * 12 + "x", headings=headings))
    page = client_for("school_lead").get(reverse("import-columns", args=[batch.ref]), {"preset": preset})
    assert page.status_code == 200
    assert page.content.decode().count(" selected>") >= 5


def test_a_refused_file_says_why_and_what_to_do(world, lead, client_for):
    batch = staged(lead, a_file())
    page = client_for("school_lead").get(reverse("import", args=[batch.ref]))
    assert batch.state == "refused"
    assert b"The file has headings but no rows." in page.content


def test_rejected_rows_can_be_downloaded_and_the_download_is_on_record(world, lead, client_for):
    batch = staged(lead, a_file(row_of(a_pupil(world.school), "Q9")))
    RejectedRow.objects.create(batch=batch, line=9, field="=1+1", reason="=cmd()", remedy="@x")
    client = client_for("school_lead")
    assert b"Line" in client.get(reverse("import-rejects", args=[batch.ref])).content
    answer = client.get(reverse("import-rejects-csv", args=[batch.ref]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[-1] == "9,'=1+1,'=cmd(),'@x"
    assert AccessRecord.objects.filter(act="export", page="import-rejects-csv", results=2).exists()


def test_the_bar_is_asked_for_and_leads_on(world, lead, client_for):
    batch = staged(lead, a_file(row_of(a_pupil(world.school))))
    client = client_for("school_lead")
    address = reverse("import-progress", args=[batch.ref])
    assert client.get(address).url == reverse("import", args=[batch.ref])
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


# -- Rows that fit no child ------------------------------------------------------------------------------


@pytest.fixture
def stray(world, lead):
    """A row about nobody, of an applied import."""
    applied(lead, a_file(f'{world.school.urn},{UPNS[2]},Stray,Alex,2013-04-05,2025-09-01,"/\\I"'))
    return UnmatchedRow.objects.get()


def test_a_new_child_is_made_by_a_person(world, stray, client_for):
    client = client_for("team_manager")
    assert b"Alex Stray" in client.get(reverse("unmatched")).content
    given = {"surname": "Stray", "forename": "Alex", "upn": UPNS[2]}
    given |= {"born_on_day": "5", "born_on_month": "4", "born_on_year": "2013"}
    given |= {"began_on_day": "1", "began_on_month": "9", "began_on_year": "2025"}
    page = post(client, "unmatched-row", stray.pk, decision="new", **given)
    assert b"A new child is on the school" in page.content
    child = Pupil.objects.get(upn=UPNS[2])
    assert marks_of(child.enrolments.get(), MONDAY, 3) == "/\\I"
    assert child in Pupil.objects.visible_to(world.acting("school_lead"))
    assert b"This row is settled already." in post(client, "unmatched-row", stray.pk, decision="none").content
    assert Pupil.objects.filter(upn=UPNS[2]).count() == 1


def test_a_row_is_matched_and_the_number_is_remembered(world, lead, stray, client_for):
    child = a_pupil(world.school, "", surname="Stray", forename="Alec", born_on=date(2013, 4, 5))
    began = {"began_on_day": "1", "began_on_month": "9", "began_on_year": "2025"}
    post(client_for("team_manager"), "unmatched-row", stray.pk, decision=child.pupil.ref, **began)
    assert marks_of(child, MONDAY, 3) == "/\\I"
    later = applied(lead, a_file(f'{world.school.urn},{UPNS[2]},Stray,Alex,2013-04-05,2025-09-08,"/"'))
    assert (later.counts["pupils"], later.counts["unmatched"]) == (1, 0)


def test_a_row_left_out_marks_nobody(stray, client_for):
    post(client_for("attendance_leader"), "unmatched-row", stray.pk, decision="none")
    stray.refresh_from_db()
    assert (stray.settled_as, stray.settled_pupil) == ("refused", None)
    assert not Register.objects.exists()


def test_hidden_children_are_no_candidates_and_leave_no_trace(world, stray, client_for):
    hidden = a_pupil(
        world.school, UPNS[2], surname="Stray", forename="Alex", born_on=date(2013, 4, 5), restricted=True
    )
    page = client_for("team_manager").get(reverse("unmatched-row", args=[stray.pk])).content.decode()
    assert hidden.pupil.ref not in page
    began = {"began_on_day": "1", "began_on_month": "9", "began_on_year": "2025"}
    answer = post(client_for("team_manager"), "unmatched-row", stray.pk, decision=hidden.pupil.ref, **began)
    assert b"Select a valid choice" in answer.content
    born = {"born_on_day": "5", "born_on_month": "4", "born_on_year": "2013"}
    post(client_for("team_manager"), "unmatched-row", stray.pk, decision="new", surname="Stray", forename="Alex",
         upn=UPNS[2], **born, **began)  # fmt: skip
    made = Pupil.objects.exclude(pk=hidden.pupil_id).get(upn=UPNS[2])
    assert made.upn_state == "invalid"


# -- Who, and at what cost -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "one", "queue"),
    [
        ("school_lead", 200, 403),
        ("head_teacher", 200, 403),
        ("team_manager", 200, 200),
        ("attendance_leader", 200, 200),
        ("other_school_lead", 404, 403),
        ("stranger_officer", 404, 404),
        ("welfare_officer", 403, 403),
        ("nurse", 403, 403),
        ("operator", 403, 403),
        ("elected_member", 403, 403),
    ],
)
def test_who_may_open_an_import_and_settle_its_rows(stray, client_for, name, one, queue):
    client = client_for(name)
    batch = RegisterImport.objects.get()
    for page in ("import", "import-rejects", "import-rejects-csv"):
        assert client.get(reverse(page, args=[batch.ref])).status_code == one
    for act in ("import-apply", "import-cancel"):
        assert client.post(reverse(act, args=[batch.ref])).status_code == (302 if one == 200 else one)
    assert client.get(reverse("unmatched-row", args=[stray.pk])).status_code == queue


@pytest.mark.parametrize("page", ["imports", "unmatched"])
def test_a_list_costs_the_same_for_two_rows_and_for_twenty(
    world, lead, client_for, django_assert_max_num_queries, page
):
    client = client_for("team_manager")
    counts = []
    for first, last in ((0, 2), (2, 20)):
        for number in range(first, last):
            applied(lead, a_file(f'{world.school.urn},,Stray{number},Alex,2013-04-05,2025-09-01,"/\\I"'))
        with django_assert_max_num_queries(15) as captured:
            assert client.get(reverse(page)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_census_sample_goes_through_the_form_with_the_measured_report(client_for):
    client = client_for("attendance_leader")
    pupils, details = (SimpleUploadedFile(path.name, path.read_bytes()) for path in tables_of("autumn 2024"))
    post(client, "import-new", file=pupils, details=details, term="autumn 2024")
    batch = RegisterImport.objects.get()
    work_off(batch.ref)
    page = client.get(reverse("import", args=[batch.ref])).content.decode()
    for number in ("9,088", "39,953", "104", "365", "1,341", "6,857", "8,424", "3,775", "1,421"):
        assert number in page
    assert page.count("Not in the list of this term") == 2
    assert page.count("Not an absence") == 3
    post(client, "import-apply", batch.ref)
    work_off(batch.ref)
    batch.refresh_from_db()
    assert (batch.state, differences(batch.counts, "autumn 2024")) == ("applied", {})
