"""Truancy sweeps."""

from django.urls import path

from cases.views import sweeps

urlpatterns = [
    path("sweeps/", sweeps.sweeps, name="sweeps"),
    path("sweeps/new/", sweeps.sweep_new, name="sweep-new"),
    path("sweeps/hot-spots/", sweeps.sweep_spots, name="sweep-spots"),
    path("sweeps/<slug:ref>/", sweeps.sweep, name="sweep"),
    path("sweeps/<slug:ref>/stops/", sweeps.stops, name="sweep-stops"),
    path("sweeps/<slug:ref>/stops/<int:pk>/", sweeps.stop, name="sweep-stop"),
]
