"""The rest of the world of the canaries: what is about schools, imports and people's own."""

from datetime import date, timedelta

import numpy as np
from django.utils import timezone

from agencies.models.outbox import Mail, Message
from agencies.models.token import Token, TokenScope
from agencies.rules.roles import Permission as P
from attendance.models import (
    ImportPart,
    JobRun,
    NamedOfficer,
    RegisterImport,
    RejectedRow,
    SavedFilter,
    SavedMapping,
    School,
    SchoolFlag,
    SchoolFlagMove,
    SupportAgreement,
    SupportVisit,
    TermTotal,
    UnmatchedRow,
)
from attendance.rules.replacing import KINDS
from reporting.models import (
    CountedSchool,
    EarlierReview,
    FrozenRoll,
    FrozenTerm,
    Initiative,
    InitiativePupil,
    InitiativeSchool,
    PeriodRoll,
    SchoolAction,
    SchoolConcern,
    SchoolFigure,
)
from reporting.queries.period_rolls import RECORD
from reporting.rules.frozen import FrozenFigure, digest, document, packed
from reporting.rules.groups import Kind
from reporting.rules.periods import TERMS
from reporting.rules.sums import COUNTED
from tests.permissions.canary import Rule, ways_of_writing
from tests.permissions.rules import all_of, of_agency, of_child, of_import, of_school, own_of
from tests.permissions.world import Aviary, Child


def add_school_rows(aviary: Aviary, name: str, school: School) -> None:
    """A school's officer, support, visit and a flag on its registers with advice."""
    cage, rule = aviary.cage, of_school(school.pk)
    officer = aviary.world.people["welfare_officer"].user
    NamedOfficer.objects.create(school=school, officer=officer, began_on=aviary.on)
    SupportAgreement.objects.create(
        school=school, year=aviary.year, visits_a_term=3, agreed_on=aviary.on, agreed_by=officer,
        **cage.texts("attendance.SupportAgreement", name, rule),
    )  # fmt: skip
    SupportVisit.objects.create(
        school=school, on=aviary.on, officer=officer, **cage.texts("attendance.SupportVisit", name, rule)
    )
    flag = SchoolFlag.objects.create(
        school=school, rule="late-file", key=f"{aviary.year}", year=aviary.year, began_on=aviary.on,
        reached_on=aviary.on, raised_on=aviary.on, sessions=10,
    )  # fmt: skip
    SchoolFlagMove.objects.create(
        flag=flag,
        on=aviary.on,
        state="acted",
        by=officer,
        **cage.texts("attendance.SchoolFlagMove", name, rule),
    )
    aviary.things[f"school flag of {name}"] = flag
    aviary.things[f"school action of {name}"] = SchoolAction.objects.create(
        school=school, year=aviary.year, period=71, due_on=aviary.on, agreed_by=officer, agreed_on=aviary.on,
        reviewed_by=officer, reviewed_on=aviary.on, **cage.texts("reporting.SchoolAction", name, rule),
    )  # fmt: skip
    EarlierReview.objects.create(
        action=aviary.things[f"school action of {name}"], reviewed_by=officer,
        reviewed_on=aviary.on - timedelta(days=1), **cage.texts("reporting.EarlierReview", name, rule),
    )  # fmt: skip
    SchoolConcern.objects.create(
        school=school,
        began_on=aviary.on,
        raised_by=officer,
        **cage.texts("reporting.SchoolConcern", name, rule),
    )


