"""A step as somebody prepared it, in the words of the rules: what the gate reads from the prepared row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attendance.rules.age import birthday
from enforcement.models import (
    AttendanceOrder,
    Notice,
    ParentingContract,
    ParentingOrder,
    Prepared,
    Prosecution,
    SupervisionOrder,
    WarningLetter,
)
from enforcement.queries.absence import Marks
from enforcement.queries.pack import pack_of
from enforcement.rules.attendance_orders import OrderSteps
from enforcement.rules.excluded import SeenInPublic
from enforcement.rules.facts import Plan
from enforcement.rules.issuing import Issuer
from enforcement.rules.offences import PARENTING_AFTER, Offence
from enforcement.rules.parenting import UNDER, Contract, OrderAsked
from enforcement.rules.service import Method
from enforcement.rules.supervision import Consideration
from enforcement.workflow.court import ChargeState


def plan_of(prepared: Prepared, on: date, marks: Marks) -> Plan:
    """The step as it was prepared; a step that asks for nothing of its own is an empty plan."""
    match prepared:
        case WarningLetter():
            return Plan(weeks=prepared.weeks, weeks_override_because=prepared.weeks_because)
        case Notice():
            return _of_notice(prepared, on)
        case Prosecution():
            return _of_prosecution(prepared, marks)
        case SupervisionOrder():
            said = bool(prepared.not_educated_because.strip())
            return Plan(consulted_on=prepared.consulted_on, not_properly_educated=said)
        case ParentingContract():
            return Plan(contract=contract_held(prepared))
        case ParentingOrder():
            return Plan(order=order_asked(prepared, on))
        case AttendanceOrder():
            return Plan(attendance_order=order_steps(prepared))
    return Plan()


def _of_notice(notice: Notice, on: date) -> Plan:
    return Plan(
        issuer=Issuer[notice.issuer.upper()],
        issuer_is_authorised=notice.issuer_is_authorised,
        method=Method[notice.method.upper()],
        sent_on=on,
        excluded=seen_of(notice.seen) if notice.seen else None,
    )


def _of_prosecution(row: Prosecution, marks: Marks) -> Plan:
    return Plan(
        knowledge=tuple(line.strip() for line in row.knowledge.splitlines() if line.strip()),
        single_justice=row.single_justice,
        evidence_sufficient=row.evidence_sufficient,
        in_public_interest=row.in_public_interest,
        parent_heard=row.parent_heard,
        pack=pack_of(row, marks),
        consideration=consideration_of(row),
    )


def consideration_of(row: Prosecution) -> Consideration | None:
    """The consideration of a supervision order that a prosecution rests on."""
    held = row.consideration
    if held is None:
        return None
    return Consideration(held.on, held.get_decision_display(), held.reason, held.by.name)


def contract_held(row: ParentingContract) -> Contract:
    """A contract as the rules look at it."""
    return Contract(
        row.runs_from,
        row.runs_to,
        parent_statement=bool(row.parent_statement.strip()),
        support_statement=bool(row.support_statement.strip()),
        parent_signed_on=row.parent_signed_on,
        other_signed_on=row.other_signed_on,
    )


def order_asked(row: ParentingOrder, on: date) -> OrderAsked:
    """A parenting order as it would be asked of the court on a day."""
    return OrderAsked(
        convicted=row.prosecution.state == ChargeState.CONVICTED
        and Offence(row.prosecution.offence) in PARENTING_AFTER,
        months=row.months,
        programme_months=row.programme_months,
        earlier_order=row.earlier_order,
        child_is_under_16=on < birthday(row.pupil.born_on, UNDER),
        circumstances_considered=bool(row.circumstances.strip()),
        arrangements_in_area=row.arrangements_in_area,
        responsible_officer_named=bool(row.responsible_officer.strip()),
    )


def order_steps(row: AttendanceOrder) -> OrderSteps:
    """How far the steps towards a school attendance order have come."""
    return OrderSteps(
        seems_unsuitable=bool(row.unsuitable_because.strip()),
        notice_served_on=row.notice_served_on,
        notice_days=row.notice_days,
        expedient=bool(row.expedient_because.strip()),
        intended_school_served_on=row.intended_served_on,
    )


def seen_of(held: Mapping[str, Any]) -> SeenInPublic:
    """An excluded pupil seen in public, from plain values."""
    notice = held.get("section_104_notice_on")
    stated = held.get("days_stated") or []
    return SeenInPublic(
        excluded_on=date.fromisoformat(str(held["excluded_on"])),
        seen_on=date.fromisoformat(str(held["seen_on"])),
        section_104_notice_on=date.fromisoformat(str(notice)) if notice else None,
        days_stated=tuple(date.fromisoformat(str(day)) for day in stated if isinstance(stated, list)),
        in_public_place=bool(held.get("in_public_place")),
        in_school_hours=bool(held.get("in_school_hours")),
        justified_because=str(held.get("justified_because") or ""),
    )
