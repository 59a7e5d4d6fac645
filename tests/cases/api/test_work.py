"""Plan actions, support and requests for programs: the same rights, forms and refusals as on the pages."""

from datetime import timedelta

import pytest

from agencies.models import AccessRecord, IdempotencyKey, InterventionType
from attendance.models import Involvement
from cases.models import AgencyRequest, Entry, Intervention, PlanAction
from tests.factories import InvolvementFactory
from tests.personas import PERSONAS

SEE = {
    "welfare_officer", "team_manager", "attendance_leader", "legal_officer", "assistant_director", "school_lead",
    "head_teacher",
}  # fmt: skip
NO_CHILD = {"improvement_officer", "elected_member", "operator"}


def day(world, days=0):
    return f"{world.acting('nurse').on + timedelta(days=days):%Y-%m-%d}"


@pytest.fixture
def nursed(world, worked):
    """A case in which the nurses see casework."""
    InvolvementFactory(pupil=worked.pupil, agency=world.agencies.nursing, scope=2)
    return worked


def add(program, world, case, **more):
    content = {
        "what": "Walk him to school.", "owner": "child", "due_on": day(world, 7), "audience": "school", **more
    }  # fmt: skip
    return program.post(f"cases/{case.ref}/actions/add/", content)


def test_an_officer_gives_an_agency_an_action_and_the_agency_says_it_is_done(world, nursed, program_for):
    officer, nurse = program_for("welfare_officer"), program_for("nurse")
    owners = {
        each["label"]: each["key"] for each in officer.get(f"cases/{nursed.ref}/choices/").json()["owners"]
    }
    made = add(officer, world, nursed, what="See him about asthma.", owner=owners["School nursing"])
    assert made.status_code == 201, made.json()
    listed = nurse.get(f"cases/{nursed.ref}/actions/").json()["results"]
    assert [(row["what"], row["whose"], row["may_finish"]) for row in listed] == [
        ("See him about asthma.", "School nursing", True)
    ]
    path = f"cases/{nursed.ref}/actions/{made.json()['id']}/done/"
    done = nurse.post(path, {"outcome": "Seen, has an inhaler."}, key="k")
    assert done.json() == {"id": made.json()["id"], "done_on": day(world), "dropped": False}
    assert nurse.post(path, {"outcome": "Seen, has an inhaler."}, key="k").json() == done.json()
    assert nurse.get(f"cases/{nursed.ref}/actions/", done="false").json()["results"] == []
    assert PlanAction.objects.get().outcome == "Seen, has an inhaler."


def test_to_others_only_those_who_work_on_the_case_give_actions(world, nursed, program_for):
    refused = add(program_for("nurse"), world, nursed)
    assert refused.status_code == 403
    assert "Only those who work on the case" in refused.json()["message"]
    assert add(program_for("school_lead"), world, nursed).status_code == 403
    assert add(program_for("police_officer"), world, nursed).status_code == 404
    assert not PlanAction.objects.exists()


def test_an_action_for_an_agency_not_on_the_case_is_refused(world, worked, program_for):
    answer = add(program_for("welfare_officer"), world, worked, owner=f"agency-{world.agencies.nursing.pk}")
    assert (answer.status_code, set(answer.json()["fields"])) == (400, {"owner"})


def test_an_action_is_dropped_with_a_reason_and_by_nobody_else(world, nursed, program_for):
    officer = program_for("welfare_officer")
    pk = add(officer, world, nursed).json()["id"]
    path = f"cases/{nursed.ref}/actions/{pk}/done/"
    assert officer.post(path, {"dropped": True}).status_code == 409
    assert program_for("school_lead").post(path, {}).status_code == 403
    assert officer.post(f"cases/{nursed.ref}/actions/{pk + 1}/done/", {}).status_code == 404
    assert officer.post(path, {"dropped": True, "outcome": "He moved."}).json()["dropped"] is True


def test_an_action_is_listed_for_whom_it_is_meant(world, nursed, program_for):
    officer = program_for("welfare_officer")
    add(officer, world, nursed, what="For all.")
    add(officer, world, nursed, what="Not for school.", audience="agencies")

    def seen(name):
        rows = program_for(name, "cases").get(f"cases/{nursed.ref}/actions/").json()["results"]
        return [row["what"] for row in rows]

    assert seen("nurse") == ["For all.", "Not for school."]
    assert seen("school_lead") == ["For all."]


