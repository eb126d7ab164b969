"""Decoding what comes from outside, in processes of its own that a bad file may take down."""

import io
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from signal import SIGPROF
from time import monotonic
from typing import BinaryIO, TypeVar

import anyio
import anyio.to_thread
import numpy as np
import structlog

from shared.audio.containers import UNREADABLE, recognise
from shared.audio.decode import RATE_HZ, Audio, joined, plain_wav, read_plain_wav
from shared.audio.long_recording import LongRecording, kept
from shared.audio.mixing import Block, refuse_channel
from shared.audio.resampling import resample
from shared.audio.worker import BLOCK, MIXED, REQUEST, receive
from shared.errors import (
    AudioTooLong,
    AudioTooShort,
    AudioUnusable,
    InvalidInput,
    NotAudio,
    Unavailable,
)
from shared.threads import VARIABLES

log = structlog.get_logger(__name__)

M = TypeVar("M")

_ROOT = Path(__file__).resolve().parents[2]
_KINDS = {kind.slug: kind for kind in (NotAudio, AudioUnusable, AudioTooShort, AudioTooLong)}
_START_TIMEOUT_S = 60.0
_LOOKED_AT = 16_000_000
"""Bytes of a long file in which its kind is found; a picture in an ID3 tag may stand before."""
_SENT_BYTES = 1 << 20
_PATIENCE = 20.0
"""Times its processor time: as long as a decoder is waited for on a machine that is busy with other work."""

LOSSES = ("crash", "time", "line")
"""What a decoder is lost over, as `on_loss` hears it."""


