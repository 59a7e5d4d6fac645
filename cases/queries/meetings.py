"""Meetings as one person may see them, whom they may invite, and what the register says for the agenda."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.acting import Acting
from agencies.models import Agency, Membership
from agencies.paging import Page, page_of
from agencies.rules.roles import ROLES, Permission
from agencies.words import date as in_words
from attendance.models import Contact, Involvement, Pupil
from attendance.queries.family import siblings_of
from cases.models import Audience, Case, Invitation, Meeting, MeetingItem, MeetingPaper, PlanAction
from cases.queries.measuring import marks_of
from cases.rules.meetings import OF_CASEWORK, MeetingKind
from cases.rules.targets import figure_in_words
from cases.workflow.meetings import MeetingMove, MeetingState, meeting_moves_from

MOST_PEOPLE = 100
SIX_WEEKS = timedelta(weeks=6)
ORDER = (Audience.SCHOOL, Audience.AGENCIES, Audience.AGENCY, Audience.NAMED, Audience.LEGAL)
S = MeetingState
# What the list of one's agency shows: the address's word, the heading, the states, and whether the day is to come.
SHOWN: dict[str, tuple[str, tuple[MeetingState, ...]]] = {
    "coming": ("To come", (S.ARRANGED,)),
    "minutes": ("Minutes to come", (S.HELD,)),
    "over": ("Over or cancelled", (S.ISSUED, S.CANCELLED)),
}


def meetings_for(by: Acting) -> QuerySet[Meeting]:
    """The meetings that one may see and that are one's own."""
    rows = Meeting.objects.visible_to(by).filter(meant_for(by))
    return rows.select_related("pupil", "chair", "agency")


def meant_for(by: Acting) -> Q:
    """The condition that one's agency called a meeting, or is invited to it, or that one chairs it."""
    invited = Invitation.objects.filter(to__in=by.reach, meeting=OuterRef("pk"), withdrawn_on=None)
    return Q(agency__in=by.reach) | Q(chair=by.user_id) | Q(Exists(invited))


def meeting_page(by: Acting, shown: str, number: object) -> Page:
    """A page of one heading of the list, the soonest first; of those that are over the latest."""
    rows = meetings_for(by).filter(state__in=SHOWN[shown][1])
    order = ("-on", "-starts_at", "-pk") if shown == "over" else ("on", "starts_at", "pk")
    return page_of(rows.order_by(*order), number)


def runs(meeting: Meeting, by: Acting) -> bool:
    """Whether somebody keeps the record of a meeting: their agency called it, and they may log work."""
    return meeting.agency_id in by.reach and by.may(Permission.LOG_WORK)


@dataclass(frozen=True)
class MeetingPage:
    """A meeting with its parts as one person may read them."""

    meeting: Meeting
    runs: bool
    moves: list[MeetingMove]
    invitations: list[Invitation]
    own: list[Invitation]
    items: list[MeetingItem]
    decisions: list[MeetingItem]
    actions: list[PlanAction]
    papers: list[MeetingPaper]
    together: list[Meeting]

    @property
    def open(self) -> bool:
        """Whether agenda, people and actions may still change."""
        return self.runs and self.meeting.state in (S.ARRANGED, S.HELD)


def page_of_meeting(meeting: Meeting, by: Acting) -> MeetingPage:
    """A meeting as a page shows it; seven queries, however much it holds."""
    invited = Invitation.objects.visible_to(by).filter(meeting=meeting, withdrawn_on=None)
    invitations = list(
        invited.select_related("to", "person", "contact__parent", "pupil").order_by("kind", "pk")
    )
    if not Contact.objects.visible_to(by).filter(pupil=meeting.pupil_id).exists():
        for each in invitations:
            each.unnamed = True
    items = list(MeetingItem.objects.visible_to(by).filter(meeting=meeting).order_by("pk"))
    papers = MeetingPaper.objects.visible_to(by).filter(meeting=meeting)
    does = runs(meeting, by)
    return MeetingPage(
        meeting, does, list(meeting_moves_from(S(meeting.state))) if does else [], invitations,
        [each for each in invitations if _is_own(each, by)],
        [each for each in items if each.kind == "item"],
        [each for each in items if each.kind == "decision"],
        actions_of(meeting, by),
        list(papers.select_related("contact__parent").order_by("-on", "-number", "kind", "pk")),
        held_together(meeting, by),
    )  # fmt: skip


def may_reply(invitation: Invitation, by: Acting) -> bool:
    """Whether somebody answers an invitation: of their own agency, and for families whoever keeps the record."""
    return _is_own(invitation, by) or runs(invitation.meeting, by)


def _is_own(invitation: Invitation, by: Acting) -> bool:
    mine = invitation.to_id == by.agency_id and invitation.person_id in (None, by.user_id)
    return mine and by.may(Permission.ANSWER_REQUESTS)


