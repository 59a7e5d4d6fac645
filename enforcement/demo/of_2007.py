"""Irwell 2006-07: families whom the law of their year met, from the penalty warning letter to court.

A notice is £50 within 28 days of its receipt or £100 within 42 (SI 2004/181), and the local code warns before it. The
cases are opened here, since the casework of the demonstration is that of the present authority.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from itertools import pairwise
from typing import Final

from django.db.models import Max

from agencies.acting import Acting
from agencies.models import LocalAuthority, Message
from attendance.demo.build import THEN_UNTIL, THEN_YEAR
from attendance.demo.personas import THEN_DOMAIN
from attendance.demo.places import IRWELL_THEN
from attendance.models import Pupil, Register, School
from attendance.rules.register import position
from cases.actions.cases import move_case, open_case
from cases.actions.interventions import Done, log_intervention
from cases.actions.reviews import Reviewed, hold_review
from cases.demo.cast import Cast
from cases.models import Audience, Case
from enforcement.actions.letterhead import set_letterhead
from enforcement.actions.warnings import end_warning
from enforcement.actions.watching import watch_warnings
from enforcement.demo import court, not_kept, noticed, orders
from enforcement.demo.families import EQUALITY, Family, Parts, Unfit, address_of
from enforcement.demo.telling import Plot, tell_each
from enforcement.models import Letterhead, Notice
from enforcement.queries.towards import parents_on

PARTS: Final = Parts(manager="sheila.nuttall", legal="bernard.thorpe", leader="lesley.bostock")
OFFICER: Final = "derek.isherwood"
SENDER = "Education Welfare Service\nTown Hall, Weir Road\nIrwell IR1 1AA\nTelephone 0161 496 0200"
PAY = "Send a cheque to Irwell Council, Cashiers, Town Hall, Weir Road, Irwell IR1 1AA, or pay at the cashiers’ desk."
BECAUSE = {"equality_note": EQUALITY}
FAMILY_COURT = "Irwell Family Proceedings Court"
# Of compulsory school age in the whole of 2006/07.
BORN = (date(1991, 9, 1), date(2000, 8, 31))
UNAUTHORISED = "GOU"
# Between these days somebody who is shown has to have gone on missing school.
PARTS_OF_YEAR = (date(2007, 2, 26), date(2007, 4, 23), date(2007, 6, 4), date(2007, 7, 2), date(2007, 7, 20))
LOOKED_AFTER = 19
"""How many days after a letter was posted the officer looks what the register says of it."""
MOST = 120


def letter_failed(family: Family, days: int) -> None:
    """A penalty warning letter, and more absence within its fifteen school days."""
    row = noticed.warning_served(family, days)
    watch_warnings(on=family.ago(days - LOOKED_AFTER), schools=[row.school_id])
    row.refresh_from_db()
    by = family.officer(days - LOOKED_AFTER)
    end_warning(warning=row, improved=False, reason="Away again without a word.", by=by)


def prepared(family: Family) -> None:
    """A notice that waits for a second person, after a letter that failed."""
    letter_failed(family, 22)
    noticed.notice(family, 1, BECAUSE)


def served(family: Family, days: int) -> Notice:
    """A notice in the post for so many days, after a letter that failed."""
    letter_failed(family, days + 21)
    return noticed.served(family, days, BECAUSE)


def paid_lower(family: Family) -> None:
    """Paid within 28 days: £50."""
    row = served(family, 45)
    noticed.pay(family, row, 30, amount=row.lower_amount or 0)


def paid_full(family: Family) -> None:
    """Paid after 28 days and within 42: £100."""
    row = served(family, 48)
    noticed.pay(family, row, 9, amount=row.full_amount)


# Those that ask the most of a family come first, so that it is found.
PLOTS: tuple[Plot, ...] = (
    prepared,
    partial(court.after_a_notice, unpaid=partial(served, days=60)),
    court.convicted,
    paid_full,
    partial(served, days=58),
    paid_lower,
    partial(served, days=36),
    partial(noticed.warning_ended, improved=True),
    partial(letter_failed, days=22),
    partial(served, days=10),
    partial(noticed.warning_served, days=8),
    partial(noticed.warning_issued, days=2),
    court.track_running,
    partial(orders.supervision_in_force, court=FAMILY_COURT),
    partial(not_kept.directions_not_followed, court=FAMILY_COURT),
    not_kept.order_not_complied_with,
    partial(orders.contract, days=30),
    noticed.asked_for,
)


@dataclass(frozen=True)
class Known:
    """A child of the authority, and where."""

    pupil: Pupil
    school: School


def build_then() -> int | None:
    """Enter the letterhead of the time and tell each plot; how many were told, None where it is there already."""
    authority = LocalAuthority.objects.get(code=IRWELL_THEN)
    cast = Cast(authority, THEN_UNTIL, THEN_DOMAIN)
    if Letterhead.objects.filter(authority=authority).exists() or PARTS.legal not in cast.memberships:
        return None
    message = Message.objects.aggregate(last=Max("pk"))["last"] or 0
    by = cast.acting(PARTS.leader, date(2006, 9, 4))
    set_letterhead(began_on=date(2006, 9, 4), sender=SENDER, how_to_pay=PAY, by=by)
    told = tell_each(PLOTS, often_away(authority), partial(family_of, cast))
    at = datetime.combine(THEN_UNTIL, time(9), UTC)
    Message.objects.filter(pk__gt=message).update(told_at=at)
    return told


def often_away(authority: LocalAuthority) -> list[Known]:
    """The children who missed most without permission in each part of the year's second half; always the same."""
    rows = Register.objects.filter(
        school__authority=authority, year=THEN_YEAR, pupil__restricted=False, pupil__born_on__range=BORN,
        pupil__cases__isnull=True,
    )  # fmt: skip
    missed = [
        (-_least_missed(row.marks), row.pupil.ref, row)
        for row in rows.select_related("pupil", "school__authority", "school__team")
    ]
    return [Known(row.pupil, row.school) for _, _, row in sorted(missed, key=lambda each: each[:2])[:MOST]]


