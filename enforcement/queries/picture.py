"""What the picture of time of a case shows: absence by week, support, steps, and the days on which clocks end."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from agencies.acting import Acting
from attendance.rules.dated import day_in_words
from cases.models import Case, Intervention
from enforcement.models import Notice, WarningLetter
from enforcement.queries.ladder import Ladder, ParentLadder
from enforcement.queries.towards import address_facts
from enforcement.rules.clocks import clocks
from enforcement.rules.parties import confirmed_until
from enforcement.rules.picture import BEFORE, Moment, Picture, picture
from enforcement.rules.provision import counted
from enforcement.workflow import LABELS, WARNING_LABELS, State, WarningState

MOST = 60


def picture_of(case: Case, ladder: Ladder, by: Acting) -> Picture:
    """The picture of a case whose ladder is open to whoever looks; three queries."""
    on = ladder.ground.on
    moments = [
        *_absence(ladder, on),
        *_support(case, ladder, by, on),
        *_steps(case, by),
        *_clocks(ladder),
    ]
    return picture(moments, on)


def _absence(ladder: Ladder, on: date) -> Iterable[Moment]:
    """Unauthorised sessions of each week; ten of ten fill the lane."""
    weeks: Counter[date] = Counter()
    for missed in ladder.ground.marks.between(on - BEFORE, on):
        day = missed.session[0]
        weeks[day - timedelta(days=day.weekday())] += 1
    for monday, count in sorted(weeks.items()):
        said = f"{counted(count, 'unauthorised session')} in the week of {day_in_words(monday)}"
        yield Moment("Absence", monday, said, monday + timedelta(days=4), min(count, 10) / 10)


def _support(case: Case, ladder: Ladder, by: Acting, on: date) -> Iterable[Moment]:
    """Support offered, and what was done for the child as far as whoever looks may read it."""
    for offer in ladder.ground.offers:
        yield Moment("Support", offer.offered_on, f"{offer.what}: {offer.outcome.value}")
    done = Intervention.objects.visible_to(by).filter(pupil=case.pupil_id, on__gte=on - BEFORE, on__lte=on)
    for each in done.select_related("type").order_by("-on", "-pk")[:MOST]:
        yield Moment("Support", each.on, each.what)


def _steps(case: Case, by: Acting) -> Iterable[Moment]:
    """Warnings and notices given, from their day to the end of their period."""
    warnings = WarningLetter.objects.visible_to(by).filter(pupil=case.pupil_id, issued_on__isnull=False)
    for warning in warnings.select_related("parent"):
        said = f"Warning to {warning.parent}: {WARNING_LABELS[WarningState(warning.state)].lower()}"
        yield Moment("Steps", warning.issued_on, said, warning.ends_on or warning.issued_on)
    notices = Notice.objects.visible_to(by).filter(pupil=case.pupil_id, issued_on__isnull=False)
    for notice in notices.select_related("parent"):
        said = f"Notice {notice.reference} to {notice.parent}: {LABELS[State(notice.state)].lower()}"
        yield Moment("Steps", notice.issued_on, said, notice.full_until or notice.issued_on)


def _clocks(ladder: Ladder) -> Iterable[Moment]:
    """The days on which something ends or begins by itself."""
    found = [moment for parent in ladder.parents for moment in _clocks_of(parent, ladder)]
    return dict.fromkeys(found)


def _clocks_of(parent: ParentLadder, ladder: Ladder) -> Iterable[Moment]:
    held, name = parent.held, str(parent.held.parent)
    if parent.address is not None:
        place = address_facts(parent.address, None, opened=True)
        until = confirmed_until(place, answers=ladder.ground.answers)
        if until is not None:
            yield Moment("Clocks", until, f"The last day for which the address of {name} counts as confirmed")
    for warned in held.warnings:
        yield Moment("Clocks", warned.ends_on, f"The period of the warning to {name} ends")
    for line in parent.lines:
        if line.rung.opens_on is not None:
            yield Moment(
                "Clocks", line.rung.opens_on, f"{line.title} to {name} is no longer shut by the date"
            )
    if held.stand is not None and held.stand.settled:
        found = clocks(held.stand.settled)
        yield Moment(
            "Clocks",
            found.safe_until,
            "Six months from the first session that counts now: surely in time to here",
        )
        yield Moment(
            "Clocks", found.hard_until, "Six months from the last session that counts now: no charge after"
        )
