"""Orders in a story: made, served, not kept, charged about; each charge is held against the plain law."""

from datetime import timedelta

from cases.actions.cases import move_case
from enforcement.actions.attendance_orders import (
    breach_order,
    make_order,
    prepare_order,
    serve_first_notice,
    serve_order,
    serve_school_notice,
)
from enforcement.actions.evidence import add_item, make_paper, sign_paper, write_statement
from enforcement.actions.order_charges import prepare_order_charge
from enforcement.actions.prosecutions import change_charge, charge, decide_charge
from enforcement.actions.supervision import breach_supervision, direct, serve_supervision
from enforcement.models import (
    AttendanceOrder,
    Breach,
    Prosecution,
    SupervisionConsideration,
    SupervisionOrder,
)
from enforcement.queries.begun import CHARGES
from tests.enforcement.stateful import oracle
from tests.enforcement.stateful.acts import signs_of, something_waits
from tests.enforcement.stateful.story import LEGAL, OFFICER, Story

PAPERS = ("order", "service", "failures", "statement", "exhibits", "letters", "unused", "costs")


def order_school(story: Story, parent: int) -> None:
    """A school attendance order: two notices of fifteen days, the order by a second person, its service."""
    whose, _ = story.parents[parent]
    row = prepare_order(
        case=story.case, parent=whose, unsuitable_because="Nothing is taught.", by=story.by(OFFICER),
        equality_considered_on=story.on,
    )  # fmt: skip
    row = serve_first_notice(row=row, sent_on=story.on, days=15, how="By hand.", by=story.by(OFFICER))
    story.on += timedelta(days=15)
    row = serve_school_notice(
        row=row, sent_on=story.on, school=story.world.other_school, expedient_because="She asks for it.",
        how="By hand.", by=story.by(OFFICER),
    )  # fmt: skip
    story.on += timedelta(days=15)
    story.confirm(parent)
    row = make_order(row=row, by=story.by(LEGAL), version=row.version)
    assert row.made_on > row.intended_served_on + timedelta(days=14)
    assert row.intended_served_on > row.notice_served_on + timedelta(days=14)
    serve_order(row=row, sent_on=story.on, how="By hand.", by=story.by(OFFICER))


def direct_parents(story: Story) -> None:
    """A supervision order that was made is served, and the parents are given a direction."""
    if row := story.pick(SupervisionOrder, 0, "made"):
        by = story.by(OFFICER)
        if row.served_on is None:
            row = serve_supervision(row=row, served_on=story.on, how="By post.", by=by)
        direct(row=row, on=story.on, to="parents", text="Ring by 9.", wishes_heard="They agree.", by=by)


def not_kept(story: Story, at: int) -> None:
    """Somebody records that an order is not kept today, and the days go on."""
    by = story.by(OFFICER)
    if order := story.pick(AttendanceOrder, at, "made"):
        breach_order(row=order, on=story.on, what="Not enrolled.", explanation="", by=by)
    if order := story.pick(SupervisionOrder, at, "made"):
        given = order.directions.order_by("pk").last()
        breach_supervision(
            row=order, on=story.on, what="Nobody rang.", explanation="", direction=given, by=by
        )
    story.on += timedelta(days=3)


def prosecute_order(story: Story, parent: int, at: int) -> None:
    """A prosecution about an order over every failure on record that is not charged yet, whole, by a second person."""
    orders = [
        *AttendanceOrder.objects.filter(pupil=story.pupil, made_on__isnull=False).order_by("pk"),
        *SupervisionOrder.objects.filter(pupil=story.pupil, made_on__isnull=False).order_by("pk"),
    ]
    if not orders:
        return
    order, by = orders[at % len(orders)], story.by(OFFICER)
    whose, _ = story.confirm(parent)
    before = _charged_to(whose)
    failures = [each for each in order.breaches.order_by("on", "pk") if each.pk not in before]
    row = prepare_order_charge(
        row=order, parent=whose, failures=failures, by=by, equality_considered_on=story.on
    )
    row = _filled(story, row)
    waited, legal = something_waits(story), story.by(LEGAL)
    signs = signs_of(row, CHARGES[row.offence], (), legal)
    charge(row=row, by=legal, version=row.version, signs=signs)
    assert not waited
    might_be_charged_about(story, row, before)


def _charged_to(parent) -> set[int]:
    """The failures with which a parent was charged, however it ended."""
    rows = Prosecution.objects.filter(parent=parent).exclude(state__in=("draft", "dropped"))
    return set(rows.values_list("failures__breach", flat=True)) - {None}


def _filled(story: Story, row: Prosecution) -> Prosecution:
    by = story.by(OFFICER)
    row = change_charge(
        row=row, by=by, version=row.version, evidence_sufficient=True, in_public_interest=True,
        no_interview_because="No answer to three invitations.", parent_heard="Asked; nothing was said.",
    )  # fmt: skip
    write_statement(row=row, witness="Ida Marsh", post="Officer", text="I visited.", by=by)
    add_item(row=row, kind="exhibit", what="Letter", by=by, on=story.on)
    add_item(row=row, kind="cost", what="Preparation", amount=12_500, by=by, on=story.on)
    for kind in PAPERS:
        paper = make_paper(row=row, kind=kind, by=by)
        if kind in ("service", "statement"):
            sign_paper(paper=paper, signed_by="Ida Marsh", signed_on=story.on, by=by)
    row.refresh_from_db()
    return row


def might_be_charged_about(story: Story, row: Prosecution, before: set[int]) -> None:
    """The plain law of a charge about an order, laid on the day."""
    failures = list(Breach.objects.filter(charged__prosecution=row).select_related("direction"))
    order, days = row.attendance_order or row.supervision_order, [each.on for each in failures]
    assert failures
    assert not before & {each.pk for each in failures}
    last = (
        order.ended_on if row.attendance_order else min(order.expires_on, order.ended_on or order.expires_on)
    )
    assert all(order.served_on < day <= story.on and (last is None or day <= last) for day in days)
    assert story.on <= oracle.six_months_after(max(days))
    if row.attendance_order is not None:
        assert row.offence == "s443"
        assert order.parent_id == row.parent_id
        assert not any(_on_roll(story, order.named_school_id, day) for day in days)
        assert SupervisionConsideration.objects.filter(pupil=story.pupil, on__lte=story.on).exists()
        return
    assert row.offence == "sch3p18"
    assert len(days) >= 3
    assert all(each.direction.to != "child" and each.direction.on <= each.on for each in failures)


def _on_roll(story: Story, school: int, day) -> bool:
    rolls = story.pupil.enrolments.filter(school=school, began_on__lte=day)
    return any(each.ended_on is None or each.ended_on >= day for each in rolls)


def acquit_and_end(story: Story, at: int) -> None:
    """A parent is acquitted about a school order, and the court lets the order cease."""
    row = story.pick(Prosecution, at, "charged")
    if row is not None and row.attendance_order is not None:
        decide_charge(row=row, move="acquit", decided_on=story.on, by=story.by(OFFICER), order_ceases=True)
        order = AttendanceOrder.objects.get(pk=row.attendance_order_id)
        assert order.state == "ended"


def close(story: Story) -> None:
    """The case is closed, whatever work is left."""
    move_case(case=story.case, move="close", reason="So.", by=story.by(OFFICER), anyway=True)


def reopen(story: Story) -> None:
    """It is opened again."""
    officer = story.world.people["welfare_officer"].user
    move_case(case=story.case, move="reopen", reason="So.", by=story.by(OFFICER), officer=officer)
