"""Contracts and orders on a case: what there is, what can be begun, and the page of each."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.rules.roles import Permission
from cases.views.record import open_record
from enforcement.actions.attendance_orders import prepare_order
from enforcement.actions.contracts import prepare_contract
from enforcement.actions.supervision import prepare_supervision
from enforcement.forms.orders import BeginContractForm, BeginOrderForm
from enforcement.forms.steps import BeginForm
from enforcement.models import AttendanceOrder, ParentingContract, ParentingOrder, SupervisionOrder
from enforcement.queries.order_pages import (
    attendance_page,
    contract_page,
    orders_of_case,
    parenting_page,
    supervision_page,
)
from enforcement.views.acts import WITH, Acts, act_page, offered
from enforcement.views.begin import Beginning, begin_page
from enforcement.views.order_acts import ATTENDANCE, CONTRACT, PARENTING, SUPERVISION

P = Permission
BEGINNINGS = {
    "contract": Beginning(
        "Draw up a contract with a parent", BeginContractForm, prepare_contract, "contract",
        intro="It is voluntary. Declining or breaking it is no offence, and is recorded.",
    ),
    "supervision": Beginning(
        "Prepare an application for an education supervision order", BeginForm, prepare_supervision, "supervision",
        intro="Social services are consulted first. While an order is in force no notice is given and nothing is "
        "charged for its days.",
    ),
    "attendance-order": Beginning(
        "Begin towards a school attendance order", BeginOrderForm, prepare_order, "attendance-order",
        intro="For a child who does not seem to be suitably educated.",
    ),
}  # fmt: skip


@needs(P.VIEW_LEGAL)
def of_case(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The contracts and orders of a case."""
    record = open_record(request, ref, P.VIEW_LEGAL)
    shelves = orders_of_case(record.case, request.acting)
    prepares = request.acting.may(P.PREPARE_LEGAL) and record.case.is_live
    context = record.context(shelves=shelves, prepares=prepares, beginnings=BEGINNINGS.items())
    return render(request, "enforcement/orders.html", context)


@needs(P.PREPARE_LEGAL)
def begin(request: CaseworkRequest, ref: str, what: str) -> HttpResponse:
    """Begin a contract or an order."""
    return begin_page(request, ref, BEGINNINGS, what, "case-orders")


def _page(request: CaseworkRequest, row: Any, page: Any, table: Acts, name: str) -> HttpResponse:
    links = offered(request, row, table, f"{name}-act", [row.ref])
    context = {"row": row, "pupil": row.pupil, "page": page, "acts": links}
    return render(request, "enforcement/order.html", context)


@needs(P.VIEW_LEGAL)
def supervision(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One education supervision order."""
    row = open_door(
        request, SupervisionOrder.objects.select_related(*WITH, "supervisor"), P.VIEW_LEGAL, ref=ref
    )
    return _page(request, row, supervision_page(row), SUPERVISION, "supervision")


@needs(P.PREPARE_LEGAL)
def supervision_act(request: CaseworkRequest, ref: str, act: str) -> HttpResponse:
    """An act on an education supervision order."""
    row = open_door(request, SupervisionOrder.objects.select_related(*WITH), P.PREPARE_LEGAL, ref=ref)
    return act_page(request, row, SUPERVISION, act, reverse("supervision", args=[ref]))


@needs(P.VIEW_LEGAL)
def contract(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One contract."""
    row = open_door(request, ParentingContract.objects.select_related(*WITH), P.VIEW_LEGAL, ref=ref)
    return _page(request, row, contract_page(row), CONTRACT, "contract")


@needs(P.PREPARE_LEGAL)
def contract_act(request: CaseworkRequest, ref: str, act: str) -> HttpResponse:
    """An act on a contract."""
    row = open_door(request, ParentingContract.objects.select_related(*WITH), P.PREPARE_LEGAL, ref=ref)
    return act_page(request, row, CONTRACT, act, reverse("contract", args=[ref]))


@needs(P.VIEW_LEGAL)
def parenting(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One parenting order."""
    row = open_door(
        request, ParentingOrder.objects.select_related(*WITH, "prosecution"), P.VIEW_LEGAL, ref=ref
    )
    return _page(request, row, parenting_page(row), PARENTING, "parenting-order")


@needs(P.PREPARE_LEGAL)
def parenting_act(request: CaseworkRequest, ref: str, act: str) -> HttpResponse:
    """An act on a parenting order."""
    row = open_door(request, ParentingOrder.objects.select_related(*WITH), P.PREPARE_LEGAL, ref=ref)
    return act_page(request, row, PARENTING, act, reverse("parenting-order", args=[ref]))


@needs(P.VIEW_LEGAL)
def attendance(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One school attendance order."""
    row = open_door(
        request,
        AttendanceOrder.objects.select_related(*WITH, "intended_school", "chosen_school", "named_school"),
        P.VIEW_LEGAL,
        ref=ref,
    )
    return _page(request, row, attendance_page(row), ATTENDANCE, "attendance-order")


@needs(P.PREPARE_LEGAL)
def attendance_act(request: CaseworkRequest, ref: str, act: str) -> HttpResponse:
    """An act on a school attendance order."""
    row = open_door(request, AttendanceOrder.objects.select_related(*WITH), P.PREPARE_LEGAL, ref=ref)
    return act_page(request, row, ATTENDANCE, act, reverse("attendance-order", args=[ref]))
