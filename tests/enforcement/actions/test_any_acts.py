"""Any acts in any order, through the actions and the database: what must never be is held against a plain oracle.

Two parents and one child over four years: never two live notices on one session of one parent, never a third in three
years, never a step behind a shut gate, every amount and day as a slow reading of the law has it, and every step told.
"""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.rules.register import overlay, position, year_of
from cases.actions.doors import Refused
from enforcement.actions.doubts import doubt_notices
from enforcement.actions.family import confirm_address
from enforcement.actions.notices import (
    drop_notice,
    issue_notice,
    prepare_notice,
    return_notice,
    serve_notice,
    withdraw_notice,
)
from enforcement.models import Correspondence, Enquiry, Notice, NoticeElsewhere, NoticeMove, NoticeSession
from enforcement.rules.service import Method
from enforcement.rules.withdrawal import Ground
from tests.enforcement.households import another_parent, make_family, mark_line
from tests.factories import RegisterFactory

pytestmark = pytest.mark.django_db
FIRST = date(2026, 11, 25)
MONDAYS = [
    date(2026, 11, 2),
    date(2026, 11, 9),
    date(2027, 11, 1),
    date(2028, 11, 6),
    date(2029, 11, 5),
    date(2030, 1, 7),
]
BLOCKS = [
    tuple((monday + timedelta(days=at), part) for at in range(5) for part in (0, 1)) for monday in MONDAYS
]
BECAUSE = {"warning_skipped_because": "It would change nothing.", "support_unsuitable_because": "A holiday."}
LIVE = ("issued", "served", "paid", "charged")

parents, blocks, picks = st.integers(0, 1), st.integers(0, len(BLOCKS) - 1), st.integers(0, 9)
acts = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from([0, 1, 9, 30, 200, 366])),
    st.tuples(st.just("notice"), parents, blocks),
    st.tuples(st.just("notice"), parents, blocks),
    st.tuples(st.just("serve"), picks),
    st.tuples(st.just("return"), picks),
    st.tuples(st.just("withdraw"), picks, st.sampled_from(list(Ground))),
    st.tuples(st.just("correct"), blocks, st.integers(0, 9), st.sampled_from(["I", "O", "N", "U"])),
    st.tuples(st.just("elsewhere"), parents),
    st.tuples(st.just("letter")),
    st.tuples(st.just("read")),
)


