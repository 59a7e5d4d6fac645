"""Orders of the demonstration that were not kept, each with a prosecution that waits for the legal officer."""

from enforcement.actions.attendance_orders import breach_order, serve_order
from enforcement.actions.evidence import add_item, make_paper, sign_paper, write_statement
from enforcement.actions.letters import make_now
from enforcement.actions.order_charges import prepare_order_charge
from enforcement.actions.prosecutions import change_charge
from enforcement.actions.supervision import breach_supervision, serve_supervision
from enforcement.demo.court import BECAUSE, considered
from enforcement.demo.families import Family
from enforcement.demo.orders import FAMILY_COURT, order_made, supervision_in_force
from enforcement.models import AttendanceOrder, Breach, LetterKind, Prosecution, SupervisionOrder
from enforcement.rules.service import Method

SIGNED = ("service", "statement")
PAPERS = ("order", *SIGNED, "failures", "exhibits", "letters", "unused", "costs")


def order_not_complied_with(family: Family) -> None:
    """A school attendance order that the parent does not comply with: section 443."""
    row = order_made(family, 80)
    make_now(letter=row.letters.get(kind=LetterKind.SAO_ORDER), by=family.officer(80))
    row = serve_order(row=row, sent_on=family.ago(79), method=Method.FIRST_CLASS, by=family.officer(79))
    failures = [
        breach_order(
            row=row, on=family.ago(days), by=family.officer(days),
            what="The child has not become a pupil of the school named, which has had no word of the family.",
            explanation="The mother says that an uncle teaches at home. She shows no work and names no hours.",
        )
        for days in (60, 40, 20)
    ]  # fmt: skip
    considered(family, 8)
    _prepared(
        family, row, failures,
        heard="Asked at home: an uncle teaches. No work was shown, and the uncle works away in the week. I do not "
        "take it for suitable education.",
        seen="I rang the school named each month: nobody had enrolled the child. I asked the mother each time.",
    )  # fmt: skip


def directions_not_followed(family: Family, court: str = FAMILY_COURT) -> None:
    """A supervision order whose directions the parent persistently does not follow: Schedule 3 paragraph 18."""
    row = supervision_in_force(family, court)
    row = serve_supervision(
        row=row, served_on=family.ago(27), how="By hand to the mother at home.", by=family.officer(27)
    )
    direction = row.directions.get()
    failures = [
        breach_supervision(
            row=row, on=family.ago(days), direction=direction, by=family.officer(days),
            what="Nobody was at the gate at 8.30, and nobody had rung.", explanation=said,
        )
        for days, said in ((20, "The mother overslept."), (13, "No answer at the door."), (6, "No reason given."))
    ]  # fmt: skip
    _prepared(
        family, row, failures,
        heard="Asked at home: she forgets to set the clock. She was offered a call each evening and did not take it.",
        seen="I waited at the gate with the mentor on three mornings, and rang the mother on the evening before.",
    )  # fmt: skip


def _prepared(
    family: Family,
    order: AttendanceOrder | SupervisionOrder,
    failures: list[Breach],
    *,
    heard: str,
    seen: str,
) -> Prosecution:
    """A prosecution about an order with its whole pack: the legal officer looks at it and decides."""
    family.confirm(5)
    by = family.officer(5)
    row = prepare_order_charge(
        row=order,
        parent=family.parent,
        failures=failures,
        by=by,
        because=BECAUSE,
        equality_considered_on=by.on,
    )
    row = change_charge(
        row=row, by=by, version=row.version, evidence_sufficient=True, in_public_interest=True, parent_heard=heard,
        code_test_note="Order, service and failures are on record. The child gets no education meanwhile.",
        no_interview_because="Invited twice in writing; the mother did not come.",
    )  # fmt: skip
    write_statement(row=row, witness=by.user.name, post="Education welfare officer", text=seen, by=by)
    add_item(row=row, kind="exhibit", what="Notes of the visits and calls", by=by, on=by.on)
    add_item(row=row, kind="cost", what="Preparation, three hours", amount=10_800, by=by, on=by.on)
    for kind in PAPERS:
        paper = make_paper(row=row, kind=kind, by=by)
        if kind in SIGNED:
            sign_paper(paper=paper, signed_by=by.user.name, signed_on=by.on, by=by)
    return row
