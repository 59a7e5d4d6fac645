"""The severely and persistently absent pupils of a meeting pack: each with the case and the plan, or without."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from agencies.rules.roles import Permission
from agencies.rules.small_numbers import is_small
from agencies.visibility import Viewer
from agencies.words import date as in_words
from cases.models import Case, Plan, PlanKind, PlanParty, Review
from cases.workflow import LIVE
from reporting.queries.asked import Asked
from reporting.queries.behind import Absentee, Behind, behind
from reporting.queries.guard import sees_every_child
from reporting.rules.groups import Kind

SHOWN = 100
NO_CASE, NO_CASE_SEEN, NO_PLAN = "None", "None that you may see", "No plan"


@dataclass(frozen=True)
class PlanHeld:
    """A personal attendance plan: who agreed to its newest version, when it was reviewed and when it is again."""

    began_on: date
    parties: int
    agreed: int
    agreed_on: date | None
    reviewed_on: date | None
    review_on: date
    overdue: bool

    @property
    def agreed_text(self) -> str:
        """Who agreed, and the day of the last of them."""
        if not self.agreed or self.agreed_on is None:
            return f"Begun {in_words(self.began_on)}, not agreed yet"
        whom = "everybody" if self.agreed == self.parties else f"{self.agreed} of {self.parties}"
        return f"Agreed by {whom}, {in_words(self.agreed_on)}"

    @property
    def review_text(self) -> str:
        """The last review and the next."""
        last = f"Reviewed {in_words(self.reviewed_on)}" if self.reviewed_on else "Not reviewed yet"
        following = "overdue since" if self.overdue else "next by"
        return f"{last}, {following} {in_words(self.review_on)}"


@dataclass(frozen=True)
class ToTalkAbout:
    """A child whose absence the meeting talks about, and what is done about it."""

    line: Absentee
    severe: bool
    has_case: bool
    plan: PlanHeld | None
    sees_every_case: bool

    @property
    def case_text(self) -> str:
        """Whether there is a case; who does not see every case is told of those that they may see."""
        if self.has_case:
            return "Open"
        return NO_CASE if self.sees_every_case else NO_CASE_SEEN

    @property
    def plan_text(self) -> str:
        """The plan in a line, or that there is none."""
        return f"{self.plan.agreed_text}. {self.plan.review_text}." if self.plan else NO_PLAN


@dataclass(frozen=True)
class Planned:
    """How many pupils of a kind of absence have a plan; None stands for a number that is held back."""

    label: str
    number: int
    with_plan: int | None
    without: int | None


@dataclass(frozen=True)
class Children:
    """Those to talk about, most absent first, how many of all of them have a plan, and a note on their sessions."""

    listed: Sequence[ToTalkAbout]
    planned: Sequence[Planned]
    note: str = ""


def children_of(asked: Asked, *, has_severe: bool) -> Children:
    """The list for those who may open the records, at most a hundred; for everybody else numbers alone."""
    found = behind(asked, "persistent", Kind.ALL, 0)
    if not asked.by.may(Permission.VIEW_PUPIL):
        with_plan = _with_plan(found.records["pupil"].tolist())
        return Children((), _planned(found, range(len(found.records)), with_plan, has_severe, exact=False))
    pupils = found.records["pupil"][list(found.rows)].tolist()
    plans = _plans(asked.by, pupils)
    return Children(
        _listed(asked.by, found, plans),
        _planned(found, found.rows, plans.keys(), has_severe, exact=True),
        found.note,
    )


def _listed(by: Viewer, found: Behind, plans: Mapping[int, PlanHeld]) -> list[ToTalkAbout]:
    places = list(found.rows[:SHOWN])
    lines = found.lines(places)
    rows = Case.objects.visible_to(by).live().filter(pupil__in=[each.pupil for each in lines])
    cases, everywhere = set(rows.values_list("pupil", flat=True)), sees_every_child(by)
    return [
        ToTalkAbout(
            line=line,
            severe=bool(found.records[place]["severe"]),
            has_case=line.pupil.pk in cases,
            plan=plans.get(line.pupil.pk),
            sees_every_case=everywhere and by.may(Permission.VIEW_CASE),
        )
        for place, line in zip(places, lines, strict=True)
    ]


def _planned(
    found: Behind, rows: Sequence[int], with_plan: Collection[int], has_severe: bool, *, exact: bool
) -> list[Planned]:
    """With and without a plan, severely absent and other. What is not exact is held back where it is small."""
    kinds = (("Severely absent", 1), ("Persistently, not severely", 0)) if has_severe else ()
    lines = []
    for label, severe in kinds or (("Persistently absent", None),):
        picked = [place for place in rows if severe is None or found.records[place]["severe"] == severe]
        number = sum(int(found.records[place]["pupil"]) in with_plan for place in picked)
        parts = (number, len(picked) - number)
        # Of two parts whose whole is known, one gives the other away.
        is_hidden = not exact and any(map(is_small, parts))
        lines.append(Planned(label, len(picked), *((None, None) if is_hidden else parts)))
    return lines


def _with_plan(pupils: Collection[int]) -> frozenset[int]:
    """Those of some pupils who have a plan, for numbers that name nobody; one query."""
    rows = Plan.objects.filter(
        kind=PlanKind.ATTENDANCE, ended_on__isnull=True, case__state__in=LIVE, case__pupil__in=pupils
    )
    return frozenset(rows.values_list("case__pupil", flat=True))


def _plans(by: Viewer, pupils: Collection[int]) -> dict[int, PlanHeld]:
    """The plans in force of some pupils, of those that the person may see; three queries."""
    rows = list(
        Plan.objects.visible_to(by)
        .filter(kind=PlanKind.ATTENDANCE, ended_on__isnull=True, case__state__in=LIVE, case__pupil__in=pupils)
        .annotate(newest=Max("versions__number"))
        .values_list("pk", "case", "case__pupil", "began_on", "review_on", "newest")
    )
    agreed: dict[int, list[tuple[int | None, date | None]]] = defaultdict(list)
    parties = PlanParty.objects.filter(plan__in=[row[0] for row in rows])
    for plan, version, on in parties.values_list("plan", "agreed_version", "agreed_on"):
        agreed[plan].append((version, on))
    reviews = Review.objects.filter(case__in=[row[1] for row in rows]).order_by()
    reviewed = dict(reviews.values_list("case").annotate(Max("on")))
    found = {}
    for pk, case, pupil, began_on, review_on, newest in rows:
        days = [on for version, on in agreed[pk] if on and version is not None and version == newest]
        last = reviewed.get(case)
        found[pupil] = PlanHeld(
            began_on=began_on,
            parties=len(agreed[pk]),
            agreed=len(days),
            agreed_on=max(days, default=None),
            reviewed_on=last if last and last >= began_on else None,
            review_on=review_on,
            overdue=review_on < by.on,
        )
    return found
