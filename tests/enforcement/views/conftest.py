"""The family on its own day, whose pages are looked at."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.enforcement.households import Family, make_family
from tests.enforcement.letters import add_letterhead


@pytest.fixture(autouse=True)
def at_noon():
    """Pages act on the present day: it is the family's."""
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def family(at_noon, world, settings, tmp_path) -> Family:
    settings.MEDIA_ROOT = tmp_path
    add_letterhead(world)
    return make_family(world)
