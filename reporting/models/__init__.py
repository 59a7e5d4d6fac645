"""Figures that others publish, to compare with."""

from reporting.models.published import PublishedFigure

__all__ = ["PublishedFigure"]
