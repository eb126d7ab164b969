"""What the commands of this service have in common."""

import argparse
import sys
from collections.abc import Awaitable, Callable

import anyio

from shared.errors import Problem


def run_by_hand(
    run: Callable[[argparse.Namespace], Awaitable[int]], chosen: argparse.Namespace
) -> int:
    """The exit status of `run`; 1, and what is wrong on stderr, where it raises Problem or ValueError."""
    try:
        return anyio.run(run, chosen)
    except Problem as problem:
        print(problem.detail, file=sys.stderr)
    except ValueError as error:
        print(error, file=sys.stderr)
    return 1
