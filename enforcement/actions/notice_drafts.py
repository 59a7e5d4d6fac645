"""Changing a notice that is being prepared: whoever changes it is its drafter from then on."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Address
from cases.actions.doors import require, same_version
from enforcement.actions.notices import TEXTS, name_sessions, tell
from enforcement.actions.stepping import locked
from enforcement.models import Notice
from enforcement.rules.service import Method
from enforcement.rules.threshold import Session
from enforcement.workflow import LABELS, State


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
