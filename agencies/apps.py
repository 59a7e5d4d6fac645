"""The agencies app."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """People, agencies, roles, rights and the access log: the root that every other app builds on."""

    name = "agencies"
