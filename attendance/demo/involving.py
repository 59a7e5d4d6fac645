"""Which agencies are involved with which children, and why."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from agencies.models import AgencyKind
from agencies.rules.roles import Scope
from attendance.demo.copying import copy
from attendance.demo.enrolling import Stay
from attendance.demo.terms import terms_of
from attendance.demo.whole import LOOKED_AFTER_SHARE, PROTECTION_SHARE, Filling, Row
from attendance.models import Involvement
from attendance.models.involvement import Basis

# Shares of children whom a partner has been asked to help, from the first year group it works with.
REQUESTS: Final = (
    (AgencyKind.SCHOOL_NURSING, 0.012, 0, Basis.REQUEST, Scope.CASEWORK),
    (AgencyKind.YOUTH_OFFENDING, 0.008, 8, Basis.COURT_ORDER, Scope.CASEWORK),
    (AgencyKind.BEST, 0.010, 0, Basis.REQUEST, Scope.CASEWORK),
    (AgencyKind.CONNEXIONS, 0.030, 9, Basis.CONSENT, Scope.CASEWORK),
    (AgencyKind.POLICE, 0.004, 7, Basis.SWEEP, Scope.MARKS),
    (AgencyKind.YOUTH_SERVICE, 0.008, 7, Basis.CONSENT, Scope.CASEWORK),
    (AgencyKind.HEALTH, 0.004, 0, Basis.REQUEST, Scope.CASEWORK),
    (AgencyKind.HOUSING, 0.003, 0, Basis.CONSENT, Scope.MARKS),
    (AgencyKind.PASSENGER_TRANSPORT, 0.004, 0, Basis.REQUEST, Scope.MARKS),
    (AgencyKind.COMMUNITY_SAFETY, 0.002, 8, Basis.REQUEST, Scope.MARKS),
    (AgencyKind.VOLUNTARY, 0.006, 0, Basis.CONSENT, Scope.CASEWORK),
)


def copy_involvements(filling: Filling) -> None:
    """Copy every involvement."""
    columns = ("pupil_id", "agency_id", "basis", "scope", "began_on", "ended_on", "sealed", "note")
    copy(Involvement, columns, _all_involvements(filling))


def _all_involvements(filling: Filling) -> Iterator[Row]:
    """The school's while on its roll, the team's while at a school of the team, partners' as asked."""
    agencies, plan = filling.grounds.agencies, filling.plan
    own = [school.agency_id for school in filling.grounds.schools]
    teams = [agencies[f"team {school.team}"].pk for school in plan.schools]
    of_child: dict[int, list[Stay]] = defaultdict(list)
    for stay in filling.stays:
        of_child[stay.row].append(stay)
    for row, theirs in of_child.items():
        for stay in theirs:
            yield (
                filling.pupil(row),
                own[stay.school],
                Basis.ENROLLED.value,
                int(Scope.CASEWORK),
                stay.began_on,
                stay.ended_on,
                False,
                "",
            )
        for team, began, ended in _team_spans(theirs, teams):
            yield filling.pupil(row), team, Basis.AREA.value, int(Scope.LEGAL), began, ended, False, ""
        if theirs[-1].ended_on is None:
            yield from _partners(filling, row, theirs[-1])


def _team_spans(theirs: list[Stay], teams: list[int]) -> list[tuple[int, date, date | None]]:
    """Team, first and last day: stays at schools of one team run together."""
    spans: list[tuple[int, date, date | None]] = []
    for stay in theirs:
        team = teams[stay.school]
        if spans and spans[-1][0] == team:
            spans[-1] = (team, spans[-1][1], stay.ended_on)
        else:
            spans.append((team, stay.began_on, stay.ended_on))
    return spans


def _partners(filling: Filling, row: int, stay: Stay) -> Iterator[Row]:
    agencies, chance = filling.grounds.agencies, filling.chances[row]
    began = terms_of(filling.year)[0].began_on + timedelta(days=int(chance[6] * 20))
    unknown = filling.people.unknown[row]
    pupil = filling.pupil(row)
    if chance[1] < LOOKED_AFTER_SHARE and not unknown:
        agency = agencies[AgencyKind.CHILD_PROTECTION.value].pk
        yield pupil, agency, Basis.LOOKED_AFTER.value, int(Scope.CASEWORK), began, None, False, ""
    if chance[3] < PROTECTION_SHARE and not unknown:
        agency = agencies[AgencyKind.SAFEGUARDING.value].pk
        yield pupil, agency, Basis.CHILD_PROTECTION.value, int(Scope.CASEWORK), began, None, False, ""
    draw = chance[7]
    for kind, share, first_group, basis, scope in REQUESTS:
        if draw < share and stay.group >= first_group:
            ends = began + timedelta(days=300) if int(draw * 1e6) % 3 else None
            sealed = kind is AgencyKind.HEALTH
            yield pupil, agencies[kind.value].pk, basis.value, int(scope), began, ends, sealed, ""
        draw = (draw + 0.37) % 1.0
