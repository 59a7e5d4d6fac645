"""What the record says of each parent: who they are, where a letter would go, and what was done before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any

from attendance.models import Address as HeldAddress
from attendance.models import Contact, Pupil
from attendance.models import Parent as HeldParent
from enforcement.models import Enquiry, Letter, Notice, NoticeElsewhere, PersonCheck, WarningLetter
from enforcement.queries.absence import stand_of
from enforcement.queries.ground import Ground
from enforcement.queries.orders import charges_of, contemplated_against, convicted_of
from enforcement.rules.limit import HeldNotice
from enforcement.rules.parties import Address, Parent
from enforcement.rules.provision import AUGUST_2024
from enforcement.rules.threshold import Session, Stand
from enforcement.rules.uses import End, Use, used_for_notices
from enforcement.rules.warning import Progress, Warned
from enforcement.workflow import State, WarningState

_ENDS: Mapping[str, End] = MappingProxyType(
    {State.ISSUED: End.OPEN, State.SERVED: End.OPEN, State.PAID: End.PAID, State.CHARGED: End.CHARGED}
)
# A notice that was issued and not yet served bars a charge for as long as anybody asks.
NOT_SERVED = timedelta(days=365)


@dataclass(frozen=True)
class Towards:
    """What is known of one parent, read once."""

    ground: Ground
    contact: Contact
    party: Parent
    checked: PersonCheck | None
    address_row: HeldAddress | None
    came_back_on: date | None
    notices: tuple[HeldNotice, ...]
    uses: tuple[Use, ...]
    warnings: tuple[Warned, ...]
    enquiries: tuple[Enquiry, ...]
    contemplated: bool
    convicted: bool

    @property
    def parent(self) -> HeldParent:
        return self.contact.parent

    @property
    def others_known(self) -> bool:
        """Whether somebody said that no other authority is to be asked, or every one asked has answered."""
        return bool(self.enquiries) and all(each.answered_on is not None for each in self.enquiries)

    @cached_property
    def used(self) -> frozenset[Session]:
        """The sessions on which no further notice to this parent may rest."""
        return used_for_notices(self.uses)

    @cached_property
    def stand(self) -> Stand | None:
        """How the child stands against the threshold, without the sessions used against this parent."""
        ground = self.ground
        return stand_of(ground.marks, ground.on, used=self.used, answers=ground.answers)


def parents_on(pupil: Pupil, on: date) -> list[Contact]:
    """The parents who are contacts of a child on a day, those with day-to-day care first."""
    rows = Contact.objects.filter(pupil=pupil).select_related("parent")
    current = [row for row in rows if row.ended_on is None or row.ended_on >= on]
    return sorted(current, key=lambda row: (not row.day_to_day_care, row.order, row.pk))


def towards(ground: Ground, contact: Contact, *, address: HeldAddress | None = None) -> Towards:
    """What the record says of one parent. `address` is the one chosen; else that of the record on the day."""
    (found,) = towards_each(ground, [contact], address=address)
    return found


def towards_each(
    ground: Ground, contacts: Sequence[Contact], *, address: HeldAddress | None = None
) -> list[Towards]:
    """What the record says of several parents of a child, in as many queries as of one."""
    pupil, on = ground.case.pupil, ground.on
    keys = [contact.parent_id for contact in contacts]
    whose = {"pupil": pupil, "parent__in": keys}
    places = _addresses_on(keys, on) if address is None else {address.parent_id: address}
    back = _came_back([row.pk for row in places.values()])
    checks = _latest(PersonCheck.objects.filter(**whose, on__lte=on).order_by("pk"))
    notices = _grouped(
        Notice.objects.filter(**whose)
        .exclude(state__in=(State.DRAFT, State.DROPPED))
        .order_by("pk")
        .prefetch_related("sessions")
    )
    elsewhere = _grouped(NoticeElsewhere.objects.filter(**whose).order_by("pk"))
    warnings = _grouped(
        WarningLetter.objects.filter(**whose).exclude(state__in=("draft", "dropped")).order_by("pk")
    )
    enquiries = _grouped(Enquiry.objects.filter(**whose).select_related("authority").order_by("pk"))
    charges, contemplated = charges_of(pupil, keys), contemplated_against(pupil, keys)
    convicted = convicted_of(pupil, keys)
    found = []
    for contact in contacts:
        key = contact.parent_id
        place = places.get(key)
        held = [_held(each) for each in notices[key] if each.about == "absence"]
        found.append(
            Towards(
                ground=ground,
                contact=contact,
                party=_party(contact, checks.get(key)),
                checked=checks.get(key),
                address_row=place,
                came_back_on=back.get(place.pk) if place else None,
                notices=(*held, *map(_elsewhere, elsewhere[key])),
                uses=(*map(_use, notices[key]), *charges[key]),
                warnings=tuple(_warned(row, on) for row in warnings[key]),
                enquiries=tuple(enquiries[key]),
                contemplated=key in contemplated,
                convicted=key in convicted,
            )
        )
    return found


def address_on(parent: HeldParent, on: date) -> HeldAddress | None:
    """The parent's address of a day, as the record has it."""
    return _addresses_on([parent.pk], on).get(parent.pk)


def uses_of(pupil: Pupil, parent: HeldParent) -> tuple[Use, ...]:
    """How the notices and charges of a parent use their sessions."""
    rows = Notice.objects.filter(pupil=pupil, parent=parent).exclude(state__in=(State.DRAFT, State.DROPPED))
    held = map(_use, rows.prefetch_related("sessions"))
    return (*held, *charges_of(pupil, [parent.pk])[parent.pk])


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Rows by their parent."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.parent_id].append(row)
    return found


def _latest(rows: Iterable[Any]) -> dict[int, Any]:
    """The last row of each parent."""
    return {row.parent_id: row for row in rows}


def _addresses_on(parents: Sequence[int], on: date) -> dict[int, HeldAddress]:
    """Each parent's address of a day: the latest that has begun and not ended."""
    found: dict[int, HeldAddress] = {}
    for row in HeldAddress.objects.filter(parent__in=parents).order_by("-began_on", "-pk"):
        current = row.ended_on is None or row.ended_on >= on
        if current and (row.began_on is None or row.began_on <= on):
            found.setdefault(row.parent_id, row)
    return found


def _came_back(addresses: Sequence[int]) -> dict[int, date]:
    """The last day on which a letter came back from each address."""
    rows = Letter.objects.filter(address__in=addresses, came_back_on__isnull=False)
    return dict(rows.order_by("came_back_on").values_list("address", "came_back_on"))


def _party(contact: Contact, found: PersonCheck | None) -> Parent:
    """What an officer found out about a parent; without a check nothing opens."""
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
        full_until=max(
            notice.full_until or notice.issued_on + NOT_SERVED, notice.no_charge_until or date.min
        ),
        is_fresh=notice.fresh_for_id is not None,
    )


def _warned(row: WarningLetter, on: date) -> Warned:
    """A warning given, with how its period went: only a person's decision fails one."""
    decided = {WarningState.IMPROVED: Progress.IMPROVED, WarningState.FAILED: Progress.FAILED}
    ends_on = row.ends_on or on + timedelta(weeks=row.weeks or 6)
    running = Progress.RUNNING if on <= ends_on else Progress.WAITING
    issued_on = row.issued_on or on
    return Warned(issued_on, ends_on, decided.get(WarningState(row.state), running))
