"""The addresses of the interface for programs."""

from django.urls import path

from attendance.api import flags, imports, marks, pupils, schema, schools

urlpatterns = [
    path("schema/", schema.Schema.as_view(), name="api-schema"),
    path("schools/", schools.Schools.as_view(), name="api-schools"),
    path("schools/<int:urn>/", schools.OneSchool.as_view(), name="api-school"),
    path("pupils/", pupils.Pupils.as_view(), name="api-pupils"),
    path("pupils/find/", pupils.FindPupil.as_view(), name="api-pupil-find"),
    path("pupils/<slug:ref>/", pupils.OnePupil.as_view(), name="api-pupil"),
    path("pupils/<slug:ref>/marks/", marks.Marks.as_view(), name="api-marks"),
    path("flags/", flags.Flags.as_view(), name="api-flags"),
    path("flags/<int:pk>/", flags.OneFlag.as_view(), name="api-flag"),
    path("flags/<int:pk>/seen/", flags.FlagSeen.as_view(), name="api-flag-seen"),
    path("flags/<int:pk>/acted/", flags.FlagActed.as_view(), name="api-flag-acted"),
    path("imports/", imports.Imports.as_view(), name="api-imports"),
    path("imports/<slug:ref>/", imports.OneImport.as_view(), name="api-import"),
    path("imports/<slug:ref>/rejects/", imports.ImportRejects.as_view(), name="api-import-rejects"),
    path("imports/<slug:ref>/apply/", imports.ImportApply.as_view(), name="api-import-apply"),
]
