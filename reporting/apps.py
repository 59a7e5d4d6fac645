"""The reporting app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Indicators, published figures, frozen terms, dashboards, exports and the evaluation."""

    name = "reporting"
