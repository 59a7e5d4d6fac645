"""Programs that read and write casework."""

import pytest

from agencies.api.throttling import PerToken
from tests.programs import program_of


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    """Tests ask more often than programs may; the test of the limit sets its own."""
    monkeypatch.setattr(PerToken, "THROTTLE_RATES", {"token": None})


@pytest.fixture
def program_for(world):
    """A function of a persona's name and a scope: a program acting as them."""

    def make(name, scope="casework"):
        return program_of(world.acting(name), scope)

    return make
