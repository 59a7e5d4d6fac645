"""`manage.py load_strategy`: once for each authority, and for nobody unknown."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from agencies.models import LocalAuthority
from reporting.models import Target


def load(*codes):
    said = StringIO()
    call_command("load_strategy", *codes, stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_the_targets_are_loaded_once_for_those_asked_for(world):
    code = world.authority.code
    assert f"{world.authority.name}: 10 targets" in load(code)
    assert set(Target.objects.values_list("authority__code", flat=True)) == {code}
    assert load(code) == ""
    others = LocalAuthority.objects.exclude(code=code).count()
    load()
    assert Target.objects.count() == 10 * (1 + others)


@pytest.mark.django_db
def test_an_unknown_authority_is_said(world):
    with pytest.raises(CommandError, match="No authority has the code XX"):
        load("XX")
