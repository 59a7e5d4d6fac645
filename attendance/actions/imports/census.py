"""The school census's termly totals: what the two files say, and what is wrong with them, pupil by pupil."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.actions.imports.reading import limits
from attendance.formats.census import Census, TermTotals, read_census
from attendance.formats.reading import Upload
from attendance.formats.refusals import FileRefused
from attendance.formats.tables import Table
from attendance.models import FormerUpn, Pupil, RegisterImport, RejectedRow, TermTotal
from attendance.queries.matching import schools_of
from attendance.rules.upn import State as Worth
from attendance.rules.upn import read_upn
from attendance.storage import REGISTERS
from attendance.workflow.imports import State

LAYOUT = "census"
WORTH = {
    Worth.PERMANENT: "permanent",
    Worth.TEMPORARY: "temporary",
    Worth.INVALID: "invalid",
    Worth.ABSENT: "none",
}
# The census of a term collects the attendance of the one before: a day of the term by the census's name.
TERM = re.compile(r"(autumn|spring|summer) (\d{4})")
A_DAY = {"autumn": (10, 1), "spring": (2, 1), "summer": (6, 1)}


def read_into(batch: RegisterImport, by: Acting) -> None:
    """Read both tables into the import's termly totals. Raises FileRefused; only authority staff send the census."""
    if not by.may(Permission.MATCH_PUPILS):
        raise FileRefused(
            "The census's tables hold other schools' pupils.", "The authority's own staff send them."
        )
    term = str(batch.mapping.get("term") or "")
    with (
        Upload(REGISTERS.path_of(batch.file), limits()) as pupils,
        Upload(REGISTERS.path_of(batch.second_file), limits()) as details,
    ):
        census = read_census(Table(pupils), Table(details), on=day_of(term))
    schools = schools_of(by)
    known = _pupils(census, list(schools.by_urn.values()))
    TermTotal.objects.bulk_create(
        [
            _total(batch, term, each, census, schools.by_urn, schools.by_number, known)
            for each in census.totals.values()
        ],
        batch_size=2_000,
    )
    RejectedRow.objects.bulk_create(
        [
            RejectedRow(
                batch=batch, line=each.line, field=each.field[:40], reason=each.reason, remedy=each.remedy
            )
            for each in census.report.rejects
        ],
        batch_size=2_000,
        ignore_conflicts=True,
    )
    batch.layout, batch.state = LAYOUT, State.STAGED
    batch.counts = {**batch.counts, **report(census)}


def day_of(term: str) -> date:
    """A day of the term that a census collects, such as "autumn 2024". Raises FileRefused for another text."""
    match = TERM.fullmatch(term)
    if match is None:
        raise FileRefused("It is not known which term the census is of.", "Choose the term and its year.")
    return date(int(match[2]), *A_DAY[match[1]])


def _pupils(census: Census, schools: list[int]) -> Mapping[str, int]:
    """Pupils of these schools by present or former UPN, for the valid ones of the file."""
    wanted = {each.upn for each in census.totals.values() if each.upn_valid}
    theirs = Pupil.objects.current().filter(enrolments__school__in=schools)
    former = FormerUpn.objects.filter(upn__in=wanted, pupil__in=theirs)
    known = dict(former.values_list("upn", "pupil"))
    return known | dict(theirs.filter(upn__in=wanted).values_list("upn", "pk"))


def _total(
    batch: RegisterImport,
    term: str,
    each: TermTotals,
    census: Census,
    by_urn: Mapping[str, int],
    by_number: Mapping[str, int],
    known: Mapping[str, int],
) -> TermTotal:
    return TermTotal(
        batch=batch,
        school_id=by_urn.get(each.school) or by_number.get(each.school),
        pupil_id=known.get(each.upn) if each.upn_valid else None,
        line=each.line,
        source_school=each.school[:20],
        upn=each.upn[:20],
        upn_state=WORTH[read_upn(each.upn).state],
        term=term,
        possible=each.possible,
        authorised=each.authorised,
        unauthorised=each.unauthorised,
        reasons=each.reasons,
        exceeds_possible=bool(each.possible) and each.sessions_in_rows > (each.possible or 0),
    )


def report(census: Census) -> dict[str, Any]:
    """The census's report as the import keeps and shows it: counts of pupils or rows, null where not collected."""
    found = census.report
    return {
        "rows": found.pupils + found.session_rows,
        "pupils": found.pupils,
        "session_rows": found.session_rows,
        "orphan_rows": found.orphan_rows,
        "repeated_rows": found.repeated_rows,
        "most_rows_per_pupil": found.most_rows_per_pupil,
        "invalid_upns": found.invalid_upns,
        "repeated_upns": found.repeated_upns,
        "without_possible": found.without_possible,
        "blank_counts": found.blank_counts,
        "blank_authorised": found.blank_authorised,
        "blank_unauthorised": found.blank_unauthorised,
        "over_possible": len(found.over_possible),
        "absences_over_possible": found.absences_over_possible,
        "reasons": dict(found.reasons),
        "obsolete": dict(found.obsolete),
        "not_absences": dict(found.not_absences),
        "unknown": dict(found.unknown),
        "rejected": len(found.rejects),
    }
