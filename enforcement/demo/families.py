"""Whom the demonstration's steps are taken against, and who takes them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from agencies.acting import Acting
from attendance.models import Address, Contact, Flag, Parent
from attendance.rules.register import year_of
from cases.demo.cast import Cast
from cases.models import Case
from cases.workflow import WORKED, State
from enforcement.actions.family import Person, check_person, confirm_address, enquire
from enforcement.actions.support import offer_support
from enforcement.queries.notice_gate import sheet_of
from enforcement.queries.towards import parents_on
from enforcement.rules.support import Outcome
from enforcement.rules.threshold import Session

EQUALITY = (
    "Nothing is known of a disability or another ground that speaks against it; asked at the home visit."
)

# A child of compulsory school age in every month that the plots look back to.
OLD_ENOUGH = timedelta(days=366 * 7)


class Unfit(Exception):
    """This family does not fit what is to be shown; the next one is tried."""


class PassedOver(Unfit):
    """That it does not fit was seen before anything was done: it does not count as tried."""


@dataclass(frozen=True)
class Parts:
    """Who plays whom, by mailbox."""

    manager: str = "graham.lomax"
    legal: str = "marcus.pilkington"
    leader: str = "colette.wrigley"


@dataclass(frozen=True)
class Family:
    """A child's case, one parent with an address, and the people who act, each on the day that is asked for."""

    cast: Cast
    case: Case
    parent: Parent
    address: Address
    parts: Parts = Parts()

    def ago(self, days: int) -> date:
        """A day so many before the last with marks."""
        return self.cast.until - timedelta(days=days)

    def officer(self, days: int) -> Acting:
        """The officer of the case, so many days ago."""
        if self.case.officer is None:
            raise LookupError("The case has no officer.")
        return self.cast.worker(self.case.officer, self.case.team, self.ago(days))

    def legal(self, days: int) -> Acting:
        """The legal officer, so many days ago: the second person."""
        return self.cast.acting(self.parts.legal, self.ago(days))

    def manager(self, days: int) -> Acting:
        """The team manager, so many days ago."""
        return self.cast.acting(self.parts.manager, self.ago(days))

    def leader(self, days: int) -> Acting:
        """The attendance leader, so many days ago."""
        return self.cast.acting(self.parts.leader, self.ago(days))

    def get_known(self, days: int, *, took_part: bool = True) -> None:
        """What an officer finds out before any step: who it is, where they live, support, no notices elsewhere."""
        by = self.officer(days)
        whose: dict[str, Any] = {"case": self.case, "parent": self.parent}
        found = Person(
            identity_confirmed=True, how="Met at the school, with a council tax letter.", is_natural=True,
            said_adult=True, took_part=took_part,
        )  # fmt: skip
        check_person(**whose, found=found, by=by)
        confirm_address(**whose, address=self.address, how="Home visit.", by=by)
        enquire(**whose, authority=None, how_known="The school’s record: always lived in the area.", by=by)
        offer_support(
            case=self.case, what="Weekly visit of a family worker", offered_on=self.ago(days + 20),
            outcome=Outcome.REFUSED, by=by,
        )  # fmt: skip

    def confirm(self, days: int) -> None:
        """The address is confirmed once more, so many days ago."""
        confirm_address(
            case=self.case, parent=self.parent, address=self.address, how="Home visit.", by=self.officer(days)
        )

    def sessions(self, days: int) -> tuple[Session, ...]:
        """The sessions that met the threshold so many days ago. Raises Unfit where it was not met."""
        sheet = sheet_of(self.case, self.parent.pk, self.officer(days))
        if sheet is None or sheet.held.stand is None or not sheet.held.stand.met_without_n:
            raise Unfit
        return sheet.chosen


def families(cast: Cast, *, at_threshold: bool) -> list[Family]:
    """Families with a case and an officer, those at enforcement first; always the same, each with one parent.

    Those of children who reached the threshold of a notice this year, or all the others.
    """
    flags = Flag.objects.filter(rule="penalty-threshold", year=year_of(cast.until))
    reached = flags.filter(reached_on__lte=cast.until).values("pupil")
    rows = Case.objects.filter(
        state__in=WORKED, team__authority=cast.authority, officer__isnull=False, pupil__restricted=False,
        ref__startswith="DEMCASE", pupil__born_on__lt=cast.until - OLD_ENOUGH,
    )  # fmt: skip
    held = rows.filter(pupil__in=reached) if at_threshold else rows.exclude(pupil__in=reached)
    cases = held.select_related("pupil", "school__authority", "team", "officer")
    ranked = sorted(cases, key=lambda case: (case.state != State.ENFORCING, case.ref))
    return [family for case in ranked if (family := _of(cast, case)) is not None]


def _of(cast: Cast, case: Case) -> Family | None:
    for contact in parents_on(case.pupil, cast.until):
        if address := address_of(contact):
            return Family(cast, case, contact.parent, address)
    return None


def address_of(contact: Contact) -> Address | None:
    """Where a parent who may be acted against lives, if it is no secret."""
    if not contact.parental_responsibility or not contact.day_to_day_care:
        return None
    rows = Address.objects.filter(parent=contact.parent_id, ended_on__isnull=True, sealed=False)
    return rows.order_by("-began_on", "-pk").first()
