"""The addresses of people and agencies."""

from django.urls import path

from agencies import views

urlpatterns = [
    path("choose-agency/", views.choose_agency, name="choose-agency"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", views.revoke, name="token-revoke"),
    path("access-log/", views.access_log, name="access-log"),
]
