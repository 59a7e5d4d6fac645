"""Programs with tokens, and a child, a flag and a register for them to ask about."""

from datetime import date

import pytest

from agencies.api.throttling import PerToken
from attendance.rules.register import LENGTH, position
from tests.factories import CharacteristicFactory, FlagFactory, RegisterFactory, enrol
from tests.programs import program_of


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    """Tests ask more often than programs may; the test of the limit sets its own."""
    monkeypatch.setattr(PerToken, "THROTTLE_RATES", {"token": None})


@pytest.fixture
def program_for(world):
    """A function of a persona's name and a scope: a program acting as them."""

    def make(name, scope="read"):
        return program_of(world.acting(name), scope)

    return make


def line(**marks):
    """A register line with marks given as d20250908=r'/\\': two sessions of a day."""
    symbols = ["-"] * LENGTH
    for name, pair in marks.items():
        where = position(date.fromisoformat(name.removeprefix("d")), 0)
        symbols[where : where + 2] = pair
    return "".join(symbols)


@pytest.fixture
def child(world):
    """A child at the world's school with two days of marks, a flag and a fact of casework."""
    enrolment = enrol(world.school, year_group="8")
    pupil = enrolment.pupil
    pupil.upn, pupil.upn_state = "A998123412001", "permanent"
    pupil.save()
    RegisterFactory(enrolment=enrolment, marks=line(d20250908="/\\", d20250909="ON"))
    CharacteristicFactory(pupil=pupil, kind="cin")
    return pupil


@pytest.fixture
def flag(world, child):
    """The child's flag."""
    return FlagFactory(pupil=child, school=world.school)
