"""The world of the canaries: every kind of child, row and seal that somebody might see and should not.

It grows from `tests.personas`. Each row's texts come from `Cage.texts`, which plants a word in every field that
the registry calls `names` or `private`; the rule beside it says who may meet that word.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from agencies.models import Agency, AgencyKind
from agencies.named import name_person
from agencies.rules.roles import Permission as P
from attendance.actions.merges import KEPT_OF_THE_PUPIL
from attendance.actions.standings import recount
from attendance.models import (
    Address,
    Characteristic,
    Contact,
    Enrolment,
    Flag,
    FlagMove,
    FormerUpn,
    Involvement,
    MarkChange,
    Parent,
    Pupil,
    PupilMerge,
    PupilName,
    PupilsApart,
    Register,
    School,
    Standing,
    Timetable,
)
from attendance.models.involvement import Basis
from attendance.models.pupil import UpnState
from attendance.rules.register import LENGTH, year_of, year_span
from tests.factories import AgencyFactory, SchoolFactory, TeamFactory
from tests.permissions.canary import Cage, ways_of_writing
from tests.permissions.rights import CASEWORK, LEGAL, MARKS, Person, Rights
from tests.permissions.rules import all_of, note_of, of_any, of_child, sealed_address
from tests.personas import World, build_world

BEGAN = date(2024, 9, 2)
OF_CASEWORK = ("lac", "cin", "cp", "carer", "traveller")


@dataclass
class Child:
    """A child of the world with the rows that are addressed by key."""

    name: str
    pupil: Pupil
    school: School
    flag: Flag | None = None
    involvement: Involvement | None = None
    rows: SimpleNamespace = field(default_factory=SimpleNamespace)


@dataclass
class Aviary:
    """The world with its canaries, and the rights that follow from its rows."""

    world: World
    cage: Cage
    on: date
    children: dict[str, Child] = field(default_factory=dict)
    schools: dict[str, School] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    secrets: dict[tuple[str, str], str] = field(default_factory=dict)
    rights: Rights | None = None

    def person(self, name: str) -> Person:
        """A persona as the oracle knows them."""
        return Person.of(name, self.world.people[name])

    @property
    def year(self) -> int:
        """The academic year of today."""
        return year_of(self.on)


# -- children -------------------------------------------------------------------------------------------------
def add_child(aviary: Aviary, name: str, school: School, *, restricted: bool = False, **dates: Any) -> Child:
    """A child with a canary in every field, on a school's roll, with everything that hangs on it."""
    cage, number = aviary.cage, len(aviary.children)
    born_on = date(2011, 1, 11) + timedelta(days=37 * number)
    upn = f"{'ABCDEFGHJKLMNPQRTUVWXYZ'[number % 23]}{998_000_000_000 + 7_919 * number:012d}"
    pupil = Pupil(restricted=restricted, born_on=born_on, upn=upn, upn_state=UpnState.PERMANENT, sex="F")
    pupil.pk = 7_000_000 + number
    rule = of_child(pupil.pk)
    for text_field, text in cage.texts("attendance.Pupil", name, rule, leave="upn ref").items():
        setattr(pupil, text_field, text)
    pupil.ref = cage.word("attendance.Pupil.ref", name, rule).upper() + "22"
    cage.remember([upn], "attendance.Pupil.upn", name, rule)
    cage.remember(ways_of_writing(born_on), "attendance.Pupil.born_on", name, rule)
    pupil.save(force_insert=True)
    PupilName.objects.create(pupil=pupil, surname=pupil.surname, forename=pupil.forename, hidden=restricted)
    PupilName.objects.create(
        pupil=pupil, is_alias=True, hidden=restricted, **cage.texts("attendance.PupilName", name, rule)
    )
    child = aviary.children[name] = Child(name, pupil, school)
    add_enrolment(aviary, child, **dates)
    add_flags(aviary, child)
    add_circumstances(aviary, child)
    return child


