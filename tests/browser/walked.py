"""The steps of a family's case as people take them on the pages, from the night's flag to the court's verdict."""

from datetime import timedelta

import time_machine
from django.urls import reverse

from attendance.actions.review import review
from attendance.models import Flag
from cases.models import Case, Referral
from cases.rules.referral import Tried
from enforcement.actions.watching import watch_warnings
from enforcement.models import FastTrack, Notice, NoticeRequest, Prosecution, WarningLetter
from tests.browser.walking import act, at, fill, follow, holds, press

OFFICER, MANAGER, LEGAL = "welfare_officer", "team_manager", "legal_officer"
EQUALITY = "Asked at the home visit: nothing is known of a disability or another ground against it."
PAPERS = (
    "certificate", "statement", "exhibits", "register", "letters", "chronology", "unused", "costs", "charges",
)  # fmt: skip


def flagged_and_referred(walk, story, family) -> None:
    """The night raises a flag; the school acts on it and refers the child."""
    with time_machine.travel(story.night):
        review(on=story.night, schools=[family.school.pk])
    flag = Flag.objects.filter(pupil=family.pupil).order_by("pk").first()
    with walk.of(story.lead, story.referred) as page:
        at(page, "flag", flag.pk)
        fill(page, note="Wrote to the mother and rang twice; no answer.")
        press(page, "Record what was done")
        holds(walk.look(page, "flag"), "Wrote to the mother")
        at(page, "pupil", family.pupil.ref)
        follow(page, "Refer to the locality team")
        press(page, "Begin the referral")
        before = story.referred - timedelta(days=7)
        fill(page, **{f"letter_{family.parent.pk}": before}, **{f"on_{kind}": before for kind in Tried})
        for question in ("What worries you", "What did the school consider", "What does the child say?"):
            page.get_by_label(question).fill("Away for a week without a word.")
        page.get_by_label("What do the parents say?").fill("Nothing: they do not answer.")
        press(page, "Send the referral")
        page.get_by_text("The referral is sent.").wait_for()


def taken_up(walk, story, family) -> Case:
    """The manager accepts the referral; the case is the officer's, who finds out what any step needs."""
    row = Referral.objects.get(pupil=family.pupil)
    with walk.of(MANAGER, story.accepted) as page:
        act(page, "referral-act", [row.ref, "accept"], "Accept")
        page.get_by_text("The referral is accepted.").wait_for()
    case = Case.objects.get(pupil=family.pupil)
    assert case.officer.name == "Welfare Officer"
    with walk.of(OFFICER, story.warned) as page:
        reason = "The plan of the school was not kept."
        act(page, "case-move", [case.ref, "enforce"], "Consider enforcement", reason=reason)
        at(page, "case-ladder", case.ref)
        holds(walk.look(page, "ladder-at-first"), "Nobody has checked", "No support is recorded")
        known(page, story, case, family)
    return case


def known(page, story, case, family) -> None:
    """Who the mother is, where she lives, that nobody else gave her a notice, and what was offered."""
    whose = [case.ref, family.contact.pk]
    act(
        page, "parent-check", whose, "Save the check", identity_confirmed="yes", how="Met at the school.",
        is_natural="yes", took_part="yes", said_adult="yes",
    )  # fmt: skip
    confirmed(page, case, family)
    act(page, "parent-enquiry", whose, "Save", authority="nobody", how_known="Always lived in the area.")
    act(
        page, "support-offer", [case.ref], "Save the support", what="Weekly visit of a family worker",
        offered_on=story.referred - timedelta(days=14), outcome="REFUSED",
    )  # fmt: skip


def confirmed(page, case, family) -> None:
    """The address is confirmed."""
    act(
        page, "parent-address", [case.ref, family.contact.pk], "Confirm the address",
        which=str(family.address.pk), how="Home visit.",
    )  # fmt: skip


def warned(walk, story, case, family, **weeks) -> WarningLetter:
    """The officer prepares the warning, the manager approves it, its letter is made and posted."""
    with walk.of(OFFICER, story.warned) as page:
        at(page, "case-ladder", case.ref)
        holds(walk.look(page, "ladder-before-warning"), "Weekly visit of a family worker")
        act(
            page, "warning-prepare", [case.ref, family.contact.pk], "Prepare the warning", equality_note=EQUALITY,
            target="Callum is at school on every day on which it is open.",
            further_support="The family worker still comes: ring 0161 496 0100.", **weeks,
        )  # fmt: skip
        row = WarningLetter.objects.get(pupil=family.pupil)
        holds(walk.look(page, "warning-prepared"), "same person")
    with walk.of(MANAGER, story.approved) as page:
        act(page, "warning-move", [row.ref, "issue"], "Check and approve", checked=True)
    with walk.of(OFFICER, story.approved) as page:
        walk.letter(page, reverse("warning", args=[row.ref]), "Warning", "warning")
        act(
            page, "warning-move", [row.ref, "serve"], "Record that it was served", method="first_class",
            sent_on=story.approved,
        )  # fmt: skip
    return row


