"""The family that acts of enforcement are tried on."""

import pytest

from tests.enforcement.households import Family, make_family


@pytest.fixture
def family(world) -> Family:
    return make_family(world)
