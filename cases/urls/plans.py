"""The plan of a case."""

from django.urls import path

from cases.views import plans

urlpatterns = [
    path("cases/<slug:ref>/plan/", plans.plan, name="case-plan"),
    path("cases/<slug:ref>/plan/change/", plans.make, name="case-plan-change"),
    path("cases/<slug:ref>/plan/target/", plans.target, name="case-plan-target"),
    path("cases/<slug:ref>/plan/action/", plans.action, name="case-plan-action"),
    path("cases/<slug:ref>/plan/action/<int:pk>/", plans.done, name="case-plan-done"),
    path("cases/<slug:ref>/plan/put/", plans.put, name="case-plan-put"),
    path("cases/<slug:ref>/plan/agree/<int:pk>/", plans.agreed, name="case-plan-agree"),
    path("cases/<slug:ref>/plan/print/", plans.printout, name="case-plan-print"),
]
