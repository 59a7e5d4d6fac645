"""The packs of all schools, the dashboard and their files, read together by somebody who may read no child's record."""

import csv
from datetime import date
from io import StringIO

import numpy as np
import pytest
from django.urls import reverse

from reporting.models import CountedSchool, SchoolFigure
from reporting.queries import guard
from reporting.rules.groups import Kind
from reporting.rules.joint import PERSISTENT_HIDDEN, SHOWN
from reporting.rules.sums import COUNTED
from tests.factories import SchoolFactory
from tests.reporting.rules.packs_attack import Reader

pytestmark = pytest.mark.django_db
YEAR, TERM, NAME = 2025, 71, "improvement_officer"
KIND, GROUPS = Kind.FREE_MEALS, ("Not eligible", "Eligible")
# Of each school, without and with free meals: neither, persistently but not severely, severely absent.
SCHOOLS = (
    ((80, 12, 6), (30, 2, 6)), ((90, 14, 7), (28, 8, 6)), ((70, 9, 6), (22, 7, 5)), ((85, 11, 8), (31, 9, 7)),
    ((95, 16, 5), (24, 6, 8)), ((75, 13, 9), (27, 11, 6)), ((66, 10, 7), (35, 3, 9)),
)  # fmt: skip


@pytest.fixture
def table(world):
    """Seven schools of the authority with figures of one term, as the counting keeps them."""
    world.schools = [
        SchoolFactory(authority=world.authority, team=world.school.team, phase="primary") for _ in SCHOOLS
    ]
    for school, groups in zip(world.schools, SCHOOLS, strict=True):
        CountedSchool.objects.create(school=school, year=YEAR, on=date(2025, 12, 5))
        for period in (TERM, 80):
            kept(school, period, Kind.ALL, 0, np.sum(groups, axis=0))
            for value, classes in enumerate(groups):
                kept(school, period, KIND, value, classes)
    return np.array(SCHOOLS)


def kept(school, period, kind, value, classes):
    neither, less, severe = (int(number) for number in classes)
    pupils = neither + less + severe
    sums = dict.fromkeys(COUNTED, 0) | {
        "possible": 100 * pupils, "attended": 100 * pupils, "pupils": pupils, "persistent": less + severe,
        "severe": severe,
    }  # fmt: skip
    SchoolFigure.objects.create(
        school=school, year=YEAR, period=period, kind=kind, value=value, **{"illness": 0, **sums}
    )


def reader_of(world, client, table):
    """What the pages show, held against the pupils there are, as equations."""
    reader = Reader(table)
    for place, school in enumerate(world.schools):
        pack = client.get(reverse("meeting-pack", args=[school.urn])).context["pack"]
        lines = {line.label: line for line in pack.groups if line.kind == "Free school meals"}
        read(
            reader,
            place,
            {name: (lines[name].pupils, lines[name].figures) for name in GROUPS if name in lines},
        )
    for period in (TERM, 80):
        address = reverse("figures", query={"year": YEAR, "period": period, "by": "free-meals"})
        rows = {row.label: (row.number, row.cells) for row in client.get(address).context["rows"]}
        read(reader, np.s_[:], rows)
    return reader


def read(reader, schools, lines):
    for name, (pupils, figures) in lines.items():
        group = GROUPS.index(name)
        shown = {each.indicator.key for each in figures if not each.is_held_back} & {"persistent", "severe"}
        for number in (*shown, *(["pupils"] if pupils is not None else [])):
            reader.reads(schools, group, number)


def alone(kind, authority, period):
    """As each pack would decide that looks at its own school alone."""
    rows = SchoolFigure.objects.filter(kind=kind, period=period.key, year=period.year)
    few = {row.school_id for row in rows if 0 < row.persistent - row.severe < 5}
    return {row.school_id: PERSISTENT_HIDDEN if row.school_id in few else SHOWN for row in rows}, SHOWN


def test_no_small_number_follows_from_every_pack_and_the_dashboard(world, client_for, table):
    assert reader_of(world, client_for(NAME), table).secrets() == []


def test_it_would_if_each_pack_decided_alone(world, client_for, table, monkeypatch):
    monkeypatch.setattr(guard, "_decided", alone)
    found = reader_of(world, client_for(NAME), table).secrets()
    assert found == []  # two schools hide: each keeps the other's
    SchoolFigure.objects.filter(school=world.schools[6], kind=KIND, value=1).update(persistent=14, severe=9)
    SchoolFigure.objects.filter(school=world.schools[6], kind=KIND, value=0).update(persistent=15, severe=7)
    table[6, 1], table[6, 0] = (33, 5, 9), (68, 8, 7)
    found = reader_of(world, client_for(NAME), table).secrets()
    assert (0, "less", 1, 2, 2, 2) in found
    monkeypatch.undo()
    assert reader_of(world, client_for(NAME), table).secrets() == []


def test_the_files_withhold_what_the_pages_withhold(world, client_for, table):
    client, school = client_for(NAME), world.schools[0]
    answer = client.get(reverse("meeting-pack-download", args=[school.urn], query={"as": "csv"}))
    lines = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    held = {line[1]: line[2:] for line in lines if line[:1] == ["Free school meals"]}
    pack = client.get(reverse("meeting-pack", args=[school.urn])).context["pack"]
    for line in pack.groups:
        assert [each == "withheld" for each in held[line.label]] == [
            line.pupils is None,
            *(each.is_held_back for each in line.figures),
        ]
    assert "withheld" in held["Eligible"]


@pytest.mark.parametrize("name", ["attendance_leader", "assistant_director"])
def test_who_may_read_every_child_is_told_every_group(world, client_for, table, name):
    pack = client_for(name).get(reverse("meeting-pack", args=[world.schools[0].urn])).context["pack"]
    assert not any(each.is_held_back for line in pack.groups for each in line.figures)
