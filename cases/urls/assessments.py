"""The assessment of a case, what was said, and the circumstances in figures."""

from django.urls import path

from cases.views import assessments

urlpatterns = [
    path("cases/<slug:ref>/assessment/", assessments.assessment, name="case-assessment"),
    path("cases/<slug:ref>/assessment/change/", assessments.change, name="case-assessment-change"),
    path("cases/<slug:ref>/words/", assessments.words, name="case-words"),
    path("cases/<slug:ref>/words/add/", assessments.words_add, name="case-words-add"),
    path("circumstances/", assessments.factors, name="factors"),
]
