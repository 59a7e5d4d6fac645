"""Steps of a story: each is an act of the product, done by somebody of the cast on a school day some time ago."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Scope
from attendance.actions.involvements import grant_involvement
from attendance.actions.restrictions import restrict_record
from attendance.models import Enrolment, Involvement, Pupil
from attendance.models.involvement import Basis
from cases.actions.cases import move_case, open_case
from cases.actions.documents import add_document
from cases.actions.holds import lift_hold, place_hold
from cases.actions.notes import write_note
from cases.actions.timeline import record
from cases.demo.cast import Cast
from cases.demo.crowd import officers_of
from cases.demo.deeds import date_entries, last_entry
from cases.models import Audience, Case, Entry, EntryKind, HoldKind


@dataclass
class Scene:
    """One child's story while it is told."""

    cast: Cast
    pupil: Pupil

    @property
    def case(self) -> Case:
        """The child's case as it stands now."""
        return Case.objects.select_related("pupil").get(pupil=self.pupil)

    def by(self, who: str, ago: int) -> Acting:
        """Somebody acting on a school day some time ago."""
        return self.cast.acting(who, self.cast.ago(ago))


FIRST_OF_TEAM: Final = "whoever came first to the team of the case"
Step = Callable[[Scene], None]


@dataclass(frozen=True)
class Tale:
    """What happened with the child of a story, in order."""

    number: int
    steps: tuple[Step, ...]


@transaction.atomic
def perform(scene: Scene, steps: tuple[Step, ...]) -> None:
    """Do every step, and date what was written down to the day on which it happened."""
    before = last_entry()
    for step in steps:
        step(scene)
    date_entries(before)


def opened(ago: int, who: str, reason: str) -> Step:
    """The case is opened, at the school of the story on that day."""

    def do(scene: Scene) -> None:
        by = scene.by(who, ago)
        rolls = Enrolment.objects.filter(pupil=scene.pupil, began_on__lte=by.on).exclude(ended_on__lt=by.on)
        roll = rolls.select_related("school__team").order_by("registration", "pk")[0]
        open_case(pupil=scene.pupil, school=roll.school, reason=reason, by=by)

    return do


def moved(ago: int, who: str, move: str, reason: str = "", *, officer: str = "", ahead: int = 0) -> Step:
    """The case is moved: given to an officer, or paused until a day ahead."""

    def do(scene: Scene) -> None:
        given = scene.cast.user(officer) if officer and officer != FIRST_OF_TEAM else None
        given = officers_of(scene.case.team)[0] if officer == FIRST_OF_TEAM else given
        until = scene.cast.until.fromordinal(scene.cast.until.toordinal() + ahead) if ahead else None
        move_case(
            case=scene.case, move=move, by=scene.by(who, ago), reason=reason, officer=given, until=until
        )

    return do


def named(ago: int, who: str, *people: str) -> Step:
    """Further people are named for a restricted record."""

    def do(scene: Scene) -> None:
        found = [scene.cast.user(each) for each in people]
        restrict_record(pupil=scene.pupil, people=found, by=scene.by(who, ago))

    return do


def note(ago: int, who: str, audience: Audience, text: str, *readers: str) -> Step:
    """Somebody writes a note."""

    def do(scene: Scene) -> None:
        named = [scene.cast.user(each) for each in readers]
        write_note(case=scene.case, text=text, audience=audience, by=scene.by(who, ago), readers=named)

    return do


def corrected(ago: int, who: str, wrong: str, text: str) -> Step:
    """Somebody corrects the note that begins with some words."""

    def do(scene: Scene) -> None:
        first = Entry.objects.filter(case=scene.case, text__startswith=wrong)[0]
        write_note(
            case=scene.case,
            text=text,
            audience=Audience(first.audience),
            by=scene.by(who, ago),
            corrects=first,
        )

    return do


def told(ago: int, who: str, kind: EntryKind, audience: Audience, text: str) -> Step:
    """Something else is written into the timeline."""

    def do(scene: Scene) -> None:
        record(kind=kind, text=text, by=scene.by(who, ago), case=scene.case, audience=audience)

    return do


def joined(
    ago: int, who: str, kind: str, why: str, *, basis: Basis = Basis.REQUEST, sealed: bool = False
) -> Step:
    """An agency is brought in, if it is not involved yet."""

    def do(scene: Scene) -> None:
        by, agency = scene.by(who, ago), scene.cast.agencies[kind]
        if not Involvement.objects.live(by.on).filter(pupil=scene.pupil, agency=agency).exists():
            grant_involvement(
                pupil=scene.pupil, agency=agency, basis=basis, scope=Scope.CASEWORK, until=None, note=why,
                sealed=sealed, by=by,
            )  # fmt: skip

    return do


def held(ago: int, who: str, key: str) -> Step:
    """Safeguarding asks that the case stays open."""

    def do(scene: Scene) -> None:
        by = scene.by(who, ago)
        place_hold(case=scene.case, kind=HoldKind.SAFEGUARDING, key=key, by=by, on=by.on)

    return do


def lifted(ago: int, who: str, key: str) -> Step:
    """Safeguarding no longer asks."""

    def do(scene: Scene) -> None:
        by = scene.by(who, ago)
        lift_hold(case=scene.case, kind=HoldKind.SAFEGUARDING, key=key, by=by, on=by.on)

    return do


def paper(ago: int, who: str, audience: Audience, title: str, text: str) -> Step:
    """A document is added."""

    def do(scene: Scene) -> None:
        upload = SimpleUploadedFile("document.txt", text.encode(), "text/plain")
        add_document(case=scene.case, upload=upload, title=title, audience=audience, by=scene.by(who, ago))

    return do
