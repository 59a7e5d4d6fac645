"""Statements as MT940: what each line says, what is told, and that nothing that moved is left out without a word."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.formats.reading import Limits, Upload
from attendance.formats.refusals import FileRefused, Reject
from enforcement.formats.bank import LIMITS, BankLine
from enforcement.formats.layouts import Layout, layout_of
from enforcement.formats.statements import Statement, statements_of
from enforcement.rules.references import reference, references_in
from tests.enforcement.statements import LEDGER, PLAIN, many, statement

NAME = reference(12345)


def read(text: str, limits: Limits = LIMITS) -> list[Statement]:
    """The statements of a file with this text."""
    with Upload(BytesIO(text.encode()), limits) as upload:
        return list(statements_of(upload))


def items(text: str) -> list[BankLine | Reject]:
    """Everything that a file says, taken or told."""
    return [item for each in read(text) for item in each.items]


def told(text: str) -> list[str]:
    """What is told of a file."""
    return [item.reason for item in items(text) if isinstance(item, Reject)]


def test_a_ledger_with_an_envelope_is_read_line_by_line() -> None:
    (found,) = read(LEDGER.format(reference=NAME))
    assert (found.account, found.number, found.came, found.went) == (
        "301775/00059707", "00065/001", 24_000, 150
    )  # fmt: skip
    assert [(each.line, each.received_on, each.amount, each.text) for each in found.items] == [
        (6, date(2026, 12, 1), 8_000, f"{NAME} SMITH J FASTER PAYMENT FP0001"),
        (9, date(2026, 12, 1), -150, "O/DRAFT CHARGE"),
        (11, date(2026, 12, 1), 16_000, "BGC SMITH NO REFERENCE GIVEN BY THE PAYER"),
    ]
    assert found.faults == []


def test_pages_follow_each_other_and_a_reference_may_run_over_a_line() -> None:
    first, second = read(PLAIN.format(first=NAME[:8], second=NAME[8:]))
    assert references_in(first.items[0].text) == (NAME,)
    # The bank's own words under a statement are no words of its last payer.
    assert [(each.amount, each.text) for each in second.items] == [(-40_000, "RENT 0099")]
    assert first.faults == second.faults == []


def test_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    plain = LEDGER.format(reference=NAME)
    for other in (
        plain.replace("\n", "\r\n"),
        plain.replace("\n", "\r"),
        "\ufeff" + plain.partition("{4:\n")[2],
    ):
        assert [each.key for each in items(other)] == [each.key for each in items(plain)]


@pytest.mark.parametrize(
    ("line", "received_on", "amount"),
    [
        (":61:2612011201C80,00NTRFNONREF", date(2026, 12, 1), 8_000),
        (":61:261201C80NTRFNONREF", date(2026, 12, 1), 8_000),
        (":61:2612011201CP80,5NTRFNONREF", date(2026, 12, 1), 8_050),
        (":61:2612011130C80,NTRFNONREF", date(2026, 11, 30), 8_000),  # entered the day before its value
        (":61:2611301201C80,NTRFNONREF", date(2026, 11, 30), 8_000),  # entered the day after
        (":61:2612310102C80,NTRFNONREF", date(2026, 12, 31), 8_000),  # entered in the new year
        (":61:2701021231C80,NTRFNONREF", date(2026, 12, 31), 8_000),
        (":61:2612011201c80,00ntrfnonref", date(2026, 12, 1), 8_000),
        (":61:2612011201D80,00NTRFNONREF", date(2026, 12, 1), -8_000),
        (":61:2802290229C80,NTRFNONREF", date(2028, 2, 29), 8_000),
    ],
)
def test_lines_as_banks_write_them(line, received_on, amount) -> None:
    ends = f"{'C' if amount > 0 else 'D'}261202GBP{abs(amount) // 100},{abs(amount) % 100:02}"
    (found,) = items(statement(line, ends=ends))
    assert (found.received_on, found.amount) == (received_on, amount)


@pytest.mark.parametrize(
    "line",
    [
        ":61:2602311201C80,00NTRFNONREF",  # 31 February; the library would make it the 28th
        ":61:2612010230C80,00NTRFNONREF",
        ":61:2612010601C80,00NTRFNONREF",  # half a year apart
        ":61:2612011201C80.50NTRFNONREF",  # the library would read £80
        ":61:2612011201C8,000,00NTRFNONREF",
        ":61:2612011201C80,505NTRFNONREF",
        ":61:2612011201X80,00NTRFNONREF",
        ":61:2612011201C80,00",
        ":61:2612011201C9999999999,00NTRFNONREF",
        ":61:",
        ":61:SMITH",
    ],
)
def test_what_is_not_written_as_the_standard_has_it_is_told_and_never_mended(line, caplog) -> None:
    caplog.set_level(0)
    lines = items(statement(line, ":61:261201C1,NTRFNONREF", ends="C261202GBP81,00"))
    assert [isinstance(each, BankLine) for each in lines] == [False, True, False]
    assert (lines[0].line, lines[0].remedy[:7]) == (5, "Look it")
    assert "may be the reason" in lines[2].reason
    assert "SMITH" not in repr(lines)
    # The library writes what it cannot read, with whose it is.
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            ":61:2612011201RC80,00NTRFNONREF",
            "The bank took £80 back on 1 December 2026, which had come in before.",
        ),
        (
            ":61:2612011201D80,00NRTINONREF",
            "The bank took £80 back on 1 December 2026, which had come in before.",
        ),
        (":61:2612011201RD80,00NTRFNONREF", "£80 came back on 1 December 2026, which had gone out before."),
        (":61:2612011201CR80,00NTRFNONREF", "The line is in a currency that ends in R, not in pounds."),
    ],
)
def test_a_movement_that_somebody_has_to_look_at_is_told_and_counts_for_the_balance(line, said) -> None:
    sign = "D" if ("RC" in line or "D80" in line) and "RD" not in line else "C"
    assert told(statement(line, ends=f"{sign}261202GBP80,00")) == [said]


def test_another_currency_is_told_for_every_line() -> None:
    text = statement(
        ":61:261201C80,NTRFNONREF", ":61:261202C80,NTRFNONREF", begins="C261130EUR0,", ends="C261202EUR160,"
    )
    assert told(text) == ["The line is in EUR, not in pounds."] * 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            statement(":61:261201C80,NTRFNONREF", ends="C261202GBP160,"),
            "The statement does not add up: its lines lead to £80, it ends with £160.",
        ),
        (
            statement(":61:261201D80,NTRFNONREF", ends="D261202GBP80,50"),
            "The statement does not add up: its lines lead to -£80, it ends with -£80.50.",
        ),
        (
            statement(":61:261201C80,NTRFNONREF", ends="C261202EUR80,"),
            "The statement begins in GBP and ends in EUR.",
        ),
        (
            statement(":61:261201C80,NTRFNONREF", ends="C261202GBP8.0"),
            "The closing balance of the statement cannot be read.",
        ),
        (
            statement(":61:261201C80,NTRFNONREF", begins="C261399GBP0,", ends="C261202GBP80,"),
            "The opening balance of the statement cannot be read.",
        ),
        (
            statement(":61:261201C80,NTRFNONREF", ends="C261202GBP80,").partition(":62F:")[0],
            "The statement has no closing balance: the file may be cut short.",
        ),
        (
            statement(":61:261201C80,NTRFNONREF", ends="C261202GBP80,")
            + statement(":61:261203C80,NTRFNONREF", begins="C261202GBP90,", ends="C261203GBP170,", number="3/1"),
            "The statement begins with £90; the one before it ended with £80.",
        ),
    ],
)  # fmt: skip
def test_a_statement_that_does_not_hold_together_is_told_and_its_payments_are_read(text, said) -> None:
    assert told(text) == [said]
    assert any(isinstance(each, BankLine) for each in items(text))


def test_a_line_that_lost_its_mark_is_missed_by_the_balance() -> None:
    text = statement(":61:261201C80,NTRFNONREF", ":61 261201C160,NTRFNONREF", ends="C261202GBP240,")
    assert told(text) == ["The statement does not add up: its lines lead to £80, it ends with £240."]


def test_without_a_balance_nobody_knows_in_which_currency_a_line_is() -> None:
    said = told(":20:A\n:61:261201C80,NTRFNONREF\n")
    assert said[0] == "No balance says in which currency the line is."
    assert len(said) == 3


def test_a_statement_that_stands_twice_in_a_file_is_taken_once() -> None:
    text = statement(":61:261201C80,NTRFNONREF", ends="C261202GBP80,")
    first, second = read(text * 2)
    assert [each.amount for each in first.items] == [8_000]
    assert [each.reason for each in second.items] == ["This statement stands in the file already."]


def test_equal_lines_of_a_statement_both_count_and_keep_their_names() -> None:
    twice = (":61:261201C80,NTRFNONREF", ":86:SMITH") * 2
    first, second = items(statement(*twice, ends="C261202GBP160,"))
    assert first.key != second.key
    longer = statement(*twice, ":61:261202C80,NTRFNONREF", ":86:SMITH", ends="C261202GBP240,")
    assert [each.key for each in items(longer)][:2] == [first.key, second.key]


def test_texts_in_numbered_parts_are_put_together() -> None:
    text = f"166?00CREDIT?20SVWZ+FPI {NAME[:9]}?21{NAME[9:]}?32SMITH"
    (found,) = items(statement(":61:261201C80,NTRFNONREF", f":86:{text}", ends="C261202GBP80,"))
    assert references_in(found.text) == (NAME,)
    assert "SMITH" in found.text


def test_a_time_in_a_text_begins_no_field() -> None:
    (found,) = items(
        statement(":61:261201C80,NTRFNONREF", ":86:PAID AT", ":12:30 BY SMITH", ends="C261202GBP80,")
    )
    assert found.text == "PAID AT :12:30 BY SMITH"


def test_no_more_lines_than_a_file_may_have() -> None:
    assert len(read(many(20), Limits(rows=22))[0].items) == 22
    with pytest.raises(FileRefused, match="more than 21 lines"):
        read(many(20), Limits(rows=21))


LETTERS = st.text("0123456789,./-:?+CDRGBPEUNTFXabc £é", max_size=40)


@given(st.lists(st.sampled_from((":61:", ":86:", ":60F:", ":62F:", ":25:", ":NS:", "", "-")).flatmap(
    lambda tag: LETTERS.map(lambda text: tag + text)
), max_size=8))  # fmt: skip
def test_whatever_stands_in_a_file_every_movement_is_taken_or_told(lines) -> None:
    text = "\n".join((":20:A", ":60F:C261130GBP0,", ":61:261201C80,NTRFNONREF", *lines))
    with Upload(BytesIO(text.encode()), LIMITS) as upload:
        found = [item for each in statements_of(upload) for item in each.items]
    moved = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith(":61:")]
    assert {each.line for each in found} >= set(moved)


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (LEDGER.format(reference=NAME), Layout.MT940),
        (PLAIN.format(first=NAME, second=""), Layout.MT940),
        ("HEADER OF THE BANK\n940\n" + statement(), Layout.MT940),
        ("Date,Text,In\n2026-12-01,:20:,80.00\n", Layout.CSV),
    ],
)
def test_a_file_is_told_by_what_is_in_it(text, layout) -> None:
    with Upload(BytesIO(text.encode()), LIMITS) as upload:
        assert layout_of(upload) is layout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("01,122099999,123456789,261201,0200,1,80,1,2/\n02,031001234,122099999,1,261201,,GBP,2/\n", "BAI2"),
        ('<?xml version="1.0"?>\n<Document/>\n', "camt.053"),
        (
            ":20:A\n:25:12345678\n:28C:1/1\n:34F:GBP0,\n:13D:2612011200+0000\n:61:261201C80,NTRFNONREF\n",
            "MT942",
        ),
        ("\n\n", "empty"),
    ],
)
def test_other_files_of_banks_are_named_and_refused(text, said) -> None:
    with Upload(BytesIO(text.encode()), LIMITS) as upload, pytest.raises(FileRefused, match=said):
        layout_of(upload)
