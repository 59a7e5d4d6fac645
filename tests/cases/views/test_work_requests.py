"""What requests to agencies put on My work."""

from datetime import timedelta

import pytest

from agencies.rules.roles import Scope
from attendance.models import Pupil
from cases.actions.requests import move_request, send_request
from cases.models import AgencyRequest
from tests.factories import PupilFactory, enrol


@pytest.fixture
def asked(world) -> AgencyRequest:
    """The officer asked the nurses for help with a child."""
    child: Pupil = PupilFactory()
    enrol(world.school, child, year_group="8")
    by = world.acting("welfare_officer")
    return send_request(
        pupil=child, to=world.agencies.nursing, what="Please see the child.", scope=Scope.CASEWORK,
        answer_by=by.on + timedelta(days=5), by=by,
    )  # fmt: skip


def lines(client) -> str:
    return client.get("/work/").content.decode().split("<main")[1].split("</main")[0]


def test_a_request_waits_for_the_agency_until_it_is_answered(asked, world, client_for) -> None:
    nurse = client_for("nurse")
    assert "North team asks for your help." in lines(nurse)
    assert "asks for your help" not in lines(client_for("youth_offending"))
    move_request(row=asked, move="accept", by=world.acting("nurse"))
    assert "asks for your help" not in lines(nurse)


def test_whoever_asked_hears_when_the_day_for_the_answer_has_passed(asked, client_for) -> None:
    officer = client_for("welfare_officer")
    assert "has not answered" not in lines(officer)
    early = asked.sent_on - timedelta(days=10)
    AgencyRequest.objects.filter(pk=asked.pk).update(
        sent_on=early, answer_by=asked.sent_on - timedelta(days=1)
    )
    assert "School nursing has not answered" in lines(officer)