def add_import(aviary: Aviary, name: str, school: School) -> None:
    """A file that a school sent, applied: with a share, a reject, rows that fitted no child, and a total."""
    cage, rule = aviary.cage, of_import(school.agency_id)
    counts = dict.fromkeys(KINDS, 1) | {"unmatched": 1}
    sender = aviary.world.people["school_lead"].user
    batch = RegisterImport.objects.create(
        agency=school.agency, by=sender, file="a", digest=f"{school.pk:064d}", size=10, state="applied",
        layout="row_per_mark", counts=counts | {"rows": 3, "pupils": 1, "rejected": 1, "schools": 1},
        applied_at=timezone.now(), **cage.texts("attendance.RegisterImport", name, rule),
    )  # fmt: skip
    ImportPart.objects.create(
        batch=batch, school=school, first_on=aviary.on, last_on=aviary.on, rows=3, state="applied",
        counts=counts, applied_at=timezone.now(), **cage.texts("attendance.ImportPart", name, rule),
    )  # fmt: skip
    RejectedRow.objects.create(batch=batch, line=2, **cage.texts("attendance.RejectedRow", name, rule))
    aviary.things[f"import of {name}"] = batch
    answers_for = of_school(school.pk, P.IMPORT_REGISTERS)
    aviary.things[f"unmatched of {name}"] = add_unmatched(aviary, name, school, batch, 3, answers_for)


def add_unmatched(
    aviary: Aviary, name: str, school: School, batch: RegisterImport, line: int, rule: Rule
) -> UnmatchedRow:
    """A row about a child nobody could be found for, born on a day of its own."""
    born_on = aviary.on.replace(year=2013, month=1, day=1) + timedelta(days=line + 10 * school.pk % 300)
    aviary.cage.remember(ways_of_writing(born_on), "attendance.UnmatchedRow.born_on", name, rule)
    return UnmatchedRow.objects.create(
        batch=batch, school=school, line=line, born_on=born_on, year=aviary.year, first=80, marks="////",
        **aviary.cage.texts("attendance.UnmatchedRow", name, rule),
    )  # fmt: skip


def add_rows_of_restricted(aviary: Aviary) -> None:
    """What imports keep of a restricted child: a settled row and a total, for those named for the child alone."""
    child, batch = aviary.children["restricted"], aviary.things["import of own"]
    seen = of_child(child.pupil.pk)
    settled = all_of(of_school(child.school.pk, P.IMPORT_REGISTERS), seen)
    row = add_unmatched(aviary, "restricted", child.school, batch, 4, settled)
    row.settled_as, row.settled_pupil = "matched", child.pupil
    row.save(update_fields=["settled_as", "settled_pupil"])
    TermTotal.objects.create(
        batch=batch, school=child.school, pupil=child.pupil, line=5, source_school="1", upn_state="permanent",
        term="autumn", possible=100, authorised=3, unauthorised=4,
        **aviary.cage.texts(
            "attendance.TermTotal", "restricted", all_of(of_import(child.school.agency_id), seen)
        ),
    )  # fmt: skip
    aviary.things["settled row"] = row


def add_own(aviary: Aviary) -> None:
    """What is somebody's own: tokens of each scope for everybody, a saved filter, an agency's saved columns."""
    for name, held in aviary.world.people.items():
        for scope in TokenScope.values:
            texts = aviary.cage.texts("agencies.Token", name, own_of(held.pk))
            token, secret = Token.make(
                membership=held, scope=scope, expires_on=aviary.on + timedelta(days=9), **texts
            )
            aviary.secrets[name, scope] = secret
            aviary.things[f"token of {name}"] = token
        mail = Mail.objects.create(
            membership=held, address=held.user.email, state="bounced", made_at=timezone.now(),
            next_try_at=timezone.now(),
        )  # fmt: skip
        aviary.things[f"mail of {name}"] = mail
        aviary.things[f"message of {name}"] = Message.objects.create(
            membership=held,
            kind="referral-received",
            key="referral:1",
            path="/",
            told_at=timezone.now(),
            mail=mail,
        )
        texts = aviary.cage.texts("attendance.SavedFilter", name, own_of(held.pk))
        aviary.things[f"filter of {name}"] = SavedFilter.objects.create(membership=held, choices={}, **texts)
    for name, school in aviary.schools.items():
        texts = aviary.cage.texts("attendance.SavedMapping", name, of_agency(school.agency_id))
        SavedMapping.objects.create(
            agency=school.agency, headers=[], mapping={"columns": {}},
            by=aviary.world.people["school_lead"].user, **texts,
        )  # fmt: skip
    JobRun.objects.create(
        job="review", on=aviary.on, chunk="1-2", state="failed", attempts=3, error="OSError"
    )


