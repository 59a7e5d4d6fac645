"""Referrals: the list, starting one, one with its draft, and what is done about it."""

from django.urls import path

from cases.views import referrals

urlpatterns = [
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/<slug:ref>/", referrals.referral, name="referral"),
    path("referrals/<slug:ref>/<slug:act>/", referrals.act, name="referral-act"),
    path("pupils/<slug:ref>/refer/", referrals.start, name="refer"),
]
