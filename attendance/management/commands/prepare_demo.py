"""`manage.py prepare_demo`: everything between an empty database and a demonstration worth looking at."""

from datetime import date
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.utils import timezone

from attendance.demo.build import THEN_UNTIL, is_there, last_school_day
from attendance.models import BankHoliday, JobRun
from attendance.models.job import JobState

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
        for on in (THEN_UNTIL, last_school_day(timezone.localdate())):
            if not _reviewed(on):
                self.stdout.write(f"The night of {on.day} {on:%B %Y}.")
                call_command(NIGHT, on=on, stdout=self.stdout)


def _reviewed(on: date) -> bool:
    """Whether every chunk is done of this night or, for marks end on the day they were made, a later one."""
    past = on == THEN_UNTIL
    nights = JobRun.objects.filter(on=on) if past else JobRun.objects.filter(on__gt=THEN_UNTIL)
    return nights.exists() and not nights.exclude(state=JobState.DONE).exists()
