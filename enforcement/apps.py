"""The enforcement app."""

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    """The law of the date: ladder, notices, payments, prosecutions and orders."""

    name = "enforcement"
