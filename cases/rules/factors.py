"""What may lie behind a child's absence, and practical help that can be picked.

Source: the council's attendance strategy (January 2007), sections 4 and 8, and the Leeds study (January 2009): absence
is a symptom, and a child's circumstances and the relevance of learning are looked at before any punishment.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agencies.rules.small_numbers import held_back


@dataclass(frozen=True)
class Factor:
    """One circumstance: its key in reports, its name, and what to ask."""

    key: str
    label: str
    ask: str


_ALL = (
    Factor(
        "young-carer",
        "Caring for somebody at home",
        "Does the child look after a parent, a brother or a sister? Who would do it while the child is at school?",
    ),
    Factor(
        "relevance",
        "Relevance of learning",
        "Do the lessons make sense to the child? What would they come to school for?",
    ),
    Factor("bullying", "Bullying", "Does the child feel safe in school, on the way there, and online?"),
    Factor(
        "health",
        "Health",
        "Is there illness, pain or low mood? Who treats it, and what does the doctor advise about school?",
    ),
    Factor(
        "sen",
        "Special educational needs",
        "Can the child follow the lessons? Is the help that was agreed there?",
    ),
    Factor("transport", "Transport", "How does the child get to school? What goes wrong on the way?"),
    Factor("housing", "Housing", "Is the home settled, warm and near enough? Is a move coming?"),
    Factor(
        "substances",
        "Drugs or alcohol",
        "Does the child, or somebody at home, use drugs or drink in a way that keeps the child from school?",
    ),
    Factor("offending", "Offending", "Is the child in trouble with the police, or drawn into it by others?"),
    Factor(
        "parenting",
        "Parenting",
        "Who gets the child up and off to school? What do the parents find hard?",
    ),
    Factor(
        "school",
        "School",
        "Is there a lesson, a teacher, a group or a sanction that the child avoids? What has the school changed?",
    ),
)
FACTORS: Mapping[str, Factor] = {factor.key: factor for factor in _ALL}
FACTOR_CHOICES = [(factor.key, factor.label) for factor in _ALL]


@dataclass(frozen=True)
class Help:
    """Practical help: the action as it is written into a plan, and the circumstance that it is for."""

    key: str
    factor: str
    action: str


_HELP = (
    Help(
        "phone-access",
        "young-carer",
        "The child may keep a phone switched on at school, to be reached by and to reach the person they care for.",
    ),
    Help(
        "late-without-sanction",
        "young-carer",
        "No sanction for being late on mornings when the child has had to care for somebody.",
    ),
    Help(
        "carers-group",
        "young-carer",
        "The child is introduced to the young carers’ group and goes for the first time with somebody they know.",
    ),
    Help(
        "care-at-home",
        "young-carer",
        "Social care looks at what help the family can have at home while the child is at school.",
    ),
    Help(
        "timetable-that-matters",
        "relevance",
        "The school goes through the timetable with the child and changes what has no meaning for them.",
    ),
    Help("work-related", "relevance", "A course or placement that leads to the work the child has in mind."),
    Help("safe-person", "bullying", "One member of staff whom the child may go to at any time of the day."),
    Help("safe-place", "bullying", "A quiet place for breaks and lunch."),
    Help("nurse", "health", "The school nurse sees the child and writes down what the school should do."),
    Help("needs-checked", "sen", "The school checks the child’s needs in learning and tells the parents the result."),
    Help("way-to-school", "transport", "A pass, a seat on a bus or company on the way to school."),
    Help("housing-visit", "housing", "Housing visits the family and says what it can do and by when."),
    Help("morning-call", "parenting", "A call at the time when the child should get up, each morning for two weeks."),
    Help("parenting-course", "parenting", "A place on a parenting course, at a time that suits the family."),
    Help("welcome-back", "school", "Somebody meets the child at the door on the first morning back."),
    Help("catch-up", "school", "Work that was missed is given in small parts, and someone helps with it."),
)  # fmt: skip
HELP: Mapping[str, Help] = {each.key: each for each in _HELP}


def help_for(factors: set[str]) -> list[Help]:
    """The practical help, that for these circumstances first."""
    return sorted(_HELP, key=lambda each: each.factor not in factors)


@dataclass(frozen=True)
class FactorCount:
    """Of how many children a circumstance is a main reason, of how many it plays a part; None is held back."""

    label: str
    main: int | None
    some: int | None
    neither: int | None


def counted(found: Iterable[tuple[str, str]], children: int) -> tuple[FactorCount, ...]:
    """Circumstances by how many children they were found of, of (circumstance, weight) pairs; nobody’s are left out.

    Small numbers are held back within each circumstance, those with neither included, so that none can be worked out.
    """
    tally = Counter(found)
    lines = []
    for factor in _ALL:
        main, some = tally[factor.key, "main"], tally[factor.key, "some"]
        if main or some:
            lines.append(
                (main + some, FactorCount(factor.label, *held_back((main, some, children - main - some))))
            )
    return tuple(line for _, line in sorted(lines, key=lambda pair: -pair[0]))
