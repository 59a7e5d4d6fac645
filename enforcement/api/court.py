"""Court and orders, for programs of those who may see legal records: where each stands. Nothing is begun here.

What is given out are states, days and amounts: no evidence, no reasons, no name of a parent.
"""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.api.asking import asked
from agencies.api.authentication import TokenRequest
from agencies.api.doors import open_door, record_list
from agencies.api.schema import answers
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from enforcement.models import (
    AttendanceOrder,
    Hearing,
    ParentingContract,
    ParentingOrder,
    Prosecution,
    Purpose,
    Sentence,
    SupervisionOrder,
)
from enforcement.models.hearing import HEARING_STATES
from enforcement.models.parenting import CONTRACT_STATES, PARENTING_STATES
from enforcement.models.prosecution import CHARGE_STATES, OFFENCES
from enforcement.models.school_order import ATTENDANCE_STATES
from enforcement.models.supervision import SUPERVISION_STATES

P = Permission


class OfChild(serializers.Serializer[Any]):
    """Which step it is, and about which child."""

    ref = serializers.CharField()
    pupil = serializers.CharField(source="pupil.ref", help_text="The child's reference.")
    school = serializers.IntegerField(source="school.urn", help_text="The school's URN.")
    case = serializers.CharField(source="case.ref", help_text="The case's reference.")


class ProsecutionShape(OfChild):
    """A prosecution: what is charged, where it stands and how it ended. Amounts are in pence."""

    state = serializers.ChoiceField(CHARGE_STATES)
    offence = serializers.ChoiceField(OFFENCES)
    single_justice = serializers.BooleanField()
    attendance_order = serializers.CharField(
        source="attendance_order.ref", default=None, allow_null=True,
        help_text="The school attendance order that the offence rests on, by its reference.",
    )  # fmt: skip
    supervision_order = serializers.CharField(
        source="supervision_order.ref", default=None, allow_null=True,
        help_text="The education supervision order that the offence rests on, by its reference.",
    )  # fmt: skip
    charged_on = serializers.DateField(allow_null=True)
    decided_on = serializers.DateField(allow_null=True)
    sentence = serializers.ChoiceField(Sentence.choices)
    fine = serializers.IntegerField(allow_null=True)
    surcharge = serializers.IntegerField(allow_null=True)
    costs_awarded = serializers.IntegerField(allow_null=True)


class SupervisionShape(OfChild):
    """An education supervision order: its term, and the day on which it ended."""

    state = serializers.ChoiceField(SUPERVISION_STATES)
    applied_on = serializers.DateField(allow_null=True)
    made_on = serializers.DateField(allow_null=True)
    served_on = serializers.DateField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)


class ParentingShape(OfChild):
    """A parenting order: its months, and the days of its requirements and programme."""

    state = serializers.ChoiceField(PARENTING_STATES)
    prosecution = serializers.CharField(source="prosecution.ref", help_text="The prosecution's reference.")
    months = serializers.IntegerField()
    programme_months = serializers.IntegerField()
    made_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)


class ContractShape(OfChild):
    """A parenting contract or attendance contract: the days for which it stands."""

    state = serializers.ChoiceField(CONTRACT_STATES)
    runs_from = serializers.DateField()
    runs_to = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)


class SchoolOrderShape(OfChild):
    """A school attendance order: its two notices, and the school that it names."""

    state = serializers.ChoiceField(ATTENDANCE_STATES)
    notice_served_on = serializers.DateField(allow_null=True)
    intended_served_on = serializers.DateField(allow_null=True)
    named_school = serializers.IntegerField(
        source="named_school.urn", default=None, allow_null=True, help_text="The URN of the school named."
    )
    made_on = serializers.DateField(allow_null=True)
    served_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)


class HearingShape(serializers.Serializer[Any]):
    """A day in court: of a prosecution, or of a supervision order."""

    id = serializers.IntegerField()
    pupil = serializers.CharField(source="pupil.ref", help_text="The child's reference.")
    case = serializers.CharField(source="case.ref", help_text="The case's reference.")
    prosecution = serializers.CharField(source="prosecution.ref", default=None, allow_null=True)
    supervision = serializers.CharField(source="supervision.ref", default=None, allow_null=True)
    state = serializers.ChoiceField(HEARING_STATES)
    purpose = serializers.ChoiceField(Purpose.choices)
    on = serializers.DateField()
    at = serializers.TimeField(allow_null=True)


