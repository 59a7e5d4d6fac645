"""Contracts and orders of the demonstration."""

from datetime import timedelta
from typing import Any

from attendance.models import School
from enforcement.actions.attendance_orders import (
    make_order,
    prepare_order,
    serve_first_notice,
    serve_school_notice,
)
from enforcement.actions.contracts import change_contract, end_contract, prepare_contract, sign_contract
from enforcement.actions.hearings import end_hearing, list_hearing
from enforcement.actions.letters import make_now
from enforcement.actions.order_letters import write_first_notice, write_school_notice
from enforcement.actions.parenting_orders import (
    ask_parenting,
    change_parenting,
    make_parenting,
    prepare_parenting,
)
from enforcement.actions.supervision import (
    apply_supervision,
    change_supervision,
    direct,
    make_supervision,
    prepare_supervision,
)
from enforcement.demo.court import BECAUSE, convicted
from enforcement.demo.families import Family, Unfit
from enforcement.models import AttendanceOrder, ParentingContract, SupervisionOrder

FAMILY_COURT = "Irwell Family Court"
BY_HAND = "By hand to the mother at home."


def parenting_order(family: Family) -> None:
    """A parenting order that was asked for on conviction and made."""
    row = convicted(family)
    by = family.officer(20)
    order = prepare_parenting(
        prosecution=row, by=by, months=12, because=BECAUSE, equality_considered_on=by.on
    )
    order = change_parenting(
        row=order, by=by, version=order.version, programme_months=3, arrangements_in_area=True,
        circumstances="One parent, two younger children; a morning programme can be attended.",
        requirements="Goes with the child to school each morning; comes to meetings of the school.",
        responsible_officer=by.user.name,
    )  # fmt: skip
    family.confirm(20)
    order = ask_parenting(row=order, by=family.legal(20), version=order.version)
    make_parenting(row=order, made_on=family.ago(20), by=by)


def contract(family: Family, days: int) -> ParentingContract:
    """A contract that both sides signed."""
    family.get_known(days + 1)
    by = family.officer(days)
    row = prepare_contract(
        case=family.case, parent=family.parent, runs_from=by.on, runs_to=by.on + timedelta(days=120), by=by
    )
    row = change_contract(
        row=row, by=by, version=row.version, other_signed_by="Head of year", parent_signed_on=by.on,
        other_signed_on=by.on, parent_statement="I ring the school before 9 on every day of absence.",
        support_statement="The school gives a place at breakfast club, and rings on Fridays to say how it went.",
    )  # fmt: skip
    return sign_contract(row=row, by=family.legal(days), version=row.version)


def contract_kept(family: Family) -> None:
    """A contract that was kept."""
    end_contract(row=contract(family, 60), move="keep", reason="Attendance is at 94%.", by=family.officer(2))


def contract_drawn_up(family: Family) -> None:
    """A contract that waits for signatures."""
    family.get_known(5)
    prepare_contract(
        case=family.case, parent=family.parent, runs_from=family.ago(-7), runs_to=family.ago(-97),
        by=family.officer(4),
    )  # fmt: skip


def supervision_applied(family: Family, days: int = 12, court: str = FAMILY_COURT) -> SupervisionOrder:
    """An application for an education supervision order before the family court."""
    family.get_known(days + 2)
    by = family.officer(days)
    row = prepare_supervision(
        case=family.case, parent=family.parent, by=by, because=BECAUSE, equality_considered_on=by.on
    )
    row = change_supervision(
        row=row, by=by, version=row.version, not_educated_because="Absent for half of the year in spite of all help.",
        consulted_on=by.on, consulted="Children’s services, duty manager", court=court,
        consultation="No care proceedings. They support an order.",
        wishes="The child wants to go back, with somebody to walk with. The mother agrees to visits.",
    )  # fmt: skip
    row = apply_supervision(row=row, by=family.legal(days), version=row.version)
    list_hearing(of=row, on=family.ago(days - 20), court=court, purpose="application", by=by)
    return row


def supervision_in_force(family: Family, court: str = FAMILY_COURT) -> SupervisionOrder:
    """An education supervision order in force, with a direction and a review ahead."""
    row = supervision_applied(family, 48, court)
    hearing = row.hearings.get()
    by = family.officer(28)
    end_hearing(hearing=hearing, move="hear", result="Order made for a year.", by=by)
    row = make_supervision(
        row=row, made_on=by.on, supervisor=by.user, terms="Weekly meetings for the first term.", by=by,
        review_on=family.ago(-30),
    )  # fmt: skip
    direct(
        row=row, on=family.ago(24), to="both", text="The child is at the gate at 8.30, where the mentor waits.",
        wishes_heard="The child agreed to the time; the mother asked for a call on the evening before.",
        by=family.officer(24),
    )  # fmt: skip
    return row


def order_noticed(family: Family, days: int = 6) -> AttendanceOrder:
    """The first notice before a school attendance order, written and served so many days ago."""
    family.get_known(days + 1)
    by = family.officer(days)
    row = prepare_order(
        case=family.case, parent=family.parent, by=by, because=BECAUSE, equality_considered_on=by.on,
        unsuitable_because="Said to be taught at home; two visits found no work and no plan.",
    )  # fmt: skip
    make_now(letter=write_first_notice(row=row, days=15, by=by), by=by)
    return serve_first_notice(row=row, sent_on=by.on, days=15, by=by, how=BY_HAND)


def order_made(family: Family, days: int = 18) -> AttendanceOrder:
    """A school attendance order made so many days ago; its letter waits."""
    row = order_noticed(family, days + 32)
    by = family.officer(days + 16)
    named: dict[str, Any] = {
        "school": _another_school(family),
        "expedient_because": "The child asks to be among friends, and nothing is taught at home.",
    }
    make_now(letter=write_school_notice(row=row, by=by, **named), by=by)
    row = serve_school_notice(row=row, sent_on=by.on, by=by, how=BY_HAND, **named)
    family.confirm(days)
    return make_order(row=row, by=family.legal(days), version=row.version)


def _another_school(family: Family) -> School:
    """A school of the same phase on whose roll the child is not."""
    own = family.case.school
    others = School.objects.filter(authority=own.authority_id, phase=own.phase, closed_on=None).exclude(
        pk=own.pk
    )
    found: School | None = others.order_by("urn").first()
    if found is None:
        raise Unfit
    return found
