"""The balance of care and enforcement: which circumstances inform or block a step against a family, and who decides.

Source: the attendance strategy (January 2007), section 7, "a system to ensure there is a balance between social care
and legal enforcement", and the Leeds study of January 2009: young carers are helped before they are punished.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agencies.rules.roles import ROLES
from attendance.rules.dated import day_in_words


class Circumstance(StrEnum):
    """What in a child's life may stand against enforcement."""

    PROTECTION_PLAN = "cp"
    LOOKED_AFTER = "lac"
    YOUNG_CARER = "carer"
    CHILD_IN_NEED = "cin"
    HEALTH = "health"
    BEREAVEMENT = "bereaved"
    ABUSE_AT_HOME = "abuse"
    OTHER = "other"


class Effect(StrEnum):
    """What it does to a step."""

    BLOCKS = "blocks"
    INFORMS = "informs"
    NONE = "none"


@dataclass(frozen=True)
class Kind:
    """A circumstance: its words, what a fact on the child's record does by itself, and whose word lifts a block."""

    label: str
    lifters: tuple[str, ...]
    by_itself: Effect = Effect.NONE

    @property
    def who_may_lift(self) -> str:
        """The roles that may lift a block, in words."""
        return " or ".join(ROLES[name].label.lower() for name in self.lifters)


C, E = Circumstance, Effect
_MANAGERS = ("team_manager", "attendance_leader")
_SAFEGUARDING = ("safeguarding_officer",)
KINDS: dict[Circumstance, Kind] = {
    C.PROTECTION_PLAN: Kind("Child protection plan", _SAFEGUARDING, E.BLOCKS),
    C.LOOKED_AFTER: Kind("Looked after by the authority", ("looked_after_manager",), E.BLOCKS),
    C.YOUNG_CARER: Kind("Young carer", _MANAGERS, E.BLOCKS),
    C.CHILD_IN_NEED: Kind("Child in need", (*_SAFEGUARDING, *_MANAGERS), E.INFORMS),
    C.HEALTH: Kind("Health", _MANAGERS),
    C.BEREAVEMENT: Kind("Bereavement", _MANAGERS),
    C.ABUSE_AT_HOME: Kind("Abuse in the home", _SAFEGUARDING),
    C.OTHER: Kind("Another circumstance", _MANAGERS),
}
_DOES = {
    E.BLOCKS: "blocks enforcement",
    E.INFORMS: "is to be considered before enforcement",
    E.NONE: "does not stand against enforcement",
}


@dataclass(frozen=True)
class Fact:
    """A circumstance that is on the child's record, from a day until a day."""

    kind: Circumstance
    began_on: date
    ended_on: date | None = None


@dataclass(frozen=True)
class Decision:
    """What somebody decided about a circumstance: its effect from a day until a day; a later one stands before it."""

    kind: Circumstance
    effect: Effect
    began_on: date
    until: date | None
    order: int


@dataclass(frozen=True)
class Standing:
    """How a circumstance stands on a day, as a sentence that gives no reason away."""

    kind: Circumstance
    effect: Effect
    since: date
    until: date | None = None
    decision: int | None = None

    @property
    def label(self) -> str:
        """The circumstance in words."""
        return KINDS[self.kind].label

    @property
    def sentence(self) -> str:
        """What it does, since when and until when."""
        until = f" until {day_in_words(self.until)}" if self.until else ""
        return f"{self.label}: since {day_in_words(self.since)} this {_DOES[self.effect]}{until}."

    @property
    def who_may_lift(self) -> str:
        """Whose word lifts it."""
        return KINDS[self.kind].who_may_lift

    @property
    def blocks(self) -> bool:
        """Whether no step may be taken while it stands."""
        return self.effect is Effect.BLOCKS


def standings(facts: Iterable[Fact], decisions: Iterable[Decision], *, on: date) -> tuple[Standing, ...]:
    """How each circumstance stands on a day: the latest decision in force, else what the record says by itself.

    A decision holds through its last day; then the record speaks again. Blocks come first.
    """
    found: dict[Circumstance, Standing] = {}
    for fact in facts:
        effect = KINDS[fact.kind].by_itself
        if effect is not E.NONE and _holds(fact.began_on, fact.ended_on, on):
            found[fact.kind] = Standing(fact.kind, effect, fact.began_on, fact.ended_on)
    for made in sorted(decisions, key=lambda decision: decision.order):
        if _holds(made.began_on, made.until, on):
            found[made.kind] = Standing(made.kind, made.effect, made.began_on, made.until, made.order)
    kept = (each for each in found.values() if each.effect is not E.NONE)
    return tuple(sorted(kept, key=lambda each: (not each.blocks, list(Circumstance).index(each.kind))))


def _holds(began_on: date, until: date | None, on: date) -> bool:
    return began_on <= on and (until is None or on <= until)


def refusal(held: Effect, wanted: Effect, kind: Circumstance, role: str) -> str:
    """Why somebody of a role may not decide so; empty where they may: anybody may block, only some may lift."""
    if held is not E.BLOCKS or wanted is E.BLOCKS or role in KINDS[kind].lifters:
        return ""
    return f"“{KINDS[kind].label}” blocks enforcement. It may be lifted by: {KINDS[kind].who_may_lift}."
