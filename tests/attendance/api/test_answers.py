"""What the answers hold: shapes, counts, marks as known then, pages, and no more queries for more rows."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attendance.models import FlagMove, FormerUpn, MarkChange, Register, Standing
from attendance.rules.register import position
from tests.attendance.api.conftest import line
from tests.factories import EnrolmentFactory, FlagFactory, RegisterFactory, SchoolFactory, enrol

pytestmark = pytest.mark.django_db


def test_a_school_by_its_urn(world, program_for):
    answer = program_for("school_lead").get(f"schools/{world.school.urn}/")
    assert answer.json()["name"] == "Northgate High School"
    assert answer.json()["sums"] is None
    assert program_for("school_lead").get(f"schools/{world.other_school.urn}/").status_code == 404


def test_schools_by_phase(world, program_for):
    program = program_for("attendance_leader")
    assert len(program.get("schools/", phase="secondary").json()["results"]) == 2
    assert program.get("schools/", phase="primary").json()["results"] == []


def test_a_child_in_detail_has_counts_and_no_rates(world, program_for, child):
    Standing.objects.create(
        enrolment=child.enrolments.get(), pupil=child, school=world.school, year=2025, on="2025-09-09",
        possible=4, attended=2, authorised=0, unauthorised=2, late=0, no_reason=1, missing=0, tier=3,
        recent_possible=4, recent_absent=2, before_possible=0, before_absent=0,
        pupil_possible=4, pupil_absent=2, on_roll=True,
    )  # fmt: skip
    found = program_for("school_lead").get(f"pupils/{child.ref}/").json()
    assert found["pupil"]["upn"] == child.upn
    assert found["enrolments"][0]["school"] == world.school.urn
    assert found["standings"] == [
        {
            "school": world.school.urn, "year": 2025, "on": "2025-09-09",
            "possible": 4, "attended": 2, "authorised": 0, "unauthorised": 2, "tier": 3,
        }
    ]  # fmt: skip


def test_a_child_is_found_by_present_and_former_number(program_for, child):
    FormerUpn.objects.create(pupil=child, upn="A99812341200X")
    program = program_for("school_lead")
    for upn in (child.upn, "a99812341200x", f" {child.upn[:5]} {child.upn[5:]} "):
        found = program.post("pupils/find/", {"upn": upn}).json()["results"]
        assert [each["ref"] for each in found] == [child.ref]


def test_pupils_of_a_school_and_year_group_on_roll_today(world, program_for, child):
    enrol(world.school, year_group="9")
    enrol(world.school, year_group="8", ended_on=child.enrolments.get().began_on + timedelta(days=9))
    enrol(world.other_school, year_group="8")
    found = program_for("attendance_leader").get("pupils/", school=world.school.urn, year_group="8").json()
    assert [each["ref"] for each in found["results"]] == [child.ref]
    assert "next" in found
    assert child.upn not in str(found["next"])


def test_marks_are_read_by_the_code_list_of_their_date(program_for, child):
    found = program_for("school_lead").get(f"pupils/{child.ref}/marks/", year=2025).json()
    assert [(m["date"], m["session"], m["code"], m["statistical_class"]) for m in found["marks"]] == [
        ("2025-09-08", "AM", "/", "Present"),
        ("2025-09-08", "PM", "\\", "Present"),
        ("2025-09-09", "AM", "O", "Unauthorised absence"),
        ("2025-09-09", "PM", "N", "Unauthorised absence"),
    ]
    assert all(mark["meaning"] for mark in found["marks"])


def test_a_code_has_the_meaning_of_its_day_and_none_where_it_was_no_code(program_for, child):
    RegisterFactory(
        enrolment=child.enrolments.get(),
        year=2024,
        marks=line(d20240801="YY", d20240902="YY", d20240903="1C"),
    )
    found = program_for("school_lead").get(f"pupils/{child.ref}/marks/", year=2024).json()["marks"]
    old, new = found[0], found[2]
    assert old["statistical_class"]
    assert (new["code"], new["statistical_class"]) == ("Y", "")
    assert "is not a code on 2 September 2024" in new["meaning"]
    assert found[4]["code"] == "Y1"


def test_marks_as_they_were_known_then(program_for, child):
    register = Register.objects.get(pupil=child)
    where = position(datetime(2025, 9, 9, tzinfo=UTC).date(), 1)
    at = datetime(2025, 9, 20, 12, tzinfo=UTC)
    MarkChange.objects.create(register=register, pupil=child, position=where, old="-", new="N", at=at)
    program, path = program_for("school_lead"), f"pupils/{child.ref}/marks/"
    then = program.get(path, year=2025, known_at="2025-09-20T11:59:59Z").json()["marks"]
    now = program.get(path, year=2025, known_at="2025-09-20T12:00:00Z").json()["marks"]
    assert (len(then), len(now)) == (3, 4)


def test_a_flag_has_its_sentence_and_its_life(world, program_for, flag):
    FlagMove.objects.create(flag=flag, on=flag.raised_on, state="raised")
    program_for("school_lead", "write").post(f"flags/{flag.pk}/acted/", {"note": "Rang home"})
    found = program_for("welfare_officer").get(f"flags/{flag.pk}/").json()
    assert found["sentence"]
    assert (found["state"], found["pupil"]) == ("acted", flag.pupil.ref)
    assert [(step["state"], step["by"], step["note"]) for step in found["life"]] == [
        ("raised", "", ""),
        ("acted", "School Lead", "Rang home"),
    ]


def test_flags_by_rule_state_and_school(world, program_for, flag):
    cleared = FlagFactory(pupil=flag.pupil, school=world.school, rule="severe", state="cleared")
    program = program_for("school_lead")

    def ids(**chosen):
        return [row["id"] for row in program.get("flags/", **chosen).json()["results"]]

    assert ids() == [flag.pk]
    assert ids(state="cleared") == [cleared.pk]
    assert ids(rule="severe") == []
    assert ids(rule=flag.rule, school=world.school.urn) == [flag.pk]
    assert ids(school=world.other_school.urn) == []


def test_a_cursor_leads_through_every_row_once_and_back(world, program_for):
    refs = [enrol(world.school).pupil.ref for _ in range(5)]
    program = program_for("school_lead")
    seen, page = [], program.get("pupils/", size=2).json()
    while True:
        seen += [row["ref"] for row in page["results"]]
        if page["next"] is None:
            break
        page = program.client.get(page["next"]).json()
    assert seen == refs
    back = program.client.get(page["previous"]).json()
    assert [row["ref"] for row in back["results"]] == refs[2:4]


@pytest.mark.parametrize("path", ["schools/", "pupils/", "flags/", "pupils/{ref}/", "pupils/{ref}/marks/"])
def test_twenty_rows_cost_no_more_queries_than_two(world, program_for, path):
    child = enrol(world.school).pupil
    path = path.format(ref=child.ref)
    program = program_for("attendance_leader")

    def more(number):
        for _ in range(number):
            school = SchoolFactory(authority=world.authority, team=world.agencies.north)
            other = enrol(school).pupil
            FlagFactory(pupil=other, school=school)
            there = EnrolmentFactory(school=school, pupil=child)
            RegisterFactory(enrolment=there, marks=line(d20250908="/\\"))

    def queries():
        with CaptureQueriesContext(connection) as kept:
            assert program.get(path).status_code == 200
        return [query["sql"] for query in kept]

    more(2)
    program.get(path)
    few = queries()
    more(18)
    many = queries()
    assert len(few) == len(many), many


def test_the_committed_description_is_that_of_the_code(tmp_path, settings):
    file = tmp_path / "openapi.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(file))
    assert file.read_text() == (settings.BASE_DIR / "docs" / "openapi.yaml").read_text()
