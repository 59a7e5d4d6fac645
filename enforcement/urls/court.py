"""Court: the fast track, prosecutions, hearings."""

from django.urls import path

from enforcement.views import court, prosecutions, tracks

urlpatterns = [
    path("cases/<slug:ref>/court/", court.of_case, name="case-court"),
    path("cases/<slug:ref>/court/<slug:what>/", court.begin, name="case-court-begin"),
    path("fast-tracks/<slug:ref>/", tracks.track, name="fast-track"),
    path("fast-tracks/<slug:ref>/steps/<int:pk>/", tracks.step, name="fast-track-step"),
    path("fast-tracks/<slug:ref>/<slug:act>/", tracks.act, name="fast-track-act"),
    path("prosecutions/<slug:ref>/", prosecutions.prosecution, name="prosecution"),
    path("prosecutions/<slug:ref>/papers/<int:pk>/", prosecutions.paper, name="prosecution-paper"),
    path(
        "prosecutions/<slug:ref>/papers/<slug:kind>/make/", prosecutions.make, name="prosecution-paper-make"
    ),
    path("prosecutions/<slug:ref>/items/<int:pk>/drop/", prosecutions.drop, name="prosecution-item-drop"),
    path("prosecutions/<slug:ref>/<slug:act>/", prosecutions.act, name="prosecution-act"),
    path("hearings/", court.hearings, name="hearings"),
    path("hearings/<int:pk>/<slug:act>/", court.hearing, name="hearing-act"),
]
