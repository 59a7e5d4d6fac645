"""The acts on contracts and orders, in the order in which they are taken."""

from typing import Any

from django.urls import reverse

from agencies.acting import Acting
from agencies.rules.roles import Permission
from cases.actions.doors import require
from enforcement.actions.attendance_orders import (
    breach_order,
    choose_school,
    end_order,
    make_order,
    serve_first_notice,
    serve_order,
    serve_school_notice,
    stop_order,
    vary_order,
)
from enforcement.actions.contracts import breach_contract, change_contract, end_contract, sign_contract
from enforcement.actions.hearings import list_hearing
from enforcement.actions.order_charges import prepare_order_charge
from enforcement.actions.order_letters import write_first_notice, write_order, write_school_notice
from enforcement.actions.parenting_orders import (
    ask_parenting,
    breach_parenting,
    change_parenting,
    end_parenting,
    make_parenting,
)
from enforcement.actions.supervision import (
    apply_supervision,
    breach_supervision,
    change_supervision,
    decide_extension,
    direct,
    end_supervision,
    extend_supervision,
    lift_direction,
    make_supervision,
    refuse_supervision,
    review_supervision,
    serve_supervision,
)
from enforcement.forms.court import HearingForm
from enforcement.forms.order_charges import BeginOrderChargeForm, LiftForm, NotFollowedForm, ServedForm
from enforcement.forms.orders import (
    BreachForm,
    ChosenForm,
    ContractForm,
    DirectionForm,
    EndedForm,
    EndOrderForm,
    EndSupervisionForm,
    ExtendForm,
    ExtensionForm,
    FirstNoticeForm,
    MadeForm,
    MadeSupervisionForm,
    OwnWordsForm,
    ParentingForm,
    ReviewForm,
    SchoolNoticeForm,
    ServedByForm,
    SupervisionForm,
    VaryForm,
    WriteFirstForm,
    WriteSchoolForm,
)
from enforcement.forms.steps import CheckForm, ReasonForm
from enforcement.models import AttendanceOrder, LetterKind, SupervisionOrder
from enforcement.rules.facts import Step
from enforcement.views.acts import Act, acts, as_second, on_row

P = Permission
BEFORE = ("draft", "noticed", "intended")


def _review(row: SupervisionOrder, by: Acting, **given: Any) -> None:
    ahead = row.reviews.filter(held_on=None).first()
    require(ahead is not None, "No review is due.")
    review_supervision(review=ahead, by=by, **given)  # type: ignore[arg-type]  # required above


def _extension(row: SupervisionOrder, by: Acting, **given: Any) -> None:
    asked = row.extensions.filter(decided_on=None).first()
    require(asked is not None, "No extension has been applied for.")
    decide_extension(extension=asked, by=by, **given)  # type: ignore[arg-type]  # required above


def _list(row: SupervisionOrder, by: Acting, **given: Any) -> None:
    list_hearing(of=row, by=by, **given)


def unserved(row: Any) -> bool:
    """Whether nothing says yet that an order was served."""
    return row.served_on is None


def directed(row: SupervisionOrder) -> bool:
    """Whether a direction stands that could be lifted."""
    return row.directions.filter(lifted_on=None).exists()


def _page(made: Any) -> str:
    """The page of the prosecution that was begun."""
    return reverse("prosecution", args=[made.ref])


def unwritten(row: AttendanceOrder) -> bool:
    """Whether an order that was made has no letter yet."""
    return not row.letters.filter(kind=LetterKind.SAO_ORDER).exists()


def _letter(made: Any) -> str:
    """The page of the letter that was written."""
    return reverse("letter", args=[made.ref])


