"""Care, sweeps and views in the world of the canaries."""

from datetime import time
from uuid import UUID

from agencies.rules.roles import Permission as P
from cases.actions.looked_after import REPORTS
from cases.models import Answer, CareAction, CareAudit, CareDecision, CareReport, Questionnaire, Stop, Sweep
from tests.factories import AgencyFactory
from tests.permissions.canary import Rule
from tests.permissions.rules import of_child
from tests.permissions.world import Aviary, Child


def add_care(aviary: Aviary) -> None:
    """What was decided about the care of every child that is nobody's other record."""
    for child in aviary.children.values():
        if child.name != "merged":
            add_decision(aviary, child)
            add_audit(aviary, child)
            add_views(aviary, child)
    add_sweeps(aviary)
    add_report(aviary)


def add_decision(aviary: Aviary, child: Child) -> None:
    """A block of enforcement because of the child's health."""
    held = aviary.world.people["welfare_officer"]
    CareDecision.objects.create(
        pupil=child.pupil, kind="health", effect="blocks", began_on=aviary.on, agency=held.agency, by=held.user,
        **aviary.cage.texts("cases.CareDecision", child.name, of_child(child.pupil.pk, P.VIEW_CASEWORK)),
    )  # fmt: skip


def of_sweep(*agencies: int) -> Rule:
    """Those who run sweeps, within whose reach one of the two agencies is."""
    return lambda rights, person: person.may(P.RUN_SWEEPS) and bool({*agencies} & {*rights.reach(person)})


def add_sweeps(aviary: Aviary) -> None:
    """A sweep of the north team with the police, and one elsewhere; stops unmatched and of a closed record."""
    agencies = aviary.world.agencies
    elsewhere = AgencyFactory(authority=agencies.stranger.authority, kind="police", name="Elsewhere police")
    held = {
        "sweep": ("welfare_officer", agencies.north, agencies.police),
        "sweep elsewhere": ("stranger_officer", agencies.stranger, elsewhere),
    }
    for name, (author, agency, partner) in held.items():
        by, rule = aviary.world.people[author].user, of_sweep(agency.pk, partner.pk)
        aviary.things[name] = sweep = Sweep.objects.create(
            on=aviary.on, began_at=time(9), ended_at=time(15), authorised_on=aviary.on, agency=agency,
            partner=partner, by=by, **aviary.cage.texts("cases.Sweep", name, rule, leave="ref"),
        )  # fmt: skip
        children = (None, aviary.children["restricted" if name == "sweep" else "stranger"].pupil)
        made = [
            Stop.objects.create(
                sweep=sweep, batch=UUID(int=1), number=number, stopped_at=time(10), outcome="school", agency=agency,
                by=by, pupil=child, **_stop_texts(aviary, name, rule, child),
            )
            for number, child in enumerate(children, 1)
        ]  # fmt: skip
        aviary.things.setdefault("stops", []).extend(made)


def _stop_texts(aviary: Aviary, name: str, rule: Rule, child: object) -> dict[str, str]:
    texts = aviary.cage.texts("cases.Stop", name, rule)
    return texts if child else texts | {"why_no_plan": ""}


def add_audit(aviary: Aviary, child: Child) -> None:
    """An audit of the child's absence with an agreed action."""
    held = aviary.world.people["looked_after_manager"]
    rule = of_child(child.pupil.pk, P.VIEW_CASEWORK)
    audit = CareAudit.objects.create(
        pupil=child.pupil, year=aviary.year, on=aviary.on, agency=held.agency, by=held.user,
        **aviary.cage.texts("cases.CareAudit", child.name, rule),
    )  # fmt: skip
    child.rows.care_action = CareAction.objects.create(
        audit=audit, due_on=aviary.on, **aviary.cage.texts("cases.CareAction", child.name, rule)
    )


def add_report(aviary: Aviary) -> None:
    """A quarterly report about the looked-after child and one whom its readers may not see."""
    children = [aviary.children[name].pupil for name in ("looked after", "restricted elsewhere")]
    kept = REPORTS.keep_whole(b"%PDF-1.7 a report")
    aviary.things["care report"] = CareReport.objects.create(
        agency=aviary.world.agencies.looked_after, kind="quarterly", key="2000-q1", began_on=aviary.on,
        ended_on=aviary.on, file=kept.name, digest=kept.digest,
        lines=[
            {"pupil": child.pk, "days": "12 days", "in_period": "2 days", "patterns": [], "school": "", "audited": True}
            for child in children
        ],
    )  # fmt: skip


def add_views(aviary: Aviary, child: Child) -> None:
    """What a parent answered about the child's case."""
    held, rule = aviary.world.people["welfare_officer"], of_child(child.pupil.pk, P.VIEW_CASEWORK)
    child.rows.questionnaire = asked = Questionnaire.objects.create(
        case=child.rows.case, respondent="parent", digest=f"{child.pupil.pk}".zfill(64), expires_on=aviary.on,
        agency=held.agency, by=held.user, answered_on=aviary.on,
        **aviary.cage.texts("cases.Questionnaire", child.name, rule, leave="digest"),
    )  # fmt: skip
    Answer.objects.create(questionnaire=asked, theme="heard", value=3)
