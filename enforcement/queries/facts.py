"""The facts of a step against one parent for one child on a day, assembled from the record.

Everything that a rule takes in the family's favour is read from a row here, and nothing is assumed: what the record
does not say shuts the step.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

from agencies.acting import Acting
from attendance.models import Address as HeldAddress
from attendance.models import Characteristic, CharacteristicKind, Contact, Enrolment, Pupil, School
from attendance.models import Parent as HeldParent
from attendance.queries.settings import answers_on
from attendance.rules.open_point import Answers
from cases.models import Case
from enforcement.models import (
    Enquiry,
    Letter,
    Notice,
    NoticeElsewhere,
    PersonCheck,
    Prepared,
    SupportOffer,
    WarningLetter,
)
from enforcement.queries.absence import Marks, is_on_roll, last_months, marks_of, stand_of
from enforcement.queries.family import family_of, flags_of, money_of, unread_of
from enforcement.queries.orders import charges_of, is_contemplated, orders_of
from enforcement.queries.plans import plan_of
from enforcement.rules.facts import Absence, Child, Earlier, Facts, Flag, Money, People, Step
from enforcement.rules.issuing import School as HeldSchool
from enforcement.rules.issuing import SchoolKind
from enforcement.rules.limit import HeldNotice
from enforcement.rules.parties import Address, Parent
from enforcement.rules.provision import AUGUST_2024
from enforcement.rules.supervision import Supervision
from enforcement.rules.support import Offer, Outcome, Support
from enforcement.rules.threshold import Session
from enforcement.rules.uses import End, Use, used_for_notices
from enforcement.rules.warning import Progress, Warned
from enforcement.workflow import State, WarningState

_ENDS: Mapping[str, End] = MappingProxyType(
    {State.ISSUED: End.OPEN, State.SERVED: End.OPEN, State.PAID: End.PAID, State.CHARGED: End.CHARGED}
)
# A notice that was issued and not yet served bars a charge for as long as anybody asks.
NOT_SERVED = timedelta(days=365)
# Types of the national register of schools. What is in none of these is not known to be within the law of notices.
_MAINTAINED = ("01", "02", "03", "05", "07", "12", "15")
_INDEPENDENT = ("10", "11")
_ALTERNATIVE = ("38", "42", "43")
_ACADEMIES = ("28", "33", "34", "35", "36", "40", "41", "44")


@dataclass(frozen=True)
class Ground:
    """What is the same for every parent and step about one child on a day, read once."""

    case: Case
    on: date
    answers: Answers
    marks: Marks
    child: Child
    school: HeldSchool
    offers: tuple[Offer, ...]
    money: Money
    unread: int
    flags: tuple[Flag, ...]
    orders: tuple[Supervision, ...]


@dataclass(frozen=True)
class Towards:
    """What is known of one parent, read once."""

    ground: Ground
    parent: HeldParent
    party: Parent
    address_row: HeldAddress | None
    came_back_on: date | None
    notices: tuple[HeldNotice, ...]
    uses: tuple[Use, ...]
    warnings: tuple[Warned, ...]
    others_known: bool
    contemplated: bool

    @cached_property
    def used(self) -> frozenset[Session]:
        """The sessions on which no further notice to this parent may rest."""
        return used_for_notices(self.uses)


def answers_for(by: Acting) -> Answers:
    """What the authority of whoever acts has decided, on the day they act."""
    return answers_on(by.authority_id, by.on)


def ground_of(case: Case, on: date, *, answers: Answers) -> Ground:
    """What the record says of a child on a day, whoever the parent."""
    pupil, school = case.pupil, case.school
    family = family_of(pupil)
    offers = SupportOffer.objects.filter(case=case).order_by("offered_on", "pk")
    return Ground(
        case=case,
        on=on,
        answers=answers,
        marks=marks_of(pupil, school, on),
        child=_child(pupil, school, on),
        school=HeldSchool(
            kind_of(school),
            is_in_wales=school.authority.gss_code.startswith("W"),
            home_is_in_wales=False,
        ),
        offers=tuple(Offer(row.offered_on, row.what, Outcome[row.outcome.upper()]) for row in offers),
        money=money_of(family, school.authority_id),
        unread=unread_of(family),
        flags=flags_of(pupil, on),
        orders=orders_of(pupil),
    )


def _child(pupil: Pupil, school: School, on: date) -> Child:
    looked_after = Characteristic.objects.current(on).filter(
        pupil=pupil, kind=CharacteristicKind.LOOKED_AFTER
    )
    left = Enrolment.objects.filter(pupil=pupil).values_list("left_because", flat=True)
    died = any(word in because.lower() for because in left for word in ("died", "death", "deceased"))
    return Child(
        born_on=pupil.born_on,
        is_alive=not died,
        is_on_roll=is_on_roll(pupil, school, on),
        is_under_care_order=looked_after.exists(),
    )


def kind_of(school: School) -> SchoolKind:
    """The kind of a school, from its type in the national register."""
    code = school.type_code
    if code in _INDEPENDENT or "ndependent" in school.type_name:
        return SchoolKind.INDEPENDENT
    if code in _ALTERNATIVE:
        return SchoolKind.ALTERNATIVE_ACADEMY
    if code in _ACADEMIES:
        return SchoolKind.ACADEMY
    if code == "14" or school.phase == "referral_unit":
        return SchoolKind.PUPIL_REFERRAL_UNIT
    return SchoolKind.MAINTAINED if code in _MAINTAINED else SchoolKind.UNKNOWN


def parents_on(pupil: Pupil, on: date) -> list[Contact]:
    """The parents who are contacts of a child on a day, those with day-to-day care first."""
    rows = Contact.objects.filter(pupil=pupil).select_related("parent")
    current = [row for row in rows if row.ended_on is None or row.ended_on >= on]
    return sorted(current, key=lambda row: (not row.day_to_day_care, row.order, row.pk))


def towards(ground: Ground, contact: Contact, *, address: HeldAddress | None = None) -> Towards:
    """What the record says of one parent. `address` is the one chosen; else that of the record on the day."""
    pupil, parent = ground.case.pupil, contact.parent
    row = address or _address_on(parent, ground.on)
    back = Letter.objects.filter(address=row, came_back_on__isnull=False) if row else Letter.objects.none()
    notices = Notice.objects.filter(pupil=pupil, parent=parent).prefetch_related("sessions")
    elsewhere = NoticeElsewhere.objects.filter(pupil=pupil, parent=parent)
    given = [notice for notice in notices if notice.state not in (State.DRAFT, State.DROPPED)]
    return Towards(
        ground=ground,
        parent=parent,
        party=_party(contact, ground.on),
        address_row=row,
        came_back_on=back.order_by("-came_back_on").values_list("came_back_on", flat=True).first(),
        notices=(*(_held(each) for each in given if each.about == "absence"), *map(_elsewhere, elsewhere)),
        uses=(*(_use(each) for each in given), *charges_of(pupil, parent)),
        warnings=tuple(_warned(pupil, parent, ground.on)),
        others_known=_others_known(pupil, parent),
        contemplated=is_contemplated(pupil, parent),
    )


def _party(contact: Contact, on: date) -> Parent:
    """What an officer found out about a parent; without a check nothing opens."""
    check = PersonCheck.objects.filter(pupil=contact.pupil_id, parent=contact.parent_id, on__lte=on)
    found = check.order_by("-pk").first()
    if found is None:
        return Parent(
            has_responsibility=contact.parental_responsibility is True,
            has_day_to_day_care=contact.day_to_day_care,
        )
    return Parent(
        is_natural=found.is_natural,
        has_responsibility=contact.parental_responsibility is True,
        has_day_to_day_care=contact.day_to_day_care,
        is_individual=found.is_individual,
        is_alive=found.died_on is None,
        born_on=found.born_on,
        said_adult=found.said_adult,
        took_part=found.took_part,
        identity_confirmed=found.identity_confirmed,
    )


def _address_on(parent: HeldParent, on: date) -> HeldAddress | None:
    """The parent's address of a day: the latest that has begun and not ended."""
    rows = HeldAddress.objects.filter(parent=parent).order_by("-began_on", "-pk")
    current = [row for row in rows if row.ended_on is None or row.ended_on >= on]
    return next((row for row in current if row.began_on is None or row.began_on <= on), None)


