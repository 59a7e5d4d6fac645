"""The first page, the schools, the flags and the help."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
