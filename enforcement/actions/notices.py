"""Penalty notices from the draft to their end: prepared, issued by a second person, served, returned, withdrawn."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Address, Parent
from attendance.queries.settings import answers_on
from cases.actions.doors import Refused, require, same_version
from cases.actions.holds import lift_hold, place_hold
from cases.actions.timeline import record
from cases.models import Audience, Case, EntryKind, HoldKind
from enforcement.actions.gates import ask, decide, sign_off
from enforcement.actions.letters import forget_letters, owing
from enforcement.actions.refunds import give_back
from enforcement.actions.stepping import locked, open_case
from enforcement.models import LetterKind, Notice, NoticeMove, NoticeSession
from enforcement.queries.letter_words import terms_held
from enforcement.queries.told import told_before
from enforcement.queries.towards import address_facts
from enforcement.rules.deadlines import payment_days
from enforcement.rules.facts import Step
from enforcement.rules.gate_price import old_law, terms_for
from enforcement.rules.provision import pounds
from enforcement.rules.references import reference
from enforcement.rules.regimes import regime_of_notice
from enforcement.rules.service import CannotServe, Method, serve
from enforcement.rules.terms import Terms
from enforcement.rules.threshold import Session
from enforcement.rules.withdrawal import Ground, withdrawal_refusal
from enforcement.workflow import LABELS, MOVES, Move, State, refusal

TEXTS = (
    "equality_note",
    "support_unsuitable_because",
    "support_enough_because",
    "below_because",
    "warning_skipped_because",
)


@transaction.atomic
def prepare_notice(
    *,
    case: Case,
    parent: Parent,
    address: Address,
    sessions: tuple[Session, ...],
    by: Acting,
    because: Mapping[str, str] | None = None,
    equality_considered_on: date | None = None,
    method: Method = Method.FIRST_CLASS,
    issuer_is_authorised: bool = False,
    seen: Mapping[str, Any] | None = None,
    opens_seal: bool = False,
) -> Notice:
    """Prepare a notice to one parent about one child; nothing is sent. The same draft again is the one there is.

    `because` are the reasons that a page asks for, by field. `opens_seal` is the decision to use a sealed address, by
    a person named for it. Raises NotAllowed, and Refused for an address that is not this parent's.
    """
    row = open_case(case, by, Permission.PREPARE_LEGAL)
    require(address.parent_id == parent.pk, "This is not an address of this parent.")
    named = address.pk in by.named(Address)
    require(not address.sealed or named, "The address is sealed, and you are not named for it.")
    about = "excluded" if seen else "absence"
    there: Notice | None = Notice.objects.filter(
        case=row, parent=parent, state=State.DRAFT, about=about
    ).first()
    if there is not None:
        return there
    reasons = {name: (because or {}).get(name, "").strip() for name in TEXTS}
    key = _next_key()
    notice = Notice.objects.create(
        pk=key, reference=reference(key), case=row, pupil=row.pupil, school=row.school, parent=parent, address=address,
        address_opened_by=by.user if address.sealed and opens_seal else None, drafted_by=by.user, agency=by.agency,
        equality_considered_on=equality_considered_on, method=method.name.lower(),
        issuer_is_authorised=issuer_is_authorised, about=about,
        seen=dict(seen) if seen else None, **reasons,
    )  # fmt: skip
    name_sessions(notice, sessions)
    tell(notice, "prepare", f"A penalty notice, {notice.reference}, is being prepared.", by)
    return notice


def _next_key() -> int:
    """The next serial number, from which the reference with its check digits is made."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('enforcement_notice', 'id'))")
        (key,) = cursor.fetchone()
    return int(key)


def name_sessions(notice: Notice, sessions: tuple[Session, ...]) -> None:
    """Write down the sessions that a prepared notice rests on, in place of those named before."""
    NoticeSession.objects.filter(notice=notice).delete()
    NoticeSession.objects.bulk_create(
        NoticeSession(
            notice=notice, pupil_id=notice.pupil_id, parent_id=notice.parent_id, on=day, session=part, code=""
        )
        for day, part in sorted(set(sessions))
    )


def sessions_of(notice: Notice) -> tuple[Session, ...]:
    """The sessions that a notice rests on."""
    return tuple(notice.sessions.order_by("on", "session").values_list("on", "session"))


