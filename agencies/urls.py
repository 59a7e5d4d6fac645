"""The addresses of people and agencies."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
