"""Enforcement in the world of the canaries: for each child a warning and a notice with all that belongs to them."""

from typing import Any

from django.utils import timezone

from agencies.rules.roles import Permission as P
from attendance.models import Address, Contact, Parent
from cases.models import Audience
from enforcement.models import (
    BankFile,
    BankMapping,
    Correspondence,
    Decision,
    Enquiry,
    Letter,
    Letterhead,
    Notice,
    NoticeElsewhere,
    NoticeMove,
    NoticeRequest,
    NoticeSession,
    Payment,
    PaymentPart,
    PersonCheck,
    PrintRun,
    SupportOffer,
    WarningLetter,
)
from enforcement.rules.references import reference
from tests.permissions.rights import Person, Rights
from tests.permissions.rules import meant_for, of_child
from tests.permissions.world import Aviary, Child
from tests.permissions.world_court import add_court

AUTHORS = ("welfare_officer", "school_lead", "police_officer")


def add_enforcement(aviary: Aviary) -> None:
    """Warning, notice, letters and money for every child that is nobody's other record."""
    team = aviary.world.agencies.north
    officer = aviary.world.people["welfare_officer"].user
    aviary.things["print run"] = PrintRun.objects.create(agency=team, by=officer, posted_on=aviary.on)
    for child in aviary.children.values():
        if child.name != "merged":
            add_steps(aviary, child)
    add_money(aviary)


def texts(aviary: Aviary, child: Child, model: str) -> dict[str, str]:
    """A canary for each text of a legal record."""
    return aviary.cage.texts(
        f"enforcement.{model}", child.name, of_child(child.pupil.pk, P.VIEW_LEGAL), leave="ref"
    )


def add_steps(aviary: Aviary, child: Child) -> None:
    """All legal records of one child."""
    parent = (
        Parent.objects.filter(contacts__pupil=child.pupil).first() or Parent.objects.order_by("pk").first()
    )
    address = Address.objects.filter(parent=parent, sealed=False).first()
    officer = aviary.world.people["welfare_officer"].user
    manager = aviary.world.people["team_manager"].user
    whose = {"pupil": child.pupil, "parent": parent}
    of_case = {"case": child.rows.case, "pupil": child.pupil}
    decision = Decision.objects.create(
        **of_case, parent=parent, step="notice", on=aviary.on, regime="2024", gate={"is_open": True},
        agency=child.school.team, by=manager,
    )  # fmt: skip
    PersonCheck.objects.create(
        **whose, on=aviary.on, identity_confirmed=True, is_natural=True, said_adult=True, took_part=True, by=officer,
        **texts(aviary, child, "PersonCheck"),
    )  # fmt: skip
    child.rows.offer = SupportOffer.objects.create(
        **of_case, offered_on=aviary.on, by=officer, **texts(aviary, child, "SupportOffer")
    )
    child.rows.correspondence = Correspondence.objects.create(
        **of_case, received_on=aviary.on, channel="call", entered_by=officer,
        **texts(aviary, child, "Correspondence"),
    )  # fmt: skip
    child.rows.enquiry = enquiry = Enquiry.objects.create(
        **whose, asked_on=aviary.on, by=officer, **texts(aviary, child, "Enquiry")
    )
    child.rows.contact = Contact.objects.filter(pupil=child.pupil).first()
    NoticeElsewhere.objects.create(
        **whose, enquiry=enquiry, issued_on=aviary.on, **texts(aviary, child, "NoticeElsewhere")
    )
    prepared = {
        **of_case, "parent": parent, "school": child.school, "address": address, "drafted_by": officer,
        "agency": child.school.team,
    }  # fmt: skip
    child.rows.warning = WarningLetter.objects.create(**prepared, **texts(aviary, child, "WarningLetter"))
    add_notice(aviary, child, decision, prepared)
    child.rows.draft = Notice.objects.create(
        **prepared, reference=reference(600_000 + child.pupil.pk),
        **aviary.cage.texts(
            "enforcement.Notice", f"{child.name}, draft", of_child(child.pupil.pk, P.VIEW_LEGAL), leave="ref reference"
        ),
    )  # fmt: skip
    add_court(aviary, child, prepared)
    child.rows.notice_requests = []
    for author in AUTHORS:
        for audience in Audience.values:
            add_request(aviary, child, author, audience)