def log(program, world, pupil, key=None, **more):
    content = {
        "what": "call",
        "on": day(world),
        "outcome": "Spoke to his mother.",
        "audience": "agencies",
        **more,
    }
    return program.post(f"pupils/{pupil.ref}/support/log/", content, key=key)


def test_a_nurse_logs_support_from_the_agency_s_own_list(world, nursed, program_for):
    own, _ = InterventionType.objects.get_or_create(kind=world.agencies.nursing.kind, name="Asthma clinic")
    nurse = program_for("nurse")
    choices = nurse.get(f"pupils/{nursed.pupil.ref}/support/choices/").json()
    assert {"key": f"type-{own.pk}", "label": str(own)} in choices["what"]
    made = log(nurse, world, nursed.pupil, key="k", what=f"type-{own.pk}", minutes=40)
    assert made.status_code == 201, made.json()
    assert log(nurse, world, nursed.pupil, key="k", what=f"type-{own.pk}", minutes=40).json() == made.json()
    assert Intervention.objects.get().case == nursed
    assert IdempotencyKey.objects.get().body == {"id": made.json()["id"]}
    foreign = log(program_for("welfare_officer"), world, nursed.pupil, what=f"type-{own.pk}")
    assert (foreign.status_code, set(foreign.json()["fields"])) == (400, {"what"})


def test_support_is_read_by_whom_it_is_meant_for(world, nursed, program_for):
    log(program_for("nurse"), world, nursed.pupil)
    rows = (
        program_for("welfare_officer", "cases").get(f"pupils/{nursed.pupil.ref}/support/").json()["results"]
    )
    assert [(row["what"], row["outcome"], row["agency"]) for row in rows] == [
        ("Phone call", "Spoke to his mother.", "School nursing")
    ]
    school = program_for("school_lead", "cases").get(f"pupils/{nursed.pupil.ref}/support/").json()
    assert school["results"] == []


def test_a_wrong_one_is_corrected_by_one_s_own_agency(world, nursed, program_for):
    nurse = program_for("nurse")
    first = log(nurse, world, nursed.pupil).json()["id"]
    again = log(nurse, world, nursed.pupil, outcome="Spoke to his aunt.", corrects=first)
    assert again.status_code == 201
    assert Intervention.objects.get(pk=again.json()["id"]).corrects_id == first
    other = log(program_for("welfare_officer"), world, nursed.pupil, corrects=first)
    assert (other.status_code, set(other.json()["fields"])) == (400, {"corrects"})


def test_a_day_ahead_is_refused_in_words(world, nursed, program_for):
    answer = log(program_for("nurse"), world, nursed.pupil, on=day(world, 1))
    assert answer.status_code == 409
    assert "or earlier" in answer.json()["message"]


@pytest.mark.parametrize("name", PERSONAS)
def test_support_is_open_to_whom_its_page_is_open(world, worked, program_for, client_for, name):
    expected = 200 if name in SEE else 403 if name in NO_CHILD else 404
    assert program_for(name, "cases").get(f"pupils/{worked.pupil.ref}/support/").status_code == expected
    assert client_for(name).get(f"/pupils/{worked.pupil.ref}/support/").status_code == expected


def ask(program, world, pupil, key=None, **more):
    content = {
        "to": world.agencies.nursing.pk, "what": "Please see him.", "scope": "casework",
        "answer_by": day(world, 14), "audience": "agencies", **more,
    }  # fmt: skip
    return program.post(f"pupils/{pupil.ref}/requests/send/", content, key=key)


def test_an_officer_asks_the_nurses_accept_and_finish(world, worked, program_for):
    officer, nurse = program_for("welfare_officer"), program_for("nurse")
    agencies = officer.get("agencies/").json()["results"]
    assert world.agencies.nursing.pk in [each["id"] for each in agencies]
    assert all(each["kind"] != "school" for each in agencies)
    made = ask(officer, world, worked.pupil, key="k")
    assert made.status_code == 201, made.json()
    assert ask(officer, world, worked.pupil, key="k").json() == made.json()
    ref = made.json()["ref"]
    assert [row["ref"] for row in nurse.get("requests/", side="asked").json()["results"]] == [ref]
    assert officer.get("requests/", side="asked").json()["results"] == []
    shown = nurse.get(f"requests/{ref}/").json()
    assert (shown["scope"], shown["moves"]) == ("casework", ["accept", "wait", "decline"])
    assert officer.get(f"requests/{ref}/").json()["moves"] == ["revoke"]
    path = f"requests/{ref}/moves/"
    assert nurse.post(path, {"move": "accept"}, key="a").json() == {"ref": ref, "state": "accepted"}
    assert Involvement.objects.get(pupil=worked.pupil, agency=world.agencies.nursing).scope == 2
    assert nurse.post(path, {"move": "finish"}).status_code == 400
    assert nurse.post(path, {"move": "finish", "reason": "He is well."}).json()["state"] == "done"
    assert nurse.get("requests/", state="done").json()["results"][0]["answer"] == "He is well."


