"""GOV.UK's bank holidays."""

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.formats.bank_holidays import BankHoliday, read_bank_holidays
from attendance.formats.refusals import FileRefused
from tests.attendance.formats.files import published, read_or_refused


def read(content):
    text = content if isinstance(content, str) else json.dumps(content)
    return read_bank_holidays(io.BytesIO(text.encode()))


def listed(*events):
    return {"england-and-wales": {"division": "england-and-wales", "events": list(events)}}


def test_the_published_file():
    found = read_bank_holidays(published("calendar/govuk-bank-holidays.json"))
    assert len(found) == 140
    assert found[0] == BankHoliday(date(2012, 1, 2), "New Year’s Day", "Substitute day")
    assert found[-1].on == date(2028, 12, 26)


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[" * 100_000, "[]", "3", {}, {"england-and-wales": []}, listed(), listed(3),
        listed({"title": "A", "date": "25/12/2026"}), listed({"title": "", "date": "2026-12-25"}),
        listed({"title": "A", "date": None}), listed({"title": "A", "date": "2026-12-25", "notes": 3}),
        listed(*[{"title": "A", "date": "2026-12-25"}] * 2),
    ],
)  # fmt: skip
def test_faulty_files_are_refused(content):
    with pytest.raises(FileRefused):
        read(content)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=5)


@given(JSON)
def test_any_events_are_read_or_refused(events):
    with read_or_refused():
        read({"england-and-wales": {"events": events}})
