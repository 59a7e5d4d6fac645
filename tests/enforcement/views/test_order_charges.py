"""The pages of prosecutions about orders: begun from the order and the ladder, shown whole, and in a closed case."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.actions.cases import move_case
from enforcement.actions.attendance_orders import serve_order
from enforcement.actions.evidence import make_paper
from enforcement.models import Breach, Prosecution
from tests.enforcement.court import LEGAL, MANAGER, OFFICER, ON, later
from tests.enforcement.orders import (
    CHARGED,
    PAPERS,
    begun,
    confirmed,
    filled,
    laid,
    not_kept,
    school_order,
    supervision,
)
from tests.enforcement.views.test_court import day_fields, read
from tests.programs import program_of


@pytest.fixture
def charge_day(family):
    """The day of the charge, with the address confirmed."""
    confirmed(family, CHARGED)
    with time_machine.travel(datetime(CHARGED.year, CHARGED.month, CHARGED.day, 12, tzinfo=UTC), tick=False):
        yield CHARGED


@pytest.fixture
def made(family):
    """An order of each kind, with its failures."""
    order = school_order(family)
    return order, not_kept(order, family)


def test_an_order_is_on_my_work_until_its_service_is_recorded(family, charge_day, client_for) -> None:
    order = school_order(family, charge_day, served=False)
    said = "The school attendance order was made: serve it, and record how."
    assert said in read(client_for(OFFICER), "work")
    assert said not in read(client_for("other_team_officer"), "work")
    serve_order(row=order, sent_on=charge_day, how="By hand.", by=family.acting(OFFICER, charge_day))
    assert said not in read(client_for(OFFICER), "work")


def test_a_prosecution_about_a_school_order_from_its_page_to_the_charge(
    family, made, charge_day, client_for
) -> None:
    order, failures = made
    client, legal = client_for(OFFICER), client_for(LEGAL)
    page = read(client, "attendance-order", order.ref)
    assert "By hand to the mother." in page
    assert "Prepare a prosecution for breach of the order" in page
    assert "5 December 2026: Not enrolled." in read(client, "attendance-order-act", order.ref, "prosecute")
    act = reverse("attendance-order-act", args=[order.ref, "prosecute"])
    assert "Choose at least one failure" in client.post(act, {"parent": order.parent_id}).content.decode()
    sent = {
        "parent": order.parent_id, "failures": [each.pk for each in failures],
        **day_fields("equality_considered_on", charge_day),
    }  # fmt: skip
    answer = client.post(act, sent)
    row = Prosecution.objects.get()
    assert answer["Location"] == reverse("prosecution", args=[row.ref])
    page = read(client, "prosecution", row.ref)
    assert "Education Act 1996, section 443(1)" in page
    assert "Served on 25 November 2026: By hand to the mother." in page
    assert "record of failures is missing" in page
    assert "Certificate of attendance" not in page
    assert "Certificate of service" in page
    assert "Choose the failures again" in page
    assert "Choose the period again" not in page
    details = read(client, "prosecution-act", row.ref, "details")
    assert "What the parent says" in details
    assert "What shows that the parent knew" not in details
    assert client.get(reverse("prosecution-act", args=[row.ref, "period"])).status_code == 404
    shut = read(legal, "prosecution-act", row.ref, "charge")
    assert "Nobody has written down what the parent says" in shut
    row = filled(begun(order, family, failures), family)
    legal.post(reverse("prosecution-act", args=[row.ref, "charge"]), {"version": row.version})
    assert Prosecution.objects.get().state == "charged"
    assert "Prosecution of" in read(client, "attendance-order", order.ref)
    acquit = reverse("prosecution-act", args=[row.ref, "acquit"])
    client.post(acquit, {"order_ceases": "on", **day_fields("decided_on", charge_day)})
    order.refresh_from_db()
    assert (order.state, order.ending) == ("ended", "court")


def test_service_and_failures_are_recorded_on_the_page_of_the_order(family, client_for) -> None:
    order, client = school_order(family, served=False), client_for(OFFICER)
    assert "Not recorded: nothing can be charged about it." in read(client, "attendance-order", order.ref)
    serve = reverse("attendance-order-act", args=[order.ref, "serve"])
    assert "Choose how it was given" in client.post(serve, day_fields("sent_on", ON)).content.decode()
    client.post(serve, {"method": "BY_HAND", "how": "By hand.", **day_fields("sent_on", ON)})
    order.refresh_from_db()
    assert (order.served_on, order.served_how) == (ON, "By hand.")
    assert client.get(serve).status_code == 404


def test_a_failure_names_its_direction(family, client_for) -> None:
    order, client = supervision(family), client_for(OFFICER)
    page = reverse("supervision-act", args=[order.ref, "breach"])
    assert "to the parents: Ring the school by 9." in client.get(page).content.decode()
    sent = {"what": "Nobody rang.", **day_fields("on", ON)}
    assert "Choose the direction" in client.post(page, sent).content.decode()
    client.post(page, sent | {"direction": order.directions.get().pk})
    assert Breach.objects.get().direction == order.directions.get()
    assert "Direction of 25 November 2026: Ring the school by 9." in read(client, "supervision", order.ref)
    lift = reverse("supervision-act", args=[order.ref, "lift"])
    client.post(lift, {"direction": order.directions.get().pk, **day_fields("lifted_on", ON)})
    assert "lifted on 25 November 2026" in read(client, "supervision", order.ref)
    assert client.get(lift).status_code == 404


def test_the_ladder_begins_from_the_order_and_says_what_shuts_it(
    family, made, charge_day, client_for
) -> None:
    order, _ = made
    client, pk = client_for(OFFICER), family.mother.pk
    page = read(client, "case-step", family.case.ref, pk, "order-prosecution")
    assert "3 failures may be charged: 5 December 2026, 12 December 2026, 19 December 2026." in page
    assert reverse("attendance-order-act", args=[order.ref, "prosecute"]) in page
    page = read(client, "case-step", family.case.ref, pk, "directions-prosecution")
    assert "No education supervision order that binds this parent was made." in page
    assert "Children Act 1989 Schedule 3 paragraph 18" in page
    assert "Prosecution under section 443" in read(client, "case-ladder", family.case.ref)
    page = read(client, "case-step", family.case.ref, pk, "order-prosecution", on=later(5).isoformat())
    assert "It has not happened yet" in page


def test_directions_are_charged_from_the_page_of_the_supervision_order(
    family, charge_day, client_for
) -> None:
    order = supervision(family)
    failures, client = not_kept(order, family), client_for(OFFICER)
    confirmed(family, charge_day)
    page = read(client, "case-step", family.case.ref, family.mother.pk, "directions-prosecution")
    assert f"{reverse('supervision-act', args=[order.ref, 'prosecute'])}?towards={family.mother.pk}" in page
    sent = {"parent": order.parent_id, "failures": [failures[0].pk]}
    client.post(reverse("supervision-act", args=[order.ref, "prosecute"]), sent)
    row = Prosecution.objects.get()
    page = read(client, "prosecution", row.ref)
    assert "First: an education supervision order" not in page
    assert "The court directed an application" not in page
    page = read(client_for(LEGAL), "prosecution-act", row.ref, "charge")
    assert "1 failure may be charged: the law asks for persistent failure" in page
    again = {"version": row.version, "failures": [each.pk for each in failures]}
    client.post(reverse("prosecution-act", args=[row.ref, "failures"]), again)
    assert row.failures.count() == 3
    assert "Charge by 5 June 2027: surely in time." in read(client, "work")


@pytest.mark.parametrize("kind", [*PAPERS, "chronology", "charges"])
def test_every_paper_about_an_order_is_a_pdf(family, made, charge_day, client_for, kind) -> None:
    order, failures = made
    row, client = filled(begun(order, family, failures), family), client_for(OFFICER)
    client.post(reverse("prosecution-paper-make", args=[row.ref, kind]))
    paper = row.papers.filter(kind=kind).latest("number")
    answer = client.get(reverse("prosecution-paper", args=[row.ref, paper.pk]))
    assert answer.content.startswith(b"%PDF")


def test_papers_of_a_supervision_order_are_made_too(family, charge_day) -> None:
    order = supervision(family)
    row = begun(order, family, not_kept(order, family))
    for kind in ("order", "service", "failures", "charges"):
        assert make_paper(row=row, kind=kind, by=family.acting(OFFICER, CHARGED)).size > 1_000


def test_a_program_reads_on_which_order_it_rests_and_no_evidence(family, made, charge_day) -> None:
    order, failures = made
    row = laid(order, family, failures)
    program = program_of(family.world.acting("welfare_officer"), "casework")
    held = program.get(f"prosecutions/{row.ref}/").json()
    assert (held["offence"], held["attendance_order"], held["supervision_order"]) == ("s443", order.ref, None)
    assert "parent_heard" not in held
    assert program.get(f"attendance-orders/{order.ref}/").json()["served_on"] == ON.isoformat()


def test_the_school_and_others_see_none_of_it(family, made, charge_day, client_for) -> None:
    order, failures = made
    row = begun(order, family, failures)
    assert client_for("school_lead").get(reverse("prosecution", args=[row.ref])).status_code == 403
    assert client_for("other_team_officer").get(reverse("prosecution", args=[row.ref])).status_code == 404


def test_pages_take_as_many_queries_with_twenty_failures_as_with_two(family, charge_day, client_for) -> None:
    order, client = school_order(family), client_for(OFFICER)
    pages = (
        ("attendance-order", order.ref),
        ("attendance-order-act", order.ref, "prosecute"),
        ("case-step", family.case.ref, family.mother.pk, "order-prosecution"),
    )
    counts = []
    for first, last in ((2, 4), (4, 22)):
        failures = not_kept(order, family, [later(day) for day in range(first, last)])
        row = begun(order, family, failures)
        Prosecution.objects.filter(pk=row.pk).update(state="dropped", ended_because="No.")
        for page in pages:
            with CaptureQueriesContext(connection) as seen:
                read(client, *page)
            counts.append(len(seen))
    assert counts[:3] == counts[3:]


def test_in_a_closed_case_pages_offer_ends_and_outcomes_alone(family, made, charge_day, client_for) -> None:
    order, failures = made
    row = begun(order, family, failures)
    order.case.holds.update(lifted_on=CHARGED)
    move_case(
        case=family.case, move="close", reason="Moved.", by=family.acting(MANAGER, CHARGED), anyway=True
    )
    client = client_for(OFFICER)
    page = read(client, "prosecution", row.ref)
    assert "Decide not to prosecute" in page
    assert "Choose the failures again" not in page
    assert "Prepare a prosecution" not in read(client, "attendance-order", order.ref)
    assert "Prepare a prosecution" not in read(client, "case-court", family.case.ref)
    act = reverse("prosecution-act", args=[row.ref, "failures"])
    assert "The case is closed" in client.get(act, follow=True).content.decode()
    sent = {"version": row.version, "failures": [failures[0].pk]}
    assert "Open the case again first" in client.post(act, sent).content.decode()
    assert "Enter a letter, message or call" in read(client, "case-letters-in", family.case.ref)
