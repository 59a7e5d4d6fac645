"""Looked-after children."""

from django.urls import path

from cases.views import looked_after

urlpatterns = [
    path("looked-after/", looked_after.looked_after, name="looked-after"),
    path("looked-after/reports/<slug:ref>/", looked_after.care_report, name="care-report"),
    path("looked-after/reports/<slug:ref>/pdf/", looked_after.care_report_pdf, name="care-report-pdf"),
    path("looked-after/actions/<int:pk>/done/", looked_after.looked_after_done, name="looked-after-done"),
    path("looked-after/<slug:ref>/", looked_after.looked_after_child, name="looked-after-child"),
    path("looked-after/<slug:ref>/audit/", looked_after.looked_after_audit, name="looked-after-audit"),
]
