"""Views of children, parents, schools and partners."""

from django.urls import path

from cases.views import questionnaires

urlpatterns = [
    path("cases/<slug:ref>/views/", questionnaires.case_views, name="case-views"),
    path("cases/<slug:ref>/views/ask/", questionnaires.case_views_ask, name="case-views-ask"),
    path("cases/<slug:ref>/views/<int:pk>/paper/", questionnaires.case_views_paper, name="case-views-paper"),
    path("cases/<slug:ref>/views/<int:pk>/enter/", questionnaires.case_views_enter, name="case-views-enter"),
    path("your-views/<slug:token>/", questionnaires.your_views, name="your-views"),
    path("views/", questionnaires.views_results, name="views-results"),
]
