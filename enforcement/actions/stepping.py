"""What every prepared step shares: locked with its case, moved by its table, told in the timeline, begun in one way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from django.db import DatabaseError, transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Address, Parent
from cases.actions.doors import NotAllowed, Refused, locked_case, require
from cases.actions.holds import lift_hold, place_hold
from cases.actions.timeline import record
from cases.models import Audience, Case, EntryKind, HoldKind
from enforcement.actions.gates import Asked, ask, decide, sign_off
from enforcement.models import Breach, Prepared
from enforcement.queries.towards import address_on, parents_on
from enforcement.rules.facts import Step
from enforcement.rules.threshold import Session
from enforcement.workflow import Move, refusal

S = TypeVar("S", bound=Prepared)
CLOSED = (
    "The case is closed: no step is begun or taken further in it. Open the case again first, and say why. Money, "
    "letters, withdrawals and what a court decides are recorded without."
)
TEXTS = ("equality_note", "support_unsuitable_because", "support_enough_because")


@dataclass(frozen=True)
class Kind:
    """A kind of step: its table of moves, the words of its states, its page, and the hold while it is open."""

    moves: Mapping[str, Move]
    labels: Mapping[Any, str]
    state: type[StrEnum]
    page: str
    hold: HoldKind


def open_case(case: Case, by: Acting, permission: Permission) -> Case:
    """The case's row, locked, in which steps may be taken now. Raises NotAllowed, and Refused in a closed case."""
    row = locked_case(case, by, permission)
    require(row.is_live, CLOSED)
    return row


def begin(
    model: Any,
    *,
    case: Case,
    parent: Parent,
    by: Acting,
    because: Mapping[str, str] | None = None,
    equality_considered_on: date | None = None,
    opens_seal: bool = False,
    **more: Any,
) -> Any:
    """Begin a step towards one parent; nothing is sent. The address is that of the record on the day it is taken.

    `opens_seal` is the decision of a person named for a sealed address to use it. Raises NotAllowed and Refused.
    """
    row = open_case(case, by, Permission.PREPARE_LEGAL)
    known = {contact.parent_id for contact in parents_on(row.pupil, by.on)}
    require(parent.pk in known, "The record does not say that this person is a parent of the child.")
    considered = equality_considered_on
    require(considered is None or considered <= by.on, "Equality was considered on a day that has come.")
    held = address_on(parent, by.on) if opens_seal else None
    if held is not None:
        require(held.pk in by.named(Address), "The address is sealed, and you are not named for it.")
    reasons = {name: (because or {}).get(name, "").strip() for name in TEXTS}
    return model.objects.create(
        case=row, pupil=row.pupil, school=row.school, parent=parent, address=held,
        address_opened_by=by.user if held is not None and held.sealed else None, drafted_by=by.user,
        agency=by.agency, equality_considered_on=considered, **reasons, **more,
    )  # fmt: skip


def locked(
    row: Any, by: Acting, permission: Permission, *, seen: int | None = None, closed: bool = False
) -> Any:
    """A step's row, locked after its case's, if this person holds the permission now.

    `seen` is the version that the person saw; `closed` says that the act is one of those that a closed case lets
    through. Raises NotAllowed, and Refused where it was changed meanwhile or the case is closed.
    """
    (locked_case if closed else open_case)(row.case, by, permission)
    rows = type(row).objects.permits(by, permission).select_for_update(of=("self",))
    found = rows.filter(pk=row.pk).first()
    if found is None:
        raise NotAllowed(f"You may not {permission.value}, or no longer.")
    if seen is not None:
        unchanged(found, seen)
    return found


def unchanged(row: Any, seen: int) -> None:
    """Raise Refused where a row is no longer the one that a person saw."""
    require(row.version == seen, "Somebody else changed this while you had it open. Look at it again.")


def draft(row: Any, by: Acting, seen: int | None) -> Any:
    """A step that is still prepared, locked. Raises NotAllowed, and Refused once it has been taken."""
    held = locked(row, by, Permission.PREPARE_LEGAL, seen=seen)
    require(held.state == "draft", f"It is “{held.label}”, and no longer a draft.")
    return held


