"""The acts about orders come as far as the court when nothing stands in their way: the stories try something."""

import pytest

from enforcement.models import Prosecution
from tests.enforcement.stateful import acts, always, orders
from tests.enforcement.stateful.story import ERAS, Story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_papers(monkeypatch, settings, tmp_path):
    """How papers look is tried elsewhere."""
    settings.MEDIA_ROOT = str(tmp_path)
    monkeypatch.setattr("enforcement.actions.evidence.render", lambda document: b"%PDF-1.7 a paper")


@pytest.mark.parametrize("era", sorted(ERAS))
def test_a_school_order_comes_to_court_and_ceases(world, era) -> None:
    story = Story(world, ERAS[era])
    for act, *given in (
        (acts.consider,), (orders.order_school, 0), (acts.serve, 0), (orders.not_kept, 0), (orders.not_kept, 0),
        (orders.prosecute_order, 0, 0), (orders.acquit_and_end, 0),
    ):  # fmt: skip
        story.on += orders.timedelta(days=1)
        act(story, *given)
    row = Prosecution.objects.get()
    assert (row.offence, row.state, row.attendance_order.ending) == ("s443", "acquitted", "court")
    always.holds(story)


# Who may be given a case again is asked of memberships, which the world has of later years.
@pytest.mark.parametrize("era", ["2024", "2026"])
def test_directions_come_to_court_and_not_in_a_closed_case(world, era) -> None:
    story = Story(world, ERAS[era])
    acts.supervise(story)
    orders.direct_parents(story)
    story.on += orders.timedelta(days=1)
    for _ in range(3):
        orders.not_kept(story, 0)
    assert not story.tried(orders.close, story)
    orders.prosecute_order(story, 1, 0)
    acts.end_in_court(story, 0, "convict")
    acts.end_order(story)
    assert story.tried(orders.close, story)
    assert not story.tried(orders.prosecute_order, story, 0, 0)
    assert story.tried(orders.reopen, story)
    orders.prosecute_order(story, 0, 0)
    assert set(Prosecution.objects.values_list("offence", "state")) == {
        ("sch3p18", "convicted"), ("sch3p18", "charged"),
    }  # fmt: skip
    always.holds(story)
