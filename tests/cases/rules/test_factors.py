"""Circumstances counted over children, and the help there is for them."""

from cases.rules.factors import FACTORS, HELP, counted, help_for


def test_every_circumstance_has_its_question_and_most_have_help() -> None:
    assert len(FACTORS) == 11
    assert all(factor.ask.endswith("?") for factor in FACTORS.values())
    assert {each.factor for each in HELP.values()} <= set(FACTORS)


def test_phone_access_comes_first_for_a_young_carer() -> None:
    assert help_for({"young-carer"})[0].key == "phone-access"


def test_circumstances_are_counted_the_most_frequent_first_and_small_numbers_held_back() -> None:
    found = [("bullying", "main")] * 6 + [("bullying", "some")] * 5 + [("health", "some")] * 12
    bullying, health = sorted(counted(found, 30), key=lambda line: line.label)
    assert [line.label for line in counted(found, 30)] == ["Health", "Bullying"]
    assert (bullying.main, bullying.some, bullying.neither) == (6, 5, 19)
    assert (health.main, health.some, health.neither) == (0, 12, 18)
    (small,) = counted([("sen", "main")] * 4, 30)
    assert (small.main, small.neither) == (None, None)
    assert counted([], 30) == ()
