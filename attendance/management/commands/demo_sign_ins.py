"""`manage.py demo_sign_ins`: who can sign in to the demonstration, and what to try first as each."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agencies.rules.roles import ROLES
from attendance.demo.build import is_there
from attendance.demo.people import PASSWORD
from attendance.demo.personas import (
    IRWELL_DOMAIN,
    PERSONAS,
    PERSONAS_THEN,
    THEN_DOMAIN,
    TWO_AGENCIES,
    Persona,
)
from attendance.demo.stories import STORIES


class Command(BaseCommand):
    """One line for each role."""

    help = "Print the demonstration's sign-ins, one line for each role."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print them; refused outside the demonstration."""
        if not settings.DEMONSTRATION:
            raise CommandError("This is not the demonstration: nobody's password is known here.")
        if not is_there():
            raise CommandError("There is no demonstration here yet: run create_demo.")
        self.stdout.write(f"Everybody's password: {PASSWORD}")
        code = getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", "")
        if code:
            self.stdout.write(f"When a second step is asked for (marked *): {code}")
        self._list("Irwell Council", IRWELL_DOMAIN, (*PERSONAS, TWO_AGENCIES[0]))
        self.stdout.write("\nChildren to look at (search for the name; what you see depends on who you are)")
        for story in STORIES:
            self.stdout.write(f"  {story.forename} {story.surname}: {story.look}")
        self._list("Irwell 2006-07, under the rules of that year", THEN_DOMAIN, PERSONAS_THEN)

    def _list(self, title: str, domain: str, personas: tuple[Persona, ...]) -> None:
        self.stdout.write(f"\n{title}")
        labels = [_label(persona) for persona in personas]
        widest = max(len(label) for label in labels)
        address = max(len(persona.email(domain)) for persona in personas)
        for label, persona in zip(labels, personas, strict=True):
            self.stdout.write(f"  {label:<{widest}}  {persona.email(domain):<{address}}  {persona.first}")


def _label(persona: Persona) -> str:
    second = "*" if ROLES[persona.role].second_factor else " "
    if persona == TWO_AGENCIES[0]:
        return f"{persona.name}, in two agencies {second}"
    return f"{persona.name}, {persona.job or ROLES[persona.role].label} {second}"
