"""Pages by cursor: as quick at the end of a long list as at its beginning, and no counting."""

from typing import TYPE_CHECKING, Any

from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.views import APIView

LARGEST_KEY = 2**63 - 1
UNKNOWN = "This cursor was not given out by this list."


class Pages(CursorPagination):
    """A hundred rows a page, in the order of the rows' keys, which the view's `ordering` may turn round."""

    ordering = "pk"
    page_size = 100
    page_size_query_param = "size"
    page_size_query_description = "How many results a page has: 1 to 1000, 100 unless said."
    cursor_query_description = "Where the page begins: taken from `next` or `previous` of another page."
    max_page_size = 1000

    def get_page_size(self, request: Request) -> int | None:
        """The page size asked for. Raises ValidationError for one that there is not."""
        asked = request.query_params.get("size", "")
        if not asked:
            return self.page_size
        is_number = asked.isascii() and asked.isdigit() and len(asked) < 5
        if not (is_number and 1 <= int(asked) <= self.max_page_size):
            raise ValidationError({"size": [f"Give a number from 1 to {self.max_page_size}."]})
        return int(asked)

    def get_ordering(self, request: Request, queryset: "QuerySet[Any]", view: "APIView") -> tuple[str, ...]:
        """By key, the view's way round: a cursor then always stands on a whole number."""
        return (getattr(view, "ordering", self.ordering),)

    def decode_cursor(self, request: Request) -> Cursor | None:
        """The cursor that was sent. Raises ValidationError for one that no page gave out."""
        try:
            cursor = super().decode_cursor(request)
        except NotFound:
            raise ValidationError({"cursor": [UNKNOWN]}) from None
        if cursor == Cursor(offset=0, reverse=False, position=None):
            raise ValidationError({"cursor": [UNKNOWN]})
        if cursor is None or cursor.position is None:
            return cursor
        place = str(cursor.position)
        if not (place.isascii() and place.isdigit() and len(place) < 20 and int(place) <= LARGEST_KEY):
            raise ValidationError({"cursor": [UNKNOWN]})
        return cursor
