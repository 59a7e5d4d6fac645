"""What officers find out before a step: who a parent is, where they live, and what other authorities gave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from agencies.acting import Acting
from agencies.models import LocalAuthority
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from agencies.words import plural
from attendance.models import Address, Contact, Parent, Pupil
from cases.actions.doors import NotAllowed, Refused, locked_case, require
from cases.actions.timeline import record
from cases.models import Audience, Case, EntryKind
from enforcement.actions.stepping import open_case
from enforcement.models import Enquiry, NoticeElsewhere, PersonCheck


def ladder_path(case: Case) -> str:
    """Where the ladder of a case is."""
    return f"/cases/{case.ref}/ladder/"


def note(case: Case, text: str, by: Acting, *, kind: EntryKind = EntryKind.LEGAL, link: str = "") -> None:
    """Write an answer into the timeline, for those who see legal records."""
    record(case=case, kind=kind, text=text, by=by, audience=Audience.LEGAL, link=link or ladder_path(case))


def parent_in(case: Case, parent: Parent) -> None:
    """Raise Refused for somebody who is no contact of the child."""
    theirs = Contact.objects.filter(pupil=case.pupil_id, parent=parent).exists()
    require(theirs, "The record does not say that this person is a parent of the child.")


@dataclass(frozen=True)
class Person:
    """What an officer found out about a parent."""

    identity_confirmed: bool
    how: str
    is_natural: bool
    said_adult: bool
    took_part: bool
    born_on: date | None = None
    died_on: date | None = None


@transaction.atomic
def check_person(*, case: Case, parent: Parent, found: Person, by: Acting) -> PersonCheck:
    """Record who a parent is and what they had to do with the absence; the same again on the day is one record.

    Raises NotAllowed, and Refused for days ahead or somebody who is no parent on the record.
    """
    row = open_case(case, by, Permission.PREPARE_LEGAL)
    parent_in(row, parent)
    require(bool(found.how.strip()), "Say how it is known.")
    for day in (found.born_on, found.died_on):
        require(day is None or day <= by.on, "The day must not be ahead.")
    given = {**vars(found), "how": found.how.strip()}
    checks = PersonCheck.objects.filter(pupil=row.pupil, parent=parent)
    last: PersonCheck | None = checks.order_by("-pk").first()
    if last is not None and last.on == by.on and all(getattr(last, name) == given[name] for name in given):
        return last
    made = PersonCheck.objects.create(pupil=row.pupil, parent=parent, on=by.on, by=by.user, **given)
    said = "confirmed" if found.identity_confirmed else "not confirmed"
    died = f" They died on {in_words(found.died_on)}." if found.died_on else ""
    note(row, f"Who {parent} is was checked: {said}. {made.how}{died}", by)
    return made


@transaction.atomic
def confirm_address(*, case: Case, parent: Parent, address: Address, how: str, by: Acting) -> Address:
    """Confirm that a parent lives at an address of the record today. Raises NotAllowed and Refused."""
    row = open_case(case, by, Permission.PREPARE_LEGAL)
    parent_in(row, parent)
    require(bool(how.strip()), "Say how it is known.")
    held = _address(address, parent, by)
    require(held.ended_on is None or held.ended_on >= by.on, "The record says that they left this address.")
    if held.confirmed_on != by.on:
        held.confirmed_on = by.on
        held.save(update_fields=["confirmed_on"])
        note(row, f"The address of {parent} was confirmed: {how.strip()}", by)
    return held


@transaction.atomic
def add_address(
    *, case: Case, parent: Parent, lines: str, town: str, postcode: str, how: str, by: Acting
) -> Address:
    """Put a new address of a parent on the record, confirmed today; the one before ends with the day before.

    The same again is the one there is. Raises NotAllowed and Refused.
    """
    row = open_case(case, by, Permission.PREPARE_LEGAL)
    parent_in(row, parent)
    require(bool(lines.strip()) and bool(how.strip()), "Give the address, and say how it is known.")
    Parent.objects.select_for_update().get(pk=parent.pk)
    current = [each for each in Address.objects.filter(parent=parent) if each.ended_on is None]
    require(
        not any(each.sealed and each.pk not in by.named(Address) for each in current),
        "An address of this parent is sealed, and you are not named for it: somebody named for it changes it.",
    )
    given = {"lines": lines.strip(), "town": town.strip(), "postcode": postcode.strip().upper()}
    for each in current:
        if all(getattr(each, name) == value for name, value in given.items()):
            return each
    yesterday = date.fromordinal(by.on.toordinal() - 1)
    for each in current:
        each.ended_on = max(yesterday, each.began_on or yesterday)
        each.save(update_fields=["ended_on"])
    made = Address.objects.create(parent=parent, began_on=by.on, confirmed_on=by.on, **given)
    note(row, f"A new address of {parent} is on the record: {how.strip()}", by)
    return made


def _address(address: Address, parent: Parent, by: Acting) -> Address:
    """The row of an address of a parent, locked; a sealed one for people named for it alone."""
    held: Address | None = Address.objects.select_for_update().filter(pk=address.pk, parent=parent).first()
    if held is None:
        raise Refused("This is not an address of this parent.")
    if held.sealed and held.pk not in by.named(Address):
        raise NotAllowed("The address is sealed, and you are not named for it.")
    return held


@transaction.atomic
def enquire(
    *, case: Case, parent: Parent, authority: LocalAuthority | None, how_known: str, by: Acting
) -> Enquiry:
    """Record that another authority was asked about its notices, or that there is none to ask.

    Asked already and not answered, it is the one there is. Raises NotAllowed and Refused.
    """
    row = open_case(case, by, Permission.PREPARE_LEGAL)
    parent_in(row, parent)
    require(bool(how_known.strip()), "Say how it is known where they lived and went to school.")
    require(authority is None or authority.pk != by.authority_id, "Your own notices are on this record.")
    whose = {"pupil": row.pupil, "parent": parent, "authority": authority}
    there: Enquiry | None = Enquiry.objects.filter(**whose, answered_on=None).first()
    if authority is None:
        there = Enquiry.objects.filter(**whose, asked_on=by.on, how_known=how_known.strip()).first()
    if there is not None:
        return there
    made = Enquiry.objects.create(
        **whose,
        how_known=how_known.strip(),
        asked_on=by.on,
        answered_on=None if authority else by.on,
        by=by.user,
    )
    said = (
        f"{authority.name} was asked about notices to {parent}."
        if authority
        else f"No other authority is to be asked about notices to {parent}: {made.how_known}"
    )
    note(row, said, by)
    return made


@transaction.atomic
def answer_enquiry(
    *, case: Case, enquiry: Enquiry, given: Mapping[str, date], withdrawn: bool, by: Acting
) -> Enquiry:
    """Record what an authority answered: the notices it gave, by its reference with the day of issue.

    Answered already, nothing happens. Raises NotAllowed and Refused, also for a notice that is on the record.
    """
    row = locked_case(case, by, Permission.PREPARE_LEGAL)
    Pupil.objects.select_for_update().get(pk=row.pupil_id)
    held: Enquiry = (
        Enquiry.objects.select_for_update(of=("self",)).select_related("parent").get(pk=enquiry.pk)
    )
    require(held.pupil_id == row.pupil_id, "This is not about this child.")
    if held.answered_on is not None:
        return held
    require(all(day <= by.on for day in given.values()), "A notice cannot be issued ahead.")
    rows = [
        NoticeElsewhere(
            enquiry=held, pupil=row.pupil, parent=held.parent, their_reference=reference, issued_on=day,
            is_withdrawn=withdrawn,
        )
        for reference, day in given.items()
    ]  # fmt: skip
    try:
        with transaction.atomic():
            NoticeElsewhere.objects.bulk_create(rows)
    except IntegrityError as refused:
        raise Refused("A notice with this reference is on the record already.") from refused
    held.answered_on = by.on
    held.save(update_fields=["answered_on"])
    whose = held.authority.name if held.authority else "The authority"
    note(row, f"{whose} answered about notices to {held.parent}: {plural(len(rows), 'notice')}.", by)
    return held
