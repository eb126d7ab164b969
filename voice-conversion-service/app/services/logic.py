"""A reference and the speaker's samples → the reference in a voice closer to the speaker's."""

import hashlib
from collections.abc import Sequence
from functools import partial

import anyio.to_thread

from shared.audio import Audio, decode_audio, encode_wav
from shared.audio.checks import check_recording
from shared.contracts import Conversion, NotAssessable, StoredAudio
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.storage import ObjectMissing, ObjectStore, checked_key

from ..schemas.request_response import MAX_SAMPLES, ConsentMissing
from .engines.base import VoiceConverter

MIN_SPEECH_S = 1.0
"""Of each sample: under it the voice's mean spectrum is that of a few sounds."""
RESULT_NAME = "own_voice.wav"
_KEY_ROOTS = ("tasks/", "vc/")
"""Results stay where erasing a task, or its consent, finds them."""
_WHY: dict[NotAssessable, str] = {
    "silence": "holds only silence",
    "too_quiet": "is too quiet",
    "too_short": "is too short",
    "no_speech": "holds no speech",
    "clipped": "is clipped: record with less gain",
    "noise": "has too much noise",
    "music": "holds music",
}


def require_consent(consent_voice_cloning: bool) -> None:
    """Raises ConsentMissing before anything of the voice is looked at."""
    if not consent_voice_cloning:
        raise ConsentMissing(
            "voice conversion needs the speaker's consent: send consent_voice_cloning=true",
            field="consent_voice_cloning",
        )


async def reference_bytes(upload: bytes | None, key: str | None, *, store: ObjectStore) -> bytes:
    """The uploaded reference, or the one under `key`. Raises InvalidInput unless it is exactly one."""
    if (upload is None) == (not key):
        raise InvalidInput("send the file reference, or else reference_key", field="reference")
    return upload if upload is not None else await _stored(key or "", "reference_key", store)


async def sample_bytes(
    uploads: Sequence[bytes], keys: Sequence[str], *, store: ObjectStore
) -> list[bytes]:
    """Uploaded samples, then those under `keys`. Raises InvalidInput for none or too many."""
    if not 1 <= len(uploads) + len(keys) <= MAX_SAMPLES:
        raise InvalidInput(
            f"send one to {MAX_SAMPLES} recordings of the speaker: files samples, or sample_keys",
            field="samples",
        )
    return [*uploads, *[await _stored(key, "sample_keys", store) for key in keys]]


async def convert(
    reference: bytes,
    samples: Sequence[bytes],
    *,
    key_prefix: str | None,
    max_audio_s: float,
    host: EngineHost[VoiceConverter],
    store: ObjectStore,
) -> Conversion:
    """Raises NotAudio and the like naming `reference` or `samples`, and InvalidInput for unusable samples."""
    key = result_key(
        key_prefix,
        reference,
        samples,
        engine=f"{host.engine.name} {host.engine.model_version}",
    )
    spoken = await anyio.to_thread.run_sync(
        partial(decode_audio, reference, max_duration_s=max_audio_s, field="reference")
    )
    voices = await anyio.to_thread.run_sync(partial(usable_samples, samples, max_audio_s))
    converted = await host.run(host.engine.convert, spoken, voices)
    content = encode_wav(converted.samples, converted.rate_hz)
    await store.put(key, content, content_type="audio/wav")
    return Conversion(
        audio=StoredAudio(
            key=key,
            url=store.url(key),
            duration_s=len(converted.samples) / converted.rate_hz,
            rate_hz=converted.rate_hz,
        ),
        samples_used=len(voices),
        **host.stamp(),
    )


def usable_samples(samples: Sequence[bytes], max_audio_s: float) -> list[Audio]:
    """The samples, decoded. Raises InvalidInput naming `samples`, which of them, and why it can't be used."""
    usable: list[Audio] = []
    for number, content in enumerate(samples, start=1):
        audio = decode_audio(content, max_duration_s=max_audio_s, field="samples")
        checks = check_recording(audio)
        if checks.reason is not None:
            raise InvalidInput(
                f"sample {number} {_WHY.get(checks.reason, checks.reason)}",
                field="samples",
                reason=checks.reason,
            )
        if checks.speech_s < MIN_SPEECH_S:
            raise InvalidInput(
                f"sample {number} holds {checks.speech_s:.1f} s of speech: "
                f"at least {MIN_SPEECH_S:g} s are needed",
                field="samples",
                reason="too_short",
            )
        usable.append(audio)
    return usable


def result_key(
    key_prefix: str | None, reference: bytes, samples: Sequence[bytes], *, engine: str
) -> str:
    """`<prefix>/own_voice.wav`; without a prefix one that the inputs and the engine decide."""
    if key_prefix is None:
        parts = [engine.encode(), reference, *samples]
        digests = b"".join(hashlib.sha256(part).digest() for part in parts)
        key_prefix = f"vc/{hashlib.sha256(digests).hexdigest()}"
    if not key_prefix.startswith(_KEY_ROOTS):
        raise InvalidInput("key_prefix starts with tasks/ or vc/", field="key_prefix")
    return checked_key(f"{key_prefix.rstrip('/')}/{RESULT_NAME}", field="key_prefix")


async def _stored(key: str, field: str, store: ObjectStore) -> bytes:
    try:
        return await store.get(checked_key(key, field=field))
    except ObjectMissing as error:
        raise ObjectMissing(f"there is no object {key}", field=field) from error
