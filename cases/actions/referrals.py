"""Referrals from a draft to the locality team, and back with a question."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from agencies.acting import Acting
from agencies.actions.messages import tell
from agencies.models import Membership
from agencies.rules.roles import Permission
from agencies.rules.telling import Kind
from attendance.actions.doors import locked
from attendance.models import Enrolment, Pupil, School
from attendance.rules.referral_points import REFERRAL_ANSWER_DAYS
from cases.actions.doors import NotAllowed, Refused, require, same_version
from cases.actions.timeline import record
from cases.models import (
    Audience,
    Case,
    EntryKind,
    EvidenceKind,
    Referral,
    ReferralEvidence,
    ReferralQuestion,
)
from cases.queries.people import members_with
from cases.queries.referrals import Standing, holidays_around, parents_to_write_to, standing_of
from cases.rules.referral import Tried, answer_due, due_after_question
from cases.workflow.referrals import REFERRAL_MOVES, ReferralState, referral_refusal

P = Permission


@dataclass(frozen=True)
class Written:
    """What somebody wrote into a draft: the texts, the day of the letter to each parent, and what was tried.

    `letters` are by the parent's key, None where no parent is held; `tried` holds a day and a note for each kind.
    """

    worry: str = ""
    safeguarding: str = ""
    child_views: str = ""
    parent_views: str = ""
    letters: Mapping[int | None, date] = field(default_factory=dict)
    tried: Mapping[Tried, tuple[date, str]] = field(default_factory=dict)


def locked_referral(referral: Referral, by: Acting, key: str) -> Referral:
    """The referral's row, locked, if this person may make the move of that key now. Raises NotAllowed and Refused."""
    move = REFERRAL_MOVES[key]
    Referral.objects.select_for_update().filter(pk=referral.pk).order_by().values_list("pk").first()
    rows = Referral.objects.permits(by, move.needs).sent_or_own(by).select_related("school", "pupil")
    row: Referral | None = rows.filter(pk=referral.pk).first()
    theirs = row is not None and (row.school.team_id if move.by_team else row.agency_id) in by.reach
    if row is None or not theirs:
        raise NotAllowed(f"You may not {move.needs.value} here, or no longer.")
    refusal = referral_refusal(ReferralState(row.state), move)
    require(not refusal, refusal)
    return row


@transaction.atomic
def start_referral(*, pupil: Pupil, school: School, by: Acting) -> tuple[Referral, bool]:
    """The open referral of a child by a school, and whether its draft was begun now.

    Raises NotAllowed, and Refused where the child is not on the school's roll, another agency has a draft, or the
    school has no locality team.
    """
    child = locked(pupil, by, P.REFER)
    held = Referral.objects.open().filter(pupil=child, school=school).first()
    if held is not None:
        mine = held.agency_id in by.reach or held.state != ReferralState.DRAFT
        require(mine, f"{school.name} or its officer has begun a referral of this child already.")
        return held, False
    on_roll = Enrolment.objects.on_roll(by.on).filter(pupil=child, school=school).exists()
    require(on_roll, f"The child is not on the roll of {school.name} today.")
    require(school.team_id is not None, f"{school.name} has no locality team to refer to.")
    return Referral.objects.create(pupil=child, school=school, agency=by.agency, by=by.user), True


@transaction.atomic
def save_referral(*, referral: Referral, written: Written, version: int, by: Acting) -> Referral:
    """Keep a draft as written; the same again changes nothing. Raises NotAllowed, Refused and ChangedMeanwhile."""
    row = locked_referral(referral, by, "submit")
    if (row.version == version + 1 or row.version == version) and _same(row, written):
        return row
    same_version(row.version, version)
    for name in ("worry", "safeguarding", "child_views", "parent_views"):
        setattr(row, name, getattr(written, name))
    row.version += 1
    row.save()
    _keep_evidence(row, written)
    return row


def _same(row: Referral, written: Written) -> bool:
    """Whether a draft is already what was written."""
    texts = ("worry", "safeguarding", "child_views", "parent_views")
    held = {(e.kind, e.parent_id, e.on, e.note) for e in ReferralEvidence.objects.filter(referral=row)}
    return all(getattr(row, name) == getattr(written, name) for name in texts) and held == {
        (each.kind, each.parent_id, each.on, each.note) for each in _rows(row, written)
    }


def _rows(row: Referral, written: Written) -> list[ReferralEvidence]:
    parents: set[int | None] = {parent.pk for parent in parents_to_write_to(row.pupil_id)}
    letters = [
        ReferralEvidence(
            referral=row, pupil_id=row.pupil_id, kind=EvidenceKind.LETTER, parent_id=parent, on=day
        )
        for parent, day in written.letters.items()
        if parent in (parents or {None})
    ]
    return letters + [
        ReferralEvidence(referral=row, pupil_id=row.pupil_id, kind=kind, on=day, note=note)
        for kind, (day, note) in written.tried.items()
    ]


def _keep_evidence(row: Referral, written: Written) -> None:
    ReferralEvidence.objects.filter(referral=row).delete()
    ReferralEvidence.objects.bulk_create(_rows(row, written))


