"""The papers of a meeting: minutes for each kind of reader, with no more than they may read, and letters to parents."""

from collections.abc import Sequence
from dataclasses import dataclass

from agencies.acting import Acting
from agencies.documents import Block, Box, Bullets, Facts, Heading, Letter, Paragraph, Report, Table
from agencies.words import date as in_words
from attendance.models import Address, Contact
from cases.models import Audience, Invitation, Meeting, MeetingItem, MeetingPaper, PartyKind, PlanAction
from cases.queries.meetings import path_of
from cases.queries.plans import sealed_agencies
from cases.rules.meetings import CAME_CHOICES, KIND_FOR_FAMILY, MeetingKind, clock
from cases.workflow.meetings import MeetingState

Kind = MeetingPaper.Kind


@dataclass(frozen=True)
class Copy:
    """One copy of the minutes: for whom it is, which audiences' words it holds, and who may read the copy."""

    kind: MeetingPaper.Kind
    holds: tuple[Audience, ...]
    audience: Audience
    contact: Contact | None = None

    @property
    def label(self) -> str:
        """For whom the copy is, in words."""
        if self.kind == Kind.FAMILY:
            return f"{self.contact.parent}" if self.contact else "The child"
        return "The school" if self.kind == Kind.SCHOOL else "The agencies on the case"


def copies_of(meeting: Meeting) -> list[Copy]:
    """The copies that go out: none to school or family of a meeting that was not for the school."""
    meant = Audience(meeting.audience)
    agencies = (Audience.SCHOOL, Audience.AGENCIES)
    if meant != Audience.SCHOOL:
        return [Copy(Kind.AGENCIES, agencies if meant == Audience.AGENCIES else (meant,), meant)]
    found = [
        Copy(Kind.SCHOOL, (Audience.SCHOOL,), Audience.SCHOOL),
        Copy(Kind.AGENCIES, agencies, Audience.AGENCIES),
    ]
    rows = Invitation.objects.filter(
        meeting=meeting, withdrawn_on=None, kind__in=(PartyKind.CHILD, PartyKind.PARENT)
    )
    for each in rows.select_related("contact__parent").order_by("kind", "pk"):
        found.append(Copy(Kind.FAMILY, (Audience.SCHOOL,), Audience.AGENCY, each.contact))
    return found


def minutes_for(meeting: Meeting, copy: Copy, *, number: int, by: Acting) -> Report:
    """The minutes in one copy. A family's names no other parent, and no agency that is sealed to its readers."""
    items = list(MeetingItem.objects.filter(meeting=meeting, audience__in=copy.holds).order_by("pk"))
    blocks: list[Block] = [
        Facts(
            (
                ("Child", str(meeting.pupil)),
                ("When", f"{in_words(meeting.on)}, {clock(meeting.starts_at)}"),
                ("Where", meeting.place),
                ("Chair", meeting.chaired_by),
            )
        )
    ]
    if meeting.purpose:
        blocks += [Heading("What the meeting was for"), Paragraph(meeting.purpose)]
    blocks += [Heading("Who was there"), *_attendance(meeting, copy, by)]
    for item in items:
        if item.kind == MeetingItem.Kind.ITEM:
            blocks += [Heading(item.title), *(Paragraph(text) for text in (item.facts, item.said) if text)]
    decisions = tuple(item.title for item in items if item.kind == MeetingItem.Kind.DECISION)
    blocks += [Heading("What was decided"), Bullets(decisions) if decisions else Paragraph("Nothing.")]
    blocks += _actions(meeting, copy)
    again = f", issue {number}" if number > 1 else ""
    return Report(
        title="Notes of a meeting" if copy.kind == Kind.FAMILY else f"Minutes: {meeting.get_kind_display()}",
        subtitle=f"Copy for: {copy.label}{again}", authority=by.agency.authority.name, on=by.on, blocks=tuple(blocks),
    )  # fmt: skip


def _attendance(meeting: Meeting, copy: Copy, by: Acting) -> list[Block]:
    sealed = sealed_agencies(meeting.case, by.on) if copy.audience != Audience.AGENCIES else set()
    rows = Invitation.objects.filter(meeting=meeting, withdrawn_on=None, audience__in=copy.holds)
    wide = rows.exclude(to__in=sealed).select_related("to", "person", "contact__parent", "pupil")
    told = [
        each
        for each in wide.order_by("kind", "pk")
        if not (copy.kind == Kind.FAMILY and each.contact_id and each.contact != copy.contact)
    ]
    words = dict(CAME_CHOICES)
    lines = tuple((each.whom, words.get(each.came, "Not known")) for each in told)
    return (
        [Table("People invited", ("Who", "Were they there?"), lines)]
        if lines
        else [Paragraph("Nobody is named.")]
    )


