"""Orders that were made and served, failures against them, and prosecutions about them, made by the actions."""

from datetime import date, timedelta

from enforcement.actions.attendance_orders import (
    breach_order,
    make_order,
    prepare_order,
    serve_first_notice,
    serve_order,
    serve_school_notice,
)
from enforcement.actions.evidence import add_item, make_paper, sign_paper, write_statement
from enforcement.actions.order_charges import prepare_order_charge
from enforcement.actions.prosecutions import change_charge, charge, consider_supervision
from enforcement.actions.supervision import (
    apply_supervision,
    breach_supervision,
    change_supervision,
    direct,
    make_supervision,
    prepare_supervision,
    serve_supervision,
)
from enforcement.models import AttendanceOrder, Prosecution, SupervisionOrder
from tests.enforcement.court import LEGAL, MANAGER, OFFICER, ON, later
from tests.factories import SchoolFactory

# The days on which the orders were not kept, and the day of the charge.
FAILED = (later(10), later(17), later(24))
CHARGED = later(30)
PAPERS = ("order", "service", "failures", "statement", "exhibits", "letters", "unused", "costs")


def school_order(family, on: date = ON, *, named=None, served: bool = True) -> AttendanceOrder:
    """A school attendance order made on a day, naming a school on whose roll the child is not, and served that day."""
    first, second = on - timedelta(days=60), on - timedelta(days=45)
    by = family.acting(OFFICER, first)
    row = prepare_order(
        case=family.case, parent=family.mother.parent, unsuitable_because="No work was shown.", by=by,
        equality_considered_on=first,
    )  # fmt: skip
    row = serve_first_notice(row=row, sent_on=first, days=15, how="By hand to the mother.", by=by)
    school = named or SchoolFactory(authority=family.case.school.authority)
    row = serve_school_notice(
        row=row, sent_on=second, school=school, expedient_because="She wants to.", how="By hand to the mother.",
        by=family.acting(OFFICER, second),
    )  # fmt: skip
    confirmed(family, on)
    row = make_order(row=row, by=family.acting(MANAGER, on), version=row.version)
    if served:
        row = serve_order(row=row, sent_on=on, how="By hand to the mother.", by=family.acting(OFFICER, on))
    return row


def supervision(family, on: date = ON) -> SupervisionOrder:
    """A supervision order made and served on a day, with a direction to the parents."""
    by = family.acting(OFFICER, on)
    row = prepare_supervision(case=family.case, parent=family.mother.parent, by=by, equality_considered_on=on)
    row = change_supervision(
        row=row, by=by, version=row.version, consulted_on=on, consulted="Children's services",
        not_educated_because="Half of this year's sessions were missed.",
    )  # fmt: skip
    confirmed(family, on)
    row = apply_supervision(row=row, by=family.acting(LEGAL, on), version=row.version)
    row = make_supervision(
        row=row, made_on=on, supervisor=by.user, terms="", by=by, review_on=on + timedelta(days=60)
    )
    row = serve_supervision(row=row, served_on=on, how="By post to both parents.", by=by)
    direct(row=row, on=on, to="parents", text="Ring the school by 9.", wishes_heard="She agreed.", by=by)
    return row


def not_kept(order, family, days=FAILED) -> list:
    """Failures against an order, each recorded on its day; under a supervision order of its first direction."""
    if isinstance(order, AttendanceOrder):
        return [
            breach_order(
                row=order, on=day, what="Not enrolled.", explanation="", by=family.acting(OFFICER, day)
            )
            for day in days
        ]
    direction = order.directions.order_by("pk").first()
    return [
        breach_supervision(
            row=order, on=day, what="Nobody rang.", explanation="No credit.", direction=direction,
            by=family.acting(OFFICER, day),
        )
        for day in days
    ]  # fmt: skip


def confirmed(family, on: date) -> None:
    """The address, as somebody confirmed it on a day."""
    family.address.confirmed_on = on
    family.address.save()


def begun(order, family, failures, on: date = CHARGED, **more) -> Prosecution:
    """A prosecution that an officer prepared about an order; under section 443 a supervision order is considered."""
    by = family.acting(OFFICER, on)
    confirmed(family, on)
    if isinstance(order, AttendanceOrder):
        consider_supervision(case=family.case, decision="not", reason="She learns nothing at home.", by=by)
    return prepare_order_charge(
        row=order, by=by, equality_considered_on=on,
        **{"parent": family.mother.parent, "failures": failures} | more,
    )  # fmt: skip


def filled(row: Prosecution, family, on: date = CHARGED, papers=PAPERS, **more) -> Prosecution:
    """Everything that the pack and the test of the code ask for."""
    by = family.acting(OFFICER, on)
    row = change_charge(
        row=row, by=by, version=row.version,
        **{
            "evidence_sufficient": True, "in_public_interest": True, "code_test_note": "Both parts are met.",
            "no_interview_because": "The parent did not answer three invitations.",
            "parent_heard": "Asked at home on the day before: she gave no reason.",
        } | more,
    )  # fmt: skip
    write_statement(row=row, witness="Ida Marsh", post="Officer", text="I visited the home.", by=by)
    add_item(row=row, kind="exhibit", what="Letter of the school", by=by, on=on)
    add_item(row=row, kind="cost", what="Preparation", amount=12_500, by=by, on=on)
    for kind in papers:
        paper = make_paper(row=row, kind=kind, by=by)
        if kind in ("service", "statement"):
            sign_paper(paper=paper, signed_by="Ida Marsh, officer", signed_on=on, by=by)
    row.refresh_from_db()
    return row


def laid(order, family, failures, on: date = CHARGED) -> Prosecution:
    """A prosecution about an order that a legal officer has charged."""
    row = filled(begun(order, family, failures, on), family, on)
    return charge(row=row, by=family.acting(LEGAL, on), version=row.version)
