"""Steps that take more than they may have, to be run by a training job's child process."""

import time

from ..app.training.steps.files import Files, Options, Tell


def eat(files: Files, options: Options, tell: Tell) -> bytes:
    """All the memory there is."""
    held: list[bytearray] = []
    while True:
        held.append(bytearray(10_000_000))
        tell(0.1, f"{len(held)}0 MB")


def spin(files: Files, options: Options, tell: Tell) -> bytes:
    """All the time there is."""
    while True:
        pass


def linger(files: Files, options: Options, tell: Tell) -> bytes:
    """Until it is ended."""
    tell(0.5, "half of it is done")
    while True:
        time.sleep(0.05)


def break_down(files: Files, options: Options, tell: Tell) -> bytes:
    raise RuntimeError("a secret of nobody's")


def repeat(files: Files, options: Options, tell: Tell) -> bytes:
    """What it was given."""
    return b"".join(files.values())
