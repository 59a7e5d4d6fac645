"""The demonstration of an earlier time stands still on one day; every other authority goes on."""

from datetime import date

import pytest
from django.utils import timezone

from agencies.acting import Acting
from tests.factories import AgencyFactory, MembershipFactory

pytestmark = pytest.mark.django_db
JULY = date(2007, 7, 20)


def acting(authority: str) -> Acting:
    return Acting.today(MembershipFactory(agency=AgencyFactory(authority__name=authority)))


def test_only_the_authority_that_the_settings_name_stands_still(settings):
    settings.DEMONSTRATION_DAYS = {"Old Council": JULY}
    then, now = acting("Old Council"), acting("New Council")
    assert (then.on, then.stands_on) == (JULY, JULY)
    assert (now.on, now.stands_on) == (timezone.localdate(), None)


def test_without_a_demonstration_none_does(settings):
    settings.DEMONSTRATION_DAYS = {}
    held = acting("Old Council")
    assert (held.on, held.stands_on) == (timezone.localdate(), None)
