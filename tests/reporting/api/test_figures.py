"""Indicators and figures for programs: the pages' own, with the same withholding."""

from datetime import timedelta

import pytest
from django.test import Client

from agencies.models import Token
from reporting.rules.indicators import INDICATORS
from tests.reporting.figures import authority, child, count

pytestmark = pytest.mark.django_db


def ask(world, name, path, **parameters):
    acting = world.acting(name)
    _, secret = Token.make(
        membership=acting.membership, name=name, scope="read", expires_on=acting.on + timedelta(days=30)
    )
    return Client(headers={"Authorization": f"Bearer {secret}"}).get(f"/api/v1/{path}", parameters)


def test_every_indicator_of_the_registry_is_described(world):
    answer = ask(world, "school_lead", "indicators/").json()
    assert [each["key"] for each in answer["indicators"]] == list(INDICATORS)
    assert "aged 5 to 15" in answer["population"]


def test_figures_are_those_of_the_dashboard(world, client_for):
    authority(world)
    answer = ask(world, "attendance_leader", "figures/", year=2025, period=71, by="phase").json()
    page = client_for("attendance_leader").get("/figures/?year=2025&period=71&by=phase")
    row = page.context["rows"][0]
    assert answer["rows"][0]["group"] == row.label == "Secondary"
    assert answer["rows"][0]["pupils"] == row.number == 8
    assert answer["rows"][0]["figures"]["persistent"] == "25.0000"
    assert answer["counted_to"] == "2025-12-05"


def test_a_school_s_program_sees_its_own_school_and_no_small_group(world):
    authority(world)
    child(world.school, kinds=("lac",))
    count(world)
    schools = ask(world, "school_lead", "figures/", year=2025, by="school").json()["rows"]
    assert [row["group"] for row in schools] == ["Northgate High School"]
    groups = ask(world, "school_lead", "figures/", year=2025, by="looked-after").json()["rows"]
    assert {row["pupils"] for row in groups} == {None}
    assert {value for row in groups for value in row["figures"].values()} == {None}


def test_a_misspelt_parameter_and_a_wrong_value_are_refused(world):
    assert ask(world, "attendance_leader", "figures/", jear=2025).status_code == 400
    assert ask(world, "attendance_leader", "figures/", period=61).status_code == 400


def test_nobody_without_the_right_is_answered(world):
    assert ask(world, "nurse", "figures/").status_code == 403
    assert Client().get("/api/v1/figures/").status_code == 401
