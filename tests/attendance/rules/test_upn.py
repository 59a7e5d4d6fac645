"""Unique pupil numbers."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.exceptions import InvalidComponent, ValidationError
from stdnum.gb import upn as stdnum_upn

from attendance.rules.upn import AUTHORITIES, LETTERS, State, check_letter, fault, read_upn

VECTORS = Path("../shared/data/derived/upn_vectors.csv")


def vectors() -> list[dict[str, str]]:
    if not VECTORS.exists():
        pytest.skip(f"{VECTORS} is not here.")
    with VECTORS.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def verdict(upn: str) -> str:
    why = fault(upn)
    if why is None:
        return "check letter ok"
    if "13 characters" in why:
        return "bad length"
    return "bad shape" if "a letter, 11 figures" in why else f"check letter wrong, should be {why[-2]}"


def test_every_vector_has_the_arithmetic_verdict():
    rows = vectors()
    assert len(rows) == 22
    assert [verdict(row["upn"]) for row in rows] == [row["arithmetic_verdict"] for row in rows]


def test_we_differ_from_the_library_only_on_authorities_and_cleaning():
    for row in vectors():
        try:
            stdnum_upn.validate(row["upn"])
            accepted = True
        except InvalidComponent:
            continue
        except ValidationError:
            accepted = False
        ours = read_upn(row["upn"]).state in {State.PERMANENT, State.TEMPORARY}
        assert ours == accepted, row["note"]


@pytest.mark.parametrize(
    ("text", "state", "value"),
    [
        ("X355200023001", State.PERMANENT, "X355200023001"),
        ("H35520002300A", State.TEMPORARY, "H35520002300A"),
        ("Q207000016049", State.INVALID, "Q207000016049"),
        ("21db2df8-fa0", State.INVALID, "21db2df8-fa0"),
        ("X35520002300٣", State.INVALID, "X35520002300٣"),
        ("", State.ABSENT, ""),
        ("  ", State.ABSENT, ""),
        ("UN1", State.ABSENT, ""),
        ("UN6", State.INVALID, "UN6"),
    ],
)
def test_states(text, state, value):
    found = read_upn(text)
    assert (found.state, found.value) == (state, value)
    assert bool(found.faults) == (state is State.INVALID)


@pytest.mark.parametrize("text", ["x355200023001", " X355200023001 ", "X355 2000 23001"])
def test_cleaning_is_visible(text):
    found = read_upn(text)
    assert found.value == "X355200023001"
    assert found.notes == (f"Read “{text}” as X355200023001.",)


@pytest.mark.parametrize(
    "upn", ["E838400012001", "J839400012001", "A940400012001", "B666400012001", "X001400012001"]
)
def test_newer_welsh_and_pseudo_authorities_are_known(upn):
    assert read_upn(upn).notes == ()


def test_an_unknown_authority_is_a_warning_and_not_a_refusal():
    found = read_upn("F999400012001")
    assert found.state is State.PERMANENT
    assert found.notes == ("No authority with the code 999 is known here.",)
    assert {"355", "383"} <= AUTHORITIES


@given(st.from_regex(rf"[0-9]{{11}}[0-9{LETTERS}]", fullmatch=True))
def test_exactly_one_check_letter_makes_a_number_valid(rest):
    valid = [letter for letter in LETTERS if fault(letter + rest) is None]
    assert valid == [check_letter(rest)]
