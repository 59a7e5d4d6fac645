"""Questions about imports: lists, what a batch would do and did, and whom an unmatched row may be about."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import (
    FormerUpn,
    ImportPart,
    Pupil,
    PupilName,
    RegisterImport,
    SavedMapping,
    School,
    UnmatchedRow,
)
from attendance.models.pupil import Sound
from attendance.rules.register import day_at
from attendance.workflow.imports import State

MOST_CANDIDATES = 10


def imports_of(by: Acting) -> models.QuerySet[RegisterImport]:
    """The imports this person may see, newest first, each with its sender and how many rows wait for a child."""
    waiting = UnmatchedRow.objects.visible_to(by).filter(batch=OuterRef("pk"), settled_as="").order_by()
    counted = waiting.values("batch").annotate(number=Count("pk")).values("number")
    found = RegisterImport.objects.visible_to(by).select_related("agency", "by", "repeats")
    return found.annotate(waiting=Subquery(counted)).order_by("-received_at", "-pk")


def parts_of(batch: RegisterImport) -> models.QuerySet[ImportPart]:
    """An import's schools by name."""
    return batch.parts.select_related("school").order_by("school__name", "pk")


@dataclass(frozen=True)
class Progress:
    """How far an import is: shares done of all."""

    done: int
    total: int


def progress_of(batch: RegisterImport) -> Progress:
    """How many schools' shares are applied or refused."""
    counted = batch.parts.aggregate(total=Count("pk"), owed=Count("pk", filter=Q(state=State.STAGED)))
    return Progress(done=counted["total"] - counted["owed"], total=counted["total"])


def owed_reviews(batch: RegisterImport) -> list[tuple[int, date]]:
    """The schools (keys) whose registers an applied import changed, with the first day that reads otherwise now.

    What rests on registers, such as notices, is looked at again from that day on.
    """
    found = batch.parts.filter(state=State.APPLIED).values_list("school", "counts__review_from")
    return [(school, date.fromisoformat(first)) for school, first in found if first]


def saved_mappings_of(by: Acting) -> models.QuerySet[SavedMapping]:
    """The choices of columns that the agencies within reach have kept."""
    return SavedMapping.objects.visible_to(by).order_by("name", "pk")


def schools_to_send_for(by: Acting) -> models.QuerySet[School]:
    """The schools whose registers this person may send."""
    return School.objects.permits(by, Permission.IMPORT_REGISTERS).order_by("name", "pk")


def unmatched_of(by: Acting) -> models.QuerySet[UnmatchedRow]:
    """The rows waiting for a child at schools this person answers for, oldest first."""
    found = UnmatchedRow.objects.visible_to(by).open().select_related("school", "batch")
    return found.order_by("batch__received_at", "line", "pk")


def row_days(row: UnmatchedRow) -> tuple[date, date]:
    """The first and last days of which an unmatched row says anything."""
    said = row.marks.strip(" ")
    first = row.first + len(row.marks) - len(row.marks.lstrip(" "))
    return day_at(row.year, first), day_at(row.year, first + max(len(said) - 1, 0))


def candidates(row: UnmatchedRow, by: Acting) -> list[Pupil]:
    """Children that a row may be about, of those this person may match: same number, birth date or sound of name.

    Children they may not see are left out without a trace.
    """
    theirs = Pupil.objects.permits(by, Permission.MATCH_PUPILS)
    same = Q(pk__in=[])
    if row.upn:
        same |= Q(upn=row.upn) | Q(pk__in=FormerUpn.objects.filter(upn=row.upn).values("pupil"))
    if row.surname and row.forename:
        sound = Sound(Value(row.forename), Value(row.surname))
        sounding = PupilName.objects.filter(hidden=False, sound=sound).values("pupil")
        same |= Q(pk__in=sounding)
        if row.born_on:
            near = (row.born_on - timedelta(days=1), row.born_on + timedelta(days=1))
            same |= Q(born_on__range=near, surname__iexact=row.surname)
    if row.born_on:
        same |= Q(born_on=row.born_on, enrolments__school=row.school_id)
    return list(theirs.filter(same).distinct().order_by("surname", "forename", "pk")[:MOST_CANDIDATES])
