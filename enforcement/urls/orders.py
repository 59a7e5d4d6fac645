"""Contracts and orders."""

from django.urls import path

from enforcement.views import orders

urlpatterns = [
    path("cases/<slug:ref>/orders/", orders.of_case, name="case-orders"),
    path("cases/<slug:ref>/orders/<slug:what>/", orders.begin, name="case-orders-begin"),
    path("supervision/<slug:ref>/", orders.supervision, name="supervision"),
    path("supervision/<slug:ref>/<slug:act>/", orders.supervision_act, name="supervision-act"),
    path("contracts/<slug:ref>/", orders.contract, name="contract"),
    path("contracts/<slug:ref>/<slug:act>/", orders.contract_act, name="contract-act"),
    path("parenting-orders/<slug:ref>/", orders.parenting, name="parenting-order"),
    path("parenting-orders/<slug:ref>/<slug:act>/", orders.parenting_act, name="parenting-order-act"),
    path("attendance-orders/<slug:ref>/", orders.attendance, name="attendance-order"),
    path("attendance-orders/<slug:ref>/<slug:act>/", orders.attendance_act, name="attendance-order-act"),
]
