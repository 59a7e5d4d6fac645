"""People, agencies, memberships, access records, tokens and messages."""

from agencies.models.access import AccessRecord
from agencies.models.agency import (
    Agency,
    AgencyKind,
    InterventionType,
    LocalAuthority,
    Postcode,
    PractitionerRole,
    Ward,
)
from agencies.models.idempotency import IdempotencyKey
from agencies.models.membership import Membership
from agencies.models.outbox import Mail, Message, MessageChoice
from agencies.models.token import Token
from agencies.models.user import User

__all__ = [
    "AccessRecord",
    "Agency",
    "AgencyKind",
    "IdempotencyKey",
    "InterventionType",
    "LocalAuthority",
    "Mail",
    "Membership",
    "Message",
    "MessageChoice",
    "Postcode",
    "PractitionerRole",
    "Token",
    "User",
    "Ward",
]