def _actions(meeting: Meeting, copy: Copy) -> list[Block]:
    rows = PlanAction.objects.filter(
        case=meeting.case_id, link=path_of(meeting), dropped=False, audience__in=copy.holds
    )
    wide = rows.select_related("pupil", "owner_agency", "owner_person", "owner_contact__parent")
    lines = tuple(
        (each.whose, each.what, in_words(each.due_on))
        for each in wide.order_by("due_on", "pk")
        if not (copy.kind == Kind.FAMILY and each.owner_contact_id and each.owner_contact != copy.contact)
    )
    return [Heading("Who does what"), Table("Actions agreed", ("Who", "What", "By"), lines)] if lines else []


def letter_to(meeting: Meeting, invitation: Invitation, address: Address | None, by: Acting) -> Letter:
    """The letter to a parent: an invitation, word that the meeting has moved, or that it is off; in plain English."""
    parent = invitation.contact.parent
    name = " ".join(filter(None, (parent.title, parent.forename, parent.surname)))
    formal = " ".join(filter(None, (parent.title, parent.surname))) if parent.title else str(parent)
    return Letter(
        title=_subject(meeting),
        authority=by.agency.authority.name,
        sender=(by.agency.name, by.agency.authority.name),
        recipient=(name, *_lines(address)),
        reference=f"M-{meeting.pk}",
        on=by.on,
        greeting=f"Dear {formal}",
        signed=(by.user.name, by.agency.name),
        blocks=tuple(_said(meeting, by)),
    )


def _lines(address: Address | None) -> Sequence[str]:
    """What the window of the envelope shows under the name; six lines at most."""
    if address is None:
        return ()
    given = [line.strip() for line in address.lines.splitlines() if line.strip()]
    rest = [each for each in (address.town, address.postcode, address.country) if each]
    room = 6 - len(rest)
    return (*given[: room - 1], ", ".join(given[room - 1 :]), *rest) if len(given) > room else (*given, *rest)


def _subject(meeting: Meeting) -> str:
    child = meeting.pupil.known_as or meeting.pupil.forename
    if meeting.state == MeetingState.CANCELLED:
        return f"The meeting about {child} is cancelled"
    return f"A meeting about {child}" if meeting.version == 1 else f"The meeting about {child} has moved"


def _said(meeting: Meeting, by: Acting) -> list[Block]:
    child = meeting.pupil.known_as or meeting.pupil.forename
    what = KIND_FOR_FAMILY[MeetingKind(meeting.kind)]
    if meeting.state == MeetingState.CANCELLED:
        return [
            Paragraph(f"We had invited you to {what} about {child} on {in_words(meeting.on)}."),
            Box("This meeting will not take place. You need not come."),
            Paragraph(f"We will write again if there is another day. You can reach us: {_reach(by)}."),
        ]
    moved = [Paragraph("We wrote to you before about this meeting. Please come on the day below instead.")]
    return [
        *(moved if meeting.version > 1 else []),
        Paragraph(f"We would like you to come to {what} about {child}’s attendance at school."),
        Facts(
            (
                ("Day", f"{meeting.on:%A} {in_words(meeting.on)}"),
                ("Time", clock(meeting.starts_at)),
                ("Place", meeting.place),
                ("Who leads it", meeting.chaired_by),
            )
        ),
        Heading("What will happen"),
        Paragraph(
            f"We will look at how often {child} has been at school, listen to you and to {child}, and agree what "
            "each of us will do to help. You will get notes of what was agreed."
        ),
        Heading("If you need something"),
        Paragraph(
            "You may bring somebody with you. If you cannot come, or need another time, an interpreter, help with "
            f"travel or anything else, please tell us: {_reach(by)}."
        ),
    ]  # fmt: skip


def _reach(by: Acting) -> str:
    """How a family reaches the agency."""
    return " or ".join(filter(None, (by.agency.telephone, by.agency.email))) or by.agency.name
