"""How the circumstances of a child stand towards enforcement."""

from dataclasses import dataclass
from datetime import date

from agencies.visibility import Viewer
from attendance.models import Characteristic, Pupil
from cases.models import CareDecision
from cases.rules.care import KINDS, Circumstance, Decision, Effect, Fact, Standing, standings

_RECORDED = [kind.value for kind in Circumstance if KINDS[kind].by_itself is not Effect.NONE]


def care_standings(pupil: Pupil, on: date) -> tuple[Standing, ...]:
    """Every circumstance that informs or blocks on a day; two queries. Who may know them, the caller has asked."""
    held = Characteristic.objects.current(on).filter(pupil=pupil, kind__in=_RECORDED)
    facts = [Fact(Circumstance(row.kind), row.began_on, row.ended_on) for row in held]
    made = [
        Decision(Circumstance(row.kind), Effect(row.effect), row.began_on, row.until, row.pk)
        for row in CareDecision.objects.filter(pupil=pupil)
    ]
    return standings(facts, made, on=on)


def blocking_flags(pupil: Pupil, on: date) -> tuple[Standing, ...]:
    """The circumstances that shut every step against the family on a day: what enforcement's gate asks."""
    return tuple(each for each in care_standings(pupil, on) if each.blocks)


@dataclass(frozen=True)
class CareLine:
    """A circumstance as it stands, with the decision behind it where there is one."""

    standing: Standing
    decision: CareDecision | None


def care_of(pupil: Pupil, by: Viewer, on: date) -> tuple[list[CareLine], list[CareDecision]]:
    """How the circumstances stand, and every decision, newest first, for one who sees casework."""
    rows = CareDecision.objects.visible_to(by).filter(pupil=pupil).select_related("by", "agency")
    made = list(rows.order_by("-pk"))
    by_key = {row.pk: row for row in made}
    lines = [CareLine(each, by_key.get(each.decision or 0)) for each in care_standings(pupil, on)]
    return lines, made