def test_each_side_makes_its_own_moves_and_only_from_where_they_lead(world, worked, program_for):
    officer, nurse = program_for("welfare_officer"), program_for("nurse")
    path = f"requests/{ask(officer, world, worked.pupil).json()['ref']}/moves/"
    assert officer.post(path, {"move": "accept"}).status_code == 403
    assert nurse.post(path, {"move": "revoke", "reason": "No."}).status_code == 403
    wrong = nurse.post(path, {"move": "finish", "reason": "Done."})
    assert wrong.status_code == 409
    assert "this one is “Waiting for an answer”" in wrong.json()["message"]
    assert AgencyRequest.objects.get().state == "sent"


def test_an_agency_is_asked_once_and_never_one_s_own_or_a_school(world, worked, program_for):
    officer = program_for("welfare_officer")
    ask(officer, world, worked.pupil)
    assert ask(officer, world, worked.pupil, what="Something else.").status_code == 409
    for agency in (world.agencies.north, world.agencies.school, world.agencies.stranger):
        refused = ask(officer, world, worked.pupil, to=agency.pk)
        assert (refused.status_code, set(refused.json()["fields"])) == (400, {"to"})
    assert AgencyRequest.objects.count() == 1


def test_requests_are_sent_by_those_who_may_give_access(world, worked, program_for):
    for name, expected in (("school_lead", 403), ("nurse", 403), ("other_team_officer", 404)):
        assert ask(program_for(name), world, worked.pupil).status_code == expected
    assert not AgencyRequest.objects.exists()


def test_a_request_is_nobody_s_whose_child_or_agency_it_is_not(world, worked, program_for):
    ref = ask(program_for("welfare_officer"), world, worked.pupil).json()["ref"]
    for name in ("youth_offending", "other_team_officer", "school_lead", "stranger_officer"):
        assert program_for(name).get(f"requests/{ref}/").status_code == 404
        assert program_for(name).get("requests/").json()["results"] == []
        assert program_for(name).post(f"requests/{ref}/moves/", {"move": "wait"}).status_code == 404


def test_lists_and_looks_leave_a_record(world, worked, program_for):
    ref = ask(program_for("welfare_officer"), world, worked.pupil).json()["ref"]
    before = AccessRecord.objects.count()
    nurse = program_for("nurse", "cases")
    nurse.get("requests/")
    nurse.get(f"requests/{ref}/")
    nurse.get(f"pupils/{worked.pupil.ref}/support/")
    kept = AccessRecord.objects.order_by("pk").values_list("act", "page", "results", "pupil_id")[before:]
    assert list(kept) == [
        ("export", "api-requests", 1, None),
        ("view", "api-request", None, worked.pupil_id),
        ("view", "api-support", None, worked.pupil_id),
    ]


@pytest.mark.parametrize("scope", ["read", "write", "cases"])
def test_nothing_is_written_with_a_token_that_only_reads(world, nursed, program_for, scope):
    program = program_for("welfare_officer", scope)
    assert add(program, world, nursed).status_code == 403
    assert log(program, world, nursed.pupil).status_code == 403
    assert ask(program, world, nursed.pupil).status_code == 403
    assert not Entry.objects.filter(kind__in=("plan", "contact", "request")).exists()


def test_queries_do_not_grow(world, nursed, program_for, django_assert_max_num_queries):
    officer, nurse = program_for("welfare_officer"), program_for("nurse")
    paths = (f"cases/{nursed.ref}/actions/", f"pupils/{nursed.pupil.ref}/support/")

    def more(first, last):
        for number in range(first, last):
            add(officer, world, nursed, what=f"Action {number}")
            log(nurse, world, nursed.pupil, outcome=f"Call {number}")

    def counts():
        found = []
        for path in paths:
            with django_assert_max_num_queries(10) as queries:
                assert officer.get(path).status_code == 200
            found.append(len(queries))
        return found

    more(0, 2)
    few = counts()
    more(2, 20)
    assert len(officer.get(paths[1]).json()["results"]) == 20
    assert counts() == few
