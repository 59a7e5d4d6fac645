"""What was done under the law of attendance, and how each step ended: the kinds counted and their endings.

Source: the attendance strategy (January 2007), which asks for prosecutions and outcomes each term. Notices are counted
as in the yearly return (`enforcement.rules.measures`): each in one ending, in the term in which it was issued.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from enforcement.rules.measures import Fate, IssuedNotice, fate_of
from enforcement.rules.withdrawal import Ground
from reporting.rules.definitions import LEFT_OUT, Definition

RUNNING, OVERDUE, WITHDRAWN, CONVICTED = "running", "unpaid", "withdrawn", "convicted"
# Endings that have kinds of their own, each a line by term; by school they are one column.
_IN_ONE: Final = {WITHDRAWN: "Withdrawn", CONVICTED: "Convicted"}
SENTENCES: Final = {
    "": "not sentenced yet", "absolute": "absolute discharge", "conditional": "conditional discharge", "fine": "fine",
    "community": "community order", "suspended": "suspended sentence", "prison": "imprisonment",
}  # fmt: skip


@dataclass(frozen=True)
class Part(Definition):
    """A kind of step, with how it may have ended: the key and the words of each ending, in order."""

    endings: Mapping[str, str]

    @property
    def together(self) -> Mapping[str, str]:
        """The endings for a table with a column each: grounds of withdrawal as one, and sentences."""
        kinds = {ending: ending.partition("-")[0] for ending in self.endings}
        return {
            (kind if kind in _IN_ONE else ending): _IN_ONE.get(kind, self.endings[ending])
            for ending, kind in kinds.items()
        }

    def holds(self, wanted: str, ending: str) -> bool:
        """Whether an ending is the one wanted, or one of those wanted together; all are where none is named."""
        return wanted in (ending, "") or (wanted in _IN_ONE and ending.partition("-")[0] == wanted)


_POPULATION: Final = f"Children of the authority's schools. {LEFT_OUT}"
_LAW: Final = (
    "Each step was taken under the law of its own day. A step that is counted once stays counted: how it ended is as "
    "the record stands today."
)
_NOTICES: Final = Part(
    "notices",
    "Penalty notices",
    "Notices for absence that were issued, each by what became of it: paid within the lower or the full days, "
    "withdrawn on a ground, prosecuted, unpaid when the payment days had passed, or within them.",
    _POPULATION,
    "By the day of issue, in the term that it falls in.",
    "Notices, their payments and their withdrawals. The same notices as in the yearly return of measures.",
    f"{_LAW} A notice that was withdrawn counts as withdrawn, whether it was paid or not.",
    {
        "lower": "Paid within the lower days",
        "full": "Paid within the full days",
        **{
            f"withdrawn-{ground.name.lower().replace('_', '-')}": f"Withdrawn: {ground.value}"
            for ground in Ground
        },
        "prosecuted": "Prosecuted after non-payment",
        OVERDUE: "Unpaid, the payment days have passed",
        RUNNING: "Unpaid, within the payment days",
    },
)
_WARNINGS: Final = Part(
    "warnings",
    "Warnings",
    "Notices to improve, and penalty warning letters before August 2024, that were approved, each by how its period "
    "ended.",
    _POPULATION,
    "By the day of approval, in the term that it falls in.",
    "Warnings and what was decided at the end of their period.",
    _LAW,
    {
        "improved": "Ended: enough improvement",
        "failed": "Ended: not enough improvement",
        RUNNING: "Not ended yet",
    },
)
_PROSECUTIONS: Final = Part(
    "prosecutions",
    "Prosecutions",
    "Prosecutions of one parent about one child that were laid before the court, each by its outcome, and a conviction "
    "by its sentence.",
    _POPULATION,
    "By the day of the charge, in the term that it falls in.",
    "Prosecutions and what the court did.",
    _LAW,
    {
        **{f"{CONVICTED}-{key or 'none'}": f"Convicted: {words}" for key, words in SENTENCES.items()},
        "acquitted": "Found not guilty",
        "discontinued": "Withdrawn from court",
        "abated": "Ended: the parent has died",
        RUNNING: "Before the court",
    },
)
_ORDERS: Final = Part(
    "orders",
    "Orders",
    "Orders that were made: parenting orders and education supervision orders by the court, school attendance orders "
    "by the authority.",
    _POPULATION,
    "By the day on which the order was made, in the term that it falls in.",
    "Orders, whether they are in force still or ended.",
    _LAW,
    {
        "parenting": "Parenting orders",
        "supervision": "Education supervision orders",
        "attendance": "School attendance orders",
    },
)
PARTS: Final[Mapping[str, Part]] = {each.key: each for each in (_NOTICES, _WARNINGS, _PROSECUTIONS, _ORDERS)}


@dataclass(frozen=True, slots=True)
class Step:
    """One step that is counted: of which record and child, at which school, on which day, and how it ended."""

    key: int
    pupil: int
    school: int
    on: date
    ending: str


def ending_of_notice(notice: IssuedNotice, full_until: date | None, on: date) -> str:
    """How a notice stands, seen on a day; the last of the payment days is within them."""
    fate = fate_of(notice)
    if fate is Fate.WITHDRAWN and notice.withdrawn is not None:
        return f"withdrawn-{notice.withdrawn.name.lower().replace('_', '-')}"
    if fate is Fate.UNRESOLVED:
        return OVERDUE if full_until is not None and full_until < on else RUNNING
    return {Fate.PAID_LOWER: "lower", Fate.PAID_FULL: "full"}.get(fate, "prosecuted")


def ending_of(state: str, part: Part) -> str:
    """The ending that a state is; one that is none has not ended yet."""
    return state if state in part.endings else RUNNING


def ending_of_charge(state: str, sentence: str, part: Part) -> str:
    """The outcome of a prosecution; of a conviction its sentence."""
    return f"{CONVICTED}-{sentence or 'none'}" if state == CONVICTED else ending_of(state, part)