def add_enrolment(
    aviary: Aviary, child: Child, *, began_on: date = BEGAN, ended_on: date | None = None
) -> None:
    """On the roll, with the involvements of the school and its team, a register, a change and a timetable."""
    cage, pupil, rule = aviary.cage, child.pupil, of_child(child.pupil.pk)
    enrolment = Enrolment.objects.create(
        pupil=pupil, school=child.school, year_group="8", began_on=began_on, ended_on=ended_on,
        **cage.texts("attendance.Enrolment", child.name, rule),
    )  # fmt: skip
    dates = {"began_on": began_on, "ended_on": ended_on}
    for agency, basis, scope in (
        (child.school.agency, Basis.ENROLLED, CASEWORK), (child.school.team, Basis.AREA, LEGAL),
    ):  # fmt: skip
        Involvement.objects.create(pupil=pupil, agency=agency, basis=basis, scope=scope, **dates)
    first, _ = year_span(aviary.year)
    marks = ("/\\" * 40 + "OO" * 20 + "//" * 6).ljust(2 * ((aviary.on - first).days + 1), "/")
    register = Register.objects.create(
        enrolment=enrolment,
        pupil=pupil,
        school=child.school,
        year=aviary.year,
        marks=marks[:LENGTH].ljust(LENGTH, "-"),
    )
    MarkChange.objects.create(
        register=register, pupil=pupil, position=84, old="N", new="O", at=timezone.now(),
        **cage.texts("attendance.MarkChange", child.name, rule),
    )  # fmt: skip
    child.rows.timetable = Timetable.objects.create(
        enrolment=enrolment, sessions="11111111110000", began_on=began_on, review_on=aviary.on,
        **cage.texts("attendance.Timetable", child.name, rule),
    )  # fmt: skip
    Standing.objects.create(
        enrolment=enrolment, pupil=pupil, school=child.school, year=aviary.year, on=aviary.on, possible=100,
        attended=40, authorised=20, unauthorised=40, late=3, no_reason=2, missing=1, recent_possible=40,
        recent_absent=20, before_possible=40, before_absent=10, pupil_possible=100, pupil_absent=60, tier=3,
        on_roll=ended_on is None,
    )  # fmt: skip
    child.rows.enrolment, child.rows.register = enrolment, register


def add_flags(aviary: Aviary, child: Child) -> None:
    """A flag that stands, and one that tells of casework; each with a step of its life and a note."""
    pupil = child.pupil
    for rule, seen in (
        ("looked-after-10", of_child(pupil.pk, P.VIEW_CASEWORK)),
        ("severe", of_child(pupil.pk)),
    ):
        child.flag = Flag.objects.create(
            pupil=pupil, school=child.school, rule=rule, key=f"{aviary.year}", year=aviary.year, severity=5,
            began_on=year_span(aviary.year)[0], reached_on=aviary.on, raised_on=aviary.on, sessions=60,
        )  # fmt: skip
        texts = aviary.cage.texts("attendance.FlagMove", child.name, seen)
        FlagMove.objects.create(flag=child.flag, on=aviary.on, state="raised", **texts)


def add_circumstances(aviary: Aviary, child: Child) -> None:
    """A fact that schools hold, one of casework, a former number, a merge with another record."""
    cage, pupil, name = aviary.cage, child.pupil, child.name
    rule, casework = of_child(pupil.pk), of_child(pupil.pk, P.VIEW_CASEWORK)
    for kind in ("sen", "carer"):
        Characteristic.objects.create(
            pupil=pupil, kind=kind, began_on=BEGAN,
            **cage.texts("attendance.Characteristic", name, casework if kind in OF_CASEWORK else rule),
        )  # fmt: skip
    FormerUpn.objects.create(pupil=pupil, **cage.texts("attendance.FormerUpn", name, rule))


def involve(aviary: Aviary, name: str, agency: Agency, scope: int, **fields: Any) -> Involvement:
    """An agency's own reason to see a child, with a note."""
    child = aviary.children[name]
    row = Involvement(
        pupil=child.pupil, agency=agency, scope=scope, basis=fields.pop("basis", Basis.REQUEST),
        began_on=fields.pop("began_on", BEGAN), **fields,
    )  # fmt: skip
    row.note = aviary.cage.texts("attendance.Involvement", name, note_of(row))["note"]
    row.save()
    child.involvement = child.involvement or row
    return row


def add_parent(aviary: Aviary, *names: str) -> Parent:
    """A parent of children, with an open address and a sealed one; the team manager is named for the seal."""
    cage, label = aviary.cage, " and ".join(names)
    children = [aviary.children[name] for name in names]
    keys = [child.pupil.pk for child in children]
    rule = of_any(keys, scope=CASEWORK)
    parent = Parent.objects.create(**cage.texts("attendance.Parent", label, rule))
    for child in children:
        texts = cage.texts("attendance.Contact", child.name, of_child(child.pupil.pk, scope=CASEWORK))
        Contact.objects.create(pupil=child.pupil, parent=parent, parental_responsibility=True, **texts)
    Address.objects.create(parent=parent, began_on=BEGAN, **cage.texts("attendance.Address", label, rule))
    sealed = Address(pk=7_100_000 + parent.pk, parent=parent, sealed=True, began_on=BEGAN)
    texts = cage.texts("attendance.Address", f"{label}, sealed", sealed_address(sealed.pk, keys))
    for text_field, text in texts.items():
        setattr(sealed, text_field, text)
    sealed.save(force_insert=True)
    name_person(aviary.world.people["team_manager"].user, sealed)
    return parent


