"""Deciding what a circumstance of care does to enforcement."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.rules.roles import Permission
from cases.actions.cases import case_link
from cases.actions.doors import locked_case, require
from cases.actions.timeline import record
from cases.models import Audience, CareDecision, Case, EntryKind
from cases.queries.care import care_standings
from cases.rules.care import KINDS, Circumstance, Effect, refusal

DOUBLE = timedelta(minutes=10)
_SAID = {
    Effect.BLOCKS: "blocks enforcement",
    Effect.INFORMS: "is to be considered before enforcement",
    Effect.NONE: "no longer stands against enforcement",
}


@transaction.atomic
def decide_care(
    *, case: Case, kind: Circumstance, effect: Effect, reason: str, until: date | None, by: Acting
) -> CareDecision:
    """Say that a circumstance blocks, informs or does nothing, until a last day; the same twice is one decision.

    Anybody who sees the casework may block or inform. Raises NotAllowed, and Refused where a block would be lifted
    by somebody who may not, the last day has passed, or nothing stands that could be lifted.
    """
    row = locked_case(case, by, Permission.VIEW_CASEWORK)
    require(bool(reason.strip()), "Say why: the reason stays on the record.")
    require(until is None or until >= by.on, "The last day must be today or later.")
    standing = {each.kind: each.effect for each in care_standings(row.pupil, by.on)}
    held = standing.get(kind, Effect.NONE)
    again: CareDecision | None = CareDecision.objects.filter(
        pupil=row.pupil, kind=kind, effect=effect, reason=reason, until=until, by=by.user, agency=by.agency,
        at__gte=timezone.now() - DOUBLE,
    ).order_by("-pk").first()  # fmt: skip
    if again is not None and held is effect:
        return again
    require(not refusal(held, effect, kind, by.role.name), refusal(held, effect, kind, by.role.name))
    require(
        effect is not Effect.NONE or held is not Effect.NONE, f"“{KINDS[kind].label}” does not stand here."
    )
    made = CareDecision.objects.create(
        pupil=row.pupil, kind=kind, effect=effect, reason=reason, began_on=by.on, until=until,
        agency=by.agency, by=by.user,
    )  # fmt: skip
    record(
        case=row, kind=EntryKind.CARE, text=f"{KINDS[kind].label}: this {_SAID[effect]}. {reason}", by=by,
        audience=Audience.AGENCIES, link=f"{case_link(row)}care/",
    )  # fmt: skip
    return made
