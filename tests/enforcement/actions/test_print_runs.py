"""Print runs: every letter once, whoever presses and whatever stops; posted together, served by it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions.doors import Refused
from enforcement.actions import print_runs
from enforcement.actions.letters import owe_letter
from enforcement.actions.notices import drop_notice, issue_notice, withdraw_notice
from enforcement.actions.print_runs import (
    chunks_owed,
    chunks_unsent,
    leave_out,
    make_chunk,
    post_chunk,
    record_posted,
    start_run,
    try_again,
)
from enforcement.actions.warnings import issue_warning, prepare_warning
from enforcement.models import Letter, LetterKind, Notice, NoticeRequest
from enforcement.queries.print_runs import not_to_post, runs_unfinished, runs_unsent, stand_of_run
from enforcement.rules.withdrawal import Ground
from tests.enforcement.households import MISSED, ON, another_parent
from tests.enforcement.letters import add_letterhead, words_of

KINDS = ["notice"]


@pytest.fixture
def family(family, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    add_letterhead(family.world)
    return family


def owe_notices(family, number: int) -> list[Notice]:
    """So many notices issued, each to another parent, with their letters owed."""
    found = []
    for _ in range(number):
        held, address = another_parent(family)
        draft = family.prepare(parent=held.parent, address=address)
        notice = issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)
        owe_letter(kind=LetterKind.NOTICE, notice=notice, by=family.acting("welfare_officer"))
        found.append(notice)
    return found


def make_all(run) -> int:
    """Do what workers do with a run."""
    return sum(make_chunk(keys) for keys in chunks_owed(run.pk))


def test_a_run_makes_each_letter_once_for_its_day_of_posting(family, monkeypatch) -> None:
    monkeypatch.setattr(print_runs, "CHUNK", 2)
    owe_notices(family, 5)
    by = family.acting("welfare_officer")
    run = start_run(kinds=KINDS, posted_on=ON + timedelta(days=2), by=by)
    assert [len(keys) for keys in chunks_owed(run.pk)] == [2, 2, 1]
    assert make_all(run) == 5
    assert make_all(run) == 0
    assert stand_of_run(run).made == 5
    assert Letter.objects.values("file").distinct().count() == 5
    # Posted on Friday 27 November: taken as received on Tuesday 1 December, which is day 1.
    assert "Pay £80 by 21 December 2026." in words_of(Letter.objects.first())


def test_two_who_press_at_once_do_not_print_a_letter_twice(family) -> None:
    owe_notices(family, 2)
    by = family.acting("welfare_officer")
    start_run(kinds=KINDS, posted_on=ON, by=by)
    with pytest.raises(Refused, match="No letter of these kinds"):
        start_run(kinds=KINDS, posted_on=ON, by=by)


@pytest.mark.parametrize("days", [-1, 15])
def test_the_day_of_posting_is_near(family, days) -> None:
    owe_notices(family, 1)
    with pytest.raises(Refused, match="next 14 days"):
        start_run(kinds=KINDS, posted_on=ON + timedelta(days=days), by=family.acting("welfare_officer"))


def test_what_a_stopped_worker_left_is_taken_up(family, monkeypatch) -> None:
    monkeypatch.setattr(print_runs, "CHUNK", 2)
    owe_notices(family, 5)
    run = start_run(kinds=KINDS, posted_on=ON, by=family.acting("welfare_officer"))
    make_chunk(chunks_owed(run.pk)[1])
    assert runs_unfinished() == [run.pk]
    assert make_all(run) == 3
    assert runs_unfinished() == []


def test_one_that_cannot_be_made_stops_no_other(family) -> None:
    first, second = owe_notices(family, 2)
    first.address.sealed = True
    first.address.save()
    by = family.acting("welfare_officer")
    run = start_run(kinds=KINDS, posted_on=ON, by=by)
    assert make_all(run) == 1
    held = Letter.objects.get(notice=first)
    assert "sealed" in held.cannot_because
    with pytest.raises(Refused, match="Not every letter"):
        record_posted(run=run, sent_on=ON, by=by)
    try_again(run=run, by=by)
    assert make_all(run) == 0
    assert leave_out(run=run, by=by) == 1
    record_posted(run=run, sent_on=ON, by=by)
    held.refresh_from_db()
    assert (held.run, Letter.objects.get(notice=second).run) == (None, run)


def test_posting_serves_every_notice_once(family) -> None:
    notices = owe_notices(family, 3)
    by = family.acting("welfare_officer")
    run = start_run(kinds=KINDS, posted_on=ON, by=by)
    make_all(run)
    with pytest.raises(Refused, match="not ahead"):
        record_posted(run=run, sent_on=ON + timedelta(days=1), by=by)
    record_posted(run=run, sent_on=ON, by=by)
    assert runs_unsent() == [run.pk]
    sent = sum(post_chunk(keys) for keys in chunks_unsent(run.pk))
    again = sum(post_chunk(keys) for keys in chunks_unsent(run.pk))
    assert (sent, again) == (3, 0)
    for notice in notices:
        notice.refresh_from_db()
        assert (notice.state, notice.sent_on, notice.times_served) == ("served", ON, 1)
        assert notice.lower_until == date(2026, 12, 17)


def test_a_notice_withdrawn_after_printing_comes_out_of_the_pile_and_is_not_served(family) -> None:
    first, second = owe_notices(family, 2)
    by = family.acting("welfare_officer")
    run = start_run(kinds=KINDS, posted_on=ON, by=by)
    make_all(run)
    withdraw_notice(notice=first, ground=Ground.SHOULD_NOT, reason="Ill.", by=family.acting("team_manager"))
    assert [each.notice for each in not_to_post(run)] == [first]
    record_posted(run=run, sent_on=ON, by=by)
    for keys in chunks_unsent(run.pk):
        post_chunk(keys)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("withdrawn", "served")
    printed, owed = Letter.objects.filter(notice=first).order_by("pk")
    assert "Not recorded as sent" in printed.cannot_because
    # Somebody may have posted it all the same: the family is told that it is withdrawn.
    assert (owed.kind, owed.sent_on) == ("withdrawal", None)


def test_the_queries_of_a_chunk_do_not_grow_with_its_letters(family, monkeypatch) -> None:
    counts = []
    for number in (2, 20):
        owe_notices(family, number)
        run = start_run(kinds=KINDS, posted_on=ON, by=family.acting("welfare_officer"))
        (keys,) = chunks_owed(run.pk)
        with CaptureQueriesContext(connection) as captured:
            assert make_chunk(keys) == number
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_printed_warning_is_served_by_its_posting(family) -> None:
    by = family.acting("welfare_officer")
    words = {"support_enough_because": "It was refused.", "equality_note": "Considered."}
    row = prepare_warning(
        case=family.case, parent=family.mother.parent, address=family.address, sessions=MISSED, because=words, weeks=3,
        by=by,
    )  # fmt: skip
    row = issue_warning(warning=row, by=family.acting("team_manager"), version=row.version)
    run = start_run(kinds=["warning"], posted_on=ON, by=by)
    assert make_all(run) == 1
    assert "Notice to improve" in words_of(run.letters.get())
    record_posted(run=run, sent_on=ON, by=by)
    assert sum(post_chunk(keys) for keys in chunks_unsent(run.pk)) == 1
    row.refresh_from_db()
    assert (row.state, row.sent_on) == ("served", ON)


def test_a_request_that_is_turned_down_owes_the_school_a_letter(family) -> None:
    by = family.acting("welfare_officer")
    draft = family.prepare()
    draft.request = NoticeRequest.objects.create(
        pupil=family.pupil, school=family.case.school, agency=family.case.school.agency, by=by.user, audience="legal",
        reason="Holiday.", first_on=ON, last_on=ON,
    )  # fmt: skip
    draft.save()
    dropped = drop_notice(notice=draft, reason="Illness shown.", by=by)
    assert [each.kind for each in dropped.letters.all()] == ["not_issued"]
