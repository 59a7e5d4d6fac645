"""Programs that read notices and take payments, on the family's own day."""

from datetime import UTC, datetime

import pytest
import time_machine

from agencies.api.throttling import PerToken
from enforcement.actions.notices import issue_notice, serve_notice
from enforcement.models import Notice
from tests.enforcement.households import ON, Family, make_family
from tests.programs import program_of


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    """Programs act on the present day: it is the family's. They ask more often than they may elsewhere."""
    monkeypatch.setattr(PerToken, "THROTTLE_RATES", {"token": None})
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def family(at_noon, world) -> Family:
    return make_family(world)


@pytest.fixture
def notice(family) -> Notice:
    draft = family.prepare()
    issued = issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)
    return serve_notice(notice=issued, sent_on=ON, by=family.acting("welfare_officer"))


@pytest.fixture
def program(family):
    """A program of the attendance leader."""
    return program_of(family.world.acting("attendance_leader"), "casework")
