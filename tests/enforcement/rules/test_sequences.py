"""Any sequence of notices, payments, withdrawals and charges by the rules alone, against a plain oracle.

One parent and one child, over years and over 19 August 2024: never two live notices on one session, never a
third in three years, never a step behind a shut gate, never court while money waits.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from enforcement.rules.allocation import Due, State, allocate
from enforcement.rules.deadlines import PaymentDays, payment_days
from enforcement.rules.facts import Absence, Earlier, Money, Step
from enforcement.rules.gate import gate
from enforcement.rules.gate_price import old_law, terms_for
from enforcement.rules.limit import HeldNotice
from enforcement.rules.references import reference
from enforcement.rules.service import Method, serve
from enforcement.rules.supervision import Consideration
from enforcement.rules.uses import End, Use
from enforcement.rules.warning import Progress, Warned
from tests.enforcement.rules.worked import DEFAULTS, facts, missed, stand_of

FIRST_DAY = date(2023, 9, 4)


@dataclass
class Notice:
    """A notice as the record would hold it."""

    reference: str
    issued_on: date
    sessions: frozenset
    days: PaymentDays
    is_old: bool
    end: End = End.OPEN


class Family(RuleBasedStateMachine):
    """Acts on a child's case in the order of time, each asked of the gate first."""

    @initialize()
    def begin(self):
        self.on = FIRST_DAY
        self.notices: list[Notice] = []
        self.charges: list[frozenset] = []
        self.waiting = 0

    def facts(self, sessions):
        uses = [
            Use(each.reference, each.sessions, each.end, full_until=each.days.full_until)
            for each in self.notices
        ] + [Use("charge", charged, End.CHARGED) for charged in self.charges]
        held = [
            HeldNotice(
                each.reference,
                each.issued_on,
                is_withdrawn=each.end in (End.WITHDRAWN, End.WITHDRAWN_MATERIAL_ERROR),
                is_old_law=each.is_old,
            )
            for each in self.notices
        ]
        ago = timedelta(days=40)
        base = facts(self.on)
        return replace(
            base,
            child=replace(base.child, born_on=date(2012, 3, 1)),
            absence=Absence(sessions, stand_of(sessions, national=self.on >= date(2024, 8, 19))),
            earlier=Earlier(
                notices=tuple(held),
                uses=tuple(uses),
                warnings=(Warned(self.on - ago, self.on, Progress.FAILED),),
                others_known=True,
                proceedings_contemplated=False,
                orders=(),
            ),
            money=Money(unmatched=self.waiting, disputed=0, said_paid=0),
            people=replace(base.people, signed_off=frozenset({"time", "regularly", "clock"})),
            plan=replace(
                base.plan,
                method=Method.BY_HAND,
                consideration=Consideration(self.on, "not now", "support has begun", "Officer A"),
            ),
        )

    @rule(days=st.integers(1, 240))
    def time_passes(self, days):
        self.on += timedelta(days=days)

    @rule(ago=st.integers(15, 60))
    def ask_for_a_notice(self, ago):
        sessions = missed(self.on - timedelta(days=ago))
        held = self.facts(sessions)
        if not gate(Step.NOTICE, held).is_open:
            return
        received = serve(Method.BY_HAND, self.on).received_on
        days = payment_days(terms_for(held, DEFAULTS), received)
        named = reference(len(self.notices) + 1)
        asked = frozenset(each.session for each in sessions)
        assert not self.waiting
        assert all(not asked & charged for charged in self.charges)
        self.notices.append(Notice(named, self.on, asked, days, old_law(held, DEFAULTS)))
        self.priced_rightly(self.notices[-1])

    def priced_rightly(self, notice):
        """The price by the oracle: what was issued in the three years before, counted by the calendar."""
        if notice.is_old:
            assert (notice.days.terms.lower.amount, notice.days.terms.full.amount) == (6_000, 12_000)
            return
        earlier = [
            each
            for each in self.notices[:-1]
            if not each.is_old and each.end not in (End.WITHDRAWN, End.WITHDRAWN_MATERIAL_ERROR)
            if (each.issued_on.year + 3, each.issued_on.month, each.issued_on.day)
            > (notice.issued_on.year, notice.issued_on.month, notice.issued_on.day)
        ]
        lower = notice.days.terms.lower
        assert (lower.amount if lower else None) == (None if earlier else 8_000)
        assert len(earlier) < 2

    @rule(pounds=st.sampled_from([60, 80, 120, 160, 40]), known=st.booleans())
    def pay(self, pounds, known):
        dues = {
            each.reference: Due(
                each.reference,
                each.days,
                {End.OPEN: State.OPEN, End.PAID: State.DISCHARGED}.get(each.end, State.WITHDRAWN),
            )
            for each in self.notices
        }
        named = [self.notices[-1].reference] if known and self.notices else []
        found = allocate(pounds * 100, self.on, named, dues)
        for name in found.discharged:
            next(each for each in self.notices if each.reference == name).end = End.PAID
        self.waiting += found.freezes

    @rule()
    def decide_the_money(self):
        self.waiting = 0

    @rule(ground=st.sampled_from([End.WITHDRAWN, End.WITHDRAWN_MATERIAL_ERROR]))
    def withdraw(self, ground):
        if self.notices and self.notices[-1].end is End.OPEN:
            self.notices[-1].end = ground

    @rule(last=st.booleans(), step=st.sampled_from([Step.PROSECUTION, Step.KNOWING_PROSECUTION]))
    def charge(self, last, step):
        sessions = missed(self.on - timedelta(days=28))
        if last and self.notices:
            held = dict.fromkeys(self.notices[-1].sessions, True)
            sessions = tuple(each for each in missed(min(held)[0], 10) if each.session in held)
        if not gate(step, self.facts(sessions)).is_open:
            return
        asked = frozenset(each.session for each in sessions)
        assert not self.waiting
        for notice in self.notices:
            if asked & notice.sessions:
                assert notice.end is End.OPEN
                assert self.on > notice.days.full_until
        self.charges.append(asked)
        for notice in self.notices:
            if asked & notice.sessions:
                notice.end = End.CHARGED

    def live(self):
        gone = (End.WITHDRAWN, End.WITHDRAWN_MATERIAL_ERROR)
        return [each for each in self.notices if each.end not in gone]

    @invariant()
    def no_session_carries_two_live_notices_or_two_charges(self):
        for one, other in combinations(self.live(), 2):
            assert not one.sessions & other.sessions
        for one, other in combinations(self.charges, 2):
            assert not one & other

    @invariant()
    def never_a_third_in_three_years(self):
        issued = sorted(each.issued_on for each in self.live() if not each.is_old)
        for first, third in zip(issued, issued[2:], strict=False):
            assert (third.year - first.year, third.month, third.day) >= (3, first.month, first.day)


Family.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestAnySequenceOfActs = Family.TestCase
