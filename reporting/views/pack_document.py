"""The meeting pack as a document."""

from collections.abc import Iterator, Sequence
from datetime import date

from agencies.documents import Block, Heading, Paragraph, Report, Table
from agencies.drawings import Lines, picture
from agencies.words import date as in_words
from agencies.words import percent
from attendance.rules.school_flags import SCHOOL_RULE_BY_KEY
from reporting.models import SchoolAction
from reporting.queries.school_plan import Pack


def pack_document(pack: Pack, on: date) -> Report:
    """The pack as a report, in the order of the meeting."""
    return Report(
        title=f"Meeting pack: {pack.school.name}",
        subtitle=pack.period.label,
        authority=pack.school.authority.name,
        on=on,
        landscape=True,
        blocks=tuple(_blocks(pack)),
    )


def _blocks(pack: Pack) -> Iterator[Block]:
    yield Paragraph(
        f"Counted to {in_words(pack.on)}. Records open only to named people are in no figure or list."
    )
    if pack.concern:
        yield Paragraph(f"Of concern since {in_words(pack.concern.began_on)}: {pack.concern.reason}")
    yield Heading("Figures")
    yield Table(
        caption="The school beside its target, its past, its phase and the authority",
        head=("Figure", "This school", "Target", *pack.columns),
        rows=tuple(
            (each.indicator.name, each.now_text, each.target_text, *(other.text for other in each.others))
            for each in pack.beside
        ),
        numeric=(1, 2, *range(3, 3 + len(pack.columns))),
    )
    for chart in pack.charts:
        yield picture(Lines(chart))
        head = (chart.of, *(series.name for series in chart.series))
        rows = tuple((label, *texts) for label, texts in chart.rows)
        yield Table(caption=chart.title, head=head, rows=rows, numeric=tuple(range(1, len(head))))
    yield Heading("Groups")
    names = [each.indicator.name for each in pack.beside]
    yield Table(
        caption="Groups of pupils",
        head=("By", "Group", "Pupils", *names),
        rows=tuple((each.kind, each.label, each.pupils, *each.figures) for each in pack.groups),
        numeric=tuple(range(2, 3 + len(names))),
    )
    yield from _children(pack)
    yield from _registers(pack)
    yield Heading("Actions")
    yield from _actions("Agreed this term", pack.actions)
    yield from _actions("Agreed before, and what became of them", pack.earlier)


def _children(pack: Pack) -> Iterator[Block]:
    yield Heading("Persistently and severely absent pupils")
    yield Paragraph(
        f"{pack.numbers['persistent']:,} persistently absent, of whom {pack.numbers['severe']:,} severely."
    )
    if pack.children:
        yield Table(
            caption="Pupils to talk about, the most absent first",
            head=("Pupil", "Missed", "Sessions", "Unauthorised", "Severe", "Case"),
            rows=tuple(
                (
                    str(each.line.pupil),
                    percent(each.line.rate),
                    f"{each.line.absent} of {each.line.possible}",
                    str(each.line.unauthorised),
                    "Yes" if each.severe else "No",
                    "Open" if each.has_case else "None",
                )
                for each in pack.children
            ),
            numeric=(1, 2, 3),
        )


def _registers(pack: Pack) -> Iterator[Block]:
    yield Heading("Registers")
    held = pack.registers
    received = held["received"]
    newest = (
        f"Newest file: marks up to {in_words(received.last_on)}." if received else "No file has come yet."
    )
    yield Paragraph(
        f"{held['missing']:,} sessions without a mark, {held['no_reason']:,} still coded N. {newest}"
    )
    if held["flags"]:
        yield Table(
            caption="What needs attention",
            head=("What", "Since"),
            rows=tuple((SCHOOL_RULE_BY_KEY[f.rule].title, in_words(f.began_on)) for f in held["flags"]),
        )


def _actions(caption: str, actions: Sequence[SchoolAction]) -> Iterator[Block]:
    if not actions:
        yield Paragraph(f"{caption}: none.")
        return
    yield Table(
        caption=caption,
        head=("What", "Who", "By when", "State", "What became of it"),
        rows=tuple(
            (each.what, each.lead, in_words(each.due_on), each.get_state_display(), each.became)
            for each in actions
        ),
    )