class _Lost(Exception):
    """The decoder ended over a file."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(f"signal {signal_number}")
        self.is_out_of_time = signal_number == SIGPROF


class AudioDecoder:
    """At most `processes` decoders, started when first needed, each reused for one file after the other."""

    def __init__(
        self,
        *,
        processes: int,
        cpu_s: float,
        memory_mb: int,
        on_loss: Callable[[str], None] = lambda _: None,
    ) -> None:
        """A file gets `cpu_s` seconds of processor time and `memory_mb` MB of memory; `on_loss` hears why a decoder was
        lost: time, crash or line."""
        self._cpu_s, self._memory_mb, self._on_loss = cpu_s, memory_mb, on_loss
        self._free = anyio.CapacityLimiter(processes)
        self._idle: list[_Process] = []
        self._lock = threading.Lock()
        self._is_closed = False

    async def decode(
        self, content: bytes, *, max_duration_s: float, rate_hz: int = RATE_HZ, field: str = "file"
    ) -> Audio:
        """What shared.audio.decode_audio does, with its errors; Unavailable when the machine is too busy for it."""
        read_plain = partial(
            read_plain_wav, content, max_duration_s=max_duration_s, rate_hz=rate_hz, field=field
        )
        plain = await anyio.to_thread.run_sync(read_plain)
        if plain is not None:
            return plain
        recognise(content, field=field)
        try:
            return await anyio.to_thread.run_sync(
                self._decode, content, max_duration_s, rate_hz, limiter=self._free
            )
        except InvalidInput as problem:
            raise _naming(field, problem) from problem.__cause__

    async def keep(
        self,
        file: BinaryIO,
        *,
        max_duration_s: float,
        field: str = "file",
        channel: int | None = None,
    ) -> LongRecording:
        """The same for a long one: it is kept in a file, not in memory, and so may be `file`. Raises StorageFull as well.

        `channel`: one alone, from 0; AudioUnusable tells `n_channels` where there is no such one.
        """
        return await anyio.to_thread.run_sync(
            self._keep, file, max_duration_s, field, channel, limiter=self._free
        )

    async def warm_up(self) -> None:
        """Start one decoder and load what follows it, so that the first upload need not wait for that."""

        def start() -> None:
            self._put_back(self._start())
            resample(np.zeros(48, dtype=np.float32), 48_000, RATE_HZ)

        await anyio.to_thread.run_sync(start)

    def waiting_pids(self) -> list[int]:
        """Of the processes that wait for a file."""
        with self._lock:
            return [process.pid for process in self._idle]

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for process in idle:
            process.end()

    def _keep(
        self, file: BinaryIO, max_duration_s: float, field: str, channel: int | None
    ) -> LongRecording:
        plain = plain_wav(file, max_duration_s=max_duration_s, field=field)
        if plain is not None and (channel is not None or plain.n_channels == 1):
            refuse_channel(channel or 0, plain.n_channels, field)
            return kept(plain.blocks(channel or 0), field)
        file.seek(0)
        recognise(file.read(_LOOKED_AT), field=field)
        try:
            return self._made(file, max_duration_s, partial(kept, field=""), channel)
        except InvalidInput as problem:
            raise _naming(field, problem) from problem.__cause__

    def _decode(self, content: bytes, max_duration_s: float, rate_hz: int) -> Audio:
        file = io.BytesIO(content)
        return self._made(file, max_duration_s, partial(joined, rate_hz=rate_hz, field=""))

    def _made(
        self,
        file: BinaryIO,
        max_duration_s: float,
        make: Callable[[Iterator[Block]], M],
        channel: int | None = None,
    ) -> M:
        """What `make` makes of the blocks of a file."""
        process = self._take()
        try:
            audio = make(process.blocks(file, max_duration_s, channel))
        except InvalidInput:
            self._put_back(process)
            raise
        except BaseException as error:
            process.end()
            if isinstance(error, _Lost):
                raise self._told(error) from error
            if isinstance(error, OSError):
                self._on_loss("line")
                raise Unavailable("the machine is too busy to decode: try again later") from error
            raise
        self._put_back(process)
        return audio

    def _told(self, loss: _Lost) -> InvalidInput:
        """What the caller hears of a decoder that was lost over their file."""
        self._on_loss("time" if loss.is_out_of_time else "crash")
        log.warning("decoder_lost", reason=str(loss))
        if loss.is_out_of_time:
            return AudioUnusable(
                "the file takes longer to decode than a recording does: send WAV or FLAC"
            )
        return NotAudio(UNREADABLE)

    def _take(self) -> "_Process":
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.is_alive():
                    return process
                process.end()
        return self._start()

    def _start(self) -> "_Process":
        return _Process(self._cpu_s, self._memory_mb)

    def _put_back(self, process: "_Process") -> None:
        with self._lock:
            if not self._is_closed:
                self._idle.append(process)
                return
        process.end()


class _Process:
    """One decoder and the line to it."""

    def __init__(self, cpu_s: float, memory_mb: int) -> None:
        """Raises Unavailable when it doesn't come up."""
        self._patience_s = cpu_s * _PATIENCE
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "shared.audio.worker", str(cpu_s), str(memory_mb)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env=_environment(),
            )
        self._line.settimeout(_START_TIMEOUT_S)
        try:
            if receive(self._line, BLOCK.size) is None:
                raise ConnectionError("it ended")
        except OSError as error:
            self.end()
            raise Unavailable("the audio decoder does not start: see `make doctor`") from error

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def blocks(self, file: BinaryIO, max_duration_s: float, channel: int | None) -> Iterator[Block]:
        """Raises what decode_blocks raises, _Lost when the process ended over the file, OSError when nothing comes back."""
        deadline = monotonic() + self._patience_s
        try:
            self._line.settimeout(self._patience_s)
            wanted = MIXED if channel is None else channel
            self._line.sendall(REQUEST.pack(file.seek(0, io.SEEK_END), max_duration_s, wanted))
            file.seek(0)
            while content := file.read(_SENT_BYTES):
                self._line.sendall(content)
            while True:
                n_samples, rate_hz, n_values, n_clipped, n_told = BLOCK.unpack(
                    self._receive(BLOCK.size, deadline)
                )
                if n_told:
                    slug, detail, members = json.loads(self._receive(n_told, deadline))
                    raise _KINDS[slug](detail, **members)
                if not n_samples:
                    return
                mono = np.frombuffer(self._receive(n_samples * 4, deadline), dtype=np.float32)
                yield Block(mono, rate_hz, n_values, n_clipped)
        except (ConnectionError, EOFError) as error:
            raise _Lost(-self._process.wait(timeout=self._patience_s)) from error

    def end(self) -> None:
        self._line.close()
        self._process.kill()
        self._process.wait()

    def _receive(self, n_bytes: int, deadline: float) -> bytearray:
        self._line.settimeout(max(0.05, deadline - monotonic()))
        content = receive(self._line, n_bytes)
        if content is None:
            raise EOFError
        return content


def _naming(field: str, problem: InvalidInput) -> InvalidInput:
    """In the other process it had no field: only here it is known what the file was sent as."""
    return type(problem)(problem.detail, field=field, **problem.members)


def _environment() -> dict[str, str]:
    """No more than Python and its libraries need: a decoder should know no secret."""
    kept = {
        name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ
    }
    single = dict.fromkeys(VARIABLES, "1")
    return (
        kept
        | single
        | {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "1"}
    )
