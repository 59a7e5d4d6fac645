"""The plans of a case: for attendance, and for coming back after a long absence."""

from django.urls import path

from cases.models import PlanKind
from cases.views import plans, stages

RETURN = {"kind": PlanKind.REINTEGRATION.value}

urlpatterns = [
    path("cases/<slug:ref>/plan/", plans.plan, name="case-plan"),
    path("cases/<slug:ref>/plan/change/", plans.make, name="case-plan-change"),
    path("cases/<slug:ref>/plan/target/", plans.target, name="case-plan-target"),
    path("cases/<slug:ref>/plan/action/", plans.action, name="case-plan-action"),
    path("cases/<slug:ref>/plan/action/<int:pk>/", plans.done, name="case-plan-done"),
    path("cases/<slug:ref>/plan/put/", plans.put, name="case-plan-put"),
    path("cases/<slug:ref>/plan/agree/<int:pk>/", plans.agreed, name="case-plan-agree"),
    path("cases/<slug:ref>/plan/print/", plans.printout, name="case-plan-print"),
    path("cases/<slug:ref>/plan/end/", plans.end, name="case-plan-end"),
    path("cases/<slug:ref>/reintegration/", stages.coming_back, name="case-return"),
    path("cases/<slug:ref>/reintegration/change/", plans.make, RETURN, name="case-return-change"),
    path("cases/<slug:ref>/reintegration/put/", plans.put, RETURN, name="case-return-put"),
    path("cases/<slug:ref>/reintegration/print/", plans.printout, RETURN, name="case-return-print"),
    path("cases/<slug:ref>/reintegration/end/", plans.end, RETURN, name="case-return-end"),
    path("cases/<slug:ref>/reintegration/stage/", stages.add, name="case-return-stage"),
    path("cases/<slug:ref>/reintegration/stage/<int:pk>/", stages.end, name="case-return-stage-end"),
]
