"""The pack of a prosecution as it is held: what is there, what lacks, and whether the certificate still stands."""

from collections.abc import Mapping
from datetime import date

from enforcement.models import CourtPaper, PaperKind, Prosecution
from enforcement.queries.absence import Marks
from enforcement.rules.charges import ASKED_OF, Pack, changed_since
from enforcement.rules.offences import Offence
from enforcement.rules.threshold import Session

SIGNED = (PaperKind.CERTIFICATE, PaperKind.STATEMENT, PaperKind.SERVICE)
PART_OF: Mapping[str, str] = {
    PaperKind.CERTIFICATE: "certificate",
    PaperKind.STATEMENT: "section_9_statement",
    PaperKind.EXHIBITS: "exhibits",
    PaperKind.REGISTER: "register_print",
    PaperKind.LETTERS: "letters_to_this_parent",
    PaperKind.UNUSED: "unused_material",
    PaperKind.COSTS: "costs",
    PaperKind.ORDER: "order",
    PaperKind.SERVICE: "proof_of_service",
    PaperKind.FAILURES: "failure_record",
}
"""Which part of a pack each paper is; the others belong to every pack and none asks for them."""
ABOUT_AN_ORDER = (PaperKind.ORDER, PaperKind.SERVICE, PaperKind.FAILURES)


class CannotMake(Exception):
    """The record does not hold what a paper is made from; the message says what lacks."""


def papers_of(offence: Offence) -> tuple[PaperKind, ...]:
    """The papers of a pack about an offence: those that it asks for, and those of every pack."""
    asked = ASKED_OF[offence]
    ordered = (*ABOUT_AN_ORDER, *(kind for kind in PaperKind if kind not in ABOUT_AN_ORDER))
    return tuple(kind for kind in ordered if kind not in PART_OF or PART_OF[kind] in asked)


def latest_papers(prosecution: Prosecution) -> dict[str, CourtPaper]:
    """The latest paper of each kind."""
    return {paper.kind: paper for paper in prosecution.papers.order_by("kind", "number")}


def certified(paper: CourtPaper) -> dict[Session, str]:
    """The marks that a certificate states, by session."""
    return {(date.fromisoformat(day), part): code for day, part, code in paper.basis.get("marks", ())}


def moved_since(paper: CourtPaper, marks: Marks) -> tuple[Session, ...]:
    """The sessions of a certificate whose mark is another now."""
    stated = certified(paper)
    return changed_since(stated, {session: marks.code(session) for session in stated})


def covers(paper: CourtPaper, sessions: tuple[Session, ...]) -> bool:
    """Whether a certificate states every session charged."""
    return bool(sessions) and set(sessions) <= set(certified(paper))


def pack_of(prosecution: Prosecution, marks: Marks) -> Pack:
    """What the pack holds; a certificate or statement counts once it is signed."""
    papers = latest_papers(prosecution)
    signed = {kind for kind, paper in papers.items() if kind not in SIGNED or paper.signed_on}
    certificate = papers.get(PaperKind.CERTIFICATE)
    charged = tuple(prosecution.sessions.values_list("on", "session"))
    fresh = certificate is not None and covers(certificate, charged) and not moved_since(certificate, marks)
    return Pack(
        **{part: kind in signed for kind, part in PART_OF.items()},
        certificate_is_fresh=fresh,
        failure_record_is_fresh=_records(papers.get(PaperKind.FAILURES), prosecution),
        supervision_considered=prosecution.consideration_id is not None,
        interview=prosecution.interviews.filter(held_on__isnull=False, cautioned=True).exists(),
        no_interview_because=prosecution.no_interview_because,
    )


def _records(paper: CourtPaper | None, prosecution: Prosecution) -> bool:
    """Whether a record of failures has those that are charged, and no others."""
    charged = set(prosecution.failures.values_list("breach", flat=True))
    return paper is not None and set(paper.basis.get("failures", ())) == charged
