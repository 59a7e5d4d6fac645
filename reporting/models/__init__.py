"""Figures that others publish, our own kept ready, and what they are held against."""

from reporting.models.figures import CountedSchool, PeriodRoll, SchoolFigure
from reporting.models.frozen import FrozenRoll, FrozenTerm
from reporting.models.impact import ImpactAnswer, ImpactStudy, StudyState
from reporting.models.initiatives import Initiative, InitiativePupil, InitiativeSchool
from reporting.models.published import PublishedFigure
from reporting.models.reports import ClosedReport, InspectionGrade, ReportKind, ReportWords, WrittenReport
from reporting.models.schools import ActionState, EarlierReview, SchoolAction, SchoolConcern, SchoolTarget
from reporting.models.targets import Comparison, ComparisonKind, MissedReason, Target

__all__ = [
    "ActionState",
    "ClosedReport",
    "Comparison",
    "ComparisonKind",
    "CountedSchool",
    "EarlierReview",
    "FrozenRoll",
    "FrozenTerm",
    "ImpactAnswer",
    "ImpactStudy",
    "Initiative",
    "InitiativePupil",
    "InitiativeSchool",
    "InspectionGrade",
    "MissedReason",
    "PeriodRoll",
    "PublishedFigure",
    "ReportKind",
    "ReportWords",
    "SchoolAction",
    "SchoolConcern",
    "SchoolFigure",
    "SchoolTarget",
    "StudyState",
    "Target",
    "WrittenReport",
]
