"""The nightly run, for operators."""

from datetime import date

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from attendance.views import operators


class DayConverter(StringConverter):
    """A day as 2026-03-12; anything else is not found."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> str:
        return date.fromisoformat(value).isoformat()


register_converter(DayConverter, "day")

urlpatterns = [
    path("nightly-run/", operators.job_runs, name="job-runs"),
    path("nightly-run/<day:on>/again/", operators.run_again, name="job-run-again"),
]
