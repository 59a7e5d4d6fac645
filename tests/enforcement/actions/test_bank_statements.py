"""Statements as MT940 through the import: looked at once, every payment once, whatever overlaps, repeats or stops."""

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
    accept_statements,
    give_up,
    receive_bank_file,
    say_columns,
    take_chunk,
)
from enforcement.actions.notices import issue_notice, serve_notice
from enforcement.models import BankFile, Payment
from enforcement.queries.money import files_unfinished
from enforcement.queries.statements import came_by_another_kind, gaps
from tests.enforcement.households import ON
from tests.enforcement.statements import LEDGER, many, statement


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
    """A file sent and looked at."""
    return accept_statements(file=receive_bank_file(file=BytesIO(text.encode()), by=by), by=by)


def taken(row: BankFile) -> BankFile:
    """The file after a worker is done with it."""
    while take_chunk(row.pk):
        pass
    row.refresh_from_db()
    return row


def test_a_statement_pays_holds_and_leaves_out(notice, by) -> None:
    row = taken(sent(by, LEDGER.format(reference=notice.reference)))
    notice.refresh_from_db()
    assert (notice.state, notice.paid_on) == ("paid", date(2026, 12, 1))
    assert (row.layout, row.lines, row.taken, row.outgoing, row.to_look_at) == ("mt940", 3, 2, 1, 0)
    held = Payment.objects.undecided().get()
    assert (held.amount, held.line, held.text) == (16_000, 11, "BGC SMITH NO REFERENCE GIVEN BY THE PAYER")


def test_what_the_bank_takes_back_is_told_and_nothing_is_undone_by_a_file(notice, by) -> None:
    taken(sent(by, LEDGER.format(reference=notice.reference)))
    back = f":61:261203RC80,NTRF{notice.reference}"
    out = f":61:261203D80,NTRF{notice.reference}"
    row = taken(sent(by, statement(back, out, begins="C261202GBP160,", ends="C261203GBP0,", number="2/1")))
    notice.refresh_from_db()
    assert notice.state == "paid"
    assert (row.taken, row.outgoing, row.to_look_at) == (0, 0, 2)
    assert [each["line"] for each in row.rejects] == [5, 6]
    assert row.rejects[0]["said"].startswith("The bank took £80 back on 3 December 2026")
    assert row.rejects[1]["said"].startswith(f"£80 went out that names {notice.reference}.")


def test_a_line_of_a_csv_file_that_went_out_and_names_a_notice_is_told_too(notice, by) -> None:
    text = f"Date,Text,In\n2026-12-03,UNPAID {notice.reference},-80.00\n2026-12-03,RENT,-400.00\n"
    row = receive_bank_file(file=BytesIO(text.encode()), by=by)
    row = taken(say_columns(file=row, mapping={"received_on": "Date", "amount": "In", "text": "Text"}, by=by))
    assert (row.outgoing, row.to_look_at) == (1, 1)


def test_what_does_not_add_up_was_seen_and_stays_with_the_file(by) -> None:
    row = sent(by, statement(":61:261201C80,NTRFNONREF", ends="C261202GBP160,"))
    assert row.mapping == {"faults": 1, "ends": [["20-00-00 12345678", "GBP", "2026-12-02", 16_000]]}
    row = taken(row)
    assert (row.lines, row.taken, row.to_look_at) == (2, 1, 1)
    assert "does not add up" in row.rejects[0]["said"]


def test_statements_that_overlap_bring_nothing_in_twice(by) -> None:
    day = (":61:261201C80,NTRFNONREF", ":86:SMITH")
    taken(sent(by, statement(*day, ends="C261201GBP80,")))
    both = statement(*day, ":61:261202C80,NTRFNONREF", ":86:SMITH", ends="C261202GBP160,", number="2/1")
    row = taken(sent(by, both))
    assert (row.taken, row.known, Payment.objects.count()) == (1, 1, 2)


def test_the_same_bytes_are_the_same_file(by) -> None:
    first = sent(by, many(3))
    with pytest.raises(SentBefore) as before:
        sent(by, many(3))
    assert before.value.first == first


def test_what_a_stopped_worker_left_is_taken_up(by, monkeypatch) -> None:
    monkeypatch.setattr(bank_files, "CHUNK", 4)
    row = sent(by, many(20))
    assert take_chunk(row.pk)
    assert files_unfinished() == [row.pk]
    assert Payment.objects.count() == 4
    row = taken(row)
    assert (row.lines, row.taken, row.outgoing) == (22, 20, 2)
    assert files_unfinished() == []


def test_a_statement_without_a_movement_is_done_at_once(by) -> None:
    row = taken(sent(by, statement()))
    assert row.ended_at is not None
    assert (row.lines, row.to_look_at) == (0, 0)


def test_it_is_looked_at_once_by_those_who_take_payments(family, by) -> None:
    row = receive_bank_file(file=BytesIO(many(1).encode()), by=by)
    with pytest.raises(NotAllowed):
        accept_statements(file=row, by=family.acting("welfare_officer"))
    for _ in range(2):
        accept_statements(file=row, by=by)
    with pytest.raises(Refused, match="being taken"):
        give_up(file=row, by=by)


def test_other_files_of_a_bank_are_refused_and_not_kept(by, tmp_path) -> None:
    for text in ("01,1,2,261201,0200,1,80,1,2/\n", ":20:A\n:34F:GBP0,\n:61:261201C80,NTRFNONREF\n"):
        with pytest.raises(FileRefused):
            receive_bank_file(file=BytesIO(text.encode()), by=by)
    assert not BankFile.objects.exists()
    assert not list((tmp_path / "bank").iterdir())


def test_money_that_came_by_a_file_of_another_kind_is_noticed(by) -> None:
    taken(sent(by, many(3)))
    text = "Date,Text,In\n" + "".join(f"2026-11-0{day},SMITH,80.00\n" for day in (1, 1, 2, 9))
    row = receive_bank_file(file=BytesIO(text.encode()), by=by)
    with bank_files.opened(row) as upload:
        lines = list(
            bank_files.lines_of(upload, row.layout, {"received_on": "Date", "amount": "In", "text": "Text"})
        )
    # Two of the first, but one came; the second came; the ninth did not.
    assert came_by_another_kind(row, lines) == 2
    same = receive_bank_file(file=BytesIO(many(2).encode()), by=by)
    with bank_files.opened(same) as upload:
        assert came_by_another_kind(same, list(bank_files.lines_of(upload, same.layout, {}))) == 0


@pytest.mark.parametrize(
    ("begins", "lacks"),
    [
        ("C261202GBP80,", False),  # goes on where the last one ended
        ("C261203GBP80,", False),  # nothing moved on the day between
        ("C261203GBP90,", True),
        ("C261202GBP90,", True),
        ("C261201GBP0,", False),  # overlaps it
        ("C261203EUR90,", False),  # another account
    ],
)
def test_a_statement_that_lacks_between_two_files_is_told_before_anything_is_taken(by, begins, lacks) -> None:
    older = statement(begins="C261128GBP5,", ends="C261129GBP5,", number="0/1")
    for text in (statement(":61:261201C80,NTRFNONREF", ends="C261202GBP80,"), older):
        taken(sent(by, text))
    row = receive_bank_file(file=BytesIO(statement(begins=begins, ends=begins, number="9/1").encode()), by=by)
    with bank_files.opened(row) as upload:
        said = gaps(row, list(bank_files.statements_of(upload)))
    assert bool(said) is lacks
    if lacks:
        assert "begins with £90. The last file that was taken in ended on 2 December 2026 with £80" in said[0]
