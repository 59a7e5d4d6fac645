"""Referrals for programs: the same rights, criteria and refusals as on the pages, and each act once."""

import pytest

from agencies.models import AccessRecord, IdempotencyKey
from cases.models import Case, Referral
from cases.rules.referral import Tried
from tests.cases.referring import drafted, referable, sent
from tests.personas import PERSONAS

REFER = {"school_lead", "head_teacher", "welfare_officer", "team_manager", "attendance_leader"}
# Roles that refer, at another school or another team or of another authority.
REFER_ELSEWHERE = {"other_school_lead", "other_team_officer", "stranger_officer"}


def complete(parent, on, **more):
    """Everything that the criteria ask a school to say, as a program sends it."""
    day = f"{on:%Y-%m-%d}"
    return {
        "worry": "Away on Mondays.", "safeguarding": "No concern.", "child_views": "Tired.",
        "parent_views": "Worried.", "letters": [{"parent": parent.pk, "on": day}],
        "tried": [{"kind": kind.value, "on": day, "note": "Done."} for kind in Tried], **more,
    }  # fmt: skip


def test_a_school_s_program_begins_sends_and_reads_a_referral(world, program_for):
    on, program = world.acting("school_lead").on, program_for("school_lead")
    pupil, parent = referable(world, on)
    begun = program.post("referrals/", complete(parent, on, pupil=pupil.ref), key="begin")
    assert begun.status_code == 201, begun.json()
    ref, version = begun.json()["ref"], begun.json()["version"]
    shown = program.get(f"referrals/{ref}/").json()
    assert (shown["state"], shown["ready"], shown["worry"]) == ("draft", True, "Away on Mondays.")
    assert shown["parents"] == [{"id": parent.pk, "name": str(parent)}]
    assert shown["moves"] == ["submit", "join", "withdraw"]
    answer = program.post(f"referrals/{ref}/submit/", {"version": version}, key="send")
    assert answer.json() == {"ref": ref, "state": "submitted", "version": version + 1, "case": ""}
    assert [row["ref"] for row in program.get("referrals/", state="submitted").json()["results"]] == [ref]
    assert program.get("referrals/", state="declined").json()["results"] == []


def test_the_same_key_begins_one_draft_and_without_a_key_the_open_one_is_answered(world, program_for):
    on, program = world.acting("school_lead").on, program_for("school_lead")
    pupil, parent = referable(world, on)
    content = complete(parent, on, pupil=pupil.ref)
    first, again = (program.post("referrals/", content, key="k") for _ in range(2))
    assert (again.status_code, again.json()) == (201, first.json())
    other = program.post("referrals/", {**content, "worry": "Something else."})
    assert (other.status_code, other.json()["ref"]) == (200, first.json()["ref"])
    assert Referral.objects.get().worry == "Away on Mondays."


def test_a_child_on_no_roll_of_one_s_own_is_referred_by_nobody(world, program_for):
    on = world.acting("school_lead").on
    pupil, _ = referable(world, on)
    assert program_for("school_lead").post("referrals/", {"pupil": "ZYXQZZZZ99"}).status_code == 404
    assert program_for("other_school_lead").post("referrals/", {"pupil": pupil.ref}).status_code == 404
    elsewhere = program_for("school_lead").post("referrals/", {"pupil": pupil.ref, "school": 900001})
    assert (elsewhere.status_code, set(elsewhere.json()["fields"])) == (400, {"school"})
    assert not Referral.objects.exists()


def test_a_draft_is_replaced_and_a_version_that_is_past_is_a_conflict(world, program_for):
    row, program = drafted(world), program_for("school_lead")
    path, before = f"referrals/{row.ref}/draft/", row.version
    answer = program.post(path, {"worry": "Away on Fridays too.", "version": before})
    assert (answer.status_code, answer.json()["version"]) == (200, before + 1)
    row.refresh_from_db()
    assert (row.worry, row.safeguarding, row.evidence.count()) == ("Away on Fridays too.", "", 0)
    late = program.post(path, {"worry": "From another computer.", "version": before})
    assert late.status_code == 409
    assert "Somebody else changed this" in late.json()["message"]
    row.refresh_from_db()
    assert row.worry == "Away on Fridays too."


def test_a_letter_to_somebody_else_s_parent_is_refused(world, program_for):
    row = drafted(world)
    content = {"version": row.version, "letters": [{"parent": 10**9, "on": "2026-01-05"}]}
    answer = program_for("school_lead").post(f"referrals/{row.ref}/draft/", content)
    assert (answer.status_code, set(answer.json()["fields"])) == (400, {"letters"})


def test_what_lacks_is_said_and_nothing_is_sent(world, program_for):
    row, program = drafted(world), program_for("school_lead")
    saved = program.post(f"referrals/{row.ref}/draft/", {"worry": "Away.", "version": row.version}).json()
    answer = program.post(f"referrals/{row.ref}/submit/", {"version": saved["version"]}, key="k")
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("Not yet: Warning letter to")
    assert Referral.objects.get().state == "draft"
    assert not IdempotencyKey.objects.exists()


