"""What the papers of a pack say, made from the record: one parent, one child, and nothing of another household."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from agencies.acting import Acting
from agencies.documents import Block, Box, Facts, Heading, Paragraph, Report, Table
from agencies.words import date as in_words
from attendance.rules.codes import codes_on
from attendance.rules.register import year_of
from cases.models import Audience, Entry, EntryKind
from enforcement.models import TO_SCHOOL, ItemKind, Letter, PackItem, PaperKind, Prosecution, Statement
from enforcement.queries.absence import Marks, marks_of
from enforcement.queries.order_papers import failures_charged, failures_paper, order_paper, service_paper
from enforcement.queries.pack import CannotMake, papers_of
from enforcement.rules.offences import PENALTIES, Offence, Rests, elements
from enforcement.rules.provision import pounds

Basis = dict[str, Any]
PARTS = ("morning", "afternoon")
# What others wrote for each other, such as another agency's notes, is not put before a court by a list.
TOLD = (
    EntryKind.REFERRAL,
    EntryKind.CASE,
    EntryKind.CONTACT,
    EntryKind.MEETING,
    EntryKind.LETTER,
    EntryKind.LEGAL,
)
DECLARATION = (
    "This statement is true to the best of my knowledge and belief, and I make it knowing that, if it is tendered "
    "in evidence, I shall be liable to prosecution if I have wilfully stated in it anything which I know to be "
    "false or do not believe to be true."
)


def document_of(row: Prosecution, kind: PaperKind, by: Acting) -> tuple[Report, Basis]:
    """A paper made from the record of the day, and what it rests on. Raises CannotMake."""
    if kind not in papers_of(Offence(row.offence)):
        raise CannotMake("This paper belongs to no pack about this offence.")
    marks = marks_of(row.pupil, row.school, by.on)
    blocks, basis = MAKERS[kind](row, marks, by)
    head = Facts(
        (
            ("Child", f"{row.pupil}, born {in_words(row.pupil.born_on)}"),
            ("Parent", str(row.parent)),
            ("School", row.school.name),
            ("Offence", row.in_law),
            ("Reference", row.ref),
        )
    )
    authority = row.case.team.authority.name
    made = Report(title=kind.label, authority=authority, on=by.on, blocks=(head, *blocks))
    return made, basis


def _sessions(row: Prosecution) -> list[tuple[date, int, str]]:
    found = list(row.sessions.order_by("on", "session").values_list("on", "session", "code"))
    if not found:
        raise CannotMake("No session is charged.")
    return found


def _certificate(row: Prosecution, marks: Marks, by: Acting) -> tuple[list[Block], Basis]:
    """Every session of the charged period with its mark, from the first charged to the last."""
    charged = _sessions(row)
    first, last = charged[0][0], charged[-1][0]
    held = [(session, marks.code(session)) for session in marks.met(first, last) if session[0] <= last]
    held = [(session, code) for session, code in held if code and code not in ("#", "-")]
    if not held:
        raise CannotMake("No register is held for the charged period.")
    days: dict[date, list[str]] = {}
    for (day, part), code in held:
        days.setdefault(day, ["", ""])[part] = code
    rows = tuple((in_words(day), *parts) for day, parts in sorted(days.items()))
    away = sum(1 for each in marks.missed(tuple(session for session, _ in held)) if each.is_unauthorised)
    said = (
        f"I certify that the child named above was a registered pupil of the school from {in_words(first)} to "
        f"{in_words(last)}, and that the child's attendance in that period was as stated below: {len(held)} "
        f"sessions, of which {away} were unauthorised absence."
    )
    blocks: list[Block] = [
        Paragraph("Education Act 1996, section 566."),
        Paragraph(said),
        Table("Marks of the period", ("Day", "Morning", "Afternoon"), rows),
        *_meanings(held),
        Box("Signed for the head teacher:\n\nName and post:\n\nDate:"),
    ]
    return blocks, {"marks": [[day.isoformat(), part, code] for (day, part), code in held]}


def _meanings(held: list[tuple[tuple[date, int], str]]) -> list[Block]:
    used = {code: day for (day, _), code in held}
    rows = tuple((code, _name_of(code, day)) for code, day in sorted(used.items()))
    return [Table("What the marks mean", ("Mark", "Meaning"), rows)]


def _name_of(code: str, day: date) -> str:
    return next((each.meaning for each in codes_on(day) if each.code == code), "")


def _statement(row: Prosecution, marks: Marks, by: Acting) -> tuple[list[Block], Basis]:
    """The statement of the witness in their own words, with the declaration."""
    held = Statement.objects.visible_to(by).filter(prosecution=row).order_by("-pk").first()
    if held is None:
        raise CannotMake("No statement has been written.")
    return [
        Paragraph("Criminal Justice Act 1967, section 9."),
        Facts((("Witness", held.witness), ("Post", held.post))),
        Paragraph(DECLARATION),
        Paragraph(held.text),
        Box("Signed:\n\nDate:"),
    ], {}


def _items(row: Prosecution, kind: ItemKind, by: Acting) -> list[PackItem]:
    return list(PackItem.objects.visible_to(by).filter(prosecution=row, kind=kind).order_by("number"))


def _exhibits(row: Prosecution, marks: Marks, by: Acting) -> tuple[list[Block], Basis]:
    held = _items(row, ItemKind.EXHIBIT, by)
    if not held:
        raise CannotMake("No exhibit is listed.")
    rows = tuple((f"Exhibit {each.number}", _day(each.on), each.what) for each in held)
    return [Table("Exhibits", ("Exhibit", "Dated", "What it is"), rows)], {}


def _unused(row: Prosecution, marks: Marks, by: Acting) -> tuple[list[Block], Basis]:
    """What is relevant and not relied on; of what is sensitive only that it is there."""
    held = _items(row, ItemKind.UNUSED, by)
    plain = [each for each in held if not each.is_sensitive]
    rows = tuple(
        (str(each.number), _day(each.on), each.what, "Disclosed" if each.helps_defence else "Not disclosed")
        for each in plain
    )
    blocks: list[Block] = [
        Paragraph(
            "Criminal Procedure and Investigations Act 1996. What is relevant and is not part of the case."
        )
    ]
    if rows:
        blocks.append(Table("Unused material", ("Number", "Dated", "What it is", "Disclosure"), rows))
    else:
        blocks.append(Paragraph("There is no unused material that is not sensitive."))
    hidden = len(held) - len(plain)
    blocks.append(Paragraph(f"Sensitive items are listed apart: {hidden}."))
    return blocks, {}


def _costs(row: Prosecution, marks: Marks, by: Acting) -> tuple[list[Block], Basis]:
    held = _items(row, ItemKind.COST, by)
    if not held:
        raise CannotMake("No cost is listed.")
    rows = tuple((each.what, _day(each.on), pounds(each.amount)) for each in held)
    total = pounds(sum(each.amount for each in held))
    table = Table(
        "Costs of the prosecution", ("For", "Day", "Amount"), (*rows, ("Total", "", total)), numeric=(2,)
    )
    return [table], {}


def _register(row: Prosecution, marks: Marks, by: Acting) -> tuple[list[Block], Basis]:
    """The register of the year of the last session charged, week by week, for information."""
    year = year_of(_sessions(row)[-1][0])
    line = marks.lines.get(year)
    if line is None:
        raise CannotMake("No register of that year is held.")
    weeks: dict[date, list[str]] = {}
    for session in marks.met(date(year, 8, 1), min(date(year + 1, 7, 31), by.on)):
        code = marks.code(session)
        monday = session[0] - timedelta(days=session[0].weekday())
        weeks.setdefault(monday, []).append(code or "–")
    rows = tuple((in_words(monday), " ".join(codes)) for monday, codes in sorted(weeks.items()))
    return [
        Paragraph(
            "For information: the marks of the year to date, two for each day on which the school met."
        ),
        Table("Register of the year", ("Week beginning", "Marks"), rows),
    ], {}


def _letters(row: Prosecution, marks: Marks, by: Acting) -> tuple[list[Block], Basis]:
    """The letters to this parent about this child, and to nobody else."""
    held = Letter.objects.visible_to(by).filter(pupil=row.pupil, parent=row.parent).exclude(file="")
    held = held.exclude(kind__in=TO_SCHOOL)
    rows = tuple(
        (each.ref, each.get_kind_display(), _day(each.sent_on or each.on))
        for each in held.order_by("on", "pk")
    )
    if not rows:
        return [Paragraph("No letter to this parent about this child was made in this service.")], {}
    return [Table("Letters to this parent", ("Reference", "Kind", "Sent"), rows)], {}


def _chronology(row: Prosecution, marks: Marks, by: Acting) -> tuple[list[Block], Basis]:
    """What the authority itself did in the case, in order; other agencies' notes are not in it."""
    entries = Entry.objects.visible_to(by).filter(
        case=row.case, kind__in=TOLD, agency__authority=by.authority_id
    )
    # A step of law is the authority's own act, whichever of its agencies took it: legal services charge, say.
    of_law = Q(kind=EntryKind.LEGAL, audience=Audience.LEGAL)
    ours = of_law | Q(agency__in=(row.agency_id, row.case.team_id, by.agency_id))
    own = entries.filter(ours, corrected_by=None)
    # What a school is told of a step of law, which leads nowhere, repeats the step's own entry, which is in the list.
    once = own.exclude(kind=EntryKind.LEGAL, audience=Audience.SCHOOL, link="")
    shown = once.exclude(audience__in=(Audience.NAMED, Audience.AGENCY)).order_by("on", "pk")
    rows = tuple((in_words(each.on), each.get_kind_display(), each.text) for each in shown)
    if not rows:
        raise CannotMake("The timeline of the case is empty.")
    return [Table("Chronology", ("Day", "Kind", "What happened"), rows)], {}


