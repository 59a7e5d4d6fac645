"""Auditing looked-after children's absence, and the reports that the night makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from agencies.acting import Acting
from agencies.actions.messages import tell
from agencies.documents import Paragraph, Report, Table
from agencies.models import Agency, Membership
from agencies.pdf import render
from agencies.rules.roles import ROLES, Permission
from agencies.rules.telling import Kind
from agencies.storage import Shelf
from agencies.words import date as in_words
from attendance.actions.doors import NotAllowed, locked
from attendance.models import Involvement, Pupil
from attendance.models.calendar import Term
from attendance.models.involvement import Basis
from attendance.rules.register import year_of
from cases.actions.doors import require
from cases.actions.timeline import record
from cases.models import CareAction, CareAudit, CareReport, Case, EntryKind
from cases.queries.looked_after import Looked, children_of, looked_at
from cases.rules.looked_after import Period, ReportKind, belongs, days_in_words, periods_due

REPORTS = Shelf("care-reports")
TITLES = {
    ReportKind.QUARTERLY: "Looked-after children who missed 10 days or more",
    ReportKind.TERMLY: "Looked-after children: attendance this term",
    ReportKind.YEARLY: "Looked-after children: yearly report on absence",
}


@dataclass(frozen=True)
class Agreed:
    """An action agreed at an audit."""

    text: str
    owner: str
    due_on: date


@transaction.atomic
def audit_absence(*, pupil: Pupil, findings: str, actions: Sequence[Agreed], by: Acting) -> CareAudit:
    """Write down what an audit found and the actions agreed; a second click on one day is one audit.

    Raises NotAllowed, and Refused where no action is agreed.
    """
    child = locked(pupil, by, Permission.OVERSEE_CARE)
    require(bool(actions), "Agree at least one action, with its owner and date.")
    audit, is_new = CareAudit.objects.get_or_create(
        pupil=child, on=by.on, agency=by.agency,
        defaults={"year": year_of(by.on), "findings": findings, "by": by.user},
    )  # fmt: skip
    require(
        is_new or audit.findings == findings,
        "There is an audit of today already. Add to its actions tomorrow.",
    )
    if is_new:
        CareAction.objects.bulk_create(
            [
                CareAction(audit=audit, text=each.text, owner=each.owner, due_on=each.due_on)
                for each in actions
            ]
        )
        agreed = "; ".join(f"{each.text} ({each.owner}, by {in_words(each.due_on)})" for each in actions)
        record(
            pupil=child, case=Case.objects.live().filter(pupil=child).first(), kind=EntryKind.CARE, by=by,
            text=f"Absence audited. {findings} Agreed: {agreed}.",
        )  # fmt: skip
    return audit


@transaction.atomic
def finish_action(*, action: CareAction, by: Acting) -> None:
    """Say that an agreed action is done; again does nothing. Raises NotAllowed."""
    locked(action.audit.pupil, by, Permission.OVERSEE_CARE)
    CareAction.objects.filter(pk=action.pk, done_on__isnull=True).update(done_on=by.on, done_by=by.user)


def make_reports(*, on: date) -> int:
    """Make every report due before a day, for each agency that looks after children; how many were new."""
    holders = Involvement.objects.live(on).filter(basis=Basis.LOOKED_AFTER).values("agency")
    made = 0
    for agency in Agency.objects.filter(pk__in=holders).select_related("authority").order_by("pk"):
        terms = Term.objects.filter(authority=agency.authority_id).values_list("began_on", "ended_on")
        made += sum(_make(agency, period, on) for period in periods_due(on, terms))
    return made


@transaction.atomic
def _make(agency: Agency, period: Period, on: date) -> bool:
    Agency.objects.select_for_update().filter(pk=agency.pk).values_list("pk").first()
    if CareReport.objects.filter(agency=agency, kind=period.kind, key=period.key).exists():
        return False
    rows = looked_at(children_of(agency, period.ended_on), period.ended_on)
    rows = [row for row in rows if belongs(period.kind, len(row.missed))]
    kept = REPORTS.keep_whole(render(_document(agency, period, rows, on)))
    report = CareReport.objects.create(
        agency=agency, kind=period.kind, key=period.key, began_on=period.began_on, ended_on=period.ended_on,
        lines=[_line(row, period) for row in rows], file=kept.name, digest=kept.digest,
    )  # fmt: skip
    _tell(agency, report, on)
    return True


def _line(row: Looked, period: Period) -> dict[str, object]:
    within = sum(period.began_on <= each.on <= period.ended_on for each in row.missed)
    return {
        "pupil": row.pupil.pk, "days": row.days, "in_period": days_in_words(within), "patterns": row.patterns,
        "school": row.school, "audited": row.audited_on is not None,
    }  # fmt: skip


def _document(agency: Agency, period: Period, rows: Sequence[Looked], on: date) -> Report:
    lines = [_line(row, period) for row in rows]
    table = Table(
        "Children and the days they missed",
        ("Child", "School", "This year", "In the period", "Patterns", "Audited"),
        tuple(
            (
                str(row.pupil), row.school, str(line["days"]), str(line["in_period"]),
                " ".join(row.patterns) or "None to tell", "Yes" if line["audited"] else "No",
            )
            for row, line in zip(rows, lines, strict=True)
        ),
    )  # fmt: skip
    to_audit = sum(row.needs_audit for row in rows)
    span = f"{in_words(period.began_on)} to {in_words(period.ended_on)}"
    said = Paragraph(
        f"{len(rows)} children. {to_audit} of them missed 25 days or more and have no audit yet. Days are counted "
        "from the start of the academic year, or from the day on which the child came to be looked after. Restricted "
        "records are not in this report."
    )
    blocks = (said, table) if rows else (said,)
    return Report(
        TITLES[period.kind], str(agency.authority), on, blocks, subtitle=f"{agency}, {span}", landscape=True
    )


def _tell(agency: Agency, report: CareReport, on: date) -> None:
    """Who oversees care is told of every report; homes and key workers of the termly one, by their children's list."""
    held = Membership.objects.current(on).filter(agency=agency)
    overseers = [name for name, role in ROLES.items() if role.may(Permission.OVERSEE_CARE)]
    tell(
        to=held.filter(role_name__in=overseers), kind=Kind.REPORT_READY, key=f"care-report:{report.pk}",
        path=f"/looked-after/reports/{report.ref}/", by=None,
    )  # fmt: skip
    if report.kind == ReportKind.TERMLY:
        workers = [name for name, role in ROLES.items() if role.may(Permission.VIEW_CASEWORK)]
        tell(
            to=held.filter(role_name__in=workers).exclude(role_name__in=overseers), kind=Kind.REPORT_READY,
            key=f"care-report:{report.pk}", path="/looked-after/", by=None,
        )  # fmt: skip


def read_report(report: CareReport, by: Acting) -> bytes:
    """The PDF as it was made. Raises NotAllowed where the report is not theirs."""
    if not CareReport.objects.visible_to(by).filter(pk=report.pk).exists():
        raise NotAllowed("You may not read this report, or no longer.")
    return REPORTS.read(report.file, digest=report.digest)
