"""The groups of pupils by which figures are kept, as numbers that fit a narrow row.

A pupil belongs to one group of each kind, as held on the last day of the half term counted (or the day counted to,
where that is earlier). Ethnicity and ward are not dated: a correction of them counts for the whole year. A child
with a sealed address is of no ward.
"""

import re
from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Final


class Kind(IntEnum):
    """What pupils are grouped by; the number is how it is kept."""

    ALL = 0
    YEAR_GROUP = 1
    FREE_MEALS = 2
    NEEDS = 3
    LOOKED_AFTER = 4
    CARER = 5
    ETHNICITY = 6
    WARD = 7


KIND_LABELS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.ALL: "All pupils",
        Kind.YEAR_GROUP: "Year group",
        Kind.FREE_MEALS: "Free school meals",
        Kind.NEEDS: "Special educational needs",
        Kind.LOOKED_AFTER: "Looked-after children",
        Kind.CARER: "Young carers",
        Kind.ETHNICITY: "Ethnicity",
        Kind.WARD: "Ward where the pupil lives",
    }
)
# The name of a kind in addresses and in the interface for programs.
KIND_WORDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {kind.name.lower().replace("_", "-"): kind for kind in Kind}
)
# What every school's meeting pack groups its pupils by: they are withheld for all schools together (`joint`).
IN_PACKS: Final = (Kind.YEAR_GROUP, Kind.FREE_MEALS, Kind.NEEDS)
NO_NEEDS, SUPPORT, PLAN = 0, 1, 2
LAST_YEAR_GROUP: Final = 11
LARGEST_KEY: Final = 2**31 - 1
_CODE: Final = re.compile(rb"[A-Z]{4}")
FACTS: Final[Mapping[Kind, tuple[str, str]]] = MappingProxyType(
    {
        Kind.FREE_MEALS: ("Not eligible", "Eligible"),
        Kind.LOOKED_AFTER: ("Not looked after", "Looked after"),
        Kind.CARER: ("Not known as a young carer", "Young carer"),
    }
)
NEEDS_LABELS: Final = ("No special educational needs", "SEN support", "Education, health and care plan")
NOT_RECORDED: Final = "Not recorded"
WARD_NOTE: Final = (
    "Wards follow from the postcodes of pupils’ present addresses by the authority’s gazetteer, which an operator "
    "loads (load_postcodes). Pupils without a postcode in it, or with a sealed address, are under “Not recorded”."
)
# Common extended codes of the school census; others are shown by their code.
ETHNICITIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "WBRI": "White British", "WIRI": "White Irish", "WIRT": "Traveller of Irish heritage",
        "WROM": "Gypsy or Roma", "WOTH": "Any other White background", "WEEU": "White Eastern European",
        "MWBC": "White and Black Caribbean", "MWBA": "White and Black African", "MWAS": "White and Asian",
        "MOTH": "Any other mixed background", "AIND": "Indian", "APKN": "Pakistani", "ABAN": "Bangladeshi",
        "AOTH": "Any other Asian background", "BCRB": "Black Caribbean", "BAFR": "Black African",
        "BOTH": "Any other Black background", "CHNE": "Chinese", "OARA": "Arab", "OOTH": "Any other ethnic group",
        "REFU": "Refused", "NOBT": "Information not yet obtained",
    }
)  # fmt: skip


def packed(code: str) -> int:
    """A code of four letters as a number; 0 for none."""
    return int.from_bytes(code.encode("ascii"), "big") if code.strip() else 0


def unpacked(number: int) -> str:
    """The code of four letters that ``packed`` made a number of; blank for 0."""
    return number.to_bytes(4, "big").decode("ascii") if number else ""


def is_group(kind: Kind, value: int) -> bool:
    """Whether a number typed can be a group of a kind: one that is kept, whether or not anybody is in it."""
    if kind is Kind.ETHNICITY:
        return not value or (value <= LARGEST_KEY and bool(_CODE.fullmatch(value.to_bytes(4, "big"))))
    most = {Kind.ALL: 0, Kind.NEEDS: PLAN, Kind.YEAR_GROUP: LAST_YEAR_GROUP, Kind.WARD: LARGEST_KEY}
    return 0 <= value <= most.get(kind, 1)


def group_label(kind: Kind, value: int, wards: Mapping[int, str] = MappingProxyType({})) -> str:
    """A group as people read it. ``wards`` names wards by their key."""
    if kind in FACTS:
        return FACTS[kind][value]
    if kind is Kind.NEEDS:
        return NEEDS_LABELS[value]
    if kind is Kind.YEAR_GROUP:
        return f"Year {value}"
    if kind is Kind.ETHNICITY:
        code = unpacked(value)
        return ETHNICITIES.get(code, code) or NOT_RECORDED
    if kind is Kind.WARD:
        return wards.get(value, NOT_RECORDED)
    return KIND_LABELS[kind]
