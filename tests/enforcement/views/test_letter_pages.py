"""The pages of letters, print runs and the letterhead."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enforcement.actions.letters import owe_letter
from enforcement.actions.notices import issue_notice
from enforcement.actions.print_runs import chunks_owed, chunks_unsent, make_chunk, post_chunk
from enforcement.models import Letter, Letterhead, LetterKind, Notice, PrintRun
from tests.enforcement.households import another_parent

POSTED = {"posted_on_day": "25", "posted_on_month": "11", "posted_on_year": "2026"}


@pytest.fixture
def client(family, client_for):
    return client_for("welfare_officer")


def owed(family, number: int = 1) -> list[Letter]:
    """So many letters of notices, owed."""
    found = []
    for _ in range(number):
        held, address = another_parent(family)
        draft = family.prepare(parent=held.parent, address=address)
        notice = issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)
        found.append(owe_letter(kind=LetterKind.NOTICE, notice=notice, by=family.acting("welfare_officer")))
    return found


def said(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_to_send_says_so(client) -> None:
    text = said(client.get("/letters/"))
    assert "No letter waits" in text
    assert "Until then no letter can be made" not in text


def test_a_run_from_the_page_to_the_post(client, family) -> None:
    owed(family, 3)
    assert "Penalty notice (3)" in said(client.get("/letters/"))
    assert "Choose at least one kind" in said(client.post("/letters/", POSTED))
    client.post("/letters/", POSTED | {"kinds": "notice"})
    run = PrintRun.objects.get()
    url = f"/print-runs/{run.ref}/"
    assert "Being made" in said(client.get(url))
    assert "0%: 0 of 3" in said(client.get(f"{url}progress/", headers={"HX-Request": "true"}))
    for keys in chunks_owed(run.pk):
        make_chunk(keys)
    text = said(client.get(url))
    assert "Letters 1 to 3 (zip)" in text
    files = zipfile.ZipFile(io.BytesIO(b"".join(client.get(f"{url}letters.zip").streaming_content)))
    assert len(files.namelist()) == 3
    assert all(name.startswith("letter-") for name in files.namelist())
    assert files.read(files.namelist()[0]).startswith(b"%PDF")
    ahead = {"sent_on_day": "26", "sent_on_month": "11", "sent_on_year": "2026"}
    assert "not ahead" in said(client.post(f"{url}posted/", ahead))
    client.post(f"{url}posted/", ahead | {"sent_on_day": "25"})
    for keys in chunks_unsent(run.pk):
        post_chunk(keys)
    assert set(Notice.objects.values_list("state", flat=True)) == {"served"}
    assert "Posted" in said(client.get(url))
    assert run.ref in said(client.get("/print-runs/"))


def test_own_words_are_kept_until_the_letter_is_made(client, family) -> None:
    (letter,) = owed(family)
    url = f"/letters/{letter.ref}/"
    words = {"own_words": "We met on Monday.", "version": letter.version}
    client.post(url, words)
    assert "It says now: “We met on Monday.”" in said(client.post(url, words | {"own_words": "Other."}))
    assert "at most 3000 characters" in said(client.post(url, {"own_words": "x" * 3_001, "version": 2}))
    client.post(f"{url}make/")
    text = said(client.get(url))
    assert "We met on Monday." in text
    assert "Fingerprint" in text
    response = client.get(f"{url}letter.pdf")
    assert response["Content-Type"] == "application/pdf"
    letter.refresh_from_db()
    assert f'filename="letter-{letter.pk}.pdf"' in response["Content-Disposition"]


def test_a_letter_to_a_sealed_address_opens_only_for_people_named(client, family) -> None:
    (letter,) = owed(family)
    client.post(f"/letters/{letter.ref}/make/")
    letter.address.sealed = True
    letter.address.save()
    assert "Only people named for the address" in said(client.get(f"/letters/{letter.ref}/"))
    assert client.get(f"/letters/{letter.ref}/letter.pdf").status_code == 404


def test_a_file_that_is_not_what_was_made_is_not_given_out(client, family, tmp_path) -> None:
    (letter,) = owed(family)
    client.post(f"/letters/{letter.ref}/make/")
    letter.refresh_from_db()
    (tmp_path / "letters" / letter.file).write_bytes(b"%PDF other")
    response = client.get(f"/letters/{letter.ref}/letter.pdf", follow=True)
    assert "not what was made" in said(response)


def test_what_cannot_be_made_says_why(client, family) -> None:
    (letter,) = owed(family)
    letter.address.sealed = True
    letter.address.save()
    text = said(client.post(f"/letters/{letter.ref}/make/", follow=True))
    assert "nobody who is named for it has opened it" in text


def test_the_lists_cost_the_same_with_many(client, family) -> None:
    counts = []
    for number in (2, 20):
        owed(family, number)
        with CaptureQueriesContext(connection) as captured:
            said(client.get("/letters/"))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_letterhead_is_said_from_a_day_on(family, client_for) -> None:
    leader = client_for("attendance_leader")
    sheet = {
        "began_on_day": "1", "began_on_month": "12", "began_on_year": "2026", "sender": "Town Hall\n\nIrwell",
        "how_to_pay": "By card.",
    }  # fmt: skip
    for _ in range(2):
        text = said(leader.post("/letters/letterhead/", sheet, follow=True))
    assert "1 December 2026" in text
    assert Letterhead.objects.count() == 2
    assert Letterhead.objects.latest("pk").sender == "Town Hall\nIrwell"
    assert "six lines" in said(leader.post("/letters/letterhead/", sheet | {"sender": "\n".join("abcdefg")}))
