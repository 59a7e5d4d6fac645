"""Fixtures that every test may use."""

import pytest
from django.test import Client

from agencies.middleware import ACTING_FOR
from tests.personas import World, build_world


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
        membership = world.people[name]
        client = Client()
        client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[ACTING_FOR] = membership.pk
        session["account_authentication_methods"] = [
            {"method": "password", "at": 0.0},
            {"method": "mfa", "at": 0.0, "type": "totp"},
        ]
        session["account_authentication_methods_user"] = str(membership.user.pk)
        session.save()
        return client

    return sign_in
