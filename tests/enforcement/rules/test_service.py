"""Service and payment days (T80 to T88), by post over Easter and Christmas, by hand, under the old count."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.rules.bank_holidays import bank_holidays
from attendance.rules.open_point import Answers
from enforcement.rules.deadlines import Reminder, payment_days, reminders
from enforcement.rules.periods import london_day
from enforcement.rules.service import CannotServe, Method, serve
from enforcement.rules.terms import Occasion, excluded_terms, terms_of

FIRST_CLASS = Method.FIRST_CLASS
NEW_FIRST = terms_of(date(2025, 11, 3), offence_ended_on=date(2025, 10, 24), occasion=Occasion.FIRST)
NEW_SECOND = terms_of(date(2025, 11, 3), offence_ended_on=date(2025, 10, 24), occasion=Occasion.SECOND)
OF_2007 = terms_of(date(2007, 1, 29), offence_ended_on=date(2007, 1, 12), occasion=Occasion.ANY)


def posted(day, terms=NEW_FIRST, **given):
    answers = Answers(given)
    served = serve(FIRST_CLASS, day, answers=answers)
    days = payment_days(terms, served.received_on, answers=answers)
    return served.received_on, days.lower_until, days.full_until, days.earliest_charge_on


def test_T80_posted_first_class_on_monday_3_november_2025():
    assert posted(date(2025, 11, 3)) == (
        date(2025, 11, 5),
        date(2025, 11, 25),
        date(2025, 12, 2),
        date(2025, 12, 3),
    )


def test_T83_good_friday_and_easter_monday_are_no_working_days():
    assert posted(date(2026, 4, 2))[:3] == (date(2026, 4, 8), date(2026, 4, 28), date(2026, 5, 5))


def test_T85_handed_over_is_received_that_day():
    served = serve(Method.BY_HAND, date(2025, 11, 3))
    assert (served.received_on, served.presumed) == (date(2025, 11, 3), False)
    days = payment_days(NEW_FIRST, served.received_on)
    assert (days.lower_until, days.full_until) == (date(2025, 11, 23), date(2025, 11, 30))


def test_T113_posted_on_a_thursday():
    assert posted(date(2025, 10, 30))[0] == date(2025, 11, 3)


@pytest.mark.parametrize(
    ("sent_on", "received_on"),
    [
        (date(2025, 11, 7), date(2025, 11, 11)),
        (date(2025, 11, 8), date(2025, 11, 11)),
        (date(2025, 11, 9), date(2025, 11, 11)),
        (date(2025, 12, 23), date(2025, 12, 29)),
        (date(2025, 12, 24), date(2025, 12, 30)),
        (date(2025, 12, 31), date(2026, 1, 5)),
        (date(2021, 12, 24), date(2021, 12, 30)),
        (date(2024, 2, 28), date(2024, 3, 1)),
        (date(2023, 5, 5), date(2023, 5, 10)),
        (date(2022, 9, 16), date(2022, 9, 21)),
        (date(2007, 4, 5), date(2007, 4, 11)),
    ],
)
def test_the_second_working_day_after_posting(sent_on, received_on):
    assert posted(sent_on)[0] == received_on


def test_T94_the_last_known_address_stands_unless_the_notice_is_shown_not_to_have_arrived():
    """Then it is served anew, and the days begin anew."""
    first = serve(FIRST_CLASS, date(2025, 11, 3))
    again = serve(FIRST_CLASS, date(2025, 12, 1))
    assert first.presumed
    assert payment_days(NEW_FIRST, again.received_on).full_until == date(2025, 12, 30)


def test_what_is_shown_displaces_what_is_presumed():
    served = serve(FIRST_CLASS, date(2025, 11, 3), shown_on=date(2025, 11, 12))
    assert (served.received_on, served.presumed) == (date(2025, 11, 12), False)
    with pytest.raises(CannotServe, match="3 November 2025"):
        serve(FIRST_CLASS, date(2025, 11, 3), shown_on=date(2025, 11, 2))


@pytest.mark.parametrize("method", [Method.SECOND_CLASS, Method.ELECTRONIC])
def test_a_way_without_a_source_is_refused_until_the_authority_decides(method):
    with pytest.raises(CannotServe):
        serve(method, date(2025, 11, 3))


def test_ways_that_the_authority_decided_on():
    decided = Answers({"second_class_working_days": 4, "electronic_service": True})
    second = serve(Method.SECOND_CLASS, date(2025, 11, 3), answers=decided)
    electronic = serve(Method.ELECTRONIC, date(2025, 11, 8), answers=decided)
    assert (second.received_on, second.presumed) == (date(2025, 11, 7), True)
    assert electronic.received_on == date(2025, 11, 8)


def test_the_national_file_of_bank_holidays_may_be_given():
    """A bank holiday proclaimed later than this service was made moves the day."""
    extra = {date(2027, 6, 1), date(2027, 6, 2)}
    assert serve(FIRST_CLASS, date(2027, 5, 31), holidays=extra).received_on == date(2027, 6, 4)


def test_old_notices_leave_the_day_of_receipt_out():
    received_on = date(2007, 1, 31)
    days = payment_days(OF_2007, received_on)
    assert (days.lower_until, days.full_until) == (date(2007, 2, 28), date(2007, 3, 14))
    counted = payment_days(OF_2007, received_on, answers=Answers({"old_receipt_day_left_out": False}))
    assert (counted.lower_until, counted.full_until) == (date(2007, 2, 27), date(2007, 3, 13))


def test_notices_about_excluded_pupils_keep_the_old_count():
    days = payment_days(excluded_terms(date(2025, 11, 3)), date(2025, 11, 5))
    assert (days.lower_until, days.full_until) == (date(2025, 11, 26), date(2025, 12, 3))


def test_the_28_days_may_be_counted_otherwise():
    day = date(2025, 11, 5)
    days = payment_days(NEW_FIRST, day, answers=Answers({"twenty_eight_from_receipt_day": False}))
    assert (days.lower_until, days.full_until) == (date(2025, 11, 25), date(2025, 12, 3))


def test_the_second_notice_has_one_deadline():
    days = payment_days(NEW_SECOND, date(2025, 11, 5))
    assert (days.lower_until, days.full_until) == (None, date(2025, 12, 2))
    assert days.sentence == "Pay £160 by 2 December 2025."


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2025, 11, 24), 8_000),
        (date(2025, 11, 25), 8_000),
        (date(2025, 11, 26), 16_000),
        (date(2025, 12, 2), 16_000),
        (date(2025, 12, 3), None),
    ],
)
def test_T86_T88_T89_what_discharges_on_a_day(on, due):
    assert payment_days(NEW_FIRST, date(2025, 11, 5)).due_on(on) == due


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2025, 11, 25, 23, 59, tzinfo=UTC), date(2025, 11, 25)),
        (datetime(2025, 11, 26, 0, 0, tzinfo=UTC), date(2025, 11, 26)),
        (datetime(2025, 7, 1, 22, 59, tzinfo=UTC), date(2025, 7, 1)),
        (datetime(2025, 7, 1, 23, 0, tzinfo=UTC), date(2025, 7, 2)),
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2025, 10, 25, 23, 0, tzinfo=UTC), date(2025, 10, 26)),
        (datetime(2025, 10, 26, 23, 30, tzinfo=UTC), date(2025, 10, 26)),
        (datetime(2024, 8, 18, 22, 59, tzinfo=UTC), date(2024, 8, 18)),
        (datetime(2024, 8, 18, 23, 0, tzinfo=UTC), date(2024, 8, 19)),
    ],
)
def test_T86_T166_the_day_turns_at_midnight_in_london(at, day):
    assert london_day(at) == day


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        london_day(datetime(2025, 11, 25, 12, 0))  # noqa: DTZ001 - a time without a zone is what is tested


def test_reminders_before_each_deadline_and_after_the_lower_amount_ended():
    days = payment_days(NEW_FIRST, date(2025, 11, 5))
    assert reminders(days) == (
        (date(2025, 11, 20), Reminder.BEFORE_LOWER_ENDS),
        (date(2025, 11, 26), Reminder.LOWER_ENDED),
        (date(2025, 11, 27), Reminder.BEFORE_FULL_ENDS),
    )
    assert reminders(days, answers=Answers({"reminder_days": 0})) == ()
    assert len(reminders(payment_days(NEW_SECOND, date(2025, 11, 5)))) == 1


def plain_receipt(day):
    """Two days forward that are neither weekend nor bank holiday, counted one by one."""
    left = 2
    while left:
        day += timedelta(days=1)
        if day.isoweekday() <= 5 and day not in set(bank_holidays(day.year)):
            left -= 1
    return day


@given(st.dates(date(2024, 8, 19), date(2060, 12, 31)))
def test_every_date_is_that_of_a_plain_count(day):
    received, lower, full, charge = posted(day)
    assert received == plain_receipt(day)
    paid = [received + timedelta(days=number) for number in range(28)]
    assert (lower, full, charge) == (paid[20], paid[27], paid[27] + timedelta(days=1))


@given(st.dates(date(2004, 2, 27), date(2024, 8, 18)))
def test_the_older_dates_are_those_of_a_plain_count(day):
    terms = terms_of(day, offence_ended_on=day, occasion=Occasion.ANY)
    received, lower, full, _ = posted(day, terms)
    soon, late = (21, 28) if day >= date(2013, 9, 1) else (28, 42)
    assert (lower, full) == (received + timedelta(days=soon), received + timedelta(days=late))
