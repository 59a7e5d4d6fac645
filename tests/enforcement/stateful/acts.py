"""The acts of enforcement on a story's family; each asserts, once it was done, that the plain law allows it."""

from datetime import timedelta

from enforcement.actions.evidence import add_item, make_paper, sign_paper, write_statement
from enforcement.actions.gates import ask
from enforcement.actions.money import Incoming, match_payment, take_payment
from enforcement.actions.notices import (
    drop_notice,
    issue_notice,
    prepare_notice,
    serve_notice,
    withdraw_notice,
)
from enforcement.actions.prosecutions import (
    change_charge,
    charge,
    consider_supervision,
    decide_charge,
    drop_charge,
    end_charge,
    prepare_charge,
)
from enforcement.actions.reversals import reverse_payment
from enforcement.actions.supervision import (
    apply_supervision,
    change_supervision,
    end_supervision,
    make_supervision,
    prepare_supervision,
)
from enforcement.models import (
    ChargedSession,
    Correspondence,
    Notice,
    NoticeSession,
    Payment,
    Prosecution,
    SupervisionConsideration,
    SupervisionOrder,
)
from enforcement.queries.begun import CHARGES
from enforcement.rules.allocation import Reversal
from enforcement.rules.facts import Step
from enforcement.rules.service import Method
from enforcement.rules.withdrawal import Ground
from tests.enforcement.stateful import oracle
from tests.enforcement.stateful.story import LEGAL, OFFICER, SUPPORT, Story

PAPERS = ("certificate", "statement", "exhibits", "register", "letters", "unused", "costs")
UNAUTHORISED = {"O", "U", "G"}


def signs_of(row, step, sessions, by) -> list[str]:
    """The answers of the gate that wait for the signature of whoever acts."""
    asked = ask(row, step, sessions, by, checked_by=by.user_id)
    return [each.key for each in asked.gate.unsigned if each.signed_by == by.role.label.lower()]


def something_waits(story: Story) -> bool:
    """What shuts every step: money that waits, or a letter that nobody has read."""
    unread = Correspondence.objects.filter(pupil=story.pupil, read_on=None)
    return oracle.money_waits(story.pupil) or unread.exists()


# Notices.


def give_notice(story: Story, parent: int, block: int) -> None:
    """Prepare a notice and have a second person issue it."""
    whose, address = story.confirm(parent)
    sessions = story.week(block)
    for left in story.notices("draft"):
        drop_notice(notice=left, reason="Anew.", by=story.by(OFFICER))
    draft = prepare_notice(
        case=story.case, parent=whose, address=address, sessions=sessions, equality_considered_on=story.on,
        because={"warning_skipped_because": "A holiday.", "support_unsuitable_because": SUPPORT},
        issuer_is_authorised=True, method=Method.BY_HAND, by=story.by(OFFICER),
    )  # fmt: skip
    before = oracle.counted_on(whose, story.pupil, story.on)
    contemplated = Prosecution.objects.filter(pupil=story.pupil, parent=whose, state="draft").exists()
    used, waited = _live_sessions(whose), something_waits(story)
    legal = story.by(LEGAL)
    row = issue_notice(
        notice=draft, by=legal, version=draft.version, signs=signs_of(draft, Step.NOTICE, sessions, legal)
    )
    assert not waited
    assert not contemplated
    assert not used & set(sessions)
    assert {story.code(each) for each in sessions} <= UNAUTHORISED
    assert story.on_roll()
    assert not oracle.under_an_order(story.pupil, [story.on, *(day for day, _ in sessions)])
    price = oracle.price(story.on, sessions[-1][0], before)
    assert price.is_old or before < 2
    assert (row.lower_amount, row.lower_days) == (price.lower, price.lower_days)
    assert (row.full_amount, row.full_days, row.is_old_law) == (price.full, price.full_days, price.is_old)


def _live_sessions(parent) -> set:
    """The sessions on which a notice or charge against a parent rests."""
    noticed = NoticeSession.objects.filter(parent=parent, is_live=True)
    charged = ChargedSession.objects.filter(parent=parent, is_live=True)
    return {*noticed.values_list("on", "session"), *charged.values_list("on", "session")}


def serve(story: Story, at: int) -> None:
    """Hand a notice over: its days follow."""
    if row := story.pick(Notice, at, "issued"):
        row = serve_notice(notice=row, sent_on=story.on, method=Method.BY_HAND, by=story.by(OFFICER))
        assert row.received_on == story.on
        assert (row.lower_until, row.full_until) == oracle.price_held(row).last_days(story.on)


