"""Bank holidays: the published list, and computed days of the years that it lacks."""

from datetime import date

import pytest

from attendance.actions.bank_holidays import COMPUTED, NATIONAL_FILE, load_bank_holidays
from attendance.formats.bank_holidays import BankHoliday as Published
from attendance.formats.bank_holidays import read_bank_holidays
from attendance.models import BankHoliday
from attendance.rules.bank_holidays import bank_holidays
from tests.attendance.formats.files import published

pytestmark = pytest.mark.django_db


def told(loaded):
    return loaded.new, loaded.changed, loaded.removed, loaded.same


def test_every_year_is_computed_where_there_is_no_list():
    assert told(load_bank_holidays(published=(), years=(2006, 2007))) == (16, 0, 0, 0)
    assert BankHoliday.objects.filter(on=date(2007, 4, 6), source=COMPUTED).exists()
    assert told(load_bank_holidays(published=(), years=(2006, 2007))) == (0, 0, 0, 16)


def test_a_published_year_replaces_the_computed_one():
    load_bank_holidays(published=(), years=(2012,))
    only = [
        Published(date(2012, 12, 25), "Christmas Day", ""),
        Published(date(2012, 6, 6), "Invented day", ""),
    ]
    computed = len(bank_holidays(2012))
    assert told(load_bank_holidays(published=only, years=(2012,))) == (1, 1, computed - 1, 0)
    assert dict(BankHoliday.objects.values_list("title", "source")) == {
        "Christmas Day": NATIONAL_FILE,
        "Invented day": NATIONAL_FILE,
    }


def test_a_computed_year_never_replaces_a_published_one():
    load_bank_holidays(published=[Published(date(2012, 12, 25), "Christmas Day", "")], years=())
    load_bank_holidays(published=(), years=(2012,))
    assert BankHoliday.objects.get(on=date(2012, 12, 25)).source == NATIONAL_FILE


def test_the_national_file_and_the_computed_days_agree():
    listed = read_bank_holidays(published("calendar/govuk-bank-holidays.json"))
    loaded = load_bank_holidays(published=listed, years=range(2006, 2029))
    assert loaded.new == 140 + sum(len(bank_holidays(year)) for year in range(2006, 2012))
    for year in range(2012, 2029):
        assert set(bank_holidays(year)) == {each.on for each in listed if each.on.year == year}
