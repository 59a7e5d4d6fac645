"""Which circumstances inform or block enforcement on which day, and who may lift them."""

from datetime import date, timedelta

import pytest

from agencies.rules.roles import ROLES
from cases.rules.care import KINDS, Circumstance, Decision, Effect, Fact, refusal, standings

C, E = Circumstance, Effect
DAY = date(2026, 3, 10)
ONE = timedelta(days=1)


def decided(kind=C.HEALTH, effect=E.BLOCKS, began_on=DAY, until=None, order=1) -> Decision:
    return Decision(kind, effect, began_on, until, order)


@pytest.mark.parametrize(
    ("on", "blocks"), [(DAY - ONE, False), (DAY, True), (DAY + 7 * ONE, True), (DAY + 8 * ONE, False)]
)
def test_a_block_holds_from_its_first_day_through_its_last(on, blocks) -> None:
    found = standings([], [decided(until=DAY + 7 * ONE)], on=on)
    assert any(each.blocks for each in found) is blocks


@pytest.mark.parametrize("kind", [C.PROTECTION_PLAN, C.LOOKED_AFTER, C.YOUNG_CARER])
@pytest.mark.parametrize(
    ("on", "blocks"), [(DAY - ONE, False), (DAY, True), (DAY + ONE, True), (DAY + 2 * ONE, False)]
)
def test_what_the_record_says_blocks_by_itself_while_it_holds(kind, on, blocks) -> None:
    found = standings([Fact(kind, DAY, DAY + ONE)], [], on=on)
    assert bool(found) is blocks
    assert all(each.blocks for each in found)


@pytest.mark.parametrize(("on", "blocks"), [(DAY, False), (DAY + 3 * ONE, False), (DAY + 4 * ONE, True)])
def test_a_lifted_block_comes_back_after_the_last_day_of_the_lift(on, blocks) -> None:
    lifted = decided(C.PROTECTION_PLAN, E.INFORMS, until=DAY + 3 * ONE)
    (found,) = standings([Fact(C.PROTECTION_PLAN, DAY - 90 * ONE)], [lifted], on=on)
    assert found.blocks is blocks


def test_the_latest_decision_in_force_stands_and_none_takes_it_away() -> None:
    first, second = decided(order=1), decided(effect=E.NONE, order=2)
    assert standings([], [second, first], on=DAY) == ()
    assert standings([Fact(C.CHILD_IN_NEED, DAY)], [], on=DAY)[0].effect is E.INFORMS


def test_blocks_come_first_and_their_sentence_gives_no_reason() -> None:
    found = standings([Fact(C.CHILD_IN_NEED, DAY)], [decided(C.OTHER)], on=DAY)
    assert [each.kind for each in found] == [C.OTHER, C.CHILD_IN_NEED]
    assert found[0].sentence == "Another circumstance: since 10 March 2026 this blocks enforcement."


@pytest.mark.parametrize("kind", list(C))
@pytest.mark.parametrize("role", list(ROLES))
def test_anybody_may_block_and_only_the_named_roles_lift(kind, role) -> None:
    assert refusal(E.NONE, E.BLOCKS, kind, role) == ""
    assert refusal(E.INFORMS, E.NONE, kind, role) == ""
    refused = bool(refusal(E.BLOCKS, E.INFORMS, kind, role))
    assert refused is (role not in KINDS[kind].lifters)
