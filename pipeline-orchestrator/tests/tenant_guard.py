"""Fails SQL that looks at rows of tenants without naming one: no function of app/db can forget it (ADR 24)."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, TextClause, event

from ..app.db.across import OPTION
from ..app.db.models import Base

TABLES = "|".join(Base.metadata.tables)
_TOUCHED = re.compile(rf"\b(?:FROM|JOIN|UPDATE|INTO)\s+({TABLES})\b", re.IGNORECASE)


class TenantForgotten(AssertionError):
    """A statement that would read or write rows of any tenant."""


def forgetful(sql: str) -> set[str]:
    """The tables that a statement touches without saying whose rows."""
    text = " ".join(sql.split())
    if text.upper().startswith("INSERT"):
        columns = text[text.index("(") : text.index(")")]
        return set() if re.search(r"\btenant\b", columns) else set(_TOUCHED.findall(text))
    conditions = text[text.upper().find(" WHERE ") :] if " WHERE " in text.upper() else ""
    return {
        table
        for table in _TOUCHED.findall(text)
        if not re.search(rf"\b{table}\.tenant = (?!\w+\.)", conditions)
    }


@contextlib.contextmanager
def guarded() -> Iterator[list[TenantForgotten]]:
    """Meanwhile such a statement of a unit of work raises TenantForgotten; and so does the end of the block, for one
    whose error somebody caught: the list yielded has them."""
    found: list[TenantForgotten] = []

    def check(
        _connection: Any, _cursor: Any, sql: str, _values: Any, context: Any, _: bool
    ) -> None:
        options = {} if context is None else context.execution_options
        if "busy_ms" not in options or options.get(OPTION):
            return  # no unit of work of session.py's, or one of the system's
        compiled = getattr(context, "compiled", None)
        if compiled is None or isinstance(compiled.statement, TextClause):
            return
        if tables := forgetful(sql):
            found.append(TenantForgotten(f"{', '.join(sorted(tables))} without a tenant: {sql}"))
            raise found[-1]

    event.listen(Engine, "before_cursor_execute", check)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", check)
    if found:
        raise found[0]
