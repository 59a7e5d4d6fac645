"""Actions of a plan, for programs: those of a case, a new one, and saying that one is done."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.api.asking import asked, sent
from agencies.api.authentication import TokenRequest
from agencies.api.schema import KEY, answers
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from cases.actions.plan_actions import add_plan_action, finish_action
from cases.api.asking import WhoseShape, act_once, given, made
from cases.api.case_shapes import AudienceShape
from cases.api.cases import action_form, opened
from cases.forms.plans import DoneForm
from cases.models import Audience, PlanAction
from cases.models.plan import Owner
from cases.queries.plan_words import may_finish

P = Permission
WORDS = ("pupil", "owner_agency", "owner_person", "owner_contact__parent", "by", "agency")


class ActionShape(WhoseShape):
    """Something that somebody does by a day; `by` and `agency` say who wrote it down."""

    id = serializers.IntegerField()
    what = serializers.CharField()
    owner = serializers.ChoiceField(Owner.choices)
    whose = serializers.CharField(help_text="Who does it, in words.")
    due_on = serializers.DateField()
    done_on = serializers.DateField(allow_null=True)
    dropped = serializers.BooleanField(help_text="It was not needed any more.")
    outcome = serializers.CharField()
    audience = serializers.ChoiceField(Audience.choices)
    may_finish = serializers.SerializerMethodField(help_text="Whether this token may say that it is done.")

    def get_may_finish(self, row: PlanAction) -> bool:
        """Whether the token's person may."""
        return row.done_on is None and may_finish(row, self.context["by"])


class ActionQuestion(serializers.Serializer):
    """What the actions of a case are narrowed to; without it, all of them."""

    done = serializers.BooleanField(required=False)


class NewActionShape(AudienceShape):
    """Who does what by when; practical help that was picked, or words of one's own."""

    what = serializers.CharField(max_length=2000, allow_blank=True, default="")
    help = serializers.CharField(max_length=24, allow_blank=True, default="", help_text="From the choices.")
    owner = serializers.CharField(max_length=40, help_text="From `owners` of the case's choices.")
    due_on = serializers.DateField()


class FinishShape(serializers.Serializer):
    """What came of an action, or why it is not needed any more."""

    outcome = serializers.CharField(max_length=2000, allow_blank=True, default="")
    dropped = serializers.BooleanField(default=False)


class ActionDoneShape(serializers.Serializer):
    """Where an action is after an act."""

    id = serializers.IntegerField()
    done_on = serializers.DateField(allow_null=True)
    dropped = serializers.BooleanField()


class CaseActions(GenericAPIView):
    """The actions of a case."""

    permission, scope = P.VIEW_CASE, TokenScope.CASES

    @extend_schema(
        operation_id="actions_list",
        summary="Actions of a case’s plan",
        parameters=[ActionQuestion],
        responses=answers(ActionShape(many=True), 404),
    )
    def get(self, request: TokenRequest, ref: str) -> Response:
        """The actions that are meant for the token's person, in the order in which they were agreed."""
        chosen, by = asked(request, ActionQuestion, pages=True), request.auth.acting
        rows = PlanAction.objects.visible_to(by).filter(case=opened(request, ref))
        if "done" in chosen:
            rows = rows.filter(done_on__isnull=not chosen["done"])
        page = self.paginate_queryset(rows.select_related(*WORDS)) or []
        return self.get_paginated_response(ActionShape(page, many=True, context={"by": by}).data)


class NewAction(GenericAPIView):
    """Agreeing on an action."""

    permission, scope = P.LOG_WORK, TokenScope.CASEWORK
    pagination_class = None

    @extend_schema(
        operation_id="actions_add",
        summary="Add an action",
        request=NewActionShape,
        parameters=[KEY],
        responses=answers(ActionDoneShape, 404, 409, 415, 422, status=201, said="It is in the plan."),
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Agree that somebody does something by a day. To others only those give who work on the case."""
        row, said = opened(request, ref), sent(request, NewActionShape)

        def act() -> Response:
            form = action_form(row, request, said)
            given(form)
            action = add_plan_action(case=row, by=request.auth.acting, **form.given())
            return made(dict(ActionDoneShape(action).data))

        return act_once(request, said, act)


class FinishAction(GenericAPIView):
    """Saying that an action is done."""

    permission, scope = P.LOG_WORK, TokenScope.CASEWORK
    pagination_class = None

    @extend_schema(
        operation_id="actions_done",
        summary="Mark an action as done",
        request=FinishShape,
        parameters=[KEY],
        responses=answers(ActionDoneShape, 404, 409, 415, 422),
    )
    def post(self, request: TokenRequest, ref: str, pk: int) -> Response:
        """Say that an action is done, or why it is dropped. Said again, it changes nothing."""
        case, by = opened(request, ref), request.auth.acting
        row = PlanAction.objects.visible_to(by).filter(case=case, pk=pk).first()
        if row is None:
            raise NotFound
        said = sent(request, FinishShape)

        def act() -> dict[str, Any]:
            return dict(ActionDoneShape(finish_action(action=row, by=by, **given(DoneForm(said)))).data)

        return act_once(request, said, act)
