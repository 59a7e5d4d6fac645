"""Dates: one order for a whole file, settled from the file or refused."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.formats.dates import BadDate, DateOrder, read_date, settle_order
from attendance.formats.refusals import FileRefused


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2026-03-05", DateOrder.ISO),
        ("2026-03-05T00:00:00", DateOrder.ISO),
        ("20260305", DateOrder.ISO),
        ("05/03/2026", DateOrder.DAY_FIRST),
        ("5-3-2026", DateOrder.DAY_FIRST),
        ("05.03.2026 00:00", DateOrder.DAY_FIRST),
        ("2026-Mar-05 00:00:00", DateOrder.NAMED),
        ("5 March 2026", DateOrder.NAMED),
        ("05-Mar-2026", DateOrder.NAMED),
    ],
)
def test_the_ways_of_writing_a_date(text, order):
    assert read_date(text, order) == date(2026, 3, 5)


@pytest.mark.parametrize("text", ["31/02/2026", "05/03/26", "", "05/03-2026", "01/01/1066", "٠٥/٠٣/٢٠٢٦"])
def test_what_is_no_date(text):
    with pytest.raises(BadDate):
        read_date(text, DateOrder.DAY_FIRST)


def test_a_file_that_shows_its_order():
    assert settle_order(["01/09/2025", "30/09/2025", ""]) is DateOrder.DAY_FIRST
    assert settle_order(["2025-09-01", "rubbish"]) is DateOrder.ISO


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["01/09/2025", "2025-09-01"], "more than one way"),
        (["13/09/2025", "09/13/2025"], "others the month first"),
        (["09/13/2025"], "month before the day"),
        (["01/09/2025", "12/09/2025"], "do not show"),
        (["", "soon"], "No cell"),
    ],
)
def test_mixed_and_unclear_dates_refuse_the_file(texts, words):
    with pytest.raises(FileRefused, match=words):
        settle_order(texts)


@given(st.text(max_size=30), st.sampled_from(DateOrder))
def test_any_text_is_a_date_or_not(text, order):
    with suppress(BadDate):
        assert isinstance(read_date(text, order), date)
