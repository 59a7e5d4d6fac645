"""The dashboard, what its numbers mean, the lists behind them, and what they are held against."""

from django.urls import path

from reporting.views import comparisons, dashboard, downloads, frozen, impact, targets

urlpatterns = [
    path("", dashboard.figures, name="figures"),
    path("list/", dashboard.figure_list, name="figure-list"),
    path("list/download/", downloads.figure_list, name="figure-list-download"),
    path("numbers/", dashboard.indicators, name="indicators"),
    path("numbers/<slug:key>/", dashboard.indicator, name="indicator"),
    path("targets/", targets.targets, name="targets"),
    path("targets/<int:pk>/remove/", targets.remove, name="target-remove"),
    path("targets/<int:pk>/reason/<int:period>/", targets.reason, name="target-reason"),
    path("terms/", frozen.frozen_terms, name="frozen-terms"),
    path("terms/<int:year>/<int:period>/", frozen.frozen_term, name="frozen-term"),
    path("terms/<int:year>/<int:period>/close/", frozen.close, name="frozen-close"),
    path("terms/<int:year>/<int:period>/report.csv", frozen.report, name="frozen-report"),
    path("what-worked/", impact.what_worked, name="what-worked"),
    path("what-worked/ask/", impact.ask, name="what-worked-ask"),
    path("what-worked/download/", impact.what_worked_download, name="what-worked-download"),
    path("what-worked/<int:pk>/", impact.answer, name="what-worked-answer"),
    path("comparisons/", comparisons.comparisons, name="comparisons"),
    path("published/", comparisons.published, name="published-figures"),
]
