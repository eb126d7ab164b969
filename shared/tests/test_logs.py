"""What comes into a log, in both formats: of our own events, of crashes, of libraries and of what nobody caught."""

import asyncio
import gc
import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest
import structlog
from pydantic import SecretStr, ValidationError

from shared.errors import Unavailable
from shared.logs import (
    MAX_LINE_BYTES,
    LogFormat,
    configure_logging,
    log_what_nobody_caught,
    start_failure,
)
from shared.settings import CommonSettings
from shared.storage.files import UrlSigner

SECRET = "hunter" + "2"  # not in one piece in any line of this file, since lines of code are shown
library = logging.getLogger("some.library")


@pytest.fixture(params=get_args(LogFormat))
def logged(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """What was logged so far."""
    root = logging.getLogger()
    handlers, level, before = root.handlers, root.level, structlog.get_config()
    configure_logging(log_format=request.param, level="DEBUG")
    sink = io.StringIO()
    root.handlers[0].stream = sink  # pyright: ignore[reportAttributeAccessIssue]
    yield sink.getvalue
    root.handlers = handlers
    root.setLevel(level)
    structlog.configure(**before)


def fail(said: str) -> None:
    copied = said  # a local variable
    try:
        int(copied)
    except ValueError as error:
        raise RuntimeError(f"can't use {said}") from error


def test_a_crash_has_its_type_place_and_cause_and_not_what_it_holds(logged: Callable[[], str]):
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        try:
            fail(SECRET)
        except RuntimeError:
            structlog.get_logger("test").exception("request_crashed")
    line = logged()
    assert SECRET not in line
    for part in ("request_crashed", "r-1", "RuntimeError", "ValueError", "test_logs.py", " fail"):
        assert part in line


def test_a_group_tells_of_each(logged: Callable[[], str]):
    group = ExceptionGroup(SECRET, [OSError(28, SECRET, SECRET), Unavailable(SECRET)])
    library.error("the work failed", exc_info=group)
    line = logged()
    assert SECRET not in line
    assert "OSError ENOSPC" in line
    assert "shared.errors.Unavailable unavailable" in line


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "a" * 1_000_000},
        {f"field_{n}": "b" * 400 for n in range(1000)},
        {"words": ["c" * 5000] * 1000},
        {"n" * 10_000: 1},
        {"deep": {"er": {"est": "d" * 100_000}}},
        {"letters": "ж" * 5000},
    ],
)
def test_no_line_is_longer_than_four_kilobytes(logged: Callable[[], str], fields: dict[str, Any]):
    structlog.get_logger("test").error("an_event", request_id="r-1", **fields)
    line = logged()
    assert len(line.encode()) <= MAX_LINE_BYTES
    assert "an_event" in line
    assert "r-1" in line


def test_a_crash_from_far_inside_fits_and_keeps_the_place(logged: Callable[[], str]):
    def deeper(n: int) -> None:
        try:
            if n == 0:
                fail(SECRET)
            deeper(n - 1)
        except RuntimeError as error:
            raise KeyError(SECRET) from error

    try:
        deeper(200)
    except KeyError:
        structlog.get_logger("test").exception("request_crashed", text="x" * 100_000)
    line = logged()
    assert len(line.encode()) <= MAX_LINE_BYTES
    assert "test_logs.py" in line
    assert "KeyError" in line


def test_a_json_line_stays_json_however_it_was_cut(capsys: pytest.CaptureFixture[str]):
    root = logging.getLogger()
    handlers = root.handlers
    configure_logging(log_format="json", level="INFO")
    structlog.get_logger("test").error("an_event", words=['"' * 900] * 900)
    root.handlers = handlers
    assert json.loads(capsys.readouterr().err)["event"] == "an_event"


def test_of_a_library_only_what_its_author_wrote_is_kept(logged: Callable[[], str]):
    library.warning("a constant message")
    library.warning("%d words of %s", 3, SECRET)
    library.warning(f"put together with {SECRET}")
    library.warning(ValueError(SECRET))
    library.warning("by name %(text)s", {"text": SECRET})
    said = logged()
    assert SECRET not in said
    assert "a constant message" in said
    assert "3 words of " in said
    assert said.count("said something in test_logs.py:") == 2


