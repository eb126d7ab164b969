"""The speaker's recordings: fit for use, by one person, measured once."""

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import anyio.to_thread
import numpy as np

from shared.audio import Audio
from shared.audio.checks import check_recording, listen_to
from shared.audio.decoder import AudioDecoder
from shared.beside import beside
from shared.contracts import NotAssessable, RecordingChecks
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.gates import SEVERAL_SPEAKERS_IN_SAMPLES
from shared.storage import ObjectMissing, ObjectStore

from .engines.base import Features, Sample, VoiceConverter

if TYPE_CHECKING:
    from shared.acoustics.listener import Listener
    from shared.acoustics.speakers import Speakers, Stretches

MIN_SPEECH_S = 1.0
"""Of each sample: under it the voice's mean spectrum is that of a few sounds."""
FEATURES_FOLDER = "voice"
_MEANS, _FRAMES, _CHECKS = "stretch_means", "stretch_frames", "checks"
_WHY: dict[NotAssessable, str] = {
    "silence": "holds only silence",
    "too_quiet": "is too quiet",
    "too_short": "is too short",
    "no_speech": "holds no speech",
    "clipped": "is clipped: record with less gain",
    "noise": "has too much noise",
    "music": "holds music",
}


@dataclass(frozen=True, slots=True)
class Ear:
    """Hears phones, and whether one person talks; loaded once."""

    listener: "Listener"
    speakers: "Speakers"


@dataclass(frozen=True, slots=True)
class CheckedSample:
    sample: Sample
    checks: RecordingChecks
    stretches: "Stretches | None" = field(default=None)


@dataclass(frozen=True, slots=True)
class VoiceRoom:
    """Where and with what samples are measured."""

    host: EngineHost[VoiceConverter]
    store: ObjectStore
    decoder: AudioDecoder
    ear: Ear | None
    """None in mock mode: then nobody listens."""

    async def measured(
        self,
        samples: Sequence[bytes],
        *,
        prefix: str,
        max_audio_s: float,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> list[CheckedSample]:
        """The samples, decoded and measured; what was measured is kept under `prefix` and not measured again.

        `meanwhile` is called beside each measuring, unless somebody waits for a place; what comes of it is its own affair.

        Raises NotAudio and the like, or InvalidInput naming `samples`, which of them, and why it can't be used.
        """
        found: list[CheckedSample] = []
        for number, content in enumerate(samples, start=1):
            found.append(
                await self._measured(
                    content, number, prefix=prefix, max_audio_s=max_audio_s, meanwhile=meanwhile
                )
            )
        if self.ear is not None and len(found) > 1:
            await anyio.to_thread.run_sync(_require_one_speaker, found, self.ear.speakers)
        return found

    async def _measured(
        self,
        content: bytes,
        number: int,
        *,
        prefix: str,
        max_audio_s: float,
        meanwhile: Callable[[], object],
    ) -> CheckedSample:
        key = self._features_key(content, prefix)
        audio = await self.decoder.decode(content, max_duration_s=max_audio_s, field="samples")
        try:
            kept = _unpacked(await self.store.get(key))
        except ObjectMissing:
            checks = await anyio.to_thread.run_sync(_usable, audio, number)
            kept = await self.host.run(self._measure, audio, number, meanwhile)
            kept[_CHECKS] = np.array(checks.model_dump_json())
            await self.store.put(key, _packed(kept), content_type="application/octet-stream")
        checks = RecordingChecks.model_validate_json(str(kept[_CHECKS]))
        return CheckedSample(Sample(audio, kept), checks, _stretches(kept))

    def _measure(self, audio: Audio, number: int, meanwhile: Callable[[], object]) -> Features:
        # Where somebody waits there is no core to spare, and what is found early is kept for long.
        if self.host.line.waiting:
            return self._found(audio, number)
        with beside(meanwhile):
            return self._found(audio, number)

    def _found(self, audio: Audio, number: int) -> Features:
        if self.ear is None:
            return self.host.engine.measure(audio, None)
        listening = listen_to(audio)
        heard = self.ear.listener.hear(listening.audio.samples)  # as the aligner did, if it did
        stretches = self.ear.speakers.stretches(heard.whitened, heard.log_posteriors)
        probability = self.ear.speakers.probability_of(stretches)
        if probability is not None and probability >= SEVERAL_SPEAKERS_IN_SAMPLES:
            raise InvalidInput(
                f"in sample {number} several people talk: send recordings of the speaker alone",
                field="samples",
                reason="several_speakers",
            )
        own = heard.between(listening.lead_s, listening.lead_s + audio.duration_s)
        return self.host.engine.measure(audio, own) | {
            _MEANS: stretches.means,
            _FRAMES: stretches.n_frames,
        }

    def _features_key(self, content: bytes, prefix: str) -> str:
        engine = f"{self.host.engine.name} {self.host.engine.model_version}"
        digest = hashlib.sha256(engine.encode() + b"\0" + content).hexdigest()
        return f"{prefix}/{FEATURES_FOLDER}/{digest[:32]}.npz"


def _usable(audio: Audio, number: int) -> RecordingChecks:
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
    return checks


def _require_one_speaker(samples: Sequence[CheckedSample], speakers: "Speakers") -> None:
    from shared.acoustics.speakers import Stretches

    parts = [sample.stretches for sample in samples if sample.stretches is not None]
    if len(parts) < 2:
        return
    probability = speakers.probability_of(Stretches.joined(parts))
    if probability is not None and probability >= SEVERAL_SPEAKERS_IN_SAMPLES:
        raise InvalidInput(
            "the samples don't sound like one person: send recordings of the speaker alone",
            field="samples",
            reason="several_speakers",
        )


def _stretches(features: Features) -> "Stretches | None":
    if _MEANS not in features:
        return None
    from shared.acoustics.speakers import Stretches

    return Stretches(features[_MEANS], features[_FRAMES])


def _packed(features: Features) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **features)
    return buffer.getvalue()


def _unpacked(content: bytes) -> Features:
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        return dict(archive)
