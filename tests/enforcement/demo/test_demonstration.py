"""The demonstration's enforcement: letters can be made, and there is something of every step in every state."""

from datetime import date
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.test import override_settings

from agencies.models import PractitionerRole
from attendance.demo.build import build
from cases.demo.build import build_casework
from cases.models import Entry
from enforcement.demo.build import PLOTS, build_enforcement
from enforcement.models import (
    AttendanceOrder,
    Decision,
    FastTrack,
    Hearing,
    Letter,
    Letterhead,
    Notice,
    NoticeRequest,
    ParentingContract,
    ParentingOrder,
    Payment,
    Prosecution,
    SupervisionOrder,
    WarningLetter,
)

UNTIL = date(2026, 11, 20)
ALLOWED = {"DEMONSTRATION": True, "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
# What a look at the demonstration finds of each kind.
STATES = [
    (Notice, {"draft", "dropped", "issued", "served", "paid", "withdrawn", "charged"}),
    (WarningLetter, {"draft", "dropped", "issued", "served", "improved", "failed"}),
    (FastTrack, {"draft", "running", "improved"}),
    (Prosecution, {"draft", "charged", "convicted", "acquitted", "discontinued"}),
    (Hearing, {"listed", "heard", "adjourned"}),
    (SupervisionOrder, {"applied", "made"}),
    (ParentingContract, {"draft", "signed", "kept"}),
    (ParentingOrder, {"made"}),
    (AttendanceOrder, {"noticed", "made"}),
    (NoticeRequest, {"open", "taken_up"}),
]


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for the tests of this module, and undone behind them."""
    media = str(tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=media, **ALLOWED):
        assert connection.settings_dict["NAME"].startswith("test")
        if not PractitionerRole.objects.exists():
            import_module("agencies.migrations.0002_strategy_reference_data").load(apps, None)
        build(pupils=1_500, until=UNTIL, say=lambda text: None)
        call_command("review_attendance", on=UNTIL, stdout=StringIO())
        build_casework(until=UNTIL, say=lambda text: None)
        said = []
        build_enforcement(until=UNTIL, say=said.append)
        yield said
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_it_is_refused_where_real_children_may_be(settings) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="DEMONSTRATION=1"):
        call_command("create_demo_enforcement", until=UNTIL)
    settings.DEMONSTRATION = True
    with pytest.raises(CommandError, match="run create_demo_cases"):
        call_command("create_demo_enforcement", until=UNTIL)
    assert not Letterhead.objects.exists()


def test_every_plot_finds_its_family(demonstration) -> None:
    assert demonstration == [
        f"Enforcement: {len(PLOTS)} of {len(PLOTS)} families, from the first letter to court."
    ]


@pytest.mark.parametrize(("model", "states"), STATES)
def test_each_kind_is_there_in_every_state(demonstration, model, states) -> None:
    assert set(model.objects.values_list("state", flat=True)) == states


def test_letters_are_made_and_some_are_owed(demonstration) -> None:
    assert Letterhead.objects.count() == 1
    made = Letter.objects.exclude(file="")
    assert {"notice", "warning"} <= set(made.values_list("kind", flat=True))
    owed = set(Letter.objects.filter(file="").values_list("kind", flat=True))
    assert {"notice", "receipt", "withdrawal", "not_issued"} <= owed
    assert not Letter.objects.exclude(cannot_because="").exists()


def test_money_is_there_that_paid_that_waits_and_that_goes_back(demonstration) -> None:
    assert Payment.objects.filter(discharged__gt=0).exists()
    assert Payment.objects.undecided().exists()
    assert Payment.objects.to_refund().exists()


def test_every_step_has_its_decision_on_its_day(demonstration) -> None:
    assert Decision.objects.count() >= 25
    assert not Decision.objects.filter(on__gt=UNTIL).exists()
    entries = Entry.objects.filter(kind="legal")
    assert {entry.at.date() == entry.on for entry in entries} == {True}


def test_a_second_start_adds_nothing_and_says_nothing(demonstration) -> None:
    counts = [model.objects.count() for model, _ in STATES]
    said = []
    build_enforcement(until=UNTIL, say=said.append)
    assert said == []
    assert [model.objects.count() for model, _ in STATES] == counts
