"""Assessments as pages show them, what was said by whom, and how often each circumstance lies behind absence."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from agencies.acting import Acting
from agencies.words import date as in_words
from attendance.models import Contact
from cases.models import Assessment, AssessmentFactor, Case, OwnWords, Speaker, Weight
from cases.rules.factors import FACTORS, Factor, FactorCount, Help, counted, help_for
from cases.rules.plan_versions import Change, changed


@dataclass(frozen=True)
class FactorLine:
    """A circumstance that a version found, and the practical help there is for it."""

    factor: Factor
    row: AssessmentFactor
    help: tuple[Help, ...]


@dataclass(frozen=True)
class Version:
    """A version of an assessment with what it found, the main reasons first, and what changed from the one before."""

    assessment: Assessment
    lines: list[FactorLine]
    change: Change | None


def versions_of(case: Case, by: Acting) -> list[Version]:
    """Every version of a case's assessment that this person may see, the newest first; two queries."""
    rows = Assessment.objects.visible_to(by).filter(case=case).select_related("by", "agency")
    found = list(rows.prefetch_related("factors").order_by("-number"))
    before = [*found[1:], None][: len(found)]
    return [
        Version(row, _lines(row), changed(words_of(old), words_of(row)) if old else None)
        for row, old in zip(found, before, strict=True)
    ]


def latest(case: Case, by: Acting) -> Assessment | None:
    """The newest version with its circumstances; two queries."""
    rows = Assessment.objects.visible_to(by).filter(case=case).prefetch_related("factors")
    return rows.order_by("-number").first()


def factors_of(case: Case, by: Acting) -> set[str]:
    """The circumstances that the newest version found; none where this person may not see it."""
    found = latest(case, by)
    return {row.factor for row in found.factors.all()} if found else set()


def _lines(row: Assessment) -> list[FactorLine]:
    held = {each.factor: each for each in row.factors.all()}
    keys = sorted((key for key in FACTORS if key in held), key=lambda key: held[key].weight != Weight.MAIN)
    every = help_for(set(keys))
    return [
        FactorLine(FACTORS[key], held[key], tuple(each for each in every if each.factor == key))
        for key in keys
    ]


def words_of(row: Assessment) -> list[str]:
    """A version as lines of plain words, for a comparison."""
    held = {each.factor: each for each in row.factors.all()}
    found = [(FACTORS[key].label, held[key]) for key in FACTORS if key in held]
    return [
        *(f"{label}: {each.get_weight_display().lower()}. {each.note}".strip() for label, each in found),
        f"Strengths: {row.strengths}",
        f"Conclusions: {row.conclusions}",
        f"Look again by: {in_words(row.review_on)}",
    ]


@dataclass(frozen=True)
class Voice:
    """What one person said, the newest first: the child, or one parent alone."""

    name: str
    role: str
    rows: list[OwnWords]


def voices_of(case: Case, by: Acting) -> list[Voice]:
    """What was said and is meant for this person: the child first, then each parent apart; two queries."""
    rows = OwnWords.objects.visible_to(by).filter(case=case).select_related("by", "agency")
    said: dict[int | None, list[OwnWords]] = defaultdict(list)
    for row in rows.order_by("-on", "-pk"):
        said[row.contact_id].append(row)
    parents = {
        each.pk: each
        for each in Contact.objects.visible_to(by).filter(pk__in=[*said]).select_related("parent")
    }
    found = [Voice(case.pupil.forename, "", said[None])] if None in said else []
    for key in sorted(key for key in said if key is not None):
        held = parents.get(key)
        name, role = (str(held.parent), held.relationship) if held else (Speaker.PARENT.label, "")
        found.append(Voice(name, role, said[key]))
    return found


def factor_counts(authority_id: int, first: date, last: date) -> tuple[int, tuple[FactorCount, ...]]:
    """How many children were assessed in a period, and with which circumstances; small numbers held back.

    A child counts once, by the newest version of the period; restricted children are in no count.
    """
    made = Assessment.objects.filter(
        case__team__authority=authority_id, case__pupil__restricted=False, on__gte=first, on__lte=last
    )
    newest = (
        made.filter(case__pupil=OuterRef("case__pupil")).order_by("-on", "-number", "-pk").values("pk")[:1]
    )
    rows = made.annotate(newest=Subquery(newest)).filter(pk=Subquery(newest))
    held = AssessmentFactor.objects.filter(assessment__in=rows.values("pk"))
    total = rows.count()
    return total, counted(held.values_list("factor", "weight"), total)