@transaction.atomic
def issue_notice(*, notice: Notice, by: Acting, signs: list[str] | None = None, version: int) -> Notice:
    """Check and issue a notice as a second person. Every answer of the gate is kept with the decision.

    `signs` are answers that need a sign-off and that this person signs. Issued already by the same click, nothing
    happens. Raises NotAllowed, ChangedMeanwhile, GateShut with every reason, and Refused where the database holds a
    third notice or a session used before.
    """
    row: Notice = locked(notice, by, MOVES["issue"].needs)
    if row.state == State.ISSUED and row.checked_by_id == by.user_id:
        return row
    _may_move(row, MOVES["issue"])
    same_version(row.version, version)
    step = Step.EXCLUDED_NOTICE if row.seen else Step.NOTICE
    sessions = sessions_of(row)
    asked = ask(row, step, sessions, by, checked_by=by.user_id)
    if signs:
        row.signed_off = sorted({*row.signed_off, *sign_off(asked, signs, by)})
        asked = ask(row, step, sessions, by, checked_by=by.user_id)
    row.decision = decide(asked, row.case, row, by)
    answers = answers_on(by.authority_id, by.on)
    terms = terms_for(asked.facts, answers)
    if terms is None:
        raise Refused("The notice has no price: earlier notices are not known.")
    ended = asked.facts.absence.ended_on or by.on
    row.is_old_law = old_law(asked.facts, answers) and not row.seen
    row.regime = regime_of_notice(by.on, offence_ended_on=ended, answers=answers).key
    _price(row, terms)
    row.issued_on, row.checked_by, row.fresh_for = by.on, by.user, _errors_before(row)
    codes = {missed.session: missed.code for missed in asked.facts.absence.sessions}
    for held in row.sessions.all():
        held.code = codes.get((held.on, held.session), "")
        held.save(update_fields=["code"])
    _arrive(row, State.ISSUED)
    place_hold(case=row.case, kind=HoldKind.NOTICE, key=f"notice:{row.pk}", by=by, on=by.on)
    text = f"Penalty notice {row.reference} is issued: {terms.sentence}."
    tell(row, "issue", owing(text, by, LetterKind.NOTICE, notice=row), by)
    record(
        case=row.case,
        kind=EntryKind.LEGAL,
        text="A penalty notice was issued.",
        by=by,
        audience=Audience.SCHOOL,
    )
    return row


def _errors_before(notice: Notice) -> Notice | None:
    """The notice withdrawn for a material error that this one is given anew for."""
    days = notice.sessions.values("on")
    held = Notice.objects.filter(
        parent=notice.parent_id, pupil=notice.pupil_id, state=State.WITHDRAWN, ground="material_error"
    )
    return held.filter(sessions__on__in=days).order_by("-pk").first()


def _price(row: Notice, terms: Terms) -> None:
    row.occasion = terms.occasion.name.lower()
    row.full_amount, row.full_days = terms.full.amount, terms.full.days
    if terms.lower is not None:
        row.lower_amount, row.lower_days = terms.lower.amount, terms.lower.days


@transaction.atomic
def serve_notice(
    *, notice: Notice, sent_on: date, by: Acting, method: Method | None = None, shown_on: date | None = None
) -> Notice:
    """Record how and when a notice was sent: the day of receipt and both payment days follow from the law.

    `shown_on` is the day on which it is shown to have arrived. Raises NotAllowed, and Refused for a day before the
    issue or ahead, or a way that is not in use.
    """
    row: Notice = locked(notice, by, MOVES["serve"].needs)
    if row.state == State.SERVED and row.sent_on == sent_on:
        return row
    _may_move(row, MOVES["serve"])
    require(row.issued_on <= sent_on <= by.on, "It is sent on or after the day of issue, and not ahead.")
    answers = answers_on(by.authority_id, row.issued_on)
    way = method or Method[row.method.upper()]
    try:
        found = serve(way, sent_on, answers=answers, shown_on=shown_on)
    except CannotServe as refused:
        raise Refused(str(refused)) from refused
    days = payment_days(terms_held(row), found.received_on, answers=answers)
    row.method, row.sent_on, row.received_on = way.name.lower(), sent_on, found.received_on
    row.is_presumed, row.lower_until, row.full_until = found.presumed, days.lower_until, days.full_until
    row.times_served += 1
    row.letters.filter(kind="notice", sent_on=None).exclude(file="").update(sent_on=sent_on)
    forget_letters(row, LetterKind.NOTICE)
    _arrive(row, State.SERVED)
    tell(row, "serve", f"Notice {row.reference} is served: {way.value}. {days.sentence}", by)
    return row


@transaction.atomic
def return_notice(*, notice: Notice, came_back_on: date, reason: str, by: Acting) -> Notice:
    """Record that a notice came back: it was not received, and its days begin anew when it is served again."""
    row: Notice = locked(notice, by, MOVES["return"].needs)
    if row.state == State.ISSUED:
        return row
    _may_move(row, MOVES["return"])
    require(bool(reason.strip()), "Say how it is known that it was not received.")
    require(row.sent_on <= came_back_on <= by.on, "It came back after it was sent, and not ahead.")
    row.letters.filter(kind="notice", came_back_on=None).exclude(file="").update(came_back_on=came_back_on)
    row.received_on = row.lower_until = row.full_until = None
    _arrive(row, State.ISSUED)
    text = f"Notice {row.reference} came back: {reason.strip()}"
    tell(row, "return", owing(text, by, LetterKind.NOTICE, notice=row), by)
    return row


