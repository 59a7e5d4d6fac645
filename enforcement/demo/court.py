"""Court in the demonstration: the fast track, and prosecutions at every point of their way."""

from collections.abc import Callable
from datetime import time, timedelta

from cases.actions.doors import Refused
from enforcement.actions.evidence import (
    add_item,
    hold_interview,
    invite,
    make_paper,
    sign_paper,
    write_statement,
)
from enforcement.actions.fast_track import end_track, enter_track, finish_step, prepare_track
from enforcement.actions.gates import ask
from enforcement.actions.hearings import adjourn, end_hearing, list_hearing
from enforcement.actions.prosecutions import (
    change_charge,
    charge,
    consider_supervision,
    decide_charge,
    end_charge,
    prepare_charge,
)
from enforcement.demo.families import EQUALITY, Family, Unfit
from enforcement.demo.noticed import unpaid
from enforcement.models import FastTrack, Notice, Prosecution
from enforcement.queries.absence import entry_sessions, marks_of
from enforcement.queries.begun import CHARGES
from enforcement.queries.ground import answers_for
from enforcement.rules.facts import Step

BECAUSE = {"equality_note": EQUALITY}
COURT = "Irwell Magistrates’ Court"
SIGNED = ("certificate", "statement")
PAPERS = (*SIGNED, "exhibits", "register", "letters", "chronology", "unused", "costs")


def track(family: Family, days: int) -> FastTrack:
    """A fast track that is prepared."""
    family.get_known(days + 1)
    by = family.officer(days)
    return prepare_track(
        case=family.case, parent=family.parent, by=by, because=BECAUSE, equality_considered_on=by.on
    )


def track_running(family: Family, days: int = 24) -> FastTrack:
    """A fast track in its fourth week: letter, visit and panel are done."""
    row = track(family, days)
    by = family.manager(days)
    if row.case.team_id != by.agency.pk:
        raise Unfit
    marks = marks_of(row.pupil, row.school, by.on)
    sessions = entry_sessions(marks, by.on, answers=answers_for(by))
    asked = ask(row, Step.FAST_TRACK, sessions, by, checked_by=by.user_id).gate.unsigned
    signs = [each.key for each in asked if each.signed_by == by.role.label.lower()]
    row = enter_track(track=row, by=by, version=row.version, signs=signs)
    for step in row.steps.order_by("due_on"):
        if step.due_on <= family.ago(5):
            done = (family.cast.until - step.due_on).days
            finish_step(step=step, done_on=step.due_on, note="Done as planned.", by=family.officer(done))
    return row


def track_ended(family: Family) -> None:
    """A fast track that stopped because the child came to school."""
    row = track_running(family, 50)
    end_track(track=row, move="improve", reason="Two absences in six weeks.", by=family.officer(3))


def considered(family: Family, days: int) -> None:
    """An education supervision order is considered, and decided against."""
    consider_supervision(
        case=family.case, decision="not", by=family.officer(days),
        reason="The mother refuses every visit: an order that rests on working with her would not help now.",
    )  # fmt: skip


def prosecution(family: Family, days: int) -> Prosecution:
    """A prosecution that is being built: offence and test are written, some of the pack is there."""
    family.get_known(days + 2)
    considered(family, days + 1)
    by = family.officer(days)
    row = prepare_charge(
        case=family.case, parent=family.parent, first_on=by.on - timedelta(days=150), last_on=by.on, by=by,
        because=BECAUSE, equality_considered_on=by.on,
    )  # fmt: skip
    row = change_charge(
        row=row, by=by, version=row.version, evidence_sufficient=True, in_public_interest=True,
        code_test_note="The register is clear, help was refused four times, and the child misses half of school.",
        knowledge="Letter of the school\nVisit to the home, when the mother said that she knew",
    )  # fmt: skip
    invite(row=row, invited_on=by.on, planned_on=by.on + timedelta(days=5), place="Civic Centre", by=by)
    write_statement(
        row=row, witness=by.user.name, post="Education welfare officer", by=by,
        text="I visited the home twice and spoke with the mother. She told me that she could not get the child up.",
    )  # fmt: skip
    return row


