"""Parenting contracts (attendance contracts from August 2024) and parenting orders."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q

from agencies.history import remembered
from enforcement.models.prepared import Prepared
from enforcement.models.prosecution import Prosecution
from enforcement.rules.parenting import ORDER_MONTHS, PROGRAMME_MONTHS, contract_word
from enforcement.workflow import transitions
from enforcement.workflow.orders import (
    CONTRACT_LABELS,
    CONTRACT_MOVES,
    PARENTING_LABELS,
    PARENTING_MOVES,
    ContractState,
    ParentingState,
)

CONTRACT_STATES = [(state.value, CONTRACT_LABELS[state]) for state in ContractState]
PARENTING_STATES = [(state.value, PARENTING_LABELS[state]) for state in ParentingState]


@remembered
class ParentingContract(Prepared):
    """What a parent and the authority or school promise each other for a stated time; voluntary."""

    state = models.CharField(max_length=8, choices=CONTRACT_STATES, default=ContractState.DRAFT)
    runs_from: Any = models.DateField()
    runs_to: Any = models.DateField()
    parent_statement = models.TextField(blank=True)
    support_statement = models.TextField(blank=True)
    parent_signed_on: Any = models.DateField(null=True, blank=True)
    other_signed_on: Any = models.DateField(null=True, blank=True)
    other_signed_by = models.CharField(max_length=120, blank=True)
    ended_on: Any = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("signed", "kept", "broken"))
                | Q(
                    decision__isnull=False,
                    checked_by__isnull=False,
                    parent_signed_on__isnull=False,
                    other_signed_on__isnull=False,
                ),
                name="contracts_are_signed_by_both",
            ),
            models.CheckConstraint(condition=Q(runs_to__gte=F("runs_from")), name="contract_days_in_order"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("drafted_by")),
                name="contract_checked_by_another",
            ),
            models.UniqueConstraint(
                fields=["pupil", "parent"],
                condition=Q(state__in=("draft", "signed")),
                name="one_contract_at_a_time",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="contract_moves", field="state", transitions=transitions(CONTRACT_MOVES))
        ]

    @property
    def label(self) -> str:
        """Its state in words."""
        return CONTRACT_LABELS[ContractState(self.state)]

    @property
    def called(self) -> str:
        """What it is called on its first day."""
        return contract_word(self.runs_from)


# Whoever writes an order: it follows a conviction.
ON_CONVICTION = pgtrigger.Trigger(
    name="parenting_order_on_conviction",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "prosecution_id"),
    func="""
        IF NEW.state IN ('asked', 'made', 'ended') AND NOT EXISTS (
            SELECT FROM enforcement_prosecution p WHERE p.id = NEW.prosecution_id AND p.state = 'convicted'
               AND p.parent_id = NEW.parent_id AND p.offence <> 'sch3p18')
        THEN RAISE EXCEPTION 'a parenting order follows a conviction' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


@remembered
class ParentingOrder(Prepared):
    """A parenting order asked of the court when a parent was convicted."""

    state = models.CharField(max_length=7, choices=PARENTING_STATES, default=ParentingState.DRAFT)
    prosecution = models.ForeignKey(Prosecution, on_delete=models.PROTECT, related_name="parenting_orders")
    months = models.PositiveSmallIntegerField()
    programme_months = models.PositiveSmallIntegerField(default=0)
    earlier_order = models.BooleanField(default=False)
    arrangements_in_area = models.BooleanField(default=False)
    circumstances = models.TextField(blank=True)
    requirements = models.TextField(blank=True)
    responsible_officer = models.CharField(max_length=120, blank=True)
    asked_on: Any = models.DateField(null=True, blank=True)
    made_on: Any = models.DateField(null=True, blank=True)
    ends_on: Any = models.DateField(null=True, blank=True)
    programme_ends_on: Any = models.DateField(null=True, blank=True)
    ended_on: Any = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("asked", "made", "ended"))
                | Q(decision__isnull=False, asked_on__isnull=False, checked_by__isnull=False),
                name="parenting_order_was_decided",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "dropped"))
                | Q(
                    months__gte=1,
                    months__lte=ORDER_MONTHS,
                    programme_months__lte=PROGRAMME_MONTHS,
                    programme_months__lt=F("months") + 1,
                ),
                name="parenting_order_in_its_months",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("made", "ended"))
                | Q(made_on__gte=F("asked_on"), ends_on__gte=F("made_on")),
                name="parenting_order_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("drafted_by")),
                name="parenting_order_checked_by_another",
            ),
            models.UniqueConstraint(
                fields=["prosecution"],
                condition=Q(state__in=("draft", "asked", "made")),
                name="one_parenting_order_a_conviction",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="parenting_moves", field="state", transitions=transitions(PARENTING_MOVES)),
            ON_CONVICTION,
        ]

    @property
    def label(self) -> str:
        """Its state in words."""
        return PARENTING_LABELS[ParentingState(self.state)]
