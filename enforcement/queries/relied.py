"""The marks on which notices rest, then and now, for many notices at once."""

from collections import defaultdict
from collections.abc import Sequence

from attendance.models import Register
from attendance.rules.codes import code_at
from attendance.rules.register import NOT_ON_ROLL, position, year_of
from enforcement.models import Notice
from enforcement.rules.charges import Missed
from enforcement.rules.threshold import Session
from enforcement.workflow import GIVEN

Relied = list[tuple[str, Missed]]


def given_at(schools: Sequence[int]) -> list[int]:
    """The keys of notices that were given about absence at these schools and stand."""
    rows = Notice.objects.filter(school__in=schools, state__in=GIVEN, about="absence")
    return list(rows.order_by("pk").values_list("pk", flat=True))


def relied_by(notices: Sequence[Notice]) -> dict[int, Relied]:
    """What each notice relied on, and the marks as held now; two queries, however many."""
    lines: dict[tuple[int, int, int], str] = {}
    registers = Register.objects.filter(
        pupil__in={row.pupil_id for row in notices}, school__in={row.school_id for row in notices}
    )
    for pupil, school, year, marks in registers.order_by("enrolment__began_on").values_list(
        "pupil", "school", "year", "marks"
    ):
        lines[pupil, school, year] = marks
    found: dict[int, Relied] = defaultdict(list)
    for row in notices:
        for held in row.sessions.all():
            session = (held.on, held.session)
            line = lines.get((row.pupil_id, row.school_id, year_of(held.on)))
            found[row.pk].append((held.code, _now(session, line)))
    return found


def _now(session: Session, line: str | None) -> Missed:
    symbol = line[position(*session)] if line else NOT_ON_ROLL
    if symbol == NOT_ON_ROLL:
        return Missed(session, "", is_unauthorised=False)
    code = code_at(symbol, session[0])
    return Missed(session, code.code, is_unauthorised=code.unauthorised)
