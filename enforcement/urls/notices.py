"""Notices: the list, one notice and its moves, and its sheets."""

from django.urls import path

from enforcement.views import notice_sheets, notices

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/<slug:ref>/", notices.notice, name="notice"),
    path("notices/<slug:ref>/change/", notice_sheets.change, name="notice-change"),
    path("notices/<slug:ref>/<slug:move>/", notices.move, name="notice-move"),
    path("cases/<slug:ref>/ladder/parents/<int:pk>/notice/", notice_sheets.prepare, name="notice-prepare"),
    path(
        "cases/<slug:ref>/ladder/parents/<int:pk>/excluded-notice/",
        notice_sheets.prepare_excluded,
        name="excluded-prepare",
    ),
]