@pytest.mark.parametrize("name", ["celery.app.trace", "celery.worker.request", "uvicorn.error"])
def test_exceptions_among_the_arguments_are_told_by_type(logged: Callable[[], str], name: str):
    logging.getLogger(name).error("%s: %r", "Task", RuntimeError(SECRET))
    assert SECRET not in logged()
    assert "RuntimeError" in logged()


def test_a_library_that_repeats_itself_is_cut_short(logged: Callable[[], str]):
    for _ in range(1000):
        library.warning("again")
    assert len(logged().splitlines()) == 5


def test_a_crash_that_asyncio_found_is_told_like_any(logged: Callable[[], str]):
    async def forget() -> None:
        task = asyncio.get_running_loop().create_task(_fail_later(SECRET))
        await asyncio.wait({task})
        del task
        gc.collect()

    async def call_back() -> None:
        asyncio.get_running_loop().call_soon(fail, SECRET)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(forget())
    asyncio.run(call_back())
    said = logged()
    assert SECRET not in said
    assert "Task exception was never retrieved" in said
    assert "Exception in callback fail" in said
    assert said.count("RuntimeError") >= 2


async def _fail_later(said: str) -> None:
    fail(said)


def test_hooks_tell_of_threads_warnings_and_the_process(
    logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch
):
    for owner, name in (
        (sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook"),
        (warnings, "showwarning"),
    ):  # fmt: skip
        monkeypatch.setattr(owner, name, getattr(owner, name))  # put back at the end
    log_what_nobody_caught()
    thread = threading.Thread(target=fail, args=(SECRET,), name=SECRET)
    thread.start()
    thread.join()
    try:
        fail(SECRET)
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    warnings.showwarning(SECRET, UserWarning, "some/file.py", 7)
    said = logged()
    assert SECRET not in said
    for part in ("thread_crashed", "process_crashed", "python_warning", "some/file.py:7"):
        assert part in said


@pytest.mark.parametrize("log_format", get_args(LogFormat))
def test_a_process_that_ends_by_an_error_prints_nothing_else(log_format: str):
    code = (
        "from shared.logs import configure_logging, log_what_nobody_caught\n"
        f"configure_logging(log_format='{log_format}', level='INFO')\n"
        "log_what_nobody_caught()\n"
        "secret = 'hunter' + str(2)\n"
        "raise RuntimeError(secret)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert SECRET not in ended.stdout + ended.stderr
    assert "process_crashed" in ended.stderr
    assert "RuntimeError" in ended.stderr


def test_a_record_that_can_not_be_written_tells_nothing_of_itself(
    capsys: pytest.CaptureFixture[str],
):
    root = logging.getLogger()
    handlers = root.handlers
    configure_logging(log_format="json", level="INFO")
    root.handlers[0].stream = None  # pyright: ignore[reportAttributeAccessIssue]
    structlog.get_logger("test").error("an_event", text=SECRET)
    root.handlers = handlers
    said = capsys.readouterr().err
    assert SECRET not in said
    assert "could not be logged: AttributeError" in said


def test_refused_settings_are_named_without_their_values(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("APP_ENV", "production")
    monkeypatch.setenv("S3_SECRET_KEY", SECRET)
    monkeypatch.setenv("S3_ACCESS_KEY", SECRET)
    with pytest.raises(ValidationError) as refused:
        CommonSettings()
    told = start_failure(refused.value)
    assert SECRET not in told
    assert "set URL_SIGNING_KEY" in told
    assert start_failure(ConnectionError(SECRET)) == "ConnectionError"


def test_secrets_have_no_repr():
    signer = UrlSigner(SECRET.encode(), "http://127.0.0.1:8010", 60)
    settings = CommonSettings(url_signing_key=SecretStr(SECRET), s3_secret_key=SecretStr(SECRET))
    assert SECRET not in f"{signer!r} {settings!r}"


class Full(io.StringIO):
    """A file on a disk that has no room left."""

    def write(self, _: str) -> int:
        raise OSError(28, "No space left on device")


def test_where_nothing_can_be_written_work_goes_on(
    logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch
):
    logging.getLogger().handlers[0].stream = Full()  # pyright: ignore[reportAttributeAccessIssue]
    monkeypatch.setattr(sys, "stderr", Full())
    structlog.get_logger("shared.test").error("nobody_reads_this")
    library.error("nor this")
    assert logged() == ""
