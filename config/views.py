"""What belongs to the house rather than to any app."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the server and its database answer; says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("well", content_type="text/plain")
