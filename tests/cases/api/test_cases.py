"""Cases for programs: who may read what, notes for their audience, and moves by the table."""

from datetime import timedelta

import pytest

from agencies.models import AccessRecord, IdempotencyKey
from cases.actions.cases import open_case
from cases.actions.holds import place_hold
from cases.models import Audience, Case, Entry
from tests.factories import InvolvementFactory, PupilFactory, enrol
from tests.personas import PERSONAS

FOLLOW = {
    "welfare_officer", "team_manager", "attendance_leader", "legal_officer", "assistant_director", "school_lead",
    "head_teacher",
}  # fmt: skip
WORK = {"welfare_officer", "team_manager", "attendance_leader"}
NO_CASES = {"improvement_officer", "police_officer", "elected_member", "operator"}


def note(program, case, text, audience, **more):
    return program.post(f"cases/{case.ref}/notes/", {"text": text, "audience": audience, **more})


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("part", ["", "timeline/", "choices/"])
def test_a_case_is_open_to_whom_its_page_is_open(worked, program_for, client_for, name, part):
    expected = 200 if name in FOLLOW else 403 if name in NO_CASES else 404
    assert program_for(name, "cases").get(f"cases/{worked.ref}/{part}").status_code == expected
    page = "timeline/" if part == "timeline/" else ""
    assert client_for(name).get(f"/cases/{worked.ref}/{page}").status_code == expected


def test_the_list_holds_live_cases_and_is_narrowed(world, worked, program_for):
    program = program_for("welfare_officer", "cases")
    assert [row["ref"] for row in program.get("cases/").json()["results"]] == [worked.ref]
    assert program.get("cases/", state="assessing", mine="true").json()["results"][0]["officer"]
    assert program.get("cases/", state="closed").json()["results"] == []
    assert program_for("team_manager", "cases").get("cases/", mine="true").json()["results"] == []
    assert program.get("cases/", state="nonsense").status_code == 400
    assert program.get("cases/", officer="1").status_code == 400


def test_one_case_says_where_it_stands_what_holds_it_and_what_may_be_done(world, worked, program_for):
    by = world.acting("team_manager")
    place_hold(case=worked, kind="safeguarding", key="k", by=by, on=by.on)
    shown = program_for("welfare_officer", "cases").get(f"cases/{worked.ref}/").json()
    assert (shown["state"], shown["school"], shown["version"]) == (
        "assessing",
        world.school.urn,
        worked.version,
    )
    assert [held["kind"] for held in shown["holds"]] == ["safeguarding"]
    assert shown["moves"] == ["support", "enforce", "settle", "close", "pause"]
    assert program_for("school_lead", "cases").get(f"cases/{worked.ref}/").json()["moves"] == []


def test_a_note_is_read_by_whom_it_is_meant_for(worked, program_for):
    officer = program_for("welfare_officer")
    assert note(officer, worked, "Seen by the nurse.", "school").status_code == 201
    assert note(officer, worked, "Grandfather is in prison.", "agencies").status_code == 201
    narrowed = {"kind": "note", "since": "2020-01-01"}
    mine = officer.get(f"cases/{worked.ref}/timeline/", **narrowed).json()["results"]
    assert [row["text"] for row in mine] == ["Grandfather is in prison.", "Seen by the nurse."]
    school = program_for("school_lead", "cases").get(f"cases/{worked.ref}/timeline/", **narrowed).json()
    assert [row["text"] for row in school["results"]] == ["Seen by the nurse."]
    assert officer.get(f"cases/{worked.ref}/timeline/", until="2020-01-01").json()["results"] == []


def test_a_note_for_named_people_names_them_from_the_choices(world, worked, program_for):
    InvolvementFactory(pupil=worked.pupil, agency=world.agencies.nursing, scope=2)
    officer, nurse = program_for("welfare_officer"), world.people["nurse"].user
    choices = officer.get(f"cases/{worked.ref}/choices/").json()
    assert {"id": nurse.pk, "name": nurse.name} in choices["readers"]
    assert note(officer, worked, "For the nurse.", "named", readers=[nurse.pk]).status_code == 201
    stranger = world.people["stranger_officer"].user
    refused = note(officer, worked, "For a stranger.", "named", readers=[stranger.pk])
    assert (refused.status_code, set(refused.json()["fields"])) == (400, {"readers"})
    assert note(officer, worked, "For nobody.", "named").status_code == 409
    seen = program_for("nurse", "cases").get(f"cases/{worked.ref}/timeline/", kind="note").json()["results"]
    assert [row["text"] for row in seen] == ["For the nurse."]


