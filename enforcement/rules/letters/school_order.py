"""The papers of a school attendance order: the two notices before it, and the order itself.

Sources: Education Act 1996 s437(1) to (4) and (6) as published at legislation.gov.uk; what a notice of the intended
school has to say (s438(2) to (6)), the defence and the fine (s443) and the revocation (s442) as generally known;
another school in place of the one named (s440) as published. The order is made "in such form as may be
prescribed" (s437(3)): no regulations that prescribe one were found, so the order holds what the
section itself asks of it.
"""

from dataclasses import dataclass
from datetime import date

from agencies.documents import Block, Box, Bullets, Facts, Heading, Letter, Paragraph
from attendance.rules.dated import day_in_words
from enforcement.rules.attendance_orders import NOTICE_DAYS, notice_ends_on
from enforcement.rules.letters.parts import Frame, letter, own_words
from enforcement.rules.offences import PENALTIES, Offence
from enforcement.rules.provision import pounds

FINE = pounds(PENALTIES[Offence.BREACH_OF_ORDER].fine)
HELP = (
    "You can get independent advice from a solicitor or Citizens Advice. If you do not understand this letter, or "
    "need it in another form or language, tell us."
)


@dataclass(frozen=True)
class SchoolTold:
    """A school as a parent reads it: its name and where it is."""

    name: str
    place: str


@dataclass(frozen=True)
class FirstTold:
    """The first notice: when it is taken to arrive by post, how many days it gives, and why it is sent."""

    received_on: date
    days: int
    because: str


@dataclass(frozen=True)
class SchoolNoticeTold:
    """The notice of the intended school, after a first notice that was served on a day."""

    received_on: date
    first_served_on: date
    school: SchoolTold
    because: str


@dataclass(frozen=True)
class OrderTold:
    """The order: the notices before it, its day, and the school that it names; `chosen` where the parent chose it."""

    first_served_on: date
    school_served_on: date
    made_on: date
    school: SchoolTold
    chosen: bool = False


def first_notice(frame: Frame, told: FirstTold) -> Letter:
    """The notice to satisfy the authority that the child receives suitable education (s437(1), (2))."""
    child = frame.child.name
    return letter(
        frame,
        "Notice to show us how your child is being educated",
        (
            Paragraph(
                f"This is a formal notice under section 437(1) of the Education Act 1996. It is about {child} and is "
                "given to you as a parent."
            ),
            Paragraph(
                "The law says that every child of school age must get a suitable full-time education, at school or in "
                f"another way, such as at home. It appears to us that {child} is not getting one."
            ),
            Box(
                f"You must show us within {told.days} days that {child} is getting a suitable education: by "
                f"{_last(told.received_on, told.days)} if this comes by post."
            ),
            Paragraph(_counted(told.received_on, told.days)),
            Heading("Why we send you this notice"),
            Paragraph(told.because),
            *_what_to_send(frame),
            *own_words(frame),
            *_after_first(frame),
        ),
    )


def _last(received_on: date, days: int) -> str:
    return day_in_words(notice_ends_on(received_on, days))


def _counted(received_on: date, days: int) -> str:
    """From which day the days run and which is the last, for a letter in the post and for one handed over."""
    return (
        "The day on which you get this notice counts as day 1. If it comes by post we take it that you get it on "
        f"{day_in_words(received_on)}, and your last day is {_last(received_on, days)}. If it is handed to you, that "
        "day is day 1. If you get it on a later day, tell us: your days run from the day you get it. Weekends and "
        "holidays count."
    )


def _what_to_send(frame: Frame) -> tuple[Block, ...]:
    child = frame.child.name
    return (
        Heading("What you can send us"),
        Paragraph(
            "“Suitable” means efficient, full-time, and right for your child’s age, ability and aptitude, and for any "
            "special educational needs. It does not have to be like school. You can send us any of these, or ask us to "
            "meet you:"
        ),
        Bullets(
            (
                f"the name of the school where {child} is a pupil, if there is one",
                f"what {child} learns, when, where, and who teaches it",
                f"examples of {child}’s work",
                "a report of somebody who knows the education that is given",
            )
        ),
        Paragraph(f"Give the reference {frame.reference}. Our address is at the top of this letter."),
    )


