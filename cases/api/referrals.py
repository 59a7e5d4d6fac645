"""Referrals, for programs: the list, one with its criteria, a draft begun and written, and what is done about it."""

from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.acting import Acting
from agencies.api.asking import asked, sent
from agencies.api.authentication import TokenRequest
from agencies.api.doors import open_door, record_list
from agencies.api.schema import KEY, answers
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from attendance.models import Enrolment, Pupil, School
from cases.actions.referrals import save_referral, start_referral
from cases.api.asking import act_once, given, made, people
from cases.api.referral_shapes import (
    BeginShape,
    ReferralDetailShape,
    ReferralDoneShape,
    ReferralMoreShape,
    ReferralShape,
    draft_data,
)
from cases.forms.referrals import DraftForm
from cases.models import Referral, ReferralEvidence, ReferralQuestion
from cases.models.referral import STATES
from cases.queries.people import officers_in
from cases.queries.referrals import may_refer_from, moves_open_to, parents_to_write_to, standing_of

P = Permission


class ReferralQuestionShape(serializers.Serializer):
    """What a list of referrals is narrowed to; without a state, those that nobody has ended."""

    state = serializers.ChoiceField(STATES, required=False)


def opened(request: TokenRequest, ref: str, permission: Permission = P.REFER) -> Referral:
    """The referral through the door: sent, or a draft of one's own agency; else Http404."""
    rows = Referral.objects.select_related("pupil", "school__team", "agency", "case")
    found: Referral = open_door(request, rows.sent_or_own(request.auth.acting), permission, ref=ref)
    return found


def done(row: Referral) -> dict[str, Any]:
    """Where a referral is after an act: nothing of the child's, so that the answer may be kept."""
    case = row.case.ref if row.case else ""
    return dict(
        ReferralDoneShape({"ref": row.ref, "state": row.state, "version": row.version, "case": case}).data
    )


def write(row: Referral, said: dict[str, Any], version: int, by: Acting) -> Referral:
    """Write a draft through the page's form. Raises ValidationError, Refused and NotAllowed."""
    parents = parents_to_write_to(row.pupil_id)
    held = list(ReferralEvidence.objects.visible_to(by).filter(referral=row))
    data = draft_data(said) | {"version": version}
    form = DraftForm(row, parents, held, data)
    if {name for name in data if name.startswith("letter_")} - form.fields.keys():
        raise ValidationError({"letters": ["This is not a parent to whom a letter goes: see `parents`."]})
    given(form)
    return save_referral(referral=row, written=form.written(), version=version, by=by)


class Referrals(GenericAPIView):
    """The referrals the token may see, and the way to begin one."""

    permission, scope, write_scope = P.REFER, TokenScope.CASES, TokenScope.CASEWORK
    ordering = "-pk"

    @extend_schema(
        operation_id="referrals_list",
        summary="Referrals",
        parameters=[ReferralQuestionShape],
        responses=answers(ReferralShape(many=True)),
    )
    def get(self, request: TokenRequest) -> Response:
        """The referrals that were sent, and one's own agency's drafts, newest first. The access log keeps it."""
        chosen = asked(request, ReferralQuestionShape, pages=True)
        by = request.auth.acting
        rows = Referral.objects.visible_to(by).sent_or_own(by)
        rows = rows.filter(**chosen) if chosen else rows.open()
        page = self.paginate_queryset(rows.select_related("pupil", "school", "agency", "case")) or []
        record_list(request, len(page))
        return self.get_paginated_response(ReferralShape(page, many=True).data)

    @extend_schema(
        operation_id="referrals_begin",
        summary="Begin a referral",
        request=BeginShape,
        parameters=[KEY],
        responses=answers(ReferralDoneShape, 404, 409, 415, 422, status=201, said="The draft is kept."),
    )
    def post(self, request: TokenRequest) -> Response:
        """Begin a draft about a child of one's school. Where one is open already it is answered, unchanged."""
        said = sent(request, BeginShape)
        pupil = open_door(request, Pupil.objects.all(), P.REFER, ref=said["pupil"])
        by = request.auth.acting
        return act_once(request, said, lambda: _begin(pupil, said, by))


@transaction.atomic
def _begin(pupil: Pupil, said: dict[str, Any], by: Acting) -> Response:
    row, begun = start_referral(pupil=pupil, school=_school(pupil, said.get("school"), by), by=by)
    return made(done(write(row, said, row.version, by) if begun else row), new=begun)


def _school(pupil: Pupil, urn: int | None, by: Acting) -> School:
    rows = Enrolment.objects.visible_to(by).on_roll(by.on).filter(pupil=pupil).select_related("school")
    found = [row.school for row in rows if may_refer_from(row.school, by) and urn in (None, row.school.urn)]
    if len(found) == 1:
        return found[0]
    few = "The child is on the roll of no such school of yours today."
    raise ValidationError({"school": ["Say which school refers." if found else few]})


class OneReferral(GenericAPIView):
    """One referral."""

    permission, scope = P.REFER, TokenScope.CASES
    pagination_class = None

    @extend_schema(
        operation_id="referrals_read", summary="One referral", responses=answers(ReferralDetailShape, 404)
    )
    def get(self, request: TokenRequest, ref: str) -> Response:
        """A referral with what it says, how it stands today, and what may be done. The access log keeps it."""
        row = opened(request, ref)
        more = _more(row, request.auth.acting)
        return Response({**ReferralShape(row).data, **ReferralMoreShape(more).data})


def _more(row: Referral, by: Acting) -> dict[str, Any]:
    standing, moves = standing_of(row, by), [move.key for move in moves_open_to(row, by)]
    evidence = ReferralEvidence.objects.visible_to(by).filter(referral=row).select_related("parent")
    questions = ReferralQuestion.objects.visible_to(by).filter(referral=row)
    said = ("worry", "safeguarding", "child_views", "parent_views", "decision")
    return {
        **{name: getattr(row, name) for name in said},
        "evidence": evidence.order_by("on", "pk"),
        "questions": questions.select_related("asked_by", "answered_by").order_by("pk"),
        "criteria": standing.criteria,
        "ready": standing.ready,
        "ready_on": standing.ready_on,
        "moves": moves,
        "parents": [{"id": each.pk, "name": str(each)} for each in parents_to_write_to(row.pupil_id)],
        "officers": people(officers_in([row.school.team_id], by.on)) if "accept" in moves else [],
    }
