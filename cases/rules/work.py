"""What of somebody's work comes first, and when a case drifts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

DRIFTS_AFTER: Final = timedelta(days=21)
"""A case in which nobody was in touch with the family for longer drifts: three weeks, half of a half term."""
SOON: Final = timedelta(days=7)


class When(IntEnum):
    """How soon something is to be done."""

    OVERDUE = 0
    TODAY = 1
    SOON = 2
    LATER = 3
    OPEN = 4

    @property
    def title(self) -> str:
        """The words above the lines of this kind."""
        return {
            0: "Overdue",
            1: "Today",
            2: "In the next seven days",
            3: "Later",
            4: "Waiting, without a day",
        }[self.value]


def when_due(due: date | None, on: date) -> When:
    """How soon a thing is due, seen from a day: its own day is "today", the day after it is overdue."""
    if due is None:
        return When.OPEN
    if due < on:
        return When.OVERDUE
    if due == on:
        return When.TODAY
    return When.SOON if due <= on + SOON else When.LATER


def drifts(last_contact_on: date | None, allocated_on: date | None, on: date) -> date | None:
    """The day on which a case began to drift, where it has; counted from the last contact, else from allocation.

    With no contact and no allocation nothing is counted: the case waits for an officer.
    """
    since = last_contact_on or allocated_on
    if since is None or since + DRIFTS_AFTER >= on:
        return None
    return since + DRIFTS_AFTER


@dataclass(frozen=True)
class Line:
    """One thing to do: about whom, why, by when, where it is done, in which words, and for which officer.

    `record` is where more of it stands than the act asks for; `tick` names it among things done by several at once.
    """

    kind: str
    about: str
    sentence: str
    url: str
    act: str
    due: date | None = None
    officer: int | None = None
    record: str = ""
    tick: str = ""


@dataclass(frozen=True)
class Group:
    """Lines that are due equally soon, of `count` in all: a page of a long list may hold some of them."""

    when: When
    lines: list[Line]
    count: int


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Lines by the day on which they are due, each thing once: same place and same words are one."""
    once = {(line.url, line.sentence): line for line in lines}
    return sorted(once.values(), key=lambda line: (line.due or date.max, line.about, line.kind))


def in_groups(shown: Iterable[Line], every: Iterable[Line], on: date) -> list[Group]:
    """The lines shown by how soon they are due, seen from a day, each group with its number among all lines."""
    counts = Counter(when_due(line.due, on) for line in every)
    groups: dict[When, list[Line]] = {}
    for line in shown:
        groups.setdefault(when_due(line.due, on), []).append(line)
    return [Group(when, groups[when], counts[when]) for when in sorted(groups)]