def add_initiative(aviary: Aviary) -> None:
    """An initiative of the authority, with every school and every child in it."""
    row = Initiative.objects.create(
        authority=aviary.world.authority, name="Behaviour Improvement Programme", began_on=aviary.on
    )
    for school in aviary.schools.values():
        InitiativeSchool.objects.create(initiative=row, school=school, began_on=aviary.on)
    for child in aviary.children.values():
        InitiativePupil.objects.create(initiative=row, pupil=child.pupil, began_on=aviary.on)
    aviary.things["initiative"] = row


def add_closed_term(aviary: Aviary) -> None:
    """Last year's summer term as each authority closed it, with every child in the rolls kept with it.

    The present figures are of one mark more, so that the page tells of a difference.
    """
    year, period, on = aviary.year - 1, TERMS[-1], date(aviary.year, 7, 17)
    for name, school in aviary.schools.items():
        children = [child for child in aviary.children.values() if child.school == school]
        for roll, late in (
            (FrozenRoll(frozen=_closed(aviary, school, year, period, on)), 0),
            (PeriodRoll(), 1),
        ):
            roll.school, roll.records = school, _records(children, late).tobytes()
            if isinstance(roll, PeriodRoll):
                roll.year, roll.period = year, period
            roll.save()
        counts = _counts(len(children)) | {"illness": 0, "late": 1}
        SchoolFigure.objects.create(school=school, year=year, period=period, kind=Kind.ALL, value=0, **counts)
        CountedSchool.objects.create(school=school, year=year, on=on)
        aviary.things[f"closed term of {name}"] = (year, period)


def _closed(aviary: Aviary, school: School, year: int, period: int, on: date) -> FrozenTerm:
    """The closed term of a school's authority."""
    authority = school.authority
    schools = [each for each in aviary.schools.values() if each.authority == authority]
    figures = [
        FrozenFigure(each.urn, each.phase, period, Kind.ALL, 0, tuple(_counts(7)[count] for count in COUNTED))
        for each in schools
    ]
    content = document({"authority": authority.name}, figures)
    held, _ = FrozenTerm.objects.get_or_create(
        authority=authority, year=year, period=period,
        defaults={
            "on": on, "rule_set": "Those of the day.", "imports": {"parts": 1, "latest": ""},
            "document": packed(content), "digest": digest(content),
            "closed_by": aviary.world.people["attendance_leader"].user,
        },
    )  # fmt: skip
    return held


def _records(children: list[Child], late: int) -> np.ndarray:
    """A roll with a row for each child, as the figures keep it."""
    records = np.zeros(len(children), RECORD)
    for record, child in zip(records, children, strict=True):
        record["enrolment"], record["pupil"] = child.rows.enrolment.pk, child.pupil.pk
        record["possible"], record["attended"], record["unauthorised"] = 100, 60, 40
        record["late"], record["persistent"] = late, 1
    return records


def _counts(pupils: int) -> dict[str, int]:
    """The sums of so many pupils, each absent for forty sessions of a hundred."""
    found = dict.fromkeys(COUNTED, 0)
    found |= {"possible": 100 * pupils, "attended": 60 * pupils, "unauthorised": 40 * pupils}
    return found | dict.fromkeys(("pupils", "with_unauthorised", "persistent"), pupils)


def add_rows(aviary: Aviary) -> None:
    """Everything of this module."""
    for name, school in aviary.schools.items():
        add_school_rows(aviary, name, school)
        add_import(aviary, name, school)
    add_rows_of_restricted(aviary)
    add_own(aviary)
    add_initiative(aviary)
    add_closed_term(aviary)
