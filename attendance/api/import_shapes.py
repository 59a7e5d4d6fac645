"""The shapes of register imports, for programs."""

from rest_framework import serializers

from attendance.models.imports import ImportState

LARGEST_URN = 2**31 - 1
TERM = r"^(autumn|spring|summer) \d{4}$"


class SaidShape(serializers.Serializer):
    """What is said with a file of registers, where the file does not say it itself."""

    school = serializers.IntegerField(
        min_value=1, max_value=LARGEST_URN, required=False, help_text="The URN of rows that name no school."
    )
    began_on = serializers.DateField(
        required=False, help_text="The day of the first mark, for strings of marks without one."
    )
    term = serializers.RegexField(
        TERM, required=False, help_text="The term of a school census, such as “autumn 2025”."
    )
    again = serializers.BooleanField(
        default=False,
        help_text="Read it even if the same content was received before. Marks are never applied twice.",
    )


class UploadShape(SaidShape):
    """A file of registers as a form sends it."""

    file = serializers.FileField(
        allow_empty_file=True, max_length=200, help_text="CSV, or a zip with one in it."
    )
    details = serializers.FileField(
        required=False, allow_empty_file=True, max_length=200, help_text="The school census's second table."
    )


class ImportShape(serializers.Serializer):
    """A register import: where it is, and what it holds."""

    ref = serializers.CharField()
    state = serializers.ChoiceField(ImportState.choices)
    received_at = serializers.DateTimeField()
    applied_at = serializers.DateTimeField(allow_null=True)
    size = serializers.IntegerField(help_text="Bytes.")
    layout = serializers.CharField(help_text="The layout that was recognised.")
    first_on = serializers.DateField(allow_null=True, help_text="The first day the file says anything of.")
    last_on = serializers.DateField(allow_null=True, help_text="The last day the file says anything of.")
    problem = serializers.CharField(help_text="Why the file was refused or what it leaves open; else empty.")
    remedy = serializers.CharField(help_text="What to do about the problem.")
    counts = serializers.DictField(
        child=serializers.JSONField(), help_text="What was read, matched, rejected and applied, by name."
    )


class PartShape(serializers.Serializer):
    """One school's share of an import."""

    school = serializers.IntegerField(source="school.urn", help_text="The school's URN.")
    state = serializers.ChoiceField(ImportState.choices)
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    rows = serializers.IntegerField()
    problem = serializers.CharField()
    counts = serializers.DictField(child=serializers.JSONField())


class ImportDetailShape(ImportShape):
    """An import with its schools' shares."""

    parts = PartShape(many=True)


class RejectShape(serializers.Serializer):
    """A row that could not be used. It holds no name, no date of birth and no number of a child."""

    line = serializers.IntegerField(help_text="The line of the file; the headings are line 1.")
    field = serializers.CharField(help_text="Which field; empty for the whole row.")
    reason = serializers.CharField()
    remedy = serializers.CharField()


class StartedShape(serializers.Serializer):
    """Where an import is after an act."""

    ref = serializers.CharField()
    state = serializers.ChoiceField(ImportState.choices)
