"""Factories of rows, one module for each app."""

from tests.factories.agencies import (
    AgencyFactory,
    AuthorityFactory,
    MembershipFactory,
    TeamFactory,
    UserFactory,
    WardFactory,
)
from tests.factories.attendance import (
    AddressFactory,
    CalendarFactory,
    CharacteristicFactory,
    ContactFactory,
    EnrolmentFactory,
    FlagFactory,
    InvolvementFactory,
    ParentFactory,
    PupilFactory,
    RegisterFactory,
    SchoolFactory,
    enrol,
)

__all__ = [
    "AddressFactory",
    "AgencyFactory",
    "AuthorityFactory",
    "CalendarFactory",
    "CharacteristicFactory",
    "ContactFactory",
    "EnrolmentFactory",
    "FlagFactory",
    "InvolvementFactory",
    "MembershipFactory",
    "ParentFactory",
    "PupilFactory",
    "RegisterFactory",
    "SchoolFactory",
    "TeamFactory",
    "UserFactory",
    "WardFactory",
    "enrol",
]
