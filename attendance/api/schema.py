"""The description of the interface, as committed, for whoever holds a token."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from agencies.api.permissions import AnyToken

FILE = settings.BASE_DIR / "docs" / "openapi.yaml"


class AnyKind(BaseContentNegotiation):
    """Answers in the one way there is, whatever kinds the program says it takes."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser:
        """The first: nothing is sent here."""
        return next(iter(parsers))

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """The first, for errors; the description itself is no data to be rendered."""
        first = next(iter(renderers))
        return first, first.media_type


class Schema(APIView):
    """The description of the interface."""

    permission_classes = [AnyToken]
    content_negotiation_class = AnyKind

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        """The committed OpenAPI description; `make check` keeps it the one that the code gives."""
        return HttpResponse(FILE.read_text(), content_type="application/yaml")
