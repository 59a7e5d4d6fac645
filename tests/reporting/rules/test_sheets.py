"""The cells of tables of counts: rounding, what is held back, and nothing to make a figure of."""

import pytest

from agencies.charts import rounded
from reporting.rules.sheets import MARK, NONE, count, figure


@pytest.mark.parametrize(
    ("value", "text", "exported"),
    [
        (2.05, "2.1", 2.1),
        (-2.05, "−2.1", -2.1),
        (0.04, "0.0", 0.0),
        (-0.04, "0.0", 0.0),
        (None, NONE, None),
        (1234.5, "1,234.5", 1234.5),
    ],
)
def test_a_figure_is_rounded_half_up_and_nought_has_no_sign(value, text, exported):
    shown = figure(value)
    assert shown.text == text
    assert str(shown.exported) == str(exported)


def test_what_is_held_back_is_a_mark_in_the_file_too():
    assert (figure(1.0, hidden=True).text, figure(1.0, hidden=True).exported) == (MARK, MARK)
    assert (count(None).text, count(None).exported) == (MARK, MARK)


def test_nothing_is_behind_a_nought():
    assert (count(0, "of=all").link, count(1, "of=all").link) == ("", "of=all")


def test_a_rounded_figure_of_a_file_has_no_sign_at_nought():
    assert str(rounded(-0.04, 1)) == "0.0"
