"""Who can see a child, and who looked."""

from django.urls import path

from attendance.views import access

urlpatterns = [
    path("pupils/<slug:ref>/who-can-see/", access.who_can_see, name="pupil-access"),
    path("pupils/<slug:ref>/who-can-see/involve/", access.involve, name="pupil-involve"),
    path("pupils/<slug:ref>/who-can-see/<int:pk>/end/", access.end, name="involvement-end"),
    path("pupils/<slug:ref>/who-can-see/restrict/", access.restrict, name="pupil-restrict"),
    path("pupils/<slug:ref>/who-can-see/names/", access.names, name="pupil-names"),
    path("pupils/<slug:ref>/addresses/", access.addresses, name="pupil-addresses"),
    path("pupils/<slug:ref>/who-looked/", access.looks, name="pupil-looks"),
]
