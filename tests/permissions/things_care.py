"""What stands in the addresses of care, sweeps and views: a part of `things`."""

from collections.abc import Callable

from tests.permissions.thing import Seen, Thing, of_child
from tests.permissions.things_cases import held
from tests.permissions.world import Aviary


def of_agencies(*agencies: int) -> Seen:
    """Those within whose reach one of the agencies is."""
    return lambda rights, person, permission: bool({*agencies} & {*rights.reach(person)})


def sweeps(aviary: Aviary) -> list[Thing]:
    """A sweep of the north team with the police, and one of another authority."""
    rows = {name: aviary.things[name] for name in ("sweep", "sweep elsewhere")}
    return [
        Thing(name, {"ref": row.ref}, of_agencies(row.agency_id, row.partner_id))
        for name, row in rows.items()
    ]


def stops(aviary: Aviary) -> list[Thing]:
    """A stop that nobody matched and one of the restricted child, of a sweep of the north team with the police."""
    return [
        Thing(
            f"stop {row.number}",
            {"ref": row.sweep.ref, "pk": row.pk},
            of_agencies(row.sweep.agency_id, row.sweep.partner_id),
        )
        for row in aviary.things["stops"]
    ]


def care_reports(aviary: Aviary) -> list[Thing]:
    """The report of the agency for looked-after children."""
    row = aviary.things["care report"]
    return [Thing("care report", {"ref": row.ref}, of_agencies(row.agency_id))]


def care_actions(aviary: Aviary) -> list[Thing]:
    """An action agreed for each child."""
    return [
        Thing(name, {"pk": row.pk}, of_child(row.audit.pupil_id)) for name, row in held(aviary, "care_action")
    ]


def questionnaires(aviary: Aviary) -> list[Thing]:
    """A questionnaire about each child's case."""
    return [
        Thing(name, {"ref": row.case.ref, "pk": row.pk}, of_child(row.case.pupil_id))
        for name, row in held(aviary, "questionnaire")
    ]


THINGS: dict[str, Callable[[Aviary], list[Thing]]] = {
    "sweep": sweeps,
    "stop": stops,
    "care report": care_reports,
    "questionnaire": questionnaires,
    "care action": care_actions,
}
