"""Records that may be of one child, what stands in the way of a merge, and merges made."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from django.db import connection
from django.db.models import QuerySet

from agencies.rules.roles import Permission
from agencies.visibility import Viewer
from agencies.words import date as in_words
from attendance.models import Enrolment, FormerUpn, Pupil, PupilMerge, PupilName, PupilsApart
from attendance.models.pupil import UpnState

MOST = 500


class Evidence(IntEnum):
    """Why two records may be of one child, the strongest first."""

    NUMBER = 1
    BIRTH = 2
    SCHOOL = 3

    @property
    def words(self) -> str:
        """The evidence in a sentence."""
        return _WORDS[self]


_WORDS = {
    Evidence.NUMBER: "The number of one was the number of the other.",
    Evidence.BIRTH: "The same date of birth, and names that sound alike.",
    Evidence.SCHOOL: "The same name at the same school.",
}


@dataclass(frozen=True)
class Pair:
    """Two records that may be of one child, the older first."""

    one: Pupil
    other: Pupil
    evidence: Evidence


# The three blocking keys, each an equality join; `mine` are the children whose records the person may match.
PAIRS = """
with mine (id) as materialized ({mine}), named as materialized (
    select n.pupil_id, n.key, n.sound, p.born_on from attendance_pupilname n
    join mine on mine.id = n.pupil_id join attendance_pupil p on p.id = n.pupil_id)
select least(a, b) as one, greatest(a, b) as other, min(evidence) from (
    select f.pupil_id as a, p.id as b, 1 as evidence from attendance_formerupn f
      join attendance_pupil p on p.upn = f.upn and p.upn <> '' and p.id <> f.pupil_id
      join mine m on m.id = p.id join mine k on k.id = f.pupil_id
    union all
    select x.pupil_id, y.pupil_id, 2 from named x
      join named y on y.born_on = x.born_on and y.pupil_id > x.pupil_id
       and split_part(y.sound, ' ', 2) = split_part(x.sound, ' ', 2)
       and (y.sound = x.sound or similarity(y.key, x.key) >= 0.45)
    union all
    select x.pupil_id, y.pupil_id, 3 from named x
      join named y on y.key = x.key and y.pupil_id > x.pupil_id
      join attendance_enrolment e on e.pupil_id = x.pupil_id
      join attendance_enrolment g on g.pupil_id = y.pupil_id and g.school_id = e.school_id
) found
where not exists (
    select from attendance_pupilsapart d
    where d.pupil_id = least(a, b) and d.other_id = greatest(a, b) and d.undone_at is null
)
group by 1, 2 order by 3, 1, 2 limit {most}
"""


def likely_pairs(by: Viewer) -> list[Pair]:
    """Pairs of records that may be of one child, the best founded first, 500 at most; two queries.

    A pair that somebody found to be two children is left out until that is taken back.
    """
    if not by.may(Permission.MATCH_PUPILS) or not by.reach:
        return []
    mine, given = Pupil.objects.permits(by, Permission.MATCH_PUPILS).values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(PAIRS.format(mine=mine, most=MOST), given)
        found = cursor.fetchall()
    pupils = Pupil.objects.in_bulk({key for one, other, _ in found for key in (one, other)})
    return [Pair(pupils[one], pupils[other], Evidence(evidence)) for one, other, evidence in found]


@dataclass(frozen=True)
class Side:
    """One of two records beside each other: its names, numbers, schools, and how much hangs on it."""

    pupil: Pupil
    names: tuple[str, ...]
    former_upns: tuple[str, ...]
    enrolments: tuple[Enrolment, ...]
    counts: dict[str, int]


def side_of(pupil: Pupil) -> Side:
    """What a record shows beside another."""
    names = PupilName.objects.filter(pupil=pupil).order_by("is_alias", "pk")
    counted = {
        "registers": pupil.registers.count(),
        "flags": pupil.flags.count(),
        "parents and carers": pupil.contacts.count(),
        "agencies involved": pupil.involvements.count(),
    }
    enrolments = Enrolment.objects.filter(pupil=pupil).select_related("school").order_by("-began_on")
    return Side(
        pupil=pupil,
        names=tuple(f"{name.forename} {name.surname}" for name in names),
        former_upns=tuple(FormerUpn.objects.filter(pupil=pupil).values_list("upn", flat=True)),
        enrolments=tuple(enrolments),
        counts=counted,
    )


@dataclass(frozen=True)
class Conflict:
    """An enrolment of the record that goes, at a school on whose roll the other is at the same time."""

    enrolment: Enrolment
    sentence: str


def conflicts(one: Pupil, other: Pupil) -> list[Conflict]:
    """What stands in the way of making `other` part of `one`, with the remedy; empty where nothing does."""
    rows = Enrolment.objects.filter(pupil__in=(one, other)).select_related("school")
    enrolments = {each.pk: [row for row in rows if row.pupil_id == each.pk] for each in (one, other)}
    return [
        Conflict(
            its,
            f"Both are on the roll of {mine.school} at once: from {in_words(mine.began_on)} and from "
            f"{in_words(its.began_on)}. Ask the school; if entered twice, say so, and the enrolment of "
            "the record that goes stays behind with its marks.",
        )
        for mine in enrolments[one.pk]
        for its in enrolments[other.pk]
        if mine.school_id == its.school_id and _overlap(mine, its)
    ]


def doubts(one: Pupil, other: Pupil) -> list[str]:
    """What speaks against the two being one child, for a person to weigh."""
    found = []
    if one.upn_state == other.upn_state == UpnState.PERMANENT and one.upn != other.upn:
        found.append(f"Each has a permanent UPN: {one.upn} and {other.upn}. The second becomes a former one.")
    if one.born_on != other.born_on:
        found.append(f"They were born on {in_words(one.born_on)} and on {in_words(other.born_on)}.")
    elif one.forename != other.forename:
        found.append("They were born on one day under different first names: they may be twins.")
    return found


def _overlap(mine: Enrolment, its: Enrolment) -> bool:
    return (its.ended_on is None or mine.began_on <= its.ended_on) and (
        mine.ended_on is None or its.began_on <= mine.ended_on
    )


def merges_made(by: Viewer) -> QuerySet[PupilMerge]:
    """Merges that stand, of children whose records this person may match, newest first."""
    rows = PupilMerge.objects.permits(by, Permission.MATCH_PUPILS).filter(undone_at__isnull=True)
    return rows.select_related("pupil", "absorbed", "by").order_by("-at", "-pk")


def apart_decisions(by: Viewer) -> QuerySet[PupilsApart]:
    """Pairs found to be two children, both of whom this person may match, newest first; taken back or not."""
    both = Pupil.objects.all().reached_by("other", by, Permission.MATCH_PUPILS)
    rows = PupilsApart.objects.permits(by, Permission.MATCH_PUPILS).filter(both)
    return rows.select_related("pupil", "other", "by").order_by("-at", "-pk")


def decided_apart(one: Pupil, other: Pupil) -> PupilsApart | None:
    """The standing decision that two records are of two children."""
    rows = PupilsApart.objects.filter(pupil__in=(one, other), other__in=(one, other))
    return rows.filter(undone_at__isnull=True).select_related("by").first()


def moved_in_words(merge: PupilMerge) -> Iterable[str]:
    """How many rows of each kind a merge moved."""
    for place, keys in merge.moved["rows"].items():
        if keys:
            yield f"{len(keys)} in {place.rpartition('.')[0].rpartition('.')[2]}"
