"""Conditions whose subqueries are put into SQL once for a person, however many queries of a request carry them.

The rule of who may see a child stands in every query. Building it of Django's parts and compiling it costs twenty
times what the rest of a short query does, and it is the same text each time.
"""

from typing import Any

from django.db.models import BooleanField, Expression, F, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler


class WrittenKeys:
    """The keys that a queryset of one column gives, as SQL; written when first asked for and then kept."""

    def __init__(self, rows: "QuerySet[Any, Any]") -> None:
        self._rows = rows
        self._written: tuple[str, tuple[Any, ...]] | None = None

    def sql(self, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The statement and its parameters. Raises EmptyResultSet where no row can be meant."""
        if self._written is None:
            sql, parameters = self._rows.query.get_compiler(connection=connection).as_sql()
            self._written = sql, tuple(parameters)
        return self._written


class Among(Expression):
    """Whether a key is among `opened` and not among `closed`.

    The database reads both lists whole, or, `one_by_one`, looks for the one key in them: that is cheaper where the
    condition stands in an "or" and few rows are asked. Of a `Value` in place of a key it looks once for all rows.
    """

    conditional = True
    output_field = BooleanField()

    def __init__(
        self, key: str | Value, opened: WrittenKeys, closed: WrittenKeys, *, one_by_one: bool = False
    ) -> None:
        super().__init__()
        self._key: Any = F(key) if isinstance(key, str) else key
        self._opened, self._closed, self._one_by_one = opened, closed, one_by_one

    def get_source_expressions(self) -> list[Any]:
        """The key alone: the lists name nothing of the query around them."""
        return [self._key]

    def set_source_expressions(self, exprs: Any) -> None:
        """Put the resolved key in its place."""
        (self._key,) = exprs

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The condition, with the lists as they were written."""
        key, given = compiler.compile(self._key)
        shape = (
            "EXISTS(SELECT 1 FROM (%s) held (key) WHERE held.key = %s)" if self._one_by_one else "%s IN (%s)"
        )
        parts: list[str] = []
        parameters: list[Any] = []
        for keys in (self._opened, self._closed):
            sql, wanted = keys.sql(connection)
            parts.append(shape % ((sql, key) if self._one_by_one else (key, sql)))
            parameters += (*wanted, *given) if self._one_by_one else (*given, *wanted)
        return f"({parts[0]} AND NOT ({parts[1]}))", tuple(parameters)
