"""The addresses of enforcement, one module for each area."""

from django.urls import include, path

urlpatterns = [
    path("", include("enforcement.urls.money")),
    path("", include("enforcement.urls.letters")),
    path("", include("enforcement.urls.measures")),
    path("", include("enforcement.urls.ladder")),
    path("", include("enforcement.urls.notices")),
    path("", include("enforcement.urls.warnings")),
    path("", include("enforcement.urls.requests")),
    path("", include("enforcement.urls.court")),
    path("", include("enforcement.urls.orders")),
]
