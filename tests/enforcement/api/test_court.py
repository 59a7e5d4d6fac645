"""Court and orders for programs: where each stands, for those who see legal records, and none of the evidence."""

from datetime import timedelta

import pytest

from enforcement.actions.attendance_orders import prepare_order, serve_first_notice
from enforcement.actions.contracts import prepare_contract
from enforcement.actions.hearings import list_hearing
from enforcement.actions.prosecutions import decide_charge
from enforcement.actions.supervision import prepare_supervision
from tests.enforcement.court import LEGAL, OFFICER, charged, prepare
from tests.enforcement.households import ON
from tests.programs import program_of

KINDS = ("prosecutions", "supervision-orders", "parenting-orders", "contracts", "attendance-orders")


@pytest.fixture
def convicted(family, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = charged(family)
    list_hearing(
        of=row, on=ON + timedelta(days=20), court="Irwell", purpose="first", by=family.acting(OFFICER)
    )
    result = {"plea": "guilty", "sentence": "fine", "fine": 6_000, "costs_awarded": 9_000}
    return decide_charge(row=row, move="convict", decided_on=ON, result=result, by=family.acting(LEGAL))


def test_a_prosecution_is_read_with_its_outcome_and_without_its_evidence(program, convicted) -> None:
    (row,) = program.get("prosecutions/", state="convicted").json()["results"]
    assert (row["ref"], row["offence"], row["fine"], row["costs_awarded"]) == (
        convicted.ref, "s444(1)", 6_000, 9_000,
    )  # fmt: skip
    assert row["pupil"] == convicted.pupil.ref
    assert program.get(f"prosecutions/{convicted.ref}/").json() == row
    assert program.get("prosecutions/", state="draft").json()["results"] == []
    assert program.get("prosecutions/", state="nonsense").status_code == 400
    assert not {"knowledge", "code_test_note", "parent", "sentence_note"} & set(row)


def test_hearings_are_read_by_their_days(program, convicted) -> None:
    day = (ON + timedelta(days=20)).isoformat()
    (row,) = program.get("hearings/", first_on=day, last_on=day).json()["results"]
    assert (row["on"], row["prosecution"], row["supervision"]) == (day, convicted.ref, None)
    assert program.get("hearings/", last_on=ON.isoformat()).json()["results"] == []
    assert program.get("hearings/", first_on="soon").status_code == 400


def test_contracts_and_orders_are_read(program, family) -> None:
    by, whose = family.acting(OFFICER), {"case": family.case, "parent": family.mother.parent}
    contract = prepare_contract(**whose, runs_from=ON, runs_to=ON + timedelta(days=90), by=by)
    supervision = prepare_supervision(**whose, by=by)
    order = prepare_order(**whose, unsuitable_because="Nothing is taught.", by=by)
    serve_first_notice(row=order, sent_on=ON, days=15, how="By hand.", by=by)
    assert program.get(f"contracts/{contract.ref}/").json()["runs_from"] == ON.isoformat()
    assert program.get(f"supervision-orders/{supervision.ref}/").json()["state"] == "draft"
    held = program.get(f"attendance-orders/{order.ref}/").json()
    assert (held["state"], held["notice_served_on"], held["named_school"]) == (
        "noticed",
        ON.isoformat(),
        None,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_lists_take_as_many_queries_for_many_rows(
    program, family, kind, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(30):
        assert program.get(f"{kind}/").json()["results"] == []


def test_they_are_for_those_who_see_legal_records_about_the_child(family, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    row = prepare(family)
    stranger = program_of(family.world.acting("stranger_officer"), "casework")
    assert stranger.get("prosecutions/").json()["results"] == []
    assert stranger.get(f"prosecutions/{row.ref}/").status_code == 404
