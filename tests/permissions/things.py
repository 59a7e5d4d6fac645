"""What stands in addresses: for each kind of thing, one that is seen by some and several that are not."""

from collections.abc import Callable
from typing import Any

from agencies.rules.roles import Permission
from attendance.models import PupilsApart
from attendance.rules.answers import ANSWERABLE_KEYS
from tests.permissions import (
    things_care,
    things_cases,
    things_court,
    things_enforcement,
    things_meetings,
    things_money,
    things_reports,
)
from tests.permissions.thing import CHILDREN, Seen, Thing, everybody, nobody, of_child
from tests.permissions.world import Aviary


def _of_school(school: int) -> Seen:
    return lambda rights, person, permission: rights.sees_school(person, school, permission)


def _of_import(agency: int) -> Seen:
    return lambda rights, person, permission: rights.sees_import(person, agency, permission)


def _own(membership: int) -> Seen:
    return lambda rights, person, permission: person.membership == membership


NOTHING = Thing("no such thing", {}, everybody)


def things_of(aviary: Aviary, kind: str) -> list[Thing]:
    """The things of a kind; KeyError for a kind that there is not, which is where to add one."""
    return THINGS[kind](aviary)


def pupils(aviary: Aviary) -> list[Thing]:
    """A child of each way of being seen or not, and a reference that is nobody's."""
    found = [
        Thing(name, {"ref": aviary.children[name].pupil.ref}, of_child(aviary.children[name].pupil.pk))
        for name in CHILDREN
    ]
    return [*found, Thing("no child", {"ref": "ZYXQZZZZ99"}, nobody)]


def involvements(aviary: Aviary) -> list[Thing]:
    """Involvements under their own child, and one under another child."""
    held = {name: aviary.children[name] for name in CHILDREN if aviary.children[name].involvement}
    found = [
        Thing(name, {"ref": child.pupil.ref, "pk": child.involvement.pk}, of_child(child.pupil.pk))
        for name, child in held.items()
    ]
    own, hidden = aviary.children["own"], aviary.children["restricted"]
    crossed = {"ref": own.pupil.ref, "pk": hidden.involvement.pk}
    return [*found, Thing("crossed", crossed, of_child(own.pupil.pk))]


def flags(aviary: Aviary) -> list[Thing]:
    """A flag of each of these children, and one that tells of casework."""
    found = [
        Thing(name, {"pk": aviary.children[name].flag.pk}, of_child(aviary.children[name].pupil.pk))
        for name in CHILDREN
    ]
    child = aviary.children["own"].pupil
    telling = child.flags.get(rule="looked-after-10").pk
    casework: Seen = lambda rights, person, permission: (  # noqa: E731 - a rule beside its thing reads best
        rights.sees(person, child.pk, permission) and rights.sees(person, child.pk, Permission.VIEW_CASEWORK)
    )
    return [*found, Thing("own, looked after", {"pk": telling}, casework)]


def schools(aviary: Aviary) -> list[Thing]:
    """Every school, and a number that is none's."""
    found = [
        Thing(name, {"urn": school.urn}, _of_school(school.pk)) for name, school in aviary.schools.items()
    ]
    return [*found, Thing("no school", {"urn": 1}, nobody)]


def school_flags(aviary: Aviary) -> list[Thing]:
    """A flag on every school's registers."""
    return [
        Thing(
            name,
            {"urn": school.urn, "flag": aviary.things[f"school flag of {name}"].pk},
            _of_school(school.pk),
        )
        for name, school in aviary.schools.items()
    ]


def school_actions(aviary: Aviary) -> list[Thing]:
    """An action of every school's plan."""
    return [
        Thing(
            name,
            {"urn": school.urn, "pk": aviary.things[f"school action of {name}"].pk},
            _of_school(school.pk),
        )
        for name, school in aviary.schools.items()
    ]


def closed_terms(aviary: Aviary) -> list[Thing]:
    """A term that every authority closed, so that each reads its own, and one that none did."""
    year, period = aviary.things["closed term of own"]
    return [
        Thing("closed", {"year": year, "period": period}, everybody),
        Thing("not closed", {"year": 2001, "period": 71}, nobody),
    ]


def initiative(aviary: Aviary) -> list[Thing]:
    """The initiative of the authority, read by whoever reads its figures."""
    row = aviary.things["initiative"]
    return [Thing("initiative", {"pk": row.pk}, _of_authority(row.authority_id))]


def initiative_places(aviary: Aviary) -> list[Thing]:
    """A school that was never in it: taking it out again is done already."""
    row = aviary.things["initiative"]
    return [Thing("place", {"pk": row.pk, "place": 999_999}, _of_authority(row.authority_id))]


def school_years(aviary: Aviary) -> list[Thing]:
    """This year of every school, and a year too far away to be changed."""
    found = [Thing(each.name, each.arguments | {"year": aviary.year}, each.seen) for each in schools(aviary)]
    return [*found, Thing("long ago", {"urn": aviary.schools["own"].urn, "year": 1990}, nobody)]


def years(aviary: Aviary) -> list[Thing]:
    """This year, and one too far away."""
    return [Thing("this year", {"year": aviary.year}, everybody), Thing("long ago", {"year": 1990}, nobody)]


def taught(aviary: Aviary) -> list[Thing]:
    """Children at schools that are theirs to answer for."""
    found = [_taught(aviary, name, {"ref": aviary.children[name].pupil.ref}) for name in CHILDREN]
    return [*found, Thing("no child", {"ref": "ZYXQZZZZ99"}, nobody)]


