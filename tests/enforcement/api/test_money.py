"""Notices and payments for programs."""

import pytest

from enforcement.models import Payment

PAYMENTS = "payments/"


def taking(notice, **changes) -> dict:
    """Money for a notice, as the payment page would send it."""
    given = {
        "key": "order-1", "way": "card", "received_on": "2026-11-25", "amount": 8_000, "references": [notice.reference],
    }  # fmt: skip
    return given | changes


def test_a_notice_is_read_with_its_amounts_and_days(program, notice) -> None:
    (row,) = program.get("notices/", state="served").json()["results"]
    assert (row["reference"], row["lower_amount"], row["lower_until"]) == (
        notice.reference,
        8_000,
        "2026-12-17",
    )
    one = program.get(f"notices/{notice.reference}/").json()
    assert one == row
    assert program.get("notices/", state="paid").json()["results"] == []
    assert program.get("notices/", state="nonsense").status_code == 400


def test_a_payment_is_taken_once_and_pays_the_notice(program, notice) -> None:
    codes = [program.post(f"{PAYMENTS}take/", taking(notice)).status_code for _ in range(2)]
    assert codes == [201, 200]
    notice.refresh_from_db()
    assert notice.state == "paid"
    (row,) = program.get(PAYMENTS).json()["results"]
    assert (row["discharged"], row["held"]) == (8_000, 0)
    assert program.get(f"{PAYMENTS}{row['ref']}/").json() == row


def test_a_slip_is_held_and_shown_as_waiting(program, notice) -> None:
    answer = program.post(f"{PAYMENTS}take/", taking(notice, references=["PN-0000001-00"])).json()
    assert answer["held"] == 8_000
    assert [row["ref"] for row in program.get(PAYMENTS, waiting="true").json()["results"]] == [answer["ref"]]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": 0}, 400),
        ({"way": "gold"}, 400),
        ({"key": "no blanks"}, 400),
        ({"received_on": "2027-01-01"}, 409),
    ],
)
def test_what_cannot_be_is_refused(program, notice, change, code) -> None:
    assert program.post(f"{PAYMENTS}take/", taking(notice, **change)).status_code == code
    assert not Payment.objects.exists()
