"""The pages of court: what is shown, what is begun, who may, and what the school never sees."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enforcement.actions.evidence import add_item
from enforcement.actions.fast_track import enter_track, prepare_track
from enforcement.actions.hearings import list_hearing
from enforcement.actions.prosecutions import charge
from enforcement.models import PAPERS, FastTrack, Hearing, Prosecution, SupervisionConsideration
from tests.enforcement.court import LEGAL, MANAGER, OFFICER, charged, fill, prepare


def read(client, name, *args, **query) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def today(world, family):
    """The family on the day on which the pages are read."""
    on = world.acting(OFFICER).on
    family.address.confirmed_on = on
    family.address.save()
    return on


def day_fields(name: str, day) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_an_officer_considers_prepares_and_reads_what_lacks(family, today, client_for) -> None:
    client = client_for(OFFICER)
    assert "Nothing has been done towards court" in read(client, "case-court", family.case.ref)
    client.post(
        reverse("case-court-begin", args=[family.case.ref, "consider"]),
        {"decision": "not", "reason": "Refused help."},
    )
    assert SupervisionConsideration.objects.get().reason == "Refused help."
    sent = {"parent": family.mother.parent_id, **day_fields("first_on", today - timedelta(days=60)),
            **day_fields("last_on", today)}  # fmt: skip
    answer = client.post(reverse("case-court-begin", args=[family.case.ref, "prosecution"]), sent)
    row = Prosecution.objects.get()
    assert answer["Location"] == reverse("prosecution", args=[row.ref])
    page = read(client, "prosecution", row.ref)
    assert "certificate of attendance is missing" in page
    assert "10 sessions surely in time" in page
    assert "in accordance with the attendance rules" in page


def test_a_shut_gate_says_every_reason_and_nothing_is_charged(family, today, client_for) -> None:
    row = prepare(family, today)
    client = client_for(LEGAL)
    page = read(client, "prosecution-act", row.ref, "charge")
    assert "This step is shut" in page
    assert "certificate of attendance is missing" in page
    answer = client.post(reverse("prosecution-act", args=[row.ref, "charge"]), {"version": row.version})
    assert "certificate of attendance is missing" in answer.content.decode()
    assert Prosecution.objects.get().state == "draft"


def test_a_legal_officer_charges_on_the_page(family, today, client_for) -> None:
    row = fill(prepare(family, today), family, today)
    client = client_for(LEGAL)
    answer = client.post(reverse("prosecution-act", args=[row.ref, "charge"]), {"version": row.version})
    assert answer["Location"] == reverse("prosecution", args=[row.ref])
    assert Prosecution.objects.get().state == "charged"
    old = client.post(reverse("prosecution-act", args=[row.ref, "discontinue"]), {"reason": ""})
    assert "write it down" in old.content.decode()


def test_an_officer_may_not_charge(family, today, client_for) -> None:
    row = prepare(family, today)
    assert client_for(OFFICER).get(reverse("prosecution-act", args=[row.ref, "charge"])).status_code == 403
    assert client_for("other_team_officer").get(reverse("prosecution", args=[row.ref])).status_code == 404
    assert client_for("school_lead").get(reverse("prosecution", args=[row.ref])).status_code == 403
    assert client_for("school_lead").get(reverse("case-court", args=[family.case.ref])).status_code == 403


def test_the_school_reads_the_result_in_its_timeline_and_no_evidence(family, today, client_for) -> None:
    charged(family, today)
    page = read(client_for("school_lead"), "case-timeline", family.case.ref)
    assert "A prosecution has begun." in page
    assert "invitations" not in page
    assert "Charged under" not in page
    assert "Charged under" in read(client_for(OFFICER), "case-timeline", family.case.ref)


def test_a_paper_is_made_read_and_refused_once_altered(family, today, client_for) -> None:
    row, client = prepare(family, today), client_for(OFFICER)
    refused = client.post(reverse("prosecution-paper-make", args=[row.ref, "exhibits"]), follow=True)
    assert "No exhibit is listed" in refused.content.decode()
    client.post(reverse("prosecution-paper-make", args=[row.ref, "certificate"]))
    paper = row.papers.get()
    answer = client.get(reverse("prosecution-paper", args=[row.ref, paper.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert family.pupil.surname.lower() not in answer["Content-Disposition"].lower()
    PAPERS.path_of(paper.file).write_bytes(b"other")
    again = client.get(reverse("prosecution-paper", args=[row.ref, paper.pk]), follow=True)
    assert "is not given out" in again.content.decode()


@pytest.mark.parametrize(
    "kind",
    [
        "certificate",
        "statement",
        "exhibits",
        "register",
        "chronology",
        "letters",
        "unused",
        "costs",
        "charges",
    ],
)
def test_every_paper_of_the_pack_is_a_pdf(family, today, client_for, kind) -> None:
    row, client = fill(prepare(family, today), family, today), client_for(OFFICER)
    client.post(reverse("prosecution-paper-make", args=[row.ref, kind]))
    paper = row.papers.filter(kind=kind).latest("number")
    answer = client.get(reverse("prosecution-paper", args=[row.ref, paper.pk]))
    assert answer.content.startswith(b"%PDF")


def test_a_corrected_mark_shows_on_the_page(family, today, client_for) -> None:
    row = fill(prepare(family, today), family, today)
    family.register.marks = family.register.marks.replace("O", "I", 1)
    family.register.save()
    page = read(client_for(OFFICER), "prosecution", row.ref)
    assert "A mark has changed since the certificate was made, on 2 November 2026" in page
    assert "It is no unauthorised absence (I)" in page


def test_the_twelve_weeks_are_drawn_with_their_table(family, today, client_for) -> None:
    by = family.acting(OFFICER, today)
    row = prepare_track(case=family.case, parent=family.mother.parent, by=by, equality_considered_on=today)
    client = client_for(OFFICER)
    assert "if entered today" in read(client, "fast-track", row.ref)
    enter_track(track=row, by=family.acting(MANAGER, today), version=row.version)
    page = read(client, "fast-track", row.ref)
    assert page.count("<circle") == 8
    assert "Home visit" in page
    step = row.steps.get(key="visit")
    sent = {
        **day_fields("due_on", today + timedelta(days=8)),
        **day_fields("done_on", today),
        "note": "Seen.",
    }
    client.post(reverse("fast-track-step", args=[row.ref, step.pk]), sent)
    step.refresh_from_db()
    assert (step.done_on, step.note, step.due_on) == (today, "Seen.", today + timedelta(days=8))


def test_a_fast_track_is_begun_once_on_two_clicks(family, today, client_for) -> None:
    client = client_for(OFFICER)
    for _ in range(2):
        client.post(
            reverse("case-court-begin", args=[family.case.ref, "track"]), {"parent": family.mother.parent_id}
        )
    assert FastTrack.objects.count() == 1


def test_hearings_by_day_and_their_result(family, today, client_for) -> None:
    row, by = charged(family, today), family.acting(OFFICER, today)
    client = client_for(OFFICER)
    assert "No hearing." in read(client, "hearings")
    held = list_hearing(of=row, on=today, court="Irwell Magistrates", purpose="first", by=by)
    list_hearing(of=row, on=today + timedelta(days=60), court="Irwell Crown", purpose="trial", by=by)
    page = read(client, "hearings")
    assert "Irwell Magistrates" in page
    assert "Irwell Crown" not in page
    assert "Irwell Crown" in read(client, "hearings", show="later")
    assert "Irwell Magistrates" not in read(client_for("other_team_officer"), "hearings")
    client.post(reverse("hearing-act", args=[held.pk, "hear"]), {"result": "Guilty plea."})
    assert Hearing.objects.get(pk=held.pk).state == "heard"


def test_clocks_and_hearings_are_on_my_work(family, today, client_for) -> None:
    row = prepare(family, today)
    page = read(client_for(OFFICER), "work")
    assert "Charge by 2 May 2027: surely in time." in page
    row = fill(row, family, today)
    row = charge(row=row, by=family.acting(LEGAL, today), version=row.version)
    list_hearing(
        of=row, on=today, court="Irwell Magistrates", purpose="first", by=family.acting(OFFICER, today)
    )
    page = read(client_for(OFFICER), "work")
    assert "First hearing at Irwell Magistrates." in page
    assert "Charge by" not in page


def test_the_page_takes_as_many_queries_with_twenty_items_as_with_two(family, today, client_for) -> None:
    row, by, client = prepare(family, today), family.acting(OFFICER, today), client_for(OFFICER)
    counts = []
    for number in (2, 18):
        for each in range(number):
            add_item(row=row, kind="unused", what=f"Note {each}", by=by)
        with CaptureQueriesContext(connection) as seen:
            read(client, "prosecution", row.ref)
        counts.append(len(seen))
    assert counts[0] == counts[1]
