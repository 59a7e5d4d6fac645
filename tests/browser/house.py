"""A server for the browser, on a database that is filled once and copied for each module of tests."""

import contextlib

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.db import connection
from pytest_django.live_server_helper import LiveServer

SECRET = "JBSWY3DPEHPK3PXP" * 2  # what every persona's authenticator app holds
LOCAL_CACHE = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "browser"}}


def copy_database(template: str, name: str) -> None:
    """Make a database as another is; nobody may be in the other."""
    connection.close()
    with (
        connection._nodb_cursor() as cursor
    ):  # the one way to a server's other databases; Django's own tests use it
        cursor.execute(f'drop database if exists "{name}" with (force)')
        cursor.execute(f'create database "{name}" template "{template}"')


def drop_database(name: str) -> None:
    """Take a copy away, whoever is still in it."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'drop database if exists "{name}" with (force)')


@contextlib.contextmanager
def inside(name: str):
    """Meanwhile every new connection, in every thread, goes to the database of this name."""
    settings = connection.settings_dict  # one dictionary for the connections of all threads
    before = settings["NAME"], settings["CONN_MAX_AGE"]
    connection.close()
    # A connection kept for the next request would still lead into the database of the module before.
    settings["NAME"], settings["CONN_MAX_AGE"] = name, 0
    try:
        yield
    finally:
        connection.close()
        settings["NAME"], settings["CONN_MAX_AGE"] = before


@contextlib.contextmanager
def serving():
    """The address of a server of this process; `localhost`, because passkeys ask for a name."""
    server = LiveServer("localhost")
    try:
        yield server.url
    finally:
        server.stop()


def give_second_factor(membership) -> None:
    """An authenticator app whose secret the tests know, and recovery codes."""
    TOTP.activate(membership.user, SECRET)
    RecoveryCodes.activate(membership.user)


def code_for(secret: str) -> str:
    """The six digits that an app with this secret shows now."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def code_now() -> str:
    """The six digits that a persona's app shows now, as if nobody had used them yet."""
    cache.clear()
    return code_for(SECRET)