@transaction.atomic
def submit_referral(*, referral: Referral, version: int, by: Acting) -> Referral:
    """Send a draft to the locality team; where the child has an open case, the referral joins it.

    Sent twice, it is sent once. A school's referral meets the criteria; an officer's may be sent without. Raises
    NotAllowed, ChangedMeanwhile, and Refused with what is missing.
    """
    held: Referral | None = (
        Referral.objects.permits(by, P.REFER).filter(pk=referral.pk, agency__in=by.reach).first()
    )
    if held is not None and held.submitted_on is not None and held.version >= version:
        return held
    row = locked_referral(referral, by, "submit")
    same_version(row.version, version)
    standing = standing_of(row, by)
    require(bool(row.worry.strip()), "Say what worries you, and what you hope for.")
    require(standing.ready or by.may(P.WORK_CASES), _missing(standing))
    row.submitted_on, row.basis, row.version = by.on, standing.basis, row.version + 1
    row.due_on = answer_due(by.on, standing.answers.to(REFERRAL_ANSWER_DAYS), holidays_around(by.on))
    live = Case.objects.live().select_related("officer").filter(pupil=row.pupil_id).first()
    if live is not None:
        return join_case(row, live, by)
    row.state = ReferralState.SUBMITTED
    row.save()
    _say(row, f"{row.agency} referred the child to {row.school.team}.", by)
    _tell_team(row, by, Kind.REFERRAL_RECEIVED, f"sent{row.version}")
    return row


def _missing(standing: Standing) -> str:
    open_ones = [each.title for each in standing.criteria if not each.met]
    return f"Not yet: {'; '.join(open_ones)}."


def join_case(row: Referral, case: Case, by: Acting) -> Referral:
    """Let a referral join the child's open case; its officer, or the team, is told. The caller holds the lock."""
    row.state, row.case, row.decided_on, row.stopped_on = ReferralState.ACCEPTED, case, by.on, None
    row.save()
    _say(row, f"{row.agency} referred the child. The referral joins the open case.", by)
    officer = [] if case.officer_id is None else members_with(P.WORK_CASES, [case.team_id], by.on, row.pupil)
    to = [held for held in officer if held.user_id == case.officer_id]
    key = f"referral:{row.pk}:joined"
    tell(to=to or _team(row, by), kind=Kind.REFERRAL_RECEIVED, key=key, path=f"/cases/{case.ref}/", by=by)
    return row


@transaction.atomic
def withdraw_referral(*, referral: Referral, reason: str, by: Acting) -> Referral:
    """Take a referral back, or drop a draft. Raises NotAllowed and Refused."""
    row = locked_referral(referral, by, "withdraw")
    sent = row.submitted_on is not None
    require(bool(reason.strip()) or not sent, "Say why the referral is withdrawn.")
    row.state, row.decision, row.stopped_on = ReferralState.WITHDRAWN, reason, None
    row.decided_on, row.decided_by, row.version = by.on, by.user, row.version + 1
    row.save()
    if sent:
        _say(row, f"{row.agency} withdrew its referral. {reason}", by)
        _tell_team(row, by, Kind.REFERRAL_ANSWERED, "withdrawn")
    return row


@transaction.atomic
def ask_question(*, referral: Referral, text: str, by: Acting) -> Referral:
    """Ask the school something; the clock stands still until it answers. Raises NotAllowed and Refused."""
    row = locked_referral(referral, by, "ask")
    require(bool(text.strip()), "Write the question.")
    asked = ReferralQuestion.objects.create(
        referral=row, pupil_id=row.pupil_id, text=text, asked_by=by.user, asked_on=by.on
    )
    row.state, row.stopped_on, row.version = ReferralState.QUERIED, by.on, row.version + 1
    row.save()
    _say(row, f"The team asked {row.agency} a question about the referral.", by)
    _tell_sender(row, by, Kind.REFERRAL_QUERY, f"asked{asked.pk}")
    return row


@transaction.atomic
def answer_question(*, referral: Referral, text: str, by: Acting) -> Referral:
    """Answer the team's question; the working days that it took are added to the clock.

    Raises NotAllowed and Refused.
    """
    row = locked_referral(referral, by, "answer")
    require(bool(text.strip()), "Write the answer.")
    asked = ReferralQuestion.objects.get(referral=row, answered_on__isnull=True)
    asked.answer, asked.answered_by, asked.answered_on = text, by.user, by.on
    asked.save()
    if row.due_on is None or row.stopped_on is None:
        raise Refused("The referral has no question to answer.")
    row.due_on = due_after_question(row.due_on, row.stopped_on, by.on, holidays_around(by.on))
    row.state, row.stopped_on, row.version = ReferralState.SUBMITTED, None, row.version + 1
    row.save()
    _say(row, f"{row.agency} answered the team’s question about the referral.", by)
    _tell_team(row, by, Kind.REFERRAL_ANSWERED, f"answered{asked.pk}")
    return row


def _team_of(row: Referral) -> list[int]:
    return [] if row.school.team_id is None else [row.school.team_id]


def _team(row: Referral, by: Acting) -> list[Membership]:
    return members_with(P.TRIAGE, _team_of(row), by.on, row.pupil)


def _tell_team(row: Referral, by: Acting, kind: Kind, what: str) -> None:
    tell(to=_team(row, by), kind=kind, key=f"referral:{row.pk}:{what}", path=row.link, by=by)


def _tell_sender(row: Referral, by: Acting, kind: Kind, what: str) -> None:
    to = members_with(P.REFER, [row.agency_id], by.on, row.pupil)
    tell(to=to, kind=kind, key=f"referral:{row.pk}:{what}", path=row.link, by=by)


def _say(row: Referral, text: str, by: Acting) -> None:
    record(
        case=row.case, pupil=row.pupil, kind=EntryKind.REFERRAL, text=text.strip(), by=by,
        audience=Audience.SCHOOL, link=row.link,
    )  # fmt: skip
