"""Assessments, version by version, and the words of child and parents."""

from datetime import timedelta

import pytest

from attendance.actions.doors import NotAllowed
from cases.actions.assessments import FactorFound, Found, Said, assess, keep_words
from cases.actions.cases import move_case
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.models import Assessment, Audience, Entry, How, OwnWords
from cases.queries.assessments import factor_counts, factors_of, versions_of, voices_of
from tests.factories import ContactFactory, InvolvementFactory, PupilFactory

DAY = timedelta(days=1)
CARER = FactorFound("young-carer", "main", "Her mother is ill in the mornings.")


def found(by, **given) -> Found:
    return Found(
        **{"conclusions": "Help at home first.", "review_on": by.on + 40 * DAY, "factors": (CARER,), **given}
    )


def said(by, **given) -> Said:
    return Said(
        **{
            "words": "I stay so that Mum eats.",
            "on": by.on,
            "how": How.IN_PERSON,
            "audience": Audience.AGENCIES,
            **given,
        }
    )


def test_an_assessment_is_kept_once_and_told_to_the_agencies_alone(worked, world) -> None:
    by = world.acting("welfare_officer")
    first = assess(case=worked, found=found(by), seen=0, by=by)
    assert assess(case=worked, found=found(by), seen=0, by=by) == first
    entry = Entry.objects.get(kind="assessment")
    assert entry.audience == Audience.AGENCIES
    assert "A main reason: caring for somebody at home." in entry.text
    assert factors_of(worked, by) == {"young-carer"}
    assert factors_of(worked, world.acting("school_lead")) == set()


def test_a_further_version_stands_beside_and_says_what_changed(worked, world) -> None:
    by = world.acting("welfare_officer")
    assess(case=worked, found=found(by), seen=0, by=by)
    assess(case=worked, found=found(by, factors=(), strengths="She draws."), seen=1, by=by)
    newest, oldest = versions_of(worked, by)
    assert (newest.assessment.number, oldest.assessment.number) == (2, 1)
    assert "Strengths: She draws." in newest.change.added
    assert any("Her mother is ill" in line for line in newest.change.removed)
    assert [line.row.note for line in oldest.lines] == [CARER.note]


def test_two_people_who_assess_at_once_see_each_others_version(worked, world) -> None:
    officer, manager = world.acting("welfare_officer"), world.acting("team_manager")
    assess(case=worked, found=found(officer), seen=0, by=officer)
    with pytest.raises(ChangedMeanwhile):
        assess(case=worked, found=found(manager, conclusions="Another."), seen=0, by=manager)
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"conclusions": " "}, "what follows"),
        ({"factors": (FactorFound("nonsense", "main"),)}, "from the list"),
        ({"factors": (CARER, CARER)}, "each once"),
        ({"factors": (FactorFound("health", "some-what"),)}, "how much"),
    ],
)
def test_what_makes_no_sense_is_refused(worked, world, given, refused) -> None:
    by = world.acting("welfare_officer")
    with pytest.raises(Refused, match=refused):
        assess(case=worked, found=found(by, **given), seen=0, by=by)


@pytest.mark.parametrize(("days", "is_refused"), [(0, True), (1, False)])
def test_the_day_to_look_again_is_ahead(worked, world, days, is_refused) -> None:
    by = world.acting("welfare_officer")
    given = found(by, review_on=by.on + days * DAY)
    if is_refused:
        with pytest.raises(Refused, match="still to come"):
            assess(case=worked, found=given, seen=0, by=by)
    else:
        assert assess(case=worked, found=given, seen=0, by=by).number == 1


def test_neither_a_school_nor_a_closed_case_is_for_assessing(worked, world) -> None:
    by, lead = world.acting("welfare_officer"), world.acting("school_lead")
    with pytest.raises(NotAllowed):
        assess(case=worked, found=found(lead), seen=0, by=lead)
    move_case(case=worked, move="close", reason="Moved abroad.", by=by)
    with pytest.raises(Refused, match="closed"):
        assess(case=worked, found=found(by), seen=0, by=by)


def test_each_parents_words_are_apart_and_twice_is_once(worked, world) -> None:
    mother, father = ContactFactory(pupil=worked.pupil), ContactFactory(pupil=worked.pupil)
    by = world.acting("welfare_officer")
    for _ in range(2):
        keep_words(case=worked, said=said(by), by=by)
        keep_words(case=worked, said=said(by, words="He hides her shoes.", contact=mother), by=by)
    keep_words(case=worked, said=said(by, words="She lets him sleep.", contact=father), by=by)
    assert OwnWords.objects.count() == 3
    child, *parents = voices_of(worked, by)
    assert child.name == worked.pupil.forename
    assert {(each.name, each.rows[0].words) for each in parents} == {
        (str(mother.parent), "He hides her shoes."), (str(father.parent), "She lets him sleep."),
    }  # fmt: skip
    told = Entry.objects.filter(kind="views").values_list("text", flat=True)
    assert not any(str(father.parent) in text or str(mother.parent) in text for text in told)


def test_words_are_read_by_those_they_are_meant_for(worked, world) -> None:
    by = world.acting("welfare_officer")
    InvolvementFactory(pupil=worked.pupil, agency=world.agencies.nursing, scope=2)
    keep_words(case=worked, said=said(by), by=by)
    keep_words(case=worked, said=said(by, words="I like art.", audience=Audience.SCHOOL), by=by)
    keep_words(case=worked, said=said(by, words="Do not tell.", audience=Audience.AGENCY), by=by)

    def read(name: str) -> set[str]:
        return {row.words for voice in voices_of(worked, world.acting(name)) for row in voice.rows}

    assert read("welfare_officer") == {"I stay so that Mum eats.", "I like art.", "Do not tell."}
    assert read("nurse") == {"I stay so that Mum eats.", "I like art."}
    assert read("school_lead") == {"I like art."}


def test_words_of_somebody_elses_parent_or_of_tomorrow_are_refused(worked, world) -> None:
    by = world.acting("welfare_officer")
    with pytest.raises(Refused, match="this child’s parents"):
        keep_words(case=worked, said=said(by, contact=ContactFactory(pupil=PupilFactory())), by=by)
    with pytest.raises(Refused, match="or earlier"):
        keep_words(case=worked, said=said(by, on=by.on + DAY), by=by)
    with pytest.raises(Refused, match="at least one person"):
        keep_words(case=worked, said=said(by, audience=Audience.NAMED), by=by)
    with pytest.raises(NotAllowed):
        keep_words(case=worked, said=said(by), by=world.acting("legal_officer"))


def test_a_child_counts_once_by_the_newest_version_and_a_restricted_one_never(worked, world) -> None:
    by = world.acting("welfare_officer")
    health = FactorFound("health", "some")
    assess(case=worked, found=found(by), seen=0, by=by)
    assess(case=worked, found=found(by, factors=(health,)), seen=1, by=by)
    children, lines = factor_counts(by.authority_id, by.on, by.on)
    assert (children, [line.label for line in lines]) == (1, ["Health"])
    assert factor_counts(by.authority_id, by.on + DAY, by.on + DAY) == (0, ())
    worked.pupil.restricted = True
    worked.pupil.save()
    assert factor_counts(by.authority_id, by.on, by.on) == (0, ())
