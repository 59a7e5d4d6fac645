"""Looked-after children with what they missed, for pages and for the reports of the night."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from agencies.acting import Acting
from agencies.models import Agency
from agencies.paging import Page, page_of
from attendance.models import Characteristic, Flag, Involvement, Pupil, Register
from attendance.models.enrolment import CharacteristicKind
from attendance.models.involvement import Basis
from attendance.rules.register import year_of, year_span
from cases.models import CareAudit, CareReport
from cases.rules.looked_after import AUDITED_AT, Missed, days_in_words, missed_sessions, patterns

TEN, TWENTY_FIVE = "looked-after-10", "looked-after-25"


@dataclass(frozen=True)
class Looked:
    """A looked-after child with what was missed this academic year while looked after."""

    pupil: Pupil
    missed: tuple[Missed, ...]
    school: str
    audited_on: date | None = None

    @property
    def days(self) -> str:
        """The missed days in words."""
        return days_in_words(len(self.missed))

    @property
    def patterns(self) -> list[str]:
        """What stands out."""
        return patterns(self.missed)

    @property
    def needs_audit(self) -> bool:
        """Whether 25 days were missed and nobody has audited it this year."""
        return len(self.missed) >= AUDITED_AT and self.audited_on is None


def looked_at(pupils: Collection[Pupil], on: date) -> list[Looked]:
    """What each of these children missed this academic year while looked after, up to a day; three queries."""
    year, keys = year_of(on), [pupil.pk for pupil in pupils]
    since = dict(
        Characteristic.objects.current(on)
        .filter(pupil__in=keys, kind=CharacteristicKind.LOOKED_AFTER)
        .values_list("pupil", "began_on")
    )
    missed: dict[int, set[Missed]] = defaultdict(set)
    schools: dict[int, str] = {}
    registers = Register.objects.filter(pupil__in=keys, year=year).select_related("school", "enrolment")
    for register in registers.order_by("enrolment__began_on", "pk"):
        key = register.pupil_id
        schools[key] = register.school.name
        if key in since:
            missed[key] |= set(missed_sessions(register.marks, year, first=since[key], last=on))
    audits = dict(
        CareAudit.objects.filter(pupil__in=keys, year=year, on__lte=on)
        .order_by("on")
        .values_list("pupil", "on")
    )
    return [
        Looked(
            pupil, tuple(sorted(missed[pupil.pk], key=lambda each: (each.on, each.half))),
            schools.get(pupil.pk, ""), audits.get(pupil.pk),
        )
        for pupil in pupils
    ]  # fmt: skip


def listed(by: Acting, number: object) -> Page:
    """A page of the looked-after children with a flag of 10 or 25 days that this person may see, most missed first."""
    flags = Flag.objects.visible_to(by).open().filter(rule=TEN, year=year_of(by.on)).select_related("pupil")
    page = page_of(flags.order_by("-sessions", "pk"), number)
    rows = looked_at([flag.pupil for flag in page], by.on)
    return Page(rows, page.number, page.has_next, page.count, page.is_capped, page.first)


def children_of(agency: Agency, on: date) -> list[Pupil]:
    """The children whom an agency looks after on a day; restricted records never stand in a report."""
    held = Involvement.objects.live(on).filter(agency=agency, basis=Basis.LOOKED_AFTER).values("pupil")
    known = Characteristic.objects.current(on).filter(kind=CharacteristicKind.LOOKED_AFTER).values("pupil")
    rows = Pupil.objects.current().filter(pk__in=held, restricted=False).filter(pk__in=known)
    return list(rows.order_by("surname", "forename", "pk"))


@dataclass(frozen=True)
class ReportLine:
    """A line of a report about a child whom the reader may see."""

    pupil: Pupil
    days: str
    in_period: str
    patterns: list[str]
    school: str
    audited: bool


def lines_of(report: CareReport, by: Acting) -> tuple[list[ReportLine], bool]:
    """The report's lines about children whom this person may see now, and whether those are all."""
    keys = [line["pupil"] for line in report.lines]
    seen = {pupil.pk: pupil for pupil in Pupil.objects.visible_to(by).filter(pk__in=keys)}
    found = [
        ReportLine(
            seen[line["pupil"]],
            line["days"],
            line["in_period"],
            line["patterns"],
            line["school"],
            line["audited"],
        )
        for line in report.lines
        if line["pupil"] in seen
    ]
    return found, len(found) == len(keys)


def in_year(report: CareReport) -> date:
    """The first day of the academic year that a report counts from."""
    return year_span(year_of(report.ended_on))[0]
