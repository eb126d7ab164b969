"""The open connections of one process: how many there may be, how long each may stand still, which has to go first.

All servers of a process share one `Connections`, since they share its files. When it is full, the connection that has
kept us waiting longest makes room, whether for a request's head, for the next byte of its body, or idle between two
requests. One at work is never cut for another; when all are at work, the next gets a 503.
"""

import asyncio
import resource
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import islice
from typing import Protocol

import structlog

from shared.settings import CommonSettings

log = structlog.get_logger(__name__)

MOST_CONNECTIONS = 1000
"""Unless HTTP_MAX_CONNECTIONS says otherwise: half an upload in each are 1 GB of form parts kept in memory."""
RESERVED_FILES = 256
"""For what is no incoming connection: databases, objects, spooled uploads, calls to other services, models."""
MOST_FILES = 65_536
"""The soft limit is raised to the hard one, but no further: some programs walk through all numbers."""
SHARE_OF_ONE_DOOR = 0.75
"""Where several services share a process: what comes to one of them leaves room for calls to the others."""
FEWEST_SPARED = 16
"""Connections fewer, each time that the system has no files left."""
BODY_START_S = 60.0
BODY_BYTES_A_SECOND = 16_000
"""A body may take 60 s, and another second for each 16 kB of it that have come."""
LOOKED_AT = 32
"""Of those that have waited longest in each phase, where one has to go."""
ONE_SHORTAGE_S = 0.25
"""Each server of the process meets the same shortage, before what was cut for the first of them is free."""
REFUSED_AT_ONCE = 32
"""Connections that are told 503; of more, the oldest are closed without a word."""
REFUSED_S = 1.0
TOLD_EVERY_S = 10.0
"""Cut connections are counted, and told in one line."""


class Phase(IntEnum):
    """What a connection is at. Those at HEAD, IDLE and BODY make room."""

    REFUSED = 0
    HEAD = 1
    """Nothing of a request is here, or a part of its head."""
    IDLE = 2
    """Between two requests."""
    BODY = 3
    """The head is here, and we wait for the body."""
    WORK = 4
    """It is our turn: a request is worked on, or its answer is being sent."""


_TROUBLE = {"refused", "room", "files", "no_files"}
"""Reasons that say that there are too many connections; the others are time-outs, as every server has them."""
_WAITED_FOR = (Phase.HEAD, Phase.IDLE, Phase.BODY)


