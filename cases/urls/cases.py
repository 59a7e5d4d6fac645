"""Cases: the list, one case with its parts, and its moves."""

from django.urls import path

from cases.views import cases, timeline

urlpatterns = [
    path("cases/", cases.cases, name="cases"),
    path("cases/<slug:ref>/", cases.case, name="case"),
    path("cases/<slug:ref>/timeline/", timeline.timeline, name="case-timeline"),
    path("cases/<slug:ref>/note/", timeline.note, name="case-note"),
    path("cases/<slug:ref>/move/<slug:move>/", cases.move, name="case-move"),
    path("pupils/<slug:ref>/cases/", cases.of_pupil, name="pupil-cases"),
    path("pupils/<slug:ref>/cases/open/", cases.open_new, name="case-open"),
]
