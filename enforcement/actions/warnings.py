"""Warnings before a notice: prepared, approved by a second person, served, watched, and ended by a person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Address, Parent
from attendance.queries.calendars import calendar_lines
from attendance.queries.settings import answers_on
from attendance.rules.dated import day_in_words
from attendance.rules.register import year_of
from cases.actions.doors import Refused, require, same_version
from cases.actions.timeline import record
from cases.models import Audience, Case, EntryKind
from enforcement.actions.gates import ask, decide, sign_off
from enforcement.actions.letters import owe_letter, owing
from enforcement.actions.stepping import locked, open_case
from enforcement.models import LetterKind, WarningLetter
from enforcement.queries.ladder import sessions_prepared
from enforcement.rules.facts import Step
from enforcement.rules.provision import AUGUST_2024, counted
from enforcement.rules.regimes import regime_on
from enforcement.rules.service import CannotServe, Method, serve
from enforcement.rules.threshold import Session
from enforcement.rules.warning import (
    improvement_ends_on,
    period_refusal,
    warning_letter_ends_on,
    weeks_or_default,
)
from enforcement.workflow import WARNING_LABELS, WARNING_MOVES, Move, WarningState, refusal

TEXTS = (
    "equality_note",
    "support_unsuitable_because",
    "support_enough_because",
    "below_because",
    "weeks_because",
    "target",
    "further_support",
)


def _plain(sessions: tuple[Session, ...]) -> list[list[Any]]:
    return [[day.isoformat(), part] for day, part in sorted(set(sessions))]


@transaction.atomic
def prepare_warning(
    *,
    case: Case,
    parent: Parent,
    address: Address,
    sessions: tuple[Session, ...],
    because: Mapping[str, str],
    by: Acting,
    weeks: int | None = None,
    tolerated: int | None = None,
    opens_seal: bool = False,
) -> WarningLetter:
    """Prepare a warning to one parent about one child; nothing is sent. The same draft again is the one there is.

    Raises NotAllowed, and Refused for an address that is not this parent's, a period outside three to six weeks without
    a reason, or while another warning to the parent about the child runs.
    """
    row = open_case(case, by, Permission.PREPARE_LEGAL)
    require(address.parent_id == parent.pk, "This is not an address of this parent.")
    named = address.pk in by.named(Address)
    require(not address.sealed or named, "The address is sealed, and you are not named for it.")
    live = WarningLetter.objects.filter(
        pupil=row.pupil, parent=parent, state__in=("draft", "issued", "served")
    )
    there: WarningLetter | None = live.first()
    if there is not None:
        require(
            there.state == WarningState.DRAFT, f"A warning is “{WARNING_LABELS[WarningState(there.state)]}”."
        )
        return there
    given = _given(because, weeks, by)
    made = WarningLetter.objects.create(
        case=row, pupil=row.pupil, school=row.school, parent=parent, address=address, sessions=_plain(sessions),
        address_opened_by=by.user if address.sealed and opens_seal else None, drafted_by=by.user, agency=by.agency,
        equality_considered_on=by.on if given["equality_note"] else None, tolerated=tolerated, **given,
    )  # fmt: skip
    _tell(made, f"A {_word(by.on)} to {parent} is being prepared.", by)
    return made


def _given(because: Mapping[str, str], weeks: int | None, by: Acting) -> dict[str, Any]:
    """The texts and the period, as far as the law of the day has one."""
    texts = {name: because.get(name, "").strip() for name in TEXTS}
    if by.on < AUGUST_2024:
        return {**texts, "weeks": None}
    chosen = weeks_or_default(weeks, answers_on(by.authority_id, by.on))
    said = period_refusal(chosen, override_reason=texts["weeks_because"])
    require(not said, said)
    return {**texts, "weeks": chosen}


@transaction.atomic
def change_warning(
    *,
    warning: WarningLetter,
    sessions: tuple[Session, ...],
    because: Mapping[str, str],
    by: Acting,
    version: int,
    weeks: int | None = None,
    tolerated: int | None = None,
    opens_seal: bool = False,
) -> WarningLetter:
    """Change a prepared warning; whoever changes it is its drafter. Raises NotAllowed, ChangedMeanwhile, Refused."""
    row: WarningLetter = locked(warning, by, Permission.PREPARE_LEGAL)
    require(row.state == WarningState.DRAFT, f"It is “{WARNING_LABELS[WarningState(row.state)]}”.")
    same_version(row.version, version)
    named = row.address_id in by.named(Address)
    require(not row.address.sealed or named, "The address is sealed, and you are not named for it.")
    for name, value in _given(because, weeks, by).items():
        setattr(row, name, value)
    row.equality_considered_on = by.on if row.equality_note else None
    row.sessions, row.tolerated, row.drafted_by, row.signed_off = _plain(sessions), tolerated, by.user, []
    row.address_opened_by = by.user if row.address.sealed and opens_seal else None
    row.version += 1
    row.save()
    _tell(row, f"The prepared {_word(by.on)} to {row.parent} was changed.", by)
    return row


@transaction.atomic
def issue_warning(
    *, warning: WarningLetter, by: Acting, version: int, signs: list[str] | None = None
) -> WarningLetter:
    """Check and approve a warning as a second person; the gate's answers are kept with the decision.

    Raises NotAllowed, ChangedMeanwhile, and GateShut with every reason.
    """
    row: WarningLetter = locked(warning, by, WARNING_MOVES["issue"].needs)
    if row.state == WarningState.ISSUED and row.checked_by_id == by.user_id:
        return row
    _may_move(row, WARNING_MOVES["issue"])
    same_version(row.version, version)
    sessions = sessions_prepared(row)
    asked = ask(row, Step.WARNING, sessions, by, checked_by=by.user_id)
    if signs:
        row.signed_off = sorted({*row.signed_off, *sign_off(asked, signs, by)})
        asked = ask(row, Step.WARNING, sessions, by, checked_by=by.user_id)
    row.decision = decide(asked, row.case, row, by)
    row.regime, row.issued_on, row.checked_by = regime_on(by.on).key, by.on, by.user
    _arrive(row, WarningState.ISSUED)
    owe_letter(kind=LetterKind.WARNING, warning=row, by=by, told=True)
    _tell(row, f"The {_word(by.on)} to {row.parent} is approved, and is to be served.", by)
    record(
        case=row.case, kind=EntryKind.LEGAL, text=f"A {_word(by.on)} is to be sent.", by=by, audience=Audience.SCHOOL
    )  # fmt: skip
    return row


@transaction.atomic
def serve_warning(
    *, warning: WarningLetter, method: Method, sent_on: date, by: Acting, shown_on: date | None = None
) -> WarningLetter:
    """Record how and when a warning was sent: its period begins after the receipt. Raises Refused, NotAllowed."""
    row: WarningLetter = locked(warning, by, WARNING_MOVES["serve"].needs)
    if row.state == WarningState.SERVED and row.sent_on == sent_on:
        return row
    _may_move(row, WARNING_MOVES["serve"])
    issued_on = row.issued_on or by.on
    require(issued_on <= sent_on <= by.on, "It is sent on or after the day of approval, and not ahead.")
    answers = answers_on(by.authority_id, issued_on)
    try:
        received_on = serve(method, sent_on, answers=answers, shown_on=shown_on).received_on
    except CannotServe as refused:
        raise Refused(str(refused)) from refused
    years = (year_of(received_on), year_of(received_on) + 1)
    lines = {year: line for (_, year), line in calendar_lines([row.school], years).items()}
    if row.weeks is None:
        ends_on = warning_letter_ends_on(received_on, lines, answers=answers)
    else:
        ends_on = improvement_ends_on(received_on, row.weeks, lines, answers=answers)
    row.sent_on, row.received_on, row.ends_on = sent_on, received_on, ends_on
    row.letters.filter(sent_on=None).exclude(file="").update(sent_on=sent_on)
    row.letters.filter(file="").delete()
    _arrive(row, WarningState.SERVED)
    _tell(row, f"The warning to {row.parent} is served. Its period ends on {day_in_words(ends_on)}.", by)
    return row


@transaction.atomic
def return_warning(*, warning: WarningLetter, came_back_on: date, reason: str, by: Acting) -> WarningLetter:
    """Record that a warning came back: its period begins anew when it is served again. Raises NotAllowed, Refused."""
    row: WarningLetter = locked(warning, by, WARNING_MOVES["return"].needs)
    if row.state == WarningState.ISSUED:
        return row
    _may_move(row, WARNING_MOVES["return"])
    require(bool(reason.strip()), "Say how it is known that it was not received.")
    require((row.sent_on or by.on) <= came_back_on <= by.on, "It came back after it was sent, and not ahead.")
    row.letters.filter(kind="warning", came_back_on=None).exclude(file="").update(came_back_on=came_back_on)
    row.received_on = row.ends_on = row.watched_on = None
    row.proposed, row.missed, row.unsettled = "", 0, 0
    _arrive(row, WarningState.ISSUED)
    text = f"The warning to {row.parent} came back: {reason.strip()}"
    _tell(row, owing(text, by, LetterKind.WARNING, warning=row), by)
    return row


@transaction.atomic
def drop_warning(*, warning: WarningLetter, reason: str, by: Acting) -> WarningLetter:
    """Decide not to send a warning, with the reason. Raises NotAllowed and Refused."""
    return _end(warning, "drop", WarningState.DROPPED, reason, by, "Decided not to send the warning")


@transaction.atomic
def end_warning(*, warning: WarningLetter, improved: bool, reason: str, by: Acting) -> WarningLetter:
    """Decide how a warning's period ended; the register only proposes. Raises NotAllowed and Refused.

    Enough improvement is found when the period is over; failed it may be before, once it tolerates no more.
    """
    row: WarningLetter = locked(warning, by, Permission.PREPARE_LEGAL, closed=True)
    key, state = ("improved", WarningState.IMPROVED) if improved else ("failed", WarningState.FAILED)
    if row.state == WarningState.SERVED and row.ends_on is not None:
        over = by.on > row.ends_on
        require(not improved or over, f"The period runs to {day_in_words(row.ends_on)}.")
        early = row.proposed == "failed" or over
        require(
            improved or early, "The register does not say that it has failed, and the period is not over."
        )
    said = "Enough improvement after the warning" if improved else "Not enough improvement after the warning"
    return _end(row, key, state, reason, by, said)


def _end(
    warning: WarningLetter, key: str, state: WarningState, reason: str, by: Acting, said: str
) -> WarningLetter:
    row: WarningLetter = locked(warning, by, WARNING_MOVES[key].needs, closed=True)
    if row.state == state:
        return row
    _may_move(row, WARNING_MOVES[key])
    require(bool(reason.strip()), "Say why: the reason stays on the record.")
    row.ended_because, row.decided_on = reason.strip(), by.on
    _arrive(row, state)
    _tell(row, f"{said} to {row.parent}: {row.ended_because}", by)
    return row


def _may_move(row: WarningLetter, move: Move) -> None:
    said = refusal(WarningState(row.state), move, WARNING_LABELS)
    require(not said, said)


def _arrive(row: WarningLetter, state: WarningState) -> None:
    row.state, row.version = state, row.version + 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as refused:
        raise Refused("The record does not allow it: another warning to this parent runs.") from refused


def _word(on: date) -> str:
    return regime_on(on).warning


def _tell(row: WarningLetter, text: str, by: Acting) -> None:
    record(
        case=row.case, kind=EntryKind.LEGAL, text=text, by=by, audience=Audience.LEGAL, link=f"/warnings/{row.ref}/"
    )  # fmt: skip


def missed_in_words(row: WarningLetter) -> str:
    """What the register says of a period, in words."""
    waiting = f", and {counted(row.unsettled, 'session')} without a reason yet" if row.unsettled else ""
    return f"{counted(row.missed, 'session')} missed without authority{waiting}."
