"""Care, sweeps and views in the world of the canaries."""

from agencies.rules.roles import Permission as P
from cases.models import CareDecision
from tests.permissions.rules import of_child
from tests.permissions.world import Aviary, Child


def add_care(aviary: Aviary) -> None:
    """What was decided about the care of every child that is nobody's other record."""
    for child in aviary.children.values():
        if child.name != "merged":
            add_decision(aviary, child)


def add_decision(aviary: Aviary, child: Child) -> None:
    """A block of enforcement because of the child's health."""
    held = aviary.world.people["welfare_officer"]
    CareDecision.objects.create(
        pupil=child.pupil, kind="health", effect="blocks", began_on=aviary.on, agency=held.agency, by=held.user,
        **aviary.cage.texts("cases.CareDecision", child.name, of_child(child.pupil.pk, P.VIEW_CASEWORK)),
    )  # fmt: skip
