"""What the pages of contracts and orders show: facts, the days that matter, and what happened under each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.acting import Acting
from agencies.words import date as in_words
from cases.models import Case
from enforcement.models import (
    AttendanceOrder,
    Breach,
    Direction,
    Letter,
    ParentingContract,
    ParentingOrder,
    Prosecution,
    SupervisionOrder,
)
from enforcement.queries.orders import as_supervision
from enforcement.rules.attendance_orders import FIRST_NOTICE, FORM, INTENDED, REVOKED, notice_ends_on
from enforcement.rules.attendance_orders import ORDER as ATTENDANCE_LAW
from enforcement.rules.order_offences import AFTER_VERDICT, BREACH_OF_ORDER, DIRECTIONS_NOT_FOLLOWED
from enforcement.rules.parenting import ORDER as PARENTING_LAW
from enforcement.rules.parenting import contract_on
from enforcement.rules.supervision import BLOCKS, DURATION, WHO, extension_opens_on


@dataclass(frozen=True)
class Shelf:
    """The contracts or orders of one kind in a case, and the address of their page."""

    title: str
    page: str
    rows: list[Any]


@dataclass(frozen=True)
class Told:
    """Something that happened under an order: the day, what it was, in words."""

    on: date
    title: str
    text: str


@dataclass(frozen=True)
class OrderPage:
    """What the page of one contract or order shows."""

    title: str
    case_page: str
    facts: list[tuple[str, str]]
    texts: list[tuple[str, str]]
    told: list[Told]
    law: list[str]
    warning: str = ""
    charges: tuple[Prosecution, ...] = ()
    letters: tuple[Letter, ...] = ()


def orders_of_case(case: Case, by: Acting) -> list[Shelf]:
    """The contracts and orders of a case by kind; one query each."""
    kinds = (
        ("Contracts", "contract", ParentingContract),
        ("Education supervision orders", "supervision", SupervisionOrder),
        ("Parenting orders", "parenting-order", ParentingOrder),
        ("School attendance orders", "attendance-order", AttendanceOrder),
    )
    return [
        Shelf(
            title,
            page,
            list(model.objects.visible_to(by).filter(case=case).select_related("parent").order_by("-pk")),
        )
        for title, page, model in kinds
    ]


def _day(day: date | None) -> str:
    return in_words(day) if day else ""


def _breaches(rows: Any) -> list[Told]:
    found: list[Breach] = list(rows.select_related("direction").order_by("on", "pk"))
    return [Told(each.on, "Not kept", _not_kept(each)) for each in found]


def _not_kept(row: Breach) -> str:
    """What was not kept, of which direction, and what was said about it."""
    of = f"Direction of {in_words(row.direction.on)}: {row.direction.text}" if row.direction else ""
    return "\n".join(part for part in (row.what, of, row.explanation) if part)


def _given(on: date | None, how: str) -> str:
    """When a paper was served, and how where that is on record."""
    return ": ".join(part for part in (_day(on), how) if part)


def _service(row: AttendanceOrder | SupervisionOrder) -> tuple[str, str]:
    """When and how an order was served; once it is made, that nothing says so."""
    if row.served_on is not None:
        return "Served on", _given(row.served_on, row.served_how)
    return "Served on", "Not recorded: nothing can be charged about it." if row.made_on else ""


def _charges(row: AttendanceOrder | SupervisionOrder) -> tuple[Prosecution, ...]:
    """The prosecutions about an order, the latest first."""
    return tuple(row.prosecutions.select_related("parent").order_by("-pk"))


def _sorted(told: list[Told]) -> list[Told]:
    return sorted(told, key=lambda each: each.on, reverse=True)


def supervision_page(row: SupervisionOrder) -> OrderPage:
    """An education supervision order: its term, the window for an extension, directions, reviews, hearings."""
    told = [
        Told(each.on, f"Direction to {each.get_to_display().lower()}{_lifted(each)}", each.text)
        for each in row.directions.all()
    ]
    reviews = list(row.reviews.order_by("due_on"))
    told += [Told(each.held_on, "Review", each.text) for each in reviews if each.held_on]
    told += [
        Told(each.applied_on, "Extension applied for", f"To {in_words(each.until)}. {_granted(each.granted)}")
        for each in row.extensions.all()
    ]
    told += [Told(each.on, f"{each.get_purpose_display()}, {each.label.lower()}", f"{each.court}. {each.result}")
             for each in row.hearings.all()]  # fmt: skip
    ahead = next((each.due_on for each in reviews if each.held_on is None), None)
    window = extension_opens_on(as_supervision(row)) if row.made_on else None
    facts = [
        ("Consulted on", _day(row.consulted_on)),
        ("Applied on", _day(row.applied_on)),
        ("Made on", _day(row.made_on)),
        _service(row),
        ("Runs to", _day(row.expires_on)),
        ("An extension may be applied for from", _day(window)),
        ("Next review", _day(ahead)),
        ("Supervisor", row.supervisor.name if row.supervisor else ""),
        ("Ended on", f"{_day(row.ended_on)} {row.get_ending_display()}".strip()),
    ]
    texts = [
        ("What shows that the child is not properly educated", row.not_educated_because),
        (f"Social services: {row.consulted}", row.consultation),
        ("Wishes and feelings", row.wishes),
        ("Terms", row.terms),
    ]
    law = [provision.sentence for provision in (WHO, DURATION, BLOCKS, DIRECTIONS_NOT_FOLLOWED)]
    blocks = "While it is in force no notice is given and nothing is charged for its days."
    in_force = row.state == "made"
    return OrderPage(
        "Education supervision order", "case-orders", _known(facts), _known(texts),
        _sorted(told + _breaches(row.breaches)), law, blocks if in_force else "", _charges(row),
    )  # fmt: skip


def _lifted(row: Direction) -> str:
    return f", lifted on {in_words(row.lifted_on)}" if row.lifted_on else ""


def _granted(granted: bool | None) -> str:
    return "" if granted is None else "Granted." if granted else "Refused."


def _known(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, text) for name, text in pairs if text]


def contract_page(row: ParentingContract) -> OrderPage:
    """A contract: its time, both promises, both signatures."""
    facts = [
        ("From", _day(row.runs_from)),
        ("To", _day(row.runs_to)),
        ("Signed by the parent on", _day(row.parent_signed_on)),
        (
            "Signed for the school or the authority on",
            f"{_day(row.other_signed_on)} {row.other_signed_by}".strip(),
        ),
        ("Ended on", _day(row.ended_on)),
    ]
    texts = [
        ("What the parent promises", row.parent_statement),
        ("What the school or the authority promises", row.support_statement),
    ]
    return OrderPage(
        row.called.capitalize(), "case-orders", _known(facts), _known(texts), _sorted(_breaches(row.breaches)),
        [contract_on(row.runs_from).sentence],
    )  # fmt: skip


def parenting_page(row: ParentingOrder) -> OrderPage:
    """A parenting order: its months, its days, the responsible officer."""
    facts = [
        ("Months of requirements", str(row.months)),
        ("Months of counselling or guidance", str(row.programme_months)),
        ("Responsible officer", row.responsible_officer),
        ("Asked for on", _day(row.asked_on)),
        ("Made on", _day(row.made_on)),
        ("Requirements run to", _day(row.ends_on)),
        ("Counselling or guidance runs to", _day(row.programme_ends_on)),
        ("Ended on", _day(row.ended_on)),
    ]
    texts = [("Requirements", row.requirements), ("The family's circumstances", row.circumstances)]
    return OrderPage(
        "Parenting order", "case-orders", _known(facts), _known(texts), _sorted(_breaches(row.breaches)),
        [PARENTING_LAW.sentence],
    )  # fmt: skip


def attendance_page(row: AttendanceOrder) -> OrderPage:
    """A school attendance order: the notices and their last days, the school named, what was varied."""
    first = notice_ends_on(row.notice_served_on, row.notice_days) if row.notice_served_on else None
    second = notice_ends_on(row.intended_served_on) if row.intended_served_on else None
    facts = [
        ("Notice served on", _given(row.notice_served_on, row.notice_served_how)),
        ("The parent has until", _day(first)),
        ("Intended school", row.intended_school.name if row.intended_school else ""),
        ("Notice of the school served on", _given(row.intended_served_on, row.intended_served_how)),
        ("The parent may choose another until", _day(second)),
        ("The parent has a place at", row.chosen_school.name if row.chosen_school else ""),
        ("Made on", _day(row.made_on)),
        _service(row),
        ("School named", row.named_school.name if row.named_school else ""),
        ("Ended on", f"{_day(row.ended_on)} {row.get_ending_display()}".strip()),
    ]
    texts = [
        ("What shows that the child is not suitably educated", row.unsuitable_because),
        ("Why it is expedient that the child attends school", row.expedient_because),
        ("The school that the parent chose", row.chosen_because),
    ]
    told = [
        Told(each.on, f"Names {each.school.name}", f"Before: {each.was.name}. {each.because}")
        for each in row.variations.select_related("school", "was")
    ]
    provisions = (FIRST_NOTICE, INTENDED, ATTENDANCE_LAW, FORM, REVOKED, BREACH_OF_ORDER, AFTER_VERDICT)
    law = [provision.sentence for provision in provisions]
    return OrderPage(
        "School attendance order", "case-orders", _known(facts), _known(texts),
        _sorted(told + _breaches(row.breaches)), law, charges=_charges(row),
        letters=tuple(row.letters.order_by("pk")),
    )  # fmt: skip
