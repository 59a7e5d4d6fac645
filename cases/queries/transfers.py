"""What happens to records and access when a case goes to another team or authority."""

from dataclasses import dataclass

from agencies.acting import Acting
from agencies.models import Agency, AgencyKind
from attendance.models import Enrolment, Involvement, School
from attendance.models.involvement import Basis
from cases.models import AgencyRequest, Audience, Case, Entry
from cases.workflow.requests import OPEN


@dataclass(frozen=True)
class Handed:
    """What stays with the team that has the case, whether it goes on seeing the child, and requests that are open."""

    stays: int
    keeps_access: bool
    requests: list[AgencyRequest]


def teams_to_take(case: Case) -> list[Agency]:
    """The other open locality teams of the authority, by name."""
    rows = Agency.objects.filter(
        authority=case.team.authority_id, kind=AgencyKind.LOCALITY_TEAM, is_open=True
    )
    return list(rows.exclude(pk=case.team_id).order_by("name"))


def handed_of(case: Case, by: Acting) -> Handed:
    """What a transfer of a case does, as far as whoever asks may know of it; three queries."""
    own = (
        Entry.objects.visible_to(by)
        .filter(case=case, agency=case.team_id)
        .exclude(audience__in=(Audience.SCHOOL, Audience.AGENCIES, Audience.LEGAL))
    )
    others = Involvement.objects.live(by.on).filter(pupil=case.pupil_id, agency=case.team_id)
    requests = AgencyRequest.objects.visible_to(by).filter(case=case, state__in=OPEN)
    return Handed(
        stays=own.count(),
        keeps_access=others.exclude(basis=Basis.CASE).exists(),
        requests=list(requests.select_related("to", "agency")),
    )


def school_for(case: Case, team: Agency, by: Acting) -> School:
    """The school that goes with a case to a team: one of that team's where the child is on its roll, else the same."""
    rolls = Enrolment.objects.on_roll(by.on).filter(pupil=case.pupil_id, school__team=team)
    found = rolls.select_related("school").order_by("registration", "pk").first()
    return found.school if found else case.school
