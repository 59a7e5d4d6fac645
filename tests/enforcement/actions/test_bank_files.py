"""The bank's files: any columns, once said; every line once, whatever overlaps, repeats or stops."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import time_machine

from attendance.actions.doors import NotAllowed
from attendance.formats.refusals import FileRefused
from cases.actions.doors import Refused
from enforcement.actions import bank_files
from enforcement.actions.bank_files import (
    SentBefore,
    give_up,
    receive_bank_file,
    say_columns,
    take_chunk,
)
from enforcement.actions.notices import issue_notice, serve_notice
from enforcement.formats.bank import guessed, pence
from enforcement.models import BANK_FILES, BankFile, BankMapping, Payment
from enforcement.queries.money import files_unfinished
from tests.enforcement.households import ON

COLUMNS = {"received_on": "Date", "amount": "Paid in", "text": "Description", "date_order": "day first"}
HEADINGS = "Date,Description,Paid out,Paid in\n"


@pytest.fixture
def by(family, settings, tmp_path):
    """Who sends the files, on Christmas Eve; a worker takes their lines on that day."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(datetime(2026, 12, 24, 12, tzinfo=UTC), tick=False):
        yield family.acting("legal_officer", date(2026, 12, 24))


@pytest.fixture
def notice(family):
    draft = family.prepare()
    issued = issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)
    return serve_notice(notice=issued, sent_on=ON, by=family.acting("welfare_officer"))


def sent(by, text: str) -> BankFile:
    """A file sent, its columns said."""
    row = receive_bank_file(file=BytesIO((HEADINGS + text).encode()), by=by)
    return say_columns(file=row, mapping=COLUMNS, by=by)


def taken(row: BankFile) -> BankFile:
    """The file after a worker is done with it."""
    while take_chunk(row.pk):
        pass
    row.refresh_from_db()
    return row


def test_a_file_pays_holds_leaves_out_and_says_what_it_cannot_read(notice, by) -> None:
    row = taken(
        sent(
            by,
            f"01/12/2026,FPI {notice.reference},,80.00\n02/12/2026,RENT,400.00,\n"
            "03/12/2026,SMITH,,160.00\n31/02/2026,X,,1\n04/12/2026,X,,many\n",
        )
    )
    notice.refresh_from_db()
    assert notice.state == "paid"
    assert (row.lines, row.done, row.taken, row.outgoing, row.known) == (5, 5, 2, 1, 0)
    assert [each["line"] for each in row.rejects] == [5, 6]
    assert Payment.objects.undecided().get().amount == 16_000


def test_the_file_goes_once_its_lines_are_taken(by, django_capture_on_commit_callbacks) -> None:
    row = sent(by, "01/12/2026,A,,1\n")
    with django_capture_on_commit_callbacks(execute=True):
        taken(row)
    assert not BANK_FILES.path_of(row.kept_as).exists()
    with pytest.raises(SentBefore):
        sent(by, "01/12/2026,A,,1\n")


def test_the_same_bytes_are_the_same_file(by) -> None:
    first = sent(by, "01/12/2026,A,,1\n")
    with pytest.raises(SentBefore) as before:
        sent(by, "01/12/2026,A,,1\n")
    assert before.value.first == first
    assert len(list(BANK_FILES.path_of(first.kept_as).parent.iterdir())) == 1


def test_statements_that_overlap_bring_nothing_in_twice_and_equal_lines_both_count(by) -> None:
    twice = "01/12/2026,SMITH,,80\n01/12/2026,SMITH,,80\n"
    taken(sent(by, twice))
    row = taken(sent(by, twice + "02/12/2026,SMITH,,80\n"))
    assert (row.taken, row.known, Payment.objects.count()) == (1, 2, 3)


def test_what_a_stopped_worker_left_is_taken_up(by, monkeypatch) -> None:
    monkeypatch.setattr(bank_files, "CHUNK", 2)
    row = sent(by, "".join(f"0{day}/12/2026,N{day},,80\n" for day in range(1, 8)))
    assert take_chunk(row.pk)
    assert files_unfinished() == [row.pk]
    assert Payment.objects.count() == 2
    assert taken(row).taken == 7
    assert not take_chunk(row.pk)
    assert files_unfinished() == []


def test_columns_are_kept_under_a_name_and_said_once(by) -> None:
    row = receive_bank_file(file=BytesIO((HEADINGS + "01/12/2026,A,,1\n").encode()), by=by)
    for _ in range(2):
        say_columns(file=row, mapping=COLUMNS, by=by, save_as="Our bank")
    assert BankMapping.objects.get().mapping == COLUMNS
    with pytest.raises(Refused, match="being taken"):
        give_up(file=row, by=by)


def test_columns_that_do_not_fit_are_refused_and_the_file_may_be_thrown_away(by) -> None:
    row = receive_bank_file(file=BytesIO((HEADINGS + "01/12/2026,A,,1\n").encode()), by=by)
    with pytest.raises(FileRefused, match="no column headed"):
        say_columns(file=row, mapping=COLUMNS | {"amount": "Credit"}, by=by)
    give_up(file=row, by=by)
    assert not BankFile.objects.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x00\x01\x02"])
def test_what_is_no_table_is_refused_and_not_kept(by, content, tmp_path) -> None:
    with pytest.raises(FileRefused):
        receive_bank_file(file=BytesIO(content), by=by)
    assert not BankFile.objects.exists()
    assert not list((tmp_path / "bank").iterdir())


def test_a_day_ahead_is_told_and_not_taken(by) -> None:
    row = taken(sent(by, "01/12/2026,A,,1\n31/12/2035,A,,1\n"))
    assert (row.taken, len(row.rejects)) == (1, 1)


def test_only_those_who_take_payments_send_files(family, by) -> None:
    with pytest.raises(NotAllowed):
        receive_bank_file(file=BytesIO(b"Date\n1\n"), by=family.acting("welfare_officer"))


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("80", 8_000), ("£1,234.56", 123_456), ("80.5", 8_050), ("-80.00", -8_000), ("(80.00)", -8_000),
        ("80.00DR", -8_000),
        ("80.00 CR", 8_000), ("GBP 80", 8_000), ("80.555", None), ("1,23", None), ("", None), ("eighty", None),
        ("9999999999", None),
    ],
)  # fmt: skip
def test_amounts_as_banks_write_them(written, amount) -> None:
    assert pence(written) == amount


def test_the_likeliest_columns_are_offered() -> None:
    assert guessed(("Transaction Date", "Transaction Description", "Debit Amount", "Credit Amount")) == {
        "received_on": "Transaction Date", "text": "Transaction Description", "amount": "Credit Amount",
    }  # fmt: skip
