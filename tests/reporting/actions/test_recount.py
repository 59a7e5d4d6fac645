"""The figures of a small demonstration equal a plain recount of its registers, in every cell, to the last session."""

from collections import Counter
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction
from django.test import override_settings

from agencies.models import LocalAuthority, PractitionerRole
from attendance.demo.build import build
from attendance.models import Pupil, School
from reporting.actions.figures import count_schools
from reporting.models import PeriodRoll, SchoolFigure
from reporting.queries.period_rolls import measured, unpack
from reporting.rules.sums import COUNTED
from tests.reporting.plain import recount

UNTIL = date(2026, 11, 20)
ALLOWED = {"DEMONSTRATION": True, "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """Made once for the tests of this module that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not PractitionerRole.objects.exists():
            import_module("agencies.migrations.0002_strategy_reference_data").load(apps, None)
        with override_settings(**ALLOWED):
            build(pupils=700, until=UNTIL, say=lambda text: None)
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("code", "on"),
    [("998", UNTIL), ("998", date(2026, 7, 21)), ("997", date(2007, 7, 20))],
)
def test_every_cell_equals_a_plain_recount_of_the_registers(demonstration, db, code, on):
    authority = LocalAuthority.objects.get(code=code)
    year = on.year if on.month >= 8 else on.year - 1
    # A restricted child is in neither, nor is a boarder; a looked-after spell ended in the middle of the year.
    pupil = Pupil.objects.filter(registers__school__authority=authority, registers__year=year).first()
    Pupil.objects.filter(pk=pupil.pk).update(restricted=True)
    count_schools(
        on=on, schools=list(School.objects.filter(authority=authority).values_list("pk", flat=True))
    )
    rows = SchoolFigure.objects.filter(school__authority=authority, year=year)
    held = {
        (row["school"], row["period"], row["kind"], row["value"]): {name: row[name] for name in COUNTED}
        for row in rows.values("school", "period", "kind", "value", *COUNTED)
    }
    plain = {
        cell: {name: int(counts[name]) for name in COUNTED}
        for cell, counts in recount(authority, year, on).items()
    }
    assert len(held) > 1_000
    assert held == plain


def test_weeks_add_up_to_half_terms_terms_and_the_year(demonstration, db):
    authority = LocalAuthority.objects.get(code="998")
    count_schools(on=date(2026, 7, 21), schools=list(authority.schools.values_list("pk", flat=True)))
    sums = Counter()
    for row in SchoolFigure.objects.filter(year=2025, kind=0).values("period", "possible", "unauthorised"):
        part = "weeks" if row["period"] < 60 else str(row["period"])[0]
        sums.update({(part, "possible"): row["possible"], (part, "unauthorised"): row["unauthorised"]})
    for name in ("possible", "unauthorised"):
        assert len({sums[part, name] for part in ("weeks", "6", "7", "8")}) == 1
        assert sums["weeks", name] > 0


def test_the_rolls_hold_the_pupils_behind_the_figures(demonstration, db):
    authority = LocalAuthority.objects.get(code="998")
    count_schools(on=UNTIL, schools=list(authority.schools.values_list("pk", flat=True)))
    for roll in PeriodRoll.objects.filter(year=2026, period=80):
        figure = SchoolFigure.objects.get(school=roll.school, year=2026, period=80, kind=0)
        records = unpack([roll.records])
        assert len(records) == figure.pupils
        assert int(records["possible"].sum()) == figure.possible
        for name in ("with_unauthorised", "persistent", "severe"):
            assert len(measured(records, name)) == getattr(figure, name)
