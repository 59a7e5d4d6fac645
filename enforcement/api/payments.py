"""Payments, for programs such as the authority's payment page: the list, one, and taking one in."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.api.asking import asked, sent
from agencies.api.authentication import TokenRequest
from agencies.api.doors import record_list
from agencies.api.schema import KEY, answers
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from cases.api.asking import act_once, made
from enforcement.actions.money import Incoming, take_payment
from enforcement.models import Payment, Way

P = Permission
GREATEST = 100_000_000


class PaymentShape(serializers.Serializer):
    """Money that came and what became of it; amounts in pence. What is held waits for a person's decision."""

    ref = serializers.CharField()
    way = serializers.ChoiceField(Way.choices)
    received_on = serializers.DateField()
    amount = serializers.IntegerField()
    discharged = serializers.IntegerField(help_text="What paid notices.")
    refund = serializers.IntegerField(help_text="What goes back to the payer.")
    refunded = serializers.IntegerField(help_text="What of that was sent back.")
    held = serializers.IntegerField(help_text="What waits for a decision; steps towards court wait with it.")
    reversed = serializers.IntegerField(help_text="What the bank took back after it had come.")
    is_disputed = serializers.BooleanField()


class PaymentQuestion(serializers.Serializer):
    """What a list of payments is narrowed to."""

    waiting = serializers.BooleanField(required=False, help_text="Only money that waits for a decision.")


class TakeShape(serializers.Serializer):
    """Money as it came to the program that sends it."""

    key = serializers.SlugField(
        max_length=60, help_text="Your own name of this payment: sent again, it is taken once."
    )
    way = serializers.ChoiceField(Way.choices)
    received_on = serializers.DateField(help_text="The day in London on which the authority got it.")
    amount = serializers.IntegerField(min_value=1, max_value=GREATEST, help_text="In pence.")
    references = serializers.ListField(
        child=serializers.CharField(max_length=40),
        max_length=20,
        allow_empty=True,
        help_text="The references of the notices as the payer gave them; one that does not check is held.",
    )


class Payments(GenericAPIView):
    """The authority's payments."""

    permission, scope = P.TAKE_PAYMENTS, TokenScope.CASES
    ordering = "-pk"

    @extend_schema(
        operation_id="payments_list",
        summary="Payments",
        parameters=[PaymentQuestion],
        responses=answers(PaymentShape(many=True)),
    )
    def get(self, request: TokenRequest) -> Response:
        """The authority's payments, newest first."""
        chosen, by = asked(request, PaymentQuestion, pages=True), request.auth.acting
        rows = Payment.objects.visible_to(by)
        if chosen.get("waiting"):
            rows = rows.undecided()
        page = self.paginate_queryset(rows) or []
        record_list(request, len(page))
        return self.get_paginated_response(PaymentShape(page, many=True).data)


class OnePayment(GenericAPIView):
    """One payment."""

    permission, scope = P.TAKE_PAYMENTS, TokenScope.CASES
    pagination_class = None

    @extend_schema(operation_id="payments_read", summary="One payment", responses=answers(PaymentShape, 404))
    def get(self, request: TokenRequest, ref: str) -> Response:
        """What became of it."""
        row = get_object_or_404(Payment.objects.visible_to(request.auth.acting), ref=ref)
        return Response(PaymentShape(row).data)


class TakePayment(GenericAPIView):
    """Taking money in."""

    permission, scope = P.TAKE_PAYMENTS, TokenScope.CASEWORK
    pagination_class = None

    @extend_schema(
        operation_id="payments_take",
        summary="Take a payment in",
        request=TakeShape,
        parameters=[KEY],
        responses=answers(PaymentShape, 409, 415, 422, status=201, said="What became of the money."),
    )
    def post(self, request: TokenRequest) -> Response:
        """Take money in as the pages do: the right amount in time pays, everything else waits for a person."""
        said, by = sent(request, TakeShape), request.auth.acting
        incoming = Incoming(
            key=f"api-{said['key']}", received_on=said["received_on"], amount=said["amount"], way=Way(said["way"]),
            references=tuple(said["references"]),
        )  # fmt: skip

        def act() -> Response:
            row, is_new = take_payment(incoming=incoming, by=by)
            return made(dict(PaymentShape(row).data), new=is_new)

        return act_once(request, said, act)
