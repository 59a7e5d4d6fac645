"""Register imports, for programs: send a file, see how far it is and what was left out, have it applied."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from agencies.acting import Acting
from agencies.api.asking import asked, sent
from agencies.api.authentication import TokenRequest
from agencies.api.errors import Conflict
from agencies.api.idempotency import once
from agencies.api.parsers import CsvBody
from agencies.api.schema import KEY, answers
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission
from attendance.actions.imports.apply import approve
from attendance.actions.imports.receive import AlreadyReceived, WrongState, receive_file
from attendance.api.flags import NothingSaid
from attendance.api.import_shapes import (
    ImportDetailShape,
    ImportShape,
    PartShape,
    RejectShape,
    SaidShape,
    StartedShape,
    UploadShape,
)
from attendance.formats.refusals import FileRefused
from attendance.models import RegisterImport, RejectedRow, School
from attendance.queries.imports import parts_of


class NoFilter(Serializer):
    """A list that is not narrowed."""


class Imports(GenericAPIView):
    """The imports the token may see, and the way to send one."""

    permission, scope = Permission.IMPORT_REGISTERS, TokenScope.REGISTERS
    parser_classes = [MultiPartParser, CsvBody]
    ordering = "-pk"

    @extend_schema(
        operation_id="imports_list", summary="Register imports", responses=answers(ImportShape(many=True))
    )
    def get(self, request: TokenRequest) -> Response:
        """The imports the token may see, newest first, a page at a time."""
        asked(request, NoFilter, pages=True)
        page = self.paginate_queryset(RegisterImport.objects.visible_to(request.auth.acting))
        return self.get_paginated_response(ImportShape(page, many=True).data)

    @extend_schema(
        operation_id="imports_send",
        summary="Send a file of registers",
        request={"multipart/form-data": UploadShape, "text/csv": OpenApiTypes.BINARY},
        parameters=[SaidShape, KEY],
        responses=answers(StartedShape, 409, 415, 422, status=201, said="Received; a worker reads it."),
    )
    def post(self, request: TokenRequest) -> Response:
        """Send a file, as a form or as it is (then what is said with it stands in the address).

        A worker reads it; nothing is applied before you ask for that. The same content sent before is 409.
        """
        in_address = asked(request, SaidShape)
        said = {name: value for name, value in in_address.items() if name in request.query_params}
        given = sent(request, UploadShape) | said
        return once(request, given, lambda: _receive(request.auth.acting, given))


def _receive(by: Acting, given: Mapping[str, Any]) -> Response:
    """Raises ValidationError, Conflict where the content was received before, PermissionDenied."""
    began_on = given.get("began_on")
    try:
        batch = receive_file(
            by=by,
            file=given["file"],
            name="",
            school=_school(by, given.get("school")),
            details=given.get("details"),
            said={"term": given.get("term", ""), "began_on": began_on.isoformat() if began_on else ""},
            force=given["again"],
        )
    except AlreadyReceived as received:
        raise Conflict(str(received)) from received
    except FileRefused as refusal:
        raise ValidationError({"file": [str(refusal)]}) from refusal
    return Response(StartedShape(batch).data, status=status.HTTP_201_CREATED)


def _school(by: Acting, urn: int | None) -> School | None:
    if urn is None:
        return None
    found = School.objects.permits(by, Permission.IMPORT_REGISTERS).filter(urn=urn).first()
    if found is None:
        raise ValidationError({"school": ["You send no registers for a school with this URN."]})
    return found


def _import(request: TokenRequest, ref: str) -> RegisterImport:
    """The import, if it is theirs; it is about no one child, so that looking at it leaves no record."""
    batch = RegisterImport.objects.visible_to(request.auth.acting).filter(ref=ref).first()
    if batch is None:
        raise NotFound
    return batch


class OneImport(GenericAPIView):
    """One import."""

    permission, scope = Permission.IMPORT_REGISTERS, TokenScope.REGISTERS
    pagination_class = None

    @extend_schema(
        operation_id="imports_read", summary="One import", responses=answers(ImportDetailShape, 404)
    )
    def get(self, request: TokenRequest, ref: str) -> Response:
        """Where an import is, its counts, and its schools' shares. Ask again until the state moves on."""
        batch = _import(request, ref)
        shown = ImportShape(batch).data
        return Response(shown | {"parts": PartShape(parts_of(batch), many=True).data})


class ImportRejects(GenericAPIView):
    """The rows of one import that could not be used."""

    permission, scope = Permission.IMPORT_REGISTERS, TokenScope.REGISTERS

    @extend_schema(
        operation_id="imports_rejects",
        summary="Rows that could not be used",
        responses=answers(RejectShape(many=True), 404),
    )
    def get(self, request: TokenRequest, ref: str) -> Response:
        """Every row that could not be used, with the line, the reason and the remedy, a page at a time."""
        asked(request, NoFilter, pages=True)
        batch = _import(request, ref)
        page = self.paginate_queryset(RejectedRow.objects.visible_to(request.auth.acting).filter(batch=batch))
        return self.get_paginated_response(RejectShape(page, many=True).data)


class ImportApply(GenericAPIView):
    """Having an import applied."""

    permission, scope = Permission.IMPORT_REGISTERS, TokenScope.REGISTERS
    pagination_class = None

    @extend_schema(
        operation_id="imports_apply",
        summary="Apply an import",
        request=NothingSaid,
        parameters=[KEY],
        responses=answers(StartedShape, 404, 409, 415, 422),
    )
    def post(self, request: TokenRequest, ref: str) -> Response:
        """Say that what was read may be applied; a worker does it. Not ready, or applied already, is 409."""
        batch = _import(request, ref)
        said = sent(request, NothingSaid)
        return once(request, said, lambda: _approve(request.auth.acting, batch.ref))


def _approve(by: Acting, ref: str) -> Response:
    try:
        return Response(StartedShape(approve(by=by, ref=ref)).data)
    except WrongState as moved_on:
        raise Conflict(str(moved_on)) from moved_on
