"""Care and enforcement on a case."""

from django.urls import path

from cases.views import care

urlpatterns = [
    path("cases/<slug:ref>/care/", care.care, name="case-care"),
    path("cases/<slug:ref>/care/decide/", care.care_decide, name="case-care-decide"),
]