def _least_missed(line: str) -> int:
    """How many sessions were missed without permission in the part of the year in which it was least."""
    places = [position(day, 0) for day in PARTS_OF_YEAR]
    return min(
        sum(line.count(code, first, last) for code in UNAUTHORISED) for first, last in pairwise(places)
    )


def family_of(cast: Cast, known: Known) -> Family:
    """The child's family with a case of the officer's since the winter. Raises Unfit without a parent to write to."""
    for contact in parents_on(known.pupil, cast.until):
        if address := address_of(contact):
            return Family(cast, _case(cast, known), contact.parent, address, PARTS)
    raise Unfit


def _case(cast: Cast, known: Known) -> Case:
    """The school referred, the manager gave it to the officer, and help did not change it."""
    manager = partial(cast.acting, PARTS.manager)
    case, _ = open_case(
        pupil=known.pupil, school=known.school, reason="The school’s own letters and visits changed nothing.",
        by=manager(date(2006, 12, 4)),
    )  # fmt: skip
    move_case(
        case=case, move="allocate", officer=cast.user(OFFICER), reason="He knows the family.",
        by=manager(date(2006, 12, 6)),
    )  # fmt: skip
    officer = partial(cast.acting, OFFICER)
    move_case(case=case, move="support", by=officer(date(2007, 1, 10)))
    _visited(known.pupil, officer(date(2006, 12, 13)))
    case = move_case(
        case=case, move="enforce", reason="The plan was not kept, and visits are refused.",
        by=officer(date(2007, 3, 5)),
    )  # fmt: skip
    _visited(known.pupil, officer(date(2007, 7, 10)))
    _reviewed(case, officer(date(2007, 7, 12)))
    case.refresh_from_db()
    return case


def _visited(pupil: Pupil, by: Acting) -> None:
    """The officer called at the home."""
    done = Done(
        on=by.on, outcome="Spoke at the door: mornings are hard, and help is not wanted.", audience=Audience.SCHOOL,
        contact="visit", minutes=30, people="Mother",
    )  # fmt: skip
    log_intervention(pupil=pupil, done=done, by=by)


def _reviewed(case: Case, by: Acting) -> None:
    """The case is looked at again at the end of the half-term, and goes on."""
    found = Reviewed(
        "Absence goes on as before.", "continue", "What was begun is seen through.", date(2007, 9, 6)
    )
    hold_review(case=case, reviewed=found, version=case.version, by=by)
