"""The page and the file of the yearly return."""

import csv
import io

import pytest

from enforcement.actions.notices import issue_notice


@pytest.fixture
def client(family, client_for):
    draft = family.prepare()
    issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)
    return client_for("attendance_leader")


def test_the_page_shows_the_return_and_that_it_balances(client) -> None:
    said = client.get("/measures/").content.decode()
    assert "Parental responsibility measures 2026/27" in said
    assert "Everything that should add up does." in said
    assert "Notices issued" in said


def test_an_empty_year_says_so_and_nonsense_is_this_year(client) -> None:
    assert "No measure is recorded" in client.get("/measures/?year=2025").content.decode()
    for nonsense in ("abc", "1999", "2999", ""):
        assert "2026/27" in client.get(f"/measures/?year={nonsense}").content.decode()


def test_the_file_has_the_departments_columns(client) -> None:
    text = b"".join(client.get("/measures/measures.csv").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["time_period"] == "202627"
    assert row["pn_issued"] == "1"
    for name in (
        "pn_issued_rate",
        "reason_pn_hols",
        "pn_paid_21",
        "withdrawn_reason_conduct",
        "supervision_orders_total",
    ):
        assert name in row
