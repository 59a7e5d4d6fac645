"""The authority's gazetteer: postcodes and wards by heading, and rows that cannot be taken."""

import io

import pytest

from attendance.formats.postcodes import Placed, read_postcodes
from attendance.formats.reading import Upload
from attendance.formats.refusals import FileRefused, Reject
from attendance.formats.tables import Table


def read(*lines):
    with Upload(io.BytesIO("\n".join(lines).encode())) as upload:
        return list(read_postcodes(Table(upload)))


def test_columns_are_found_by_heading_and_others_are_not_read():
    rows = read("uprn,ward_name,ward_code,postcode", "100011400000,Weaste, e05013018 ,m5  4wt")
    assert rows == [Placed(2, "M54WT", "E05013018", "Weaste")]
    assert read("postcode;ward_code", "SW1A 1AA;E05013018") == [Placed(2, "SW1A1AA", "E05013018", "")]


@pytest.mark.parametrize(
    "postcode", ["", "M5", "M5 4W", "M5 4WTT", "5M 4WT", "M5 WT4", "Salford", "MAA5 4WT"]
)
def test_what_is_no_whole_postcode_is_rejected_with_its_line(postcode):
    good, bad = read("postcode,ward_code", "M5 4WT,E05013018", f"{postcode},E05013018")
    assert isinstance(good, Placed)
    assert isinstance(bad, Reject)
    assert (bad.line, bad.field, bad.reason) == (3, "postcode", "This is not a whole postcode.")
    assert bad.remedy == "Write it like M5 4WT, or leave the row out."


@pytest.mark.parametrize("ward", ["", "Weaste", "E0501301", "E050130181", "5.01E+08"])
def test_what_is_no_code_of_a_ward_is_rejected(ward):
    (bad,) = read("postcode,ward_code", f"M5 4WT,{ward}")
    assert isinstance(bad, Reject)
    assert (bad.line, bad.field) == (2, "ward_code")


def test_a_file_without_the_columns_is_refused():
    with pytest.raises(FileRefused, match="no column headed 'ward_code'"):
        read("postcode,ward", "M5 4WT,E05013018")