def fill(row: Any, names: Iterable[str], given: Mapping[str, Any]) -> None:
    """Put what was given of these fields into a row; nothing is written."""
    for name in names:
        if name in given:
            setattr(row, name, given[name])


def may_move(row: Any, kind: Kind, key: str) -> None:
    """Raise Refused where a move is not possible from where the step is."""
    said = refusal(kind.state(row.state), kind.moves[key], kind.labels)
    require(not said, said)


def passed(
    row: Prepared, step: Step, sessions: tuple[Session, ...], by: Acting, signs: Iterable[str]
) -> Asked:
    """The gate, asked and open, with its decision kept on the row. Raises GateShut with every reason."""
    asked = ask(row, step, sessions, by, checked_by=by.user_id)
    wanted = list(signs)
    if wanted:
        row.signed_off = sorted({*row.signed_off, *sign_off(asked, wanted, by)})
        asked = ask(row, step, sessions, by, checked_by=by.user_id)
    row.decision = decide(asked, row.case, row, by)
    row.checked_by = by.user
    return asked


def by_second(
    row: S, kind: Kind, key: str, step: Step, by: Acting, version: int, signs: Iterable[str] | None
) -> tuple[S, bool]:
    """A step's row for the second person who takes it, its gate open, and whether they have taken it already.

    Raises NotAllowed, GateShut with every reason, and Refused for a move that is not possible or a changed row.
    """
    held = locked(row, by, kind.moves[key].needs)
    if held.state == kind.moves[key].target and held.checked_by_id == by.user_id:
        return held, True
    may_move(held, kind, key)
    unchanged(held, version)
    passed(held, step, (), by, signs or ())
    return held, False


def broken(row: Any, on: date, what: str, explanation: str, by: Acting, **of: Any) -> Breach:
    """Write down what was not kept of a contract or an order, on a day, and what was said about it."""
    made: Breach = Breach.objects.create(
        case=row.case,
        pupil=row.pupil,
        on=on,
        what=said(what),
        explanation=explanation.strip(),
        by=by.user,
        **of,
    )
    return made


def arrive(row: Any, state: StrEnum | None = None) -> None:
    """Write the row, in a new state where one is given; what the database refuses is refused in words."""
    row.state, row.version = state or row.state, row.version + 1
    try:
        with transaction.atomic():
            row.save()
    except DatabaseError as refused:
        raise Refused(
            "The database refuses it: the law of this step does not allow what would be written."
        ) from refused


def tell(
    row: Any, kind: Kind, text: str, by: Acting, *, school: str = "", told: EntryKind = EntryKind.LEGAL
) -> None:
    """Write a step into the case's timeline for those who see legal records; `school` is what the school is told."""
    link = f"/{kind.page}/{row.ref}/"
    record(case=row.case, kind=told, text=text, by=by, audience=Audience.LEGAL, link=link)
    if school:
        record(case=row.case, kind=EntryKind.LEGAL, text=school, by=by, audience=Audience.SCHOOL)


def hold(row: Any, kind: Kind, by: Acting) -> None:
    """Keep the case open while the step is."""
    place_hold(case=row.case, kind=kind.hold, key=f"{kind.page}:{row.pk}", by=by, on=by.on)


def release(row: Any, kind: Kind, by: Acting) -> None:
    """The step no longer keeps the case open."""
    lift_hold(case=row.case, kind=kind.hold, key=f"{kind.page}:{row.pk}", by=by, on=by.on)


def said(reason: str) -> str:
    """A reason that was given. Raises Refused where it is empty."""
    require(bool(reason.strip()), "Say why: the reason stays on the record.")
    return reason.strip()


def not_ahead(day: date, by: Acting, *, since: date | None = None) -> date:
    """A day that has come. Raises Refused for one ahead, or before another."""
    require(day <= by.on, "The day lies ahead.")
    require(since is None or day >= since, "The day is before the step it follows.")
    return day
