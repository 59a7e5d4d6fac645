"""Care and enforcement on a case: who blocks, who lifts, and what enforcement asks."""

import pytest
from django.urls import reverse

from attendance.models import Involvement
from cases.actions.cases import open_case
from cases.models import CareDecision, Entry
from cases.queries.care import blocking_flags
from tests.factories import CharacteristicFactory, InvolvementFactory, PupilFactory, enrol


@pytest.fixture
def case(world):
    pupil = PupilFactory()
    enrol(world.school, pupil)
    officer = world.acting("welfare_officer")
    return open_case(pupil=pupil, school=world.school, reason="Often away.", by=officer)[0]


def involve(world, case, agency) -> Involvement:
    return InvolvementFactory(
        pupil=case.pupil,
        agency=getattr(world.agencies, agency),
        basis="request",
        scope=2,
        began_on=case.opened_on,
    )


def decide(client, case, kind, effect, reason="The hospital asks for it."):
    return client.post(
        reverse("case-care-decide", args=[case.ref]), {"kind": kind, "effect": effect, "reason": reason}
    )


def test_a_nurse_blocks_and_the_officer_reads_it_on_the_case(case, world, client_for) -> None:
    involve(world, case, "nursing")
    assert decide(client_for("nurse"), case, "health", "blocks").status_code == 302
    (found,) = blocking_flags(case.pupil, case.opened_on)
    assert (found.kind, found.until) == ("health", None)
    page = client_for("welfare_officer").get(reverse("case", args=[case.ref])).content.decode()
    assert found.sentence in page
    assert "The hospital asks for it." in page
    assert "Health" not in client_for("school_lead").get(reverse("case", args=[case.ref])).content.decode()


def test_only_the_named_roles_lift_a_block(case, world, client_for) -> None:
    CharacteristicFactory(pupil=case.pupil, kind="cp", began_on=case.opened_on)
    involve(world, case, "safeguarding")
    refused = decide(client_for("team_manager"), case, "cp", "informs")
    assert "It may be lifted by: safeguarding officer." in refused.content.decode()
    assert blocking_flags(case.pupil, case.opened_on)
    assert decide(client_for("safeguarding_officer"), case, "cp", "informs").status_code == 302
    assert blocking_flags(case.pupil, case.opened_on) == ()


def test_a_second_click_decides_once(case, client_for) -> None:
    client = client_for("welfare_officer")
    for _ in range(2):
        assert decide(client, case, "other", "blocks").status_code == 302
    assert CareDecision.objects.count() == Entry.objects.filter(kind="care").count() == 1


def test_what_does_not_stand_cannot_be_taken_away(case, client_for) -> None:
    answer = decide(client_for("welfare_officer"), case, "health", "none")
    assert "does not stand here" in answer.content.decode()
    assert not CareDecision.objects.exists()
