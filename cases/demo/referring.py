"""Referrals of the demonstration, in every state: drafts, sent ones, questions and replies, and what was decided."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Final

from django.db import transaction

from agencies.acting import Acting
from agencies.models import Agency, Membership
from attendance.models import Pupil, School
from cases.actions import decisions
from cases.actions import referrals as acts
from cases.actions.doors import Refused
from cases.actions.referrals import Written
from cases.demo.cast import Cast
from cases.demo.crowd import Child, Pool, officers_of
from cases.demo.deeds import Deed
from cases.demo.phrases import THEMES
from cases.models import DeclineReason, Referral
from cases.queries.referrals import parents_to_write_to
from cases.rules.referral import Tried

NOTES: Final = {
    Tried.FIRST_DAY: "Rang on the first morning of each absence; a neighbour answered twice.",
    Tried.MEETING: "Met the parents with the head of year and wrote down what each will do.",
    Tried.PLAN: "Agreed a plan for mornings, looked at each Friday.",
    Tried.PASTORAL: "A mentor sees the child on Mondays and Thursdays.",
}
QUESTION: Final = "Who brings the child in the mornings, and have both parents had the letter?"
REPLY: Final = "An aunt does since the summer. Both have had it; the father’s went to his new address."


class Told:
    """One referral while it is told: whoever refers does so for the school, or an officer where nobody there can."""

    def __init__(self, cast: Cast, team: Agency, child: Child, begun_ago: int, manager: Membership) -> None:
        self.cast, self.team, self.child, self.begun_ago = cast, team, child, begun_ago
        self.manager = manager
        self.school = School.objects.select_related("team").get(pk=child.school)

    def on(self, ago: int) -> date:
        """A school day some time ago."""
        return self.cast.ago(ago)

    def team_acts(self, ago: int) -> Acting:
        """The manager acting on a day."""
        return Acting(self.manager, self.on(ago))

    def sender(self, ago: int, *, at_school: bool) -> Acting:
        """Whoever refers, acting on a day."""
        own = self.cast.someone(self.child.agency, self.on(ago)) if at_school else None
        return own or self.cast.worker(officers_of(self.team)[0], self.team, self.on(ago))

    def draft(self, *, at_school: bool) -> Referral:
        """A complete draft."""
        by = self.sender(self.begun_ago, at_school=at_school)
        pupil = Pupil.objects.get(pk=self.child.pupil)
        row, _ = acts.start_referral(pupil=pupil, school=self.school, by=by)
        began_at = datetime.combine(by.on, time(11), UTC)
        Referral.objects.filter(pk=row.pk).update(at=began_at)
        row.at = began_at
        written = _written(self.child, by.on)
        return acts.save_referral(referral=row, written=written, version=row.version, by=by)

    def sent(self, ago: int) -> tuple[Referral, bool]:
        """A draft that was sent, by the school where the record bears it, else by an officer; and whether by it."""
        for at_school in (True, False):
            try:
                with transaction.atomic():
                    row = self.draft(at_school=at_school)
                    by = self.sender(ago, at_school=at_school)
                    return acts.submit_referral(referral=row, version=row.version, by=by), at_school
            except Refused:
                if not at_school:
                    raise
        raise AssertionError("An officer may always send a referral.")


def _written(child: Child, on: date) -> Written:
    theme = THEMES[child.pupil % len(THEMES)]
    parents: list[int | None] = [parent.pk for parent in parents_to_write_to(child.pupil)]
    day = on - timedelta(days=9)
    return Written(
        worry=f"{theme.reason.format(name=child.forename)} We hope that somebody can visit the family.",
        safeguarding="Talked over with our safeguarding lead: no concern beyond the absence.",
        child_views=f"{child.forename} said that mornings are the hardest part.",
        parent_views="The parents would welcome help and can come to school after four.",
        letters=dict.fromkeys(parents or [None], day),
        tried={kind: (day - timedelta(days=7), NOTES[kind]) for kind in Tried},
    )


def _draft(told: Told) -> None:
    told.draft(at_school=True)


def _sent(told: Told) -> None:
    told.sent(told.begun_ago)


def _asked(told: Told) -> tuple[Referral, bool]:
    row, at_school = told.sent(told.begun_ago)
    ago = max(told.begun_ago - 3, 0)
    return acts.ask_question(referral=row, text=QUESTION, by=told.team_acts(ago)), at_school


def _answered(told: Told) -> None:
    row, at_school = _asked(told)
    by = told.sender(max(told.begun_ago - 6, 0), at_school=at_school)
    acts.answer_question(referral=row, text=REPLY, by=by)


def _accepted(told: Told) -> None:
    row, _ = told.sent(told.begun_ago)
    officer, ago = officers_of(told.team)[-1], max(told.begun_ago - 4, 0)
    decisions.accept_referral(
        referral=row, by=told.team_acts(ago), officer=officer, reason="Has room for a new case this week."
    )


def _declined(told: Told, because: DeclineReason, text: str) -> None:
    row, _ = told.sent(told.begun_ago)
    by = told.team_acts(max(told.begun_ago - 5, 0))
    decisions.decline_referral(referral=row, because=because, text=text, by=by)


def _withdrawn(told: Told) -> None:
    row, at_school = told.sent(told.begun_ago)
    by = told.sender(max(told.begun_ago - 4, 0), at_school=at_school)
    acts.withdraw_referral(referral=row, reason="The child has been in every day since we wrote.", by=by)


D = DeclineReason
# How many school days ago each began, and what became of it.
WANTED: Final[tuple[tuple[int, Callable[[Told], object]], ...]] = (
    (2, _draft), (9, _draft), (1, _sent), (4, _sent), (14, _sent), (6, _asked), (9, _answered), (12, _answered),
    (22, _accepted), (8, _accepted), (18, _withdrawn),
    (20, partial(_declined, because=D.RECOVERED, text="Thank you. Please ring us if Mondays slip again.")),
    (26, partial(_declined, because=D.ELSEWHERE, text="The hospital school leads. Please send its dates.")),
    (31, partial(_declined, because=D.LEFT, text="The family has moved to another authority, which we have told.")),
)  # fmt: skip


def referrals_of(cast: Cast, team: Agency, pool: Pool, manager: Membership) -> Iterator[Deed]:
    """The referrals of one team, about children who have no case."""
    for (ago, act), child in zip(WANTED, pool.take(None, len(WANTED)), strict=False):
        told = Told(cast, team, child, ago, manager)
        yield Deed(cast.ago(max(ago - 6, 0)), partial(act, told))
