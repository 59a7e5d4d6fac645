"""Meetings."""

from django.urls import path

from cases.views import meetings

urlpatterns = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<slug:ref>/", meetings.one, name="meeting"),
    path("meetings/<slug:ref>/invite/", meetings.invite, name="meeting-invite"),
    path("meetings/<slug:ref>/invitations/<int:pk>/", meetings.reply, name="meeting-reply"),
    path("meetings/<slug:ref>/invitations/<int:pk>/withdraw/", meetings.uninvite, name="meeting-uninvite"),
    path("meetings/<slug:ref>/invitations/<int:pk>/letter/", meetings.letter, name="meeting-letter"),
    path("meetings/<slug:ref>/add/<slug:kind>/", meetings.add, name="meeting-add"),
    path("meetings/<slug:ref>/items/<int:pk>/", meetings.item, name="meeting-item"),
    path("meetings/<slug:ref>/items/<int:pk>/remove/", meetings.remove, name="meeting-remove"),
    path("meetings/<slug:ref>/actions/add/", meetings.action, name="meeting-action"),
    path("meetings/<slug:ref>/papers/<int:pk>/", meetings.paper, name="meeting-paper"),
    path("meetings/<slug:ref>/move/<slug:move>/", meetings.move, name="meeting-move"),
    path("cases/<slug:ref>/meetings/", meetings.of_case, name="case-meetings"),
    path("cases/<slug:ref>/meetings/new/", meetings.new, name="meeting-new"),
]
