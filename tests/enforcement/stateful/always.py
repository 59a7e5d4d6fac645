"""What stands at every moment of a story, whatever was done before: read back from the rows and their histories."""

from itertools import combinations, pairwise

from enforcement.models import (
    AttendanceOrder,
    ChargedFailure,
    ChargedSession,
    Decision,
    Notice,
    NoticeElsewhere,
    NoticeMove,
    NoticeSession,
    Payment,
    Prosecution,
    SupervisionOrder,
)
from enforcement.workflow import MOVES, transitions
from enforcement.workflow.court import CHARGE_MOVES
from enforcement.workflow.orders import ATTENDANCE_MOVES, SUPERVISION_MOVES
from tests.enforcement.stateful import oracle
from tests.enforcement.stateful.story import Story


def holds(story: Story) -> None:
    """Everything that must never be otherwise."""
    sessions_are_used_once(story)
    never_a_third(story)
    every_step_had_an_open_gate(story)
    money_adds_up()
    paid_notices_were_paid(story)
    history_is_complete(story)


def sessions_are_used_once(story: Story) -> None:
    """One parent, one session or failure: one live notice, one charge; a paid session is never charged."""
    noticed = list(NoticeSession.objects.filter(is_live=True).values_list("parent", "pupil", "on", "session"))
    assert len(noticed) == len(set(noticed))
    charged = list(
        ChargedSession.objects.filter(is_live=True).values_list("parent", "pupil", "on", "session")
    )
    assert len(charged) == len(set(charged))
    failures = list(ChargedFailure.objects.filter(is_live=True).values_list("parent", "breach"))
    assert len(failures) == len(set(failures))
    paid = NoticeSession.objects.filter(notice__state="paid").values_list("parent", "pupil", "on", "session")
    assert not set(paid) & set(charged)


def never_a_third(story: Story) -> None:
    """No three notices of the present law to one parent within three years."""
    for parent, _ in story.parents:
        rows = Notice.objects.filter(
            parent=parent, pupil=story.pupil, state__in=oracle.LIVE, is_old_law=False
        )
        # What another authority tells afterwards cannot undo what was given.
        known = NoticeElsewhere.objects.filter(parent=parent, enquiry__answered_on__isnull=False)
        for row in rows:
            then = [each.issued_on for each in rows if each.issued_on <= row.issued_on]
            then += [
                each.issued_on
                for each in known.select_related("enquiry")
                if oracle.NEW_LAW <= each.issued_on <= row.issued_on
                and each.enquiry.answered_on < row.issued_on
            ]
            began = oracle.years_before(row.issued_on, 3)
            assert sum(began < day for day in then) <= 2


def every_step_had_an_open_gate(story: Story) -> None:
    """Each step stands on a decision with every answer, taken by a second person."""
    for model, before in (
        (Notice, ("draft", "dropped")),
        (Prosecution, ("draft", "dropped")),
        (SupervisionOrder, ("draft", "dropped")),
        (AttendanceOrder, ("draft", "noticed", "intended", "satisfied", "dropped")),
    ):
        for row in model.objects.filter(pupil=story.pupil).exclude(state__in=before):
            assert row.decision.gate["is_open"] is True
            assert row.decision.gate["answers"]
            assert row.checked_by_id not in (None, row.drafted_by_id)
    assert not Decision.objects.filter(pupil=story.pupil).exclude(gate__is_open=True).exists()


def money_adds_up() -> None:
    """Every payment is what it paid, what goes back and what is held."""
    for payment in Payment.objects.all():
        assert payment.amount == payment.discharged + payment.refund + payment.held + payment.reversed
        went = sum(each.amount for each in payment.parts.filter(outcome="discharges"))
        back = sum(each.amount for each in payment.parts.exclude(outcome="discharges"))
        assert payment.discharged == went - back


def paid_notices_were_paid(story: Story) -> None:
    """A notice is paid where the whole amount came for it, and nowhere else; its days are those of its price."""
    for row in Notice.objects.filter(pupil=story.pupil).exclude(state="dropped"):
        paid = oracle.paid_towards(row)
        assert (row.state == "paid") == (paid > 0), row.state
        if row.state == "paid":
            assert paid == row.paid_amount
            assert paid in (row.lower_amount, row.full_amount)
        if row.received_on is not None:
            assert (row.lower_until, row.full_until) == oracle.price_held(row).last_days(row.received_on)


NEEDED = {
    "issued": {"prepare", "issue"},
    "served": {"prepare", "issue", "serve"},
    "paid": {"prepare", "issue", "serve", "discharge"},
    "charged": {"prepare", "issue", "serve", "charge"},
    "withdrawn": {"prepare", "issue", "withdraw"},
    "dropped": {"prepare", "drop"},
}


def history_is_complete(story: Story) -> None:
    """The history of each row goes by the moves of its table to what it is now, and each move was told."""
    tables = (
        (Notice, MOVES),
        (Prosecution, CHARGE_MOVES),
        (SupervisionOrder, SUPERVISION_MOVES),
        (AttendanceOrder, ATTENDANCE_MOVES),
    )
    for model, moves in tables:
        allowed = set(transitions(moves))
        for row in model.objects.filter(pupil=story.pupil):
            states = list(row.history.order_by("pgh_id").values_list("state", flat=True))
            assert states, "it has a history"
            assert states[-1] == row.state
            assert {(one, two) for one, two in pairwise(states) if one != two} <= allowed
    for row in Notice.objects.filter(pupil=story.pupil):
        told = set(NoticeMove.objects.filter(notice=row).values_list("move", flat=True))
        assert NEEDED.get(row.state, set()) <= told
    for one, two in combinations(Payment.objects.values_list("key", flat=True), 2):
        assert one != two
