"""The addresses of attendance, one module for each area."""

from django.urls import include, path

urlpatterns = [
    path("", include("attendance.urls.home")),
    path("", include("attendance.urls.pupils")),
    path("", include("attendance.urls.access")),
    path("", include("attendance.urls.search")),
    path("", include("attendance.urls.merges")),
    path("", include("attendance.urls.imports")),
    path("", include("attendance.urls.settings")),
    path("", include("attendance.urls.calendars")),
    path("", include("attendance.urls.timetables")),
    path("", include("attendance.urls.operators")),
]
