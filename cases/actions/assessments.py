"""Assessing a child's circumstances, version by version, and keeping what child and parents say in their own words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.models import User
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from attendance.models import Contact
from cases.actions.doors import NotAllowed, locked_case, require, same_version
from cases.actions.interventions import check_audience
from cases.actions.timeline import record
from cases.models import (
    Assessment,
    AssessmentFactor,
    Audience,
    Case,
    EntryKind,
    How,
    OwnWords,
    Speaker,
    Weight,
)
from cases.rules.factors import FACTORS

DOUBLE = timedelta(minutes=10)  # the same words by the same person within this are a second click


@dataclass(frozen=True)
class FactorFound:
    """A circumstance that plays a part, how much, and what is known of it."""

    factor: str
    weight: str
    note: str = ""


@dataclass(frozen=True)
class Found:
    """What an assessment found: circumstances, strengths, what follows, and when it is looked at again."""

    conclusions: str
    review_on: date
    strengths: str = ""
    factors: Sequence[FactorFound] = field(default=())


@transaction.atomic
def assess(*, case: Case, found: Found, seen: int, by: Acting) -> Assessment:
    """Write the next version of a case's assessment; `seen` is the number of the version that the person had open.

    The same words again by the same person are one version. Raises NotAllowed, ChangedMeanwhile where somebody wrote
    a version meanwhile, and Refused for a closed case, no conclusions, and a review that is not ahead.
    """
    row = locked_case(case, by)
    require(row.is_live, "The case is closed. Open it again before assessing.")
    last: Assessment | None = row.assessments.order_by("-number").first()
    if last is not None and last.by_id == by.user_id and found_in(last) == found:
        return last
    same_version(last.number if last else 0, seen)
    _check(found, by.on)
    assessment = Assessment.objects.create(
        case=row, number=seen + 1, strengths=found.strengths, conclusions=found.conclusions,
        review_on=found.review_on, on=by.on, by=by.user, agency=by.agency,
    )  # fmt: skip
    AssessmentFactor.objects.bulk_create(
        AssessmentFactor(assessment=assessment, factor=each.factor, weight=each.weight, note=each.note)
        for each in found.factors
    )
    record(
        case=row, kind=EntryKind.ASSESSMENT, text=_told(found, seen + 1), by=by,
        link=f"/cases/{row.ref}/assessment/",
    )  # fmt: skip
    return assessment


def found_in(assessment: Assessment) -> Found:
    """What a version found, in the order of the list of circumstances."""
    rows = {each.factor: each for each in assessment.factors.all()}
    return Found(
        conclusions=assessment.conclusions, review_on=assessment.review_on, strengths=assessment.strengths,
        factors=tuple(FactorFound(key, rows[key].weight, rows[key].note) for key in FACTORS if key in rows),
    )  # fmt: skip


def _check(found: Found, on: date) -> None:
    keys = [each.factor for each in found.factors]
    require(bool(found.conclusions.strip()), "Say what follows from it.")
    require(found.review_on > on, "The review is still to come: give a later day.")
    require(
        set(keys) <= set(FACTORS) and len(keys) == len(set(keys)),
        "Choose circumstances from the list, each once.",
    )
    require({each.weight for each in found.factors} <= set(Weight.values), "Say how much each plays a part.")


def _told(found: Found, number: int) -> str:
    said = "Circumstances assessed." if number == 1 else f"Circumstances assessed again, version {number}."
    for weight, label in Weight.choices:
        names = [FACTORS[each.factor].label.lower() for each in found.factors if each.weight == weight]
        said += f" {label}: {', '.join(names)}." if names else ""
    return f"{said} To be looked at again by {in_words(found.review_on)}."


@dataclass(frozen=True)
class Said:
    """What somebody said, when and how, and for whom it is written down. Without a `contact` it is the child."""

    words: str
    on: date
    how: How
    audience: Audience
    contact: Contact | None = None
    readers: Sequence[User] = ()

    @property
    def speaker(self) -> Speaker:
        """Whose words they are."""
        return Speaker.PARENT if self.contact else Speaker.CHILD


@transaction.atomic
def keep_words(*, case: Case, said: Said, by: Acting) -> OwnWords:
    """Keep what the child or one parent said, as they said it; the same words twice within minutes are kept once.

    Each parent's words are a row of their own, never joined with another's. Raises NotAllowed, and Refused for a day
    ahead, somebody else's parent, and an audience of nobody or one closed to the writer.
    """
    row = locked_case(case, by, Permission.VIEW_CASE)
    if not by.may(Permission.LOG_WORK):
        raise NotAllowed("Only those who work with the child write down what was said.")
    require(row.is_live, "The case is closed. Open it again before adding to it.")
    require(bool(said.words.strip()), "Write what was said.")
    require(said.on <= by.on, f"The day must be {in_words(by.on)} or earlier.")
    theirs = said.contact is None or said.contact.pupil_id == row.pupil_id
    require(theirs, "Choose one of this child’s parents.")
    check_audience(said.audience, said.readers, by)
    given = {
        "case": row, "pupil": row.pupil, "speaker": said.speaker, "contact": said.contact, "on": said.on,
        "how": said.how, "words": said.words.strip(), "audience": said.audience, "by": by.user, "agency": by.agency,
    }  # fmt: skip
    before: OwnWords | None = OwnWords.objects.filter(at__gte=timezone.now() - DOUBLE, **given).first()
    return before or _keep(given, said, by)


def _keep(given: dict[str, object], said: Said, by: Acting) -> OwnWords:
    kept: OwnWords = OwnWords.objects.create(**given)
    kept.readers.set(said.readers)
    who = f"A parent ({said.contact.relationship})" if said.contact else "The child"
    record(
        case=kept.case, kind=EntryKind.VIEWS, text=f"{who} said: “{kept.words}”", by=by, on=said.on,
        audience=said.audience, readers=said.readers, link=f"/cases/{kept.case.ref}/words/",
    )  # fmt: skip
    return kept
