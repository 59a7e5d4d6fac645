"""Put the initiatives that the attendance strategy of January 2007 names on the register of every authority."""

from typing import Any

from django.db import migrations

STRATEGY = {
    "Behaviour Improvement Programme": (
        "Behaviour and Education Support Teams, lead behaviour professionals and school-based police officers in "
        "the programme's schools: improved attendance and reduced unauthorised absence are among its outcomes."
    ),
    "Children's Fund": "Preventive services for children from 5 to 13 and their families.",
    "Excellence in Cities": "Learning mentors and learning support units in schools of cities.",
    "Education Action Zone": "Schools of one area that work together on attainment and attendance.",
    "Connexions": (
        "Personal advisers linked to all schools, from year 9 onwards: advice, home visits and alternatives for "
        "young people who have barriers to achievement."
    ),
}


def add(apps: Any, _editor: Any) -> None:
    """Those that an authority has by this name stay as they are."""
    initiatives = apps.get_model("reporting", "Initiative").objects
    authorities = apps.get_model("agencies", "LocalAuthority").objects.values_list("pk", flat=True)
    initiatives.bulk_create(
        [
            initiatives.model(authority_id=authority, name=name, about=about)
            for authority in authorities
            for name, about in STRATEGY.items()
        ],
        ignore_conflicts=True,
    )


def remove(apps: Any, _editor: Any) -> None:
    """Those that nobody has changed and no school or pupil is in."""
    rows = apps.get_model("reporting", "Initiative").objects.filter(set_by=None, version=1, name__in=STRATEGY)
    rows.filter(places=None, members=None).delete()


class Migration(migrations.Migration):
    dependencies = [("agencies", "0004_messages"), ("reporting", "0008_initiatives")]

    operations = [migrations.RunPython(add, remove)]
