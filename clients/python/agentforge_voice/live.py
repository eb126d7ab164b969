"""`afv live`: words while they are spoken, from a recording that is played or from a microphone."""

import json
import queue
import threading
import time
import wave
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from .calls import ROOT, ServiceAddress
from .errors import Unreachable, VoiceError, problem_of

FRAME_S = 0.04
_SAMPLE_BYTES = 2
MICROPHONE_HZ = 16_000


@dataclass(frozen=True, slots=True)
class LiveSound:
    """16-bit PCM as it comes, in frames of 40 ms."""

    rate_hz: int
    channels: int
    frames: Iterable[bytes]


def played(path: Path) -> LiveSound:
    """A WAV of 16 bits and one or two channels, as fast as it was spoken. Raises ValueError for another file, OSError."""
    try:
        with wave.open(str(path), "rb") as file:
            rate_hz, channels = file.getframerate(), file.getnchannels()
            if file.getsampwidth() != _SAMPLE_BYTES:
                raise ValueError(f"{path}: a stream is of 16 bits, this file is not")
            content = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise ValueError(f"{path}: only WAV is played live: {error}") from error
    return LiveSound(rate_hz, channels, _in_real_time(content, rate_hz * channels * _SAMPLE_BYTES))


def _in_real_time(content: bytes, bytes_a_s: int) -> Iterator[bytes]:
    size = int(bytes_a_s * FRAME_S) // 4 * 4  # whole samples of two channels, too
    begun = time.monotonic()
    for start in range(0, len(content), size):
        frame = content[start : start + size]
        # A frame is there when its last sample was spoken.
        spoken_s = (start + len(frame)) / bytes_a_s
        time.sleep(max(0.0, spoken_s - (time.monotonic() - begun)))
        yield frame


def spoken() -> LiveSound:
    """From the microphone, until it is interrupted. Raises ValueError where sounddevice is not installed."""
    try:
        import sounddevice  # pyright: ignore[reportMissingImports]
    except (ImportError, OSError) as error:  # OSError: it is there, PortAudio is not
        raise ValueError(
            "a microphone needs sounddevice and PortAudio: pip install 'agentforge-voice[microphone]', or name a WAV file"
        ) from error
    return LiveSound(MICROPHONE_HZ, 1, _from_microphone(sounddevice))


def _from_microphone(sounddevice: Any) -> Iterator[bytes]:
    heard: queue.Queue[bytes] = queue.Queue(maxsize=500)

    def take(block: Any, *_: Any) -> None:
        if not heard.full():
            heard.put_nowait(bytes(block))

    opened = sounddevice.RawInputStream(
        samplerate=MICROPHONE_HZ, channels=1, dtype="int16", blocksize=int(MICROPHONE_HZ * FRAME_S), callback=take
    )  # fmt: skip
    with opened:
        while True:
            yield heard.get()


def stream(
    base_url: str,
    api_key: str | None,
    sound: LiveSound,
    *,
    language: str = "en",
    text: str | None = None,
) -> Iterator[dict[str, Any]]:
    """What the service tells of a sound while it comes, a message each (docs/api.md, Live words).

    Raises ValueError where `websockets` is not installed, Unreachable, and an ApiProblem where the stream ends by one.
    """
    try:
        from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
        from websockets.sync.client import connect
    except ImportError as error:
        raise ValueError(
            "live words need websockets: pip install 'agentforge-voice[live]'"
        ) from error
    service = ServiceAddress(base_url, api_key)
    start: dict[str, Any] = {"type": "start", "rate_hz": sound.rate_hz, "channels": sound.channels, "language": language}  # fmt: skip
    try:
        socket = connect(
            f"{service.address}{ROOT}/stream".replace("http", "ws", 1),
            additional_headers=service.headers(),
            compression=None,
        )
    except InvalidStatus as error:
        answer = error.response
        raise problem_of(
            httpx.Response(answer.status_code, content=bytes(answer.body or b"{}"))
        ) from error
    except (OSError, TimeoutError, InvalidHandshake) as error:
        raise Unreachable(f"{base_url} can't be reached: {error}") from error
    with socket:
        socket.send(json.dumps(start | ({"text": text} if text else {})))
        sending = threading.Thread(target=_send, args=(socket, sound), daemon=True)
        sending.start()
        try:
            while True:
                message = json.loads(socket.recv())
                if message["type"] == "error":
                    problem = message["problem"]
                    raise problem_of(httpx.Response(problem["status"], json=problem))
                yield message
        except ConnectionClosed as error:
            if error.rcvd is None or error.rcvd.code != 1000:
                raise VoiceError(f"the stream was cut: {error}") from error


def _send(socket: Any, sound: LiveSound) -> None:
    from websockets.exceptions import ConnectionClosed

    try:
        for frame in sound.frames:
            socket.send(frame)
        socket.send(json.dumps({"type": "end"}))
    except ConnectionClosed:
        return  # who reads is told why
