"""What may be charged: a schedule of sessions split by the clocks, and the certificate it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from attendance.rules.age import CompulsoryAge
from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import SUPERVISION_BLOCKS_CHARGES
from attendance.rules.open_point import DEFAULTS, Answers
from enforcement.rules.clocks import charge_by
from enforcement.rules.offences import Offence
from enforcement.rules.provision import Basis, Provision
from enforcement.rules.regimes import STARTED
from enforcement.rules.supervision import Supervision, in_force_on
from enforcement.rules.threshold import Session
from enforcement.rules.uses import Use, charge_bar

ONLY_UNAUTHORISED = Provision(
    "only-unauthorised",
    "Only unauthorised sessions",
    STARTED,
    "Only sessions of unauthorised absence are charged, each once, within compulsory school age and not under "
    "an education supervision order; the school approved all others.",
    "Education Act 1996 s444(3); the attendance strategy of January 2007",
    is_older=True,
)
CERTIFICATE = Provision(
    "certificate",
    "The head teacher's certificate",
    STARTED,
    "A certificate of attendance signed for the head teacher is evidence of the charged sessions; it no longer "
    "stands once a mark within its period has changed, and a new one is made.",
    "Education Act 1996 s566; that a changed mark calls for a new one is ours",
    Basis.UNVERIFIED,
    is_older=True,
)
BUNDLE = Provision(
    "bundle",
    "A complete pack about absence",
    STARTED,
    "A pack about absence is ready when it has the certificate, the section 9 statement, its exhibits, the register "
    "of the year, the letters to this parent, the consideration of an education supervision order, the schedule of "
    "unused material and of costs, and the interview under caution or the reason for none.",
    "Criminal Justice Act 1967 s9; Criminal Procedure and Investigations Act 1996; local practice",
    Basis.UNVERIFIED,
    is_older=True,
)
PROVISIONS = (ONLY_UNAUTHORISED, CERTIFICATE, BUNDLE)


@dataclass(frozen=True)
class Missed:
    """A session that the pupil missed, with its code and whether that is an unauthorised absence."""

    session: Session
    code: str
    is_unauthorised: bool

    @property
    def is_settled(self) -> bool:
        return self.code != "N"


@dataclass(frozen=True)
class Refused:
    """A session that cannot be charged, why, and until when (None: for good)."""

    session: Session
    sentence: str
    until: date | None = None
    # What is said of several such sessions in one sentence; empty where they have nothing in common but the sentence.
    several: str = ""

    @property
    def when(self) -> str:
        """Its day and part."""
        day, part = self.session
        return f"{day_in_words(day)} ({'afternoon' if part else 'morning'})"

    @property
    def line(self) -> str:
        """When it was and why it cannot be charged."""
        return f"{self.when}: {self.sentence}"


@dataclass(frozen=True)
class Schedule:
    """Sessions that may be charged in time, those only with a lawyer's sign-off, and those refused.

    ``late`` are each more than six months old; they can be charged only as part of a period whose last
    session is in time, and so never alone.
    """

    in_time: tuple[Session, ...]
    late: tuple[Session, ...]
    refused: tuple[Refused, ...]

    @property
    def said(self) -> str:
        """Why sessions are refused, each reason once with how many sessions it is and which is the first."""
        alike: dict[str, list[Refused]] = {}
        for each in self.refused:
            alike.setdefault(each.several or each.sentence, []).append(each)
        return " ".join(_said(key, held) for key, held in alike.items())

    @property
    def lines(self) -> tuple[str, ...]:
        """Every session refused with its reason; empty where `said` names each already."""
        return tuple(each.line for each in self.refused) if len(self.refused) > 1 else ()


def _said(key: str, held: list[Refused]) -> str:
    first = held[0]
    if len(held) == 1:
        return first.line
    which = f"{first.when} and {len(held) - 1} more"
    return (
        f"{len(held)} sessions {key}: {which}." if first.several else f"{len(held)} sessions, {which}: {key}"
    )


def schedule(
    sessions: Iterable[Missed],
    on: date,
    *,
    compulsory: CompulsoryAge,
    uses: Iterable[Use] = (),
    orders: Iterable[Supervision] = (),
    answers: Answers = DEFAULTS,
) -> Schedule:
    """Which of the sessions may be charged on a day."""
    held_uses, held_orders = tuple(uses), tuple(orders)
    refused, free = [], []
    for missed in sorted(sessions, key=lambda each: each.session):
        found = _refusal(missed, on, compulsory, held_uses, held_orders, answers)
        if found is None:
            free.append(missed.session)
        else:
            refused.append(found)
    in_time = tuple(session for session in free if on <= charge_by(session[0]))
    late = tuple(session for session in free if on > charge_by(session[0]))
    if late and not in_time:
        refused += [Refused(each, _too_late(each)) for each in late]
        late = ()
    return Schedule(in_time, late, tuple(sorted(refused, key=lambda each: each.session)))


def _refusal(
    missed: Missed,
    on: date,
    compulsory: CompulsoryAge,
    uses: tuple[Use, ...],
    orders: tuple[Supervision, ...],
    answers: Answers,
) -> Refused | None:
    session = missed.session
    if not missed.is_settled:
        return Refused(session, "Its reason is not settled (N).", several="have no settled reason yet (N)")
    if not missed.is_unauthorised:
        return Refused(
            session,
            f"It is no unauthorised absence ({missed.code}).",
            several="have changed since, and are no unauthorised absence now",
        )
    if not compulsory.holds(session[0]):
        return Refused(session, "The child was not of compulsory school age.")
    if session[0] > on:
        return Refused(session, "It has not happened yet.")
    under_order = any(in_force_on(order, session[0]) for order in orders)
    if under_order and answers.to(SUPERVISION_BLOCKS_CHARGES):
        return Refused(session, "An education supervision order was in force.")
    bar = charge_bar(session, uses, on)
    return None if bar is None else Refused(session, *bar)


def _too_late(session: Session) -> str:
    return f"The six months ended on {day_in_words(charge_by(session[0]))}."


def changed_since(certified: Mapping[Session, str], now: Mapping[Session, str]) -> tuple[Session, ...]:
    """The sessions of a certificate whose mark is another now; a certificate is stale where there is one."""
    return tuple(sorted(session for session, mark in certified.items() if now.get(session) != mark))


@dataclass(frozen=True)
class Pack:
    """What a court pack holds. ``no_interview_because`` is the reason where nobody was interviewed."""

    certificate: bool = False
    certificate_is_fresh: bool = False
    order: bool = False
    proof_of_service: bool = False
    failure_record: bool = False
    failure_record_is_fresh: bool = False
    section_9_statement: bool = False
    exhibits: bool = False
    register_print: bool = False
    letters_to_this_parent: bool = False
    supervision_considered: bool = False
    unused_material: bool = False
    costs: bool = False
    interview: bool = False
    no_interview_because: str = ""


_ASKED = {
    "certificate": "The head teacher's certificate of attendance is missing.",
    "order": "The order is missing.",
    "proof_of_service": "The proof that the order was served is missing.",
    "failure_record": "The record of failures is missing.",
    "section_9_statement": "A witness statement under section 9 is missing.",
    "exhibits": "The exhibits are missing.",
    "register_print": "The register of the year is missing.",
    "letters_to_this_parent": "The letters to this parent are missing.",
    "supervision_considered": "The consideration of an education supervision order is missing.",
    "unused_material": "The schedule of unused material is missing.",
    "costs": "The schedule of costs is missing.",
}
_FRESH = {
    "certificate": "A mark has changed since the certificate was signed: make a new one.",
    "failure_record": "Other failures are charged than the record of failures has: make a new one.",
}
_EVERY = ("section_9_statement", "exhibits", "letters_to_this_parent", "unused_material", "costs")
_OF_SESSIONS = ("certificate", "register_print", "supervision_considered", *_EVERY)
_OF_AN_ORDER = ("order", "proof_of_service", "failure_record", *_EVERY)
ASKED_OF: Mapping[Offence, tuple[str, ...]] = {
    Offence.FAILURE: _OF_SESSIONS,
    Offence.KNOWING_FAILURE: _OF_SESSIONS,
    Offence.BREACH_OF_ORDER: (*_OF_AN_ORDER, "supervision_considered"),
    Offence.DIRECTIONS: _OF_AN_ORDER,
}
"""The parts that a pack about each offence asks for."""


def lacks(pack: Pack, offence: Offence) -> tuple[str, ...]:
    """What a pack lacks before it can be marked ready, a sentence each; empty where it is complete."""
    asked = [name for name in _ASKED if name in ASKED_OF[offence]]
    found = [_ASKED[name] for name in asked if not getattr(pack, name)]
    for name, sentence in _FRESH.items():
        if name in asked and getattr(pack, name) and not getattr(pack, f"{name}_is_fresh"):
            found.append(sentence)
    if not pack.interview and not pack.no_interview_because.strip():
        found.append("There is neither an interview under caution nor a reason for none.")
    return tuple(found)