def test_who_may_not_read_legal_records_writes_none(worked, program_for):
    refused = note(program_for("school_lead"), worked, "A legal thing.", "legal")
    assert (refused.status_code, set(refused.json()["fields"])) == (400, {"audience"})


def test_a_note_of_fifty_thousand_characters_of_any_writing_is_kept_whole(worked, program_for):
    text = "😀é" * 25_000
    answer = note(program_for("welfare_officer"), worked, text, "agency")
    assert answer.status_code == 201, answer.json()
    assert Entry.objects.get(pk=answer.json()["id"]).text == text
    assert note(program_for("welfare_officer"), worked, text + "x", "agency").status_code == 400


def test_the_same_key_writes_one_note_and_the_kept_answer_holds_no_word_of_it(worked, program_for):
    program, path = program_for("welfare_officer"), f"cases/{worked.ref}/notes/"
    content = {"text": "Rang home.", "audience": Audience.SCHOOL}
    first = program.post(path, content, key="k")
    again = program.post(path, content, key="k")
    assert (again.status_code, again.json()) == (201, first.json())
    assert Entry.objects.filter(kind="note").count() == 1
    assert IdempotencyKey.objects.get().body == {"id": first.json()["id"]}
    assert program.post(path, {**content, "text": "Wrote home."}, key="k").status_code == 422


@pytest.mark.parametrize("name", PERSONAS)
def test_moves_are_for_those_who_work_on_cases(worked, program_for, name):
    until = f"{worked.opened_on + timedelta(days=14):%Y-%m-%d}"
    content = {"move": "pause", "version": worked.version, "reason": "In hospital.", "until": until}
    answer = program_for(name).post(f"cases/{worked.ref}/moves/", content)
    works = {"other_team_officer", "stranger_officer"}
    assert answer.status_code == (200 if name in WORK else 404 if name in works else 403)
    worked.refresh_from_db()
    assert worked.state == ("paused" if name in WORK else "assessing")


def test_a_move_for_managers_is_not_an_officer_s(worked, program_for):
    content = {"move": "hand-back", "version": worked.version, "reason": "Too many."}
    assert program_for("welfare_officer").post(f"cases/{worked.ref}/moves/", content).status_code == 403
    assert program_for("team_manager").post(f"cases/{worked.ref}/moves/", content).status_code == 200


def test_a_move_not_open_or_of_a_version_past_is_a_conflict(worked, program_for):
    program, path = program_for("welfare_officer"), f"cases/{worked.ref}/moves/"
    wrong = program.post(path, {"move": "resume-supported", "version": worked.version})
    assert wrong.status_code == 409
    assert "this one is “Being assessed”" in wrong.json()["message"]
    late = program.post(path, {"move": "support", "version": worked.version + 5})
    assert late.status_code == 409
    assert "Somebody else changed this" in late.json()["message"]
    bare = program.post(path, {"move": "close", "version": worked.version})
    assert (bare.status_code, set(bare.json()["fields"])) == (400, {"reason"})


def test_a_held_case_is_not_closed(world, worked, program_for):
    by = world.acting("team_manager")
    place_hold(case=worked, kind="court", key="k", by=by, on=by.on)
    content = {"move": "close", "version": worked.version, "reason": "Back at school."}
    refused = program_for("welfare_officer").post(f"cases/{worked.ref}/moves/", content)
    assert refused.status_code == 409
    assert "cannot close yet" in refused.json()["message"]


def test_a_case_with_work_left_is_closed_only_by_who_says_so(world, worked, program_for):
    program, path = program_for("welfare_officer"), f"cases/{worked.ref}/"
    due = f"{worked.opened_on + timedelta(days=7):%Y-%m-%d}"
    action = {"what": "Walk him to school.", "owner": "child", "due_on": due, "audience": "school"}
    program.post(f"{path}actions/add/", action)
    content = {"move": "close", "version": worked.version, "reason": "Back at school."}
    refused = program.post(f"{path}moves/", content)
    assert refused.status_code == 409
    assert "1 action of the plan is still open" in refused.json()["message"]
    assert program.post(f"{path}moves/", {**content, "anyway": True}).json()["state"] == "closed"


