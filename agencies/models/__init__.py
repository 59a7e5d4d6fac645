"""People, agencies, memberships, access records and tokens."""

from agencies.models.access import AccessRecord
from agencies.models.agency import (
    Agency,
    AgencyKind,
    InterventionType,
    LocalAuthority,
    PractitionerRole,
    Ward,
)
from agencies.models.idempotency import IdempotencyKey
from agencies.models.membership import Membership
from agencies.models.token import Token
from agencies.models.user import User

__all__ = [
    "AccessRecord",
    "Agency",
    "AgencyKind",
    "IdempotencyKey",
    "InterventionType",
    "LocalAuthority",
    "Membership",
    "PractitionerRole",
    "Token",
    "User",
    "Ward",
]