class Story:
    """A family, and the acts upon it in the order of time."""

    def __init__(self, world):
        self.family, self.on = make_family(world), FIRST
        self.family.register.delete()
        enrolment = self.family.pupil.enrolments.get()
        self.registers = {
            year: RegisterFactory(
                enrolment=enrolment, year=year,
                marks=mark_line([each for block in BLOCKS for each in block if year_of(each[0]) == year]),
            )
            for year in {year_of(monday) for monday in MONDAYS}
        }  # fmt: skip
        father, address = another_parent(self.family)
        self.parents = [(self.family.mother.parent, self.family.address), (father.parent, address)]
        self.letters = 0

    def by(self, name):
        return self.family.acting(name, self.on)

    def act(self, kind, *given):
        try:
            with transaction.atomic():
                getattr(self, kind)(*given)
        except Refused:
            return

    def wait(self, days):
        self.on += timedelta(days=days)

    def notice(self, parent, block):
        whose, address = self.parents[parent]
        officer = self.by("welfare_officer")
        confirm_address(case=self.family.case, parent=whose, address=address, how="Rang.", by=officer)
        address.refresh_from_db()
        for left in Notice.objects.filter(parent=whose, state="draft"):
            drop_notice(notice=left, reason="Anew.", by=officer)
        draft = prepare_notice(
            case=self.family.case, parent=whose, address=address, sessions=BLOCKS[block], because=BECAUSE,
            equality_considered_on=self.on, issuer_is_authorised=True, method=Method.BY_HAND, by=officer,
        )  # fmt: skip
        before = self.counted(whose)
        unread = Correspondence.objects.filter(read_on=None).exists()
        codes = [self.code(each) for each in BLOCKS[block]]
        signs = ["time"] if self.signs(draft) else []
        issued = issue_notice(notice=draft, by=self.by("legal_officer"), version=draft.version, signs=signs)
        assert not unread
        assert set(codes) <= {"O", "U"}
        assert before < 2
        assert (issued.lower_amount, issued.full_amount) == ((8_000 if before == 0 else None), 16_000)

    def signs(self, draft):
        """Whether little time would be left for court, which a legal officer signs for."""
        first = min(day for day, _ in draft.sessions.values_list("on", "session"))
        return self.on > first + timedelta(days=120)

    def code(self, session):
        held = self.registers[year_of(session[0])]
        held.refresh_from_db()
        return held.marks[position(*session)]

    def counted(self, whose):
        """How many notices count on the day: those of three years, day by day."""
        began = date(self.on.year - 3, self.on.month, min(self.on.day, 28)) if self.on.month == 2 else None
        began = began or date(self.on.year - 3, self.on.month, self.on.day)
        own = Notice.objects.filter(parent=whose, state__in=LIVE).values_list("issued_on", flat=True)
        other = NoticeElsewhere.objects.filter(parent=whose, is_withdrawn=False).values_list(
            "issued_on", flat=True
        )
        return sum(began < day <= self.on for day in (*own, *other))

    def pick(self, at, *states):
        rows = list(Notice.objects.filter(state__in=states).order_by("pk"))
        return rows[at % len(rows)] if rows else None

    def serve(self, at):
        if row := self.pick(at, "issued"):
            served = serve_notice(
                notice=row, sent_on=self.on, method=Method.BY_HAND, by=self.by("welfare_officer")
            )
            assert served.received_on == self.on
            assert served.full_until == self.on + timedelta(days=27)
            lower = self.on + timedelta(days=20)
            assert served.lower_until == (lower if served.lower_amount else None)

    def __getattr__(self, name):
        if name == "return":
            return self.back
        raise AttributeError(name)

    def back(self, at):
        if row := self.pick(at, "served"):
            return_notice(notice=row, came_back_on=self.on, reason="Gone.", by=self.by("welfare_officer"))

    def withdraw(self, at, ground):
        if row := self.pick(at, "issued", "served"):
            withdraw_notice(notice=row, ground=ground, reason="So.", by=self.by("legal_officer"))

    def correct(self, block, at, code):
        session = BLOCKS[block][at]
        held = self.registers[year_of(session[0])]
        held.refresh_from_db()
        held.marks = overlay(held.marks, position(*session), code)
        held.save()

    def elsewhere(self, parent):
        whose = self.parents[parent][0]
        enquiry = Enquiry.objects.filter(parent=whose).first()
        NoticeElsewhere.objects.create(
            enquiry=enquiry, pupil=self.family.pupil, parent=whose, issued_on=self.on,
            their_reference=f"E{NoticeElsewhere.objects.count()}",
        )  # fmt: skip

    def letter(self):
        Correspondence.objects.create(
            case=self.family.case, pupil=self.family.pupil, received_on=self.on, channel="call", text="Hello.",
            entered_by=self.by("welfare_officer").user,
        )  # fmt: skip

    def read(self):
        Correspondence.objects.filter(read_on=None).update(read_on=self.on)

    def holds(self):
        """What must never be otherwise, whatever was done."""
        live = list(
            NoticeSession.objects.filter(is_live=True).values_list("parent", "pupil", "on", "session")
        )
        assert len(live) == len(set(live))
        given_ = Notice.objects.exclude(state__in=("draft", "dropped")).select_related("decision")
        for row in given_:
            assert row.decision.gate["is_open"] is True
            assert row.checked_by_id != row.drafted_by_id
            steps = set(NoticeMove.objects.filter(notice=row).values_list("move", flat=True))
            assert {"prepare", "issue"} <= steps
        self.doubts_equal_the_marks()

    def doubts_equal_the_marks(self):
        doubt_notices(on=self.on, schools=[self.family.case.school_id])
        for row in Notice.objects.filter(state__in=LIVE):
            differs = any(each.code != self.code((each.on, each.session)) for each in row.sessions.all())
            assert (row.doubted_at is not None) == differs
            assert row.state in LIVE


@given(story=st.lists(acts, min_size=1, max_size=14))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_acts_in_any_order(world, story):
    with transaction.atomic():
        told = Story(world)
        for act in story:
            told.act(*act)
            told.holds()
        transaction.set_rollback(True)


def test_a_plain_story_issues_serves_and_reaches_the_limit(world):
    told = Story(world)
    for act in (
        ("notice", 0, 0),
        ("serve", 0),
        ("notice", 1, 0),
        ("wait", 366),
        ("notice", 0, 2),
        ("notice", 0, 2),
    ):
        told.act(*act)
        told.holds()
    assert Notice.objects.filter(state__in=LIVE).count() == 3
    told.act("wait", 366)
    told.act("notice", 0, 3)
    assert Notice.objects.filter(state__in=LIVE).count() == 3
