"""Notices in doubt: a mark was corrected after a notice relied on it. A person decides; nothing is withdrawn here."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.actions.messages import tell as tell_people
from agencies.models import Membership
from agencies.rules.roles import Permission
from agencies.rules.telling import Kind
from cases.actions.doors import require
from cases.actions.timeline import record
from cases.models import Audience, EntryKind
from enforcement.actions.notices import tell
from enforcement.actions.stepping import locked
from enforcement.models import Notice, NoticeMove
from enforcement.queries.relied import given_at, relied_by
from enforcement.rules.recount import recount

AT_ONCE = 200


@transaction.atomic
def doubt_notices(*, on: date, schools: Sequence[int]) -> int:
    """Hold every notice of these schools against the marks as they are now; how many came into doubt or out of it.

    The same again writes nothing. Acts for nobody, so no right is asked for.
    """
    keys = given_at(schools)
    return sum(_doubt(keys[at : at + AT_ONCE], on) for at in range(0, len(keys), AT_ONCE))


def _doubt(keys: list[int], on: date) -> int:
    rows = Notice.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    notices = list(rows.select_related("case").prefetch_related("sessions"))
    relied = relied_by(notices)
    return sum(_hold_against(notice, relied[notice.pk], on) for notice in notices)


def _hold_against(notice: Notice, relied: list, on: date) -> bool:  # type: ignore[type-arg]  # rows of `relied_by`
    """Write what the recount says where it is not said already."""
    found = recount(relied)
    said = found.record() if found else None
    if notice.recount == said:
        return False
    notice.recount, notice.doubt_answer = said, ""
    notice.doubted_at = timezone.now() if found else None
    notice.save(update_fields=["recount", "doubt_answer", "doubted_at"])
    text = (
        f"Notice {notice.reference} is in doubt, since a mark it relied on was corrected. {found.sentence}"
        if found
        else f"The marks on which notice {notice.reference} rests are again as they were."
    )
    NoticeMove.objects.create(notice=notice, on=on, move="doubt" if found else "doubt-over", text=text)
    record(
        case=notice.case, kind=EntryKind.LEGAL, text=text, by=None, on=on, audience=Audience.LEGAL,
        link=f"/notices/{notice.ref}/",
    )  # fmt: skip
    if found:
        people = Membership.objects.current(on).filter(
            agency=notice.agency_id,
            user__in=(notice.drafted_by_id, notice.checked_by_id, notice.case.officer_id),
        )
        stamp = f"{notice.doubted_at:%Y%m%d%H%M%S}"
        key = f"notice:{notice.pk}:doubt:{stamp}"
        tell_people(to=people, kind=Kind.NOTICE_TO_CHECK, key=key, path=f"/notices/{notice.ref}/", by=None)
    return True


@transaction.atomic
def answer_doubt(*, notice: Notice, answer: str, by: Acting) -> Notice:
    """Decide that a notice in doubt stands, or what else follows, with the reason. Raises NotAllowed and Refused.

    It is withdrawn, where that is decided, by the act of withdrawal with its ground. Decided already, nothing happens.
    """
    row: Notice = locked(notice, by, Permission.APPROVE_LEGAL, closed=True)
    if row.doubt_answer:
        return row
    require(row.doubted_at is not None, "It is not in doubt.")
    require(bool(answer.strip()), "Say what you decide, and why.")
    row.doubt_answer, row.version = answer.strip(), row.version + 1
    row.save(update_fields=["doubt_answer", "version"])
    tell(
        row,
        "doubt-decided",
        f"Decided about the corrected marks of notice {row.reference}: {row.doubt_answer}",
        by,
    )
    return row
