"""Whatever is done to a family, in whatever order, over court, money, corrections and moves: what never may be, is not.

A few short stories each time; `STORIES=200 STORY_STEPS=40` tells many long ones, and `SHORTEN=1` looks for the shortest
that fails.
"""

import os
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from enforcement.actions.money import dispute_payment, send_back, settle_dispute
from enforcement.actions.refunds import mark_refunded
from enforcement.models import Correspondence, Decision
from enforcement.rules.allocation import Reversal
from enforcement.rules.withdrawal import Ground
from tests.enforcement.stateful import acts, always, orders
from tests.enforcement.stateful.story import ERAS, OFFICER, Story

pytestmark = pytest.mark.django_db
STORIES, STEPS = int(os.environ.get("STORIES", "10")), int(os.environ.get("STORY_STEPS", "18"))
TOLD = settings(
    max_examples=STORIES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # Making a failing story shorter takes minutes, and is asked for.
    phases=[each for each in Phase if each is not Phase.shrink or os.environ.get("SHORTEN")],
    print_blob=True,
)
WHO, WEEK, ANY = st.integers(0, 1), st.integers(0, 4), st.integers(0, 5)
OFFENCES = st.sampled_from(["s444(1)", "s444(1A)"])
DECIDED = {"back": send_back, "dispute": dispute_payment, "settle": settle_dispute}


class FamilyInLaw(RuleBasedStateMachine):
    """The acts, in any order, each tried on the day to which the story has come."""

    world = None
    era = ""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.story, self.number = None, 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.story = Story(self.world, ERAS[self.era])
        self.try_(acts.consider)

    def try_(self, act, *given) -> None:
        closed, taken = self.story.case.state == "closed", Decision.objects.count()
        self.story.tried(act, self.story, *given)
        assert not closed or act is orders.reopen or Decision.objects.count() == taken

    @rule(days=st.sampled_from([1, 9, 21, 30, 45, 120, 366]))
    def wait(self, days) -> None:
        self.story.on += timedelta(days=days)

    @rule(parent=WHO, block=WEEK)
    def notice(self, parent, block) -> None:
        self.try_(acts.give_notice, parent, block)

    @rule(parent=WHO, block=WEEK)
    def notice_handed_over(self, parent, block) -> None:
        self.try_(acts.give_notice, parent, block)
        self.try_(acts.serve, 0)

    @rule(at=ANY)
    def serve(self, at) -> None:
        self.try_(acts.serve, at)

    @rule(at=ANY, ground=st.sampled_from(list(Ground)))
    def withdraw(self, at, ground) -> None:
        self.try_(acts.withdraw, at, ground)

    @rule(
        at=ANY,
        named=st.sampled_from(["right", "right", "wrong", "none"]),
        amount=st.sampled_from(["due", "due", "short", "full", "much"]),
    )
    def pay(self, at, named, amount) -> None:
        self.number += 1
        self.try_(acts.pay, self.number, at, named, amount)

    @rule(at=ANY, which=ANY, late=st.booleans())
    def match(self, at, which, late) -> None:
        self.try_(acts.match, at, which, late)

    @rule(how=st.sampled_from(sorted(DECIDED)), which=ANY)
    def decide(self, how, which) -> None:
        self.try_(acts.decide, DECIDED[how], which)

    @rule(which=ANY)
    def refund(self, which) -> None:
        self.try_(acts.refund, mark_refunded, which)

    @rule(which=ANY, how=st.sampled_from(list(Reversal)))
    def dispute_and_undo(self, which, how) -> None:
        self.try_(acts.decide, dispute_payment, which)
        self.try_(acts.undo, which, how)

    @rule(block=WEEK, at=st.integers(0, 9), mark=st.sampled_from(["I", "O", "N", "U"]))
    def correct(self, block, at, mark) -> None:
        self.story.correct(block, at, mark)

    @rule()
    def consider(self) -> None:
        self.try_(acts.consider)

    @rule(parent=WHO, block=WEEK, offence=OFFENCES)
    def contemplate(self, parent, block, offence) -> None:
        self.try_(acts.contemplate, parent, block, offence)

    @rule(parent=WHO, block=WEEK, offence=OFFENCES)
    def prosecute(self, parent, block, offence) -> None:
        self.try_(acts.prosecute, parent, block, offence)

    @rule()
    def give_up(self) -> None:
        self.try_(acts.give_up)

    @rule(at=ANY, how=st.sampled_from(["convict", "acquit", "discontinue"]))
    def end_in_court(self, at, how) -> None:
        self.try_(acts.end_in_court, at, how)

    @rule()
    def supervise(self) -> None:
        self.try_(acts.supervise)

    @rule()
    def end_order(self) -> None:
        self.try_(acts.end_order)

    @rule(parent=WHO)
    def order_school(self, parent) -> None:
        self.try_(orders.order_school, parent)

    @rule()
    def direct_parents(self) -> None:
        self.try_(orders.direct_parents)

    @rule(at=ANY, times=st.integers(1, 4))
    def not_kept(self, at, times) -> None:
        for _ in range(times):
            self.try_(orders.not_kept, at)

    @rule(parent=WHO, at=ANY)
    def prosecute_order(self, parent, at) -> None:
        self.try_(orders.prosecute_order, parent, at)

    @rule(at=ANY)
    def acquit_and_end(self, at) -> None:
        self.try_(orders.acquit_and_end, at)

    @rule(again=st.booleans())
    def close(self, again) -> None:
        self.try_(orders.close)
        if again:
            self.try_(orders.reopen)

    @rule()
    def reopen(self) -> None:
        self.try_(orders.reopen)

    @rule()
    def move_school(self) -> None:
        self.story.move_school()

    @rule()
    def move_away(self) -> None:
        self.story.move_away()

    @rule()
    def come_back(self) -> None:
        self.story.come_back()

    @rule(parent=WHO, ago=st.integers(1, 400))
    def hear_of_another(self, parent, ago) -> None:
        self.story.tried(self.story.hear_of_another, parent, ago)

    @rule(says_paid=st.booleans())
    def letter(self, says_paid) -> None:
        story = self.story
        Correspondence.objects.create(
            case=story.case, pupil=story.pupil, received_on=story.on, channel="call", text="Hello.",
            says_paid=says_paid, entered_by=story.by(OFFICER).user,
        )  # fmt: skip

    @rule()
    def read_and_answer(self) -> None:
        story = self.story
        mine = Correspondence.objects.filter(pupil=story.pupil)
        mine.filter(read_on=None).update(read_on=story.on)
        mine.filter(says_paid=True, decided_on=None).update(
            decided_on=story.on, decided_by=story.by(OFFICER).user
        )

    @precondition(lambda self: self.story is not None)
    @invariant()
    def nothing_unlawful_stands(self) -> None:
        always.holds(self.story)


@pytest.fixture(autouse=True)
def quick_papers(monkeypatch, settings, tmp_path):
    """How papers look is tried elsewhere."""
    settings.MEDIA_ROOT = str(tmp_path)
    monkeypatch.setattr("enforcement.actions.evidence.render", lambda document: b"%PDF-1.7 a paper")


@pytest.mark.parametrize("era", sorted(ERAS))
def test_whatever_is_done_to_a_family(world, era) -> None:
    told = type("Told", (FamilyInLaw,), {"world": world, "era": era})
    run_state_machine_as_test(told, settings=TOLD)