def withdraw(story: Story, at: int, ground: Ground) -> None:
    """Withdraw a notice, whatever it is; what was paid is owed back to the last penny."""
    if row := story.pick(Notice, at, "issued", "served", "paid"):
        paid = oracle.paid_towards(row)
        owed = _to_refund()
        withdraw_notice(notice=row, ground=ground, reason="So.", by=story.by(LEGAL))
        if ground is Ground.NO_PROSECUTION:
            assert row.state == "served"
            assert story.on > oracle.price_held(row).last_days(row.received_on)[1]
        assert _to_refund() == owed + paid


def _to_refund() -> int:
    return sum(row.refund for row in Payment.objects.all())


# Money.


def pay(story: Story, number: int, at: int, named: str, amount: str) -> None:
    """Money comes: by the right reference, a wrong one or none; the exact amount, less, more or the full one."""
    row = story.pick(Notice, at, *oracle.LIVE)
    if row is None:
        return
    open_ = row.state == "served"
    due = oracle.due_on(row, story.on) if open_ else 0
    sums = {"due": due or 12_000, "short": 3_000, "full": row.full_amount, "much": 40_000}
    text = {"right": row.reference, "wrong": row.reference[:-1] + "x", "none": "thank you"}[named]
    payment, _ = take_payment(
        incoming=Incoming(key=f"k{number}", received_on=story.on, amount=sums[amount], text=text),
        by=story.by(LEGAL),
    )
    row.refresh_from_db()
    paid_now = open_ and row.state == "paid"
    assert paid_now == (open_ and named == "right" and 0 < due <= sums[amount])
    if paid_now:
        assert (row.paid_amount, row.paid_on) == (due, story.on)
        assert payment.discharged == due
    elif named == "right" and open_:
        assert payment.discharged == 0


def match(story: Story, at: int, which: int, late: bool) -> None:
    """A person says for which notice held money is."""
    payments = list(Payment.objects.filter(held__gt=0).order_by("pk"))
    row = story.pick(Notice, at, "served")
    if row is None or not payments:
        return
    payment = payments[which % len(payments)]
    due = oracle.due_on(row, payment.received_on)
    match_payment(
        payment=payment, references=[row.reference], reason="Said so.", version=payment.version, accept_late=late,
        by=story.by(LEGAL),
    )  # fmt: skip
    row.refresh_from_db()
    assert row.state == "paid"
    assert row.paid_amount == (due or (row.full_amount if late else 0))


def decide(story: Story, do, which: int) -> None:
    """One decision about one of the payments."""
    rows = list(Payment.objects.order_by("pk"))
    if rows:
        row = rows[which % len(rows)]
        do(payment=row, reason="So.", by=story.by(LEGAL), version=row.version)


def refund(story: Story, do, which: int) -> None:
    """What is owed back is sent back, once."""
    rows = list(Payment.objects.order_by("pk"))
    if rows:
        row = rows[which % len(rows)]
        row = do(payment=row, by=story.by(LEGAL), version=row.version)
        assert row.refunded == row.refund


def undo(story: Story, which: int, how: Reversal) -> None:
    """A payment did not stand: what it paid is unpaid again, and nobody is charged for as many days again."""
    rows = list(Payment.objects.filter(is_disputed=True).order_by("pk"))
    if not rows:
        return
    row = rows[which % len(rows)]
    paid = [each for each in story.notices("paid") if each.parts.filter(payment=row).exists()]
    sums = {each.pk: oracle.paid_by(row, each) for each in paid}
    kept = sum(each.amount - each.reversed for each in Payment.objects.all())
    reverse_payment(payment=row, how=how, reason="So.", by=story.by(LEGAL), version=row.version)
    for notice in paid:
        notice.refresh_from_db()
        assert (notice.state == "served") == (sums[notice.pk] > 0)
        if sums[notice.pk]:
            assert notice.no_charge_until == story.on + timedelta(days=notice.full_days - 1)
    gone = row.amount - row.refunded if how is Reversal.BANK else 0
    assert sum(each.amount - each.reversed for each in Payment.objects.all()) == kept - gone


# Court.


def consider(story: Story) -> None:
    """A supervision order is considered."""
    consider_supervision(case=story.case, decision="not", reason="Support was refused.", by=story.by(OFFICER))


def contemplate(story: Story, parent: int, block: int, offence: str) -> Prosecution:
    """A prosecution over a week is prepared, with everything that its pack asks for."""
    whose, _ = story.confirm(parent)
    sessions = story.week(block)
    by = story.by(OFFICER)
    row = prepare_charge(
        case=story.case, parent=whose, first_on=sessions[0][0], last_on=sessions[-1][0], by=by,
        equality_considered_on=story.on, because={"support_unsuitable_because": SUPPORT},
    )  # fmt: skip
    return change_charge(
        row=row, by=by, version=row.version, offence=offence, knowledge="Two visits", evidence_sufficient=True,
        in_public_interest=True, no_interview_because="No answer to three invitations.",
    )  # fmt: skip


