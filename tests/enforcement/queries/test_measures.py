"""The yearly return, counted from rows."""

from datetime import date

import pytest

from enforcement.actions.money import Incoming, take_payment
from enforcement.actions.notices import issue_notice, serve_notice, withdraw_notice
from enforcement.models import FastTrack
from enforcement.queries.measures import measures_of
from enforcement.rules.measures import imbalances
from enforcement.rules.withdrawal import Ground
from tests.enforcement.households import ON, another_parent, make_family


@pytest.fixture
def family(world):
    return make_family(world)


def given(family, *, number: int) -> list:
    """So many notices served, each to another parent."""
    found = []
    for _ in range(number):
        held, address = another_parent(family)
        draft = family.prepare(parent=held.parent, address=address)
        notice = issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)
        found.append(serve_notice(notice=notice, sent_on=ON, by=family.acting("welfare_officer")))
    return found


def test_the_return_counts_each_notice_once(family) -> None:
    lower, full, gone, _ = given(family, number=4)
    by = family.acting("legal_officer", date(2026, 12, 24))
    for notice, amount, on in ((lower, 8_000, date(2026, 12, 17)), (full, 16_000, date(2026, 12, 18))):
        take_payment(
            incoming=Incoming(key=str(on), received_on=on, amount=amount, text=notice.reference), by=by
        )
    withdraw_notice(notice=gone, ground=Ground.WRONG_PERSON, reason="Aunt.", by=family.acting("team_manager"))
    row = measures_of(family.world.authority.pk, 2026, date(2026, 12, 24))
    assert (row.pn_issued, row.pn_paid, row.pn_paid_21, row.pn_paid_22_28) == (4, 2, 1, 1)
    assert (row.pn_withdrawn, row.withdrawn_reason_wrong_issue, row.pn_unresolved) == (1, 1, 1)
    assert row.reason_pn_other == 4
    assert row.enrolments >= 1
    assert imbalances(row) == ()


def test_another_year_and_another_authority_have_none(family) -> None:
    given(family, number=1)
    assert measures_of(family.world.authority.pk, 2025, ON).pn_issued == 0
    other = family.world.people["stranger_officer"].agency.authority_id
    assert measures_of(other, 2026, ON).pn_issued == 0


def test_a_fast_track_case_counts_in_the_year_of_its_entry(family) -> None:
    (notice,) = given(family, number=1)
    FastTrack.objects.create(
        case=family.case, pupil=family.pupil, parent=notice.parent, school=family.case.school, agency=family.case.team,
        drafted_by=notice.drafted_by, checked_by=notice.checked_by, decision=notice.decision, state="improved",
        entered_on=date(2026, 10, 1), ended_on=date(2026, 11, 20),
    )  # fmt: skip
    row = measures_of(family.world.authority.pk, 2026, ON)
    assert (row.case_management, row.case_management_att_improved) == (1, 1)
