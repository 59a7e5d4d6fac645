"""The yearly return of parental responsibility measures."""

from django.urls import path

from enforcement.views import measures

urlpatterns = [
    path("measures/", measures.measures, name="measures"),
    path("measures/measures.csv", measures.as_csv, name="measures-csv"),
]