def _after_first(frame: Frame) -> tuple[Block, ...]:
    child = frame.child.name
    return (
        Heading("What happens next"),
        Paragraph(
            "If what you show us in time satisfies us, we go no further with this notice, and tell you so."
        ),
        Paragraph(
            f"If it does not, and we think that {child} should go to school, we must serve a school attendance order. "
            "It would tell you to make your child a pupil of the school that it names. Before that we write to you "
            f"again to say which school that would be, and you would have {NOTICE_DAYS} days to choose another. Not "
            f"doing what an order says is an offence, with a fine of up to {FINE}."
        ),
        Paragraph(
            f"If you would like {child} to go to school, tell us now. We will help you to find a place."
        ),
        Paragraph(HELP),
    )


def school_notice(frame: Frame, told: SchoolNoticeTold) -> Letter:
    """The notice of the school that is to be named, with the effect of s438(3) to (6). It offers no other school."""
    child = frame.child.name
    return letter(
        frame,
        "Notice of the school we intend to name",
        (
            Paragraph(
                f"This is a formal notice under section 438 of the Education Act 1996. It is about {child}."
            ),
            Paragraph(
                f"On {day_in_words(told.first_served_on)} we served a notice on you that asked you to show us how "
                f"{child} is being educated. You have not satisfied us within its time that the education is suitable. "
                f"We think that {child} should go to school. So we intend to serve a school attendance order on you, "
                "which tells you to make your child a pupil of the school that it names."
            ),
            Facts((("School we intend to name", told.school.name), ("Where it is", told.school.place))),
            Box(
                f"You have {NOTICE_DAYS} days to choose another school: to {_last(told.received_on, NOTICE_DAYS)} if "
                "this comes by post."
            ),
            Paragraph(_counted(told.received_on, NOTICE_DAYS)),
            Heading(f"Why we think that {child} should go to school"),
            Paragraph(told.because),
            *_other_schools(frame),
            *own_words(frame),
            Heading("What happens next"),
            Paragraph(
                f"If you choose no other school in one of these ways, the order names {told.school.name}. Not doing "
                f"what an order says is an offence, with a fine of up to {FINE}. If you show us that {child} is "
                "getting a suitable education, at school or in another way, tell us at once: we look at it before "
                "anything else is done."
            ),
            Paragraph(HELP),
        ),
    )


def _other_schools(frame: Frame) -> tuple[Block, ...]:
    """What a parent may do within the fifteen days, and which school the order must name then (s438(4) to (6))."""
    child = frame.child.name
    return (
        Heading("How to choose another school"),
        Paragraph(
            "We name no list of schools for you to choose from. The order must name another school if you do one of "
            f"these things within the {NOTICE_DAYS} days and a place is offered because of it:"
        ),
        Bullets(
            (
                f"you apply for a place for {child} at another school that a local authority maintains. If it is not "
                "ours, tell us that you have applied",
                "you apply to us for a place at a school that no local authority maintains, and the rules say that we "
                "pay its fees",
                "you apply for a place at any other school that no local authority maintains, such as an academy or an "
                f"independent school. It has to be right for {child}’s age, ability and aptitude, and for any special "
                "educational needs, and you have to tell us that the place is offered",
            )
        ),
    )


def order(frame: Frame, told: OrderTold) -> Letter:
    """The order itself, with what it means not to comply (s443), and how it is changed or revoked (ss440, 442)."""
    child = frame.child.name
    return letter(
        frame,
        "School attendance order",
        (
            Paragraph(
                f"{frame.head.authority} makes this order under section 437(3) of the Education Act 1996."
            ),
            Box(f"You must make {child} a registered pupil of {told.school.name}."),
            *_order_facts(frame, told),
            *_recitals(frame, told),
            Heading("What you must do now"),
            Paragraph(
                f"Get in touch with {told.school.name} as soon as you get this order, and agree the day on which "
                f"{child} starts. If a local authority maintains the school, it has to admit your child."
            ),
            *own_words(frame),
            *_offence(frame),
            *_ends(frame),
            Paragraph(HELP),
        ),
    )


