"""A child's part-time timetables."""

from django.urls import path

from attendance.views import timetables

urlpatterns = [
    path("pupils/<slug:ref>/timetables/", timetables.timetables, name="pupil-timetables"),
    path("pupils/<slug:ref>/timetables/agree/", timetables.agree, name="timetable-agree"),
    path("pupils/<slug:ref>/timetables/<int:pk>/change/", timetables.change, name="timetable-change"),
    path("pupils/<slug:ref>/timetables/<int:pk>/end/", timetables.end, name="timetable-end"),
]
