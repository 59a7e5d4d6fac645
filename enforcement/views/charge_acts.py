"""The acts on a prosecution, in the order in which they are taken."""

from typing import Any

from agencies.acting import Acting
from agencies.rules.roles import Permission
from cases.actions.doors import require
from enforcement.actions.evidence import (
    add_item,
    hold_interview,
    invite,
    miss_interview,
    sign_paper,
    write_statement,
)
from enforcement.actions.hearings import list_hearing
from enforcement.actions.order_charges import choose_failures
from enforcement.actions.parenting_orders import prepare_parenting
from enforcement.actions.prosecutions import (
    answer_direction,
    change_charge,
    charge,
    choose_period,
    decide_charge,
    direct_supervision,
    drop_charge,
    end_charge,
)
from enforcement.forms.court import (
    AcquittalForm,
    AnswerForm,
    ChargeForm,
    ChoosePeriodForm,
    DirectedForm,
    HearingForm,
    InterviewForm,
    InviteForm,
    ItemForm,
    SignForm,
    StatementForm,
    VerdictForm,
)
from enforcement.forms.order_charges import AcquittalOfOrderForm, ChooseFailuresForm
from enforcement.forms.orders import BeginParentingForm
from enforcement.forms.steps import CheckForm, ReasonForm
from enforcement.models import Interview, Prosecution
from enforcement.queries.begun import CHARGES
from enforcement.rules.offences import PARENTING_AFTER, SUPERVISION_FIRST, Offence, Rests
from enforcement.rules.threshold import Session
from enforcement.views.acts import Act, acts, as_second, on_row

P = Permission
DRAFT, CHARGED, CONVICTED = ("draft",), ("charged",), ("convicted",)
OPEN = ("draft", "charged")


def _planned(row: Prosecution, by: Acting) -> Interview:
    """The interview that was invited to and of which nothing is recorded yet."""
    rows = Interview.objects.permits(by, P.PREPARE_LEGAL).filter(
        prosecution=row, held_on=None, not_held_because=""
    )
    found: Interview | None = rows.order_by("-pk").first()
    require(found is not None, "Nobody has been invited to an interview: record the invitation first.")
    return found  # type: ignore[return-value]  # required above


def _held(row: Prosecution, by: Acting, **given: Any) -> None:
    hold_interview(interview=_planned(row, by), by=by, **given)


def _missed(row: Prosecution, by: Acting, reason: str) -> None:
    miss_interview(interview=_planned(row, by), reason=reason, by=by)


def _list(row: Prosecution, by: Acting, **given: Any) -> None:
    list_hearing(of=row, by=by, **given)


def _sign(row: Prosecution, by: Acting, **given: Any) -> None:
    sign_paper(by=by, **given)


def _parenting(row: Prosecution, by: Acting, months: int) -> None:
    prepare_parenting(prosecution=row, by=by, months=months)


def sessions_of(row: Prosecution, by: Acting) -> tuple[Session, ...]:
    """The sessions that a prosecution rests on."""
    return tuple(row.sessions.order_by("on", "session").values_list("on", "session"))


def _on_sessions(row: Prosecution) -> bool:
    return row.rests_on is Rests.SESSIONS


def _on_an_order(row: Prosecution) -> bool:
    return row.rests_on is not Rests.SESSIONS


def _supervision_first(row: Prosecution) -> bool:
    return Offence(row.offence) in SUPERVISION_FIRST


def _parenting_after(row: Prosecution) -> bool:
    return Offence(row.offence) in PARENTING_AFTER


def _acquittal(row: Prosecution, by: Acting, data: Any = None) -> AcquittalForm:
    """The form of an acquittal: under section 443 the court may also let the order cease."""
    form = AcquittalOfOrderForm if row.rests_on is Rests.SCHOOL_ORDER else AcquittalForm
    return form(row, by, data)


ACTS = acts(
    Act("details", "Write the offence and the test", ChargeForm, on_row(change_charge), DRAFT),
    Act("period", "Choose the period again", ChoosePeriodForm, on_row(choose_period), DRAFT, when=_on_sessions),
    Act("failures", "Choose the failures again", ChooseFailuresForm, on_row(choose_failures), DRAFT, when=_on_an_order),
    Act("invite", "Record an invitation to an interview", InviteForm, on_row(invite), OPEN),
    Act("interview", "Record an interview under caution", InterviewForm, _held, OPEN),
    Act("no-interview", "Record that an interview did not happen", ReasonForm, _missed, OPEN),
    Act("statement", "Write a section 9 statement", StatementForm, on_row(write_statement), OPEN),
    Act("item", "Add to a schedule", ItemForm, on_row(add_item), OPEN),
    Act("sign", "Record a signature", SignForm, _sign, OPEN),
    Act(
        "charge", "Check and charge", CheckForm, as_second(charge), DRAFT, P.APPROVE_LEGAL, "Charge today",
        step=lambda row: CHARGES[row.offence], sessions=sessions_of,
    ),
    Act("drop", "Decide not to prosecute", ReasonForm, on_row(drop_charge), DRAFT, closed=True),
    Act("hearing", "List a hearing", HearingForm, _list, (*CHARGED, *CONVICTED), closed=True),
    Act(
        "directed", "The court directed an application", DirectedForm, on_row(direct_supervision), CHARGED,
        when=_supervision_first, closed=True,
    ),
    Act(
        "answer", "Record what the court was told", AnswerForm, on_row(answer_direction), CHARGED,
        when=_supervision_first, closed=True,
    ),
    Act("convict", "Convicted", VerdictForm, on_row(decide_charge, move="convict"), CHARGED, closed=True),
    Act("acquit", "Found not guilty", _acquittal, on_row(decide_charge, move="acquit"), CHARGED, closed=True),
    Act(
        "discontinue", "Withdraw from court", ReasonForm, on_row(end_charge, move="discontinue"), CHARGED,
        P.APPROVE_LEGAL, closed=True,
    ),
    Act("abate", "The parent has died", ReasonForm, on_row(end_charge, move="abate"), CHARGED, closed=True),
    Act(
        "parenting-order", "Prepare a parenting order", BeginParentingForm, _parenting, CONVICTED,
        done="It is begun. You find it under “Contracts and orders”.", when=_parenting_after,
    ),
)  # fmt: skip