def _order_facts(frame: Frame, told: OrderTold) -> tuple[Block, ...]:
    rows = [
        ("Parent", frame.reader.lines[0]),
        ("Parent’s address", ", ".join(frame.reader.lines[1:])),
        ("Child", frame.child.name),
        *([("Child’s address", frame.child.home)] if frame.child.home else []),
        ("School named", told.school.name),
        ("Where it is", told.school.place),
        ("Date of the order", day_in_words(told.made_on)),
    ]
    return (Facts(tuple(rows)),)


def _recitals(frame: Frame, told: OrderTold) -> tuple[Block, ...]:
    child = frame.child.name
    chosen = "This order names the school that you chose." if told.chosen else "This order names that school."
    return (
        Heading("Why we make this order"),
        Paragraph(
            f"On {day_in_words(told.first_served_on)} we served a notice on you under section 437(1). You have not "
            f"satisfied us within its time that {child} is receiving suitable education. In our opinion it is "
            f"expedient that {child} should attend school. On {day_in_words(told.school_served_on)} we served a "
            f"notice on you under section 438 of the school that we intended to name, and you had "
            f"{NOTICE_DAYS} days to choose another. {chosen}"
        ),
    )


def _offence(frame: Frame) -> tuple[Block, ...]:
    return (
        Heading("If you do not do what this order says"),
        Paragraph(
            "Not doing what this order requires is an offence (section 443). You can be taken to court and fined up to "
            f"{FINE}. You are not guilty if you prove that {frame.child.name} is receiving suitable education in "
            "another way than at school. Before we go to court we must consider asking the family court for an "
            "education supervision order instead, or as well."
        ),
    )


def _ends(frame: Frame) -> tuple[Block, ...]:
    child = frame.child.name
    return (
        Heading("How long this order lasts"),
        Paragraph(
            f"It lasts for as long as {child} is of compulsory school age, unless we revoke it, a court directs that "
            "it ends, or an education supervision order is made."
        ),
        Heading("How to ask us to end it"),
        Paragraph(
            "You can ask us at any time to revoke this order because arrangements have been made for "
            f"{child} to receive suitable education in another way than at school (section 442). Write to us at the "
            f"address at the top, give the reference {frame.reference}, and say what the arrangements are. We must "
            "revoke it unless we are of the opinion that they are not satisfactory. If we refuse, you may refer the "
            "question to the Secretary of State for Education, who decides it."
        ),
        Heading("How to ask for another school"),
        Paragraph(
            f"If {child} is offered a place at another school that you applied for, you can ask us to put that school "
            "in the order in place of this one (section 440). Until we do, this order stands as it is."
        ),
    )


def school_told(frame: Frame, made_on: date, parent: str) -> Letter:
    """The word to the governing body and head teacher of the school that an order names (s437(5), (6))."""
    child = frame.child.name
    return letter(
        frame,
        "A school attendance order names your school",
        (
            Paragraph(
                f"On {day_in_words(made_on)} we made a school attendance order about {child}. It is made to {parent}, "
                "who has to make the child a registered pupil of your school."
            ),
            Box(
                "Please tell your governing body. If a local authority maintains your school, it has to admit the "
                "child."
            ),
            Paragraph(
                "We tell you so under section 437(5) of the Education Act 1996; the duty to admit is in section "
                "437(6). It does not affect your power to exclude a pupil who is registered already."
            ),
            *own_words(frame),
            Heading("What we ask of you"),
            Bullets(
                (
                    "agree with the parent the day on which the child starts, and enter it in the admission register",
                    "tell us on that day that the child has started",
                    "tell us if nobody has got in touch with you within 10 school days",
                )
            ),
            Paragraph(f"Give the reference {frame.reference}."),
        ),
    )
