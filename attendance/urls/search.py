"""Finding a child."""

from django.urls import path

from attendance.views import search

urlpatterns = [path("search/", search.search, name="search")]
