"""Pauses that end by themselves."""

from datetime import timedelta

import pytest

from agencies.models import Message
from cases import tasks
from cases.actions.cases import move_case
from cases.actions.doors import Refused
from cases.actions.pauses import end_pauses
from cases.models import Case, Entry
from cases.workflow import State

DAY = timedelta(days=1)


def paused(case: Case, world, *, state: str = "") -> Case:
    """The case, paused for a week by its officer; where a state is named, from there."""
    by = world.acting("welfare_officer")
    if state:
        case = move_case(case=case, move=state, by=by)
    return move_case(case=case, move="pause", reason="Abroad.", until=by.on + 7 * DAY, by=by)


@pytest.mark.parametrize(("days", "state"), [(6, State.PAUSED), (7, State.SUPPORTED), (8, State.SUPPORTED)])
def test_a_case_goes_on_where_it_stood_on_the_day(worked, world, days, state) -> None:
    on = world.acting("welfare_officer").on
    row = paused(worked, world, state="support")
    end_pauses(on=on + days * DAY)
    row.refresh_from_db()
    assert row.state == state
    assert (row.paused_until is None) is (state == State.SUPPORTED)


def test_it_says_so_once_and_tells_the_officer(worked, world) -> None:
    row = paused(worked, world)
    on = row.paused_until
    assert [end_pauses(on=on), end_pauses(on=on)] == [1, 0]
    entry = Entry.objects.get(case=row, text__startswith="The pause is over")
    assert (entry.by, entry.on, "Being assessed" in entry.text) == (None, on, True)
    told = Message.objects.get(kind="pause-over")
    assert told.membership == world.people["welfare_officer"]
    row.refresh_from_db()
    assert row.paused_from == ""


def test_the_clock_ends_todays_pauses(worked, world) -> None:
    row = paused(worked, world)
    Case.objects.filter(pk=row.pk).update(paused_until=world.acting("welfare_officer").on)
    tasks.end_pauses()
    row.refresh_from_db()
    assert row.state == State.ASSESSING


def test_a_pause_without_an_end_or_too_long_is_refused(worked, world) -> None:
    by = world.acting("welfare_officer")
    with pytest.raises(Refused, match="Say until when"):
        move_case(case=worked, move="pause", reason="Abroad.", by=by)
    with pytest.raises(Refused, match="at most"):
        move_case(case=worked, move="pause", reason="Abroad.", until=by.on + 200 * DAY, by=by)
