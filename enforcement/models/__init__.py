"""Steps of enforcement: decisions, warnings, notices, letters, money, prosecutions, contracts and orders."""

from enforcement.models.charged_failure import ChargedFailure
from enforcement.models.evidence import (
    PAPERS,
    CourtPaper,
    Interview,
    ItemKind,
    PackItem,
    PaperKind,
    Statement,
)
from enforcement.models.family import (
    Correspondence,
    Enquiry,
    NoticeElsewhere,
    PersonCheck,
    SupportOffer,
)
from enforcement.models.fast_track import FastTrack, TrackStep
from enforcement.models.hearing import Hearing, Purpose
from enforcement.models.letter import LETTERS, OF_ORDER, TO_SCHOOL, Letter, Letterhead, LetterKind, PrintRun
from enforcement.models.money import BANK_FILES, BankFile, BankMapping, Payment, PaymentPart, Way
from enforcement.models.notice import Notice, NoticeMove, NoticeRequest, NoticeSession
from enforcement.models.parenting import ParentingContract, ParentingOrder
from enforcement.models.prepared import Decision, Legal, Prepared
from enforcement.models.prosecution import (
    ChargedSession,
    Considered,
    Plea,
    Prosecution,
    Sentence,
    SupervisionConsideration,
)
from enforcement.models.school_order import AttendanceOrder, Breach, OrderEnd, Variation
from enforcement.models.supervision import (
    Direction,
    Ending,
    Extension,
    SupervisionOrder,
    SupervisionReview,
    To,
)
from enforcement.models.warning import WarningLetter

__all__ = [
    "BANK_FILES",
    "LETTERS",
    "OF_ORDER",
    "PAPERS",
    "TO_SCHOOL",
    "AttendanceOrder",
    "BankFile",
    "BankMapping",
    "Breach",
    "ChargedFailure",
    "ChargedSession",
    "Considered",
    "Correspondence",
    "CourtPaper",
    "Decision",
    "Direction",
    "Ending",
    "Enquiry",
    "Extension",
    "FastTrack",
    "Hearing",
    "Interview",
    "ItemKind",
    "Legal",
    "Letter",
    "LetterKind",
    "Letterhead",
    "Notice",
    "NoticeElsewhere",
    "NoticeMove",
    "NoticeRequest",
    "NoticeSession",
    "OrderEnd",
    "PackItem",
    "PaperKind",
    "ParentingContract",
    "ParentingOrder",
    "Payment",
    "PaymentPart",
    "PersonCheck",
    "Plea",
    "Prepared",
    "PrintRun",
    "Prosecution",
    "Purpose",
    "Sentence",
    "Statement",
    "SupervisionConsideration",
    "SupervisionOrder",
    "SupervisionReview",
    "SupportOffer",
    "To",
    "TrackStep",
    "Variation",
    "WarningLetter",
    "Way",
]
