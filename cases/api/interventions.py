"""Support and contacts, for programs: what was done for a child, what may be logged, and logging it."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from agencies.acting import Acting
from agencies.api.asking import asked, sent
from agencies.api.authentication import TokenRequest
from agencies.api.doors import open_door
from agencies.api.parsers import LongJson
from agencies.api.schema import KEY, answers
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from attendance.models import Pupil
from cases.actions.interventions import log_intervention
from cases.api.asking import Key, NothingAsked, PersonShape, WhoseShape, act_once, given, made, people
from cases.api.case_shapes import NOTE, AudienceShape, ChoiceShape
from cases.forms.interventions import LogForm
from cases.models import Audience, Contact, Intervention, Reached
from cases.queries.interventions import WORDS, interventions_of, offered, year_groups_of
from cases.queries.people import audiences_around, people_around

P = Permission


class InterventionShape(WhoseShape):
    """One thing that was done for a child on one day."""

    id = serializers.IntegerField()
    what = serializers.CharField(help_text="In a few words.")
    contact = serializers.ChoiceField(Contact.choices, allow_blank=True)
    reached = serializers.ChoiceField(
        Reached.choices, allow_blank=True, help_text="Of a visit or a call: whether anybody answered."
    )
    on = serializers.DateField()
    minutes = serializers.IntegerField(allow_null=True)
    people = serializers.CharField(help_text="Who was there; empty where nobody was reached.")
    outcome = serializers.CharField()
    next_step = serializers.CharField()
    audience = serializers.ChoiceField(Audience.choices)
    at = serializers.DateTimeField(help_text="When it was written down.")
    corrects = serializers.IntegerField(
        source="corrects_id", allow_null=True, help_text="The one that this one corrects."
    )


class InterventionChoicesShape(serializers.Serializer):
    """What may be logged for a child, and for whom."""

    what = ChoiceShape(many=True, help_text="Contacts, and the agency's own list for a child of this age.")
    audiences = ChoiceShape(many=True)
    readers = PersonShape(many=True, help_text="Who may be named where the audience is “named”.")


class LogShape(AudienceShape):
    """What was done, when, what came of it, and for whom that is written."""

    what = serializers.CharField(max_length=40, help_text="From the choices, such as “visit”.")
    on = serializers.DateField()
    minutes = serializers.IntegerField(min_value=1, max_value=1440, required=False, allow_null=True)
    people = serializers.CharField(max_length=200, allow_blank=True, default="")
    outcome = serializers.CharField(max_length=NOTE)
    next_step = serializers.CharField(max_length=300, allow_blank=True, default="")
    corrects = Key(
        required=False, allow_null=True, help_text="One of your own agency's that this one corrects."
    )


class InterventionDoneShape(serializers.Serializer):
    """What was logged."""

    id = serializers.IntegerField()


class Interventions(GenericAPIView):
    """What was done for a child."""

    permission, scope = P.VIEW_PUPIL, TokenScope.CASES
    ordering = "-pk"

    @extend_schema(
        operation_id="interventions_list",
        summary="Support and contacts of a child",
        responses=answers(InterventionShape(many=True), 404),
    )
    def get(self, request: TokenRequest, ref: str) -> Response:
        """What was done by every agency and is meant for the token's person, what was logged last first."""
        asked(request, NothingAsked, pages=True)
        pupil = open_door(request, Pupil.objects.all(), P.VIEW_PUPIL, ref=ref)
        rows = interventions_of(pupil, request.auth.acting).select_related(*WORDS)
        page = self.paginate_queryset(rows) or []
        return self.get_paginated_response(InterventionShape(page, many=True).data)


class InterventionChoices(GenericAPIView):
    """What may be logged for a child."""

    permission, scope = P.LOG_WORK, TokenScope.CASES
    pagination_class = None

    @extend_schema(
        operation_id="interventions_choices",
        summary="What may be logged for a child",
        responses=answers(InterventionChoicesShape, 404),
    )
    def get(self, request: TokenRequest, ref: str) -> Response:
        """The contacts, the agency's own list, the audiences and people that the pages would offer."""
        pupil = open_door(request, Pupil.objects.all(), P.LOG_WORK, ref=ref)
        by = request.auth.acting
        contacts, own = offered(by, year_groups_of(pupil, by))
        found = {
            "what": [{"key": each.key, "label": each.label} for each in (*contacts, *own)],
            "audiences": [{"key": key, "label": label} for key, label in audiences_around(pupil, by)],
            "readers": people(people_around(pupil, by)),
        }
        return Response(InterventionChoicesShape(found).data)


class LogIntervention(GenericAPIView):
    """Logging what was done."""

    permission, scope = P.LOG_WORK, TokenScope.CASEWORK
    parser_classes = [LongJson]
    pagination_class = None

    @extend_schema(
        operation_id="interventions_log",
        summary="Log what was done for a child",
        request=LogShape,
        parameters=[KEY],
        responses=answers(InterventionDoneShape, 404, 409, 415, 422, status=201, said="It is in the record."),
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Log what was done, into the live case where there is one. The same words within minutes count once."""
        pupil = open_door(request, Pupil.objects.all(), P.LOG_WORK, ref=ref)
        said, by = sent(request, LogShape), request.auth.acting
        wrong = _wrong(pupil, said.get("corrects"), by)

        def act() -> Response:
            form = LogForm(pupil, by, data=said, corrects=wrong)
            given(form)
            row = log_intervention(pupil=pupil, done=form.done(), by=by, corrects=wrong)
            return made({"id": row.pk})

        return act_once(request, said, act)


def _wrong(pupil: Pupil, key: int | None, by: Acting) -> Intervention | None:
    """The one to correct: of one's own agency, about this child. Raises ValidationError."""
    if key is None:
        return None
    rows = Intervention.objects.permits(by, P.LOG_WORK).filter(agency__in=by.reach, pupil=pupil, pk=key)
    found: Intervention | None = rows.select_related("entry", "type").first()
    if found is None:
        raise ValidationError({"corrects": ["Your agency has logged no such thing for this child."]})
    return found
