"""structlog for all services: JSON or console, with request_id and task_id bound per request.

No line is longer than 4 kB, and none holds more of an exception than `shared.crashes` tells. Of what libraries log,
only what their authors wrote is kept: their arguments, and messages put together at run time, may hold anything.
"""

import contextlib
import logging
import re
import sys
import threading
import time
import warnings
from collections.abc import Callable
from types import TracebackType
from typing import Any, Literal

import structlog
from pydantic import ValidationError
from structlog.typing import EventDict, Processor

from shared.crashes import Link, chain_of, kind_of, place_of

MAX_LINE_BYTES = 4096
_MAX_TRACE_CHARS = 2800
_FEWER_FRAMES = (12, 6, 3, 1)
_TRUSTED = ("uvicorn", "alembic", "celery.apps", "celery.worker", "kombu")
"""Loggers whose texts name addresses, revisions and workers, and nothing of a request."""
_TEMPLATES = ("uvicorn", "alembic", "celery", "kombu")
"""Loggers whose messages with arguments are templates, also where they are put together."""
_REPEATED_S = 10.0
_REPEATED_AT_MOST = 5
"""Lines of a library, from one place in its code, in that time: some can be provoked from outside."""
_ESSENTIAL = (
    "timestamp",
    "level",
    "event",
    "service",
    "request_id",
    "task_id",
    "tenant",
    "trace_id",
    "error",
    "at",
)

log = structlog.get_logger(__name__)

LogFormat = Literal["console", "json"]


