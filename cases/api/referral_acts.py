"""What is done about a referral, for programs: written, sent, asked, answered, withdrawn and decided."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.api.asking import sent
from agencies.api.authentication import TokenRequest
from agencies.api.schema import KEY, answers
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from cases.actions.decisions import accept_referral, decline_referral
from cases.actions.referrals import answer_question, ask_question, submit_referral, withdraw_referral
from cases.api.asking import act_once, given
from cases.api.referral_shapes import (
    AcceptShape,
    DeclineShape,
    ReasonShape,
    ReferralDoneShape,
    SaveShape,
    TextShape,
    VersionShape,
)
from cases.api.referrals import done, opened, write
from cases.forms.referrals import AcceptForm, AnswerForm, AskForm, DeclineForm, WithdrawForm
from cases.models import DeclineReason
from cases.queries.people import officers_in, suggested_officer
from cases.queries.referrals import standing_of

P = Permission
ANSWERS = answers(ReferralDoneShape, 404, 409, 415, 422)


class ReferralAct(GenericAPIView):
    """An act of whoever refers."""

    permission, scope = P.REFER, TokenScope.CASEWORK
    pagination_class = None


class TeamAct(ReferralAct):
    """An act of the team that is asked."""

    permission = P.TRIAGE


class SaveReferral(ReferralAct):
    """Writing a draft."""

    @extend_schema(
        operation_id="referrals_save",
        summary="Write a draft",
        request=SaveShape,
        parameters=[KEY],
        responses=ANSWERS,
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Keep a draft as it is sent. One that somebody changed since the version that was seen is 409."""
        row, said = opened(request, ref), sent(request, SaveShape)
        by = request.auth.acting
        return act_once(request, said, lambda: done(write(row, said, said["version"], by)))


class SubmitReferral(ReferralAct):
    """Sending a draft to the team."""

    @extend_schema(
        operation_id="referrals_submit",
        summary="Send a referral",
        request=VersionShape,
        parameters=[KEY],
        responses=ANSWERS,
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Send a draft to the locality team; it joins an open case. What lacks is 409 and says what."""
        row, said = opened(request, ref), sent(request, VersionShape)
        by = request.auth.acting
        return act_once(
            request, said, lambda: done(submit_referral(referral=row, version=said["version"], by=by))
        )


class AnswerReferral(ReferralAct):
    """Answering the team's question."""

    @extend_schema(
        operation_id="referrals_answer",
        summary="Answer the team’s question",
        request=TextShape,
        parameters=[KEY],
        responses=ANSWERS,
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Answer the question; the team's clock runs again."""
        row, said = opened(request, ref), sent(request, TextShape)

        def act() -> dict[str, Any]:
            return done(answer_question(referral=row, by=request.auth.acting, **given(AnswerForm(said))))

        return act_once(request, said, act)


class WithdrawReferral(ReferralAct):
    """Taking a referral back."""

    @extend_schema(
        operation_id="referrals_withdraw",
        summary="Withdraw a referral",
        request=ReasonShape,
        parameters=[KEY],
        responses=ANSWERS,
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Take a referral back, with a reason if it was sent, or drop a draft."""
        row, said = opened(request, ref), sent(request, ReasonShape)

        def act() -> dict[str, Any]:
            return done(withdraw_referral(referral=row, by=request.auth.acting, **given(WithdrawForm(said))))

        return act_once(request, said, act)


class AskReferral(TeamAct):
    """Asking whoever referred."""

    @extend_schema(
        operation_id="referrals_ask",
        summary="Ask a question about a referral",
        request=TextShape,
        parameters=[KEY],
        responses=ANSWERS,
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Ask whoever referred; the clock stands still until they answer."""
        row, said = opened(request, ref, P.TRIAGE), sent(request, TextShape)

        def act() -> dict[str, Any]:
            return done(ask_question(referral=row, by=request.auth.acting, **given(AskForm(said))))

        return act_once(request, said, act)


class AcceptReferral(TeamAct):
    """Accepting a referral."""

    @extend_schema(
        operation_id="referrals_accept",
        summary="Accept a referral",
        request=AcceptShape,
        parameters=[KEY],
        responses=ANSWERS,
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Accept a referral: it opens a case or joins the open one, for an officer or in the queue."""
        row, said = opened(request, ref, P.TRIAGE), sent(request, AcceptShape)
        by, team = request.auth.acting, row.school.team_id

        def act() -> dict[str, Any]:
            suggested = suggested_officer(row.school, team, by.on)
            form = AcceptForm(officers_in([team], by.on), suggested, said)
            return done(accept_referral(referral=row, by=by, **given(form)))

        return act_once(request, said, act)


class DeclineReferral(TeamAct):
    """Declining a referral."""

    @extend_schema(
        operation_id="referrals_decline",
        summary="Decline a referral",
        request=DeclineShape,
        parameters=[KEY],
        responses=ANSWERS,
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Decline a referral with a reason that helps. One that meets every criterion lacks none."""
        row, said = opened(request, ref, P.TRIAGE), sent(request, DeclineShape)
        by = request.auth.acting

        def act() -> dict[str, Any]:
            found = given(DeclineForm(standing_of(row, by).ready, said))
            because = DeclineReason(found["because"])
            return done(decline_referral(referral=row, because=because, text=found["text"], by=by))

        return act_once(request, said, act)
