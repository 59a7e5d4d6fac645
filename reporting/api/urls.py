"""The addresses of figures, for programs."""

from django.urls import path

from reporting.api import figures

urlpatterns = [
    path("indicators/", figures.Indicators.as_view(), name="api-indicators"),
    path("figures/", figures.Figures.as_view(), name="api-figures"),
]
