"""Closing a term: its figures are kept as they were told."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.acting import Acting
from agencies.models import LocalAuthority
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from reporting.models import FrozenRoll, FrozenTerm, PeriodRoll
from reporting.queries.frozen import current_figures, import_state
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import last_day
from reporting.rules.frozen import digest, document, packed
from reporting.rules.indicators import rule_set
from reporting.rules.periods import halves_within


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
    asked, counted_to = periods[period], last_day(authority.pk, year)
    if by.on <= asked.last:
        raise CannotClose(f"{asked.label} ends on {in_words(asked.last)}: close it after that day.")
    kept = {period, *(half.key for half in halves_within(asked, periods))}
    figures = current_figures(authority.pk, kept, year)
    if counted_to is None or not figures:
        raise CannotClose(f"Nothing is counted in {asked.label}.")
    on, imports = min(counted_to, asked.last), import_state(authority.pk)
    heading = {
        "authority": authority.name,
        "period": asked.label,
        "counted to": on.isoformat(),
        "rules": rule_set(on),
        "files applied": str(imports["parts"]),
        "newest file": str(imports["latest"]),
    }
    content = document(heading, figures)
    frozen = FrozenTerm.objects.create(
        authority=authority,
        year=year,
        period=period,
        on=on,
        rule_set=heading["rules"],
        imports=imports,
        document=packed(content),
        digest=digest(content),
        closed_by=by.user,
    )
    rolls = PeriodRoll.objects.filter(school__authority=authority, year=year, period=period)
    FrozenRoll.objects.bulk_create(
        [FrozenRoll(frozen=frozen, school_id=roll.school_id, records=bytes(roll.records)) for roll in rolls]
    )
    return frozen
