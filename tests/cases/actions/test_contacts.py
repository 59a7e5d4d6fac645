"""Contacts with a family: every way and every answer is one choice, is told, and counts against drift."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cases.actions.interventions import Done, log_intervention
from cases.models import Audience, Case, Entry, Intervention
from cases.queries.interventions import offered
from cases.queries.work import Whose, cases_at_hand

WAYS = {
    "visit": "Home visit", "visit-no_reply": "Home visit, no reply", "visit-refused": "Home visit, refused",
    "call": "Phone call", "call-no_reply": "Phone call, no reply", "call-refused": "Phone call, refused",
    "office": "Office visit", "office-no_reply": "Office visit, no reply", "office-refused": "Office visit, refused",
    "letter": "Letter", "message": "Text or e-mail",
}  # fmt: skip


def drifting(by) -> list[str]:
    """The lines of one's list of work that nobody has been in touch."""
    lines = cases_at_hand(by, Whose(by.user_id, team=True))
    return [line.sentence for line in lines if line.kind == "drifting"]


def test_every_way_and_every_answer_is_offered_once(world) -> None:
    contacts, _ = offered(world.acting("welfare_officer"))
    assert {each.key: each.label for each in contacts} == WAYS


@pytest.mark.parametrize("key", WAYS)
def test_every_way_of_contact_and_every_answer_is_logged_and_counts_against_drift(world, worked, key) -> None:
    by, long_ago = world.acting("welfare_officer"), timedelta(days=40)
    Case.objects.filter(pk=worked.pk).update(opened_on=by.on - long_ago, allocated_on=by.on - long_ago)
    assert len(drifting(by)) == 1
    what = next(each for each in offered(by)[0] if each.key == key)
    done = Done(
        on=by.on, outcome="As agreed.", audience=Audience.AGENCIES, contact=what.contact, type=what.type,
        reached=what.reached,
    )  # fmt: skip
    row = log_intervention(pupil=worked.pupil, done=done, by=by)
    assert row.what == WAYS[key]
    assert Entry.objects.get(intervention=row).text.startswith(f"{WAYS[key]}. As agreed.")
    assert not drifting(by)


def test_a_letter_is_neither_seen_nor_refused(world, worked) -> None:
    by = world.acting("welfare_officer")
    done = Done(on=by.on, outcome="Sent.", audience=Audience.AGENCIES, contact="letter", reached="refused")
    with pytest.raises(IntegrityError), transaction.atomic():
        log_intervention(pupil=worked.pupil, done=done, by=by)
    assert not Intervention.objects.exists()
