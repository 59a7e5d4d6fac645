"""Holds: what keeps a case from closing, placed and lifted by whatever knows of it."""

from datetime import date

from django.db import transaction

from agencies.acting import Acting
from cases.models import Case, Hold, HoldKind


@transaction.atomic
def place_hold(*, case: Case, kind: HoldKind, key: str, by: Acting | None, on: date) -> Hold:
    """Keep a case open; again, with the same key, does nothing. The caller has checked the right."""
    held, _ = Hold.objects.get_or_create(
        case=case,
        kind=kind,
        key=key,
        lifted_on=None,
        defaults={"placed_on": on, "placed_by": by.user if by else None},
    )
    return held


@transaction.atomic
def lift_hold(*, case: Case, kind: HoldKind, key: str, by: Acting | None, on: date) -> None:
    """Lift a hold; again does nothing. The caller has checked the right."""
    rows = Hold.objects.select_for_update().filter(case=case, kind=kind, key=key, lifted_on=None)
    rows.update(lifted_on=on, lifted_by=by.user if by else None)
