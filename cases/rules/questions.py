"""Short questionnaires for children, parents, schools and partners: their questions, and results by theme.

Source: the attendance strategy (January 2007): an evaluation with "the views of all stakeholders" and of young
people; the Leeds study of January 2009: whether learning seems relevant is asked first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from agencies.rules.small_numbers import held_back

OPEN_FOR = timedelta(days=28)


class Theme(StrEnum):
    """What a question is about."""

    LEARNING = "learning"
    HEARD = "heard"
    HELP = "help"
    SAFE = "safe"
    CHANGE = "change"


THEMES: Mapping[Theme, str] = {
    Theme.LEARNING: "Learning is worth it",
    Theme.HEARD: "Being listened to",
    Theme.HELP: "Help that helps",
    Theme.SAFE: "Safe and well",
    Theme.CHANGE: "Things got better",
}
ANSWERS = ((1, "Yes"), (2, "Mostly"), (3, "Not really"), (4, "No"))
T = Theme
# For whom, what the page is called, and one question for each theme.
QUESTIONS: Mapping[str, Mapping[Theme, str]] = {
    "child": {
        T.LEARNING: "What I learn at school is useful to me.",
        T.HEARD: "People listened to what I think.",
        T.HELP: "The help I had was the help I needed.",
        T.SAFE: "I feel safe at school and on the way there.",
        T.CHANGE: "Going to school is easier than before.",
    },
    "parent": {
        T.LEARNING: "My child learns things at school that will be useful.",
        T.HEARD: "People listened to what I said.",
        T.HELP: "The help we had was the help we needed.",
        T.SAFE: "My child is safe at school and on the way there.",
        T.CHANGE: "Getting my child to school is easier than before.",
    },
    "school": {
        T.LEARNING: "The pupil’s timetable suits the pupil.",
        T.HEARD: "The locality team listened to what we know of the pupil.",
        T.HELP: "The support given was the support that was needed.",
        T.SAFE: "The plan keeps the pupil safe and well.",
        T.CHANGE: "The pupil’s attendance is better than before.",
    },
    "partner": {
        T.LEARNING: "The plan makes learning worth it for the child.",
        T.HEARD: "The agencies listened to one another.",
        T.HELP: "Our agency could give the help that was asked for.",
        T.SAFE: "The plan keeps the child safe and well.",
        T.CHANGE: "Things are better for the child than before.",
    },
}
RESPONDENTS = (("child", "Child"), ("parent", "Parent"), ("school", "School"), ("partner", "Partner agency"))


def open_until(on: date) -> date:
    """The last day on which a link works: four weeks after it was made."""
    return on + OPEN_FOR


def is_open(*, answered: bool, expires_on: date, on: date) -> bool:
    """Whether a questionnaire may be answered on a day: once, through its last day."""
    return not answered and on <= expires_on


@dataclass(frozen=True)
class ThemeResult:
    """How one group answered about one theme: a count for each answer; None is held back because it is small."""

    theme: str
    respondent: str
    counts: tuple[int | None, ...]


def results(answers: Iterable[tuple[str, str, int]]) -> tuple[ThemeResult, ...]:
    """Results by respondent and theme, of (respondent, theme, answer) triples; those nobody answered are left out."""
    counted: Counter[tuple[str, str, int]] = Counter(answers)
    found = []
    for respondent, label in RESPONDENTS:
        for theme, words in THEMES.items():
            counts = [counted[respondent, theme.value, value] for value, _ in ANSWERS]
            if any(counts):
                found.append(ThemeResult(words, label, held_back(counts)))
    return tuple(found)
