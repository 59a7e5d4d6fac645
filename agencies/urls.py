"""The addresses of people and agencies."""

from django.urls import path

from agencies import views

urlpatterns = [
    path("choose-agency/", views.choose_agency, name="choose-agency"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", views.revoke, name="token-revoke"),
    path("messages/", views.inbox, name="messages"),
    path("messages/read/", views.read_messages, name="messages-read"),
    path("messages/choices/", views.message_choices, name="message-choices"),
    path("messages/<int:pk>/", views.open_message, name="message"),
    path("mail/", views.mail, name="mail"),
    path("mail/<int:pk>/again/", views.mail_again, name="mail-again"),
    path("access-log/", views.access_log, name="access-log"),
]
