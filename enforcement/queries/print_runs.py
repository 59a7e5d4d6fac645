"""Letters that are owed, print runs and how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Address
from enforcement.models import Letter, LetterKind, PrintRun
from enforcement.queries.letter_words import FITS, FITS_ORDER
from enforcement.workflow import WarningState


def owed_letters(by: Acting) -> QuerySet[Letter]:
    """The letters that are to be made and in no print run, about children for whom this person prepares steps."""
    rows: QuerySet[Letter] = Letter.objects.permits(by, Permission.PREPARE_LEGAL).filter(run=None, file="")
    return rows


def owed_by_kind(by: Acting) -> list[tuple[str, str, int]]:
    """How many letters of each kind are owed: the kind, its name, the number."""
    held = dict(owed_letters(by).order_by().values_list("kind").annotate(number=Count("pk")))
    return [(kind.value, str(kind.label), held[kind.value]) for kind in LetterKind if kind.value in held]


@dataclass(frozen=True)
class RunStand:
    """How far a print run is."""

    letters: int
    made: int
    cannot: int
    sent: int

    @property
    def done(self) -> int:
        """How many need nothing more from a worker."""
        return self.made + self.cannot

    @property
    def is_made(self) -> bool:
        """Whether the workers are done with making."""
        return self.done >= self.letters


def stand_of_run(run: PrintRun) -> RunStand:
    """How far a run is; one query."""
    counts = run.letters.aggregate(
        letters=Count("pk"),
        made=Count("pk", filter=~Q(file="")),
        cannot=Count("pk", filter=Q(file="") & ~Q(cannot_because="")),
        sent=Count("pk", filter=Q(sent_on__isnull=False)),
    )
    return RunStand(**counts)


def openable(rows: Any, by: Acting) -> Any:
    """Letters that this person may open: one to a sealed address is only for people named for it."""
    named = by.named(Address)
    return rows.filter(Q(address=None) | Q(address__sealed=False) | Q(address__in=named))


def not_to_post(run: PrintRun) -> Any:
    """Letters of a run that must come out of the pile: what they belong to has moved on since they were made."""
    fits = Q(kind=LetterKind.WARNING, warning__state=WarningState.ISSUED)
    for kind, state in FITS.items():
        fits |= Q(kind=kind, notice__state=state)
    for kind, stage in FITS_ORDER.items():
        fits |= Q(kind=kind, attendance_order__state=stage)
    return run.letters.exclude(file="").filter(sent_on=None).exclude(fits).order_by("pk")


def runs_unfinished() -> Sequence[int]:
    """The keys of runs of which a letter is still to be made by a worker."""
    rows = Letter.objects.filter(run__isnull=False, file="", cannot_because="")
    return sorted(set(rows.order_by().values_list("run", flat=True)))


def runs_unsent() -> Sequence[int]:
    """The keys of posted runs of which a letter is still to be recorded as sent."""
    rows = Letter.objects.filter(run__sent_on__isnull=False, sent_on=None, cannot_because="")
    return sorted(set(rows.order_by().values_list("run", flat=True)))