def charged(family: Family, days: int) -> Prosecution:
    """A prosecution whose pack was completed and which the legal officer charged."""
    row = prosecution(family, days + 8)
    by = family.officer(days + 1)
    hold_interview(
        interview=row.interviews.get(), held_on=by.on, cautioned=True, present="The mother, a friend of hers", by=by,
        text="Asked whether she knew of the absences the mother answered: I know, the school rings every day.",
    )  # fmt: skip
    add_item(row=row, kind="exhibit", what="Letters of the school", by=by, on=by.on)
    add_item(row=row, kind="cost", what="Preparation, four hours", amount=14_500, by=by, on=by.on)
    for kind in PAPERS:
        paper = make_paper(row=row, kind=kind, by=by)
        if kind in SIGNED:
            sign_paper(
                paper=paper, signed_by="Head teacher" if kind == "certificate" else by.user.name, signed_on=by.on,
                by=by,
            )  # fmt: skip
    row.refresh_from_db()
    legal = family.legal(days)
    sessions = tuple(row.sessions.order_by("on", "session").values_list("on", "session"))
    asked = ask(row, CHARGES[row.offence], sessions, legal, checked_by=legal.user_id).gate.unsigned
    signs = [each.key for each in asked if each.signed_by == legal.role.label.lower()]
    return charge(row=row, by=legal, version=row.version, signs=signs)


def listed(family: Family) -> None:
    """A first hearing was adjourned, the next is in two weeks."""
    row = charged(family, 30)
    by = family.officer(29)
    first = list_hearing(of=row, on=family.ago(6), court=COURT, purpose="first", at=time(10, 0), by=by)
    adjourn(
        hearing=first, to=family.ago(-14), at=time(10, 30), reason="The mother asked for time to see a solicitor.",
        by=family.officer(5),
    )  # fmt: skip


def after_a_notice(family: Family, unpaid: Callable[[Family], Notice] = unpaid) -> None:
    """An unpaid notice whose offence is charged: the notice stands as charged."""
    row = unpaid(family)
    if family.ago(1) <= (row.full_until or family.cast.until):
        raise Unfit
    made = charged(family, 1)
    row.refresh_from_db()
    if row.state != "charged":
        raise Refused("The sessions of the notice were not charged.")
    list_hearing(
        of=made, on=family.ago(-21), court=COURT, purpose="first", at=time(11, 0), by=family.officer(0)
    )


def convicted(family: Family, days: int = 45) -> Prosecution:
    """Convicted: plea, fine and costs are on the record."""
    row = charged(family, days)
    by = family.officer(20)
    hearing = list_hearing(of=row, on=by.on, court=COURT, purpose="first", at=time(10, 0), by=by)
    end_hearing(hearing=hearing, move="hear", result="Guilty plea. Fined, with costs and surcharge.", by=by)
    result = {
        "plea": "guilty", "sentence": "fine", "fine": 12_000, "surcharge": 4_800, "costs_awarded": 14_500,
        "sentence_note": "To be paid within 28 days.",
    }  # fmt: skip
    return decide_charge(row=row, move="convict", decided_on=by.on, result=result, by=by)


def acquitted(family: Family) -> None:
    """Found not guilty."""
    row = charged(family, 40)
    by = family.officer(15)
    hearing = list_hearing(of=row, on=by.on, court=COURT, purpose="trial", at=time(14, 0), by=by)
    end_hearing(
        hearing=hearing, move="hear", result="The child had been unwell: letters of the surgery.", by=by
    )
    decide_charge(row=row, move="acquit", decided_on=by.on, by=by)


def discontinued(family: Family) -> None:
    """Withdrawn from court."""
    row = charged(family, 20)
    end_charge(
        row=row, move="discontinue", reason="The certificate was wrong about a week of illness.",
        by=family.legal(8),
    )  # fmt: skip
