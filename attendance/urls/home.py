"""The first page, the schools, the flags and the help."""

from django.urls import path

from attendance.views import downloads, flags, home, schools, support

urlpatterns = [
    path("", home.home, name="home"),
    path("more/", home.more, name="more"),
    path("help/", home.help_page, name="help"),
    path("help/accessibility/", home.help_page, {"topic": "accessibility"}, name="accessibility"),
    path("help/privacy/", home.help_page, {"topic": "privacy"}, name="privacy"),
    path("help/<slug:topic>/", home.help_page, name="help-topic"),
    path("flags/", flags.flags, name="flags"),
    path("flags/download/", downloads.flags, name="flags-download"),
    path("flags/seen/", flags.seen, name="flags-seen"),
    path("flags/filters/", flags.keep_filter, name="filter-save"),
    path("flags/filters/<int:pk>/remove/", flags.drop_filter, name="filter-remove"),
    path("flags/<int:pk>/", flags.flag, name="flag"),
    path("schools/", schools.schools, name="schools"),
    path("schools/<int:urn>/", schools.school, name="school"),
    path("schools/<int:urn>/support/", support.support, name="school-support"),
    path("schools/<int:urn>/pupils/", schools.school_pupils, name="school-pupils"),
    path("schools/<int:urn>/pupils/download/", downloads.school_pupils, name="school-pupils-download"),
    path("schools/<int:urn>/advice/<int:flag>/", schools.advise, name="school-advice"),
]