def prosecute(story: Story, parent: int, block: int, offence: str) -> None:
    """Prepare a prosecution, fill its pack, and have a second person charge."""
    row = contemplate(story, parent, block, offence)
    by = story.by(OFFICER)
    write_statement(row=row, witness="Ida Marsh", post="Officer", text="I visited.", by=by)
    add_item(row=row, kind="exhibit", what="Letter", by=by, on=story.on)
    add_item(row=row, kind="cost", what="Preparation", amount=12_500, by=by, on=story.on)
    for kind in PAPERS:
        paper = make_paper(row=row, kind=kind, by=by)
        if kind in ("certificate", "statement"):
            sign_paper(paper=paper, signed_by="Head teacher", signed_on=story.on, by=by)
    row.refresh_from_db()
    sessions = tuple(row.sessions.order_by("on", "session").values_list("on", "session"))
    used, waited = _used(row, sessions), something_waits(story)
    legal = story.by(LEGAL)
    signs = signs_of(row, CHARGES[row.offence], sessions, legal)
    charge(row=row, by=legal, version=row.version, signs=signs)
    assert not waited
    might_be_charged(story, row, sessions, used)


def _used(row: Prosecution, sessions) -> list[Notice]:
    """The notices of the parent that rest on one of the sessions, as they were before the charge."""
    days = set(sessions)
    rests = NoticeSession.objects.filter(notice__pupil=row.pupil_id, notice__parent=row.parent_id)
    keys = {each.notice_id for each in rests if (each.on, each.session) in days}
    return list(Notice.objects.filter(pk__in=keys).exclude(state__in=("draft", "dropped")))


def might_be_charged(story: Story, row: Prosecution, sessions, used: list[Notice]) -> None:
    """The plain law of a charge laid on the day."""
    assert sessions
    assert {story.code(each) for each in sessions} <= UNAUTHORISED
    assert not oracle.under_an_order(story.pupil, [day for day, _ in sessions])
    assert story.on <= oracle.six_months_after(sessions[-1][0])
    considered = SupervisionConsideration.objects.filter(pupil=story.pupil, on__lte=story.on)
    assert considered.exists()
    for notice in used:
        assert notice.state not in ("paid", "charged", "issued")
        if notice.state == "served":
            assert story.on > oracle.price_held(notice).last_days(notice.received_on)[1]
            again = notice.reversed_on and notice.reversed_on + timedelta(days=notice.full_days - 1)
            assert again is None or story.on > again
        if notice.state == "withdrawn":
            assert notice.ground == "material_error"
            assert any(each.fresh_for_id == notice.pk and each.state == "served" for each in used)


def give_up(story: Story) -> None:
    """Decide not to prosecute."""
    if row := story.pick(Prosecution, 0, "draft"):
        drop_charge(row=row, reason="So.", by=story.by(OFFICER))


def end_in_court(story: Story, at: int, how: str) -> None:
    """A verdict, or the charge is withdrawn from court."""
    row = story.pick(Prosecution, at, "charged")
    if row is None:
        return
    if how == "discontinue":
        end_charge(row=row, move=how, reason="So.", by=story.by(LEGAL))
    else:
        result = {"plea": "guilty", "sentence": "fine", "fine": 6_000} if how == "convict" else {}
        decide_charge(row=row, move=how, decided_on=story.on, result=result, by=story.by(OFFICER))


def supervise(story: Story) -> None:
    """A supervision order is applied for by a second person and made."""
    whose, _ = story.confirm(0)
    officer, legal = story.by(OFFICER), story.by(LEGAL)
    because = {"support_unsuitable_because": SUPPORT}
    row = prepare_supervision(
        case=story.case, parent=whose, equality_considered_on=story.on, because=because, by=officer
    )
    row = change_supervision(
        row=row, by=officer, version=row.version, not_educated_because="Away for weeks.", consulted_on=story.on,
        consulted="Children's services", consultation="None known.", court="Irwell",
    )  # fmt: skip
    apply_supervision(row=row, by=legal, version=row.version)
    row.refresh_from_db()
    row = make_supervision(
        row=row, made_on=story.on, supervisor=officer.user, terms="As usual.", by=officer,
        review_on=story.on + timedelta(days=30),
    )  # fmt: skip
    year_on = oracle.years_before(story.on, -1) - timedelta(days=1)
    assert row.expires_on == year_on


def end_order(story: Story) -> None:
    """The court discharges an order."""
    if row := story.pick(SupervisionOrder, 0, "made"):
        end_supervision(row=row, ended_on=story.on, ending="discharged", reason="So.", by=story.by(OFFICER))
