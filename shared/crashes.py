"""What a log may tell of an exception: types, codes and places, the whole chain of causes; nothing that it holds.

Messages quote what could not be used: a database's has the statement and its values, a validator's the input, a
connection's the address, and anybody's may hold a text or a key. Local variables hold all of it. So neither is
written, for whatever type; the cause is found by the place and the request id.
"""

import errno
import linecache
import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType

from shared.errors import Problem
from shared.settings import REPO_ROOT

FRAMES = 12
"""Of each exception, the innermost."""
LINKS = 6
"""Exceptions of one chain or group, the outermost first."""
_CODE = re.compile(r"[A-Za-z0-9_]{1,40}")
_ELSEWHERE = re.compile(r".*/(?:site-packages|lib/python[\d.]+)/")


@dataclass(frozen=True, slots=True)
class Frame:
    path: str
    line: int
    function: str
    source: str
    """The line as it is in the file; empty where there is no file."""

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line} {self.function}"


@dataclass(frozen=True, slots=True)
class Link:
    """One exception of a chain."""

    how: str
    """Empty for the first; `from`, `while handling` or `in the group` for what it came of."""
    kind: str
    frames: list[Frame]
    """The innermost last."""


def kind_of(error: BaseException) -> str:
    """The type, and the code where it has one: `OSError ENOSPC`, `psycopg2.OperationalError 57P03`."""
    kind = type(error)
    name = (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )
    code = _code_of(error)
    return f"{name} {code}" if code else name


def chain_of(error: BaseException) -> list[Link]:
    """The exception, then what it came of, by cause, context or group."""
    return list(_links(error, "", set()))[:LINKS]


def place_of(error: BaseException) -> str:
    """The innermost frame: where it was raised."""
    frames = _frames(error.__traceback__)
    return frames[-1].place if frames else "unknown"


def _links(error: BaseException, how: str, seen: set[int]) -> Iterator[Link]:
    if id(error) in seen:
        return
    seen.add(id(error))
    yield Link(how, kind_of(error), _frames(error.__traceback__))
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _links(each, "in the group", seen)
    if error.__cause__ is not None:
        yield from _links(error.__cause__, "from", seen)
    elif error.__context__ is not None and not error.__suppress_context__:
        yield from _links(error.__context__, "while handling", seen)


def _code_of(error: BaseException) -> str:
    if isinstance(error, Problem):
        return error.slug
    if isinstance(error, OSError) and error.errno is not None:
        return errno.errorcode.get(error.errno, "")
    for name in ("sqlite_errorname", "pgcode", "status_code"):  # of drivers and HTTP clients
        code = str(getattr(error, name, None) or "")
        if _CODE.fullmatch(code):
            return code
    return ""


def _frames(trace: TracebackType | None) -> list[Frame]:
    walked = [(frame.f_code, line) for frame, line in traceback.walk_tb(trace)][-FRAMES:]
    return [
        Frame(
            _short(code.co_filename),
            line,
            code.co_qualname,
            linecache.getline(code.co_filename, line).strip(),
        )
        for code, line in walked
    ]


def _short(path: str) -> str:
    inside = path.removeprefix(f"{REPO_ROOT}/")
    return _ELSEWHERE.sub("", inside)
