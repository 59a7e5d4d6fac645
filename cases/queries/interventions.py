"""What somebody may log for a child, and what was logged."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from agencies.acting import Acting
from agencies.models import InterventionType
from agencies.paging import Page, page_of
from agencies.rules.roles import Permission
from attendance.models import Enrolment, Involvement, Pupil
from cases.models import Case, Contact, Intervention, Reached
from cases.models.intervention import ANSWERED, with_answer
from cases.rules.interventions import old_enough

MOST_OF_A_GROUP = 100
# What a page says of an intervention besides its own fields.
WORDS = ("type", "by", "agency", "corrects", "pupil")


@dataclass(frozen=True)
class What:
    """Something that can be logged: a contact, a thing of the agency's own list, or both in one."""

    contact: str = ""
    type: InterventionType | None = None
    reached: str = ""

    @property
    def key(self) -> str:
        """How a form sends it."""
        told = f"-{self.reached}" if self.reached not in ("", Reached.SEEN) else ""
        return f"{self.contact}{told}" if self.contact else f"type-{self.type.pk if self.type else 0}"

    @property
    def label(self) -> str:
        """How a form says it."""
        return with_answer(str(self.type or Contact(self.contact).label), self.reached)


def year_groups_of(pupil: Pupil, by: Acting) -> list[str]:
    """The year groups in which a child is on a roll today."""
    return list(Enrolment.objects.on_roll(by.on).filter(pupil=pupil).values_list("year_group", flat=True))


def own_list(by: Acting) -> list[InterventionType]:
    """The list of the kind of agency for which somebody acts, by name."""
    return list(InterventionType.objects.filter(kind=by.agency.kind).order_by("name"))


def offered(by: Acting, year_groups: list[str] | None = None) -> tuple[list[What], list[What]]:
    """Contacts and the agency's own list; with year groups, only what is for a child in one of them.

    A contact that stands in the agency's list too, such as a home visit, is offered once and is both.
    """
    types = own_list(by)
    if year_groups is not None:
        types = [each for each in types if old_enough(each.from_year_group, year_groups)]
    by_name = {each.name: each for each in types}
    contacts = [
        What(contact.value, by_name.get(str(contact.label)), reached)
        for contact in Contact
        for reached in (Reached.values if contact in ANSWERED else ("",))
    ]
    named = {str(contact.label) for contact in Contact}
    return contacts, [What(type=each) for each in types if each.name not in named]


def intervention_page(rows: Any, number: object) -> Page:
    """A page of interventions that are meant for the viewer, newest first."""
    return page_of(rows.select_related(*WORDS).order_by("-on", "-pk"), number)


def interventions_of(pupil: Pupil, by: Acting) -> QuerySet[Intervention]:
    """What was done for a child, as far as it is meant for this person."""
    return Intervention.objects.visible_to(by).filter(pupil=pupil)


def group_of(by: Acting) -> QuerySet[Pupil]:
    """The children for whom somebody may log a session together: those their agency works with by name, and cases."""
    named = Involvement.objects.live(by.on).by_name().filter(agency=by.agency_id)
    live = Case.objects.live().filter(Q(officer=by.user_id) | Q(school__agency=by.agency_id))
    rows = Pupil.objects.permits(by, Permission.LOG_WORK)
    found = rows.filter(Q(pk__in=named.values("pupil")) | Q(pk__in=live.values("pupil")))
    return found.order_by("surname", "forename", "pk")
