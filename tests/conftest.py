"""Fixtures that every test may use."""

import pytest
from django.test import Client

from tests.personas import World, build_world, signed_in


def pytest_collection_modifyitems(items):
    """Tests that start servers or workers take turns: two at once would take work from one queue."""
    for item in items:
        if item.get_closest_marker("servers"):
            item.add_marker(pytest.mark.xdist_group("servers"))


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    """Argon2 takes a tenth of a second by design; a test's passwords need no such strength."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def world(db) -> World:
    """A small authority with everybody in it; see `tests.personas`."""
    return build_world()


@pytest.fixture
def client_for(world):
    """A function of a persona's name: a browser signed in as them, with their second factor, acting."""

    def sign_in(name: str) -> Client:
        return signed_in(world.people[name])

    return sign_in
