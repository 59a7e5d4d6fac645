"""What belongs to the house rather than to any app."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the server and its database answer; says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("well", content_type="text/plain")


def closed(request: HttpRequest, **_kwargs: str) -> HttpResponse:
    """An address that a library offers and this application does not: people do not change who they are."""
    raise Http404