def _charges(row: Prosecution, marks: Marks, by: Acting) -> tuple[list[Block], Basis]:
    """What is charged, the elements to be proved, and the greatest penalty."""
    title, head, rows, last = _charged(row)
    offence = Offence(row.offence)
    proved = tuple((each.sentence,) for each in elements(offence, last))
    fine = PENALTIES[offence]
    prison = f" and up to {fine.months} months in prison" if fine.months else ""
    return [
        Table("What is to be proved", ("Element",), proved),
        Paragraph(f"Greatest penalty: a fine of {pounds(fine.fine)}{prison}."),
        Heading(title),
        Table(f"{title} charged: {len(rows)}", head, rows),
    ], {}


def _charged(row: Prosecution) -> tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...], date]:
    """The sessions or failures charged: their name, a table of them, and the last day."""
    if row.rests_on is Rests.SESSIONS:
        held = _sessions(row)
        marks = tuple((in_words(day), PARTS[part].capitalize(), code) for day, part, code in held)
        return "Sessions", ("Day", "Session", "Mark"), marks, held[-1][0]
    failures = failures_charged(row)
    if not failures:
        raise CannotMake("No failure is charged.")
    said = tuple((in_words(each.on), each.what) for each in failures)
    return "Failures", ("Day", "What was not done"), said, failures[-1].on


def _day(day: date | None) -> str:
    return in_words(day) if day else ""


Maker = Callable[[Prosecution, Marks, Acting], tuple[list[Block], Basis]]
MAKERS: Mapping[str, Maker] = {
    PaperKind.CERTIFICATE: _certificate,
    PaperKind.STATEMENT: _statement,
    PaperKind.EXHIBITS: _exhibits,
    PaperKind.REGISTER: _register,
    PaperKind.CHRONOLOGY: _chronology,
    PaperKind.LETTERS: _letters,
    PaperKind.UNUSED: _unused,
    PaperKind.COSTS: _costs,
    PaperKind.CHARGES: _charges,
    PaperKind.ORDER: lambda row, marks, by: order_paper(row),
    PaperKind.SERVICE: lambda row, marks, by: service_paper(row),
    PaperKind.FAILURES: lambda row, marks, by: failures_paper(row),
}
