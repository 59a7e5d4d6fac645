"""Reminders by the clock: on their days, once, and never to a family that may have paid."""

from datetime import date, timedelta

import pytest

from enforcement.actions.money import Incoming, take_payment
from enforcement.actions.notices import issue_notice, serve_notice
from enforcement.actions.reminders import owe_reminders
from enforcement.models import Correspondence, Letter, Notice
from tests.enforcement.households import ON

# Lower until 17 December, full until 24 December; a reminder five days before each, and on the day after the first.
DUE = (date(2026, 12, 12), date(2026, 12, 18), date(2026, 12, 19))
DAY = timedelta(days=1)


@pytest.fixture
def notice(family) -> Notice:
    draft = family.prepare()
    issued = issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)
    return serve_notice(notice=issued, sent_on=ON, by=family.acting("welfare_officer"))


def owed() -> list[date]:
    """The days of the reminders that are owed."""
    return list(Letter.objects.filter(kind="reminder").order_by("number").values_list("on", flat=True))


@pytest.mark.parametrize(
    ("on", "number"), [(DUE[0] - DAY, 0), (DUE[0], 1), (DUE[0] + 3 * DAY, 1), (DUE[0] + 4 * DAY, 0)]
)
def test_a_reminder_is_owed_from_its_day_and_made_up_for_three(notice, on, number) -> None:
    assert owe_reminders(on) == number
    assert owe_reminders(on) == 0
    assert len(owed()) == number


def test_a_further_one_follows_once_the_first_was_sent(notice) -> None:
    assert owe_reminders(DUE[0]) == 1
    assert owe_reminders(DUE[1]) == 0, "the first waits still: two at once would say the same"
    Letter.objects.filter(kind="reminder").update(file="x", digest="x", sent_on=DUE[0])
    assert owe_reminders(DUE[1]) == 1
    assert owed() == [DUE[0], DUE[1]]


def test_nobody_is_reminded_after_the_last_day(notice) -> None:
    assert owe_reminders(date(2026, 12, 25)) == 0


def test_a_family_that_may_have_paid_is_not_reminded(family, notice) -> None:
    Correspondence.objects.create(
        case=family.case, pupil=family.pupil, received_on=ON, channel="call", text="We have paid.", says_paid=True,
        entered_by=family.acting("welfare_officer").user,
    )  # fmt: skip
    assert owe_reminders(DUE[0]) == 0


def test_what_was_owed_is_forgotten_when_the_notice_is_paid(family, notice) -> None:
    owe_reminders(DUE[0])
    incoming = Incoming(key="k", received_on=DUE[0], amount=8_000, text=notice.reference)
    take_payment(incoming=incoming, by=family.acting("legal_officer", DUE[0]))
    assert owed() == []
    assert owe_reminders(DUE[1]) == 0
