"""Requests to agencies."""

from django.urls import path

from cases.views import requests

urlpatterns = [
    path("requests/", requests.requests, name="requests"),
    path("requests/<slug:ref>/", requests.one, name="request"),
    path("requests/<slug:ref>/<slug:move>/", requests.move, name="request-move"),
    path("pupils/<slug:ref>/requests/send/", requests.send, name="request-send"),
    path("cases/<slug:ref>/requests/", requests.of_case, name="case-requests"),
]
