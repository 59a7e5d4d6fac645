"""The tables of a meeting pack, once for paper, CSV and spreadsheet, in the order of the meeting."""

from collections.abc import Iterator, Sequence

from agencies.drawings import Lines
from agencies.tables import Column, Part, Value, charted
from agencies.words import percent
from attendance.rules.school_flags import SCHOOL_RULE_BY_KEY
from reporting.models import SchoolAction
from reporting.queries.meeting_pack import Beside, Pack
from reporting.queries.pack_children import ToTalkAbout
from reporting.rules.indicators import Indicator
from reporting.rules.returned import Returns
from reporting.rules.suppression import MARK
from reporting.views.dashboard_file import cell, exact

_RETURNS = (
    Column("Term", 30), Column("Weeks due", places=0), Column("In time", places=0), Column("Late", places=0),
    Column("Held, day not known", places=0), Column("Missing or in part", places=0),
    Column("Sessions met", places=0), Column("Sessions with registers", places=0),
)  # fmt: skip
_WEEKS = (
    Column("Week of", 18), Column("Sessions met", places=0), Column("Without registers", places=0), Column("Due"),
    Column("Came"), Column("How", 28),
)  # fmt: skip
_CHILDREN = (
    Column("Pupil", 30), Column("Missed"), Column("Sessions missed", places=0), Column("Possible", places=0),
    Column("Unauthorised", places=0), Column("Severe"), Column("Case", 24), Column("Personal attendance plan", 60),
)  # fmt: skip
_ACTIONS = (
    Column("What", 60), Column("Who", 30), Column("By when"), Column("State"), Column("What became of it", 60),
)  # fmt: skip


def figures_part(pack: Pack) -> Part:
    """The school beside its target, its past, its phase and the authority."""
    title = "The school beside its target, its past, its phase and the authority"
    columns = (
        Column("Figure", 40), Column("Unit", 8), Column("This school", places=2), Column("Target", 20),
        *(Column(label, places=2) for label in pack.columns),
    )  # fmt: skip
    return Part("Figures", title, columns, [_beside(each) for each in pack.beside])


def _beside(each: Beside) -> tuple[Value, ...]:
    indicator = each.indicator
    others = map(cell, each.others)
    return (
        indicator.name,
        indicator.unit.strip(),
        exact(indicator, each.now),
        each.target_text,
        *others,
    )


def chart_parts(pack: Pack) -> Iterator[Part]:
    """The trend by week and by half term, each with its drawing."""
    for chart in pack.charts:
        yield charted(chart, f"By {chart.of.lower()}", Lines(chart))


def groups_part(pack: Pack) -> Part:
    """Groups of pupils."""
    indicators: Sequence[Indicator] = [each.indicator for each in pack.beside]
    columns = (
        Column("By", 24), Column("Group", 30), Column("Pupils", places=0),
        *(Column(f"{each.name} ({each.unit.strip()})", places=2) for each in indicators),
    )  # fmt: skip
    rows = [
        (each.kind, each.label, each.pupils_text if each.pupils is None else each.pupils, *map(cell, each.figures))
        for each in pack.groups
    ]  # fmt: skip
    return Part("Groups", "Groups of pupils", columns, rows)


def planned_part(pack: Pack) -> Part:
    """How many of those who are absent so much have a plan."""
    columns = (
        Column("Absence", 30), Column("Pupils", places=0), Column("With a plan", places=0),
        Column("Without a plan", places=0),
    )  # fmt: skip
    rows = [
        (
            each.label,
            each.number,
            *(MARK if value is None else value for value in (each.with_plan, each.without)),
        )
        for each in pack.children.planned
    ]
    return Part("Plans", "With and without a personal attendance plan", columns, rows)


def children_part(pack: Pack) -> Part:
    """The pupils to talk about, for those who may read them."""
    rows = [_child(each) for each in pack.children.listed]
    return Part("Pupils", "Pupils to talk about, the most absent first", _CHILDREN, rows)


def _child(each: ToTalkAbout) -> tuple[Value, ...]:
    line = each.line
    return (
        str(line.pupil),
        percent(line.rate),
        line.absent,
        line.possible,
        line.unauthorised,
        "Yes" if each.severe else "No",
        each.case_text,
        each.plan_text,
    )


def returns_part(pack: Pack) -> Part:
    """Registers returned, term by term of the year."""
    return Part(
        "Returns", "Registers returned, by term", _RETURNS, [_returned(each) for each in pack.returns]
    )


def _returned(each: Returns) -> tuple[Value, ...]:
    return (
        each.label, len(each.weeks), each.in_time, each.late, each.undated, each.missing, each.met, each.held,
    )  # fmt: skip


def weeks_part(pack: Pack) -> Part:
    """Registers returned, week by week of the term."""
    rows = [
        (week.monday, week.met, week.met - week.held, week.due_on, week.came_on, week.words)
        for week in pack.weeks
    ]
    return Part("Returns by week", f"Registers returned, {pack.period.label}, by week", _WEEKS, rows)


def quality_part(pack: Pack) -> Part:
    """How good the registers are that came."""
    held = pack.quality
    rows = [
        ("Sessions of pupils without a mark", held.missing),
        ("Sessions of pupils still coded N", held.no_reason),
        ("Newest file: marks up to", held.received.last_on if held.received else "None yet"),
    ]
    return Part(
        "Registers", "How good the registers are", (Column("What", 60), Column("Figure", places=0)), rows
    )


def attention_part(pack: Pack) -> Part:
    """What needs attention in the registers that came."""
    rows = [(SCHOOL_RULE_BY_KEY[flag.rule].title, flag.began_on) for flag in pack.quality.flags]
    return Part(
        "Attention", "What needs attention in the registers", (Column("What", 60), Column("Since")), rows
    )


def action_parts(pack: Pack) -> tuple[Part, ...]:
    """The actions of the term before and what became of them, those of this term, and older ones still in hand."""
    held = pack.actions
    named = (
        ("Last term's actions", f"Agreed in the {pack.before.label.lower()}, and what became of them", held.last_term),
        ("This term's actions", f"Agreed in the {pack.period.label.lower()}", held.now),
        ("Older actions", "Agreed earlier and still in hand", held.older),
    )  # fmt: skip
    return tuple(
        Part(sheet, title, _ACTIONS, [_action(each) for each in rows]) for sheet, title, rows in named
    )


def _action(each: SchoolAction) -> tuple[Value, ...]:
    became = each.became if each.reviewed_on else "Not reviewed yet"
    return each.what, each.lead, each.due_on, each.get_state_display(), became
