"""What is written of a meeting: agenda, minutes, decisions, actions; and the papers that go out."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from agencies.acting import Acting
from agencies.pdf import render
from agencies.rules.roles import Permission
from agencies.rules.telling import Kind
from agencies.words import date as in_words
from attendance.models import Address
from cases.actions.doors import NotAllowed, Refused, require, same_version
from cases.actions.meetings import invitations_to, locked_meeting, tell_of, write_entry
from cases.actions.plan_actions import OwnedBy, add_plan_action
from cases.models import (
    Audience,
    EntryKind,
    Invitation,
    Meeting,
    MeetingItem,
    MeetingPaper,
    PartyKind,
    PlanAction,
)
from cases.models.meeting import PAPERS
from cases.queries.meeting_papers import Copy, copies_of, letter_to, minutes_for
from cases.queries.meetings import narrower, path_of
from cases.workflow.meetings import MEETING_MOVES, MeetingState, meeting_refusal


@transaction.atomic
def add_item(
    *, meeting: Meeting, kind: str, title: str, audience: Audience, by: Acting, said: str = ""
) -> MeetingItem:
    """Put a point on the agenda, or write a decision down; the same words twice are one.

    Raises NotAllowed, and Refused for an audience wider than the meeting's or once it is over.
    """
    row = locked_meeting(meeting, by, open_to_change=True)
    _check(row, title, audience, by)
    held: MeetingItem | None = MeetingItem.objects.filter(meeting=row, kind=kind, title=title.strip()).first()
    if held is not None and held.audience == audience:
        return held
    item: MeetingItem = MeetingItem.objects.create(
        meeting=row, pupil=row.pupil, kind=kind, title=title.strip(), said=said.strip(), audience=audience,
        agency=by.agency, by=by.user,
    )  # fmt: skip
    return item


@transaction.atomic
def write_item(
    *, item: MeetingItem, title: str, audience: Audience, version: int, by: Acting, said: str = ""
) -> MeetingItem:
    """Write what was said of a point, or put a decision right. The same again changes nothing.

    A set point keeps its title. Raises NotAllowed, ChangedMeanwhile and Refused.
    """
    row = locked_meeting(item.meeting, by, open_to_change=True)
    held: MeetingItem = MeetingItem.objects.select_for_update().get(pk=item.pk, meeting=row)
    given = (held.title if held.fixed else title.strip(), said.strip(), audience)
    if held.version == version + 1 and given == (held.title, held.said, held.audience):
        return held
    same_version(held.version, version)
    _check(row, given[0], audience, by)
    held.title, held.said, held.audience = given
    held.version += 1
    held.save()
    return held


@transaction.atomic
def remove_item(*, item: MeetingItem, by: Acting) -> None:
    """Take a point off the agenda or a decision back; again changes nothing. Raises NotAllowed and Refused."""
    row = locked_meeting(item.meeting, by, open_to_change=True)
    held: MeetingItem | None = MeetingItem.objects.filter(pk=item.pk, meeting=row).first()
    require(held is None or not held.fixed, "Attendance is a set point of this review: it cannot be removed.")
    if held is not None:
        held.readers.clear()
        held.delete()


def _check(meeting: Meeting, title: str, audience: Audience, by: Acting) -> None:
    require(bool(title.strip()), "Say what it is.")
    require(
        audience not in (Audience.NAMED, Audience.LEGAL), "Choose the school, the agencies or your agency."
    )
    require(
        audience in narrower(meeting.audience),
        "The meeting itself is for fewer people: choose an audience no wider than the meeting’s.",
    )


@transaction.atomic
def agree_action(
    *, meeting: Meeting, what: str, owner: OwnedBy, due_on: date, audience: Audience, by: Acting
) -> PlanAction:
    """Agree at a meeting that somebody does something: it becomes an action of the plan that leads back here.

    Raises what `add_plan_action` raises, and Refused once the meeting is over.
    """
    row = locked_meeting(meeting, by, open_to_change=True)
    _check(row, what, audience, by)
    return add_plan_action(
        case=row.case, what=what, owner=owner, due_on=due_on, audience=audience, by=by, link=path_of(row)
    )


@transaction.atomic
def issue_minutes(*, meeting: Meeting, by: Acting) -> list[MeetingPaper]:
    """Issue the minutes: a copy for each kind of reader that holds what they may read, kept as it went out.

    Who was invited is told. Issued already, the papers of then. Raises NotAllowed, and Refused while nothing is
    written.
    """
    row = locked_meeting(meeting, by)
    if row.state == MeetingState.ISSUED:
        last = _last_number(row)
        return list(
            MeetingPaper.objects.filter(meeting=row, number=last).exclude(kind="letter").order_by("pk")
        )
    refusal = meeting_refusal(MeetingState(row.state), MEETING_MOVES["issue"])
    require(not refusal, refusal)
    items = MeetingItem.objects.filter(meeting=row)
    written = items.filter(kind="decision").exists() or items.exclude(said="").exists()
    require(written, "Write what was said or decided first.")
    number = _last_number(row) + 1
    made = [_issue(row, copy, number, by) for copy in copies_of(row)]
    row.state, row.version = MeetingState.ISSUED, row.version + 1
    row.save()
    again = " again, amended" if number > 1 else ""
    write_entry(row, f"Minutes of {in_words(row.on)} issued{again}.", by)
    for invitation in invitations_to(row):
        tell_of(invitation, row, f"minutes:{number}", by, kind=Kind.MINUTES)
    return made


def _last_number(meeting: Meeting) -> int:
    rows = MeetingPaper.objects.filter(meeting=meeting).exclude(kind=MeetingPaper.Kind.LETTER)
    return rows.aggregate(last=Max("number"))["last"] or 0


def _issue(meeting: Meeting, copy: Copy, number: int, by: Acting) -> MeetingPaper:
    kept = PAPERS.keep_whole(render(minutes_for(meeting, copy, number=number, by=by)))
    paper: MeetingPaper = MeetingPaper.objects.create(
        meeting=meeting, pupil=meeting.pupil, kind=copy.kind, contact=copy.contact, number=number, on=by.on,
        file=kept.name, digest=kept.digest, audience=copy.audience, agency=by.agency, by=by.user,
    )  # fmt: skip
    return paper


@transaction.atomic
def write_letter(*, invitation: Invitation, by: Acting) -> MeetingPaper:
    """The letter to a parent who is invited, as the meeting now stands; made once for each change of it.

    It has the newest address that this person may see. Raises NotAllowed, and Refused for anybody but a parent, and
    where the only address is sealed from this person.
    """
    row = locked_meeting(invitation.meeting, by)
    held: Invitation = Invitation.objects.select_related("contact__parent").get(pk=invitation.pk, meeting=row)
    require(
        held.kind == PartyKind.PARENT and held.withdrawn_on is None, "Letters go to parents who are invited."
    )
    require(
        row.state in (MeetingState.ARRANGED, MeetingState.CANCELLED),
        "The meeting was held: no letter is due.",
    )
    made: MeetingPaper | None = MeetingPaper.objects.filter(
        meeting=row, kind=MeetingPaper.Kind.LETTER, contact=held.contact, number=row.version
    ).first()
    if made is not None:
        return made
    address = _address(held, by)
    kept = PAPERS.keep_whole(render(letter_to(row, held, address, by)))
    paper: MeetingPaper = MeetingPaper.objects.create(
        meeting=row, pupil=row.pupil, kind=MeetingPaper.Kind.LETTER, contact=held.contact, address=address,
        number=row.version, on=by.on, file=kept.name, digest=kept.digest, audience=Audience.AGENCY,
        agency=by.agency, by=by.user,
    )  # fmt: skip
    write_entry(row, "A letter about the meeting was written to a parent.", by, kind=EntryKind.LETTER)
    return paper


def _address(invitation: Invitation, by: Acting) -> Address | None:
    """The parent's newest address that is in force and not sealed from this person."""
    parent = invitation.contact.parent_id
    rows = Address.objects.filter(parent=parent, ended_on=None)
    found: Address | None = (
        Address.objects.visible_to(by).filter(pk__in=rows).order_by("-began_on", "-pk").first()
    )
    if found is None and rows.exists():
        raise Refused(
            "This parent’s address is sealed. Somebody who is named for it has to write the letter."
        )
    return found


def read_paper(paper: MeetingPaper, by: Acting) -> bytes:
    """A paper as it went out. Raises NotAllowed where it, or the address on it, is not for this person."""
    rows = MeetingPaper.objects.permits(by, Permission.VIEW_PUPIL).filter(pk=paper.pk)
    if not rows.exists() or not address_open(paper, by):
        raise NotAllowed("This paper is not for you, or no longer.")
    return PAPERS.read(paper.file, digest=paper.digest)


def address_open(paper: MeetingPaper, by: Acting) -> bool:
    """Whether this person may see the address on a paper now, where it has one."""
    return paper.address is None or Address.objects.visible_to(by).filter(pk=paper.address.pk).exists()
