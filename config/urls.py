"""Every address, by the app that answers it."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("agencies.urls")),
    path("", include("attendance.urls")),
]
