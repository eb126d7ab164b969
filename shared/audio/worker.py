"""The process in which uploads are decoded: `python -m shared.audio.worker CPU_S MEMORY_MB`, spoken to on its stdin.

It may crash, hang or run out of memory over a file: only this process is lost. Once it is ready it can open no file and no
socket, whatever a file asks for, and gets no more processor time for a file, and no more memory, than it was given.

A request is REQUEST and the file's bytes. The answer is any number of BLOCKs, each with its samples, and one that holds no
samples but the JSON of what was wrong, or nothing at all; in the machine's own byte order.
"""

import io
import json
import resource
import signal
import socket
import struct
import sys

import numpy as np

from shared.audio.decode import decode_blocks
from shared.errors import InvalidInput

REQUEST = struct.Struct("=Qdi")
"""Bytes of the file, most seconds it may last, and the channel that is wanted, from 0; MIXED: all of them in one."""
MIXED = -1
BLOCK = struct.Struct("=IIQQI")
"""Samples, their rate in Hz, samples over all channels, those at full scale, bytes of JSON."""
END = BLOCK.pack(0, 0, 0, 0, 0)


def main() -> None:
    cpu_s, memory_mb = float(sys.argv[1]), int(sys.argv[2])
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is for who started us; its end closes the line
    line = socket.socket(fileno=0)
    _warm_up()
    _close_in(memory_mb)
    line.sendall(END)  # ready
    while (request := receive(line, REQUEST.size)) is not None:
        n_bytes, max_duration_s, channel = REQUEST.unpack(request)
        received = receive(line, n_bytes)
        if received is None:
            return
        content = bytes(received)
        del (
            received
        )  # an hour of two channels has 230 MB, and a part of a file may be copied once more
        # Over its time the process is ended by the system, even in the middle of a library's loop.
        signal.setitimer(signal.ITIMER_PROF, cpu_s)
        _answer(line, content, max_duration_s, None if channel == MIXED else channel)
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        del content


def receive(line: socket.socket, n_bytes: int) -> bytearray | None:
    """Exactly so many bytes; None when the other side hung up."""
    content = bytearray(n_bytes)
    view, n_received = memoryview(content), 0
    while n_received < n_bytes:
        n_new = line.recv_into(view[n_received:])
        if n_new == 0:
            return None
        n_received += n_new
    return content


def _answer(
    line: socket.socket, content: bytes, max_duration_s: float, channel: int | None
) -> None:
    try:
        for block in decode_blocks(
            content, max_duration_s=max_duration_s, field="", channel=channel
        ):
            n_samples = len(block.mono)
            line.sendall(BLOCK.pack(n_samples, block.rate_hz, block.n_values, block.n_clipped, 0))
            line.sendall(block.mono.tobytes())
    except InvalidInput as problem:
        told = json.dumps([problem.slug, problem.detail, problem.members]).encode()
        line.sendall(BLOCK.pack(0, 0, 0, 0, len(told)) + told)
    else:
        line.sendall(END)


def _warm_up() -> None:
    """Load all that decoding needs, channels that are compared among it, while files can still be opened."""
    import av

    tone = np.sin(np.arange(9_600, dtype=np.float32) / 9) / 2
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="flac") as file:
        stream = file.add_stream("flac", rate=48_000)
        assert isinstance(stream, av.AudioStream)
        stream.codec_context.layout = "stereo"
        frame = av.AudioFrame.from_ndarray(
            (np.repeat(tone, 2) * 32_767).astype("<i2")[np.newaxis], format="s16", layout="stereo"
        )
        frame.sample_rate = 48_000
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    for _ in decode_blocks(buffer.getvalue(), max_duration_s=1, field=""):
        pass


def _close_in(memory_mb: int) -> None:
    with open("/proc/self/statm", encoding="ascii") as file:
        n_pages = int(file.read().split()[0])
    limit = n_pages * resource.getpagesize() + memory_mb * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


if __name__ == "__main__":
    main()
