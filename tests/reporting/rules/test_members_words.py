"""Figures in plain sentences."""

from fractions import Fraction

import pytest

from reporting.rules.indicators import INDICATORS
from reporting.rules.members_words import compared, few

NOW = {"possible": 1000, "attended": 924, "authorised": 50, "unauthorised": 26, "pupils": 50, "persistent": 9}
BEFORE = NOW | {"attended": 910, "unauthorised": 40, "persistent": 9}


@pytest.mark.parametrize(
    ("count", "words"), [(0, "none"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (1204, "1,204")]
)
def test_small_numbers_are_fewer_than_five(count, words):
    assert few(count) == words


def test_a_figure_with_target_and_the_year_before():
    assert compared(INDICATORS["attendance"], NOW, BEFORE, Fraction(93)) == (
        "Pupils attended 92.4% of sessions. The target for the year is 93.0%, which was missed by 0.6 points. A year "
        "before it was 91.0%: 1.4 points more now."
    )


def test_less_absence_than_the_target_meets_it():
    said = compared(INDICATORS["unauthorised"], NOW, BEFORE, Fraction("2.6"))
    assert "The target for the year is 2.6%, which was met." in said
    assert said.endswith("A year before it was 4.0%: 1.4 points less now.")


def test_no_difference_is_about_the_same_and_a_tiny_gap_is_small():
    said = compared(INDICATORS["persistent"], NOW, BEFORE, Fraction("17.99"), of="Autumn term 2025/26")
    assert said.startswith("Autumn term 2025/26: 18.0% of pupils were persistently absent.")
    assert "missed by less than 0.1 points" in said
    assert said.endswith("A year before it was 18.0%, about the same.")


def test_no_session_is_no_figure():
    assert compared(INDICATORS["attendance"], NOW | {"possible": 0}, None, None) == "Attendance: no figure."