def actions_of(meeting: Meeting, by: Acting) -> list[PlanAction]:
    """The actions that were agreed at a meeting and are meant for this person."""
    rows = PlanAction.objects.visible_to(by).filter(case=meeting.case_id, link=path_of(meeting))
    wide = rows.select_related("pupil", "owner_agency", "owner_person", "owner_contact__parent")
    return list(wide.order_by("due_on", "pk"))


def path_of(meeting: Meeting) -> str:
    """The page of a meeting, for links back to it."""
    return f"/meetings/{meeting.ref}/"


def held_together(meeting: Meeting, by: Acting) -> list[Meeting]:
    """The meetings about brothers and sisters at the same time that this person may see too."""
    if meeting.together is None:
        return []
    rows = Meeting.objects.visible_to(by).filter(together=meeting.together).exclude(pk=meeting.pk)
    return list(rows.select_related("pupil").order_by("pk"))


def cases_to_join(case: Case, by: Acting) -> QuerySet[Case]:
    """The live cases of brothers and sisters whom a meeting may be about too."""
    siblings = siblings_of(case.pupil, by) if by.may(Permission.VIEW_FAMILY) else ()
    rows = Case.objects.visible_to(by).live().filter(pupil__in=siblings)
    return rows.select_related("pupil").order_by("pupil__born_on", "pk")


def kinds_for(by: Acting) -> list[MeetingKind]:
    """The kinds of meeting that somebody may call; a school calls none that says what it is not to know."""
    wide = by.may(Permission.VIEW_CASEWORK)
    return [kind for kind in MeetingKind if wide or kind not in OF_CASEWORK]


def narrower(than: str) -> tuple[Audience, ...]:
    """An audience and those narrower: what is said at a meeting is never for more people than the meeting."""
    return ORDER[ORDER.index(Audience(than)) :]


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be invited, by the key that a form sends."""

    key: str
    label: str
    kind: str
    agency: Agency | None = None
    person: Any = None
    contact: Contact | None = None


def candidates(pupil: Pupil, by: Acting) -> list[Candidate]:
    """Whom one may invite: the child, the parents one may see, the agencies involved and their people."""
    found = [Candidate("child", f"{pupil.known_as or pupil.forename}, the child", "child")]
    contacts = Contact.objects.visible_to(by).filter(pupil=pupil, ended_on=None).select_related("parent")
    for contact in contacts.order_by("order", "pk"):
        words = f"{contact.parent}, {contact.relationship}"
        found.append(Candidate(f"parent-{contact.pk}", words, "parent", contact=contact))
    involved = Involvement.objects.live(by.on).filter(pupil=pupil)
    agencies = Agency.objects.filter(pk__in=involved.values("agency"), is_open=True).order_by("name", "pk")
    roles = [name for name, role in ROLES.items() if role.may(Permission.ANSWER_REQUESTS)]
    for agency in agencies:
        found.append(Candidate(f"agency-{agency.pk}", f"{agency}, whoever can come", "agency", agency))
    held = Membership.objects.current(by.on).filter(agency__in=agencies, role_name__in=roles)
    people = held.filter(user__is_active=True).select_related("user", "agency")
    for row in people.order_by("agency__name", "user__name", "pk")[:MOST_PEOPLE]:
        found.append(
            Candidate(f"person-{row.pk}", f"{row.user.name}, {row.agency}", "agency", row.agency, row.user)
        )
    return found


def is_sealed(pupil_id: int, agency: Agency, on: date) -> bool:
    """Whether an agency is involved with a child and never openly."""
    live = Involvement.objects.live(on).filter(pupil=pupil_id, agency=agency)
    return all(live.values_list("sealed", flat=True))


def attendance_facts(pupil_id: int, on: date) -> str:
    """What the register says of the six weeks up to a day, in a sentence."""
    first = on - SIX_WEEKS + timedelta(days=1)
    marks = marks_of([pupil_id], first, on)[pupil_id]
    figures = {key: marks.figure(key, first, on) for key in ("attendance", "unauthorised", "late")}
    whole = figures["attendance"]
    if not whole.possible:
        return f"No session was possible from {in_words(first)} to {in_words(on)}."
    return (
        f"From {in_words(first)} to {in_words(on)}: {whole.counted} of {whole.possible} possible sessions attended "
        f"({figure_in_words('attendance', whole)}), {figures['unauthorised'].counted} absent without permission, "
        f"{figures['late'].counted} arrived late."
    )


def called_before(case: Case, kind: str, on: date, starts_at: Any) -> Meeting | None:
    """The meeting that stands already at that time, so that a second click makes no second one."""
    rows = Meeting.objects.filter(case=case, kind=kind, on=on, starts_at=starts_at, state=S.ARRANGED)
    found: Meeting | None = rows.first()
    return found


def meetings_of_case(case: Case, by: Acting) -> Sequence[Meeting]:
    """The meetings of a case that are meant for this person, the latest first."""
    rows = Meeting.objects.visible_to(by).filter(case=case)
    return list(rows.select_related("chair", "pupil").order_by("-on", "-starts_at", "-pk"))
