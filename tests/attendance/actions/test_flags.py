"""Acts on flags: rights under lock, steps kept, nothing doubled."""

import pytest
from django.core.exceptions import PermissionDenied

from attendance.actions.flags import FlagIsCleared, mark_acted, mark_seen
from attendance.models import Flag
from tests.factories import FlagFactory, enrol

pytestmark = pytest.mark.django_db


@pytest.fixture
def flag(world):
    return FlagFactory(pupil=enrol(world.school).pupil, school=world.school)


def test_a_flag_is_seen_once(world, flag):
    officer = world.acting("welfare_officer")
    for _ in range(2):
        assert mark_seen(flag=flag, by=officer).state == "seen"
    move = flag.moves.get()
    assert (move.state, move.by, move.agency, move.on) == ("seen", officer.user, officer.agency, officer.on)


def test_what_was_done_is_kept_and_the_same_note_counts_once(world, flag):
    officer = world.acting("welfare_officer")
    for note in ("Visited the home.", "Visited the home.", "Called the school."):
        mark_acted(flag=flag, by=officer, note=note)
    assert list(flag.moves.order_by("pk").values_list("note", flat=True)) == [
        "Visited the home.",
        "Called the school.",
    ]
    assert Flag.objects.get(pk=flag.pk).state == "acted"


def test_seeing_does_not_undo_acting(world, flag):
    officer = world.acting("welfare_officer")
    mark_acted(flag=flag, by=officer, note="Visited the home.")
    assert mark_seen(flag=flag, by=officer).state == "acted"


def test_a_flag_that_the_night_cleared_meanwhile_is_not_acted_on(world, flag):
    Flag.objects.filter(pk=flag.pk).update(state="cleared", cleared_on=flag.raised_on)
    with pytest.raises(FlagIsCleared):
        mark_acted(flag=flag, by=world.acting("welfare_officer"), note="Visited the home.")
    assert mark_seen(flag=flag, by=world.acting("welfare_officer")).state == "cleared"


@pytest.mark.parametrize(
    "name", ["other_team_officer", "other_school_lead", "nurse", "legal_officer", "operator"]
)
def test_others_may_not_act(world, flag, name):
    with pytest.raises(PermissionDenied):
        mark_seen(flag=flag, by=world.acting(name))
    assert not flag.moves.exists()
