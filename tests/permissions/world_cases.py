"""Casework in the world of the canaries: for each child a case, what holds it, and entries for each audience."""

from uuid import UUID

from django.utils import timezone

from agencies.rules.roles import Permission as P
from cases.models import (
    AgencyRequest,
    Audience,
    Case,
    Document,
    Draft,
    Entry,
    Handover,
    HandoverCase,
    Hold,
    Intervention,
    JointWork,
    Referral,
    ReferralEvidence,
    ReferralQuestion,
)
from tests.permissions.canary import Rule
from tests.permissions.rules import all_of, meant_for, of_child, own_of
from tests.permissions.world import Aviary, Child
from tests.permissions.world_meetings import add_meetings
from tests.permissions.world_plans import add_plans

# Who wrote what is kept for each audience: the officer of the child's team, and people of partner agencies.
AUTHORS = ("welfare_officer", "nurse", "youth_offending", "school_lead", "police_officer")


def add_cases(aviary: Aviary) -> None:
    """A case for every child that is nobody's other record."""
    for child in aviary.children.values():
        if child.name != "merged":
            add_case(aviary, child)
    add_drafts(aviary)


def add_case(aviary: Aviary, child: Child) -> None:
    """A case being supported, with a hold and an entry of every author for every audience."""
    officer = aviary.world.people["welfare_officer"].user
    child.rows.case = case = Case.objects.create(
        pupil=child.pupil, school=child.school, team=child.school.team, officer=officer, state="supported",
        opened_on=aviary.on, opened_by=officer,
        **aviary.cage.texts("cases.Case", child.name, of_child(child.pupil.pk, P.VIEW_CASE), leave="ref"),
    )  # fmt: skip
    Hold.objects.create(
        case=case, kind="safeguarding", placed_on=aviary.on,
        **aviary.cage.texts("cases.Hold", child.name, of_child(child.pupil.pk, P.VIEW_CASE)),
    )  # fmt: skip
    add_handover(aviary, case)
    # All are worked on together, so that a page which forgets to ask for each shows somebody else's child.
    JointWork.objects.create(case=case, key=UUID(int=7), began_on=aviary.on, by=officer)
    child.rows.interventions, child.rows.requests = [], []
    add_referral(aviary, child)
    for author in AUTHORS:
        for audience in Audience.values:
            entry = add_entry(aviary, child, author, audience)
            if author in ("welfare_officer", "nurse"):
                child.rows.interventions.append(add_intervention(aviary, child, entry))
            if author == "welfare_officer":
                child.rows.requests.append(add_request(aviary, child, entry))
    add_plans(aviary, child)
    add_meetings(aviary, child, Audience.values)
    child.rows.documents = {audience: add_document(aviary, child, audience) for audience in Audience.values}


def add_handover(aviary: Aviary, case: Case) -> None:
    """A move of the case from one officer to another."""
    officer, manager = (aviary.world.people[name].user for name in ("welfare_officer", "team_manager"))
    row = Handover.objects.create(
        team=case.team, taken_from=manager, given_to=officer, by=manager, at=timezone.now(),
        moved={"actions": [], "rechecks": []},
    )  # fmt: skip
    HandoverCase.objects.create(handover=row, case=case)


def add_document(aviary: Aviary, child: Child, audience: str) -> tuple[Document, Rule]:
    """A document that the officer added; its file lies nowhere, which its page says without telling more."""
    held = aviary.world.people["welfare_officer"]
    readers = [aviary.world.people["nurse"].user] if audience == "named" else []
    meant = meant_for(
        child.pupil.pk, held.agency_id, audience, held.user_id, tuple(user.pk for user in readers)
    )
    rule = all_of(meant, of_child(child.pupil.pk, P.VIEW_CASE))
    document = Document.objects.create(
        pupil=child.pupil, case=child.rows.case, kind="pdf", file="nowhere", digest=f"{child.pupil.pk:064d}",
        size=10, agency=held.agency, by=held.user, audience=audience,
        **aviary.cage.texts("cases.Document", child.name, rule, leave="file digest"),
    )  # fmt: skip
    document.readers.set(readers)
    return document, rule


