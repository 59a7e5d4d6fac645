"""The cases app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Referrals, cases, plans, interventions, meetings, holds and the timeline."""

    name = "cases"
