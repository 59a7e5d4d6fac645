"""The addresses of figures."""

from django.urls import include, path

urlpatterns = [
    path("figures/", include("reporting.urls.figures")),
]
