"""One world for all the tests of rights, built once and never changed: each test takes back what it did."""

import pytest
from celery.app.task import Task
from django.db import transaction
from django.test.utils import override_settings

from tests.permissions.rights import Rights
from tests.permissions.world import Aviary, build_aviary
from tests.permissions.world_care import add_care
from tests.permissions.world_cases import add_cases
from tests.permissions.world_enforcement import add_enforcement
from tests.permissions.world_reports import add_reports
from tests.permissions.world_rows import add_rows

QUICK = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    """The world of the canaries, in a transaction that is taken back when the package's tests are done."""
    with django_db_blocker.unblock(), override_settings(**QUICK), transaction.atomic():
        aviary = build_aviary()
        add_rows(aviary)
        add_cases(aviary)
        add_care(aviary)
        add_enforcement(aviary)
        add_reports(aviary)
        aviary.rights = Rights.read(aviary.on)
        yield aviary
        transaction.set_rollback(True)


@pytest.fixture
def db(built) -> None:
    """In place of a transaction: pytest-django makes its database only for tests that ask for it by this name."""


@pytest.fixture
def aviary(built, db) -> Aviary:
    """The world of the canaries, for one test."""
    with transaction.atomic():
        yield built
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def no_workers(monkeypatch) -> None:
    """Work that a page hands over goes nowhere: these tests are about the asking."""
    monkeypatch.setattr(Task, "apply_async", lambda *args, **kwargs: None)
