"""Warnings: one warning and its moves, and its sheets."""

from django.urls import path

from enforcement.views import warnings

urlpatterns = [
    path("cases/<slug:ref>/ladder/parents/<int:pk>/warning/", warnings.prepare, name="warning-prepare"),
    path("warnings/<slug:ref>/", warnings.warning, name="warning"),
    path("warnings/<slug:ref>/change/", warnings.change, name="warning-change"),
    path("warnings/<slug:ref>/<slug:move>/", warnings.move, name="warning-move"),
]
