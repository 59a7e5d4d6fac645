"""Which kind of file a bank sent, by what is in it: the name that it was given says nothing."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import islice
from typing import Any

from attendance.formats.reading import Upload
from attendance.formats.refusals import FileRefused, Reject
from enforcement.formats.bank import BankLine, BankMapping, bank_lines, headings_of
from enforcement.formats.statements import statement_lines

LOOKED_AT = 200
STATEMENT = re.compile(r"(\{.*\{4:)?\s*:20:")
INTERIM = re.compile(r":34F:")
BALANCE = re.compile(r":60[FM]?:")
# A header of the Bank Administration Institute: sender, receiver, day, time.
BAI = re.compile(r"01,[^,]*,[^,]*,\d{6},\d{4},")
XML = re.compile(r"<(\?xml|Document)\b")
ASK = "Ask the bank for a CSV file, or for a statement as MT940."


class Layout(StrEnum):
    """The kinds of file that are read."""

    CSV = "csv"
    MT940 = "mt940"


def layout_of(upload: Upload) -> Layout:
    """Which kind of file this is. Raises FileRefused for one that is not read here."""
    head = [line.strip() for line in islice(upload.lines(), LOOKED_AT) if line.strip()]
    first = head[0].lstrip("\ufeff") if head else ""
    if BAI.match(first):
        raise FileRefused("This is a BAI2 file, which is not read here.", ASK)
    if XML.match(first):
        raise FileRefused("This is an XML file, such as camt.053, which is not read here.", ASK)
    if any(map(STATEMENT.match, head)):
        if any(map(INTERIM.match, head)) and not any(map(BALANCE.match, head)):
            raise FileRefused(
                "This is an interim report (MT942): its money comes again in the statement of the day.",
                "Send the statement (MT940) of the day.",
            )
        return Layout.MT940
    headings_of(upload)
    return Layout.CSV


def lines_of(upload: Upload, layout: str, mapping: Mapping[str, Any]) -> Iterator[BankLine | Reject]:
    """The lines of a file in order. `mapping` says which column of a CSV file is what. Raises FileRefused."""
    if layout == Layout.MT940:
        return statement_lines(upload)
    return bank_lines(upload, BankMapping.of(mapping))
