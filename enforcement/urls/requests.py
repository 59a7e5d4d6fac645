"""Requests for notices."""

from django.urls import path

from enforcement.views import requests

urlpatterns = [
    path("notice-requests/", requests.requests, name="notice-requests"),
    path("notice-requests/<slug:ref>/", requests.one, name="notice-request"),
    path("notice-requests/<slug:ref>/refuse/", requests.refuse, name="notice-request-refuse"),
    path("pupils/<slug:ref>/notice-request/", requests.ask, name="notice-request-ask"),
]
