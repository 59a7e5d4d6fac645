"""A bank's statement as MT940: SWIFT's fields :20: to :86:, each read with the mt-940 library.

The library knows how banks write a field, and lets much pass. Here a family's payment hangs on it, so what it would
mend, cut or leave out is told: a day that is none, an amount that is not whole pence, an end that does not follow from
the lines. A movement is named by all that its line says, so that a statement sent again brings nothing in twice.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import mt940

from attendance.formats.reading import Upload
from attendance.formats.refusals import FileRefused, Reject
from attendance.rules.dated import day_in_words
from enforcement.formats.bank import BLANKS, GREATEST, MOST_TEXT, BankLine, Seen
from enforcement.rules.provision import pounds

OURS = "GBP"
# A value day and a day of entry further apart than this are a slip in one of them.
APART = 31
OPENING, CLOSING = ("60", "60F", "60M"), ("62", "62F", "62M")
ACCOUNT, NUMBER = ("25", "25P"), ("28", "28C")
OTHERS = ("13", "13D", "20", "21", "34F", "61", "64", "65", "86", "90C", "90D", "NS")
TAGS = frozenset((*OPENING, *CLOSING, *ACCOUNT, *NUMBER, *OTHERS))
FIELD = re.compile(r":(\d\d[A-Z]?|NS):(.*)")
# What the library reads of a balance is the beginning of one; these are whole.
BALANCE = re.compile(r"[CD]\d{6}[A-Z]{3}[\d,]+", re.ASCII)
# German banks number the parts of a text, and break it anywhere: ?20… ?21….
NUMBERED = re.compile(r"\d{3}\?\d\d", re.ASCII)
TEXTS = (
    "customer_reference", "extra_details", "applicant_name", "purpose", "end_to_end_reference",
    "additional_purpose", "transaction_details", "bank_reference",
)  # fmt: skip
NO_REFERENCE = "NONREF"
# What the library raises for a field that it cannot read; it has no name of its own for it.
FAULTS = (RuntimeError, ValueError, ArithmeticError)
OPTIONS = mt940.Options.all()
BY_HAND = "Look it up with the bank, and take it in by hand if it is a payment."
COMPARE = "Compare it with the bank’s own page before you take the payments in; send the whole file if this is a part."


@dataclass(frozen=True)
class _Field:
    line: int
    tag: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Balance:
    """What an account held on a day, in pence."""

    on: date
    currency: str
    amount: int


@dataclass
class Statement:
    """One statement: where it begins and ends, and what it says moved; `items` are its lines, then its faults."""

    line: int
    account: str = ""
    number: str = ""
    opening: Balance | None = None
    closing: Balance | None = None
    items: list[BankLine | Reject] = field(default_factory=list)
    faults: list[Reject] = field(default_factory=list)
    movements: list[tuple[_Field, list[str]]] = field(default_factory=list)
    # The fields that hold its first and last balance, whether or not they can be read.
    ends: dict[str, int] = field(default_factory=dict)

    @property
    def came(self) -> int:
        """What came in by the lines that can be taken, in pence."""
        return sum(each.amount for each in self.items if isinstance(each, BankLine) and each.amount > 0)

    @property
    def went(self) -> int:
        """What went out, in pence."""
        return -sum(each.amount for each in self.items if isinstance(each, BankLine) and each.amount < 0)

    @property
    def said(self) -> str:
        """All that it says, to tell whether it was said before."""
        moved = [(given.lines, text) for given, text in self.movements]
        return repr((self.account, self.number, self.opening, self.closing, moved))

    @property
    def currency(self) -> str:
        """What its balances are in; empty where it has none that can be read."""
        held = self.opening or self.closing
        return held.currency if held else ""


def statement_lines(upload: Upload) -> Iterator[BankLine | Reject]:
    """The lines of every statement of a file, each followed by what is wrong with it as a whole. Raises FileRefused."""
    for statement in statements_of(upload):
        yield from statement.items


def statements_of(upload: Upload) -> Iterator[Statement]:
    """The statements of a file, read and held against each other. Raises FileRefused for the file as a whole."""
    seen, last, rows = Seen(), dict[tuple[str, str], Balance](), 0
    told: set[str] = set()
    for statement in _gathered(_fields(upload)):
        rows += len(statement.movements)
        if rows > upload.limits.rows:
            raise FileRefused(
                f"The file has more than {upload.limits.rows:,} lines.",
                "Send it in parts, such as a month each.",
            )
        if statement.said in told:
            again = "This statement stands in the file already."
            statement.faults = [
                Reject(statement.line, "row", again, "Nothing is to be done: it is taken once.")
            ]
        else:
            _settle(statement, seen, last.get((statement.account, statement.currency)))
        told.add(statement.said)
        if statement.closing is not None:
            last[statement.account, statement.currency] = statement.closing
        statement.items += statement.faults
        yield statement


def _settle(statement: Statement, seen: Seen, before: Balance | None) -> None:
    """Read the movements of a statement, and hold it against them and the one before it."""
    moved = [_read(each, text, statement, seen) for each, text in statement.movements]
    statement.items = [item for item, _ in moved]
    statement.faults += _faults(statement, [amount for _, amount in moved], before)


def _fields(upload: Upload) -> Iterator[_Field]:
    """The fields of a file; its envelopes, and what stands between the statements, are passed over."""
    held: _Field | None = None
    for number, raw in enumerate(upload.lines(), 1):
        text = raw.rstrip()
        ends = text.startswith(("-}", "{")) or text == "-"
        text = text.partition("{4:")[2] if text.startswith("{") else text
        found = FIELD.match(text)
        begins = found is not None and found[1] in TAGS
        if held is not None and (ends or begins):
            yield held
            held = None
        if found is not None and begins:
            held = _Field(number, found[1], (found[2],))
        elif held is not None and text.strip():
            held = _Field(held.line, held.tag, (*held.lines, text))
    if held is not None:
        yield held


def _gathered(fields: Iterable[_Field]) -> Iterator[Statement]:
    """Statements with their fields, unread but for their balances; one that lacks its head is one nevertheless."""
    statement: Statement | None = None
    last = ""
    for each in fields:
        is_closed = statement is not None and "closing" in statement.ends
        again = is_closed and each.tag in (*ACCOUNT, *NUMBER, *OPENING, "61")
        if statement is None or each.tag == "20" or again:
            if statement is not None:
                yield statement
            statement = Statement(each.line)
        if each.tag == "86" and last == "61":
            statement.movements[-1][1].extend(each.lines)
        else:
            _put(statement, each)
            last = each.tag
    if statement is not None:
        yield statement


def _put(statement: Statement, given: _Field) -> None:
    if given.tag == "61":
        statement.movements.append((given, []))
    elif given.tag in ACCOUNT:
        statement.account = given.lines[0].strip()
    elif given.tag in NUMBER:
        statement.number = given.lines[0].strip()
    elif given.tag in OPENING:
        statement.opening = _balance(statement, given, "opening")
    elif given.tag in CLOSING:
        statement.closing = _balance(statement, given, "closing")


def _balance(statement: Statement, given: _Field, which: str) -> Balance | None:
    """A balance, or None with a fault where it cannot be read."""
    statement.ends[which] = given.line
    text = given.lines[0].strip()
    try:
        held = _parsed(f":60F:{text}").data["final_opening_balance"] if BALANCE.fullmatch(text) else None
    except FAULTS:
        held = None
    amount = None if held is None else _pence(held.amount.amount)
    if held is None or amount is None:
        said = f"The {which} balance of the statement cannot be read."
        statement.faults.append(Reject(given.line, which, said, COMPARE))
        return None
    return Balance(_day(held.date), held.amount.currency, amount)


def _parsed(text: str) -> mt940.models.Transactions:
    """Fields as the library reads them, with everything on that it leaves off for those who rely on its old ways.

    It would make 28 February of 31 February; that is left off. Raises one of FAULTS.
    """
    held = mt940.models.Transactions(processors={"pre_statement": []}, options=OPTIONS)
    held.parse(text)
    return held


def _day(given: date) -> date:
    return date(given.year, given.month, given.day)


def _pence(amount: Decimal) -> int | None:
    whole = int(amount * 100)
    return whole if whole == amount * 100 else None


def _read(
    given: _Field, text: list[str], statement: Statement, seen: Seen
) -> tuple[BankLine | Reject, int | None]:
    """A movement, taken or told, and how much it moved; None where nobody can say."""
    glue = "" if text and NUMBERED.match(text[0]) else " "
    written = "\n".join((f":61:{given.lines[0]}", *given.lines[1:]))
    try:
        data = _parsed(written + (f"\n:86:{glue.join(text)}" if text else "")).transactions[0].data
        amount = _pence(data["amount"].amount)
        days = [_day(data["date"]), _day(data.get("entry_date") or data["date"])]
    except FAULTS:
        amount, data, days = None, {}, []
    # Without the kind that the standard puts behind it, the amount was cut short where a sign was not understood.
    if amount is None or not data.get("id") or abs(amount) > GREATEST or abs(days[0] - days[1]).days > APART:
        return Reject(given.line, "row", "The line is not written as the standard has it.", BY_HAND), None
    said = _said(data)
    named = "|".join(
        (statement.account, *map(str, days), data["status"].upper(), str(amount), data["id"], said)
    )
    line = BankLine(given.line, min(days), amount, said, seen.key(named))
    return _told(line, data, statement.currency) or line, amount


def _said(data: dict[str, Any]) -> str:
    """What the payer and the bank wrote, without line ends: a reference may run over one."""
    texts = (str(data.get(name) or "") for name in TEXTS)
    return BLANKS.sub(" ", " ".join(text for text in texts if text != NO_REFERENCE)).strip()[:MOST_TEXT]


def _told(line: BankLine, data: dict[str, Any], currency: str) -> Reject | None:
    """Why a person has to look at a movement that can be read; None where it may be taken."""
    amount, day = pounds(abs(line.amount)), day_in_words(line.received_on)
    funds = (data.get("funds_code") or OURS[-1]).upper()
    if currency != OURS or funds != OURS[-1]:
        other = currency if currency != OURS else f"a currency that ends in {funds}"
        said = (
            f"The line is in {other}, not in pounds."
            if other
            else "No balance says in which currency the line is."
        )
        return Reject(
            line.line, "currency", said, "Take it in by hand once you know how much it is in pounds."
        )
    mark = data["status"].upper()
    if mark == "RC" or (line.amount < 0 and data["id"].upper().endswith("RTI")):
        said = f"The bank took {amount} back on {day}, which had come in before."
        return Reject(line.line, "mark", said, "Find the payment, and record that it is disputed.")
    if mark == "RD":
        said = f"{amount} came back on {day}, which had gone out before."
        return Reject(
            line.line,
            "mark",
            said,
            "If it was a refund that could not be delivered, send it again another way.",
        )
    return None


def _faults(statement: Statement, moved: list[int | None], before: Balance | None) -> Iterator[Reject]:
    """What is wrong with a statement as a whole."""
    for which in ("opening", "closing"):
        if which not in statement.ends:
            said = f"The statement has no {which} balance: the file may be cut short."
            yield Reject(statement.line, which, said, COMPARE)
    opening, closing = statement.opening, statement.closing
    if opening and before and opening.amount != before.amount:
        begins, ended = pounds(opening.amount), pounds(before.amount)
        said = f"The statement begins with {begins}; the one before it ended with {ended}."
        yield Reject(
            statement.ends["opening"], "opening", said, "Ask the bank for the statement between them."
        )
    if opening is None or closing is None:
        return
    end, unread = opening.amount + sum(each or 0 for each in moved), moved.count(None)
    if opening.currency != closing.currency:
        said = f"The statement begins in {opening.currency} and ends in {closing.currency}."
        yield Reject(statement.ends["closing"], "closing", said, COMPARE)
    elif end != closing.amount:
        said = f"The statement does not add up: its lines lead to {pounds(end)}, it ends with {pounds(closing.amount)}."
        why = " The lines that cannot be read may be the reason." if unread else ""
        yield Reject(statement.ends["closing"], "closing", said + why, COMPARE)


__all__ = ["Balance", "Statement", "statement_lines", "statements_of"]
