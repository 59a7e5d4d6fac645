"""Finding a child by name, number, birth, school or year group, among those whom the searcher may see.

Names of restricted records are not in the indexes that a search reads, so neither what it finds nor how long
it takes depends on them. A person named for restricted records has those few looked through one by one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import cast

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection, models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Collate

from agencies.paging import MOST_COUNTED, Page, page_of
from agencies.rules.roles import Permission
from agencies.visibility import Viewer
from attendance.models import Enrolment, FormerUpn, Pupil, PupilName
from attendance.models.pupil import NameKey, Sound, SurnameSound

# How alike two names must be, from 0 to 1: "catherine smyth" and "katherine smith" are 0.45 alike.
ALIKE = "0.45"
# For the statements of one search: how alike, and that a few hundred look-ups in indexes held in memory cost
# less than reading the table of all children.
SETTINGS = f"""
select set_config('pg_trgm.similarity_threshold', '{ALIKE}', true),
       set_config('random_page_cost', '1.1', true),
       set_config('max_parallel_workers_per_gather', '0', true)
"""

Step = Callable[[models.QuerySet[PupilName]], list[int]]


@dataclass(frozen=True)
class Terms:
    """What is looked for; what is empty narrows nothing. `school` is a school's key."""

    name: str = ""
    upn: str = ""
    born_on: date | None = None
    school: int | None = None
    year_group: str = ""

    @property
    def said(self) -> bool:
        """Whether there is anything to look for: a school or year group alone is a list, not a search."""
        return bool(self.name or self.upn or self.born_on)

    @property
    def narrow(self) -> bool:
        """Whether anything but the name narrows the children."""
        return bool(self.upn or self.born_on or self.school or self.year_group)


@dataclass(frozen=True)
class Match:
    """A child found, with what tells children of one name apart."""

    pupil: Pupil
    school: str
    year_group: str


def find(by: Viewer, terms: Terms, number: object) -> Page:
    """One page of `Match`es, the likeliest first, with a count that stops at 1,000; four queries."""
    page = page_of(_found(by, terms), number)
    pupils = Pupil.objects.in_bulk(page.rows)
    places = {e.pupil_id: e for e in _latest(page.rows)}
    rows = [_match(pupils[key], places.get(key)) for key in page.rows]
    return Page(rows, page.number, page.has_next, page.count, page.is_capped, page.first)


def _match(pupil: Pupil, place: Enrolment | None) -> Match:
    return Match(pupil, place.school.name if place else "", place.year_group if place else "")


def _latest(pupils: Iterable[int]) -> models.QuerySet[Enrolment]:
    """The newest enrolment of each child."""
    rows = Enrolment.objects.filter(pupil__in=list(pupils)).select_related("school")
    return rows.order_by("pupil_id", "-began_on", "-pk").distinct("pupil_id")


def _found(by: Viewer, terms: Terms) -> list[int]:
    """Keys of the children found, the likeliest first; one more than is counted, at most."""
    if not terms.said:
        return []
    if not terms.name:
        seen = _narrowed(Pupil.objects.permits(by, Permission.SEARCH), terms)
        rows = seen.order_by("surname", "forename", "pk").values_list("pk", flat=True)
        return list(rows[: MOST_COUNTED + 1])
    names, named = _names(by, terms), by.named(Pupil)
    found: dict[int, None] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SETTINGS)
        for step in _steps(terms.name):
            if len(found) > MOST_COUNTED:
                break
            found |= dict.fromkeys(step(names.filter(hidden=False)))
            if named:
                found |= dict.fromkeys(step(names.filter(pupil__in=named, pupil__restricted=True)))
    return list(found)[: MOST_COUNTED + 1]


def _names(by: Viewer, terms: Terms) -> models.QuerySet[PupilName]:
    """The names of children whom the searcher may find; the children's own table is read only where it narrows."""
    names = PupilName.objects.permits(by, Permission.SEARCH)
    return names.filter(pupil__in=_narrowed(Pupil.objects.all(), terms)) if terms.narrow else names


def _narrowed(seen: models.QuerySet[Pupil], terms: Terms) -> models.QuerySet[Pupil]:
    if terms.upn:
        upn = terms.upn.replace(" ", "").upper()
        former = FormerUpn.objects.filter(upn=upn).values("pupil")
        present = Pupil.objects.filter(upn=upn).exclude(upn="").values("pk")
        seen = seen.filter(pk__in=former.union(present))
    if terms.born_on:
        seen = seen.filter(born_on=terms.born_on)
    if terms.school or terms.year_group:
        given = {"school": terms.school, "year_group": terms.year_group}
        current = Enrolment.objects.filter(ended_on__isnull=True, **{k: v for k, v in given.items() if v})
        seen = seen.filter(pk__in=current.values("pupil"))
    return seen


def _steps(typed: str) -> list[Step]:
    """The ways in which a name may match, the likeliest first: as begun, as it sounds, as it looks.

    Each reads one index in its order and stops at the most that is counted.
    """
    first, _, rest = " ".join(typed.replace(",", " ").split()).partition(" ")
    straight = NameKey(Value(first), Value(rest))
    begun = [partial(_begun, by=spelling, with_=straight) for spelling in (F("listed"), Collate("key", "C"))]
    if rest:
        sounds = Sound(Value(first), Value(rest)), Sound(Value(rest), Value(first))
        sounding = Q(sound=sounds[0]) | Q(sound=sounds[1])
        return [*begun, partial(_alike, where=sounding, to=straight), _looking(straight)]
    spoken = Q(spoken=SurnameSound(Sound(Value("x"), Value(first))))
    return [*begun, partial(_alike, where=spoken, to=straight), _looking(straight)]


def _begun(names: models.QuerySet[PupilName], *, by: F | Collate, with_: NameKey) -> list[int]:
    """Names that begin with what was typed, in the order of the alphabet."""
    rows = names.alias(spelt=by).filter(spelt__startswith=with_).order_by("spelt")
    return list(rows.values_list("pupil", flat=True)[: MOST_COUNTED + 1])


def _looking(to: NameKey) -> Step:
    return partial(_alike, where=Q(key__trigram_similar=to), to=to)


def _alike(names: models.QuerySet[PupilName], *, where: Q, to: NameKey) -> list[int]:
    """Names that meet a condition, those most like what was typed first."""
    rows = names.alias(spoken=SurnameSound(), alike=TrigramSimilarity("key", cast("str", to))).filter(where)
    return list(rows.order_by("-alike", "key").values_list("pupil", flat=True)[: MOST_COUNTED + 1])
