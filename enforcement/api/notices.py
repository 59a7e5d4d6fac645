"""Penalty notices, for programs of those who may see legal records: the list, and one. Nothing is issued here."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.api.asking import asked
from agencies.api.authentication import TokenRequest
from agencies.api.doors import open_door, record_list
from agencies.api.schema import answers
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from enforcement.models import Notice
from enforcement.models.notice import GROUNDS, STATES, About

P = Permission


class NoticeShape(serializers.Serializer):
    """A penalty notice: where it stands, what it costs and by when. Amounts are in pence."""

    reference = serializers.CharField()
    state = serializers.ChoiceField(STATES)
    about = serializers.ChoiceField(About.choices)
    pupil = serializers.CharField(source="pupil.ref", help_text="The child's reference.")
    school = serializers.IntegerField(source="school.urn", help_text="The school's URN.")
    case = serializers.CharField(source="case.ref", help_text="The case's reference.")
    regime = serializers.CharField(help_text="The law that it follows.")
    issued_on = serializers.DateField(allow_null=True)
    sent_on = serializers.DateField(allow_null=True)
    received_on = serializers.DateField(allow_null=True)
    lower_amount = serializers.IntegerField(allow_null=True)
    lower_until = serializers.DateField(allow_null=True)
    full_amount = serializers.IntegerField(allow_null=True)
    full_until = serializers.DateField(allow_null=True)
    paid_on = serializers.DateField(allow_null=True)
    paid_amount = serializers.IntegerField(allow_null=True)
    withdrawn_on = serializers.DateField(allow_null=True)
    ground = serializers.ChoiceField([("", "Not withdrawn"), *GROUNDS])


class NoticeQuestion(serializers.Serializer):
    """What a list of notices is narrowed to."""

    state = serializers.ChoiceField(STATES, required=False)


class Notices(GenericAPIView):
    """The notices of one's children."""

    permission, scope = P.VIEW_LEGAL, TokenScope.CASES
    ordering = "-pk"

    @extend_schema(
        operation_id="notices_list",
        summary="Penalty notices",
        parameters=[NoticeQuestion],
        responses=answers(NoticeShape(many=True)),
    )
    def get(self, request: TokenRequest) -> Response:
        """What the token's person may read, newest first. That the list was given out is logged."""
        chosen, by = asked(request, NoticeQuestion, pages=True), request.auth.acting
        rows = Notice.objects.visible_to(by).select_related("pupil", "school", "case")
        if "state" in chosen:
            rows = rows.filter(state=chosen["state"])
        page = self.paginate_queryset(rows) or []
        record_list(request, len(page))
        return self.get_paginated_response(NoticeShape(page, many=True).data)


class OneNotice(GenericAPIView):
    """One notice."""

    permission, scope = P.VIEW_LEGAL, TokenScope.CASES
    pagination_class = None

    @extend_schema(
        operation_id="notices_read", summary="One penalty notice", responses=answers(NoticeShape, 404)
    )
    def get(self, request: TokenRequest, reference: str) -> Response:
        """Where it stands. The access log keeps who looked."""
        rows = Notice.objects.select_related("pupil", "school", "case")
        return Response(NoticeShape(open_door(request, rows, P.VIEW_LEGAL, reference=reference)).data)