def address_facts(row: HeldAddress | None, came_back_on: date | None, *, opened: bool) -> Address:
    """An address of the record as the gate looks at it."""
    if row is None:
        return Address()
    return Address(
        is_on_record=True,
        confirmed_on=row.confirmed_on,
        began_on=row.began_on,
        ended_on=row.ended_on,
        is_sealed=row.sealed,
        opened_by_named=opened,
        came_back_on=came_back_on,
    )


def _held(notice: Notice) -> HeldNotice:
    return HeldNotice(
        notice.reference,
        notice.issued_on,
        is_withdrawn=notice.state == State.WITHDRAWN,
        is_old_law=notice.is_old_law,
    )


def _elsewhere(row: NoticeElsewhere) -> HeldNotice:
    return HeldNotice(
        row.their_reference,
        row.issued_on,
        is_withdrawn=row.is_withdrawn,
        is_old_law=row.issued_on < AUGUST_2024,
    )


def _use(notice: Notice) -> Use:
    """How a notice uses its sessions now."""
    if notice.state == State.WITHDRAWN:
        error = notice.ground == "material_error"
        end = End.WITHDRAWN_MATERIAL_ERROR if error else End.WITHDRAWN
    else:
        end = _ENDS[notice.state]
    return Use(
        notice.reference,
        frozenset((row.on, row.session) for row in notice.sessions.all()),
        end,
        full_until=notice.full_until or notice.issued_on + NOT_SERVED,
        is_fresh=notice.fresh_for_id is not None,
    )


