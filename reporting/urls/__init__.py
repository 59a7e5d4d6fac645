"""The addresses of figures."""

from django.urls import include, path

urlpatterns = [
    path("", include("reporting.urls.schools")),
    path("figures/", include("reporting.urls.figures")),
]
