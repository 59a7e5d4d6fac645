"""Leaks made on purpose, each a view that nobody should ever write, to see that the tests above find it."""

import csv
import io
import logging
import zipfile
from collections.abc import Callable
from types import ModuleType
from typing import Any

from django import forms
from django.core.cache import cache
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import include, path
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.doors import needs, open_door
from agencies.models import Agency
from agencies.rules.roles import Permission
from attendance.models import Address, Characteristic, Involvement, Pupil

View = Callable[..., Any]


def plant(settings: Any, view: View, address: str = "planted/") -> None:
    """Put a view into the URLconf, before all others."""
    urlconf = ModuleType("planted_urls")
    urlconf.urlpatterns = [path(address, view, name="planted"), path("", include("config.urls"))]
    settings.ROOT_URLCONF = urlconf


def names() -> list[str]:
    """Every child's name, whoever asks."""
    return [str(pupil.surname) for pupil in Pupil.objects.all()]


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(names()))


def part(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(names()) if request.headers.get("HX-Request") else "whole")


def posted_search(request: HttpRequest) -> HttpResponse:
    found = Pupil.objects.filter(upn=request.POST.get("upn", "-"))
    return HttpResponse(", ".join(pupil.forename for pupil in found))


def number(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{Pupil.objects.count()} children")


def export(request: HttpRequest) -> StreamingHttpResponse:
    kept = io.StringIO()
    csv.writer(kept).writerows([[name, 1] for name in names()])
    return StreamingHttpResponse([kept.getvalue()], content_type="text/csv")


def download(request: HttpRequest) -> HttpResponse:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("children.txt", "\n".join(names()))
    return HttpResponse(kept.getvalue(), content_type="application/zip")


def file_name(request: HttpRequest) -> HttpResponse:
    """Even of a child whom the person may see."""
    child = Pupil.objects.visible_to(request.acting).first()
    name = f'attachment; filename="{child.surname}.csv"'
    return HttpResponse("x", headers={"Content-Disposition": name})


def address(request: HttpRequest) -> HttpResponse:
    """Even of a child whom the person may see."""
    child = Pupil.objects.visible_to(request.acting).first()
    return HttpResponse(f'<a href="/search/?name={child.surname}">again</a>')


def header(request: HttpRequest) -> HttpResponse:
    return HttpResponse("x", headers={"X-Child": names()[2]})


def choice(request: HttpRequest) -> HttpResponse:
    class Choose(forms.Form):
        child = forms.ModelChoiceField(Pupil.objects.all())

    return HttpResponse(Choose().as_p())


def sealed_address(request: HttpRequest, ref: str) -> HttpResponse:
    child = open_door(request, Pupil.objects.all(), Permission.VIEW_PUPIL, ref=ref)
    return HttpResponse(" ".join(a.lines for a in Address.objects.filter(parent__contacts__pupil=child)))


def sealed_reason(request: HttpRequest, ref: str) -> HttpResponse:
    child = open_door(request, Pupil.objects.all(), Permission.VIEW_PUPIL, ref=ref)
    return HttpResponse(" ".join(i.note for i in Involvement.objects.filter(pupil=child)))


def casework(request: HttpRequest, ref: str) -> HttpResponse:
    child = open_door(request, Pupil.objects.all(), Permission.VIEW_PUPIL, ref=ref)
    return HttpResponse(" ".join(c.source for c in Characteristic.objects.filter(pupil=child)))


def relation(request: HttpRequest) -> HttpResponse:
    """By way of the agency, which everybody may see."""
    agencies = Agency.objects.visible_to(request.acting)
    return HttpResponse(" ".join(i.pupil.known_as for agency in agencies for i in agency.involvements.all()))


def log_line(request: HttpRequest) -> HttpResponse:
    logging.getLogger("planted").warning("Looked at %s", names()[0])
    return HttpResponse("x")


def e_mail(request: HttpRequest) -> HttpResponse:
    send_mail("A child", f"About {names()[0]}", None, ["somebody@example.org"])
    return HttpResponse("x")


def cache_key(request: HttpRequest) -> HttpResponse:
    cache.set(f"search-{names()[0]}", 1)
    return HttpResponse("x")


def writes_on_get(request: HttpRequest) -> HttpResponse:
    Agency.objects.filter(pk=request.acting.agency_id).update(telephone="1")
    return HttpResponse("x")


@needs(Permission.RUN_JOBS)
def for_operators(request: HttpRequest) -> HttpResponse:
    return HttpResponse("x")


class Endpoint(APIView):
    """Open to every token, and to every child."""

    permission_classes = [AllowAny]

    def get(self, request: Any) -> Response:
        return Response(names())
