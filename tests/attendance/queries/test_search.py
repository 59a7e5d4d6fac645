"""Finding a child, and never one that the searcher may not see."""

from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.named import name_person
from attendance.models import FormerUpn, Pupil, PupilName
from attendance.queries.search import Terms, find
from tests.factories import PupilFactory, enrol


def put(world, forename, surname, *, school=None, **fields) -> Pupil:
    return enrol(school or world.school, PupilFactory(forename=forename, surname=surname, **fields)).pupil


def found(by, **terms) -> list[str]:
    return [str(match.pupil) for match in find(by, Terms(**terms), 1)]


@pytest.fixture
def officer(world):
    return world.acting("welfare_officer")


@pytest.mark.parametrize(
    "typed",
    [
        "Katherine Smith",
        "smith katherine",
        "SMITH, Katherine",
        "Smith",
        "kath",
        "Catherine Smyth",
        "Kathrine Smth",
        "Śmith",
    ],
)
def test_a_name_is_found_as_begun_as_it_sounds_and_as_it_looks(world, officer, typed):
    put(world, "Katherine", "Smith")
    put(world, "Oliver", "Brown")
    assert found(officer, name=typed) == ["Katherine Smith"]


def test_the_same_name_comes_before_names_that_only_sound_like_it(world, officer):
    put(world, "Ann", "Smyth")
    put(world, "Ann", "Smith")
    assert found(officer, name="Ann Smith") == ["Ann Smith", "Ann Smyth"]


def test_an_alias_and_a_former_number_find_the_child_once(world, officer):
    pupil = put(world, "Ann", "Smith", upn="A998400000001", upn_state="permanent")
    PupilName.objects.create(pupil=pupil, forename="Ann", surname="Smithson", is_alias=True)
    FormerUpn.objects.create(pupil=pupil, upn="B99840000000A")
    assert found(officer, name="smith") == ["Ann Smith"]
    assert found(officer, upn="b998 40000000a") == found(officer, upn="A998400000001") == ["Ann Smith"]


def test_a_birthday_a_school_and_a_year_group_narrow(world, officer):
    one = put(world, "Ann", "Smith", born_on="2011-01-01")
    put(world, "Ann", "Smith", born_on="2011-01-02")
    assert len(found(officer, name="Ann Smith")) == 2
    assert [match.pupil for match in find(officer, Terms(name="Smith", born_on=one.born_on), 1)] == [one]
    assert found(officer, name="Smith", year_group="9") == []
    assert found(officer, name="Smith", school=world.other_school.pk) == []


def test_only_children_one_may_see_are_found(world, officer):
    put(world, "Ann", "Smith", school=world.other_school)
    assert found(officer, name="Ann Smith") == []
    assert found(world.acting("other_team_officer"), name="Ann Smith") == ["Ann Smith"]
    assert found(world.acting("attendance_leader"), name="Ann Smith") == ["Ann Smith"]


def test_a_restricted_child_is_found_by_named_people_alone(world, officer):
    pupil = put(world, "Ann", "Smith", restricted=True)
    assert found(officer, name="Ann Smith") == []
    name_person(officer.user, pupil)
    assert found(world.acting("welfare_officer"), name="Smith") == ["Ann Smith"]
    assert found(world.acting("team_manager"), name="Smith") == []


def test_a_count_stops_at_a_thousand_and_does_not_count_the_hidden(world, officer):
    for _ in range(3):
        put(world, "Ann", "Smith")
    before = find(officer, Terms(name="Smith"), 1).total
    for _ in range(5):
        put(world, "Ann", "Smith", restricted=True)
    assert find(officer, Terms(name="Smith"), 1).total == before == "3"


@pytest.mark.parametrize("terms", [{"name": "Ann Smith"}, {"name": "Smith"}, {"upn": "A998400000009"}])
def test_hidden_names_do_not_change_the_statements(world, officer, terms):
    put(world, "Ann", "Smith")
    assert statements(officer, terms)
    before = statements(officer, terms)
    put(world, "Ann", "Smith", restricted=True, upn="A998400000009", upn_state="permanent")
    assert statements(officer, terms) == before


def statements(by, terms) -> int:
    with CaptureQueriesContext(connection) as captured:
        find(by, Terms(**terms), 1)
    return len(captured)


def test_every_step_reads_indexes_in_which_hidden_names_are_not(world, officer):
    with CaptureQueriesContext(connection) as captured:
        find(officer, Terms(name="Ann Smith"), 1)
        find(officer, Terms(name="Smith"), 1)
    steps = [
        query["sql"] for query in captured.captured_queries if 'FROM "attendance_pupilname"' in query["sql"]
    ]
    assert len(steps) == 8
    assert all('NOT "attendance_pupilname"."hidden"' in sql for sql in steps)
    indexes = {
        "open_names_surname_first",
        "open_names_forename_first",
        "open_names_by_sound",
        "open_names_by_surname_sound",
        "open_names_by_letters",
    }
    with connection.cursor() as cursor:
        cursor.execute("select indexname from pg_indexes where indexdef like '%WHERE (NOT hidden)'")
        assert {name for (name,) in cursor.fetchall()} == indexes


def test_many_hidden_names_do_not_slow_a_search(world, officer):
    """The median search takes as long beside 5,000 hidden names of the same sound as beside none."""
    put(world, "Ann", "Smith")
    median(officer)
    before = median(officer)
    hidden = Pupil.objects.bulk_create(
        Pupil(forename="Ann", surname="Smith", born_on="2012-01-01", restricted=True) for _ in range(5000)
    )
    PupilName.objects.bulk_create(PupilName(pupil=pupil, forename="Ann", surname="Smith") for pupil in hidden)
    with connection.cursor() as cursor:
        cursor.execute("analyze attendance_pupilname, attendance_pupil")
    assert not PupilName.objects.filter(pupil__in=hidden, hidden=False).exists()
    assert median(officer) < before * 2 + 0.005


def median(by) -> float:
    times = []
    for _ in range(9):
        began = perf_counter()
        assert len(find(by, Terms(name="Ann Smith"), 1)) == 1
        times.append(perf_counter() - began)
    return sorted(times)[4]


def test_the_database_hides_names_with_their_record_whoever_writes(world):
    pupil = put(world, "Ann", "Smith")
    Pupil.objects.filter(pk=pupil.pk).update(restricted=True)
    assert set(pupil.names.values_list("hidden", flat=True)) == {True}
    PupilName.objects.create(pupil=pupil, forename="Ann", surname="Other", hidden=False)
    assert set(pupil.names.values_list("hidden", flat=True)) == {True}
    PupilName.objects.filter(pupil=pupil).update(hidden=False)
    assert set(pupil.names.values_list("hidden", flat=True)) == {True}
    Pupil.objects.filter(pk=pupil.pk).update(restricted=False)
    assert set(pupil.names.values_list("hidden", flat=True)) == {False}
