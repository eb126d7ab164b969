"""For schemathesis, which runs in an environment of its own: what the OpenAPI document can't say of a value."""

import io
import math
import struct
import wave

import schemathesis  # pyright: ignore[reportMissingImports] (of .venv-fuzz)
from hypothesis import strategies

RATE_HZ = 16_000


def _sound(hz: int, tenths: int) -> bytes:
    """A WAV file with a tone."""
    samples = [
        round(9_000 * math.sin(2 * math.pi * hz * n / RATE_HZ))
        for n in range(RATE_HZ * tenths // 10)
    ]
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sink:
        sink.setnchannels(1)
        sink.setsampwidth(2)
        sink.setframerate(RATE_HZ)
        sink.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return buffer.getvalue()


schemathesis.openapi.format(
    "binary",
    strategies.builds(_sound, strategies.integers(80, 3_000), strategies.integers(5, 20)),
)


FLAGS = ("free_speech", "say_heard", "consent_voice_cloning")
YES_OR_NO = {"true", "t", "yes", "y", "on", "1", "false", "f", "no", "n", "off", "0", ""}


@schemathesis.hook
def filter_query(context: schemathesis.HookContext, query: object) -> bool:
    """A parameter that is sent empty is passed over, whatever it is."""
    del context
    return not isinstance(query, dict) or "" not in query.values()


@schemathesis.hook
def filter_case(context: schemathesis.HookContext, case: schemathesis.Case) -> bool:
    """Forms have no types: what is sent as null or 7 comes as text, a list of one as the one and an empty one not at all, and a yes
    or no is taken however it is written."""
    del context
    body = case.body
    if not isinstance(body, dict) or case.media_type == "application/json":
        return True
    return not any(_is_right_in_a_form(name, value) for name, value in body.items())


def _is_right_in_a_form(name: str, value: object) -> bool:
    if isinstance(value, list):
        return len(value) < 2
    if isinstance(value, bytes | dict):
        return False
    if name in FLAGS:
        return not isinstance(value, bool) and str(value).strip().lower() in YES_OR_NO
    return not isinstance(value, str)