def build_children(aviary: Aviary) -> None:
    """Each child stands for one way of being seen, or not."""
    world, agencies = aviary.world, aviary.world.agencies
    yesterday, tomorrow = aviary.on - timedelta(days=1), aviary.on + timedelta(days=1)
    add_child(aviary, "own", world.school)
    add_child(aviary, "other", world.other_school)
    add_child(aviary, "restricted", world.school, restricted=True)
    add_child(aviary, "restricted elsewhere", world.other_school, restricted=True)
    add_child(aviary, "stranger", aviary.schools["stranger"])
    add_child(aviary, "looked after", world.other_school)
    add_child(aviary, "ended", world.school, ended_on=yesterday)
    add_child(aviary, "coming", world.other_school)
    add_child(aviary, "merged", world.school)
    for name in ("own", "other"):
        involve(aviary, name, agencies.police, MARKS, basis=Basis.SWEEP)
    involve(aviary, "own", agencies.youth_offending, CASEWORK, sealed=True)
    involve(aviary, "own", agencies.nursing, MARKS)
    involve(aviary, "other", agencies.nursing, CASEWORK)
    involve(aviary, "restricted", agencies.nursing, CASEWORK)
    involve(aviary, "restricted elsewhere", agencies.safeguarding, LEGAL, basis=Basis.SAFEGUARDING)
    involve(aviary, "looked after", agencies.looked_after, LEGAL, basis=Basis.LOOKED_AFTER, sealed=True)
    involve(aviary, "ended", agencies.nursing, CASEWORK, ended_on=yesterday)
    involve(aviary, "coming", agencies.nursing, CASEWORK, began_on=tomorrow)
    involve(aviary, "stranger", agencies.stranger, CASEWORK)
    name_person(world.people["team_manager"].user, aviary.children["restricted"].pupil)
    name_person(world.people["police_officer"].user, aviary.children["restricted"].pupil)
    name_person(world.people["safeguarding_officer"].user, aviary.children["restricted elsewhere"].pupil)
    add_parent(aviary, "own", "restricted", "other")
    add_parent(aviary, "looked after", "restricted elsewhere")
    add_parent(aviary, "stranger")
    absorb(aviary, "merged", "own")
    keep_apart(aviary, "own", "restricted")


def absorb(aviary: Aviary, absorbed: str, into: str) -> None:
    """A record that was merged into another: nobody opens it any more; the merge is read with the other's."""
    gone, kept = aviary.children[absorbed].pupil, aviary.children[into].pupil
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    known_to_those_who_match(aviary, absorbed, kept)
    texts = aviary.cage.texts("attendance.PupilMerge", into, of_child(kept.pk))
    # Read as a merge after which the number was changed: undoing it is refused, and changes nothing.
    moved = {"after": dict.fromkeys(KEPT_OF_THE_PUPIL), "before": {}, "rows": {}, "former": [], "aliases": []}
    by = aviary.world.people["team_manager"].user
    PupilMerge.objects.create(pupil=kept, absorbed=gone, moved=moved, by=by, **texts)


def keep_apart(aviary: Aviary, *names: str) -> None:
    """Two records found to be of two children: the reason is for those who may match both."""
    one, other = sorted((aviary.children[name].pupil for name in names), key=lambda pupil: pupil.pk)
    rule = all_of(*(of_child(pupil.pk, P.MATCH_PUPILS) for pupil in (one, other)))
    texts = aviary.cage.texts("attendance.PupilsApart", " and ".join(names), rule)
    by = aviary.world.people["team_manager"].user
    PupilsApart.objects.create(pupil=one, other=other, by=by, **texts)


def known_to_those_who_match(aviary: Aviary, absorbed: str, kept: Pupil) -> None:
    """The name of a record merged into another is read by those who may take the merge back."""
    names = {f"attendance.Pupil.{name}" for name in ("surname", "forename", "known_as")}
    for text, canary in aviary.cage.held.items():
        if canary.about == absorbed and canary.label in names:
            aviary.cage.held[text] = replace(canary, rule=of_child(kept.pk, P.MATCH_PUPILS))


# -- the whole -------------------------------------------------------------------------------------------------
def build_aviary() -> Aviary:
    """The world with its schools and children; `world_rows` adds the rest."""
    world = build_world()
    aviary = Aviary(world, Cage(), timezone.localdate())
    elsewhere = world.agencies.stranger.authority
    aviary.schools = {
        "own": world.school,
        "other": world.other_school,
        "stranger": SchoolFactory(
            authority=elsewhere, team=TeamFactory(authority=elsewhere), name="Far School"
        ),
    }
    AgencyFactory(authority=world.authority, kind=AgencyKind.HOUSING, name="Irwell housing")
    build_children(aviary)
    recount(schools=[school.pk for school in aviary.schools.values()], year=aviary.year)
    return aviary
