"""What a family's money and letters say: the children who share a parent count together."""

from datetime import date

from attendance.models import Contact, Pupil
from cases.queries.care import blocking_flags
from enforcement.models import Correspondence, Notice, Payment
from enforcement.rules.facts import Flag, Money
from enforcement.workflow import UNPAID


def family_of(pupil: Pupil) -> list[int]:
    """The ids of the children who share a parent with a child, the child's own included."""
    parents = Contact.objects.filter(pupil=pupil).values("parent")
    shared = Contact.objects.filter(parent__in=parents).values_list("pupil", flat=True)
    return sorted({pupil.pk, *shared})


def money_of(family: list[int], authority: int) -> Money:
    """Money of a family that nobody has decided on.

    Money that names no notice could be anybody's: it holds every family whose notice was given before it came and
    is not paid. Nothing is guessed from names or amounts; a person decides, and all these families go on.
    """
    held = Payment.objects.filter(authority=authority).undecided()
    theirs = held.filter(parts__notice__pupil__in=family).distinct()
    first = _first_unpaid(family)
    anybodys = held.filter(parts__isnull=True, received_on__gte=first) if first else held.none()
    disputed = theirs.filter(is_disputed=True).count() + anybodys.filter(is_disputed=True).count()
    return Money(
        unmatched=theirs.filter(held__gt=0).count() + anybodys.filter(held__gt=0).count(),
        disputed=disputed,
        said_paid=Correspondence.objects.filter(
            pupil__in=family, says_paid=True, decided_on__isnull=True
        ).count(),
    )


def _first_unpaid(family: list[int]) -> date | None:
    """The first day on which a notice that is still unpaid was given to anybody of the family."""
    rows = Notice.objects.filter(pupil__in=family, state__in=UNPAID).order_by("issued_on")
    return rows.values_list("issued_on", flat=True).first()


def unread_of(family: list[int]) -> int:
    """How many letters and messages of a family nobody has read."""
    return Correspondence.objects.filter(pupil__in=family, read_on__isnull=True).count()


def flags_of(pupil: Pupil, on: date) -> tuple[Flag, ...]:
    """The circumstances of care that block a step on a day."""
    return tuple(
        Flag(each.kind.value, each.sentence, each.until, each.who_may_lift)
        for each in blocking_flags(pupil, on)
    )
