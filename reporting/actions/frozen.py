"""Closing a term: its figures are kept as they were told."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.acting import Acting
from agencies.models import LocalAuthority
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from attendance.models import School
from reporting.actions.figures import hold_schools
from reporting.models import FrozenRoll, FrozenTerm, PeriodRoll
from reporting.queries.frozen import current_figures, import_state
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import Scope, by_school, coverage, last_day
from reporting.rules.frozen import DAYS, SCHOOLS, FrozenFigure, days_of, digest, document, packed
from reporting.rules.indicators import rule_set
from reporting.rules.periods import Period, halves_within


class CannotClose(Exception):
    """A refusal, as a sentence for the person who asked."""


@transaction.atomic
def close_term(*, year: int, period: int, by: Acting) -> FrozenTerm:
    """Keep every figure of a term or year as it stands, with rule set, state of imports and digest.

    Closing it again changes nothing. Raises PermissionDenied, and CannotClose where the period has not ended or
    nothing is counted in it.
    """
    if not by.may(Permission.SET_TARGETS):
        raise PermissionDenied
    authority = LocalAuthority.objects.select_for_update(no_key=True).get(pk=by.authority_id)
    held = FrozenTerm.objects.filter(authority=authority, year=year, period=period).first()
    if held is not None:
        return held
    periods = authority_periods(authority.pk, year)
    asked = periods[period]
    if by.on <= asked.last:
        raise CannotClose(f"{asked.label} ends on {in_words(asked.last)}: close it after that day.")
    # Nobody counts meanwhile, so that the figures and the pupils behind them are of one count.
    hold_schools(list(School.objects.filter(authority=authority).values_list("pk", flat=True)))
    counted_to, figures = last_day(authority.pk, year), _figures(authority.pk, asked, periods)
    if counted_to is None or not figures:
        raise CannotClose(f"Nothing is counted in {asked.label}.")
    return _kept(authority, asked, min(counted_to, asked.last), figures, by)


def _kept(
    authority: LocalAuthority, asked: Period, on: date, figures: Sequence[FrozenFigure], by: Acting
) -> FrozenTerm:
    """The closed term with its document, and the pupils behind its figures."""
    imports, rules = import_state(authority.pk), rule_set(on)
    heading = {
        "authority": authority.name,
        "period": asked.label,
        DAYS: days_of(asked.first, asked.last),
        "counted to": on.isoformat(),
        SCHOOLS: _schools(asked, by),
        "rules": rules,
        "files applied": str(imports["parts"]),
        "newest file": str(imports["latest"]),
    }
    content = document(heading, figures)
    frozen = FrozenTerm.objects.create(
        authority=authority, year=asked.year, period=asked.key, on=on, rule_set=rules, imports=imports,
        document=packed(content), digest=digest(content), closed_by=by.user,
    )  # fmt: skip
    rolls = PeriodRoll.objects.filter(school__authority=authority, year=asked.year, period=asked.key)
    FrozenRoll.objects.bulk_create(
        [FrozenRoll(frozen=frozen, school_id=roll.school_id, records=bytes(roll.records)) for roll in rolls]
    )
    return frozen


def _figures(authority: int, asked: Period, periods: Mapping[int, Period]) -> list[FrozenFigure]:
    """The figures of a term or year with those of its half terms, and of all pupils by week."""
    weeks = [
        each.key for each in periods.values() if each.is_week and asked.first <= each.first <= asked.last
    ]
    kept = {asked.key, *(half.key for half in halves_within(asked, periods))}
    return current_figures(authority, asked.year, kept, weeks)


def _schools(asked: Period, by: Acting) -> str:
    """Of how many schools there are figures, and whether all are counted as far."""
    whole = Scope(by.authority_id)
    covered = coverage(whole, asked, by_school(whole, asked), by)
    said = f"{covered.counted} of {covered.expected} with figures"
    first, last = (min(day, asked.last) for day in (covered.earliest, covered.on))
    return said if first == last else f"{said}, some counted only to {in_words(first)}"
