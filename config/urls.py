"""Every address, by the app that answers it."""

from django.conf import settings
from django.urls import include, path

from config.gallery import gallery
from config.views import closed, healthz

urlpatterns = [
    # The authority keeps people's addresses: they are what one signs in with, here and through one's own agency.
    path("accounts/email/", closed),
    path("accounts/confirm-email/", closed),
    path("accounts/", include("allauth.urls")),
    path("healthz", healthz, name="healthz"),
    path("api/v1/", include("attendance.api.urls")),
    path("api/v1/", include("cases.api.urls")),
    path("api/v1/", include("enforcement.api.urls")),
    path("api/v1/", include("reporting.api.urls")),
    path("", include("agencies.urls")),
    path("", include("cases.urls")),
    path("", include("enforcement.urls")),
    path("", include("attendance.urls")),
    path("", include("reporting.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("-/components/", gallery, name="components"))
