"""The dashboard, what its numbers mean, the lists behind them, and what they are held against."""

from django.urls import path

from reporting.views import (
    comparisons,
    dashboard,
    downloads,
    enforced,
    fairness,
    frozen,
    impact,
    individual_targets,
    targets,
    timeliness,
)

urlpatterns = [
    path("", dashboard.figures, name="figures"),
    path("download/", downloads.figures, name="figures-download"),
    path("list/", dashboard.figure_list, name="figure-list"),
    path("list/download/", downloads.figure_list, name="figure-list-download"),
    path("numbers/", dashboard.indicators, name="indicators"),
    path("numbers/<slug:key>/", dashboard.indicator, name="indicator"),
    path("targets/", targets.targets, name="targets"),
    path("targets/download/", downloads.targets, name="targets-download"),
    path("targets/<int:pk>/remove/", targets.remove, name="target-remove"),
    path("targets/<int:pk>/reason/<int:period>/", targets.reason, name="target-reason"),
    path("fairness/", fairness.fairness, name="fairness"),
    path("fairness/download/", fairness.fairness_download, name="fairness-download"),
    path("terms/", frozen.frozen_terms, name="frozen-terms"),
    path("terms/<int:year>/<int:period>/", frozen.frozen_term, name="frozen-term"),
    path("terms/download/", downloads.terms, name="frozen-terms-download"),
    path("terms/<int:year>/<int:period>/download/", downloads.term, name="frozen-term-download"),
    path("terms/<int:year>/<int:period>/close/", frozen.close, name="frozen-close"),
    path("terms/<int:year>/<int:period>/report.csv", frozen.report, name="frozen-report"),
    path("what-worked/", impact.what_worked, name="what-worked"),
    path("what-worked/ask/", impact.ask, name="what-worked-ask"),
    path("what-worked/download/", impact.what_worked_download, name="what-worked-download"),
    path("what-worked/<int:pk>/", impact.answer, name="what-worked-answer"),
    path("timeliness/", timeliness.timeliness, name="timeliness"),
    path("timeliness/download/", timeliness.timeliness_download, name="timeliness-download"),
    path("timeliness/list/", timeliness.timeliness_list, name="timeliness-list"),
    path("timeliness/list/download/", timeliness.timeliness_list_download, name="timeliness-list-download"),
    path("enforcement/", enforced.enforced, name="enforcement-figures"),
    path("enforcement/download/", enforced.enforced_download, name="enforcement-figures-download"),
    path("enforcement/list/", enforced.enforced_list, name="enforcement-list"),
    path("enforcement/list/download/", enforced.enforced_list_download, name="enforcement-list-download"),
    path("individual-targets/", individual_targets.individual_targets, name="individual-targets"),
    path(
        "individual-targets/download/",
        individual_targets.individual_targets_download,
        name="individual-targets-download",
    ),
    path(
        "individual-targets/list/", individual_targets.individual_targets_list, name="individual-targets-list"
    ),
    path(
        "individual-targets/list/download/",
        individual_targets.individual_targets_list_download,
        name="individual-targets-list-download",
    ),
    path("comparisons/", comparisons.comparisons, name="comparisons"),
    path("comparisons/download/", downloads.comparisons, name="comparisons-download"),
    path("published/", comparisons.published, name="published-figures"),
]
