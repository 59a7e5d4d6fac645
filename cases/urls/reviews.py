"""Reviews and re-checks of a case."""

from django.urls import path

from cases.views import reviews

urlpatterns = [
    path("cases/<slug:ref>/reviews/", reviews.reviews, name="case-reviews"),
    path("cases/<slug:ref>/reviews/hold/", reviews.hold, name="case-review-hold"),
    path("cases/<slug:ref>/reviews/set-item/", reviews.set_item, name="case-set-item"),
    path("cases/<slug:ref>/reviews/sheet/", reviews.sheet, name="case-review-sheet"),
    path("cases/<slug:ref>/recheck/<int:pk>/", reviews.recheck, name="case-recheck"),
]