def timetables(aviary: Aviary) -> list[Thing]:
    """A child's timetable under the child, and under another."""
    keys = {name: aviary.children[name].rows.timetable.pk for name in CHILDREN}
    found = [
        _taught(aviary, name, {"ref": aviary.children[name].pupil.ref, "pk": key})
        for name, key in keys.items()
    ]
    crossed = {"ref": aviary.children["own"].pupil.ref, "pk": keys["restricted"]}
    return [*found, Thing("crossed", crossed, nobody)]


def _taught(aviary: Aviary, name: str, arguments: dict[str, Any]) -> Thing:
    pupil, school = aviary.children[name].pupil.pk, aviary.children[name].school.pk
    return Thing(
        name,
        arguments,
        lambda rights, person, permission: (
            rights.sees(person, pupil, permission) and rights.sees_school(person, school, permission)
        ),
    )


def pairs(aviary: Aviary) -> list[Thing]:
    """Two records: both must be theirs."""

    def pair(one: str, other: str) -> Thing:
        first, second = aviary.children[one].pupil, aviary.children[other].pupil
        return Thing(
            f"{one} and {other}",
            {"one": first.ref, "other": second.ref},
            lambda rights, person, permission: (
                rights.sees(person, first.pk, permission) and rights.sees(person, second.pk, permission)
            ),
        )

    return [pair("own", "other"), pair("own", "restricted"), pair("restricted", "own"), pair("own", "merged")]


def merges(aviary: Aviary) -> list[Thing]:
    """The merge of a record into an open one."""
    child = aviary.children["own"].pupil
    return [Thing("own", {"pk": child.merges.get().pk}, of_child(child.pk))]


def apart(aviary: Aviary) -> list[Thing]:
    """The decision that an open record and a restricted one are of two children."""
    one, other = aviary.children["own"].pupil, aviary.children["restricted"].pupil
    both: Seen = lambda rights, person, permission: (  # noqa: E731 - a rule beside its thing reads best
        rights.sees(person, one.pk, permission) and rights.sees(person, other.pk, permission)
    )
    return [Thing("own and restricted", {"pk": PupilsApart.objects.get().pk}, both)]


def imports(aviary: Aviary) -> list[Thing]:
    """A file of every school."""
    return [
        Thing(name, {"ref": aviary.things[f"import of {name}"].ref}, _of_import(school.agency_id))
        for name, school in aviary.schools.items()
    ]


def unmatched(aviary: Aviary) -> list[Thing]:
    """A row that fitted no child at every school, and the settled one of the restricted child."""
    found = [
        Thing(name, {"pk": aviary.things[f"unmatched of {name}"].pk}, _of_school(school.pk))
        for name, school in aviary.schools.items()
    ]
    child = aviary.children["restricted"]
    in_both: Seen = lambda rights, person, permission: (  # noqa: E731 - a rule beside its thing reads best
        rights.sees_school(person, child.school.pk, permission)
        and rights.sees(person, child.pupil.pk, permission)
    )
    return [*found, Thing("settled", {"pk": aviary.things["settled row"].pk}, in_both)]


def owned(prefix: str) -> Callable[[Aviary], list[Thing]]:
    """Things that people own, of several people."""

    def found(aviary: Aviary) -> list[Thing]:
        people = ("attendance_leader", "school_lead", "other_school_lead", "nurse", "stranger_officer")
        return [
            Thing(name, {"pk": aviary.things[f"{prefix} of {name}"].pk}, _own(aviary.world.people[name].pk))
            for name in people
        ]

    return found


def mails(aviary: Aviary) -> list[Thing]:
    """E-mails that did not arrive, by the authority of those they were for."""
    people = {name: aviary.world.people[name] for name in ("nurse", "stranger_officer")}
    return [
        Thing(name, {"pk": aviary.things[f"mail of {name}"].pk}, _of_authority(held.agency.authority_id))
        for name, held in people.items()
    ]


def _of_authority(authority: int) -> Seen:
    return lambda rights, person, permission: person.authority == authority


def words(argument: str, good: str, bad: str) -> Callable[[Aviary], list[Thing]]:
    """A word in an address that is one of a list, and one that is not."""
    return lambda aviary: [Thing(good, {argument: good}, everybody), Thing(bad, {argument: bad}, nobody)]


THINGS: dict[str, Callable[[Aviary], list[Thing]]] = {
    **things_cases.THINGS,
    **things_care.THINGS,
    **things_money.THINGS,
    **things_enforcement.THINGS,
    **things_court.THINGS,
    **things_meetings.THINGS,
    **things_reports.THINGS,
    "": lambda aviary: [NOTHING],
    "pupil": pupils,
    "involvement": involvements,
    "flag": flags,
    "school": schools,
    "school flag": school_flags,
    "school year": school_years,
    "year": years,
    "day": lambda aviary: [Thing("a day", {"on": "2001-01-01"}, everybody)],
    "taught pupil": taught,
    "timetable": timetables,
    "pair": pairs,
    "merge": merges,
    "apart": apart,
    "import": imports,
    "unmatched": unmatched,
    "token": owned("token"),
    "filter": owned("filter"),
    "message": owned("message"),
    "mail": mails,
    "topic": words("topic", "privacy", "nonsense"),
    "open point": words("key", sorted(ANSWERABLE_KEYS)[0], "nonsense"),
    "indicator": words("key", "attendance", "nonsense"),
    "initiative": initiative,
    "initiative place": initiative_places,
    "target": lambda aviary: [Thing("no such target", {"pk": 1}, everybody)],
    "target and term": lambda aviary: [Thing("no such target", {"pk": 1, "period": 71}, nobody)],
    "school action": school_actions,
    "closed term": closed_terms,
    "inspection grade": lambda aviary: [Thing("gone already", {"pk": 1}, everybody)],
    "answer": lambda aviary: [Thing("no such answer", {"pk": 1}, everybody)],
}