def add_referral(aviary: Aviary, child: Child) -> None:
    """A referral by the child's school that waits for the team, with what was tried, a question and its answer."""
    lead, manager = (aviary.world.people[name].user for name in ("school_lead", "team_manager"))
    rule = of_child(child.pupil.pk, P.REFER)
    child.rows.referral = referral = Referral.objects.create(
        pupil=child.pupil, school=child.school, agency=child.school.agency, by=lead, state="submitted",
        submitted_on=aviary.on, due_on=aviary.on,
        **aviary.cage.texts("cases.Referral", child.name, rule, leave="ref"),
    )  # fmt: skip
    ReferralEvidence.objects.create(
        referral=referral, pupil=child.pupil, kind="pastoral", on=aviary.on,
        **aviary.cage.texts("cases.ReferralEvidence", child.name, rule),
    )  # fmt: skip
    ReferralQuestion.objects.create(
        referral=referral, pupil=child.pupil, asked_by=manager, asked_on=aviary.on, answered_by=lead,
        answered_on=aviary.on, **aviary.cage.texts("cases.ReferralQuestion", child.name, rule),
    )  # fmt: skip


def add_entry(aviary: Aviary, child: Child, author: str, audience: str) -> Entry:
    """One entry; one for named people names the nurse and the team manager."""
    held = aviary.world.people[author]
    readers = (
        [aviary.world.people[name].user for name in ("nurse", "team_manager")] if audience == "named" else []
    )
    rule = meant_for(
        child.pupil.pk, held.agency_id, audience, held.user_id, tuple(user.pk for user in readers)
    )
    entry = Entry.objects.create(
        pupil=child.pupil, case=child.rows.case, kind="note", on=aviary.on, agency=held.agency, by=held.user,
        audience=audience, **aviary.cage.texts("cases.Entry", child.name, rule),
    )  # fmt: skip
    entry.readers.set(readers)
    return entry


def rule_of(row: Entry, *to: int) -> Rule:
    """Who may read what stands beside an entry, with its author, audience and readers."""
    readers = tuple(row.readers.values_list("pk", flat=True))
    return meant_for(row.pupil_id, row.agency_id, row.audience, row.by_id, readers, to)


def beside(entry: Entry) -> dict[str, object]:
    """What a row of the same author for the same audience has in common with an entry."""
    return {"pupil": entry.pupil, "agency": entry.agency, "by": entry.by, "audience": entry.audience}


def add_intervention(aviary: Aviary, child: Child, entry: Entry) -> Intervention:
    """A visit by the author of an entry, for the same people."""
    texts = aviary.cage.texts("cases.Intervention", child.name, rule_of(entry))
    row = Intervention.objects.create(
        **beside(entry), case=entry.case, contact="visit", on=aviary.on, entry=entry, **texts
    )
    row.readers.set(entry.readers.all())
    return row


def add_request(aviary: Aviary, child: Child, entry: Entry) -> AgencyRequest:
    """A request by the author of an entry to the youth offending service: one open, the others over."""
    to = aviary.world.agencies.youth_offending
    state = "accepted" if entry.audience == Audience.AGENCIES else "done"
    texts = aviary.cage.texts("cases.AgencyRequest", child.name, rule_of(entry, to.pk), leave="ref")
    row = AgencyRequest.objects.create(
        **beside(entry),
        case=entry.case,
        to=to,
        scope=2,
        sent_on=aviary.on,
        answer_by=aviary.on,
        state=state,
        **texts,
    )
    row.readers.set(entry.readers.all())
    return row


def add_drafts(aviary: Aviary) -> None:
    """What everybody is still writing, for themselves alone."""
    for name, held in aviary.world.people.items():
        word = aviary.cage.word("cases.Draft.values", name, own_of(held.pk))
        for form in ("group", f"note-{aviary.children['own'].rows.case.ref}"):
            Draft.objects.create(
                membership=held, form=form, values={"outcome": [word], "text": [word]}, at=timezone.now()
            )
