"""The pages of money: the queue, taking a payment, deciding, and the bank's files."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import AccessRecord
from enforcement.actions.bank_files import take_chunk
from enforcement.actions.money import Incoming, take_payment
from enforcement.actions.notices import issue_notice, serve_notice
from enforcement.models import BankFile, BankMapping, Payment
from tests.enforcement.households import ON

DAY = {"received_on_day": "25", "received_on_month": "11", "received_on_year": "2026"}


@pytest.fixture
def client(family, client_for):
    return client_for("legal_officer")


@pytest.fixture
def notice(family):
    draft = family.prepare()
    issued = issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)
    return serve_notice(notice=issued, sent_on=ON, by=family.acting("welfare_officer"))


def held(family, number: int = 1) -> Payment:
    """Money that names nothing."""
    for each in range(number):
        incoming = Incoming(key=f"k{each}", received_on=ON, amount=8_000, text="SMITH")
        payment, _ = take_payment(incoming=incoming, by=family.acting("legal_officer"))
    return payment


def page(client, url, **params) -> str:
    """What a page says."""
    response = client.get(url, params)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_queue_says_what_would_be_here(client) -> None:
    empty = {
        "waiting": "Every payment is matched",
        "refunds": "Nothing is to be sent back",
        "all": "No payment",
    }
    for shown, said in empty.items():
        assert said in page(client, "/payments/", show=shown)


def test_a_payment_by_hand_is_taken_once_however_often_the_sheet_is_sent(client, notice) -> None:
    sheet = DAY | {
        "way": "card",
        "amount": "80",
        "references": notice.reference.lower(),
        "form_key": str(uuid4()),
    }
    for _ in range(2):
        response = client.post("/payments/new/", sheet, follow=True)
    said = response.content.decode()
    assert "Discharges the notice" in said
    assert "£80 paid for notices" in said
    assert str(notice.pupil) in said
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"amount": "eighty"}, "Enter an amount in pounds"),
        ({"amount": "-5"}, "Enter an amount in pounds"),
        ({"references": "PN-0000001-00"}, "Line 1 is not a reference that checks"),
        ({"received_on_year": "2027"}, "cannot have come on a day ahead"),
        ({"received_on_day": "31"}, "Enter a real date"),
        ({"way": ""}, "Choose how it came"),
    ],
)
def test_what_is_typed_wrongly_is_told(client, notice, change, said) -> None:
    sheet = DAY | {"way": "card", "amount": "80", "references": notice.reference, "text": ""} | change
    response = client.post("/payments/new/", sheet)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not Payment.objects.exists()


def test_held_money_is_matched_by_reference_with_a_reason(client, family, notice) -> None:
    payment = held(family)
    assert "SMITH" in page(client, "/payments/")
    url = f"/payments/{payment.ref}/match/"
    assert "No notice has a reference like the one given" in page(client, url)
    sheet = {"others": notice.reference, "reason": "The payer rang.", "version": payment.version}
    assert "Choose or enter at least one notice" in client.post(url, sheet | {"others": ""}).content.decode()
    assert "changed this" in client.post(url, sheet | {"version": 9}).content.decode()
    said = client.post(url, sheet, follow=True).content.decode()
    assert "The notices are paid." in said
    assert "The payer rang." in said
    notice.refresh_from_db()
    assert notice.state == "paid"


def test_money_goes_back_and_is_recorded_as_sent(client, family, notice) -> None:
    payment = held(family)
    said = client.post(
        f"/payments/{payment.ref}/back/", {"reason": "Not ours.", "version": payment.version}, follow=True
    ).content.decode()
    assert "£80 to be sent back" in said
    assert payment.ref in page(client, "/payments/", show="refunds")
    payment.refresh_from_db()
    said = client.post(
        f"/payments/{payment.ref}/sent/", {"version": payment.version}, follow=True
    ).content.decode()
    assert "£80 sent back on 25 November 2026" in said


def test_a_dispute_is_recorded_and_settled(client, family, notice) -> None:
    payment = held(family)
    client.post(f"/payments/{payment.ref}/dispute/", {"reason": "The bank asks.", "version": payment.version})
    assert "Disputed" in page(client, f"/payments/{payment.ref}/")
    payment.refresh_from_db()
    client.post(f"/payments/{payment.ref}/settle/", {"reason": "It stands.", "version": payment.version})
    payment.refresh_from_db()
    assert not payment.is_disputed


def test_the_queue_costs_the_same_with_many(client, family, notice) -> None:
    counts = []
    for number in (2, 20):
        held(family, number)
        with CaptureQueriesContext(connection) as captured:
            page(client, "/payments/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_bank_file_goes_from_the_upload_to_what_it_did(client, notice) -> None:
    text = f"Date,Description,Paid in\n25/11/2026,FPI {notice.reference},80.00\n25/11/2026,X,many\n"
    upload = {"file": SimpleUploadedFile("a.csv", text.encode())}
    response = client.post("/bank-files/new/", upload)
    row = BankFile.objects.get()
    assert response["Location"] == f"/bank-files/{row.ref}/columns/"
    columns = {
        "received_on": "Date",
        "amount": "Paid in",
        "text": "Description",
        "date_order": "day first",
        "save_as": "Our bank",
    }
    looked = client.post(response["Location"], columns | {"look": "1"}).content.decode()
    assert notice.reference in looked
    assert "not one in pounds and pence" in looked
    assert not Payment.objects.exists()
    said = client.post(response["Location"], columns, follow=True).content.decode()
    assert "Being taken in" in said
    assert take_chunk(row.pk) is False
    said = page(client, f"/bank-files/{row.ref}/")
    assert "Taken in" in said
    assert "Write it as 160.00" in said
    notice.refresh_from_db()
    assert notice.state == "paid"
    assert BankMapping.objects.get().name == "Our bank"
    again = client.post(
        "/bank-files/new/", {"file": SimpleUploadedFile("b.csv", text.encode())}
    ).content.decode()
    assert "This file was sent before" in again
    assert row.ref in again


def test_a_file_that_is_no_table_is_told(client) -> None:
    for content in (b"", b"%PDF-1.7"):
        response = client.post("/bank-files/new/", {"file": SimpleUploadedFile("a.csv", content)})
        assert response.status_code == 200
        assert "govuk-error-message" in response.content.decode()


def test_a_kept_choice_of_columns_is_offered(client, family) -> None:
    text = b"When,What,How much\n25/11/2026,X,80.00\n"
    client.post("/bank-files/new/", {"file": SimpleUploadedFile("a.csv", text)})
    row = BankFile.objects.get()
    BankMapping.objects.create(
        authority=family.world.authority, name="Our bank", by=family.acting("legal_officer").user,
        mapping={"received_on": "When", "amount": "How much", "text": "What"},
    )  # fmt: skip
    said = page(client, f"/bank-files/{row.ref}/columns/", saved="Our bank")
    assert '<option value="How much" selected>' in said
    client.post(f"/bank-files/{row.ref}/give-up/")
    assert not BankFile.objects.exists()


def test_who_looked_at_money_of_a_child_is_kept(client, family, notice) -> None:
    incoming = Incoming(key="k", received_on=ON, amount=1_000, text=notice.reference)
    payment, _ = take_payment(incoming=incoming, by=family.acting("legal_officer"))
    for name, url in (("payment", ""), ("payment-act", "match/")):
        page(client, f"/payments/{payment.ref}/{url}")
        assert AccessRecord.objects.filter(page=name, pupil_id=notice.pupil_id).count() == 1


def test_a_payment_that_did_not_stand_is_undone_after_its_dispute(client, family, notice) -> None:
    incoming = Incoming(key="p1", received_on=ON, amount=8_000, text=notice.reference)
    payment, _ = take_payment(incoming=incoming, by=family.acting("legal_officer"))
    url = f"/payments/{payment.ref}/"
    assert "did not stand" not in page(client, url)
    payment.refresh_from_db()
    client.post(f"{url}dispute/", {"reason": "The bank wrote.", "version": payment.version})
    assert f"{url}reverse/" in page(client, url)
    words = page(client, f"{url}reverse/")
    assert "The bank took the money back" in words
    assert "The money was not meant for this notice" in words
    payment.refresh_from_db()
    sheet = {"how": "BANK", "reason": "Letter of the bank.", "version": payment.version}
    assert "Choose what happened" in client.post(f"{url}reverse/", sheet | {"how": ""}).content.decode()
    for _ in range(2):
        said = client.post(f"{url}reverse/", sheet, follow=True).content.decode()
    # Sent twice it is done once: the second is told that the payment is no longer the one they saw.
    assert "Somebody else changed this" in said
    assert "£80 taken back by the bank" in page(client, url)
    notice.refresh_from_db()
    assert (notice.state, notice.steps.filter(move="reverse").count()) == ("served", 1)
    assert "is unpaid again" in page(client, f"/notices/{notice.ref}/")