def failed(walk, story, case, row) -> None:
    """The night sees more absence within the period, and the officer decides."""
    with time_machine.travel(story.missed):
        watch_warnings(on=story.again[-1], schools=[case.school_id])
    with walk.of(OFFICER, story.missed) as page:
        at(page, "warning", row.ref)
        holds(
            walk.look(page, "warning-watched"),
            "4 sessions missed without authority",
            "Not enough improvement",
        )
        reason = "Away on two more days, and nobody rang."
        act(page, "warning-move", [row.ref, "end"], "Decide how it ended", improved="no", reason=reason)


def asked_for(walk, story, family) -> NoticeRequest:
    """The school asks for a notice."""
    with walk.of(story.lead, story.asked) as page:
        at(page, "notice-request-ask", family.pupil.ref)
        walk.look(page, "request-asked")
        fill(
            page, first_on=story.away[0], last_on=story.again[-1], reason="Away again after the warning.",
            tried="Letters, a meeting, the family worker.", registers_right="yes", no_reason_given="yes",
        )  # fmt: skip
        press(page, "Send the request")
        holds(walk.look(page, "request-sent"), "14 unauthorised of")
    return NoticeRequest.objects.get(pupil=family.pupil)


def issued(walk, story, case, family) -> Notice:
    """The officer prepares the notice, and the legal officer checks and issues it at the gate."""
    with walk.of(OFFICER, story.prepared) as page:
        confirmed(page, case, family)
        at(page, "case-step", case.ref, family.contact.pk, "notice")
        walk.look(page, "step-notice")
        act(
            page, "notice-prepare", [case.ref, family.contact.pk], "Prepare the notice", equality_note=EQUALITY,
            method="first_class", issuer_is_authorised="yes",
        )  # fmt: skip
        row = Notice.objects.get(pupil=family.pupil)
        page.goto(reverse("notice-move", args=[row.ref, "issue"]))
        assert "403" in page.title() or "not" in page.locator("h1").inner_text().lower()
    with walk.of(LEGAL, story.issued) as page:
        at(page, "notice", row.ref)
        holds(walk.look(page, "notice-gate"), "The gate today, were you to issue it")
        act(page, "notice-move", [row.ref, "issue"], "Check and issue", checked=True)
    row.refresh_from_db()
    return row


def served(walk, story, row) -> None:
    """The letter is made, read, and posted."""
    with walk.of(OFFICER, story.issued) as page:
        walk.letter(page, reverse("notice", args=[row.ref]), "Penalty notice", "notice")
        act(
            page, "notice-move", [row.ref, "serve"], "Record that it was served", method="first_class",
            sent_on=story.issued,
        )  # fmt: skip
        walk.look(page, "notice-served")
    row.refresh_from_db()


def on_the_fast_track(walk, story, case, family) -> None:
    """The officer prepares the twelve weeks, a manager enters them and sends the family on to court."""
    with walk.of(OFFICER, story.unpaid) as page:
        confirmed(page, case, family)
        act(
            page, "case-court-begin", [case.ref, "track"], "Begin", parent=str(family.parent.pk),
            equality_considered_on=story.unpaid, equality_note=EQUALITY,
        )  # fmt: skip
    row = FastTrack.objects.get(pupil=family.pupil)
    with walk.of(MANAGER, story.unpaid) as page:
        at(page, "fast-track-act", row.ref, "enter")
        signs = page.locator("main [name=signs]")
        for number in range(signs.count()):
            signs.nth(number).check()
        press(page, "Enter the fast track")
        walk.look(page, "fast-track")
        reason = "The notice is unpaid, and nothing changed."
        act(page, "fast-track-act", [row.ref, "to-court"], "Save", reason=reason)