def test_a_manager_allocates_to_one_of_the_choices(world, program_for):
    pupil = PupilFactory()
    enrol(world.school, pupil)
    by = world.acting("welfare_officer")
    case, _ = open_case(pupil=pupil, school=world.school, reason="Away.", by=by)
    program = program_for("team_manager")
    officers = program.get(f"cases/{case.ref}/choices/").json()["officers"]
    assert {"id": by.user_id, "name": by.user.name} in officers
    content = {"move": "allocate", "version": case.version, "officer": by.user_id}
    moved = program.post(f"cases/{case.ref}/moves/", content, key="k")
    assert moved.json() == {"ref": case.ref, "state": "assessing", "version": case.version + 1}
    assert program.post(f"cases/{case.ref}/moves/", content, key="k").json() == moved.json()
    nobody = {**content, "officer": world.people["nurse"].user_id}
    assert program.post(f"cases/{case.ref}/moves/", nobody).status_code == 400


@pytest.mark.parametrize("scope", ["read", "write", "registers"])
def test_a_token_for_attendance_opens_no_casework(worked, program_for, scope):
    program = program_for("welfare_officer", scope)
    for path in ("cases/", f"cases/{worked.ref}/", f"cases/{worked.ref}/timeline/", "referrals/"):
        assert program.get(path).status_code == 403
    assert note(program, worked, "A note.", "school").status_code == 403


def test_a_token_that_reads_casework_writes_none(worked, program_for):
    program = program_for("welfare_officer", "cases")
    assert program.get("pupils/").status_code == 200
    assert note(program, worked, "A note.", "school").status_code == 403
    assert program.post("referrals/", {"pupil": worked.pupil.ref}).status_code == 403
    assert not Entry.objects.filter(kind="note").exists()


def test_a_restricted_child_s_case_is_nobody_s_but_of_those_named(worked, program_for):
    worked.pupil.restricted = True
    worked.pupil.save()
    for name in FOLLOW:
        program = program_for(name)
        assert program.get("cases/").json()["results"] == []
        assert program.get(f"cases/{worked.ref}/timeline/").status_code == 404
        assert note(program, worked, "A note.", "school").status_code == 404


def test_looks_and_refusals_leave_a_record(worked, program_for):
    before = AccessRecord.objects.count()
    program_for("school_lead", "cases").get(f"cases/{worked.ref}/timeline/")
    program_for("nurse", "cases").get(f"cases/{worked.ref}/")
    program_for("school_lead", "cases").get("cases/")
    kept = AccessRecord.objects.order_by("pk").values_list("act", "page", "pupil_id")[before:]
    assert list(kept) == [
        ("view", "api-case-timeline", worked.pupil_id),
        ("refused", "api-case", None),
        ("export", "api-cases", None),
    ]


def test_pages_follow_one_another(world, worked, program_for):
    officer = program_for("welfare_officer")
    for number in range(5):
        note(officer, worked, f"Note {number}", "school")
    page = officer.get(f"cases/{worked.ref}/timeline/", kind="note", size=2).json()
    assert [row["text"] for row in page["results"]] == ["Note 4", "Note 3"]
    assert [row["text"] for row in officer.client.get(page["next"]).json()["results"]] == ["Note 2", "Note 1"]


def test_queries_do_not_grow(world, program_for, django_assert_max_num_queries):
    program, officer = program_for("welfare_officer"), world.acting("welfare_officer")

    def add(count):
        for _ in range(count):
            pupil = PupilFactory()
            enrol(world.school, pupil)
            open_case(pupil=pupil, school=world.school, reason="Away.", by=officer)
            note(program, Case.objects.first(), f"Note for {pupil.ref}", "school")

    def counts():
        found = []
        for path in ("cases/", f"cases/{Case.objects.first().ref}/timeline/"):
            with django_assert_max_num_queries(10) as queries:
                assert program.get(path).status_code == 200
            found.append(len(queries))
        return found

    add(2)
    few = counts()
    add(18)
    assert counts() == few
