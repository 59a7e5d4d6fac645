"""The addresses of casework, one module for each area."""

from django.urls import include, path

urlpatterns = [
    path("", include("cases.urls.cases")),
    path("", include("cases.urls.referrals")),
    path("", include("cases.urls.queue")),
    path("", include("cases.urls.assessments")),
    path("", include("cases.urls.plans")),
    path("", include("cases.urls.reviews")),
    path("", include("cases.urls.care")),
    path("", include("cases.urls.sweeps")),
    path("", include("cases.urls.interventions")),
    path("", include("cases.urls.requests")),
    path("", include("cases.urls.looked_after")),
    path("", include("cases.urls.questionnaires")),
    path("", include("cases.urls.feedback")),
    path("", include("cases.urls.meetings")),
]
