"""Setting targets, saying why one was missed, and keeping the list of areas to compare with."""

from collections.abc import Collection
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.acting import Acting
from agencies.models import LocalAuthority
from agencies.rules.roles import Permission
from attendance.rules.register import year_in_words, year_of, year_span
from reporting.models import Comparison, ComparisonKind, MissedReason, PublishedFigure, Target
from reporting.queries.targets import answerable, leads
from reporting.rules.indicators import INDICATORS
from reporting.rules.strategy_targets import SOURCE, STRATEGY

NEIGHBOURS_AT_MOST = 20


class CannotSet(Exception):
    """A refusal, as a sentence for the person who asked."""


def _authority(by: Acting) -> LocalAuthority:
    """The authority, locked, if this person may set its targets. Raises PermissionDenied."""
    if not by.may(Permission.SET_TARGETS):
        raise PermissionDenied
    return LocalAuthority.objects.select_for_update(no_key=True).get(pk=by.authority_id)


@transaction.atomic
def set_target(
    *, indicator: str, phase: str, year: int, value: Decimal, source: str, by: Acting, lead: int | None = None
) -> Target:
    """Set what an indicator should reach in an academic year; setting it anew replaces it, history is kept.

    ``lead`` is the person (id) who says why where it is missed; whoever sets it where nobody is named. Raises
    PermissionDenied, and CannotSet where the indicator does not belong to the year or the phase, or for a person who
    may set no targets.
    """
    authority, measured = _authority(by), INDICATORS[indicator]
    if not measured.in_year(year):
        raise CannotSet(f"{measured.name} is no measure of {year_in_words(year)}.")
    if measured.phases and phase and phase not in measured.phases:
        raise CannotSet(f"{measured.name} is about other schools than these.")
    lead = lead or by.user.pk
    if lead not in leads(by.authority_id, by.on):
        raise CannotSet("Only somebody who may set targets can be the lead officer.")
    target, _ = Target.objects.update_or_create(
        authority=authority,
        indicator=indicator,
        phase=phase,
        year=year,
        defaults={"value": value, "source": source, "set_by": by.user, "set_on": by.on, "lead_id": lead},
    )
    return target


@transaction.atomic
def remove_target(*, pk: int, by: Acting) -> None:
    """Take a target back. Again does nothing. Raises PermissionDenied, and CannotSet once a reason rests on it."""
    authority = _authority(by)
    target = Target.objects.filter(authority=authority, pk=pk).first()
    if target is None:
        return
    if target.reasons.exists():
        raise CannotSet("A reason for missing it has been recorded, so this target stays.")
    target.delete()


def load_strategy(authority: LocalAuthority) -> int:
    """Keep the targets of the 2007 strategy for an authority; those held already stay. Returns how many are new."""
    before = Target.objects.filter(authority=authority).count()
    Target.objects.bulk_create(
        [
            Target(
                authority=authority,
                indicator=row.indicator,
                year=row.year,
                value=row.value,
                source=f"{SOURCE}{' (reached, not a target)' if row.reached else ''}",
                set_on=year_span(2006)[0],
            )
            for row in STRATEGY
        ],
        ignore_conflicts=True,
    )
    return Target.objects.filter(authority=authority).count() - before


@transaction.atomic
def record_reason(*, target: int, period: int, reason: str, by: Acting) -> MissedReason:
    """Say why a target was missed in a period; the same words again are not written twice.

    Raises PermissionDenied, and CannotSet where there is no such target or it has another lead officer.
    """
    authority = _authority(by)
    row = Target.objects.filter(authority=authority, pk=target).first()
    if row is None:
        raise CannotSet("There is no such target.")
    if row.lead_id not in answerable(by, [row.lead_id]):
        raise CannotSet(f"{row.lead} is the lead officer of this target and says why it was missed.")
    newest = row.reasons.filter(period=period).order_by("-at").first()
    if newest is not None and newest.reason == reason:
        return newest
    return MissedReason.objects.create(
        authority=authority, target=row, period=period, reason=reason, by=by.user
    )


@transaction.atomic
def keep_comparisons(*, region: str, neighbours: Collection[str], by: Acting) -> None:
    """Keep the region and the list of statistical neighbours, by their codes in the published figures.

    Raises PermissionDenied, and CannotSet for a code that no published figure has, or for too many.
    """
    authority = _authority(by)
    if len(neighbours) > NEIGHBOURS_AT_MOST:
        raise CannotSet(f"Choose at most {NEIGHBOURS_AT_MOST} neighbours.")
    codes = [code for code in (region, *neighbours) if code]
    names = dict(
        PublishedFigure.objects.filter(area_code__in=codes).values_list("area_code", "area_name").distinct()
    )
    if unknown := sorted(set(codes) - set(names)):
        raise CannotSet(f"No published figure is held for {', '.join(unknown)}.")
    Comparison.objects.filter(authority=authority).delete()
    kinds = dict.fromkeys(neighbours, ComparisonKind.NEIGHBOUR) | (
        {region: ComparisonKind.REGION} if region else {}
    )
    Comparison.objects.bulk_create(
        [
            Comparison(authority=authority, kind=kind, area_code=code, area_name=names[code])
            for code, kind in kinds.items()
        ]
    )


def this_year(by: Acting) -> int:
    """The academic year of the day on which somebody acts."""
    return year_of(by.on)
