"""The world is what the other tests take it for: a canary in every field, and rows that the rules tell apart."""

from tests.permissions.registry import Kind, models_of, plantable


def test_every_text_about_a_person_has_a_canary(aviary) -> None:
    wanted = {
        f"{model._meta.label}.{field.name}"
        for model in models_of(Kind.PERSONAL, Kind.SHARED, Kind.SCHOOL, Kind.IMPORT, Kind.OWN)
        for field in plantable(model)
    }
    missing = sorted(wanted - aviary.cage.labels())
    assert missing == [], "plant these in tests/permissions/world.py or world_rows.py"


def test_every_canary_is_in_the_database(aviary) -> None:
    for canary in aviary.cage.held.values():
        assert aviary.cage.found(f"x {canary.text}, y") == {canary.text}, canary


def test_some_may_meet_each_child_and_some_may_not(aviary) -> None:
    """But for the records that nobody opens: merged into another, or with every involvement over."""
    people = [aviary.person(name) for name in aviary.world.people]
    seen = {
        name: {person.name for person in people if aviary.rights.sees(person, child.pupil.pk)}
        for name, child in aviary.children.items()
    }
    assert {name for name, who in seen.items() if not who} == {"merged", "ended"}
    assert seen["restricted"] == {"team_manager"}
    assert seen["restricted elsewhere"] == {"safeguarding_officer"}
    assert seen["stranger"] == {"stranger_officer"}
    assert {"nurse", "two_agencies", "police_officer", "youth_offending", "school_lead"} <= seen["own"]
    assert "two_agencies_elsewhere" in seen["own"] - seen["other"]
    assert "two_agencies" in seen["other"]
