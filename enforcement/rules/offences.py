"""The offences of absence and against orders by the day of the offence: elements, defences, penalty, procedure.

Sources: Education Act 1996 ss443 and 444 as they stood; Children Act 1989 Schedule 3 paragraph 18; Isle of Wight
Council v Platt [2017] UKSC 28, of 6 April 2017.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from attendance.rules.dated import in_force
from enforcement.rules.provision import Basis, Provision
from enforcement.rules.regimes import STARTED

PLATT = date(2017, 4, 6)
DEFENCES_PROVED_BY_PARENT = date(2006, 11, 8)
TRAVEL_DUTY = date(2007, 9, 1)
SINGLE_JUSTICE = date(2015, 4, 13)


class Offence(Enum):
    """What a parent may be charged with."""

    FAILURE = "s444(1)"
    KNOWING_FAILURE = "s444(1A)"
    BREACH_OF_ORDER = "s443"
    DIRECTIONS = "sch3p18"


class Rests(Enum):
    """What an offence rests on: sessions missed, or failures to keep an order."""

    SESSIONS = "sessions"
    SCHOOL_ORDER = "school attendance order"
    SUPERVISION = "education supervision order"


RESTS_ON: Mapping[Offence, Rests] = {
    Offence.FAILURE: Rests.SESSIONS,
    Offence.KNOWING_FAILURE: Rests.SESSIONS,
    Offence.BREACH_OF_ORDER: Rests.SCHOOL_ORDER,
    Offence.DIRECTIONS: Rests.SUPERVISION,
}
FOR_ABSENCE = tuple(each.value for each in Offence if RESTS_ON[each] is Rests.SESSIONS)
"""The words of the offences that rest on sessions."""
IN_LAW: Mapping[Offence, str] = {
    Offence.FAILURE: "Education Act 1996, section 444(1)",
    Offence.KNOWING_FAILURE: "Education Act 1996, section 444(1A)",
    Offence.BREACH_OF_ORDER: "Education Act 1996, section 443(1)",
    Offence.DIRECTIONS: "Children Act 1989, Schedule 3, paragraph 18",
}
"""Where each offence stands in the law, as a court reads it."""
SUPERVISION_FIRST = frozenset({Offence.FAILURE, Offence.KNOWING_FAILURE, Offence.BREACH_OF_ORDER})
"""Before these a supervision order is considered (s447(1)); paragraph 18 presumes that there is one."""
PARENTING_AFTER = SUPERVISION_FIRST
"""On conviction for these a parenting order may be made; it names sections 443 and 444, and not paragraph 18."""


@dataclass(frozen=True)
class Reading:
    """What "regularly" means for an offence from a day on; ``is_rules`` says "as the rules require"."""

    from_: date | None
    is_rules: bool
    provision: Provision


READINGS = (
    Reading(
        STARTED,
        False,
        Provision(
            "regularly-before-platt",
            "Regularly: sufficiently often",
            STARTED,
            "Courts leaned to 'sufficiently often': a high percentage may answer the charge, and a lawyer "
            "judges each case.",
            "The older readings as set out in Isle of Wight v Platt",
            Basis.UNVERIFIED,
            until=date(2017, 4, 5),
            is_older=True,
        ),
    ),
    Reading(
        PLATT,
        True,
        Provision(
            "regularly-platt",
            "Regularly, from April 2017",
            PLATT,
            "Regularly means in accordance with the attendance rules; a high percentage is no defence.",
            "Isle of Wight Council v Platt [2017] UKSC 28",
        ),
    ),
)


@dataclass(frozen=True)
class Element:
    """Something that one side must prove in court."""

    key: str
    sentence: str
    parent_proves: bool = False


_OF_AGE = Element("compulsory-age", "The child was of compulsory school age on every session charged.")
_REGISTERED = Element("registered", "The child was a registered pupil of the school.")
_FAILED = Element("failed-to-attend", "The child failed to attend regularly at the school.")
_PARENT = Element("parent", "The accused is a parent of the child in law.")
_KNEW = Element("knew", "The parent knew that the child was failing to attend.")
_DID_NOT_CAUSE = Element("did-not-cause", "The parent failed to cause the child to attend.")
_UNJUSTIFIED = Element("unjustified", "The parent had no reasonable justification.")
_LEAVE = Element("leave", "The child had leave.")
_RELIGION = Element("religion", "The day was one of religious observance of the parent's religious body.")
_NO_TRANSPORT = Element(
    "walking-distance",
    "The school was beyond walking distance and the authority made no suitable arrangement.",
    parent_proves=True,
)
_TRAVEL = Element("travel-duty", "The authority broke its duty to arrange travel.", parent_proves=True)
_UNWELL = Element("sickness", "The child was unwell, or the cause was unavoidable.")
_UNWELL_PROVED = Element(
    "sickness", "The child was unwell, or the cause was unavoidable (2A).", parent_proves=True
)
_JUSTIFIED = Element("justification", "The parent had a reasonable justification (1B).", parent_proves=True)
_TRADE = Element(
    "no-fixed-abode", "The parent's trade requires travel, and the child attended as often as it permits."
)
_EDUCATED = Element("educated-otherwise", "The child is suitably educated otherwise.", parent_proves=True)
_AGE_ON_DAYS = Element("compulsory-age", "The child was of compulsory school age on every day charged.")
_SERVED = Element("order-served", "A school attendance order was made and served on the parent.")
_NOT_DONE = Element(
    "order-breached",
    "While the order was in force the child was not made a registered pupil of the school named.",
)
_SUPERVISED = Element("order-in-force", "An education supervision order was in force about the child.")
_DIRECTED = Element("directed", "The supervisor gave the parents a direction under it.")
_PERSISTENT = Element("persistent", "The parent persistently failed to comply with the direction.")
_STEPS = Element("reasonable-steps", "The parent took all reasonable steps.", parent_proves=True)
_UNREASONABLE = Element("unreasonable-direction", "The direction was unreasonable.", parent_proves=True)
_CLASH = Element(
    "other-order",
    "The parent complied with a requirement of a supervision order, and could not reasonably comply with both.",
    parent_proves=True,
)
_OF_ORDERS: Mapping[Offence, tuple[tuple[Element, ...], tuple[Element, ...]]] = {
    Offence.BREACH_OF_ORDER: ((_AGE_ON_DAYS, _SERVED, _NOT_DONE, _PARENT), (_EDUCATED,)),
    Offence.DIRECTIONS: (
        (_AGE_ON_DAYS, _SUPERVISED, _DIRECTED, _PERSISTENT, _PARENT),
        (_STEPS, _UNREASONABLE, _CLASH),
    ),
}
"""What is proved, and what answers the charge, for an offence against an order."""


def reading_on(offence_on: date) -> Reading:
    """What "regularly" meant on the day of an offence."""
    return in_force(READINGS, offence_on)


def elements(offence: Offence, offence_on: date) -> tuple[Element, ...]:
    """What the authority must prove for an offence of a day.

    Before 8 November 2006, when the text with the parent's defences was first seen, the absence of
    justification was part of the offence under (1A).
    """
    if offence in _OF_ORDERS:
        return _OF_ORDERS[offence][0]
    found = (_OF_AGE, _REGISTERED, _FAILED, _PARENT)
    if offence is Offence.FAILURE:
        return found
    knowing = (*found, _KNEW, _DID_NOT_CAUSE)
    return knowing if offence_on >= DEFENCES_PROVED_BY_PARENT else (*knowing, _UNJUSTIFIED)


def defences(offence: Offence, offence_on: date) -> tuple[Element, ...]:
    """What answers a charge of a day, and whether the parent proves it."""
    if offence in _OF_ORDERS:
        return _OF_ORDERS[offence][1]
    proved = offence_on >= DEFENCES_PROVED_BY_PARENT
    transport = _TRAVEL if offence_on >= TRAVEL_DUTY else _NO_TRANSPORT
    common = (_LEAVE, _UNWELL_PROVED if proved else _UNWELL, _RELIGION, transport, _TRADE)
    return (*common, _JUSTIFIED) if offence is Offence.KNOWING_FAILURE and proved else common


@dataclass(frozen=True)
class Penalty:
    """The greatest penalty on conviction: the level of fine, its amount in pence, months of imprisonment."""

    level: int
    fine: int
    months: int = 0


PENALTIES = {
    Offence.FAILURE: Penalty(3, 100_000),
    Offence.KNOWING_FAILURE: Penalty(4, 250_000, months=3),
    Offence.BREACH_OF_ORDER: Penalty(3, 100_000),
    Offence.DIRECTIONS: Penalty(3, 100_000),
}

ONE_FAILURE = Provision(
    "s444-1",
    "Failure to attend regularly, s444(1)",
    STARTED,
    "The parent of a registered pupil of compulsory school age who fails to attend regularly is guilty, "
    "whatever the parent knew. The greatest penalty is a fine at level 3, £1,000.",
    "Education Act 1996 s444(1)",
    is_older=True,
)
KNOWING_FAILURE = Provision(
    "s444-1a",
    "Knowing failure, s444(1A)",
    STARTED,
    "The parent also knows of the failure and fails to cause the child to attend. The greatest penalty is a "
    "fine at level 4, £2,500, and up to three months in prison.",
    "Education Act 1996 s444(1A)",
    is_older=True,
)
DEFENCES_2006 = Provision(
    "defences-2a-1b",
    "Defences that the parent proves",
    DEFENCES_PROVED_BY_PARENT,
    "The parent proves sickness or unavoidable cause (2A), and reasonable justification against (1A) (1B). "
    "Before, absence of justification was for the prosecution.",
    "Education Act 1996 s444(2A) and (1B), in the text seen for 8 November 2006",
)
BY_SUMMONS = Provision(
    "by-summons",
    "By summons to a full court",
    STARTED,
    "Every prosecution goes to a full magistrates' court by summons; there is no procedure on the papers.",
    "Magistrates' Courts Act 1980 s1",
    Basis.UNVERIFIED,
    until=date(2015, 4, 12),
    is_older=True,
)
SINGLE_JUSTICE_ONLY = Provision(
    "single-justice",
    "Single justice procedure",
    SINGLE_JUSTICE,
    "A single justice may try only an offence that no prison sentence can follow: section 443, section 444(1) and "
    "paragraph 18, and not section 444(1A).",
    "Criminal Justice and Courts Act 2015",
    Basis.UNVERIFIED,
)
PROVISIONS = (
    ONE_FAILURE,
    KNOWING_FAILURE,
    *(reading.provision for reading in READINGS),
    DEFENCES_2006,
    BY_SUMMONS,
    SINGLE_JUSTICE_ONLY,
)


def procedure_on(charged_on: date) -> Provision:
    """By which rule a charge goes to a court on a day."""
    return SINGLE_JUSTICE_ONLY if charged_on >= SINGLE_JUSTICE else BY_SUMMONS


def single_justice_refusal(offence: Offence, charged_on: date, *, parent_is_adult: bool = True) -> str:
    """Why a charge may not go to a single justice, in a sentence; empty where it may."""
    if charged_on < SINGLE_JUSTICE:
        return "There was no single justice procedure before April 2015."
    if PENALTIES[offence].months:
        return "This offence can be punished with prison, and so no single justice may try it."
    return "" if parent_is_adult else "A single justice tries adults only."
