"""Statements as MT940 on the pages: sent, looked at, taken in, and what is told of them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from enforcement.actions.bank_files import take_chunk
from enforcement.models import BANK_FILES, BankFile, Payment
from tests.enforcement.statements import many, statement

SHORT = statement(
    ":61:261124C80,NTRFNONREF", ":86:FPI SMITH", ":61:261124RC80,NTRFNONREF", ends="C261125GBP160,"
)


@pytest.fixture
def client(family, client_for, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return client_for("legal_officer")


def send(client, text: str, name: str = "a.txt"):
    """Send a file, and go where the answer leads."""
    return client.post("/bank-files/new/", {"file": SimpleUploadedFile(name, text.encode())}, follow=True)


def test_a_statement_goes_from_the_upload_to_what_it_did(client) -> None:
    said = send(client, SHORT, "statement.csv").content.decode()
    row = BankFile.objects.get()
    assert "Look at the statement" in said
    assert "20-00-00 12345678" in said
    assert "1 payment came in, £80 in all" in said
    assert "FPI SMITH" in said
    assert "The bank took £80 back on 24 November 2026" in said
    assert "does not add up" in said
    assert not Payment.objects.exists()
    assert "Look at it" in client.get("/bank-files/").content.decode()
    assert "Look at the statement" in client.get(f"/bank-files/{row.ref}/").content.decode()
    said = client.post(f"/bank-files/{row.ref}/columns/", follow=True).content.decode()
    assert "Being taken in" in said
    while take_chunk(row.pk):
        pass
    said = client.get(f"/bank-files/{row.ref}/").content.decode()
    assert "Taken in" in said
    assert "record that it is disputed" in said
    assert Payment.objects.get().amount == 8_000
    again = send(client, SHORT).content.decode()
    assert "This file was sent before" in again


def test_a_statement_that_adds_up_says_so_by_saying_nothing(client) -> None:
    said = send(client, many(3)).content.decode()
    assert "3 payments came in, £240 in all" in said
    assert "To look at" not in said
    row = BankFile.objects.get()
    client.post(f"/bank-files/{row.ref}/give-up/")
    assert not BankFile.objects.exists()


def test_many_statements_are_shown_in_part_and_counted(client) -> None:
    days = [
        statement(
            f":61:261124C{each + 1},NTRFNONREF",
            begins="C261124GBP0,",
            ends="C261124GBP0,",
            number=f"{each}/1",
        )
        for each in range(60)
    ]
    said = send(client, "".join(days)).content.decode()
    assert said.count("And 10 more.") == 2


def test_money_that_came_as_csv_is_warned_of_before_it_is_taken_twice(client) -> None:
    send(client, "Date,Text,In\n2026-11-01,SMITH,80.00\n", "a.csv")
    row = BankFile.objects.get()
    columns = {"received_on": "Date", "amount": "In", "text": "Text", "date_order": "iso"}
    client.post(f"/bank-files/{row.ref}/columns/", columns)
    while take_chunk(row.pk):
        pass
    said = send(client, many(3)).content.decode()
    assert (
        "1 payment of this file has the day and the amount of one that came by a file of another kind" in said
    )


def test_files_that_are_not_read_are_named(client) -> None:
    said = send(client, "01,1,2,261124,0200,1,80,1,2/\n").content.decode()
    assert "This is a BAI2 file" in said
    assert "govuk-error-message" in said


def test_a_statement_that_lacks_is_warned_of(client) -> None:
    send(client, many(3))
    client.post(f"/bank-files/{BankFile.objects.get().ref}/columns/")
    later = statement(":61:261124C80,NTRFNONREF", begins="C261201GBP900,", ends="C261202GBP980,")
    said = send(client, later).content.decode()
    assert "a statement between them may be missing. Ask the bank for it" in said


def test_a_file_that_is_gone_is_told(client) -> None:
    send(client, many(3))
    row = BankFile.objects.get()
    BANK_FILES.discard(row.kept_as)
    for answer in (client.get, client.post):
        said = answer(f"/bank-files/{row.ref}/columns/", follow=True).content.decode()
        assert "The file cannot be opened" in said
