"""A closed case: what is begun or taken further in it is refused, and what must still arrive is let through.

Every action of enforcement stands in one of three lists; one in none of them fails.
"""

import inspect
from collections.abc import Iterator
from datetime import date, time, timedelta
from importlib import import_module
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from django.db import models, transaction

from agencies.acting import Acting
from agencies.models import User
from attendance.models import Address, Parent, School
from cases.actions.cases import move_case
from cases.actions.doors import Refused
from cases.models import Case
from enforcement import models as held
from enforcement.actions import prosecutions
from enforcement.actions.family import Person
from enforcement.actions.money import Incoming, take_payment
from enforcement.actions.notices import issue_notice, serve_notice, withdraw_notice
from enforcement.actions.refunds import mark_refunded
from enforcement.actions.stepping import CLOSED
from enforcement.actions.support import enter_letter, read_letter
from enforcement.models import Prosecution
from enforcement.rules.support import Outcome
from enforcement.rules.withdrawal import Ground
from tests.enforcement.court import MANAGER, OFFICER, ON
from tests.enforcement.court import prepare as prepare_absence
from tests.enforcement.households import MISSED

WHO = Person(identity_confirmed=True, how="Met.", is_natural=True, said_adult=True, took_part=True)
# Beginning a step or taking one further: refused, with the remedy.
REFUSED = {
    "attendance_orders": "prepare_order serve_first_notice serve_school_notice choose_school make_order serve_order "
    "vary_order breach_order",
    "contracts": "prepare_contract change_contract sign_contract breach_contract",
    "evidence": "invite hold_interview miss_interview write_statement add_item drop_item make_paper sign_paper",
    "family": "check_person confirm_address add_address enquire",
    "fast_track": "prepare_track enter_track move_step finish_step",
    "notice_drafts": "prepare_together change_notice",
    "notices": "prepare_notice issue_notice serve_notice return_notice readdress_notice",
    "order_charges": "prepare_order_charge choose_failures",
    "order_letters": "write_first_notice write_school_notice write_order",
    "parenting_orders": "prepare_parenting change_parenting ask_parenting breach_parenting",
    "prosecutions": "consider_supervision prepare_charge choose_period change_charge charge",
    "supervision": "prepare_supervision change_supervision apply_supervision serve_supervision direct lift_direction "
    "review_supervision extend_supervision breach_supervision",
    "support": "offer_support end_support",
    "warnings": "prepare_warning change_warning issue_warning serve_warning return_warning",
}
# Courts' outcomes, ends and decisions against a step, withdrawals, correspondence and its letters: let through.
LET_THROUGH = {
    "attendance_orders": "stop_order end_order cease",
    "contracts": "end_contract",
    "doubts": "answer_doubt",
    "family": "answer_enquiry",
    "fast_track": "end_track",
    "hearings": "list_hearing end_hearing adjourn",
    "letters": "owe_letter write_letter make_now change_words",
    "notices": "drop_notice withdraw_notice",
    "parenting_orders": "make_parenting end_parenting",
    "print_runs": "send_letter",
    "prosecutions": "drop_charge end_charge decide_charge direct_supervision answer_direction",
    "supervision": "make_supervision refuse_supervision end_supervision decide_extension",
    "support": "enter_letter read_letter decide_said_paid",
    "warnings": "drop_warning end_warning",
}
# About no case of their own: money by its payment, files, runs of letters, requests by the child.
OF_NO_CASE = {
    "bank_files": "receive_bank_file say_columns accept_statements give_up",
    "letterhead": "set_letterhead",
    "money": "take_payment match_payment send_back dispute_payment settle_dispute",
    "print_runs": "start_run try_again leave_out record_posted",
    "refunds": "mark_refunded",
    "requests": "request_notice refuse_request take_up_request",
    "reversals": "reverse_payment",
}
# What the actions share; none of it is an act.
SHARED = {"gates", "stepping"}


def named(table: dict[str, str]) -> set[str]:
    return {f"{module}.{name}" for module, names in table.items() for name in names.split()}