def add_notice(aviary: Aviary, child: Child, decision: Decision, prepared: dict[str, Any]) -> None:
    """A notice served and unpaid, with a letter, a session, a step and money."""
    manager = aviary.world.people["team_manager"].user
    child.rows.notice = notice = Notice.objects.create(
        **prepared, reference=reference(500_000 + child.pupil.pk), state="served", decision=decision,
        checked_by=manager, issued_on=aviary.on, occasion="second", full_amount=16_000, full_days=28, sent_on=aviary.on,
        received_on=aviary.on, full_until=aviary.on,
        **aviary.cage.texts(
            "enforcement.Notice", child.name, of_child(child.pupil.pk, P.VIEW_LEGAL), leave="ref reference"
        ),
    )  # fmt: skip
    NoticeSession.objects.create(
        notice=notice, pupil=child.pupil, parent=notice.parent, on=aviary.on, session=0, code="O"
    )
    NoticeMove.objects.create(notice=notice, on=aviary.on, move="issue", **texts(aviary, child, "NoticeMove"))
    child.rows.letter = Letter.objects.create(
        run=aviary.things["print run"], kind="notice", case=child.rows.case, pupil=child.pupil, parent=notice.parent,
        address=notice.address, notice=notice, on=aviary.on, **texts(aviary, child, "Letter"),
    )  # fmt: skip


def add_request(aviary: Aviary, child: Child, author: str, audience: str) -> None:
    """A request for a notice; one for named people names the nurse and the team manager."""
    held = aviary.world.people[author]
    readers = (
        [aviary.world.people[name].user for name in ("nurse", "team_manager")] if audience == "named" else []
    )
    keys = tuple(user.pk for user in readers)
    rule = meant_for(child.pupil.pk, held.agency_id, audience, held.user_id, keys)
    request = NoticeRequest.objects.create(
        pupil=child.pupil, school=child.school, agency=held.agency, by=held.user, audience=audience, state="refused",
        first_on=aviary.on, last_on=aviary.on,
        **aviary.cage.texts("enforcement.NoticeRequest", child.name, rule, leave="ref"),
    )  # fmt: skip
    request.readers.set(readers)
    child.rows.notice_requests.append(request)


def takes_payments(authority: int):
    """Those of an authority who take payments."""

    def rule(rights: Rights, person: Person) -> bool:
        return person.authority == authority and person.may(P.TAKE_PAYMENTS)

    return rule


def add_money(aviary: Aviary) -> None:
    """Money of both authorities: a file and a payment that nobody has decided on."""
    for name in ("legal_officer", "stranger_officer"):
        held = aviary.world.people[name]
        authority = held.agency.authority
        rule = takes_payments(authority.pk)
        file = BankFile.objects.create(
            authority=authority,
            digest=name,
            kept_as="none",
            layout="csv",
            by=held.user,
            membership=held,
            ended_at=timezone.now(),
        )
        aviary.things[f"letterhead of {name}"] = Letterhead.objects.create(
            authority=authority,
            began_on=aviary.on,
            sender="Civic Centre",
            how_to_pay="By card.",
            by=held.user,
        )
        BankMapping.objects.create(
            authority=authority, name="Bank", mapping={"amount": "Credit"}, by=held.user
        )
        payment = Payment.objects.create(
            authority=authority, file=file, key=name, received_on=aviary.on, amount=8_000, held=8_000, by=held.user,
            **aviary.cage.texts("enforcement.Payment", name, rule, leave="ref key"),
        )  # fmt: skip
        aviary.things[f"bank file of {name}"] = file
        aviary.things[f"payment of {name}"] = payment
    notice = aviary.children["own"].rows.notice
    PaymentPart.objects.create(
        payment=aviary.things["payment of legal_officer"], notice=notice, amount=0, outcome="short"
    )
