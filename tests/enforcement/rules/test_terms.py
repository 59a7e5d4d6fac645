"""Prices and payment days by the day of issue, at every boundary."""

import itertools
from datetime import date

import pytest

from attendance.rules.dated import in_force
from attendance.rules.open_point import Answers
from enforcement.rules.regimes import (
    ACT_2026,
    PROVISIONS,
    REGIMES,
    enacted_not_in_force,
    is_old_law,
    regime_of_notice,
    regime_on,
)
from enforcement.rules.terms import Occasion, excluded_terms, terms_of

FIRST = Occasion.FIRST


def priced(issued_on, occasion=FIRST, offence=None, **given):
    terms = terms_of(
        issued_on, offence_ended_on=offence or issued_on, occasion=occasion, answers=Answers(given)
    )
    lower = (terms.lower.amount // 100, terms.lower.days) if terms.lower else None
    return lower, (terms.full.amount // 100, terms.full.days)


FIFTY, SIXTY, SIXTY_SOONER = ((50, 28), (100, 42)), ((60, 28), (120, 42)), ((60, 21), (120, 28))
EIGHTY = ((80, 21), (160, 28))


@pytest.mark.parametrize(
    ("issued_on", "expected"),
    [
        (date(2004, 2, 27), FIFTY),
        (date(2004, 2, 28), FIFTY),
        (date(2007, 8, 31), FIFTY),
        (date(2007, 9, 1), FIFTY),
        (date(2012, 8, 31), FIFTY),
        (date(2012, 9, 1), SIXTY),
        (date(2012, 9, 2), SIXTY),
        (date(2013, 8, 31), SIXTY),
        (date(2013, 9, 1), SIXTY_SOONER),
        (date(2013, 9, 2), SIXTY_SOONER),
        (date(2024, 8, 18), SIXTY_SOONER),
        (date(2024, 8, 19), EIGHTY),
        (date(2024, 8, 20), EIGHTY),
    ],
)
def test_T96_the_day_of_issue_sets_the_price(issued_on, expected):
    assert priced(issued_on) == expected


def test_there_was_no_notice_before_27_february_2004():
    with pytest.raises(LookupError, match="26 February 2004"):
        priced(date(2004, 2, 26))


def test_the_second_notice_costs_its_full_amount_at_once():
    assert priced(date(2025, 1, 6), Occasion.SECOND) == (None, (160, 28))


def test_a_notice_whose_occasion_nobody_knows_has_no_price():
    with pytest.raises(ValueError, match="no price"):
        priced(date(2025, 1, 6), Occasion.ANY)


@pytest.mark.parametrize(
    ("offence", "by_default", "if_decided"),
    [
        (date(2024, 7, 19), SIXTY_SOONER, EIGHTY),
        (date(2024, 8, 18), SIXTY_SOONER, EIGHTY),
        (date(2024, 8, 19), EIGHTY, EIGHTY),
        (date(2024, 9, 6), EIGHTY, EIGHTY),
    ],
)
def test_T96_an_offence_wholly_before_august_2024_follows_the_old_law_unless_decided(
    offence, by_default, if_decided
):
    issued_on = date(2024, 9, 10)
    assert priced(issued_on, offence=offence) == by_default
    assert priced(issued_on, offence=offence, old_law_for_old_offences=False) == if_decided


def test_an_answer_never_brings_the_new_law_forward():
    held = Answers({"old_law_for_old_offences": False})
    assert is_old_law(date(2024, 8, 18), offence_ended_on=date(2024, 8, 18), answers=held)


@pytest.mark.parametrize(
    ("issued_on", "expected"),
    [
        (date(2007, 9, 1), FIFTY),
        (date(2012, 9, 1), SIXTY),
        (date(2013, 9, 1), SIXTY_SOONER),
        (date(2024, 8, 18), SIXTY_SOONER),
        (date(2024, 8, 19), SIXTY_SOONER),
        (date(2026, 11, 22), SIXTY_SOONER),
    ],
)
def test_a_notice_about_an_excluded_pupil_keeps_its_own_price(issued_on, expected):
    terms = excluded_terms(issued_on)
    assert terms.lower is not None
    assert (
        (terms.lower.amount // 100, terms.lower.days),
        (terms.full.amount // 100, terms.full.days),
    ) == expected
    assert not terms.receipt_day_counts


def test_T98_no_notice_about_an_excluded_pupil_before_september_2007():
    for on in (date(2007, 1, 15), date(2007, 8, 31)):
        with pytest.raises(LookupError):
            excluded_terms(on)


@pytest.mark.parametrize(
    ("on", "key"),
    [
        (date(2004, 2, 27), "2004"),
        (date(2007, 8, 31), "2004"),
        (date(2007, 9, 1), "2007"),
        (date(2024, 8, 18), "2007"),
        (date(2024, 8, 19), "2024"),
        (date(2026, 11, 22), "2024"),
    ],
)
def test_T166_the_laws_meet_without_gap_or_overlap(on, key):
    assert regime_on(on).key == key
    assert in_force(REGIMES, on).key == key


def test_every_regime_ends_the_day_before_the_next_begins():
    for earlier, later in itertools.pairwise(REGIMES):
        assert earlier.provision.until is not None
        assert (later.from_ - earlier.provision.until).days == 1
    assert REGIMES[-1].provision.until is None


def test_a_notice_of_september_2024_about_july_follows_the_regulations_of_2007():
    on = date(2024, 9, 10)
    assert regime_of_notice(on, offence_ended_on=date(2024, 7, 19)).key == "2007"
    assert regime_of_notice(on, offence_ended_on=date(2024, 9, 6)).key == "2024"


def test_T169_the_act_of_2026_is_shown_and_never_selected():
    assert enacted_not_in_force(date(2026, 4, 29)) == ACT_2026
    assert enacted_not_in_force(date(2026, 4, 28)) == ()
    assert {rule.dates for rule in ACT_2026} == {"enacted, not in force"}
    assert all(in_force(PROVISIONS, date(year, 1, 1)) not in ACT_2026 for year in range(2005, 2060))