def actions() -> Iterator[str]:
    """Every public function of the actions that somebody takes: it says by whom, by keyword."""
    for path in sorted(Path(prosecutions.__file__).parent.glob("*.py")):
        if path.stem in SHARED or path.stem == "__init__":
            continue
        module = import_module(f"enforcement.actions.{path.stem}")
        for name, found in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(inspect.unwrap(found, stop=lambda f: False)):
                continue
            if getattr(found, "__module__", "") != module.__name__:
                continue
            by = inspect.signature(found).parameters.get("by")
            if by is not None and by.kind is inspect.Parameter.KEYWORD_ONLY:
                yield f"{path.stem}.{name}"


def test_every_action_is_in_one_of_the_lists() -> None:
    lists = [named(REFUSED), named(LET_THROUGH), named(OF_NO_CASE)]
    assert sum(map(len, lists)) == len(set().union(*lists))
    assert set(actions()) == set().union(*lists)


class Closed:
    """A family whose case is closed, and a row of whatever an action asks for, as plain as it can be."""

    def __init__(self, family) -> None:
        self.family, self.officer = family, family.acting(OFFICER)
        self.case = move_case(case=family.case, move="close", reason="Attends.", by=family.acting(MANAGER))
        assert Case.objects.get(pk=family.case.pk).state == "closed"
        self.prepared = {
            "case": self.case, "pupil": family.pupil, "school": self.case.school, "parent": family.mother.parent,
            "drafted_by": self.officer.user, "agency": self.officer.agency,
        }  # fmt: skip

    def row(self, model: type[models.Model]) -> Any:
        """A row of a model: one there is, else one made with whatever its columns need."""
        made = {
            Case: lambda: self.case,
            User: lambda: self.officer.user,
            Parent: lambda: self.family.mother.parent,
            Address: lambda: self.family.address,
            School: lambda: self.case.school,
        }  # fmt: skip
        if model in made:
            return made[model]()
        there = model._default_manager.first()
        return there if there is not None else self.make(model)

    def make(self, model: type[models.Model]) -> Any:
        given: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            if field.name in self.prepared:
                given[field.name] = self.prepared[field.name]
            elif field.primary_key or field.has_default() or field.null or field.blank:
                continue
            elif isinstance(field, models.ForeignKey):
                given[field.name] = self.row(field.related_model)
            elif not getattr(field, "auto_now_add", False):
                given[field.name] = self.plain(field)
        return model._default_manager.create(**given | SPECIAL.get(model.__name__, lambda closed: {})(self))

    def plain(self, field: models.Field) -> Any:
        if field.choices:
            return next(iter(dict(field.flatchoices)))
        for kind, value in ((models.DateField, ON), (models.IntegerField, 1), (models.CharField, "x")):
            if isinstance(field, kind):
                return value
        return "x" if isinstance(field, models.TextField) else None

    def value(self, hint: Any) -> Any:
        """Something of the type that an argument takes."""
        if get_origin(hint) in (Union, UnionType):
            hint = next(each for each in get_args(hint) if each is not NoneType)
        plain = {
            str: "x", int: 1, bool: True, date: ON, time: time(10), Acting: self.officer, Outcome: Outcome.REFUSED,
            Ground: next(iter(Ground)), Person: WHO,
        }  # fmt: skip
        if inspect.isclass(hint) and issubclass(hint, models.Model):
            return self.row(hint)
        return plain.get(hint, {} if get_origin(hint) is dict else ())


def a_hearing(closed: Closed) -> dict[str, Any]:
    return {"prosecution": closed.row(Prosecution)}


SPECIAL: dict[str, Any] = {
    "Hearing": a_hearing,
    "Breach": lambda closed: {"contract": None, "attendance": closed.row(held.AttendanceOrder)},
    "Letter": lambda closed: {"notice": closed.row(held.Notice), "address": closed.family.address},
    "Extension": lambda closed: {"until": ON + timedelta(days=300)},
}
# Moves and kinds of those that take several, so that they are real ones.
WORDS = {
    "decide_charge": {"move": "convict"},
    "end_charge": {"move": "abate"},
    "end_hearing": {"move": "vacate"},
    "end_contract": {"move": "decline"},
    "end_track": {"move": "drop"},
    "end_parenting": {"move": "drop"},
    "refuse_supervision": {"move": "drop"},
    "stop_order": {"move": "drop"},
    "make_paper": {"kind": "unused"},
    "owe_letter": {"kind": held.LetterKind.NOTICE, "notice": held.Notice},
}


