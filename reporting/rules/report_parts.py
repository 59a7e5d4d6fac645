"""The parts of the yearly evaluation and of the report to members that somebody writes words for.

Source: the attendance strategy of January 2007, section on evaluation: outcome against targets, views of all
stakeholders and all young people, self-evaluation against inspection criteria, inspection grades, prosecutions and
their outcome; and quarterly reports to elected members.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reporting.rules.inspection import criteria_of

CRITERION: Final = "criterion-"
MOST_WORDS: Final = 6000
MOST_NEXT: Final = 1200


@dataclass(frozen=True)
class Written:
    """A part that is written: its heading, what is asked of its author, how long it may be.

    `judgements` are offered for a criterion of self-evaluation, which also has next steps.
    """

    title: str
    asks: str
    most: int = MOST_WORDS
    judgements: Mapping[str, str] | None = None
    hint: str = (
        "Everybody who may see figures reads it once it is closed. Write nothing about a child or a family."
    )


EVALUATION: Final[Mapping[str, Written]] = {
    "summary": Written("Summary", "What kind of year was it? Say first what a reader must know."),
    "outcome": Written("Outcome against targets", "What do the figures mean, and why were targets met or missed?"),
    "views": Written("What people told us", "What did young people, parents and partners say, and what follows?"),
    "self": Written("Self-evaluation", "How was the self-evaluation made, and by whom?"),
    "grades": Written("Inspection grades", "What do the grades of the year's inspections say about attendance?"),
    "court": Written("Notices, prosecutions and outcomes", "What were they used for, and did they help?"),
    "worked": Written("What worked", "What will be done more, less or differently?"),
    "next": Written("What we will do next", "Name what will be done, who leads it, and by when."),
}  # fmt: skip
MEMBERS: Final[Mapping[str, Written]] = {
    "next": Written(
        "What happens next",
        "One paragraph in plain words",
        MOST_NEXT,
        hint="Elected members read it. Name nobody.",
    ),
}


def parts_of_evaluation(year: int) -> dict[str, Written]:
    """What is written in a year's evaluation: its parts, and the criteria of the year."""
    found = dict(EVALUATION)
    if criteria := criteria_of(year):
        for key, text in criteria.items.items():
            found[f"{CRITERION}{key}"] = Written(text, "What shows it?", judgements=criteria.judgements)
    return found


def unwritten(year: int, written: frozenset[str]) -> list[str]:
    """The headings of what has no words yet, in order."""
    return [part.title for key, part in parts_of_evaluation(year).items() if key not in written]