def configure_logging(*, log_format: LogFormat, level: str) -> None:
    """Set up structlog and route the standard library's loggers through it. Idempotent."""
    shared_processors: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    as_json = log_format == "json"
    render: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared_processors, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = _Handler(sys.stderr)
    handler.addFilter(_Repetitions())
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared_processors, _from_a_library],
            use_get_message=False,
            pass_foreign_args=True,
            processors=[
                _crash_in_json if as_json else _crash_for_people,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _capped(render),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for chatty in ("uvicorn.access", "httpx", "httpx2", "httpcore", "faster_whisper"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def log_what_nobody_caught() -> None:
    """For a process of our own: what Python would print of errors and warnings goes into the log like the rest."""

    def tell_crash(
        _: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            return
        log.critical("process_crashed", exc_info=error.with_traceback(trace))

    def tell_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            log.error("thread_crashed", exc_info=args.exc_value)

    def tell_unraisable(args: Any) -> None:
        if args.exc_value is not None:
            log.error("error_ignored", exc_info=args.exc_value)

    def tell_warning(
        message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: Any
    ) -> None:
        del message  # it may quote what it warns of
        log.warning("python_warning", category=category.__name__, at=f"{filename}:{lineno}")

    sys.excepthook = tell_crash
    threading.excepthook = tell_thread
    sys.unraisablehook = tell_unraisable
    warnings.showwarning = tell_warning


def start_failure(error: BaseException) -> str:
    """Why a service did not start, for who starts it: at that time there is nothing but settings to quote.

    Settings hide their values; of other libraries' errors only the kind is told, since they may name an address with
    its password.
    """
    ours = (
        type(error).__module__.split(".")[0] == "shared" or ".app." in f".{type(error).__module__}."
    )
    if ours or isinstance(error, ValidationError) or type(error) is ValueError:
        return str(error)
    return kind_of(error)


class _Handler(logging.StreamHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """The standard one prints the record's arguments."""
        error = sys.exc_info()[1]
        kind = kind_of(error) if error is not None else "unknown"
        with contextlib.suppress(
            OSError, ValueError
        ):  # full, broken or closed: work goes on without a log
            sys.stderr.write(f"a line of {record.name} could not be logged: {kind}\n")


class _Repetitions(logging.Filter):
    """Leaves out what a library says again and again, and counts it."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, int], tuple[float, int]] = {}
        """Per place: since when, and how often."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, dict) or record.exc_info:
            return True
        place = (record.pathname, record.lineno)
        since, n_said = self._said.get(place, (float("-inf"), 0))
        now = time.monotonic()
        if now - since >= _REPEATED_S:
            self._said[place] = (now, 1)
            record.n_left_out = max(0, n_said - _REPEATED_AT_MOST)
            return True
        self._said[place] = (since, n_said + 1)
        return n_said < _REPEATED_AT_MOST


def _from_a_library(_: Any, __: str, event: EventDict) -> EventDict:
    """Keep what its author wrote."""
    record: logging.LogRecord = event["_record"]
    arguments = event.pop("positional_args", ())
    event.pop("stack_info", None)
    event["logger"] = record.name
    event["event"] = _as_written(record, arguments)
    if n_left_out := getattr(record, "n_left_out", 0):
        event["n_left_out"] = n_left_out
    return event


def _as_written(record: logging.LogRecord, arguments: Any) -> str:
    template = str(record.msg)
    if record.name == "asyncio":
        return re.split(r"[(<\n]", template, maxsplit=1)[0].strip()  # then come values
    is_template = bool(arguments) and record.name.startswith(_TEMPLATES)
    if not (is_template or _is_literal(record)):
        return f"said something in {record.filename}:{record.lineno}"
    trusted = record.name.startswith(_TRUSTED)
    try:
        filled = template % _shown(arguments, trusted=trusted) if arguments else template
    except (TypeError, ValueError, KeyError):
        filled = template
    return " ".join(filled.split())


def _is_literal(record: logging.LogRecord) -> bool:
    """Whether the message is a constant in the code that logs it, and so nothing that was put together."""
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename == record.pathname and frame.f_lineno == record.lineno:
            return record.msg in frame.f_code.co_consts
        frame = frame.f_back
    return False


class _Hidden(str):
    """Fits any placeholder."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _shown(arguments: Any, *, trusted: bool) -> Any:
    if isinstance(arguments, dict):
        return {name: _shown_one(each, trusted=trusted) for name, each in arguments.items()}
    return tuple(_shown_one(each, trusted=trusted) for each in arguments)


def _shown_one(argument: Any, *, trusted: bool) -> Any:
    if argument is None or isinstance(argument, int | float):
        return argument
    if isinstance(argument, BaseException):
        return _Hidden(kind_of(argument))
    return argument if trusted and isinstance(argument, str) else _Hidden("…")


def _error_of(event: EventDict) -> BaseException | None:
    given = event.pop("exc_info", None)
    if isinstance(given, tuple):
        given = given[1]
    if given is True:
        given = sys.exc_info()[1]
    return given if isinstance(given, BaseException) else None


def _crash_in_json(_: Any, __: str, event: EventDict) -> EventDict:
    if (error := _error_of(event)) is not None:
        event["error"], event["at"] = kind_of(error), place_of(error)
        event["trace"] = _fitting(chain_of(error), _in_one_line)
    return event


def _crash_for_people(_: Any, __: str, event: EventDict) -> EventDict:
    if (error := _error_of(event)) is not None:
        event["error"], event["at"] = kind_of(error), place_of(error)
        event["exception"] = "\n".join(_fitting(chain_of(error), _in_lines))
    return event


def _fitting(chain: list[Link], write: Callable[[Link, int], str]) -> list[str]:
    """With as many frames of each exception as there is room for."""
    written: list[str] = []
    for n_frames in _FEWER_FRAMES:
        written = [write(link, n_frames) for link in chain]
        if sum(map(len, written)) <= _MAX_TRACE_CHARS:
            break
    return written


def _in_one_line(link: Link, n_frames: int) -> str:
    """The innermost place first."""
    places = [frame.place for frame in reversed(link.frames[-n_frames:])]
    return " ".join([*filter(None, [link.how, link.kind]), "at", " < ".join(places) or "unknown"])


def _in_lines(link: Link, n_frames: int) -> str:
    lines = ["  " + " ".join(filter(None, [link.how, link.kind]))]
    for frame in link.frames[-n_frames:]:
        lines.append(f"    {frame.place}")
        if frame.source:
            lines.append(f"      {frame.source[:100]}")
    return "\n".join(lines)


def _capped(render: Callable[..., str]) -> Processor:
    """A renderer whose lines fit, in what is written of them."""

    def rendered(logger: Any, name: str, event: EventDict) -> str:
        line = render(logger, name, dict(event))
        for shorten in (_shortened, _essential):
            if len(line.encode()) < MAX_LINE_BYTES:
                break
            line = render(logger, name, shorten(event))
        return line

    return rendered


def _shortened(event: EventDict) -> EventDict:
    return {
        name[:60]: _cut(value, _MAX_TRACE_CHARS if name == "exception" else 300)
        for name, value in event.items()
    }


def _essential(event: EventDict) -> EventDict:
    return {name: _cut(event[name], 200) for name in _ESSENTIAL if name in event} | {"cut": True}


def _cut(value: Any, n_chars: int) -> Any:
    if isinstance(value, list):
        return [_cut(each, n_chars) for each in value[:6]]
    if value is None or isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= n_chars else f"{text[:n_chars]}…"
