"""Extensions and the two functions by which names are compared and sounded.

`unaccent` and `dmetaphone` are wrapped so that a generated column may use them: with the dictionary named, their
answers do not change. All four extensions are trusted, so the database's owner may add them.
"""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    CreateExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

NAME_KEY = """
create function name_key(forename text, surname text) returns text
language sql immutable strict parallel safe
as $$
  select trim(regexp_replace(
    lower(public.unaccent('public.unaccent'::regdictionary, forename || ' ' || surname)), '[^[:alnum:] ]', '', 'g'))
$$
"""
NAME_SOUND = """
create function name_sound(forename text, surname text) returns text
language sql immutable strict parallel safe
as $$
  select public.dmetaphone(name_key(forename, '')) || ' ' || public.dmetaphone(name_key('', surname))
$$
"""


class Migration(migrations.Migration):
    """Runs before any table of names."""

    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        TrigramExtension(),
        BtreeGistExtension(),
        UnaccentExtension(),
        CreateExtension("fuzzystrmatch"),
        migrations.RunSQL(NAME_KEY, "drop function name_key(text, text)"),
        migrations.RunSQL(NAME_SOUND, "drop function name_sound(text, text)"),
    ]