def _warned(pupil: Pupil, parent: HeldParent, on: date) -> list[Warned]:
    """The warnings given, with how their periods went: only a person's decision fails one."""
    rows = WarningLetter.objects.filter(pupil=pupil, parent=parent).exclude(state__in=("draft", "dropped"))
    decided = {WarningState.IMPROVED: Progress.IMPROVED, WarningState.FAILED: Progress.FAILED}
    found = []
    for row in rows:
        ends_on = row.ends_on or on + timedelta(weeks=row.weeks or 6)
        running = Progress.RUNNING if on <= ends_on else Progress.WAITING
        found.append(Warned(row.issued_on, ends_on, decided.get(WarningState(row.state), running)))
    return found


def _others_known(pupil: Pupil, parent: HeldParent) -> bool:
    """Whether somebody said that no other authority is to be asked, or every one asked has answered."""
    answered = Enquiry.objects.filter(pupil=pupil, parent=parent).values_list("answered_on", flat=True)
    days = list(answered)
    return bool(days) and all(day is not None for day in days)


def sessions_for(held: Towards, step: Step) -> tuple[Session, ...]:
    """The sessions that a step would rest on: those that meet the threshold, or the unauthorised ones of six months."""
    ground = held.ground
    if step in (Step.PROSECUTION, Step.KNOWING_PROSECUTION, Step.FAST_TRACK):
        return tuple(each.session for each in last_months(ground.marks, ground.on) if each.is_settled)
    if step not in (Step.NOTICE, Step.WARNING):
        return ()
    stand = stand_of(ground.marks, ground.on, used=held.used, answers=ground.answers)
    return stand.settled if stand else ()


def facts_for(
    held: Towards,
    step: Step,
    *,
    sessions: tuple[Session, ...] | None = None,
    prepared: Prepared | None = None,
    people: People | None = None,
) -> Facts:
    """The facts of a step: as somebody prepared it, or as the record would have it today."""
    ground = held.ground
    rests_on = sessions_for(held, step) if sessions is None else sessions
    opened = prepared is not None and prepared.address_opened_by_id is not None
    facts = Facts(
        on=ground.on,
        child=ground.child,
        parent=held.party,
        address=address_facts(held.address_row, held.came_back_on, opened=opened),
        school=replace(ground.school, home_is_in_wales=_lives_in_wales(held.address_row)),
        absence=_absence(held, rests_on, prepared),
        support=Support(ground.offers),
        earlier=Earlier(
            notices=held.notices,
            uses=held.uses,
            warnings=held.warnings,
            others_known=held.others_known,
            proceedings_contemplated=held.contemplated,
            orders=ground.orders,
        ),
        money=ground.money,
        unread_letters=ground.unread,
        flags=ground.flags,
        people=people or People(),
    )
    return facts if prepared is None else _as_prepared(facts, prepared, ground.marks)


def _lives_in_wales(row: HeldAddress | None) -> bool:
    return row is not None and row.country.strip().lower() in ("wales", "cymru")


def _absence(held: Towards, sessions: tuple[Session, ...], prepared: Prepared | None) -> Absence:
    ground = held.ground
    first = min((day for day, _ in sessions), default=ground.on - timedelta(weeks=10))
    return Absence(
        sessions=ground.marks.missed(sessions),
        stand=stand_of(ground.marks, ground.on, used=held.used, answers=ground.answers),
        below_because=prepared.below_because if prepared else "",
        possible=ground.marks.possible_between(first, ground.on),
        unauthorised=len(ground.marks.between(first, ground.on)),
    )


def _as_prepared(facts: Facts, prepared: Prepared, marks: Marks) -> Facts:
    """The facts with what the officer wrote down when preparing the step."""
    skipped = prepared.warning_skipped_because if isinstance(prepared, Notice) else ""
    return replace(
        facts,
        support=replace(
            facts.support,
            not_suitable_because=prepared.support_unsuitable_because,
            believed_enough_because=prepared.support_enough_because,
        ),
        earlier=replace(facts.earlier, warning_skipped_because=skipped),
        plan=plan_of(prepared, facts.on, marks),
    )
