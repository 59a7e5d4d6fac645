"""Steps of enforcement: decisions, warnings, notices, letters, and money."""

from enforcement.models.family import (
    Correspondence,
    Enquiry,
    NoticeElsewhere,
    PersonCheck,
    SupportOffer,
)
from enforcement.models.letter import LETTERS, Letter, LetterKind, PrintRun
from enforcement.models.money import BankFile, Payment, PaymentPart
from enforcement.models.notice import Notice, NoticeMove, NoticeRequest, NoticeSession
from enforcement.models.prepared import Decision, Legal, Prepared
from enforcement.models.warning import WarningLetter

__all__ = [
    "LETTERS",
    "BankFile",
    "Correspondence",
    "Decision",
    "Enquiry",
    "Legal",
    "Letter",
    "LetterKind",
    "Notice",
    "NoticeElsewhere",
    "NoticeMove",
    "NoticeRequest",
    "NoticeSession",
    "Payment",
    "PaymentPart",
    "PersonCheck",
    "Prepared",
    "PrintRun",
    "SupportOffer",
    "WarningLetter",
]