WRITTEN = "The letter is to be made. Nothing has been sent."
WRITE_FIRST = (
    "The notice asks the parent to show that the child is suitably educated, says why, and what can be sent. Record "
    "its service once it is posted or handed over: the days run from then."
)
WRITE_SCHOOL = (
    "The notice names the school that is to stand in the order, and says how the parent can have another named within "
    "15 days. It is sent after the days of the first notice have run out. Consult the school before it is named."
)
CHOOSE = (
    "Where the parent applied within the 15 days and a place is offered because of it, the order has to name that "
    "school: section 438."
)
BEGUN = "It is on the record. Nothing has been sent."
AFTER_SUPERVISION = (
    "A parent who persistently does not follow a direction may be charged: Children Act 1989, Schedule 3, "
    "paragraph 18."
)
AFTER_ORDER = (
    "A parent who does not do what the order requires may be charged: section 443. An education supervision order is "
    "considered before."
)
SUPERVISION = acts(
    Act("details", "Write the application", SupervisionForm, on_row(change_supervision), ("draft",)),
    Act(
        "apply", "Check and apply", CheckForm, as_second(apply_supervision), ("draft",), P.APPROVE_LEGAL,
        "Apply to the court", step=lambda row: Step.SUPERVISION_ORDER,
    ),
    Act("drop", "Decide not to apply", ReasonForm, on_row(refuse_supervision, move="drop"), ("draft",), closed=True),
    Act("hearing", "List a hearing", HearingForm, _list, ("applied", "made"), closed=True),
    Act("make", "The court made the order", MadeSupervisionForm, on_row(make_supervision), ("applied",), closed=True),
    Act(
        "refuse", "No order was made", ReasonForm,
        on_row(refuse_supervision, move="refuse"), ("applied",), closed=True,
    ),
    Act("serve", "Record that the order was served", ServedForm, on_row(serve_supervision), ("made",), when=unserved),
    Act("direction", "Give a direction", DirectionForm, on_row(direct), ("made",)),
    Act("lift", "Lift a direction", LiftForm, on_row(lift_direction), ("made",), when=directed),
    Act("review", "Record a review", ReviewForm, _review, ("made",)),
    Act("breach", "Record that a direction was not followed", NotFollowedForm, on_row(breach_supervision), ("made",)),
    Act(
        "prosecute", "Prepare a prosecution for directions not followed", BeginOrderChargeForm,
        on_row(prepare_order_charge), ("made", "ended"), done=BEGUN, intro=AFTER_SUPERVISION, lands=_page,
    ),
    Act("extend", "Apply for an extension", ExtendForm, on_row(extend_supervision), ("made",)),
    Act("extension", "Record what the court did with the extension", ExtensionForm, _extension, ("made",), closed=True),
    Act("end", "The order has ended", EndSupervisionForm, on_row(end_supervision), ("made",), closed=True),
)  # fmt: skip
CONTRACT = acts(
    Act("details", "Write the contract and who signed", ContractForm, on_row(change_contract), ("draft",)),
    Act(
        "sign", "Check: it stands", CheckForm, as_second(sign_contract), ("draft",), P.APPROVE_LEGAL, "It stands",
        step=lambda row: Step.CONTRACT,
    ),
    Act(
        "decline", "The parent does not enter into it", ReasonForm,
        on_row(end_contract, move="decline"), ("draft",), closed=True,
    ),
    Act("breach", "Record that something was not done", BreachForm, on_row(breach_contract), ("signed",)),
    Act("keep", "It was kept", ReasonForm, on_row(end_contract, move="keep"), ("signed",), closed=True),
    Act("break", "It was not kept", ReasonForm, on_row(end_contract, move="break"), ("signed",), closed=True),
)  # fmt: skip
PARENTING = acts(
    Act("details", "Write what is asked for", ParentingForm, on_row(change_parenting), ("draft",)),
    Act(
        "ask", "Check and ask the court", CheckForm, as_second(ask_parenting), ("draft",), P.APPROVE_LEGAL,
        "Ask the court", step=lambda row: Step.PARENTING_ORDER,
    ),
    Act("drop", "Decide not to ask for it", ReasonForm, on_row(end_parenting, move="drop"), ("draft",), closed=True),
    Act("make", "The court made the order", MadeForm, on_row(make_parenting), ("asked",), closed=True),
    Act("refuse", "No order was made", ReasonForm, on_row(end_parenting, move="refuse"), ("asked",), closed=True),
    Act("breach", "Record a breach", BreachForm, on_row(breach_parenting), ("made",)),
    Act("end", "The order has ended", EndedForm, on_row(end_parenting, move="end"), ("made",), closed=True),
)  # fmt: skip
ATTENDANCE = acts(
    Act(
        "write-notice", "Write the notice", WriteFirstForm, on_row(write_first_notice), ("draft",),
        button="Write it", done=WRITTEN, intro=WRITE_FIRST, lands=_letter,
    ),
    Act("notice", "Record that the notice was served", FirstNoticeForm, on_row(serve_first_notice), ("draft",)),
    Act(
        "write-school", "Write the notice of the school", WriteSchoolForm, on_row(write_school_notice), ("noticed",),
        button="Write it", done=WRITTEN, intro=WRITE_SCHOOL, lands=_letter,
    ),
    Act(
        "intend", "Record the notice of the school", SchoolNoticeForm, on_row(serve_school_notice),
        ("noticed",),
    ),
    Act(
        "choose", "The parent has a place at another school", ChosenForm, on_row(choose_school), ("intended",),
        intro=CHOOSE,
    ),
    Act(
        "make", "Check and make the order", CheckForm, as_second(make_order), ("intended",), P.APPROVE_LEGAL,
        "Make the order", step=lambda row: Step.ATTENDANCE_ORDER,
    ),
    Act(
        "satisfy", "The parent has satisfied the authority", ReasonForm,
        on_row(stop_order, move="satisfy"), BEFORE, closed=True,
    ),
    Act("drop", "Decide not to make an order", ReasonForm, on_row(stop_order, move="drop"), BEFORE, closed=True),
    Act(
        "write-order", "Write the order", OwnWordsForm, on_row(write_order), ("made",),
        button="Write it", done=WRITTEN, when=unwritten, lands=_letter,
    ),
    Act("serve", "Record that the order was served", ServedByForm, on_row(serve_order), ("made",), when=unserved),
    Act("vary", "Name another school", VaryForm, on_row(vary_order), ("made",)),
    Act("breach", "Record a breach", BreachForm, on_row(breach_order), ("made",)),
    Act(
        "prosecute", "Prepare a prosecution for breach of the order", BeginOrderChargeForm,
        on_row(prepare_order_charge), ("made", "ended"), done=BEGUN, intro=AFTER_ORDER, lands=_page,
    ),
    Act("end", "The order has ended", EndOrderForm, on_row(end_order), ("made",), P.APPROVE_LEGAL, closed=True),
)  # fmt: skip
