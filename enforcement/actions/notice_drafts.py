"""Preparing notices for several children of a parent together, and changing one that is being prepared."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Address, Parent
from cases.actions.doors import require, same_version
from cases.models import Case
from enforcement.actions.notices import TEXTS, name_sessions, prepare_notice, tell
from enforcement.actions.stepping import locked, open_case
from enforcement.models import Notice
from enforcement.queries.notice_gate import sheet_of
from enforcement.rules.service import Method
from enforcement.rules.threshold import Session
from enforcement.workflow import LABELS, State


@transaction.atomic
def prepare_together(
    *,
    case: Case,
    siblings: Sequence[Case],
    parent: Parent,
    address: Address,
    sessions: tuple[Session, ...],
    by: Acting,
    **more: Any,
) -> list[Notice]:
    """Prepare a notice about a child and one about each sibling, all or none; each is checked and served by itself.

    A sibling's rests on the sessions of its own that meet the threshold. `more` is what `prepare_notice` takes.
    Raises NotAllowed, and Refused, with the child's name, where a sibling has no free session.
    """
    keys = [each.pk for each in (case, *siblings)]
    list(Case.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    given = {"parent": parent, "address": address, "by": by, **more}
    made = [prepare_notice(case=case, sessions=sessions, **given)]
    for each in siblings:
        open_case(each, by, Permission.PREPARE_LEGAL)
        sheet = sheet_of(each, parent.pk, by)
        require(sheet is not None, f"The record does not say that this is a parent of {each.pupil}.")
        own = sheet.chosen if sheet else ()
        require(
            bool(own), f"No session of {each.pupil} is free for a notice to this parent: leave the child out."
        )
        made.append(prepare_notice(case=each, sessions=own, **given))
    return made


@transaction.atomic
def change_notice(
    *,
    notice: Notice,
    sessions: tuple[Session, ...],
    because: Mapping[str, str],
    method: Method,
    issuer_is_authorised: bool,
    by: Acting,
    version: int,
    opens_seal: bool = False,
    seen: Mapping[str, Any] | None = None,
) -> Notice:
    """Change a prepared notice. What was signed is signed anew, and the drafter does not check it.

    Raises NotAllowed, ChangedMeanwhile, and Refused for one that is not being prepared any more.
    """
    row: Notice = locked(notice, by, Permission.PREPARE_LEGAL)
    require(row.state == State.DRAFT, f"It is “{LABELS[State(row.state)]}”.")
    same_version(row.version, version)
    named = row.address_id in by.named(Address)
    require(not row.address.sealed or named, "The address is sealed, and you are not named for it.")
    for name in TEXTS:
        setattr(row, name, because.get(name, getattr(row, name)).strip())
    row.equality_considered_on = by.on if row.equality_note else None
    row.method, row.issuer_is_authorised = method.name.lower(), issuer_is_authorised
    row.address_opened_by = by.user if row.address.sealed and opens_seal else None
    row.seen = dict(seen) if seen else row.seen
    row.drafted_by, row.signed_off, row.version = by.user, [], row.version + 1
    row.save()
    if not row.seen:
        name_sessions(row, sessions)
    tell(row, "change", f"The prepared notice {row.reference} was changed.", by)
    return row
