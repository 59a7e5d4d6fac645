"""A database of its own for a bench, made with the application's migrations and dropped at the end."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
from django.core.management import call_command
from django.db import connection


def _administer(statement: str) -> None:
    held = connection.get_connection_params()
    with closing(psycopg2.connect(**{**held, "dbname": "postgres"})) as session:
        session.autocommit = True
        with session.cursor() as cursor:
            cursor.execute(statement)


@contextmanager
def measured_database(name: str) -> Iterator[None]:
    """While it lasts, this process (and the workers it starts) uses a fresh database."""
    settings, before = connection.settings_dict, connection.settings_dict["NAME"]
    connection.close()
    _administer(f'drop database if exists "{name}" with (force)')
    _administer(f'create database "{name}"')
    settings["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        connection.close()
        settings["NAME"] = before
        _administer(f'drop database if exists "{name}" with (force)')


@contextmanager
def switched_to(name: str) -> Iterator[None]:
    """While it lasts, this process uses another of the bench's databases."""
    settings, before = connection.settings_dict, connection.settings_dict["NAME"]
    connection.close()
    settings["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        settings["NAME"] = before
