"""Reports as they are read: an evaluation and a report to members that were closed, drafts, and what worked.

They are made after everything else, of all that the world holds.
"""

from dataclasses import asdict
from datetime import datetime, time

from django.utils import timezone

from agencies.acting import Acting
from agencies.models import InterventionType
from reporting.actions.reports import Words, close_report, write_words
from reporting.models import ImpactAnswer, ImpactStudy, ReportKind, StudyState
from reporting.queries.reports import Which, version_seen, words_of
from reporting.rules.comparing import Definition
from reporting.rules.effects import Estimate
from reporting.rules.what_worked import Answer, Balance, Numbers, Sessions
from reporting.rules.what_worked_kept import kept
from tests.permissions.world import Aviary


def add_reports(aviary: Aviary) -> None:
    """The evaluation of last year and the report of a quarter of it, closed; this year's as drafts.

    Both authorities have theirs under the same address, so that each reads its own.
    """
    for name in ("assistant_director", "stranger_officer"):
        by = Acting(aviary.world.people[name], aviary.on)
        _evaluation(aviary, by)
        _members(aviary, by)
    aviary.things["impact answer"] = _studied(aviary)


def _evaluation(aviary: Aviary, by: Acting) -> None:
    for year in (aviary.year - 1, aviary.year):
        _written(Which(by.authority_id, ReportKind.EVALUATION, year), ("summary", "next"), by)
    _closed(Which(by.authority_id, ReportKind.EVALUATION, aviary.year - 1), by)
    aviary.things["closed evaluation"], aviary.things["draft evaluation"] = (
        (aviary.year - 1, 0),
        (aviary.year, 0),
    )


def _members(aviary: Aviary, by: Acting) -> None:
    for quarter in (2, 4):
        _written(Which(by.authority_id, ReportKind.MEMBERS, aviary.year, quarter), ("next",), by)
    _closed(Which(by.authority_id, ReportKind.MEMBERS, aviary.year, 2), by)
    aviary.things["closed members"], aviary.things["draft members"] = (aviary.year, 2), (aviary.year, 4)


def _written(which: Which, sections: tuple[str, ...], by: Acting) -> None:
    for section in sections:
        write_words(which=which, section=section, words=Words("All are asked."), seen=0, by=by)


def _closed(which: Which, by: Acting) -> None:
    close_report(which=which, seen=version_seen(words_of(which)), by=by)


def _studied(aviary: Aviary) -> ImpactAnswer:
    """A study of the authority with an answer for a kind of support, and one for an agency."""
    at = timezone.make_aware(datetime.combine(aviary.on, time(6)))
    study = ImpactStudy.objects.create(
        authority=aviary.world.authority, on=aviary.on, definition=asdict(Definition()), state=StudyState.DONE,
        done=2, total=2, asked_at=at, touched_at=at, ended_at=at,
    )  # fmt: skip
    gain, window = Estimate(2.0, 1.0, 3.0, 0.5, 40.0), Sessions(30.0, 300.0)
    found = Answer(
        kind=0, numbers=Numbers(40, 40, 38, 36, 3, 108), during=gain, after=gain, ours=(window,) * 3,
        theirs=(window,) * 3, by_itself=(0.1, 0.2), balance=(Balance("Absence before", 10.0, 10.1, 0.2, 0.01),),
    )  # fmt: skip
    ImpactAnswer.objects.create(study=study, agency=aviary.world.agencies.north, found=kept(found))
    kind = InterventionType.objects.order_by("pk").first()
    return ImpactAnswer.objects.create(study=study, type=kind, found=kept(found))
