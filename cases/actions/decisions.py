"""What the locality team decides about a referral: accepted into a case, or declined with its reason."""

from django.db import transaction

from agencies.acting import Acting
from agencies.actions.messages import tell
from agencies.models import User
from agencies.rules.roles import Permission
from agencies.rules.telling import Kind
from agencies.words import date as in_words
from attendance.rules.dated import day_in_words
from cases.actions.cases import move_case, open_case
from cases.actions.doors import Refused, require
from cases.actions.referrals import locked_referral
from cases.actions.timeline import record
from cases.models import Audience, DeclineReason, EntryKind, Referral, ReferralQuestion
from cases.queries.outcomes import known_of
from cases.queries.people import members_with
from cases.queries.referrals import standing_of
from cases.workflow import State
from cases.workflow.outcomes import Known, Outcome, told_to_school
from cases.workflow.referrals import ReferralState


@transaction.atomic
def accept_referral(
    *, referral: Referral, by: Acting, officer: User | None = None, reason: str = "", for_school: str = ""
) -> Referral:
    """Accept a referral: it opens a case, or joins the child's open one; with an officer, that case is theirs.

    Accepted twice, it is accepted once. `reason` says why another officer than the school's named one; `for_school`
    is added to what the school is told. Raises NotAllowed and Refused.
    """
    held: Referral | None = Referral.objects.permits(by, Permission.TRIAGE).filter(pk=referral.pk).first()
    if held is not None and held.state == ReferralState.ACCEPTED and held.decided_by_id == by.user_id:
        return held
    row = locked_referral(referral, by, "accept")
    sent_on = day_in_words(row.submitted_on or by.on)
    case, _ = open_case(
        pupil=row.pupil, school=row.school, reason=f"Referred by {row.agency} on {sent_on}.", by=by
    )
    if officer is not None and case.state == State.REFERRED:
        case = move_case(case=case, move="allocate", officer=officer, reason=reason, by=by, for_school=None)
    row.state, row.case = ReferralState.ACCEPTED, case
    _end(row, by, Outcome.ACCEPTED, for_school)
    return row


@transaction.atomic
def decline_referral(*, referral: Referral, because: DeclineReason, text: str, by: Acting) -> Referral:
    """Decline a referral with a reason that the school reads.

    One that meets the criteria today is not declined for want of them. Declined twice, it is declined once. Raises
    NotAllowed and Refused.
    """
    held: Referral | None = Referral.objects.permits(by, Permission.TRIAGE).filter(pk=referral.pk).first()
    if held is not None and held.state == ReferralState.DECLINED and held.decided_by_id == by.user_id:
        return held
    row = locked_referral(referral, by, "decline")
    require(bool(text.strip()), "Say why, in words that help the school.")
    if because == DeclineReason.CRITERIA and standing_of(row, by).ready:
        raise Refused("The referral meets every criterion, so it cannot be returned for want of one.")
    row.state, row.declined_because, row.decision = ReferralState.DECLINED, because, text
    _end(row, by, Outcome.DECLINED, f"{row.get_declined_because_display()}. {text}")
    return row


def _end(row: Referral, by: Acting, outcome: Outcome, added: str) -> None:
    """Write the decision down, tell whoever referred, and the school where that was somebody else."""
    ReferralQuestion.objects.filter(referral=row, answered_on__isnull=True).update(answered_on=by.on)
    row.decided_on, row.decided_by, row.stopped_on, row.version = by.on, by.user, None, row.version + 1
    row.save()
    known = known_of(row.case, by.on) if row.case else Known(in_words(by.on))
    record(
        case=row.case, pupil=row.pupil, kind=EntryKind.REFERRAL, text=told_to_school([outcome], known, added), by=by,
        audience=Audience.SCHOOL, link=row.link,
    )  # fmt: skip
    key = f"referral:{row.pk}:decided"
    for agency in {row.agency_id, row.school.agency_id}:
        kind = Kind.REFERRAL_DECIDED if agency == row.agency_id else Kind.FEEDBACK
        to = members_with(Permission.REFER, [agency], by.on, row.pupil)
        tell(to=to, kind=kind, key=key, path=row.link, by=by)
