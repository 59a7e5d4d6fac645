"""Figures that others publish, and our own kept ready."""

from reporting.models.figures import CountedSchool, PeriodRoll, SchoolFigure
from reporting.models.published import PublishedFigure

__all__ = ["CountedSchool", "PeriodRoll", "PublishedFigure", "SchoolFigure"]
