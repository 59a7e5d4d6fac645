"""Pages by cursor: as quick at the end of a long list as at its beginning, and no counting."""

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """A hundred rows a page, in the order of the rows' keys, unless the view says otherwise."""

    ordering = "pk"
    page_size = 100
    page_size_query_param = "size"
    max_page_size = 1000
