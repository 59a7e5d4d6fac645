"""Court, contracts and orders in the filled authority, on the case that has something in every part."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from attendance.models import Contact
from enforcement.actions.fast_track import prepare_track
from enforcement.actions.order_letters import write_first_notice
from enforcement.actions.prosecutions import consider_supervision
from enforcement.models import (
    AttendanceOrder,
    Breach,
    ChargedFailure,
    ChargedSession,
    CourtPaper,
    Decision,
    FastTrack,
    Hearing,
    PackItem,
    ParentingContract,
    ParentingOrder,
    Prosecution,
    SupervisionOrder,
    SupervisionReview,
    TrackStep,
)
from enforcement.rules.fast_track import timetable
from tests.factories import ContactFactory
from tests.personas import World


def _running(track: FastTrack, world: World) -> FastTrack:
    """The fast track as a manager would have entered it three weeks ago."""
    manager = world.acting("team_manager")
    entered_on = manager.on - timedelta(days=20)
    track.decision = Decision.objects.create(
        step="fast-track", case=track.case, pupil=track.pupil, parent=track.parent, on=entered_on, regime="2024",
        gate={"is_open": True}, agency=manager.agency, by=manager.user,
    )  # fmt: skip
    track.state, track.entered_on, track.checked_by = "running", entered_on, manager.user
    track.save()
    return track


def _order_not_kept(made: SimpleNamespace, world: World, prepared: dict[str, Any]) -> None:
    """A school attendance order to another parent as a manager would have made it, not kept, and a charge about it."""
    manager, on = world.acting("team_manager"), world.acting("team_manager").on
    given = {**prepared, "parent": ContactFactory(pupil=made.case.pupil, relationship="Father").parent}
    decision = Decision.objects.create(
        step="attendance-order", case=made.case, pupil=made.case.pupil, parent=given["parent"], regime="2024",
        on=on - timedelta(days=40), gate={"is_open": True}, agency=manager.agency, by=manager.user,
    )  # fmt: skip
    made.order_in_force = order = AttendanceOrder.objects.create(
        **given, unsuitable_because="Two visits found no work and no plan.", expedient_because="She wants to go.",
        notice_served_on=on - timedelta(days=80), intended_school=world.other_school,
        intended_served_on=on - timedelta(days=60),
    )  # fmt: skip
    for state in ("noticed", "intended", "made"):
        order.state = state
        if state == "made":
            order.decision, order.checked_by = decision, manager.user
            order.made_on, order.named_school = on - timedelta(days=40), world.other_school
            order.served_on, order.served_how = on - timedelta(days=38), "By hand to the father, at the door."
        order.save()
    made.order_charge = Prosecution.objects.create(
        **given, offence="s443", attendance_order=order, consideration=made.case.considerations.first(),
        parent_heard="He says that she is taught by her grandmother. Two visits found no work.",
    )  # fmt: skip
    for back in (30, 23, 16):
        failure = Breach.objects.create(
            case=made.case, pupil=made.case.pupil, attendance=order, on=on - timedelta(days=back),
            what="The school has no application, and the child is on no roll.",
            explanation="He says that the uniform is too dear.", by=prepared["drafted_by"],
        )  # fmt: skip
        ChargedFailure.objects.create(
            prosecution=made.order_charge, pupil=made.case.pupil, parent=given["parent"], breach=failure
        )


def add_court(world: World, made: SimpleNamespace) -> None:
    """A fast track, a prosecution with its pack, and one of each order, by name."""
    officer = world.acting("welfare_officer")
    case, by, on = made.case, officer.user, officer.on
    contact = Contact.objects.filter(pupil=case.pupil).first() or ContactFactory(pupil=case.pupil)
    of_case = {"case": case, "pupil": case.pupil}
    prepared = {
        **of_case, "school": case.school, "parent": contact.parent, "drafted_by": by, "agency": officer.agency,
    }  # fmt: skip
    consider_supervision(case=case, decision="not", reason="The family refuses all help.", by=officer)
    made.track = _running(prepare_track(case=case, parent=contact.parent, by=officer), world)
    made.track_step = None
    for step in timetable(on - timedelta(days=20)):
        made.track_step = TrackStep.objects.create(
            track=made.track, key=step.key, title=step.title, week=step.week, due_on=step.due_on,
            done_on=step.due_on if step.week == 0 else None,
        )  # fmt: skip
    made.charge = charge = Prosecution.objects.create(
        **prepared,
        consideration=case.considerations.first(),
        knowledge="Letter of 5 October\nVisit of 9 October",
    )
    for day in range(40, 50):
        ChargedSession.objects.create(
            prosecution=charge,
            pupil=case.pupil,
            parent=contact.parent,
            on=on - timedelta(days=day),
            session=0,
            code="O",
        )
    PackItem.objects.create(prosecution=charge, kind="exhibit", number=1, what="Letter of 5 October", by=by)
    PackItem.objects.create(
        prosecution=charge, kind="cost", number=1, what="Preparation", amount=12_550, by=by
    )
    CourtPaper.objects.create(
        prosecution=charge, kind="certificate", number=1, on=on, file="none", digest="0" * 64, size=9, by=by
    )
    made.hearing = Hearing.objects.create(
        **of_case, prosecution=charge, on=on + timedelta(days=9), court="Irwell Magistrates’ Court", purpose="first",
        by=by,
    )  # fmt: skip
    made.contract = ParentingContract.objects.create(
        **prepared,
        runs_from=on,
        runs_to=on + timedelta(days=90),
        parent_statement="I will bring her each day.",
    )
    made.supervision = SupervisionOrder.objects.create(
        **prepared, consulted_on=on, consulted="Children’s services"
    )
    SupervisionReview.objects.create(supervision=made.supervision, due_on=on, by=by)
    made.parenting_order = ParentingOrder.objects.create(**prepared, prosecution=charge, months=12)
    _order_not_kept(made, world, prepared)
    made.school_order = AttendanceOrder.objects.create(
        **prepared, unsuitable_because="No work was shown.", notice_served_on=on
    )
    made.order_letter = write_first_notice(row=made.school_order, days=15, by=officer)
