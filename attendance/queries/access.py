"""Why somebody may see a child, and who else may."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db import models
from django.db.models import Q

from agencies.acting import Acting
from agencies.models import AccessRecord, Agency, Membership, User
from agencies.models.access import AccessAct
from agencies.named import named_people
from agencies.rules.roles import ROLES, Permission, Reach, Scope
from agencies.words import date as in_words
from attendance.models import Address, Contact, Involvement, Pupil
from attendance.models.involvement import BY_ITSELF, BY_ROLL, Basis

SCOPE_WORDS = {
    Scope.MARKS: "attendance marks",
    Scope.CASEWORK: "marks and casework",
    Scope.LEGAL: "marks, casework and legal records",
}
# What stands after "because" for the viewer's own agency.
OWN_WORDS = {
    Basis.ENROLLED: "{child} is on your school’s roll",
    Basis.AREA: "your team works with {their} school",
    Basis.LOOKED_AFTER: "{child} is looked after by the authority and your agency is responsible",
    Basis.CHILD_PROTECTION: "{child} has a child protection plan",
    Basis.REQUEST: "your agency was asked to help",
    Basis.COURT_ORDER: "a court order names your agency",
    Basis.CONSENT: "the family agreed to your agency’s help",
    Basis.SAFEGUARDING: "it is needed to keep {child} safe",
    Basis.SWEEP: "{child} was stopped in a truancy sweep",
    Basis.CASE: "your team has {their} case",
}
POSSESSIVE = {"F": "her", "M": "his"}


@dataclass(frozen=True)
class Reason:
    """Why a person may see a child: a sentence, and how much of the record it opens."""

    sentence: str
    scope: Scope

    @property
    def opens_casework(self) -> bool:
        """Whether the involvement opens more than marks."""
        return self.scope >= Scope.CASEWORK


def reason_for(pupil: Pupil, by: Acting) -> Reason:
    """Why somebody sees a child: their widest and oldest involvement, in a sentence; one query."""
    rows = Involvement.objects.live(by.on).filter(pupil=pupil, agency__in=by.reach).select_related("agency")
    found = min(rows, key=lambda row: (-row.scope, row.agency_id != by.agency_id, row.began_on))
    child = pupil.known_as or pupil.forename
    if found.agency_id == by.agency_id:
        words = OWN_WORDS[Basis(found.basis)].format(child=child, their=POSSESSIVE.get(pupil.sex, "their"))
    else:
        words = f"{found.agency} is involved ({found.get_basis_display()}) and your role covers every team"
    until = f", until {in_words(found.ended_on)}" if found.ended_on else ""
    named = ", and you are named for this restricted record" if pupil.restricted else ""
    since = in_words(found.began_on)
    return Reason(f"You can see {child} because {words}, since {since}{until}{named}.", Scope(found.scope))


class Line(NamedTuple):
    """An involvement as one viewer may see it: of others' sealed ones, the agency and its contact alone."""

    involvement: Involvement
    sealed: bool
    scope: str
    by_roll: bool
    can_end: bool


def involvement_lines(pupil: Pupil, by: Acting, *, opens_casework: bool) -> tuple[list[Line], list[Line]]:
    """The live and the ended involvements of a child; one query.

    Why another agency is involved is casework: where that is not open, each reads like a sealed one.
    """
    may_end = by.may(Permission.GRANT_INVOLVEMENT)
    rows = Involvement.objects.filter(pupil=pupil).select_related("agency", "granted_by")
    live: list[Line] = []
    ended: list[Line] = []
    for row in rows.order_by("agency__name", "began_on", "pk"):
        by_roll = row.basis in BY_ROLL
        private = row.sealed or not (opens_casework or by_roll)
        hidden = private and row.agency_id not in by.reach
        is_live = row.began_on <= by.on and (row.ended_on is None or row.ended_on >= by.on)
        coming = row.began_on > by.on
        can_end = may_end and not hidden and row.basis not in BY_ITSELF
        line = Line(row, hidden, SCOPE_WORDS[Scope(row.scope)], by_roll, can_end)
        if is_live or coming:
            live.append(line)
        elif not hidden:
            ended.append(line)
    return live, ended


def authority_wide(by: Acting) -> models.QuerySet[Membership]:
    """People whose role covers every team of the authority: they see every child that a team works with."""
    wide = [r.name for r in ROLES.values() if r.reach is Reach.AUTHORITY and r.may(Permission.VIEW_PUPIL)]
    found = Membership.objects.current(by.on).filter(
        agency__authority=by.authority_id, role_name__in=wide, user__is_active=True
    )
    return found.select_related("user", "agency").order_by("role_name", "user__name")


def people_to_name(pupil: Pupil, by: Acting) -> models.QuerySet[User]:
    """People who could be named for a child: those who would see the record if it were not restricted."""
    wide = [r.name for r in ROLES.values() if r.reach is Reach.AUTHORITY and r.may(Permission.VIEW_PUPIL)]
    seeing = [r.name for r in ROLES.values() if r.reach is Reach.AGENCY and r.may(Permission.VIEW_PUPIL)]
    involved = Involvement.objects.live(by.on).filter(pupil=pupil).values("agency")
    held = Membership.objects.current(by.on).filter(
        Q(agency__in=involved, role_name__in=seeing)
        | Q(agency__authority=by.authority_id, role_name__in=wide)
    )
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


def named_for_record(pupil: Pupil) -> list[User]:
    """The people named for a restricted record; nobody for an open one."""
    return list(named_people(pupil)) if pupil.restricted else []


def agencies_to_involve(by: Acting) -> models.QuerySet[Agency]:
    """The open agencies of the authority, schools aside: a school sees a child by its roll."""
    return Agency.objects.visible_to(by).filter(is_open=True).exclude(kind="school").order_by("kind", "name")


def addresses_of(pupil: Pupil, by: Acting) -> list[Address]:
    """The addresses of a child's parents that somebody may see: a sealed one only if named for it."""
    parents = Contact.objects.visible_to(by).filter(pupil=pupil).values("parent")
    found = Address.objects.visible_to(by).filter(parent__in=parents).select_related("parent")
    return list(found.order_by("parent__surname", "parent_id", "-began_on", "pk"))


def looks_at(pupil: Pupil) -> models.QuerySet[AccessRecord]:
    """Who looked at a child's record, or at one merged into it, newest first."""
    merged = Pupil.objects.filter(merged_into=pupil).values("pk")
    found = AccessRecord.objects.filter(Q(pupil_id=pupil.pk) | Q(pupil_id__in=merged))
    return found.exclude(act=AccessAct.REFUSED).select_related("user", "agency").order_by("-at", "-pk")
