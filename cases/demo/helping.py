"""What is done in the many cases beside what is written: requests, plans with their targets and actions, views."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.acting import Acting
from agencies.models import Agency
from agencies.rules.roles import Scope
from attendance.models import Pupil
from cases.actions.documents import add_document
from cases.actions.doors import Refused
from cases.actions.plan_actions import OwnedBy, add_plan_action, finish_action
from cases.actions.plans import agree, make_plan, put_plan, set_target
from cases.actions.questionnaires import ask_views, enter_paper
from cases.actions.requests import move_request, send_request
from cases.demo.cast import Cast
from cases.demo.crowd import Planned
from cases.demo.deeds import Deed
from cases.demo.phrases_of_help import AIMS, ASKED, CARRIED_OUT, SAID, SCHOOL_DOES
from cases.models import AgencyRequest, Audience, Case, PartyKind, Plan, PlanAction, Questionnaire
from cases.rules.factors import help_for
from cases.rules.questions import RESPONDENTS, Theme
from cases.workflow import State

WORKED: Final = (State.SUPPORTED, State.ENFORCING, State.PAUSED, State.CLOSING, State.CLOSED)
ENDED: Final = (State.CLOSING, State.CLOSED)
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Helped:
    """A case and who works on it; deeds are done later, so that the case is read when they are."""

    cast: Cast
    planned: Planned
    team: Agency

    @property
    def case(self) -> Case:
        """The case as it stands now."""
        return Case.objects.select_related("pupil").get(pk=self.planned.key)

    @property
    def plan(self) -> Plan:
        """The plan of the case."""
        return Plan.objects.select_related("case").get(
            case=self.planned.key, kind="attendance", ended_on=None
        )

    def officer(self, on: date) -> Acting:
        """The officer acting on a day."""
        if self.planned.officer is None:
            raise ValueError("Nobody has the case.")
        return self.cast.worker(self.planned.officer, self.team, on)


def deeds_of(cast: Cast, planned: Planned) -> Iterator[Deed]:
    """Everything done in one case, each on its day; nothing where nobody has the case yet."""
    if planned.officer is None or not planned.full:
        return
    helped = Helped(cast, planned, planned.team)
    yield from _requests(helped)
    if planned.state in WORKED:
        yield from _plan(helped)
        yield from _views(helped)
        if planned.pick % 2 == 0:
            yield Deed(planned.day(0.5), partial(_file, helped, planned.day(0.5)))


def _file(helped: Helped, on: date) -> None:
    """The minutes of a meeting are kept with the case."""
    name = helped.planned.child.forename
    text = f"What was agreed at school about {name}\n\n" + "\n".join(SCHOOL_DOES)
    upload = SimpleUploadedFile("agreed.txt", text.encode(), "text/plain")
    add_document(
        case=helped.case, upload=upload, title="What was agreed at school", audience=Audience.SCHOOL,
        by=helped.officer(on),
    )  # fmt: skip


# -- Requests -------------------------------------------------------------------------------------------------


def _requests(helped: Helped) -> Iterator[Deed]:
    """The agency that helps was asked and accepted; in some cases another was asked, with every end that there is."""
    cast, planned = helped.cast, helped.planned
    partner = cast.agencies[planned.theme.partner]
    asked, answered = planned.day(0.22), planned.day(0.3)
    if cast.someone(partner.pk, asked):
        yield Deed(asked, partial(_ask, helped, partner, asked, ASKED[planned.theme.factor]))
        yield Deed(answered, partial(_answer, helped, partner, answered, "accept", ""))
        over = min(planned.day(0.95), answered + 25 * WEEK)
        if planned.state in ENDED or over < planned.days[-1] - 20 * WEEK:
            yield Deed(over, partial(_answer, helped, partner, over, "finish", "Done as agreed."))
    yield from _second(helped)


SECOND: Final = (
    ("youth_service", "decline", "Our group for this age is full until the spring."),
    ("youth_service", "wait", ""),
    ("school_nursing", "", ""),
    ("community_safety", "revoke", "The family has found help of its own."),
)


def _second(helped: Helped) -> Iterator[Deed]:
    cast, planned = helped.cast, helped.planned
    kind, move, reason = SECOND[planned.pick % len(SECOND)]
    kind = "safeguarding" if kind == planned.theme.partner else kind
    other = cast.agencies.get(kind)
    if other is None or planned.pick % 3 or planned.state in ENDED:
        return
    asked, answered = planned.day(0.8), planned.day(0.9)
    yield Deed(asked, partial(_ask, helped, other, asked, ASKED["more"]))
    if move == "revoke":
        yield Deed(answered, partial(_take_back, helped, other, answered, reason))
    elif move and cast.someone(other.pk, answered):
        yield Deed(answered, partial(_answer, helped, other, answered, move, reason))


def _ask(helped: Helped, to: Agency, on: date, what: str) -> None:
    name = helped.planned.child.forename
    send_request(
        pupil=Pupil.objects.get(pk=helped.planned.child.pupil), to=to, what=what.format(name=name),
        scope=Scope.CASEWORK, answer_by=on + 10 * WEEK, by=helped.officer(on),
    )  # fmt: skip


def _open_request(helped: Helped, to: Agency) -> AgencyRequest:
    rows = AgencyRequest.objects.filter(pupil=helped.planned.child.pupil, to=to).select_related("pupil")
    found: AgencyRequest = rows.order_by("-pk")[0]
    return found


def _answer(helped: Helped, to: Agency, on: date, move: str, reason: str) -> None:
    by = helped.cast.someone(to.pk, on)
    if by is not None:
        move_request(row=_open_request(helped, to), move=move, by=by, reason=reason)


def _take_back(helped: Helped, to: Agency, on: date, reason: str) -> None:
    move_request(row=_open_request(helped, to), move="revoke", by=helped.officer(on), reason=reason)


# -- Plans ----------------------------------------------------------------------------------------------------


def _plan(helped: Helped) -> Iterator[Deed]:
    """A plan is begun with the support, put to everybody and agreed; its actions come about one after another."""
    planned, days = helped.planned, [helped.planned.day(share) for share in (0.3, 0.34, 0.4, 0.6, 0.75)]
    begun, put, agreed, first, second = days
    yield Deed(begun, partial(_begin, helped, begun))
    yield Deed(put, lambda: put_plan(plan=helped.plan, by=helped.officer(put)))
    yield Deed(agreed, partial(_agree, helped, agreed))
    yield Deed(first, partial(_carry_out, helped, first, 0))
    if planned.pick % 3:
        yield Deed(second, partial(_carry_out, helped, second, 1))
    if planned.state in ENDED:
        yield Deed(planned.day(0.97), partial(_carry_out, helped, planned.day(0.97), 2))


def _begin(helped: Helped, on: date) -> None:
    planned, by, case = helped.planned, helped.officer(on), helped.case
    plan = make_plan(case=case, aim=AIMS[planned.theme.factor].format(name=planned.child.forename), by=by)
    for goal in (90 + planned.pick % 6, 98):
        with suppress(Refused):  # for a child of whom the register says as much already
            set_target(
                plan=plan, measure="attendance", baseline_on=on, goal=goal, by_on=on + 12 * WEEK, by=by
            )
            break
    school = Agency.objects.get(pk=planned.child.agency)
    link = f"/cases/{case.ref}/plan/"
    picked = help_for({planned.theme.factor})[0]
    for what, owner, help, weeks in (
        (picked.action, OwnedBy(agency=school), picked.key, 2),
        (SCHOOL_DOES[planned.pick % len(SCHOOL_DOES)], OwnedBy(agency=school), "", 4),
        (
            CARRIED_OUT[planned.theme.factor],
            OwnedBy(agency=helped.team, person=by.user),
            "",
            6 + planned.pick % 5,
        ),
        (
            "Come to school each day, and say in the morning when something stands in the way.",
            OwnedBy(),
            "",
            12,
        ),
    ):
        add_plan_action(
            case=case, what=what, owner=owner, due_on=on + weeks * WEEK, by=by, help=help, link=link
        )


def _agree(helped: Helped, on: date) -> None:
    """The child and the school agree; the parents mostly; an agency now and then later than that."""
    by, pick = helped.officer(on), helped.planned.pick
    for number, party in enumerate(helped.plan.parties.order_by("pk")):
        if (party.kind == PartyKind.AGENCY and number % 2 == 0) or (pick + number) % 5 == 0:
            continue
        how = ("in_person", "telephone", "in_writing")[(pick + number) % 3]
        agree(party=party, on=on, how=how, by=by)


def _carry_out(helped: Helped, on: date, number: int) -> None:
    """One of the actions is done; now and then it is dropped because the need went away."""
    open_ones = PlanAction.objects.filter(case=helped.planned.key, done_on__isnull=True).order_by(
        "due_on", "pk"
    )
    row = open_ones.select_related("case").first()
    if row is not None:
        dropped = helped.planned.pick % 11 == number
        said = "Not needed any more: the family arranged it themselves." if dropped else "Done, and it helps."
        finish_action(action=row, outcome=said, by=helped.officer(on), dropped=dropped)


# -- Views ----------------------------------------------------------------------------------------------------


def _views(helped: Helped) -> Iterator[Deed]:
    """Child, parent, school and partner are asked in turn; most answer on paper."""
    planned = helped.planned
    shares = (0.6, 0.65, 0.7, 0.72) if planned.state in ENDED else (0.6,)
    for number, share in enumerate(shares):
        respondent = RESPONDENTS[(planned.pick + number) % len(RESPONDENTS)][0]
        asked, back = planned.day(share), planned.day(share + 0.2)
        yield Deed(asked, partial(_ask_views, helped, respondent, asked))
        if (planned.pick + number) % 4:
            yield Deed(back, partial(_answer_views, helped, respondent, back))


def _ask_views(helped: Helped, respondent: str, on: date) -> None:
    ask_views(case=helped.case, respondent=respondent, by=helped.officer(on))


def _answer_views(helped: Helped, respondent: str, on: date) -> None:
    pick = helped.planned.pick
    rows = Questionnaire.objects.filter(
        case=helped.planned.key, respondent=respondent, answered_on__isnull=True
    )
    for asked in rows.select_related("case"):
        answers = {
            theme.value: 1 + (pick // (place + 1)) % 4 * (pick % 3 > 0) for place, theme in enumerate(Theme)
        }
        words = SAID[pick % len(SAID)] if pick % 2 else ""
        enter_paper(asked=asked, answers=answers, words=words, by=helped.officer(on))
