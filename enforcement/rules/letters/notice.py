"""The penalty notice itself: everything that the regulations ask for, in words that a parent understands."""

from dataclasses import dataclass
from datetime import date

from agencies.documents import Block, Box, Bullets, Facts, Heading, Letter, Paragraph
from attendance.rules.dated import day_in_words
from enforcement.rules.deadlines import PaymentDays
from enforcement.rules.letters.laws import COURT, COURT_EXCLUDED, GROUNDS, Cited
from enforcement.rules.letters.parts import Frame, letter, listed, missed_table, own_words
from enforcement.rules.provision import pounds
from enforcement.rules.service import Method, Service
from enforcement.rules.terms import Occasion
from enforcement.rules.threshold import Session


@dataclass(frozen=True)
class NoticeTold:
    """A notice as its letters tell it. `seen_on` is the day in public of an excluded pupil."""

    law: Cited
    issued_on: date
    issuer: str
    days: PaymentDays
    service: Service
    sessions: tuple[tuple[Session, str], ...] = ()
    seen_on: date | None = None
    came_back_on: date | None = None
    first_sent_on: date | None = None

    @property
    def terms_words(self) -> str:
        """The amounts and their days, as the box says them."""
        lower, full = self.days.terms.lower, self.days.terms.full
        if lower is None or self.days.lower_until is None:
            return f"Pay {pounds(full.amount)} by {day_in_words(self.days.full_until)}."
        return (
            f"Pay {pounds(lower.amount)} by {day_in_words(self.days.lower_until)}.\n"
            f"After that, pay {pounds(full.amount)} by {day_in_words(self.days.full_until)}."
        )


def penalty_notice(frame: Frame, told: NoticeTold) -> Letter:
    """The letter that is the notice; a second service of it says that its days begin anew."""
    return letter(
        frame,
        "Penalty notice",
        (
            *_opening(frame, told),
            Box(told.terms_words),
            Paragraph(_counted(told)),
            *_offence(frame, told),
            *own_words(frame, "More about our decision"),
            *how_to_pay(frame),
            *_consequences(frame, told),
            *withdrawal_words(),
        ),
        is_signed=False,
    )


def _opening(frame: Frame, told: NoticeTold) -> tuple[Block, ...]:
    about = "being in a public place while excluded from" if told.seen_on else "absence from"
    said = [
        f"This notice is about {frame.child.name}’s {about} {frame.child.school}. If you pay it in time you "
        "cannot be taken to court for this.",
        f"It is given to you as a parent, under {told.law.sentence}. Each parent may get a notice of their own, "
        "for each child.",
    ]
    if told.came_back_on:
        sent = f" on {day_in_words(told.first_sent_on)}" if told.first_sent_on else ""
        said.insert(
            0,
            f"We posted this notice{sent} and it came back to us on {day_in_words(told.came_back_on)}. This is the "
            "same notice, sent to you again. Your days to pay begin anew. If you have paid already, tell us.",
        )
    return tuple(Paragraph(each) for each in said)


def _counted(told: NoticeTold) -> str:
    """From which day the payment days run, and what to do where the letter came later."""
    days, terms = told.days, told.days.terms
    lengths = [str(band.days) for band in (terms.lower, terms.full) if band is not None]
    counts = "counting that day as day 1" if terms.receipt_day_counts else "not counting that day"
    how = told.service.method.value
    day = day_in_words(days.received_on)
    taken = f"We take it that you get this letter on {day} ({how})."
    if told.service.method is Method.BY_HAND:
        taken = f"You were given this letter on {day}."
    later = " If you got it on a later day, tell us: your days run from the day you got it."
    return (
        f"{taken} You have {listed(lengths, 'or')} days from then, {counts}. The last day is not moved if it is a "
        f"weekend or a holiday.{later if told.service.presumed else ''}"
    )


def _offence(frame: Frame, told: NoticeTold) -> tuple[Block, ...]:
    child = frame.child
    rows = [
        ("Parent", frame.reader.lines[0]),
        ("Parent’s address", ", ".join(frame.reader.lines[1:])),
        ("Child", child.name),
        *([("Child’s address", child.home)] if child.home else []),
        ("School", child.school),
        ("Offence", _offence_words(frame, told)),
        ("Date of this notice", day_in_words(told.issued_on)),
        ("Given by", told.issuer),
    ]
    table = () if told.seen_on else (missed_table(told.sessions),)
    return (Heading("What this notice is about"), Facts(tuple(rows)), *table)


def _offence_words(frame: Frame, told: NoticeTold) -> str:
    child = frame.child
    if told.seen_on is not None:
        return (
            f"{child.name} was in a public place in school hours on {day_in_words(told.seen_on)}, in the first five "
            "school days of an exclusion, without reasonable justification."
        )
    days = sorted(day for (day, _), _ in told.sessions)
    span = f"on {day_in_words(days[0])}" if days[0] == days[-1] else _between(days[0], days[-1])
    return (
        f"{child.name} failed to attend regularly at {child.school} {span}: {len(told.sessions)} sessions were "
        "missed without permission. A session is a morning or an afternoon."
    )


def _between(first: date, last: date) -> str:
    return f"from {day_in_words(first)} to {day_in_words(last)}"


def how_to_pay(frame: Frame) -> tuple[Block, ...]:
    """How the money reaches the authority, and with which reference."""
    return (
        Heading("How to pay"),
        Paragraph(f"Give the reference {frame.reference} when you pay. {frame.head.how_to_pay.strip()}"),
        Paragraph("Pay the whole amount at once. We cannot take part of it, or instalments."),
    )


def _consequences(frame: Frame, told: NoticeTold) -> tuple[Block, ...]:
    end = day_in_words(told.days.full_until)
    court = COURT_EXCLUDED if told.seen_on else COURT
    said = [
        f"If you pay the right amount in time, that is the end of it: you cannot be convicted of the offence in "
        f"this notice, for {frame.child.name} and these dates.",
        f"If the whole amount has not reached us by {end}, we must either take you to court for the offence, or "
        f"withdraw the notice. Not paying is not an offence in itself. {court}",
    ]
    match told.days.terms.occasion:
        case Occasion.FIRST:
            said.append(
                f"This is your first notice for {frame.child.name} within three years. A second one within three "
                "years would cost £160, with no lower amount. After two there can be no third within three years: "
                "we would consider court or another step."
            )
        case Occasion.SECOND:
            said.append(
                f"This is your second notice for {frame.child.name} within three years, so there is no lower "
                "amount. There can be no third within three years: we would consider court or another step."
            )
    return (Heading("What happens if you pay, and if you do not"), *(Paragraph(each) for each in said))


def withdrawal_words() -> tuple[Block, ...]:
    """When the notice can be withdrawn; nobody hears an appeal against it."""
    return (
        Heading("If you think this notice is wrong"),
        Paragraph("There is no appeal against a penalty notice. We must withdraw it if:"),
        Bullets(GROUNDS),
        Paragraph(
            "Tell us as soon as you can why you think so, and whether there was an illness or another reason for the "
            "absence that we do not know of. You can get independent advice from a solicitor or Citizens Advice."
        ),
    )
