"""The pack of a prosecution as it is held: what is there, what lacks, and whether the certificate still stands."""

from datetime import date

from enforcement.models import CourtPaper, PaperKind, Prosecution
from enforcement.queries.absence import Marks
from enforcement.rules.charges import Pack, changed_since
from enforcement.rules.threshold import Session

SIGNED = (PaperKind.CERTIFICATE, PaperKind.STATEMENT)


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
        certificate=PaperKind.CERTIFICATE in signed,
        certificate_is_fresh=fresh,
        section_9_statement=PaperKind.STATEMENT in signed,
        exhibits=PaperKind.EXHIBITS in signed,
        register_print=PaperKind.REGISTER in signed,
        letters_to_this_parent=PaperKind.LETTERS in signed,
        supervision_considered=prosecution.consideration_id is not None,
        unused_material=PaperKind.UNUSED in signed,
        costs=PaperKind.COSTS in signed,
        interview=prosecution.interviews.filter(held_on__isnull=False, cautioned=True).exists(),
        no_interview_because=prosecution.no_interview_because,
    )
