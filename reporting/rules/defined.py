"""Every definition of a number of casework or enforcement, for help and pages."""

from collections.abc import Mapping
from typing import Final

from reporting.rules import enforced, individual_targets, timeliness
from reporting.rules.definitions import Definition

DEFINITIONS: Final[Mapping[str, Definition]] = {
    each.key: each
    for each in (
        *timeliness.MEASURES.values(),
        timeliness.WORKLOAD,
        individual_targets.DEFINITION,
        *enforced.PARTS.values(),
    )
}
