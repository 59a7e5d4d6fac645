"""Register imports and the rows that fitted no child."""

from django.urls import path

from attendance import exports
from attendance.views import imports, unmatched

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.send, name="import-new"),
    path("imports/unmatched/", unmatched.unmatched, name="unmatched"),
    path("imports/unmatched/<int:pk>/", unmatched.unmatched_row, name="unmatched-row"),
    path("imports/<slug:ref>/", imports.register_import, name="import"),
    path("imports/<slug:ref>/progress/", imports.import_progress, name="import-progress"),
    path("imports/<slug:ref>/columns/", imports.columns, name="import-columns"),
    path("imports/<slug:ref>/apply/", imports.import_apply, name="import-apply"),
    path("imports/<slug:ref>/cancel/", imports.import_cancel, name="import-cancel"),
    path("imports/<slug:ref>/rejects/", imports.import_rejects, name="import-rejects"),
    path("imports/<slug:ref>/rejects.csv", exports.rejects_csv, name="import-rejects-csv"),
]
