"""What the council decides where the law leaves a question open."""

from django.urls import path

from attendance.views import settings

urlpatterns = [
    path("settings/", settings.settings, name="settings"),
    path("settings/<slug:key>/", settings.decide, name="setting-decide"),
    path("settings/answers/<int:pk>/withdraw/", settings.withdraw, name="setting-withdraw"),
]