def test_the_team_asks_the_school_answers_and_the_team_accepts(world, program_for):
    row, officer = sent(world), world.people["welfare_officer"].user
    manager, school = program_for("team_manager"), program_for("school_lead")
    path = f"referrals/{row.ref}/"
    assert manager.post(f"{path}ask/", {"text": "Who collects him?"}).json()["state"] == "queried"
    assert school.get(path).json()["questions"][0]["text"] == "Who collects him?"
    assert school.post(f"{path}answer/", {"text": "His aunt."}).json()["state"] == "submitted"
    assert {"id": officer.pk, "name": officer.name} in manager.get(path).json()["officers"]
    assert school.get(path).json()["officers"] == []
    answer = manager.post(f"{path}accept/", {"officer": officer.pk}, key="k")
    case = Case.objects.get(pupil=row.pupil)
    assert (answer.json()["state"], answer.json()["case"]) == ("accepted", case.ref)
    assert manager.post(f"{path}accept/", {"officer": officer.pk}, key="k").json() == answer.json()
    assert (Case.objects.count(), case.officer) == (1, officer)


def test_a_decision_in_the_wrong_state_is_a_conflict(world, program_for):
    row, manager = sent(world), program_for("team_manager")
    path = f"referrals/{row.ref}/"
    declined = manager.post(f"{path}decline/", {"because": "left", "text": "He moved away."})
    assert declined.json()["state"] == "declined"
    late = manager.post(f"{path}accept/", {})
    assert late.status_code == 409
    assert "the referral is “Declined”" in late.json()["message"]
    assert program_for("school_lead").post(f"{path}answer/", {"text": "A"}).status_code == 409


def test_want_of_criteria_is_no_reason_where_all_are_met(world, program_for):
    row = sent(world)
    content = {"because": "criteria", "text": "Not enough."}
    answer = program_for("team_manager").post(f"referrals/{row.ref}/decline/", content)
    assert (answer.status_code, set(answer.json()["fields"])) == (400, {"because"})


def test_a_school_takes_its_referral_back_with_a_reason(world, program_for):
    row, school = sent(world), program_for("school_lead")
    path = f"referrals/{row.ref}/withdraw/"
    assert school.post(path, {}).status_code == 409
    assert school.post(path, {"reason": "He is back."}).json()["state"] == "withdrawn"


@pytest.mark.parametrize("name", PERSONAS)
def test_a_referral_is_open_to_whom_its_page_is_open(world, program_for, client_for, name):
    row = sent(world)
    expected = 200 if name in REFER else 404 if name in REFER_ELSEWHERE else 403
    program = program_for(name, "cases")
    assert program.get(f"referrals/{row.ref}/").status_code == expected
    assert client_for(name).get(f"/referrals/{row.ref}/").status_code == expected
    listed = program.get("referrals/")
    assert listed.status_code == (403 if expected == 403 else 200)
    if expected != 403:
        assert [each["ref"] for each in listed.json()["results"]] == ([row.ref] if expected == 200 else [])


@pytest.mark.parametrize("name", PERSONAS)
def test_only_the_team_s_managers_decide(world, program_for, name):
    row = sent(world)
    content = {"because": "left", "text": "Moved away."}
    answer = program_for(name).post(f"referrals/{row.ref}/decline/", content)
    may = name in ("team_manager", "attendance_leader")
    assert answer.status_code == (200 if may else 404 if name == "stranger_officer" else 403)
    row.refresh_from_db()
    assert row.state == ("declined" if may else "submitted")


def test_somebody_elses_draft_is_not_there(world, program_for):
    row, manager = drafted(world), program_for("team_manager")
    assert manager.get(f"referrals/{row.ref}/").status_code == 404
    assert manager.post(f"referrals/{row.ref}/submit/", {"version": row.version}).status_code == 404
    assert manager.get("referrals/").json()["results"] == []


def test_looks_and_lists_leave_a_record(world, program_for):
    row, program = sent(world), program_for("school_lead")
    before = AccessRecord.objects.count()
    program.get("referrals/")
    program.get(f"referrals/{row.ref}/")
    kept = AccessRecord.objects.order_by("pk").values_list("act", "page", "results", "pupil_id")[before:]
    assert list(kept) == [
        ("export", "api-referrals", 1, None),
        ("view", "api-referral", None, row.pupil_id),
    ]


def test_queries_do_not_grow_with_referrals(world, program_for, django_assert_max_num_queries):
    program = program_for("team_manager", "cases")

    def count():
        with django_assert_max_num_queries(10) as queries:
            assert program.get("referrals/").status_code == 200
        return len(queries)

    for _ in range(2):
        sent(world)
    few = count()
    for _ in range(18):
        sent(world)
    assert count() == few