class Steps(GenericAPIView):
    """What the lists of court share: the one kind that they give out, with its shape."""

    permission, scope = P.VIEW_LEGAL, TokenScope.CASES
    ordering = "-pk"
    model: Any = None
    shape: Any = None
    question: Any = None
    joined: tuple[str, ...] = ("pupil", "school", "case")

    def get(self, request: TokenRequest) -> Response:
        """What the token's person may read, newest first. That the list was given out is logged."""
        chosen, by = asked(request, self.question, pages=True), request.auth.acting
        rows = self.narrowed(self.model.objects.visible_to(by).select_related(*self.joined), chosen)
        page = self.paginate_queryset(rows) or []
        record_list(request, len(page))
        return self.get_paginated_response(self.shape(page, many=True).data)

    def narrowed(self, rows: Any, chosen: Any) -> Any:
        """The rows of the state asked for."""
        return rows.filter(state=chosen["state"]) if "state" in chosen else rows


class OneStep(GenericAPIView):
    """One of a kind, by its reference."""

    permission, scope = P.VIEW_LEGAL, TokenScope.CASES
    pagination_class = None
    model: Any = None
    shape: Any = None
    joined: tuple[str, ...] = ("pupil", "school", "case")

    def get(self, request: TokenRequest, ref: str) -> Response:
        """Where it stands. The access log keeps who looked."""
        rows = self.model.objects.select_related(*self.joined)
        return Response(self.shape(open_door(request, rows, P.VIEW_LEGAL, ref=ref)).data)


class HearingQuestion(serializers.Serializer[Any]):
    """What a list of hearings is narrowed to."""

    state = serializers.ChoiceField(HEARING_STATES, required=False)
    first_on = serializers.DateField(required=False, help_text="From this day on.")
    last_on = serializers.DateField(required=False, help_text="To this day.")


@extend_schema_view(
    get=extend_schema(
        operation_id="hearings_list", summary="Hearings", parameters=[HearingQuestion],
        responses=answers(HearingShape(many=True)),
    )
)  # fmt: skip
class Hearings(Steps):
    """The hearings of one's children."""

    model, shape, question = Hearing, HearingShape, HearingQuestion
    joined = ("pupil", "case", "prosecution", "supervision")

    def narrowed(self, rows: Any, chosen: Any) -> Any:
        """The hearings of the days and the state asked for."""
        for name, lookup in (("state", "state"), ("first_on", "on__gte"), ("last_on", "on__lte")):
            if name in chosen:
                rows = rows.filter(**{lookup: chosen[name]})
        return rows


def _question(name: str, states: Any) -> Any:
    """What a list of steps is narrowed to: their state."""
    return type(
        f"{name}Question",
        (serializers.Serializer,),
        {"state": serializers.ChoiceField(states, required=False)},
    )


# Each kind: its word in operations, what it is called, the row, its shape, its states, and what is joined.
KINDS: tuple[tuple[str, str, Any, Any, Any, tuple[str, ...]], ...] = (
    (
        "prosecutions", "prosecution", Prosecution, ProsecutionShape, CHARGE_STATES,
        ("attendance_order", "supervision_order"),
    ),
    ("supervision_orders", "education supervision order", SupervisionOrder, SupervisionShape, SUPERVISION_STATES, ()),
    ("parenting_orders", "parenting order", ParentingOrder, ParentingShape, PARENTING_STATES, ("prosecution",)),
    ("contracts", "contract", ParentingContract, ContractShape, CONTRACT_STATES, ()),
    (
        "attendance_orders", "school attendance order", AttendanceOrder, SchoolOrderShape, ATTENDANCE_STATES,
        ("named_school",),
    ),
)  # fmt: skip


def _list_of(name: str, called: str, model: Any, shape: Any, states: Any, more: tuple[str, ...]) -> Any:
    question = _question(shape.__name__.removesuffix("Shape"), states)
    described = extend_schema(
        operation_id=f"{name}_list", summary=f"{called.capitalize()}s", parameters=[question],
        responses=answers(shape(many=True)),
    )  # fmt: skip
    held = {"model": model, "shape": shape, "question": question, "joined": (*Steps.joined, *more)}
    return extend_schema_view(get=described)(type(f"Many{model.__name__}", (Steps,), held))


def _one_of(name: str, called: str, model: Any, shape: Any, states: Any, more: tuple[str, ...]) -> Any:
    described = extend_schema(
        operation_id=f"{name}_read", summary=f"One {called}", responses=answers(shape, 404)
    )
    held = {"model": model, "shape": shape, "joined": (*OneStep.joined, *more)}
    return extend_schema_view(get=described)(type(f"One{model.__name__}", (OneStep,), held))


LISTS = {name: _list_of(name, *kind) for name, *kind in KINDS}
ONES = {name: _one_of(name, *kind) for name, *kind in KINDS}
