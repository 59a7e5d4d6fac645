"""Actions of a plan: who does what by when, added by whoever works on the case, done by whoever owns it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.models import Agency, User
from agencies.rules.roles import Permission
from attendance.models import Contact, Involvement
from cases.actions.doors import NotAllowed, locked_case, require
from cases.actions.timeline import record
from cases.models import Audience, Case, EntryKind, Owner, PlanAction
from cases.queries.people import members_with
from cases.queries.plan_words import may_finish

DOUBLE = timedelta(minutes=10)  # the same action by the same person within this is a second click


@dataclass(frozen=True)
class OwnedBy:
    """Whose an action is: an agency, perhaps with one of its people; a parent; or, with nothing given, the child."""

    agency: Agency | None = None
    person: User | None = None
    contact: Contact | None = None

    @property
    def kind(self) -> Owner:
        """What kind of owner it is."""
        return Owner.AGENCY if self.agency else Owner.PARENT if self.contact else Owner.CHILD


@transaction.atomic
def add_plan_action(
    *,
    case: Case,
    what: str,
    owner: OwnedBy,
    due_on: date,
    by: Acting,
    audience: Audience = Audience.SCHOOL,
    readers: Iterable[User] = (),
    help: str = "",
    link: str = "",
) -> PlanAction:
    """Agree that somebody does something by a day; the same twice within minutes is one action.

    An action for the audience SCHOOL is part of the plan that the family has in hand; a narrower one never is.
    `link` is the page that it came from, such as a meeting's. Raises NotAllowed, and Refused where the owner is not
    part of the case, where somebody gives an action to another agency without working on the case, and where an
    agency would be named to the family whose involvement is sealed.
    """
    row = locked_case(case, by, Permission.VIEW_CASE)
    named = list(readers)
    _may_give(row, owner, by)
    _check_owner(row, owner, audience, by.on)
    _check_person(row, owner, by.on)
    require(bool(what.strip()), "Say what is to be done.")
    require(row.is_live, "The case is closed. Open it again before adding an action.")
    require(audience != Audience.NAMED or bool(named), "Name at least one person who may read it.")
    require(
        audience != Audience.LEGAL or by.may(Permission.VIEW_LEGAL),
        "You may not write what only those with legal records read, since you could not read it yourself.",
    )
    given = {
        "case": row, "what": what.strip(), "owner": owner.kind, "owner_agency": owner.agency,
        "owner_person": owner.person, "owner_contact": owner.contact, "due_on": due_on, "audience": audience,
        "by": by.user, "agency": by.agency, "help": help, "link": link,
    }  # fmt: skip
    held: PlanAction | None = PlanAction.objects.filter(
        **given, dropped=False, at__gte=timezone.now() - DOUBLE
    ).first()
    if held is not None:
        return held
    action = PlanAction.objects.create(pupil=row.pupil, **given)
    action.readers.set(named)
    _tell_timeline(action, f"New action for {action.whose}: {action.what}", by, due=True)
    return action


@transaction.atomic
def finish_action(*, action: PlanAction, outcome: str, by: Acting, dropped: bool = False) -> PlanAction:
    """Say that an action is done, or will not be done, and what came of it; again changes nothing.

    Those who work on the case may, and the agency that owns it. Raises NotAllowed, and Refused where a dropped
    action has no reason.
    """
    locked_case(action.case, by, Permission.VIEW_CASE)
    row: PlanAction | None = PlanAction.objects.permits(by, Permission.VIEW_CASE).filter(pk=action.pk).first()
    if row is None or not may_finish(row, by):
        raise NotAllowed("Only those who work on the case, or the agency that owns the action, may say so.")
    if row.done_on is not None:
        return row
    require(bool(outcome.strip()) or not dropped, "Say why the action is not needed any more.")
    row.done_on, row.done_by, row.outcome, row.dropped = by.on, by.user, outcome.strip(), dropped
    row.save(update_fields=["done_on", "done_by", "outcome", "dropped"])
    word = "Action dropped" if dropped else "Action done"
    _tell_timeline(row, f"{word}: {row.what} {row.outcome}".strip(), by)
    return row


def _may_give(case: Case, owner: OwnedBy, by: Acting) -> None:
    works = Case.objects.permits(by, Permission.WORK_CASES).filter(pk=case.pk).exists()
    own = owner.agency is not None and owner.agency.pk in by.reach
    if not works and not (own and by.may(Permission.LOG_WORK)):
        raise NotAllowed("Only those who work on the case give actions to others.")


def _check_owner(case: Case, owner: OwnedBy, audience: Audience, on: date) -> None:
    """Refuse an owner who is nobody of this case, and one whom the audience must not hear of."""
    if owner.contact is not None:
        require(owner.contact.pupil_id == case.pupil_id, "Choose one of this child’s parents.")
    if owner.agency is None:
        return
    live = Involvement.objects.live(on).filter(pupil=case.pupil_id, agency=owner.agency)
    involved = list(live.values_list("sealed", flat=True))
    require(bool(involved), f"{owner.agency} is not involved with the child yet: ask it first.")
    require(
        audience != Audience.SCHOOL or not all(involved),
        f"{owner.agency}’s involvement is sealed: choose an audience that leaves the school out.",
    )


def _check_person(case: Case, owner: OwnedBy, on: date) -> None:
    """Refuse a person who does not work for the agency, or may not know of the child."""
    if owner.person is None:
        return
    agencies = [owner.agency.pk] if owner.agency else []
    held = members_with(Permission.LOG_WORK, agencies, on, case.pupil)
    theirs = owner.person.pk in {each.user_id for each in held}
    require(theirs, f"{owner.person.name} does not work with children for {owner.agency or 'an agency'}.")


def _tell_timeline(action: PlanAction, text: str, by: Acting, *, due: bool = False) -> None:
    day = f" By {action.due_on.day} {action.due_on:%B %Y}." if due else ""
    record(
        case=action.case, kind=EntryKind.PLAN, text=text + day, by=by, audience=Audience(action.audience),
        readers=action.readers.all(), link=f"/cases/{action.case.ref}/plan/",
    )  # fmt: skip
