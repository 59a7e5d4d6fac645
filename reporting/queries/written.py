"""Reports by kind: which parts are written, when the time is over that they tell of, and how they read."""

from collections.abc import Mapping
from datetime import date

from agencies.models import LocalAuthority
from attendance.rules.register import year_span
from reporting.models import ReportKind, ReportWords
from reporting.queries.evaluation import evaluation
from reporting.queries.members import members_report
from reporting.queries.reports import Which
from reporting.rules.quarters import Quarter
from reporting.rules.report_parts import MEMBERS, Written, parts_of_evaluation
from reporting.rules.told import Told

DRAFT = "Draft: not closed yet. Figures and words may still change."


def quarter_of(which: Which) -> Quarter | None:
    """The quarter that a report to members tells of; None for an evaluation."""
    return Quarter(which.year, which.part) if which.kind == ReportKind.MEMBERS else None


def parts_of(which: Which) -> Mapping[str, Written]:
    """What is written in a report."""
    return MEMBERS if quarter_of(which) else parts_of_evaluation(which.year)


def last_day_of(which: Which) -> date:
    """The last day of which a report tells."""
    quarter = quarter_of(which)
    return quarter.last if quarter else year_span(which.year)[1]


def must_have(which: Which) -> tuple[str, ...]:
    """The parts without which a report is not closed."""
    return ("next",) if quarter_of(which) else ("summary", "next")


def told_of(which: Which, words: Mapping[str, ReportWords], *, on: date, state: str = DRAFT) -> Told:
    """A report as it stands on a day."""
    authority = LocalAuthority.objects.get(pk=which.authority)
    if quarter := quarter_of(which):
        return members_report(authority, quarter, words, on=on, state=state)
    return evaluation(authority, which.year, words, on=on, state=state)
