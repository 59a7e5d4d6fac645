"""Enforcement in the filled authority: parents known, support offered, letters of the family, for the case's pages."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from attendance.models import Address, Contact, Pupil
from enforcement.actions.family import Person, check_person, confirm_address, enquire
from enforcement.actions.notices import prepare_notice
from enforcement.actions.requests import request_notice
from enforcement.actions.support import enter_letter, offer_support, read_letter
from enforcement.actions.warnings import prepare_warning
from enforcement.models import Decision, Enquiry, Notice
from enforcement.rules.references import reference
from enforcement.rules.support import Outcome
from tests.factories import AddressFactory, AuthorityFactory, ContactFactory
from tests.personas import World

KNOWN = Person(
    identity_confirmed=True, how="Met at the school.", is_natural=True, said_adult=True, took_part=True
)


def add_enforcement(world: World, made: SimpleNamespace, child: Pupil) -> None:
    """What officers found out about the parents of the child of the case, by name on `made`."""
    officer = world.acting("welfare_officer")
    made.contact = Contact.objects.filter(pupil=child).first() or ContactFactory(pupil=child)
    mother = made.contact.parent
    address = AddressFactory(parent=mother)
    check_person(case=made.case, parent=mother, found=KNOWN, by=officer)
    confirm_address(case=made.case, parent=mother, address=address, how="A letter of hers.", by=officer)
    other = AuthorityFactory(code="995", name="Medlock Council")
    enquire(case=made.case, parent=mother, authority=other, how_known="They moved in May.", by=officer)
    made.enquiry = Enquiry.objects.get(authority=other)
    made.offer = offer_support(
        case=made.case, what="Early help assessment", offered_on=officer.on - timedelta(days=40),
        outcome=Outcome.NOT_ENGAGED, by=officer,
    )  # fmt: skip
    given = {"case": made.case, "parent": mother, "received_on": officer.on, "by": officer}
    read = enter_letter(**given, channel="call", text="She asks for help in the mornings.", says_paid=False)
    read_letter(case=made.case, letter=read, answer="A visit is agreed.", says_paid=False, by=officer)
    made.letter_in = enter_letter(**given, channel="letter", text="We have paid it all.", says_paid=True)
    _steps(world, made, child, address)


def _steps(world: World, made: SimpleNamespace, child: Pupil, address: Address) -> None:
    """A request of the school, a warning and a notice being prepared, and a notice that was served and is in doubt."""
    officer = world.acting("welfare_officer")
    lead = world.acting("school_lead")
    made.notice_request = request_notice(
        pupil=child, school=world.school, first_on=lead.on - timedelta(days=20), last_on=lead.on, reason="Often away.",
        tried="A plan.", by=lead,
    )  # fmt: skip
    whose = {"case": made.case, "parent": made.contact.parent, "address": address, "by": officer}
    because = {
        "equality_note": "Nothing is known.",
        "target": "Every day.",
        "further_support": "Breakfast club.",
    }
    sessions = tuple((officer.on - timedelta(days=7), part) for part in (0, 1))
    made.warning = prepare_warning(**whose, sessions=sessions, because=because)
    made.draft = prepare_notice(
        **whose, sessions=sessions, because=because, equality_considered_on=officer.on
    )
    made.notice = _served(world, made, child, address)
    made.notice.sessions.create(
        pupil=child, parent=made.contact.parent, on=officer.on - timedelta(days=30), session=0, code="O"
    )


def _served(world: World, made: SimpleNamespace, child: Pupil, address: Address) -> Notice:
    """A notice as it lies there after its service, in doubt since a correction."""
    officer, manager = world.acting("welfare_officer"), world.acting("team_manager")
    on = officer.on - timedelta(days=9)
    decision = Decision.objects.create(
        step="notice", case=made.case, pupil=child, parent=made.contact.parent, on=on, regime="2024",
        gate={"is_open": True, "answers": []}, agency=manager.agency, by=manager.user,
    )  # fmt: skip
    return Notice.objects.create(
        reference=reference(700_000), case=made.case, pupil=child, school=world.school, parent=made.contact.parent,
        address=address, drafted_by=officer.user, checked_by=manager.user, agency=officer.agency, state="served",
        decision=decision, issued_on=on, occasion="first", lower_amount=8_000, lower_days=21, full_amount=16_000,
        full_days=28, sent_on=on, received_on=on + timedelta(days=2), lower_until=on + timedelta(days=22),
        full_until=on + timedelta(days=29), times_served=1, doubted_at=timezone.now(),
        recount={"relied": 10, "stand": 9, "changed": []},
    )  # fmt: skip
