"""A report that somebody writes: its words as they stand, every version of a section, and whether it is closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from reporting.models import ClosedReport, ReportKind, ReportWords, WrittenReport


@dataclass(frozen=True)
class Which:
    """Which report of an authority is meant: its kind, its year and, of a report to members, its quarter."""

    authority: int
    kind: ReportKind
    year: int
    part: int = 0

    @property
    def lookup(self) -> dict[str, Any]:
        """The report's row."""
        return {"authority": self.authority, "kind": self.kind, "year": self.year, "part": self.part}


def words_of(which: Which) -> dict[str, ReportWords]:
    """The newest words of each section; sections nobody wrote are absent. One query."""
    rows = ReportWords.objects.filter(**_of(which)).select_related("by").order_by("section", "number")
    return {row.section: row for row in rows}


def versions_of(which: Which, section: str) -> list[ReportWords]:
    """Every version of a section's words, newest first."""
    rows = ReportWords.objects.filter(section=section, **_of(which)).select_related("by")
    return list(rows.order_by("-number"))


def version_seen(words: Mapping[str, ReportWords]) -> int:
    """A number that rises with every version of every section: whoever closes a report says which they read."""
    return sum(row.number for row in words.values())


def closed(which: Which) -> ClosedReport | None:
    """The report as it was told, if it is closed, without its files."""
    rows = ClosedReport.objects.filter(**_of(which)).select_related("closed_by")
    found: ClosedReport | None = rows.defer("pdf", "workbook").first()
    return found


def states(
    authority: int, kind: ReportKind
) -> tuple[dict[tuple[int, int], ClosedReport], dict[tuple[int, int], Any]]:
    """Of every report of a kind, by year and part: those closed, and when a draft was written last. Two queries."""
    rows = ClosedReport.objects.filter(report__authority=authority, report__kind=kind)
    told = {
        (row.report.year, row.report.part): row
        for row in rows.select_related("report", "closed_by").defer("content", "pdf", "workbook")
    }
    drafts = WrittenReport.objects.filter(authority=authority, kind=kind).annotate(
        written_at=Max("words__at")
    )
    return told, {(row.year, row.part): row.written_at for row in drafts}


def _of(which: Which) -> dict[str, Any]:
    return {f"report__{name}": value for name, value in which.lookup.items()}