def prosecuted(walk, story, case, family, **details) -> Prosecution:
    """An order is considered, the prosecution prepared, interviewed, stated and its pack made and signed."""
    with walk.of(OFFICER, story.unpaid) as page:
        confirmed(page, case, family)
        act(
            page, "case-court-begin", [case.ref, "consider"], "Begin", decision="not",
            reason="She refuses every visit: an order that rests on working with her would not help.",
        )  # fmt: skip
        act(
            page, "case-court-begin", [case.ref, "prosecution"], "Begin", parent=str(family.parent.pk),
            offence="s444(1)", first_on=story.away[0], last_on=story.again[-1],
            equality_considered_on=story.unpaid, equality_note=EQUALITY,
        )  # fmt: skip
        row = Prosecution.objects.get(pupil=family.pupil)
        holds(
            walk.look(page, "prosecution-begun"), "certificate of attendance is missing", "It is not complete"
        )
        act(
            page, "prosecution-act", [row.ref, "details"], "Save", evidence_sufficient=True, in_public_interest=True,
            code_test_note="The register is clear, and help was refused.", **details,
        )  # fmt: skip
        act(
            page, "prosecution-act", [row.ref, "invite"], "Save", invited_on=story.unpaid,
            planned_on=story.charged - timedelta(days=1), place="Civic Centre, room 4",
        )  # fmt: skip
    with walk.of(OFFICER, story.charged - timedelta(days=1)) as page:
        pack(walk, page, story, row)
    return row


def pack(walk, page, story, row) -> None:
    """Interview, statement, schedules, every paper, and the two signatures."""
    on = story.charged - timedelta(days=1)
    act(
        page, "prosecution-act", [row.ref, "interview"], "Save", held_on=on, cautioned=True, present="The mother",
        text="Asked whether she knew of the absences she answered: I know.",
    )  # fmt: skip
    act(
        page, "prosecution-act", [row.ref, "statement"], "Save", witness="Welfare Officer", post="Welfare officer",
        text="I visited the home on two days. On both the mother told me that she knew.",
    )  # fmt: skip
    item = ["prosecution-act", [row.ref, "item"], "Save"]
    act(page, *item, kind="exhibit", what="Warning and notice of the authority", on=on)
    act(page, *item, kind="cost", what="Preparation, four hours", on=on, amount="145.00")
    at(page, "prosecution", row.ref)
    for kind in PAPERS:
        with page.expect_navigation():
            page.locator(f"form[action$='/papers/{kind}/make/'] button").click()
    papers = {paper.kind: paper for paper in row.papers.all()}
    for kind, by in (("certificate", "Mrs Fitton, head teacher"), ("statement", "Welfare Officer")):
        act(
            page,
            "prosecution-act",
            [row.ref, "sign"],
            "Save",
            paper=str(papers[kind].pk),
            signed_by=by,
            signed_on=on,
        )
    holds(walk.look(page, "pack"), "Complete", none_of=("It is not complete",))
    for kind, paper in papers.items():
        walk.fetch(page, reverse("prosecution-paper", args=[row.ref, paper.pk]), kind)


def tried(walk, story, case, row, *, unknown=(), **verdict) -> None:
    """The legal officer charges; the court hears it and convicts."""
    with walk.of(LEGAL, story.charged) as page:
        at(page, "prosecution-act", row.ref, "charge")
        holds(walk.look(page, "charge-gate"), "What the gate says today", none_of=unknown)
        signs = page.locator("main [name=signs]")
        for number in range(signs.count()):
            signs.nth(number).check()
        press(page, "Charge today")
    with walk.of(OFFICER, story.charged) as page:
        act(
            page, "prosecution-act", [row.ref, "hearing"], "Save", purpose="first", on=story.heard, at="10:00",
            court="Irwell Magistrates’ Court",
        )  # fmt: skip
    with walk.of(OFFICER, story.heard) as page:
        hearing = row.hearings.get()
        act(page, "hearing-act", [hearing.pk, "hear"], "Save", result="Proved in absence. Fined, with costs.")
        act(
            page, "prosecution-act", [row.ref, "convict"], "Save", decided_on=story.heard, plea="absent",
            sentence="fine", costs_awarded="145.00", **verdict,
        )  # fmt: skip
        holds(walk.look(page, "prosecution-convicted"), "Convicted", "Irwell Magistrates’ Court", "£145")


def told_to_the_school(walk, story, case, asked) -> None:
    """The school reads what came of its request, and nothing of the evidence."""
    with walk.of(story.lead, story.closed) as page:
        at(page, "notice-request", asked.ref)
        holds(walk.look(page, "request-answered"), "What came of it", "Charged in court, convicted")
        at(page, "case-timeline", case.ref)
        holds(
            walk.look(page, "timeline-of-school"),
            "A prosecution has begun",
            none_of=("I know", "refuses every"),
        )
