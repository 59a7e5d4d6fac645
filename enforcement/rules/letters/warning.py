"""The warning before a notice: the notice to improve, and the penalty warning letter before August 2024."""

from dataclasses import dataclass
from datetime import date

from agencies.documents import Block, Box, Bullets, Heading, Letter, Paragraph
from attendance.rules.dated import day_in_words
from enforcement.rules.letters.parts import Frame, letter, missed_table, own_words
from enforcement.rules.provision import counted
from enforcement.rules.threshold import Session


@dataclass(frozen=True)
class WarningTold:
    """A warning as its letter tells it. `until` is the last day of its period, where the calendar says it."""

    sessions: tuple[tuple[Session, str], ...]
    period: str
    until: date | None
    possible: int
    missed: int
    tolerated: int
    support: tuple[str, ...]
    further_support: str
    target: str
    cost: str

    @property
    def ends(self) -> str:
        """The last day in words, as a clause; empty where no calendar says it."""
        return f", to {day_in_words(self.until)}" if self.until else ""


DUTY = (
    "The law (section 7 of the Education Act 1996) says that parents must make sure that their children of school "
    "age get a full-time education. Children who are in school every day learn more, keep their friends and are safer."
)


def notice_to_improve(frame: Frame, told: WarningTold) -> Letter:
    """The notice to improve (from 19 August 2024), with everything that the guidance asks it to say."""
    child = frame.child.name
    return letter(
        frame,
        "Notice to improve",
        (
            Paragraph(
                f"This letter is a last chance to avoid a penalty notice. {child} has missed too much school without "
                "permission, and this has to change now."
            ),
            Box(f"What has to change: {_target(frame, told)}"),
            *_record(frame, told),
            Heading("Why it matters"),
            Paragraph(DUTY),
            *_support(told),
            *own_words(frame, "What we talked about"),
            Heading("What happens next"),
            Paragraph(
                f"The period is {told.period}{told.ends}. It begins on the day after you get this letter. We look at "
                "the register every school day."
            ),
            Paragraph(
                f"If {child}’s attendance has improved enough by the end, there will be no penalty notice for these "
                "absences. If it has not, you may get one. We do not have to wait until the end: if more sessions are "
                "missed than this letter allows, a penalty notice may come at once."
            ),
            Paragraph(f"{told.cost} If it is not paid, you may be taken to court."),
            *_tell_us(),
        ),
    )


def penalty_warning(frame: Frame, told: WarningTold) -> Letter:
    """The penalty warning letter (before 19 August 2024), by the local code of conduct."""
    child = frame.child.name
    return letter(
        frame,
        "Warning of a penalty notice",
        (
            Paragraph(
                f"{child} has missed school without permission. If this goes on, you may get a penalty notice under "
                "section 444A of the Education Act 1996."
            ),
            Box(f"What has to change: {_target(frame, told)}"),
            *_record(frame, told),
            Heading("Why it matters"),
            Paragraph(DUTY),
            *_support(told),
            *own_words(frame, "What we talked about"),
            Heading("What happens next"),
            Paragraph(
                f"The period is {told.period}{told.ends}. It begins on the day after you get this letter. If {child} "
                "misses more school without permission in it, you may get a penalty notice without a further warning."
            ),
            Paragraph(f"{told.cost} If it is not paid, you may be taken to court."),
            *_tell_us(),
        ),
    )


def _target(frame: Frame, told: WarningTold) -> str:
    if told.target.strip():
        return told.target.strip()
    allowed = "no session" if not told.tolerated else f"not more than {counted(told.tolerated, 'session')}"
    return f"{frame.child.name} must miss {allowed} without permission in the next {told.period}{told.ends}."


def _record(frame: Frame, told: WarningTold) -> tuple[Block, ...]:
    said = f"{frame.child.name} is a pupil of {frame.child.school}."
    if told.possible:
        first = min((day for (day, _), _ in told.sessions), default=None)
        since = f" from {day_in_words(first)}" if first else ""
        said += (
            f" Of {told.possible} sessions{since} up to this letter, {told.missed} were missed without permission. A "
            "session is a morning or an afternoon."
        )
    said += " Missing school without permission is an offence by the parent (section 444 of the Education Act 1996)."
    table = (missed_table(told.sessions),) if told.sessions else ()
    return (Heading("The attendance record"), Paragraph(said), *table)


def _support(told: WarningTold) -> tuple[Block, ...]:
    given: tuple[Block, ...] = (Paragraph("No support has been offered so far."),)
    if told.support:
        given = (Paragraph("This has been offered so far:"), Bullets(told.support))
    further = told.further_support.strip() or (
        "If anything makes it hard for your child to be in school, tell the school or us. We will agree with you what "
        "would help."
    )
    return (Heading("Support"), *given, Paragraph(further))


def _tell_us() -> tuple[Block, ...]:
    return (
        Paragraph(
            "If you think that this letter is wrong, or there was an illness or another reason that the school does "
            "not know of, tell us now."
        ),
    )
