"""Casework in the filled authority: a case with something in every part of it, for the pages to be looked at with."""

from datetime import date, time, timedelta
from types import SimpleNamespace
from uuid import UUID

from agencies.acting import Acting
from agencies.models import AgencyKind, InterventionType
from attendance.models import Pupil
from cases.actions.cases import move_case, open_case
from cases.actions.interventions import Done, log_intervention
from cases.actions.looked_after import REPORTS
from cases.actions.meeting_people import invite
from cases.actions.meetings import Arranged, call_meeting
from cases.actions.minutes import add_item
from cases.actions.notes import write_note
from cases.actions.questionnaires import ask_views
from cases.actions.referrals import start_referral
from cases.actions.requests import send_request
from cases.models import (
    Audience,
    CareReport,
    Case,
    Document,
    Invitation,
    Meeting,
    MeetingItem,
    Plan,
    PlanAction,
    PlanParty,
    Questionnaire,
    Stop,
    Sweep,
)
from cases.rules.meetings import MeetingKind
from tests.browser.casework_of_support import add_what_lies_behind, closed_before, coming_back
from tests.factories import AgencyFactory
from tests.personas import World


def add_casework(world: World, child: Pupil, others: list[Pupil]) -> SimpleNamespace:
    """A case being supported, one that waits for an officer, and what several agencies did; by name."""
    officer, manager = world.acting("welfare_officer"), world.acting("team_manager")
    made = SimpleNamespace()
    made.case = _supported(world, child)
    for other in others:
        open_case(pupil=other, school=world.school, reason="Often away on Mondays.", by=officer)
    for audience in (Audience.SCHOOL, Audience.AGENCIES, Audience.AGENCY):
        write_note(
            case=made.case, text=f"Mother rang the office. {audience.label}.", audience=audience, by=officer
        )
    made.plan_action, made.party = _plan(made.case, officer)
    made.intervention = log_intervention(
        pupil=child,
        done=Done(
            on=officer.on - timedelta(days=2), outcome="We agreed a walking bus.", audience=Audience.SCHOOL,
            contact="visit", minutes=40, people="Mother and child", next_step="Ring on Monday",
            type=InterventionType.objects.filter(kind="locality_team").first(),
        ),
        by=officer,
    )  # fmt: skip
    housing = AgencyFactory(authority=world.authority, kind=AgencyKind.HOUSING, name="Irwell housing")
    made.request = send_request(
        pupil=child, to=housing, what="Please see whether the family can move.", scope=2,
        answer_by=officer.on + timedelta(days=10), by=officer,
    )  # fmt: skip
    made.document = Document.objects.create(
        case=made.case, pupil=child, title="Letter of the hospital", kind="pdf", file="none", digest="0" * 64, size=9,
        agency=officer.agency, by=officer.user, audience=Audience.SCHOOL,
    )  # fmt: skip
    add_what_lies_behind(made.case, officer)
    made.returning, made.stage = coming_back(world)
    made.closed, made.recheck = closed_before(world)
    ask_views(case=made.case, respondent="parent", by=officer)
    made.questionnaire = Questionnaire.objects.get(case=made.case)
    made.referral, _ = start_referral(pupil=others[0], school=world.school, by=world.acting("school_lead"))
    made.sweep, made.stop = _sweep(world)
    made.meeting, made.invitation, made.meeting_item = _meeting(made.case, officer)
    made.report = _report(world, child, manager.on)
    return made


def _plan(case: Case, by: Acting) -> tuple[PlanAction, PlanParty]:
    plan = Plan.objects.create(
        case=case, kind="attendance", aim="Back every day by Easter.", began_on=by.on,
        review_on=by.on + timedelta(days=40), by=by.user,
    )  # fmt: skip
    party = PlanParty.objects.create(plan=plan, kind="child")
    action = PlanAction.objects.create(
        case=case, pupil=case.pupil, what="Ring every Monday.", owner="agency", owner_agency=by.agency,
        due_on=by.on + timedelta(days=7), agency=by.agency, by=by.user, audience=Audience.SCHOOL,
    )  # fmt: skip
    return action, party


def _meeting(case: Case, by: Acting) -> tuple[Meeting, Invitation, MeetingItem]:
    """A child-protection review next week, with everybody around the child invited."""
    arranged = Arranged(by.on + timedelta(days=7), time(9, 30), "Town Hall, room 2", by.user)
    meeting = call_meeting(
        cases=[case],
        kind=MeetingKind.PROTECTION_REVIEW,
        arranged=arranged,
        by=by,
        purpose="To agree who helps.",
    )
    parents = [f"parent-{each.pk}" for each in case.pupil.contacts.filter(ended_on=None)]
    rows = invite(meeting=meeting, keys=["child", *parents, f"agency-{case.school.agency_id}"], by=by)
    item = add_item(
        meeting=meeting, kind="item", title="The bus in the morning", said="It comes too late.",
        audience=Audience.SCHOOL, by=by,
    )  # fmt: skip
    add_item(meeting=meeting, kind="decision", title="A taxi until Easter.", audience=Audience.SCHOOL, by=by)
    return meeting, rows[-1], item


def _supported(world: World, child: Pupil) -> Case:
    officer, manager = world.acting("welfare_officer"), world.acting("team_manager")
    case, _ = open_case(pupil=child, school=world.school, reason="Absent one day in three.", by=officer)
    given = move_case(case=case, move="allocate", officer=officer.user, by=manager)
    return move_case(case=given, move="support", by=officer)


def _sweep(world: World) -> tuple[Sweep, Stop]:
    held = world.people["police_officer"]
    on = world.acting("police_officer").on
    sweep = Sweep.objects.create(
        area="Precinct", on=on, began_at=time(9), ended_at=time(15), authorised_on=on, police_authorised_by="Supt Lane",
        council_authorised_by="Head of service", agency=held.agency, partner=world.agencies.north, by=held.user,
    )  # fmt: skip
    stop = Stop.objects.create(
        sweep=sweep, batch=UUID(int=7), number=1, stopped_at=time(10), outcome="school", agency=held.agency,
        by=held.user, forename="Sam", surname="Cooke", told="14, Northgate", place="Precinct", reason_given="Shopping",
    )  # fmt: skip
    return sweep, stop


def _report(world: World, child: Pupil, on: date) -> CareReport:
    kept = REPORTS.keep_whole(b"%PDF-1.7 a report")
    return CareReport.objects.create(
        agency=world.agencies.looked_after, kind="quarterly", key="2026-q1", began_on=on, ended_on=on, file=kept.name,
        digest=kept.digest,
        lines=[
            {"pupil": child.pk, "days": "12 days", "in_period": "2 days", "patterns": [], "school": "Northgate",
             "audited": True}
        ],
    )  # fmt: skip
