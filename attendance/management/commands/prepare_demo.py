"""`manage.py prepare_demo`: everything between an empty database and a demonstration worth looking at."""

from datetime import date
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.utils import timezone

from attendance.demo.build import THEN_UNTIL, is_there, last_school_day
from attendance.models import BankHoliday, JobRun
from attendance.models.job import JobState
from attendance.rules.register import year_of, year_span

NIGHT = "review_attendance"


class Command(BaseCommand):
    """Again does only what is still missing."""

    help = "Make the demonstration if there is none, load bank holidays, and run the night up to yesterday."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step says what it does; the second start finds everything done."""
        if not BankHoliday.objects.exists():
            call_command("load_bank_holidays", stdout=self.stdout)
        if not is_there():
            self.stdout.write("Making the demonstration authority: about half a minute.")
            call_command("create_demo", stdout=self.stdout)
        if NIGHT not in get_commands():
            self.stdout.write("There is no nightly run in this version.")
            return
        for on in _nights(timezone.localdate()):
            if not _reviewed(on):
                self.stdout.write(f"The night of {on.day} {on:%B %Y}.")
                call_command(NIGHT, on=on, stdout=self.stdout)


def _nights(today: date) -> list[date]:
    """The end of the old authority's marks, the end of last year, to compare with, and the newest school day."""
    newest = last_school_day(today)
    return sorted({THEN_UNTIL, last_school_day(year_span(year_of(newest))[0]), newest})


def _reviewed(on: date) -> bool:
    """Whether this night is done: none of its chunks is owed, and it or a later one has run."""
    return (
        JobRun.objects.filter(on__gte=on).exists()
        and not JobRun.objects.filter(on=on).exclude(state=JobState.DONE).exists()
    )