def tried(closed: Closed, key: str) -> str:
    """Take an act with plain arguments, and give back why it was refused; "" where it was done."""
    module, name = key.split(".")
    act = getattr(import_module(f"enforcement.actions.{module}"), name)
    hints = get_type_hints(inspect.unwrap(act))
    given = {
        word: closed.row(said) if inspect.isclass(said) else said
        for word, said in WORDS.get(name, {}).items()
    }
    for parameter in inspect.signature(act).parameters.values():
        needed = parameter.default is inspect.Parameter.empty
        if needed and parameter.kind is inspect.Parameter.KEYWORD_ONLY and parameter.name not in given:
            given[parameter.name] = closed.value(hints[parameter.name])
    # Who acts holds both rights: the case alone is what is asked about.
    for role in ("legal_officer", OFFICER):
        try:
            with transaction.atomic():
                act(**given | {"by": closed.family.acting(role)})
        except Refused as refused:
            return str(refused)
        except Exception as other:  # noqa: BLE001 - plain arguments may be anything but refused for the closed case
            said = f"{type(other).__name__}: {other}"
            continue
        return ""
    return said


@pytest.mark.parametrize("key", sorted(named(REFUSED)))
def test_a_closed_case_refuses_what_is_begun_or_taken_further(family, key) -> None:
    assert tried(Closed(family), key) == CLOSED


@pytest.mark.parametrize("key", sorted(named(LET_THROUGH)))
def test_a_closed_case_lets_through_what_must_still_arrive(family, key) -> None:
    assert "The case is closed" not in tried(Closed(family), key)


def test_the_refusal_says_what_to_do_and_once_it_is_open_again_the_step_goes_on(family) -> None:
    prepare_absence(family)
    closed = Closed(family)
    assert "Open the case again" in CLOSED
    row, by = Prosecution.objects.get(), closed.officer
    period = {"first_on": MISSED[0][0], "last_on": ON, "by": by}
    with pytest.raises(Refused, match="The case is closed"):
        prosecutions.choose_period(row=row, version=row.version, **period)
    move_case(case=closed.case, move="reopen", reason="Away again.", by=family.acting(MANAGER))
    assert prosecutions.choose_period(row=row, version=row.version, **period).sessions.count() == 10


def test_in_a_closed_case_a_paid_notice_is_withdrawn_its_money_sent_back_and_a_letter_read(family) -> None:
    legal, manager, officer = (family.acting(each) for each in ("legal_officer", MANAGER, OFFICER))
    draft = family.prepare()
    notice = issue_notice(notice=draft, by=manager, version=draft.version)
    notice = serve_notice(notice=notice, sent_on=ON, by=officer)
    paid = Incoming(key="k1", received_on=notice.received_on, amount=8_000, text=notice.reference)
    after = family.acting("legal_officer", notice.received_on)
    payment, _ = take_payment(incoming=paid, by=after)
    case = move_case(case=family.case, move="close", reason="Paid.", by=manager, anyway=True)
    more = Incoming(key="k2", received_on=notice.received_on, amount=100, text=notice.reference)
    assert take_payment(incoming=more, by=after)[0].amount == 100
    notice.refresh_from_db()
    withdrawn = withdraw_notice(notice=notice, ground=Ground.SHOULD_NOT, reason="It was not.", by=legal)
    assert withdrawn.state == "withdrawn"
    payment.refresh_from_db()
    assert mark_refunded(payment=payment, by=after, version=payment.version).refunded == 8_000
    said = {"parent": None, "says_paid": False, "by": officer}
    letter = enter_letter(case=case, received_on=ON, channel="letter", text="Thank you.", **said)
    assert read_letter(case=case, letter=letter, answer="", says_paid=False, by=officer).read_on == ON
    row = Prosecution.objects.filter(pupil=family.pupil).first()
    assert row is None


def test_in_a_closed_case_a_draft_is_given_up(family) -> None:
    prepare_absence(family)
    closed = Closed(family)
    row = prosecutions.drop_charge(row=Prosecution.objects.get(), reason="Attends.", by=closed.officer)
    assert row.state == "dropped"
