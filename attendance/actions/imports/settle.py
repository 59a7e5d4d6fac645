"""Rows that fitted no child: a person says which child it is, that it is a new one, or that it is none."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.actions.enrolments import enrol_pupil
from attendance.actions.imports.receive import WrongState
from attendance.actions.imports.writing import Stamp, write_marks
from attendance.actions.review_again import owe_reviews
from attendance.formats.marks_string import Segment
from attendance.formats.staged import RECORD
from attendance.models import Enrolment, FormerUpn, Pupil, PupilName, School, UnmatchedRow
from attendance.queries.imports import row_days
from attendance.rules.register import year_span
from attendance.rules.upn import State as Worth
from attendance.rules.upn import read_upn

UPN_STATES = {
    Worth.PERMANENT: "permanent",
    Worth.TEMPORARY: "temporary",
    Worth.INVALID: "invalid",
    Worth.ABSENT: "none",
}


@dataclass(frozen=True)
class NewChild:
    """What is known of a child who is new to the authority."""

    surname: str
    forename: str
    born_on: date
    upn: str = ""
    sex: str = ""


@transaction.atomic
def match_row(*, by: Acting, row_id: int, pupil_ref: str, began_on: date) -> Pupil:
    """Say that a row is about a child this person may match; a child not on the school's roll joins it.

    Raises Pupil.DoesNotExist for any other child, WrongState where the row is settled already.
    """
    row = _locked(by, row_id)
    pupil: Pupil = Pupil.objects.permits(by, Permission.MATCH_PUPILS).get(ref=pupil_ref)
    upn = read_upn(row.upn)
    if upn.state in (Worth.PERMANENT, Worth.TEMPORARY) and upn.value != pupil.upn:
        FormerUpn.objects.get_or_create(pupil=pupil, upn=upn.value)
    _settle(by, row, "matched", pupil, began_on)
    return pupil


@transaction.atomic
def create_child(*, by: Acting, row_id: int, child: NewChild, began_on: date) -> Pupil:
    """Say that a row is about a child who is new here, and put them on the school's roll.

    A UPN that somebody holds already cannot be trusted: it is kept as not valid, and nothing is said of the
    other child. Raises WrongState where the row is settled already.
    """
    row = _locked(by, row_id)
    upn = read_upn(child.upn)
    held = upn.value and Pupil.objects.filter(upn=upn.value, merged_into__isnull=True).exists()
    pupil = Pupil.objects.create(
        surname=child.surname,
        forename=child.forename,
        born_on=child.born_on,
        sex=child.sex,
        upn=upn.value[:13],
        upn_state="invalid" if held else UPN_STATES[upn.state],
    )
    PupilName.objects.create(pupil=pupil, surname=child.surname, forename=child.forename)
    _settle(by, row, "created", pupil, began_on)
    return pupil


@transaction.atomic
def refuse_row(*, by: Acting, row_id: int) -> None:
    """Say that a row is about no child of the school. Raises WrongState where it is settled already."""
    _close(by, _locked(by, row_id), "refused", None)


def _locked(by: Acting, row_id: int) -> UnmatchedRow:
    rows = UnmatchedRow.objects.permits(by, Permission.MATCH_PUPILS).select_related("school", "batch")
    row: UnmatchedRow = rows.select_for_update(of=("self",), no_key=True).get(pk=row_id)
    if row.settled_as or row.batch.applied_at is None:
        raise WrongState("This row is settled already." if row.settled_as else "Apply the import first.")
    return row


def _close(by: Acting, row: UnmatchedRow, settled_as: str, pupil: Pupil | None) -> None:
    row.settled_as, row.settled_pupil, row.settled_by, row.settled_at = (
        settled_as,
        pupil,
        by.user,
        timezone.now(),
    )
    row.save(update_fields=["settled_as", "settled_pupil", "settled_by", "settled_at"])


def _settle(by: Acting, row: UnmatchedRow, settled_as: str, pupil: Pupil, began_on: date) -> None:
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=row.school_id)
    enrolments = _enrolments(by, row, pupil, began_on)
    _close(by, row, settled_as, pupil)
    stamp = Stamp(by_id=by.user.pk, batch_id=row.batch_id, at=row.settled_at or timezone.now())
    changed: list[tuple[int, date]] = []
    for enrolment in enrolments:
        lines = np.zeros(1, dtype=RECORD)
        lines["school"], lines["enrolment"], lines["year"] = row.school_id, enrolment.pk, row.year
        lines["line"] = row.line
        lines["marks"] = np.frombuffer(_marks_within(row, enrolment).encode("ascii"), dtype=np.uint8)
        # Files may have come since: an old row fills what has no mark and takes nothing back.
        written = write_marks(row.school_id, lines, stamp, fill_only=True)
        if written.changed_from:
            changed.append((row.school_id, written.changed_from))
    owe_reviews(changed)


def _enrolments(by: Acting, row: UnmatchedRow, pupil: Pupil, began_on: date) -> list[Enrolment]:
    """The child's enrolments at the school in the days of the row; a new one where there is none."""
    first, last = row_days(row)
    found = [
        each
        for each in pupil.enrolments.filter(school=row.school_id, began_on__lte=last)
        if each.ended_on is None or each.ended_on >= first
    ]
    if found:
        return found
    return [
        enrol_pupil(
            by=by, pupil=pupil, school=row.school, began_on=began_on, year_group=row.year_group, form=row.form
        )
    ]


def _marks_within(row: UnmatchedRow, enrolment: Enrolment) -> str:
    """The row's whole line, blank outside the days of the enrolment."""
    line = Segment(row.year, row.first, row.marks).line()
    start = year_span(row.year)[0]
    began = max(2 * (enrolment.began_on - start).days, 0)
    after = (
        len(line) if enrolment.ended_on is None else min(2 * (enrolment.ended_on - start).days + 2, len(line))
    )
    return line[began:after].rjust(after, " ").ljust(len(line), " ") if began < after else " " * len(line)
