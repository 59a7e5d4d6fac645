"""A child's record."""

from django.urls import path

from attendance.views import pupils

urlpatterns = [
    path("pupils/<slug:ref>/", pupils.pupil, name="pupil"),
    path("pupils/<slug:ref>/flags/", pupils.flags, name="pupil-flags"),
    path("pupils/<slug:ref>/changes/", pupils.changes, name="pupil-changes"),
    path("pupils/<slug:ref>/circumstances/", pupils.circumstances, name="pupil-circumstances"),
    path("pupils/<slug:ref>/family/", pupils.family, name="pupil-family"),
]
