"""A process that was asked to stop ends, whatever an engine is doing.

Abandoned work ends at its next step (shared.abandon). A thread inside native code may have no next step, and Python
waits for its threads at exit: without this a stop takes as long as the longest inference, or for ever.
"""

import faulthandler
import os
import sys
import threading

import structlog

log = structlog.get_logger(__name__)

GRACE_S = 10
"""For the requests under way when the stop begins."""
EXIT_AFTER_S = GRACE_S + 5.0
"""What is left of the process then is ended: below the 30 s of docker-compose.yml's `stop_grace_period`."""
EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h: the process had to be ended."""
_LAST_RESORT_S = 2.0
_LOGGING_S = 1.0


def end_process_after(seconds: float = EXIT_AFTER_S) -> None:
    """From now on the process has `seconds` to end by itself; then it is ended, with the log telling which threads held it.

    Call it once, where the stop begins. Not to be taken back: nothing that stops goes on.
    """
    threading.Thread(target=_end, args=(seconds,), name="stop watchdog", daemon=True).start()
    # A native call that keeps the interpreter's lock keeps the thread above from running, but not this one in C.
    # It prints where each thread is, no values.
    if sys.__stderr__ is not None and not sys.__stderr__.closed:
        faulthandler.dump_traceback_later(seconds + _LAST_RESORT_S, exit=True, file=sys.__stderr__)


def _end(seconds: float) -> None:
    threading.Event().wait(seconds)
    # In a thread of its own: a pipe that nobody reads must not keep the process either.
    told = threading.Thread(target=_tell, args=(seconds,), daemon=True)
    told.start()
    told.join(_LOGGING_S)
    os._exit(EXIT_CODE)


def _tell(seconds: float) -> None:
    held_by = [
        thread.name
        for thread in threading.enumerate()
        if not thread.daemon and thread is not threading.main_thread()
    ]
    log.error("stop_took_too_long", seconds=seconds, threads=held_by)
    sys.stdout.flush()