@dataclass(frozen=True, slots=True)
class Limits:
    max_connections: int
    head_s: float
    """Seconds from the opening, or from a request's first byte, to the end of its head."""
    stall_s: float
    """Seconds without a byte of a body."""
    unread_s: float
    """Seconds without a byte of an answer being taken."""
    keep_alive_s: float
    """Seconds between two requests."""

    @classmethod
    def of(cls, common: CommonSettings, *, n_files: int) -> "Limits":
        """`n_files`: how many files the process may have open."""
        spare = n_files - min(RESERVED_FILES, n_files // 2)
        return cls(
            max_connections=common.http_max_connections or max(1, min(MOST_CONNECTIONS, spare)),
            head_s=common.http_head_timeout_s,
            stall_s=common.http_stall_timeout_s,
            unread_s=common.http_unread_timeout_s,
            keep_alive_s=common.http_keep_alive_s,
        )


def raise_file_limit() -> int:
    """Let the process open as many files as it may; returns how many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return MOST_FILES if soft == resource.RLIM_INFINITY else soft


class Connection(Protocol):
    """What is asked of a connection; `shared.web.protocol` has it."""

    door: "Door"
    phase: Phase

    @property
    def waiting_since(self) -> float:
        """Of HEAD, IDLE and BODY: when we began to wait for what it owes us, in the loop's time."""
        ...

    def has_unread(self) -> bool:
        """Whether something has come that we have not read."""
        ...

    def cut(self) -> None:
        """Close it at once; its file is free in the next turn of the loop."""
        ...

    def overdue(self, now: float) -> str | None:
        """Look at it again; why it was closed if its time was up."""
        ...


@dataclass(slots=True, eq=False)
class Door:
    """One server's way in."""

    connections: "Connections"
    n_open: int = 0

    @property
    def limits(self) -> Limits:
        return self.connections.limits

    @property
    def most(self) -> int:
        """How many may be open here."""
        whole = self.connections.most
        shared = len(self.connections.doors) > 1
        return max(1, int(whole * SHARE_OF_ONE_DOOR)) if shared else whole


@dataclass(slots=True)
class Connections:
    limits: Limits
    doors: list[Door] = field(default_factory=list)
    most: int = 0
    """How many may be open: the limit, or what turned out to be possible."""
    _at: dict[Phase, dict[Connection, None]] = field(
        default_factory=lambda: {phase: {} for phase in Phase}
    )
    """The connections of each phase, the one that has been there longest (BODY: without a byte) first."""
    _cut: Counter[str] = field(default_factory=Counter)
    """Why connections were closed since it was told last."""
    _told_at: float = float("-inf")
    _short_at: float = float("-inf")
    """When the system last had no files left."""
    _timer: asyncio.TimerHandle | None = None

    def __post_init__(self) -> None:
        self.most = self.limits.max_connections

    def __len__(self) -> int:
        return sum(door.n_open for door in self.doors)

    def open_door(self) -> Door:
        """For a server that starts in the running loop; `close_door` when it stops."""
        door = Door(self)
        self.doors.append(door)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._pause_s, self._look_around)
        return door

    def close_door(self, door: Door) -> None:
        self.doors.remove(door)
        if not self.doors and self._timer is not None:
            self._timer.cancel()
            self._timer = None
            self._tell(now=float("inf"))

    def enter(self, connection: Connection) -> bool:
        """Take a new connection in, at the cost of another if need be. False: all are at work, and it is told so."""
        door = connection.door
        if not self._has_room(door):
            connection.phase = Phase.REFUSED
            lobby = self._at[Phase.REFUSED]
            lobby[connection] = None
            self._cut["refused"] += 1
            if len(lobby) > REFUSED_AT_ONCE:
                self._remove(next(iter(lobby))).cut()
            return False
        connection.phase = Phase.HEAD
        self._at[Phase.HEAD][connection] = None
        door.n_open += 1
        return True

    def move(self, connection: Connection, phase: Phase) -> None:
        """Put it last among those of a phase, the same or another."""
        if connection not in self._at[connection.phase]:
            return  # it was cut
        del self._at[connection.phase][connection]
        connection.phase = phase
        self._at[phase][connection] = None

    def hand_over(self, connection: Connection, successor: Connection) -> None:
        """Its place goes to what speaks on the same socket from now on."""
        if connection in self._at[connection.phase]:
            self._remove(connection)
            self._at[successor.phase][successor] = None
            successor.door.n_open += 1

    def leave(self, connection: Connection) -> None:
        """It is closed."""
        self._remove(connection)

    def make_room(self, door: Door | None = None, *, reason: str = "room") -> bool:
        """Cut the connection, of one door or of all, that has kept us waiting longest; False: all are at work.

        Not all of one phase before those of another: among a thousand halves of a body, whoever came last would be
        the first without a head.
        """
        waiting = [
            each for phase in _WAITED_FOR for each in islice(self._of(door, phase), LOOKED_AT)
        ]
        if not waiting:
            return False
        waiting.sort(key=lambda each: each.waiting_since)
        # After a pause of ours all look as if they had kept us waiting: who has sent something has not.
        silent = (each for each in waiting if not each.has_unread())
        self._remove(next(silent, waiting[0])).cut()
        self._cut[reason] += 1
        return True

    def short_of_files(self) -> None:
        """The system has no more files for us, whatever we reckoned with: reckon with fewer, and free them.

        The limit stays where it came to. What needs files beside connections would fail in silence otherwise.
        """
        now = time.monotonic()
        if now - self._short_at < ONE_SHORTAGE_S:
            return
        self._short_at = now
        spared = max(FEWEST_SPARED, len(self) // 8)
        self.most = max(1, min(self.most, len(self) - spared))
        while len(self) > self.most and self.make_room(reason="files"):
            pass
        self._cut["no_files"] += 1
        self._tell()

    def _of(self, door: Door | None, phase: Phase) -> Iterator[Connection]:
        return (each for each in self._at[phase] if door is None or each.door is door)

    def _has_room(self, door: Door) -> bool:
        if door.n_open >= door.most:
            return self.make_room(door)
        return len(self) < self.most or self.make_room()

    def _remove(self, connection: Connection) -> Connection:
        if connection in self._at[connection.phase]:
            del self._at[connection.phase][connection]
            connection.door.n_open -= connection.phase is not Phase.REFUSED
        return connection

    @property
    def _pause_s(self) -> float:
        limits = self.limits
        return min(1.0, limits.head_s / 4, limits.stall_s / 4, limits.unread_s / 4)

    def _look_around(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        for phase in Phase:
            for connection in list(self._at[phase]):
                if reason := connection.overdue(now):
                    self._cut[reason] += 1
        self._tell()
        self._timer = loop.call_later(self._pause_s, self._look_around)

    def _tell(self, now: float | None = None) -> None:
        now = time.monotonic() if now is None else now
        if self._cut and now - self._told_at >= TOLD_EVERY_S:
            tell = log.warning if _TROUBLE & self._cut.keys() else log.info
            tell(
                "connections_closed",
                **self._cut,
                n_open=len(self),
                most=self.most,
            )
            self._cut.clear()
            self._told_at = now
