"""The attendance app."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    """Schools, pupils, enrolments, involvements, calendars, registers, flags and the nightly review."""

    name = "attendance"
