"""Records that may be of one child."""

from django.urls import path

from attendance.views import merges

urlpatterns = [
    path("duplicates/", merges.duplicates, name="duplicates"),
    path("duplicates/<slug:one>/<slug:other>/", merges.compare, name="duplicate-compare"),
    path("merges/<int:pk>/undo/", merges.undo, name="merge-undo"),
    path("two-children/<int:pk>/undo/", merges.undo_two_children, name="apart-undo"),
]
