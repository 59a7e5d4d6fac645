"""Feedback to the school."""

from django.urls import path

from cases.views import feedback

urlpatterns = [path("cases/<slug:ref>/feedback/", feedback.feedback, name="case-feedback")]
