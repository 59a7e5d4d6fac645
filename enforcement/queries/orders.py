"""Orders and charges as the gate looks at them: supervision orders, sessions charged, proceedings contemplated."""

from collections import defaultdict
from collections.abc import Sequence

from attendance.models import Pupil
from enforcement.models import FastTrack, Prosecution, SupervisionOrder
from enforcement.rules.offences import FOR_ABSENCE, PARENTING_AFTER
from enforcement.rules.supervision import Supervision
from enforcement.rules.uses import End, Use
from enforcement.workflow.court import LAID, ChargeState, TrackState


def orders_of(pupil: Pupil) -> tuple[Supervision, ...]:
    """Every education supervision order that was made for a child, ended ones included."""
    rows = SupervisionOrder.objects.filter(pupil=pupil, made_on__isnull=False).order_by("made_on", "pk")
    return tuple(as_supervision(row) for row in rows)


def as_supervision(row: SupervisionOrder) -> Supervision:
    """An order that was made, as the rules look at it."""
    return Supervision(row.made_on, row.expires_on, row.ended_on)


def charges_of(pupil: Pupil, parents: Sequence[int]) -> dict[int, list[Use]]:
    """What was charged against parents for a child: used for good, however the prosecution ended; two queries."""
    laid = Prosecution.objects.filter(pupil=pupil, parent__in=parents, state__in=LAID)
    rows = laid.filter(offence__in=FOR_ABSENCE).order_by("pk")
    found: dict[int, list[Use]] = defaultdict(list)
    for row in rows.prefetch_related("sessions"):
        used = frozenset((each.on, each.session) for each in row.sessions.all())
        found[row.parent_id].append(Use(row.ref, used, End.CHARGED))
    return found


def convicted_of(pupil: Pupil, parents: Sequence[int]) -> set[int]:
    """The parents whom a court convicted of an offence after which a parenting order may be made."""
    rows = Prosecution.objects.filter(pupil=pupil, parent__in=parents, state=ChargeState.CONVICTED)
    named = [each.value for each in PARENTING_AFTER]
    return set(rows.filter(offence__in=named).values_list("parent", flat=True))


def contemplated_against(pupil: Pupil, parents: Sequence[int]) -> set[int]:
    """The parents of whom a prosecution for absence is being prepared, or was decided on at the end of a fast track."""
    drafts = Prosecution.objects.filter(
        pupil=pupil, parent__in=parents, state=ChargeState.DRAFT, offence__in=FOR_ABSENCE
    )
    decided = FastTrack.objects.filter(pupil=pupil, parent__in=parents, state=TrackState.COURT)
    return {*drafts.values_list("parent", flat=True), *decided.values_list("parent", flat=True)}
