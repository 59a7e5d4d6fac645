"""Court, contracts and orders in the world of the canaries: for each child one of everything."""

from typing import Any

from agencies.rules.roles import Permission as P
from enforcement.models import (
    AttendanceOrder,
    Breach,
    ChargedFailure,
    ChargedSession,
    CourtPaper,
    Direction,
    Extension,
    FastTrack,
    Hearing,
    Interview,
    Letter,
    PackItem,
    ParentingContract,
    ParentingOrder,
    Prosecution,
    Statement,
    SupervisionConsideration,
    SupervisionOrder,
    SupervisionReview,
    TrackStep,
    Variation,
)
from tests.permissions.rules import of_child
from tests.permissions.world import Aviary, Child


def add_court(aviary: Aviary, child: Child, prepared: dict[str, Any]) -> None:
    """All records of court and orders of one child."""
    officer = aviary.world.people["welfare_officer"].user
    of_case = {"case": child.rows.case, "pupil": child.pupil}

    def texts(model: str) -> dict[str, str]:
        rule = of_child(child.pupil.pk, P.VIEW_LEGAL)
        return aviary.cage.texts(f"enforcement.{model}", child.name, rule, leave="ref")

    rows, on, by = child.rows, aviary.on, {"by": officer}
    rows.track = FastTrack.objects.create(**prepared, **texts("FastTrack"))
    rows.track_step = TrackStep.objects.create(
        track=rows.track, key="visit", week=1, due_on=on, **by, **texts("TrackStep")
    )
    SupervisionConsideration.objects.create(
        **of_case, on=on, decision="not", **by, **texts("SupervisionConsideration")
    )
    rows.supervision = SupervisionOrder.objects.create(**prepared, **texts("SupervisionOrder"))
    of_order = {"supervision": rows.supervision, **by}
    rows.direction = Direction.objects.create(**of_order, on=on, to="child", **texts("Direction"))
    SupervisionReview.objects.create(**of_order, due_on=on, **texts("SupervisionReview"))
    Extension.objects.create(**of_order, applied_on=on, before=on, until=on.replace(year=on.year + 1))
    rows.contract = ParentingContract.objects.create(
        **prepared, runs_from=on, runs_to=on, **texts("ParentingContract")
    )
    rows.school_order = AttendanceOrder.objects.create(
        **prepared, intended_school=child.school, **texts("AttendanceOrder")
    )
    rows.order_letter = Letter.objects.create(
        kind="sao_notice", case=rows.case, pupil=child.pupil, parent=rows.school_order.parent,
        address=prepared["address"], attendance_order=rows.school_order, on=on, **texts("Letter"),
    )  # fmt: skip
    Variation.objects.create(
        order=rows.school_order, on=on, was=child.school, school=child.school, **by, **texts("Variation")
    )
    Breach.objects.create(**of_case, contract=rows.contract, on=on, **by, **texts("Breach"))
    add_failure(aviary, child, prepared)
    rows.charge = charge = Prosecution.objects.create(**prepared, **texts("Prosecution"))
    rows.parenting_order = ParentingOrder.objects.create(
        **prepared, prosecution=charge, months=12, **texts("ParentingOrder")
    )
    add_evidence(aviary, child, charge, texts)
    rows.hearing = Hearing.objects.create(
        **of_case, prosecution=charge, on=on, purpose="first", **by, **texts("Hearing")
    )


def add_failure(aviary: Aviary, child: Child, prepared: dict[str, Any]) -> None:
    """A failure to keep the school attendance order, and a charge about it that is prepared."""
    officer = aviary.world.people["welfare_officer"].user
    failure = Breach.objects.create(
        case=child.rows.case, pupil=child.pupil, attendance=child.rows.school_order, on=aviary.on, what="Not on roll.",
        by=officer,
    )  # fmt: skip
    made = Prosecution.objects.create(**prepared, offence="s443", attendance_order=child.rows.school_order)
    ChargedFailure.objects.create(prosecution=made, pupil=child.pupil, parent=made.parent, breach=failure)


def add_evidence(aviary: Aviary, child: Child, charge: Prosecution, texts: Any) -> None:
    """What the pack of a prosecution holds."""
    on, of = aviary.on, {"prosecution": charge}
    by = {"by": aviary.world.people["welfare_officer"].user}
    ChargedSession.objects.create(**of, pupil=child.pupil, parent=charge.parent, on=on, session=0, code="O")
    child.rows.interview = Interview.objects.create(
        **of, invited_on=on, planned_on=on, **by, **texts("Interview")
    )
    child.rows.statement = Statement.objects.create(**of, **by, **texts("Statement"))
    child.rows.item = PackItem.objects.create(**of, kind="unused", number=1, **by, **texts("PackItem"))
    child.rows.paper = CourtPaper.objects.create(
        **of, kind="chronology", number=1, on=on, file="none", digest="none", size=1, **by,
        **{name: text for name, text in texts("CourtPaper").items() if name == "signed_by"},
    )  # fmt: skip
