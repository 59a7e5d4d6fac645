"""How steps of enforcement ended: each notice in one ending, and the days that part them."""

from datetime import date, timedelta

import pytest

from enforcement.models.prosecution import Sentence
from enforcement.rules.measures import Fate, IssuedNotice, Paid, Reason, fate_of
from enforcement.rules.withdrawal import Ground
from reporting.rules.enforced import PARTS, SENTENCES, ending_of, ending_of_charge, ending_of_notice

ON = date(2026, 3, 5)


def notice(**more):
    return IssuedNotice(date(2026, 2, 2), Reason.OTHER, **more)


@pytest.mark.parametrize(
    ("given", "fate", "ending"),
    [
        ({}, Fate.UNRESOLVED, "running"),
        ({"paid": Paid.LOWER}, Fate.PAID_LOWER, "lower"),
        ({"paid": Paid.FULL}, Fate.PAID_FULL, "full"),
        ({"is_prosecuted": True}, Fate.PROSECUTED, "prosecuted"),
        ({"withdrawn": Ground.WRONG_PERSON}, Fate.WITHDRAWN, "withdrawn-wrong-person"),
        ({"withdrawn": Ground.SHOULD_NOT, "paid": Paid.FULL}, Fate.WITHDRAWN, "withdrawn-should-not"),
    ],
)
def test_each_notice_has_one_ending(given, fate, ending):
    assert fate_of(notice(**given)) is fate
    assert ending_of_notice(notice(**given), ON, ON) == ending
    assert ending in PARTS["notices"].endings


@pytest.mark.parametrize(("days", "ending"), [(-1, "unpaid"), (0, "running"), (1, "running")])
def test_the_last_payment_day_is_within_them(days, ending):
    assert ending_of_notice(notice(), ON + timedelta(days=days), ON) == ending


def test_one_that_is_not_served_yet_runs():
    assert ending_of_notice(notice(), None, ON) == "running"


@pytest.mark.parametrize("ground", Ground)
def test_every_ground_has_its_line(ground):
    assert ending_of_notice(notice(withdrawn=ground), None, ON) in PARTS["notices"].endings


@pytest.mark.parametrize(
    ("part", "state", "ending"),
    [
        ("warnings", "served", "running"), ("warnings", "improved", "improved"), ("warnings", "failed", "failed"),
    ],
)  # fmt: skip
def test_a_state_that_is_no_ending_has_not_ended(part, state, ending):
    assert ending_of(state, PARTS[part]) == ending


@pytest.mark.parametrize(
    ("state", "sentence", "ending"),
    [
        ("charged", "", "running"), ("convicted", "", "convicted-none"), ("convicted", "fine", "convicted-fine"),
        ("acquitted", "", "acquitted"), ("abated", "", "abated"),
    ],
)  # fmt: skip
def test_a_conviction_ends_in_its_sentence(state, sentence, ending):
    part = PARTS["prosecutions"]
    assert ending_of_charge(state, sentence, part) == ending
    assert ending in (*part.endings, "running")


def test_by_school_sentences_are_one_column_and_grounds_of_withdrawal_another():
    charges, notices = PARTS["prosecutions"], PARTS["notices"]
    assert [charges.together[key] for key in ("convicted", "acquitted")] == ["Convicted", "Found not guilty"]
    assert notices.together["withdrawn"] == "Withdrawn"
    assert charges.holds("convicted", "convicted-fine")
    assert charges.holds("convicted-fine", "convicted-fine")
    assert not charges.holds("convicted-fine", "convicted-prison")
    assert not charges.holds("convicted", "acquitted")


def test_every_sentence_that_a_court_may_pass_has_its_line():
    assert {key: words.lower() for key, words in Sentence.choices} == SENTENCES
