"""Per parent, per child, two in three years (T60 to T76)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.rules.open_point import Answers
from enforcement.rules.issuing import notices_asked
from enforcement.rules.limit import HeldNotice, Room, local_limit, national_limit
from enforcement.rules.parties import Parent
from enforcement.rules.periods import first_day_of_years_ending, last_day_of, leaves_period_on
from enforcement.rules.terms import Occasion


def notice(on, **state):
    return HeldNotice(f"N{on:%y%m%d}", on, **state)


def limit(on, *notices, known=True, **given):
    return national_limit(on, notices, others_known=known, answers=Answers(given))


PN1, PN2 = notice(date(2024, 9, 10)), notice(date(2025, 5, 5))


def test_T60_two_parents_and_two_children_are_four_notices():
    assert notices_asked(2, 2) == 4
    assert limit(date(2025, 11, 3)).occasion is Occasion.FIRST


def test_T62_a_step_father_with_day_to_day_care_is_a_parent():
    assert Parent(has_day_to_day_care=True).is_in_law
    assert not Parent().is_in_law
    assert not Parent(is_natural=True, is_individual=False).is_in_law


@pytest.mark.parametrize(
    ("on", "occasion"),
    [
        (date(2027, 9, 8), Occasion.SECOND),
        (date(2027, 9, 9), Occasion.SECOND),
        (date(2027, 9, 10), Occasion.FIRST),
        (date(2027, 9, 11), Occasion.FIRST),
    ],
)
def test_T63_the_period_of_three_years_ends_with_the_day_of_issue(on, occasion):
    assert limit(on, PN1).occasion is occasion


def test_T66_there_is_no_third():
    found = limit(date(2026, 3, 2), PN1, PN2)
    assert (found.room, found.free_on) == (Room.USED_UP, date(2027, 9, 10))
    assert limit(date(2027, 9, 9), PN1, PN2).room is Room.USED_UP


def test_when_the_first_drops_out_the_next_is_a_second_again():
    found = limit(date(2027, 9, 10), PN1, PN2)
    assert (found.room, found.occasion) == (Room.FREE, Occasion.SECOND)


def test_T68_T69_a_withdrawn_notice_does_not_count():
    found = limit(date(2026, 3, 2), notice(date(2024, 9, 10), is_withdrawn=True))
    assert found.occasion is Occasion.FIRST


def test_T70_a_notice_followed_by_conviction_counts():
    """Nothing but withdrawal takes a notice out of the count."""
    assert limit(date(2026, 3, 2), PN1).occasion is Occasion.SECOND


def test_T72_a_notice_under_the_old_law_does_not_count_unless_decided():
    old = notice(date(2024, 3, 1), is_old_law=True)
    assert limit(date(2024, 11, 4), old).occasion is Occasion.FIRST
    assert limit(date(2024, 11, 4), old, old_notices_count=True).occasion is Occasion.SECOND


def test_T73_the_count_is_of_one_parent_and_one_child():
    """The function is asked with the notices of one parent for one child; another's are not among them."""
    assert limit(date(2026, 3, 2)).counted == ()


def test_while_other_authorities_have_not_answered_there_is_no_price():
    found = limit(date(2026, 3, 2), PN1, known=False)
    assert (found.room, found.occasion) == (Room.UNKNOWN, Occasion.ANY)
    assert limit(date(2026, 3, 2), PN1, PN2, known=False).room is Room.USED_UP


def test_a_notice_is_not_issued_before_a_later_one():
    assert limit(date(2025, 5, 4), PN2).room is Room.OUT_OF_ORDER
    assert limit(date(2025, 5, 5), PN2).room is Room.FREE


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (date(2027, 9, 9), date(2024, 9, 10)),
        (date(2028, 2, 28), date(2025, 3, 1)),
        (date(2028, 2, 29), date(2025, 3, 1)),
        (date(2027, 2, 28), date(2024, 2, 29)),
        (date(2027, 3, 1), date(2024, 3, 2)),
    ],
)
def test_three_years_over_leap_days(on, first):
    assert first_day_of_years_ending(on, 3) == first


@pytest.mark.parametrize(
    ("issued", "leaves"),
    [
        (date(2024, 9, 10), date(2027, 9, 10)),
        (date(2028, 2, 29), date(2031, 3, 1)),
        (date(2025, 2, 28), date(2028, 2, 28)),
    ],
)
def test_the_day_on_which_a_notice_drops_out(issued, leaves):
    assert leaves_period_on(issued, 3) == leaves


@given(st.dates(date(2024, 8, 19), date(2090, 1, 1)))
def test_a_notice_drops_out_once_and_for_good(issued):
    leaves = leaves_period_on(issued, 3)
    inside = [leaves - timedelta(days=number) for number in range(1, 5)]
    assert all(first_day_of_years_ending(day, 3) <= issued for day in inside)
    assert all(first_day_of_years_ending(leaves + timedelta(days=n), 3) > issued for n in range(5))


@given(st.dates(date(2004, 1, 1), date(2090, 1, 1)), st.integers(1, 40))
def test_a_period_of_months_ends_before_the_same_numbered_day(began, months):
    last = last_day_of(began, months=months)
    assert last_day_of(began, months=months + 1) > last >= began
    assert (last + timedelta(days=1)).day in (began.day, 1)


@given(
    st.lists(st.tuples(st.dates(date(2024, 8, 19), date(2036, 1, 1)), st.integers(0, 3)), max_size=40),
)
def test_however_notices_are_asked_for_and_withdrawn_never_a_third_in_three_years(asked):
    held: list[HeldNotice] = []
    for on, withdraw in asked:
        if limit(on, *held).room is Room.FREE:
            held.append(notice(on))
        elif withdraw == 0 and held:
            held[-1] = HeldNotice(held[-1].reference, held[-1].issued_on, is_withdrawn=True)
        live = sorted(each.issued_on for each in held if not each.is_withdrawn)
        for first, third in zip(live, live[2:], strict=False):
            plain = first.replace(year=first.year + 3) if (first.month, first.day) != (2, 29) else None
            assert third >= (plain or first + timedelta(days=1096))


@pytest.mark.parametrize(
    ("most", "notices", "room"),
    [(2, 1, Room.FREE), (2, 2, Room.USED_UP), (3, 2, Room.FREE), (0, 9, Room.FREE), (1, 1, Room.USED_UP)],
)
def test_the_local_code_of_2007_has_its_own_maximum(most, notices, room):
    held = [notice(date(2006, 10, 2) + timedelta(days=number)) for number in range(notices)]
    found = local_limit(date(2007, 1, 29), held, answers=Answers({"local_notices_a_year": most}))
    assert (found.room, found.occasion) == (room, Occasion.ANY)


def test_the_local_maximum_looks_back_twelve_months():
    held = [notice(date(2006, 1, 29)), notice(date(2006, 10, 2))]
    assert local_limit(date(2007, 1, 28), held).room is Room.USED_UP
    assert local_limit(date(2007, 1, 28), held).free_on == date(2007, 1, 29)
    assert local_limit(date(2007, 1, 29), held).room is Room.FREE
