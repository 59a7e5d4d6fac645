"""Orders and charges as the gate looks at them: supervision orders, sessions charged, proceedings contemplated."""

from attendance.models import Parent, Pupil
from enforcement.models import FastTrack, Prosecution, SupervisionOrder
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


def charges_of(pupil: Pupil, parent: Parent) -> tuple[Use, ...]:
    """What was charged against a parent for a child: used for good, however the prosecution ended."""
    rows = Prosecution.objects.filter(pupil=pupil, parent=parent, state__in=LAID)
    return tuple(
        Use(row.ref, frozenset((each.on, each.session) for each in row.sessions.all()), End.CHARGED)
        for row in rows.prefetch_related("sessions")
    )


def is_contemplated(pupil: Pupil, parent: Parent) -> bool:
    """Whether a prosecution of a parent is being prepared, or was decided on at the end of a fast track."""
    drafts = Prosecution.objects.filter(pupil=pupil, parent=parent, state=ChargeState.DRAFT)
    decided = FastTrack.objects.filter(pupil=pupil, parent=parent, state=TrackState.COURT)
    return drafts.exists() or decided.exists()