@transaction.atomic
def readdress_notice(*, notice: Notice, address: Address, by: Acting) -> Notice:
    """Choose another address of the record for a notice that is to be served again. Raises Refused, NotAllowed."""
    row: Notice = locked(notice, by, Permission.PREPARE_LEGAL)
    require(row.state in (State.DRAFT, State.ISSUED), f"It is “{LABELS[State(row.state)]}”.")
    require(address.parent_id == row.parent_id, "This is not an address of this parent.")
    named = address.pk in by.named(Address)
    facts = address_facts(address, None, opened=named)
    require(not facts.is_sealed or named, "The address is sealed, and you are not named for it.")
    row.address, row.address_opened_by = address, by.user if address.sealed else None
    row.version += 1
    row.save(update_fields=["address", "address_opened_by", "version"])
    tell(row, "readdress", f"Notice {row.reference} goes to another address of the record.", by)
    return row


@transaction.atomic
def drop_notice(*, notice: Notice, reason: str, by: Acting) -> Notice:
    """Decide not to issue a notice, with the reason: the school that asked is told, and a family that waits for one."""
    row: Notice = locked(notice, by, MOVES["drop"].needs, closed=True)
    if row.state == State.DROPPED:
        return row
    _may_move(row, MOVES["drop"])
    require(bool(reason.strip()), "Say why: the reason stays on the record.")
    row.ended_because = reason.strip()
    _arrive(row, State.DROPPED)
    kinds = [LetterKind.NOT_ISSUED] if row.request_id is not None else []
    if row.address_id is not None and told_before(row).is_told:
        kinds.append(LetterKind.NO_NOTICE)
    text = f"Decided not to issue notice {row.reference}: {row.ended_because}"
    tell(row, "drop", owing(text, by, *kinds, notice=row), by)
    return row


@transaction.atomic
def withdraw_notice(*, notice: Notice, ground: Ground, reason: str, by: Acting) -> Notice:
    """Withdraw a notice on one of the lawful grounds; what was paid is refunded. Raises Refused, NotAllowed."""
    row: Notice = locked(notice, by, MOVES["withdraw"].needs, closed=True)
    if row.state == State.WITHDRAWN:
        return row
    _may_move(row, MOVES["withdraw"])
    require(bool(reason.strip()), "Say why: the reason stays on the record.")
    paid = row.state == State.PAID
    said = withdrawal_refusal(ground, by.on, full_until=row.full_until or date.max, is_paid=paid)
    if row.full_until is None and ground is Ground.NO_PROSECUTION:
        said = "It has not been served: nobody could have paid it yet."
    require(not said, said)
    row.ground, row.withdrawn_on, row.ended_because = ground.name.lower(), by.on, reason.strip()
    _arrive(row, State.WITHDRAWN)
    lift_hold(case=row.case, kind=HoldKind.NOTICE, key=f"notice:{row.pk}", by=by, on=by.on)
    give_back(row)
    forget_letters(row, LetterKind.NOTICE, LetterKind.REMINDER, LetterKind.RECEIPT)
    kinds: list[LetterKind] = []
    # Once its letter was made the parent may hold it, whether or not anybody has recorded that it was sent.
    if row.times_served or row.letters.filter(kind=LetterKind.NOTICE).exclude(file="").exists():
        kinds.append(LetterKind.WITHDRAWAL)
    refund = f" {pounds(row.paid_amount)} are to be refunded." if paid else ""
    text = f"Notice {row.reference} is withdrawn: {ground.value}.{refund}"
    tell(row, "withdraw", owing(text, by, *kinds, notice=row), by)
    return row


def _may_move(row: Notice, move: Move) -> None:
    said = refusal(State(row.state), move, LABELS)
    require(not said, said)


def _arrive(row: Notice, state: State) -> None:
    """Write the state; what the database refuses is refused in words."""
    row.state, row.version = state, row.version + 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as refused:
        raise Refused(
            "The record of earlier notices does not allow it: a session is used already, or it would be a third "
            "notice within three years."
        ) from refused


def tell(row: Notice, move: str, text: str, by: Acting) -> None:
    """Write a step into the notice's life and the case's timeline, for those who see legal records."""
    NoticeMove.objects.create(notice=row, on=by.on, move=move, text=text, by=by.user)
    record(
        case=row.case,
        kind=EntryKind.LEGAL,
        text=text,
        by=by,
        audience=Audience.LEGAL,
        link=f"/notices/{row.ref}/",
    )
