"""From what a caller sent to a request that can be run, or an error that names the field."""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from shared.audio import Audio, encode_wav
from shared.audio.channel_wav import wav_of_channels
from shared.audio.long_recording import LongRecording
from shared.contracts.conversation import MOST_SPEAKERS
from shared.errors import AudioUnusable, Forbidden, InvalidInput

from ..domain import keys
from ..domain.options import Options, read_sent
from ..domain.principal import Principal
from ..domain.speaker import StandingConsent
from ..pipelines.calls.options import CallOptions
from ..pipelines.spec import Pipeline


class WholeStore(Protocol):
    """Of an object store, what keeps things."""

    async def put(self, key: str, content: bytes, *, content_type: str) -> None: ...

    async def put_file(self, key: str, file: BinaryIO, *, content_type: str) -> None: ...


@dataclass(frozen=True, slots=True)
class LongWav:
    """A canonical recording that is in no memory."""

    file: BinaryIO
    n_bytes: int
    sha256: bytes

    def __len__(self) -> int:
        return self.n_bytes


@dataclass(frozen=True, slots=True)
class Intake:
    """A checked request: the canonical WAVs and the options."""

    pipeline: str
    options: Options
    recording: bytes | LongWav
    samples: tuple[bytes, ...]
    duration_s: float
    """Of the recording."""
    standing: StandingConsent | None = None
    """The speaker's, that holds now."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all that makes the result: equal requests, equal fingerprints."""
        digest = hashlib.sha256(
            json.dumps(
                self.options.identity(), sort_keys=True, ensure_ascii=False, default=str
            ).encode()
        )
        for content in (self.recording, *self.samples):
            digest.update(_digest(content))
        return digest.hexdigest()

    @property
    def audio_sha256(self) -> str:
        """Of the recording as it is kept, whatever it was sent for."""
        return _digest(self.recording).hex()

    async def keep_recording(self, store: WholeStore, key: str) -> None:
        """Raises what the store raises."""
        if isinstance(self.recording, LongWav):
            await store.put_file(key, self.recording.file, content_type=keys.WAV_TYPE)
        else:
            await store.put(key, self.recording, content_type=keys.WAV_TYPE)


def _digest(content: bytes | LongWav) -> bytes:
    return content.sha256 if isinstance(content, LongWav) else hashlib.sha256(content).digest()


def read_options(sent: Mapping[str, Any], pipeline: Pipeline) -> Options:
    """The fields of a form, by name. Raises InvalidInput that names the field."""
    options = read_sent(pipeline.options, sent)
    if lacking := pipeline.missing_givers(options):
        stage, giver = (each.name for each in lacking[0])
        raise InvalidInput(
            f"{stage} needs {giver}: add {giver} to stages or leave {stage} out", field="stages"
        )
    return options


def of_principal(options: Options, principal: Principal) -> Options:
    """What they may ask for: a learner's recordings are their own, named or not. Raises Forbidden."""
    if not principal.sees_speaker(options.speaker_id or principal.only_speaker):
        raise Forbidden("a learner sends recordings of their own alone", field="speaker_id")
    if principal.role == "teacher" and options.consent_voice_cloning:
        raise Forbidden(
            "a teacher can't agree to voice cloning for a speaker: the speaker does, with a key of their own",
            field="consent_voice_cloning",
        )
    if principal.only_speaker is None:
        return options
    return options.model_copy(update={"speaker_id": principal.only_speaker})


def read_intake(
    pipeline: Pipeline,
    options: Options,
    recording: Audio,
    samples: list[Audio],
    standing: StandingConsent | None = None,
) -> Intake:
    """Samples without consent are not even kept."""
    if standing is not None:
        options = options.with_consent()
    kept = samples if options.consent_voice_cloning else []
    return Intake(
        pipeline.name,
        options,
        wav_of(recording),
        tuple(wav_of(sample) for sample in kept),
        recording.duration_s,
        standing,
    )


def read_long_intake(
    pipeline: Pipeline, options: Options, channels: Sequence[LongRecording]
) -> Intake:
    """Of a recording that stays open while the task is made: mixed, or its channels."""
    file = wav_of_channels(channels)
    digest = hashlib.file_digest(file, "sha256").digest()
    wav = LongWav(file, file.seek(0, io.SEEK_END), digest)
    duration_s = max(channel.duration_s for channel in channels)
    return Intake(pipeline.name, options, wav, (), duration_s)


def check_channels(options: Options, n_channels: int) -> None:
    """Of a recording whose channels were asked for one by one. Raises AudioUnusable and InvalidInput."""
    if not isinstance(options, CallOptions) or not options.channels:
        return
    if n_channels == 1:
        raise AudioUnusable(
            "the recording has one channel: send one with a speaker on each, or leave channels out",
            field="channels",
        )
    if n_channels > MOST_SPEAKERS or (options.agent or 1) > n_channels:
        raise InvalidInput(f"the recording has {n_channels} channels", field="agent")


def wav_of(audio: Audio) -> bytes:
    return encode_wav(audio.samples, audio.rate_hz)
