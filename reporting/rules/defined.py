"""Every definition of a number of casework or enforcement, for help and pages."""

from collections.abc import Mapping
from typing import Final

from reporting.rules import (
    comparing,
    enforced,
    fair_measures,
    individual_targets,
    initiatives,
    timeliness,
    what_worked_words,
)
from reporting.rules.definitions import Definition

DEFINITIONS: Final[Mapping[str, Definition]] = {
    each.key: each
    for each in (
        *timeliness.MEASURES.values(),
        timeliness.WORKLOAD,
        individual_targets.DEFINITION,
        *enforced.PARTS.values(),
        fair_measures.DEFINITION,
        initiatives.DEFINITION,
        what_worked_words.definition_in_words(comparing.Definition()),
    )
}
