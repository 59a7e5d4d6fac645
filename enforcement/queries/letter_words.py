"""The words of one letter, from its rows: which kind it is, in which state, under which law."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agencies.documents import Letter as Document
from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import IMPROVEMENT_IN_SCHOOL_WEEKS, IMPROVEMENT_TOLERATED
from attendance.rules.enforcement_points import WARNING_LETTER_DAYS as LETTER_DAYS
from attendance.rules.open_point import Answers
from enforcement.models import AttendanceOrder, Letter, LetterKind, Notice, SupportOffer, WarningLetter
from enforcement.queries.absence import Marks
from enforcement.queries.told import told_before
from enforcement.rules.allocation import Outcome as OfMoney
from enforcement.rules.allocation import Reversal
from enforcement.rules.deadlines import PaymentDays, payment_days
from enforcement.rules.letters.after import (
    Undone,
    Withdrawn,
    no_notice,
    not_issued,
    receipt,
    reminder,
    reversed_payment,
    withdrawal,
)
from enforcement.rules.letters.laws import cited
from enforcement.rules.letters.notice import NoticeTold, penalty_notice
from enforcement.rules.letters.parts import Frame
from enforcement.rules.letters.warning import WarningTold, notice_to_improve, penalty_warning
from enforcement.rules.provision import AUGUST_2024, counted
from enforcement.rules.service import CannotServe, Method, serve
from enforcement.rules.support import Outcome
from enforcement.rules.terms import NEW, OLD, Band, Occasion, Terms
from enforcement.rules.threshold import Session
from enforcement.rules.warning import improvement_ends_on, warning_letter_ends_on, weeks_or_default
from enforcement.rules.withdrawal import Ground
from enforcement.workflow import LABELS, WARNING_LABELS, State, WarningState
from enforcement.workflow.orders import AttendanceState

REVERSED = OfMoney.REVERSED.name.lower()


class CannotWrite(ValueError):
    """The letter must not be made as things stand; the message says why and what to do."""


@dataclass(frozen=True)
class Around:
    """What a letter has around its own words, and what the authority decided on the day that selects its law."""

    frame: Frame
    answers: Answers


# In which state of its notice a letter of a kind is sent.
FITS: Mapping[LetterKind, State] = {
    LetterKind.NOTICE: State.ISSUED,
    LetterKind.REMINDER: State.SERVED,
    LetterKind.WITHDRAWAL: State.WITHDRAWN,
    LetterKind.RECEIPT: State.PAID,
    LetterKind.NOT_ISSUED: State.DROPPED,
    LetterKind.NO_NOTICE: State.DROPPED,
    LetterKind.REVERSED: State.SERVED,
}
# In which state of its order a letter of a kind is sent.
FITS_ORDER: Mapping[LetterKind, AttendanceState] = {
    LetterKind.SAO_NOTICE: AttendanceState.DRAFT,
    LetterKind.SAO_SCHOOL: AttendanceState.NOTICED,
    LetterKind.SAO_ORDER: AttendanceState.MADE,
    LetterKind.SAO_TOLD: AttendanceState.MADE,
}


def misfit(kind: LetterKind, prepared: Notice | WarningLetter | AttendanceOrder) -> str:
    """Why a letter of a kind does not go with its notice, warning or order as it stands; empty where it does."""
    if isinstance(prepared, AttendanceOrder):
        return "" if FITS_ORDER.get(kind) == prepared.state else f"The order is “{prepared.label}”."
    if isinstance(prepared, WarningLetter):
        fits = kind is LetterKind.WARNING and prepared.state == WarningState.ISSUED
        return "" if fits else f"The warning is “{WARNING_LABELS[WarningState(prepared.state)]}”."
    fits = FITS.get(kind) == prepared.state
    return "" if fits else f"The notice is “{LABELS[State(prepared.state)]}”."


def terms_held(notice: Notice) -> Terms:
    """The terms that a notice was issued under, as it holds them."""
    lower = None
    if notice.lower_amount is not None and notice.lower_days is not None:
        lower = Band(notice.lower_amount, notice.lower_days)
    occasion = Occasion[notice.occasion.upper()]
    return Terms(
        None, occasion, lower, Band(notice.full_amount, notice.full_days), "", occasion is not Occasion.ANY
    )


def days_held(notice: Notice) -> PaymentDays:
    """The payment days of a served notice, as it holds them."""
    return PaymentDays(terms_held(notice), notice.received_on, notice.lower_until, notice.full_until)


def _notice_of(letter: Letter) -> Notice:
    notice: Notice | None = letter.notice
    if notice is None:
        raise CannotWrite("The letter belongs to no notice.")
    if said := misfit(LetterKind(letter.kind), notice):
        raise CannotWrite(said)
    return notice


def notice_words(letter: Letter, around: Around) -> Document:
    """The notice itself, with both payment days if it is sent on the day of the letter."""
    notice = _notice_of(letter)
    try:
        service = serve(Method[notice.method.upper()], letter.on, answers=around.answers)
    except CannotServe as refused:
        raise CannotWrite(str(refused)) from refused
    before = [each for each in notice.letters.all() if each.kind == LetterKind.NOTICE and each.came_back_on]
    last = max(before, key=lambda each: each.number, default=None)
    told = NoticeTold(
        law=cited(notice.issued_on, is_old_law=notice.is_old_law, is_excluded=bool(notice.seen)),
        issued_on=notice.issued_on,
        issuer=", ".join(around.frame.signed),
        days=payment_days(terms_held(notice), service.received_on, answers=around.answers),
        service=service,
        sessions=tuple(((each.on, each.session), each.code) for each in notice.sessions.all()),
        seen_on=date.fromisoformat(notice.seen["seen_on"]) if notice.seen else None,
        came_back_on=last.came_back_on if last else None,
        first_sent_on=last.sent_on if last else None,
    )
    return penalty_notice(around.frame, told)


def after_words(letter: Letter, around: Around) -> Document:
    """What follows a notice: a reminder, a confirmation, a withdrawal, the word to the school."""
    notice, frame = _notice_of(letter), around.frame
    match LetterKind(letter.kind):
        case LetterKind.RECEIPT:
            return receipt(frame, _known(notice.paid_on), notice.paid_amount)
        case LetterKind.WITHDRAWAL:
            told = Withdrawn(
                notice.issued_on, _known(notice.withdrawn_on), Ground[notice.ground.upper()], notice.paid_amount or 0
            )  # fmt: skip
            return withdrawal(frame, told)
        case LetterKind.NOT_ISSUED:
            return not_issued(frame)
        case LetterKind.NO_NOTICE:
            return no_notice(frame, told_before(notice))
        case LetterKind.REVERSED:
            return reversed_payment(frame, _undone(notice))
    try:
        return reminder(frame, notice.issued_on, days_held(notice))
    except ValueError as passed:
        raise CannotWrite(str(passed)) from passed


def _undone(notice: Notice) -> Undone:
    """A payment that did not stand, from the last of its parts that were undone."""
    part = notice.parts.filter(outcome=REVERSED).select_related("payment").order_by("-pk").first()
    if part is None or notice.reversed_on is None:
        raise CannotWrite("The record does not say that a payment did not stand.")
    how = Reversal.BANK if part.payment.reversed else Reversal.IN_ERROR
    return Undone(
        part.payment.received_on, part.amount, how, days_held(notice), _known(notice.no_charge_until)
    )


def _known(day: date | None) -> date:
    if day is None:
        raise CannotWrite("The record does not say on which day.")
    return day


def warning_words(
    letter: Letter, around: Around, marks: Marks | None, offers: Sequence[SupportOffer]
) -> Document:
    """The warning: a notice to improve now, a penalty warning letter under the law before August 2024."""
    warning: WarningLetter | None = letter.warning
    if warning is None:
        raise CannotWrite("The letter belongs to no warning.")
    if said := misfit(LetterKind.WARNING, warning):
        raise CannotWrite(said)
    is_new = warning.issued_on is not None and warning.issued_on >= AUGUST_2024
    told = _told(letter, warning, around, marks, offers, is_new=is_new)
    return (notice_to_improve if is_new else penalty_warning)(around.frame, told)


def _told(
    letter: Letter,
    warning: WarningLetter,
    around: Around,
    marks: Marks | None,
    offers: Sequence[SupportOffer],
    *,
    is_new: bool,
) -> WarningTold:
    answers, sessions = around.answers, sessions_held(warning)
    first = min((day for day, _ in sessions), default=letter.on)
    codes = {session: marks.code(session) if marks else "" for session in sessions}
    weeks = weeks_or_default(warning.weeks, answers)
    days = counted(answers.to(LETTER_DAYS), "school day")
    school_weeks = f"{counted(weeks, 'school week')} ({counted(weeks * 5, 'school day')})"
    period = school_weeks if answers.to(IMPROVEMENT_IN_SCHOOL_WEEKS) else counted(weeks, "week")
    tolerated = warning.tolerated if warning.tolerated is not None else answers.to(IMPROVEMENT_TOLERATED)
    return WarningTold(
        sessions=tuple((session, codes[session]) for session in sessions),
        period=period if is_new else days,
        until=_until(letter.on, weeks, marks, answers, is_new=is_new),
        possible=marks.possible_between(first, letter.on) if marks else 0,
        missed=len(marks.between(first, letter.on)) if marks else len(sessions),
        tolerated=tolerated,
        support=tuple(_offer(offer) for offer in offers),
        further_support=warning.further_support,
        target=warning.target,
        cost=_cost(letter.on, is_new=is_new),
    )


def sessions_held(warning: WarningLetter) -> tuple[Session, ...]:
    """The sessions that a warning rests on, from plain values: a day and 0 or 1 each."""
    return tuple(sorted((date.fromisoformat(str(day)), int(part)) for day, part, *_ in warning.sessions))


def _until(sent_on: date, weeks: int, marks: Marks | None, answers: Answers, *, is_new: bool) -> date | None:
    """The last day of the period if the letter is posted on its day; None where no calendar reaches so far."""
    if marks is None:
        return None
    received_on = serve(Method.FIRST_CLASS, sent_on, answers=answers).received_on
    try:
        if is_new:
            return improvement_ends_on(received_on, weeks, marks.calendars, answers=answers)
        return warning_letter_ends_on(received_on, marks.calendars, answers=answers)
    except LookupError:
        return None


def _offer(offer: SupportOffer) -> str:
    return f"{day_in_words(offer.offered_on)}: {offer.what} ({Outcome[offer.outcome.upper()].value})"


def _cost(on: date, *, is_new: bool) -> str:
    """What a notice would cost, by the law of the day."""
    rows = [row for row in (NEW if is_new else OLD) if row.from_ is not None and row.from_ <= on]
    terms = max((row for row in rows if row.lower is not None), key=lambda row: row.from_ or on)
    return f"A penalty notice costs {terms.sentence}{', for each parent and each child' if is_new else ''}."
