"""What was done for children, and drafts of what is still being written."""

from django.urls import path

from cases.views import drafts, interventions

urlpatterns = [
    path("pupils/<slug:ref>/support/", interventions.of_pupil, name="pupil-work"),
    path("pupils/<slug:ref>/support/log/", interventions.log, name="log-work"),
    path("cases/<slug:ref>/support/", interventions.of_case, name="case-work"),
    path("group-session/", interventions.group, name="log-group"),
    path("interventions/<int:pk>/", interventions.intervention, name="intervention"),
    path("interventions/<int:pk>/correct/", interventions.correct, name="intervention-correct"),
    path("drafts/<slug:form>/", drafts.draft, name="draft"),
]
