"""Asking what worked, and answering it: a study at a time for each authority, with progress, its answers kept."""

from dataclasses import asdict
from datetime import date, timedelta

import structlog
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.actions.handing_over import hand_over
from agencies.models import LocalAuthority
from agencies.rules.roles import Permission
from reporting.models import ImpactAnswer, ImpactStudy, StudyState
from reporting.models.impact import UNDER_WAY
from reporting.queries.impact_input import Begun, Read, begun, chunks_of, read_authority
from reporting.queries.sums import last_day, years_counted
from reporting.rules.comparing import Definition
from reporting.rules.matching import match
from reporting.rules.what_worked import answers
from reporting.rules.what_worked_kept import kept

logger = structlog.get_logger("reporting.impact")
GIVEN_UP_AFTER = timedelta(minutes=15)
MATCHINGS = 2  # by kind of intervention, and by agency
ABANDONED = "The work stopped before its end. Ask again."


class CannotStudy(Exception):
    """A refusal, as a sentence for the person who asked."""


def ask_study(*, by: Acting) -> ImpactStudy:
    """Ask a worker what worked so far; where a study is under way already, that one.

    Raises PermissionDenied, and CannotStudy where nothing is counted yet.
    """
    if not by.may(Permission.SET_TARGETS):
        raise PermissionDenied
    study = _ask(by.authority_id, asked_by=by.user.pk)
    if study is None:
        raise CannotStudy("No registers are counted yet: there is nothing to compare.")
    return study


def ask_for_everybody() -> None:
    """Ask for every authority that has figures. Acts for nobody."""
    for key in LocalAuthority.objects.values_list("pk", flat=True):
        _ask(key, asked_by=None)


def take_up() -> list[int]:
    """Studies that no worker has heard of, to be handed over again; one whose worker died is ended as failed."""
    now = timezone.now()
    quiet = ImpactStudy.objects.filter(touched_at__lt=now - GIVEN_UP_AFTER)
    quiet.filter(state=StudyState.RUNNING).update(state=StudyState.FAILED, error=ABANDONED, ended_at=now)
    waiting = list(quiet.filter(state=StudyState.WAITING).values_list("pk", flat=True))
    ImpactStudy.objects.filter(pk__in=waiting).update(touched_at=now)
    return waiting


@transaction.atomic
def _ask(authority_id: int, *, asked_by: int | None) -> ImpactStudy | None:
    LocalAuthority.objects.select_for_update(no_key=True).get(pk=authority_id)
    if under_way := ImpactStudy.objects.filter(authority=authority_id, state__in=UNDER_WAY).first():
        return under_way
    now = timezone.now()
    on = _counted_to(authority_id)
    if on is None:
        return None
    study = ImpactStudy.objects.create(
        authority_id=authority_id,
        on=on,
        definition=asdict(Definition()),
        total=2 * len(chunks_of(authority_id)) + MATCHINGS,
        asked_by_id=asked_by,
        asked_at=now,
        touched_at=now,
    )
    hand_over("reporting.tasks.study_impact", study.pk)
    return study


def _counted_to(authority_id: int) -> date | None:
    years = years_counted(authority_id)
    found: date | None = last_day(authority_id, years[0]) if years else None
    return found


def carry_out(study_id: int) -> None:
    """Answer a study; one that is done stays as it is, one left by a worker that died is done from the start.

    What goes wrong is written into the study and raised on.
    """
    study = ImpactStudy.objects.get(pk=study_id)
    if study.state not in UNDER_WAY:
        return
    ImpactStudy.objects.filter(pk=study_id).update(state=StudyState.RUNNING, touched_at=timezone.now())
    with _FailureKept(study_id):
        _answer(study)


class _FailureKept:
    """Whatever goes wrong inside is written into the study, and raised on."""

    def __init__(self, study_id: int) -> None:
        self.study_id = study_id

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            ImpactStudy.objects.filter(pk=self.study_id).update(
                state=StudyState.FAILED, error=kind.__name__, ended_at=timezone.now()
            )


def _answer(study: ImpactStudy) -> None:
    definition = Definition(**study.definition)
    read = read_authority(study.authority_id, study.on, lambda done: _tell(study.pk, done))
    rows = []
    for by_agency in (False, True):
        asked = begun(read, study.authority_id, by_agency=by_agency)
        rows += _rows(study, read, asked, definition)
        _tell(study.pk, study.total - (0 if by_agency else 1))
    with transaction.atomic():
        held = ImpactStudy.objects.select_for_update().get(pk=study.pk)
        if held.state == StudyState.RUNNING:
            held.answers.all().delete()
            ImpactAnswer.objects.bulk_create(rows)
            ImpactStudy.objects.filter(pk=study.pk).update(
                state=StudyState.DONE, done=study.total, ended_at=timezone.now()
            )
    logger.info("impact studied", study=study.pk, answers=len(rows))


def _rows(study: ImpactStudy, read: Read, asked: Begun, definition: Definition) -> list[ImpactAnswer]:
    if not len(asked.starts.pupil):
        return []
    matches = match(read.registers, read.pupils, asked.starts, definition)
    rows = []
    for found in answers(matches, read.pupils, asked.starts, definition):
        kind, contact, agency = asked.subjects[found.kind]
        rows.append(
            ImpactAnswer(study=study, type_id=kind, contact=contact, agency_id=agency, found=kept(found))
        )
    return rows


def _tell(study_id: int, done: int) -> None:
    """Say how far the study is, at once: progress is seen by others while the work goes on."""
    ImpactStudy.objects.filter(pk=study_id).update(done=done, touched_at=timezone.now())
