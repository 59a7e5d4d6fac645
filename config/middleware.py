"""One line in the log for each request: no address parameters, no names, no free text."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger("request")


def request_log(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Log the page's name (not its address, which holds a child's reference), status and time taken."""

    def respond(request: HttpRequest) -> HttpResponse:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=uuid.uuid4().hex[:12])
        began = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        log.info(
            "answered",
            page=match.view_name if match else "none",
            method=request.method,
            status=response.status_code,
            ms=round((time.perf_counter() - began) * 1000, 1),
        )
        return response

    return respond
