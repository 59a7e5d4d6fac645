"""The ladder of a case on a day: for each parent each step with its gate, and what stands before any of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agencies.acting import Acting
from attendance.models import Address, Contact
from attendance.rules.open_point import Answers
from cases.models import Case
from enforcement.models import FastTrack, Notice, Prepared, Prosecution, WarningLetter
from enforcement.queries.begun import court_steps_of, is_prepared, step_of
from enforcement.queries.facts import facts_for
from enforcement.queries.ground import Ground, answers_for, ground_of
from enforcement.queries.towards import Towards, parents_on, towards_each
from enforcement.rules.charges import Missed
from enforcement.rules.facts import Facts, People, Step
from enforcement.rules.gate import gate
from enforcement.rules.gate_answer import GateAnswer
from enforcement.rules.ladder import Rung, before_every, first_possible, rung, title_of
from enforcement.rules.provision import Provision
from enforcement.rules.regimes import STARTED, enacted_not_in_force, regime_on
from enforcement.rules.threshold import Session

# Of whom a step was prepared, by parent and step.
Drafts = Mapping[tuple[int, Step], Prepared]


@dataclass(frozen=True)
class Line:
    """A step towards one parent as the page shows it: its name, how it stands, and what it would rest on."""

    title: str
    rung: Rung
    sessions: tuple[Missed, ...]
    draft: Prepared | None
    # What shuts it beside what stands before every step towards the parent.
    own: tuple[GateAnswer, ...] = ()

    @property
    def key(self) -> str:
        """The step's word in addresses and ids."""
        return self.rung.step.value


@dataclass(frozen=True)
class ParentLadder:
    """The steps towards one parent."""

    held: Towards
    lines: tuple[Line, ...]
    address: Address | None
    # Warnings and notices to this parent about the child, in whatever state.
    steps: tuple[Notice | WarningLetter, ...]
    # What of court, contracts and orders was begun in the case towards this parent.
    court: tuple[Prepared, ...] = ()

    @property
    def contact(self) -> Contact:
        return self.held.contact

    @property
    def before_every(self) -> tuple[GateAnswer, ...]:
        """What stands before every step towards this parent."""
        return before_every(line.rung for line in self.lines)

    @property
    def first(self) -> Line | None:
        """The lowest step that may be taken or prepared."""
        found = first_possible(line.rung for line in self.lines)
        return next((line for line in self.lines if line.rung is found), None)


@dataclass(frozen=True)
class Ladder:
    """A child's ladder on a day."""

    ground: Ground
    law: Provision | None
    coming: tuple[Provision, ...]
    parents: tuple[ParentLadder, ...]


def ladder_of(case: Case, by: Acting, *, on: date | None = None, parent: int | None = None) -> Ladder:
    """The ladder of a case as the record stands now, under the law of a day; of one contact where `parent` names it.

    The caller has opened the case. A sealed address is left out for whoever is not named for it.
    """
    day = on or by.on
    answers = answers_for(by)
    ground = ground_of(case, day, answers=answers)
    steps, court = steps_of(case), court_steps_of(case)
    drafts = _drafts(case, [*steps, *court])
    visible = Address.objects.visible_to(by).filter(parent__contacts__pupil=case.pupil_id)
    seen = set(visible.values_list("pk", flat=True))
    contacts = [each for each in parents_on(case.pupil, day) if parent in (None, each.pk)]
    parents = []
    for held in towards_each(ground, contacts):
        row = held.address_row
        shown = row if row is not None and row.pk in seen else None
        theirs = tuple(each for each in steps if each.parent_id == held.parent.pk)
        begun = tuple(each for each in court if each.parent_id == held.parent.pk)
        parents.append(ParentLadder(held, lines_of(held, answers, drafts), shown, theirs, begun))
    law = regime_on(day).provision if day >= STARTED else None
    return Ladder(ground, law, enacted_not_in_force(day), tuple(parents))


def steps_of(case: Case) -> list[Notice | WarningLetter]:
    """Every warning and notice about the child of a case, the latest first; two queries."""
    notices = Notice.objects.filter(pupil=case.pupil_id).prefetch_related("sessions").order_by("-pk")
    warnings = WarningLetter.objects.filter(pupil=case.pupil_id).order_by("-pk")
    return [*notices, *warnings]


def _drafts(case: Case, steps: Sequence[Prepared]) -> Drafts:
    """What is being prepared in the case itself."""
    drafts = (row for row in steps if row.case_id == case.pk and is_prepared(row))
    return {(row.parent_id, step_of(row)): row for row in drafts}


def lines_of(held: Towards, answers: Answers, drafts: Drafts) -> tuple[Line, ...]:
    """Every step towards one parent, in the order of the ladder."""
    on = held.ground.on
    found = []
    for step in Step:
        draft = drafts.get((held.parent.pk, step))
        facts = _facts(held, step, draft)
        rungs = rung(gate(step, facts, answers=answers))
        found.append(Line(title_of(step, on), rungs, facts.absence.sessions, draft))
    alike = {(answer.key, answer.sentence) for answer in before_every(line.rung for line in found)}
    return tuple(replace(line, own=_own(line.rung, alike)) for line in found)


def _own(rungs: Rung, alike: set[tuple[str, str]]) -> tuple[GateAnswer, ...]:
    every = (*rungs.shut, *rungs.reasoned)
    return tuple(answer for answer in every if (answer.key, answer.sentence) not in alike)


def _facts(held: Towards, step: Step, draft: Prepared | None) -> Facts:
    """The facts of a step as it was prepared, else as the record would have it."""
    if draft is None:
        return facts_for(held, step)
    people = People(
        drafted_by=draft.drafted_by_id,
        equality_considered_on=draft.equality_considered_on,
        signed_off=frozenset(draft.signed_off),
    )
    # The weeks of a fast track are those before the day of entry.
    sessions = None if isinstance(draft, FastTrack) else sessions_prepared(draft)
    return facts_for(held, step, sessions=sessions, prepared=draft, people=people)


def sessions_prepared(draft: Prepared) -> tuple[Session, ...]:
    """The sessions that a prepared warning, notice or prosecution rests on."""
    if isinstance(draft, WarningLetter):
        return tuple((date.fromisoformat(str(day)), int(session)) for day, session in draft.sessions)
    if isinstance(draft, Notice | Prosecution):
        return tuple(sorted((row.on, row.session) for row in draft.sessions.all()))
    return ()


def sessions_in_words(sessions: Sequence[Missed]) -> list[tuple[date, str]]:
    """Sessions by day, with their codes: what a page lists."""
    found: dict[date, list[str]] = {}
    for missed in sorted(sessions, key=lambda each: each.session):
        day, part = missed.session
        found.setdefault(day, []).append(f"{'morning' if part == 0 else 'afternoon'} {missed.code or '–'}")
    return [(day, ", ".join(parts)) for day, parts in found.items()]
