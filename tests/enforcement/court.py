"""A prosecution with everything that its pack needs, made by the actions themselves."""

from datetime import date, timedelta

from enforcement.actions.evidence import add_item, make_paper, sign_paper, write_statement
from enforcement.actions.prosecutions import change_charge, charge, consider_supervision, prepare_charge
from enforcement.models import Prosecution
from tests.enforcement.households import MISSED, ON

OFFICER, LEGAL, MANAGER = "welfare_officer", "legal_officer", "team_manager"
FIRST, LAST = MISSED[0][0], MISSED[-1][0]


def prepare(family, on: date = ON, **more) -> Prosecution:
    """A prosecution that an officer prepared over the week of absence, with an order considered first."""
    by = family.acting(OFFICER, on)
    consider_supervision(case=family.case, decision="not", reason="The family refused all support.", by=by)
    return prepare_charge(
        case=family.case, parent=family.mother.parent, by=by, equality_considered_on=on,
        **{"first_on": FIRST, "last_on": LAST} | more,
    )  # fmt: skip


def fill(row: Prosecution, family, on: date = ON, **more) -> Prosecution:
    """Everything that the pack and the test of the code ask for."""
    by = family.acting(OFFICER, on)
    row = change_charge(
        row=row, by=by, version=row.version,
        **{
            "evidence_sufficient": True, "in_public_interest": True, "code_test_note": "Both parts are met.",
            "no_interview_because": "The parent did not answer three invitations.",
        } | more,
    )  # fmt: skip
    write_statement(row=row, witness="Ida Marsh", post="Officer", text="I visited the home.", by=by)
    add_item(row=row, kind="exhibit", what="Letter of 5 October", by=by, on=on)
    add_item(row=row, kind="cost", what="Preparation", amount=12_500, by=by, on=on)
    for kind in ("certificate", "statement", "exhibits", "register", "letters", "unused", "costs"):
        paper = make_paper(row=row, kind=kind, by=by)
        if kind in ("certificate", "statement"):
            sign_paper(paper=paper, signed_by="Head teacher", signed_on=on, by=by)
    row.refresh_from_db()
    return row


def charged(family, on: date = ON, **more) -> Prosecution:
    """A prosecution that a legal officer has charged."""
    row = fill(prepare(family, on), family, on, **more)
    return charge(row=row, by=family.acting(LEGAL, on), version=row.version)


def later(days: int) -> date:
    """A day after the family's day."""
    return ON + timedelta(days=days)


__all__ = ["FIRST", "LAST", "LEGAL", "MANAGER", "MISSED", "OFFICER", "ON"]
__all__ += ["charged", "fill", "later", "prepare"]
