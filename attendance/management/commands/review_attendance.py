"""`manage.py review_attendance --on DATE`: review every school, or some, as of the evening of a date."""

import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from attendance.actions.review import review
from attendance.actions.review_jobs import begin_date, plan, queue_again, run_chunk, schools_in
from attendance.models import School
from attendance.queries.job_runs import Run, run_on


class Command(BaseCommand):
    """The nightly review by hand, over the same action as the night."""

    help = "Derives standings and flags from the registers as of the evening of a date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--schools", type=int, nargs="+", metavar="URN", help="only these schools")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
        parser.add_argument("--queue", action="store_true", help="leave the work to the workers")
        parser.add_argument("--wait", action="store_true", help="with --queue: wait for them, with progress")

    def handle(self, *args: Any, **options: Any) -> None:
        on: date = options["on"]
        if options["queue"] and (options["dry_run"] or options["schools"]):
            raise CommandError("The workers review every school for good: leave out --dry-run and --schools.")
        if options["queue"]:
            self._queue(on, wait=options["wait"])
        elif options["dry_run"] or options["schools"]:
            self._some(on, options["schools"], rehearse=options["dry_run"])
        else:
            self._whole(on)

    def _whole(self, on: date) -> None:
        """Every chunk here and now, recorded as the workers would; what was done is done again."""
        for chunk in begin_date(on, again=True):
            run_chunk(on=on, chunk=chunk)
        self._report(run_on(on))

    def _some(self, on: date, urns: Sequence[int] | None, *, rehearse: bool) -> None:
        chunks = [_ids(urns)] if urns else [schools_in(str(chunk)) for chunk in plan(on)]
        total: Counter[str] = Counter()
        for schools in chunks:
            with transaction.atomic():
                total.update(review(on=on, schools=schools))
                transaction.set_rollback(rehearse)
        self.stdout.write("Nothing was changed. It would be:" if rehearse else "Done.")
        self._counts(total)

    def _queue(self, on: date, *, wait: bool) -> None:
        self.stdout.write(f"{queue_again(on)} chunks are waiting for the workers.")
        while wait and not (run := run_on(on)).is_over:
            self.stdout.write(f"{run.percent}%: {run.done} of {run.chunks}")
            time.sleep(1)
        if wait:
            self._report(run_on(on))

    def _report(self, run: Run) -> None:
        self.stdout.write(f"{run.done} of {run.chunks} chunks are done.")
        self._counts(run.counts)
        for error in run.errors:
            self.stderr.write(error)
        if run.failed:
            raise CommandError(f"{run.failed} chunks failed.")

    def _counts(self, counts: dict[str, int]) -> None:
        for name, number in counts.items():
            self.stdout.write(f"  {name.replace('_', ' ')}: {number:,}")


def _ids(urns: Sequence[int]) -> list[int]:
    found = dict(School.objects.filter(urn__in=urns).values_list("urn", "pk"))
    if missing := sorted(set(urns) - set(found)):
        raise CommandError(f"No school has the URN {', '.join(str(urn) for urn in missing)}.")
    return list(found.values())
