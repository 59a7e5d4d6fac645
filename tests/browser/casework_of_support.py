"""What supports a child in the filled authority: an assessment, words, reviews, coming back, and a re-check."""

from datetime import timedelta

from agencies.acting import Acting
from attendance.models import Characteristic, Contact
from cases.actions.assessments import FactorFound, Found, Said, assess, keep_words
from cases.actions.cases import move_case, open_case
from cases.actions.plans import make_plan, put_plan
from cases.actions.reviews import Reviewed, hold_review, keep_set_item
from cases.actions.stages import NewStage, add_stage
from cases.models import Audience, Case, How, PlanKind, Recheck, Stage
from tests.factories import ContactFactory, PupilFactory, enrol
from tests.personas import World

DAY = timedelta(days=1)


def add_what_lies_behind(case: Case, by: Acting) -> None:
    """Two versions of an assessment, words of the child and a parent, a review and a set item."""
    found = Found(
        conclusions="Help at home comes first, then the mornings.", review_on=by.on + 40 * DAY,
        strengths="She draws, and her aunt stands by her.",
        factors=(FactorFound("young-carer", "main", "Her mother is ill in the mornings."),),
    )  # fmt: skip
    assess(case=case, found=found, seen=0, by=by)
    more = (*found.factors, FactorFound("relevance", "some", "She would stay for art."))
    assess(case=case, found=Found(found.conclusions, found.review_on, "", more), seen=1, by=by)
    parent = Contact.objects.filter(pupil=case.pupil).first() or ContactFactory(pupil=case.pupil)
    words = (("I stay so that Mum eats.", None), ("I cannot wake her.", parent))
    for said, contact in words:
        keep_words(case=case, said=Said(said, by.on, How.IN_PERSON, Audience.SCHOOL, contact=contact), by=by)
    Characteristic.objects.get_or_create(
        pupil=case.pupil, kind="lac", ended_on=None, defaults={"began_on": by.on - 90 * DAY}
    )
    keep_set_item(case=case, kind="lac", on=by.on - 3 * DAY, said="The carer drives her on Mondays.", by=by)
    case.refresh_from_db()
    reviewed = Reviewed("She came four days of five.", "continue", "It works.", by.on + 30 * DAY)
    hold_review(case=case, reviewed=reviewed, version=case.version, by=by)


def coming_back(world: World) -> tuple[Case, Stage]:
    """A plan for coming back with a stage of mornings and then the whole week, put to everybody."""
    by, case = world.acting("welfare_officer"), _given(world)
    plan = make_plan(case=case, aim="Back for the whole week.", by=by, kind=PlanKind.REINTEGRATION)
    mornings = NewStage(
        by.on, by.on + 13 * DAY, "10" * 5 + "0000", "Maths, then lunch with Ms Bright.", by.on + 10 * DAY
    )
    stage = add_stage(plan=plan, stage=mornings, by=by)
    whole = NewStage(by.on + 14 * DAY, by.on + 40 * DAY, "1" * 10 + "0000", "Every lesson.")
    add_stage(plan=plan, stage=whole, by=by)
    put_plan(plan=plan, by=by)
    return case, stage


def _given(world: World) -> Case:
    """A case of the officer's about a child of the school."""
    officer, child = world.acting("welfare_officer"), PupilFactory()
    enrol(world.school, child)
    opened, _ = open_case(pupil=child, school=world.school, reason="Often away.", by=officer)
    return move_case(case=opened, move="allocate", officer=officer.user, by=world.acting("team_manager"))


def closed_before(world: World) -> tuple[Case, Recheck]:
    """A case that was closed, with a re-check that is due."""
    officer = world.acting("welfare_officer")
    case = move_case(case=_given(world), move="close", reason="Back every day.", by=officer)
    row = Recheck.objects.filter(case=case).earliest("due_on")
    Recheck.objects.filter(pk=row.pk).update(due_on=officer.on)
    return case, row
