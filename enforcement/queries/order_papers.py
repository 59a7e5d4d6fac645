"""The papers of a pack about an order: the order as it was made, its service, the record of failures."""

from typing import Any

from agencies.documents import Block, Box, Facts, Heading, Paragraph, Table
from agencies.words import date as in_words
from enforcement.models import AttendanceOrder, Breach, Prosecution, SupervisionOrder, To
from enforcement.queries.pack import CannotMake
from enforcement.rules.offences import Offence
from enforcement.rules.order_offences import PROVISION_OF

Made = tuple[list[Block], dict[str, Any]]


def order_paper(row: Prosecution) -> Made:
    """The order that a prosecution rests on, from the record: how it was made, what it asks, what was varied."""
    order = row.order
    if isinstance(order, AttendanceOrder):
        return _school_order(order), {}
    if isinstance(order, SupervisionOrder):
        return _supervision(order), {}
    raise CannotMake("The prosecution rests on no order.")


def _school_order(order: AttendanceOrder) -> list[Block]:
    facts = (
        ("Order", "School attendance order, Education Act 1996, section 437"),
        ("Made on", in_words(order.made_on)),
        ("Made to", str(order.parent)),
        ("Requires", f"that the child becomes a registered pupil at {order.named_school.name}"),
        ("First notice served on", in_words(order.notice_served_on)),
        ("Notice of the school served on", in_words(order.intended_served_on)),
        *_ended(order),
    )
    blocks: list[Block] = [Facts(facts)]
    varied = [
        (in_words(each.on), each.was.name, each.school.name)
        for each in order.variations.select_related("was", "school").order_by("on", "pk")
    ]
    if varied:
        blocks.append(Table("Schools named", ("From", "Before", "Then"), tuple(varied)))
    blocks += [Heading("Why it was made"), Paragraph(order.unsuitable_because)]
    return blocks


def _supervision(order: SupervisionOrder) -> list[Block]:
    facts = (
        ("Order", "Education supervision order, Children Act 1989, section 36"),
        ("Made by", order.court or "the family court"),
        ("Made on", in_words(order.made_on)),
        ("Runs to", in_words(order.expires_on)),
        ("Supervisor", order.supervisor.name if order.supervisor else ""),
        *_ended(order),
    )
    blocks: list[Block] = [Facts(tuple(pair for pair in facts if pair[1]))]
    if order.terms:
        blocks += [Heading("Terms"), Paragraph(order.terms)]
    given = order.directions.exclude(to=To.CHILD).order_by("on", "pk")
    rows = tuple((in_words(each.on), each.get_to_display(), each.text) for each in given)
    if rows:
        blocks.append(Table("Directions to the parents", ("Given on", "To", "Direction"), rows))
    return blocks


def _ended(order: AttendanceOrder | SupervisionOrder) -> tuple[tuple[str, str], ...]:
    if order.ended_on is None:
        return ()
    return (("Ended on", f"{in_words(order.ended_on)}: {order.get_ending_display()}"),)


def service_paper(row: Prosecution) -> Made:
    """When and how the order was served, for the signature of whoever served it. Raises CannotMake."""
    order = row.order
    if order is None or order.served_on is None:
        raise CannotMake("Nothing says that the order was served: record its service first.")
    said = (
        f"I certify that the order made on {in_words(order.made_on)} was served on the parent named above on "
        f"{in_words(order.served_on)}, as follows."
    )
    return [
        Paragraph(said),
        Paragraph(order.served_how),
        Box("Signed by who served it:\n\nName and post:\n\nDate:"),
    ], {}


def failures_paper(row: Prosecution) -> Made:
    """Each failure that is charged: its day, what was not done, and what was said about it. Raises CannotMake."""
    held = failures_charged(row)
    if not held:
        raise CannotMake("No failure is charged.")
    rows = tuple(
        (in_words(each.on), _what(each), each.explanation or "Nothing is on record.", each.by.name)
        for each in held
    )
    head = ("Day", "What was not done", "What was said about it", "Recorded by")
    return [
        Paragraph(PROVISION_OF[Offence(row.offence)].sentence),
        Table("Failures charged", head, rows),
    ], {"failures": [each.pk for each in held]}


def _what(row: Breach) -> str:
    if row.direction is None:
        return row.what
    return f"{row.what} Direction of {in_words(row.direction.on)}: {row.direction.text}"


def failures_charged(row: Prosecution) -> list[Breach]:
    """The failures charged, in order of their days."""
    rows = Breach.objects.filter(charged__prosecution=row).select_related("direction", "by")
    return list(rows.order_by("on", "pk"))
