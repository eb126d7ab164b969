"""XTTS-v2 (Coqui): reads text in the voice of a recording. Opt-in: its weights are not for commercial use.

It speaks words by their spelling, so that a pronunciation that was asked for in phones is not promised.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, cast

import numpy as np

from shared.audio import decode_audio
from shared.engines import EngineContext, EngineUnavailable
from shared.errors import InvalidInput
from shared.on_demand import OnDemand, Shelf

from .base import Gender, SpeechWord, SpokenAudio, UnknownVoice, Voice
from .durations import spoken_s
from .fingerprint import fingerprint
from .pieces import up_to, written
from .torch_memory import BY_LOT, give_back_memory

RATE_HZ = 24_000
_VOICE_RATE_HZ = 22_050
_LONGEST_VOICE_S = 60.0
_CHARACTERS = 240
"""Of one piece; the model was trained on 250 at most."""
_PIECE_GAP_S = 0.12
_ACCENTS: dict[str, str] = {"a": "en-US", "b": "en-GB"}
_LICENCE = "Coqui Public Model License: no commercial use"
_GENDERS: dict[str, Gender] = {"f": "female", "m": "male"}


@dataclass(slots=True)
class XttsNetwork:
    """What was loaded."""

    torch: Any
    network: Any
    latents: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def voice(self, name: str, recording: Path) -> tuple[Any, Any]:
        """Computed once from the voice's recording."""
        if name not in self.latents:
            audio = decode_audio(
                recording.read_bytes(), max_duration_s=_LONGEST_VOICE_S, rate_hz=_VOICE_RATE_HZ
            )
            samples = self.torch.from_numpy(audio.samples)[None].to(self.network.device)
            with self.torch.inference_mode():
                self.latents[name] = (
                    self.network.get_gpt_cond_latents(samples, _VOICE_RATE_HZ, length=30),
                    self.network.get_speaker_embedding(samples, _VOICE_RATE_HZ),
                )
        return self.latents[name]


class Xtts:
    name = "xtts"
    reads_text = True

    def __init__(
        self, folder: Path, voices_dir: Path, *, device: str, threads: int, shelf: Shelf
    ) -> None:
        self.weights = OnDemand(
            partial(_open, folder, device=device, threads=threads),
            shelf=shelf,
            name=f"xtts ({folder.name})",
            after=partial(give_back_memory, device),
        )
        self._recordings = {
            path.stem: path
            for path in sorted(voices_dir.glob("*.wav"))
            if path.stem[:1] in _ACCENTS and path.stem[1:3] in {"f_", "m_"}
        }
        if not self._recordings:
            raise EngineUnavailable(
                f"{voices_dir} holds no voice: put af_jane.wav or the like there"
            )
        self.model_version = folder.name
        self.fingerprint = fingerprint(folder, self._recordings.values())

    def warm_up(self) -> None:
        hello = SpeechWord(("HH", "AH0", "L", "OW1"), ".", text="Hello")
        list(self.speak_pieces([[hello]], voice=next(iter(self._recordings)), speaking_rate=1.0))

    def voices(self) -> list[Voice]:
        return [
            Voice(name, _ACCENTS[name[0]], _GENDERS[name[1]], _LICENCE)
            for name in sorted(self._recordings)
        ]

    def pieces(self, words: Sequence[SpeechWord], *, soon: bool = False) -> list[list[SpeechWord]]:
        del soon  # a sentence is short enough
        return pieces_of(words)

    def expected_s(self, words: Sequence[SpeechWord], *, voice: str, speaking_rate: float) -> float:
        """By Kokoro's phones: a recording's own pace is not known before it has spoken."""
        del voice
        return spoken_s(words, speaking_rate=speaking_rate)

    def speak_pieces(
        self, pieces: Sequence[Sequence[SpeechWord]], *, voice: str, speaking_rate: float
    ) -> Iterator[SpokenAudio]:
        """Raises UnknownVoice, and InvalidInput when only phones were sent."""
        if not all(word.text for piece in pieces for word in piece):
            raise InvalidInput("xtts reads text and speaks no bare phones: send text", field="text")
        for index, piece in enumerate(pieces):
            own = piece[0].voice or voice
            if own not in self._recordings:
                raise UnknownVoice(
                    f"there is no voice {own!r}: GET /voices lists them", field="voice"
                )
            text = written(piece)
            pause_s = piece[0].pause_before_s
            if pause_s is None:
                pause_s = _PIECE_GAP_S if index else 0.0
            speed = speaking_rate * piece[0].pace
            said = self._said(text, own, speed)
            pause = np.zeros(round(pause_s * RATE_HZ), dtype=np.float32)
            yield SpokenAudio(np.concatenate([pause, said]), RATE_HZ)

    def _said(self, text: str, voice: str, speed: float) -> np.ndarray:
        """float32. Nothing of the network is left in the hands of who waits for the next piece."""
        with self.weights.held() as loaded, BY_LOT:
            latents, speaker = loaded.voice(voice, self._recordings[voice])
            loaded.torch.manual_seed(_seed(text, voice, speed))
            found = loaded.network.inference(
                text, "en", latents, speaker, speed=speed, enable_text_splitting=False
            )
            return np.clip(np.asarray(found["wav"], dtype=np.float32), -1.0, 1.0)


def pieces_of(words: Sequence[SpeechWord]) -> list[list[SpeechWord]]:
    """The words in pieces that the model can take, cut after a mark where there is one."""
    return up_to(words, most_characters=_CHARACTERS)


def _open(folder: Path, *, device: str, threads: int) -> XttsNetwork:
    import torch  # pyright: ignore[reportMissingImports]
    from TTS.tts.configs.xtts_config import XttsConfig  # pyright: ignore[reportMissingImports]
    from TTS.tts.models.xtts import Xtts as Network  # pyright: ignore[reportMissingImports]

    torch.set_num_threads(threads)
    config = XttsConfig()
    config.load_json(str(folder / "config.json"))
    network: Any = Network.init_from_config(config)
    network.load_checkpoint(config, checkpoint_dir=str(folder), eval=True)
    return XttsNetwork(torch, network.to(device))


def _seed(text: str, voice: str, speaking_rate: float) -> int:
    """The same request gives the same samples."""
    return int(hashlib.sha256(f"{text}|{voice}|{speaking_rate}".encode()).hexdigest()[:8], 16)


def load(context: EngineContext) -> Xtts:
    """Raises EngineUnavailable until its licence is accepted and its folders are named."""
    settings = context.settings
    if not settings.xtts_licence_accepted:
        raise EngineUnavailable(
            "xtts: its weights are under the Coqui Public Model License (no commercial use); read it and set "
            "TTS_XTTS_LICENCE_ACCEPTED=true"
        )
    for name in ("xtts_dir", "xtts_voices_dir"):
        folder = getattr(settings, name)
        if folder is None or not folder.is_dir():
            raise EngineUnavailable(f"xtts: TTS_{name.upper()} must name a folder")
    return Xtts(
        cast(Path, settings.xtts_dir),
        cast(Path, settings.xtts_voices_dir),
        device=settings.device,
        threads=context.threads,
        shelf=context.shelf,
    )
