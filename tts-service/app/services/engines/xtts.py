"""XTTS-v2 (Coqui): reads text in the voice of a recording. Opt-in: its weights are not for commercial use.

It speaks words by their spelling, so that a pronunciation that was asked for in phones is not promised.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, cast

import numpy as np

from shared.audio import decode_audio
from shared.engines import EngineContext, EngineUnavailable
from shared.errors import InvalidInput

from .base import Accent, Gender, Speech, SpeechWord, UnknownVoice, Voice

RATE_HZ = 24_000
_VOICE_RATE_HZ = 22_050
_LONGEST_VOICE_S = 60.0
_CHARACTERS = 240
"""Of one piece; the model was trained on 250 at most."""
_PIECE_GAP_S = 0.12
_ACCENTS: dict[str, Accent] = {"a": "en-US", "b": "en-GB"}
_GENDERS: dict[str, Gender] = {"f": "female", "m": "male"}


class Xtts:
    name = "xtts"
    reads_text = True

    def __init__(self, folder: Path, voices_dir: Path, *, device: str, threads: int) -> None:
        import torch  # pyright: ignore[reportMissingImports]
        from TTS.tts.configs.xtts_config import XttsConfig  # pyright: ignore[reportMissingImports]
        from TTS.tts.models.xtts import Xtts as Network  # pyright: ignore[reportMissingImports]

        torch.set_num_threads(threads)
        config = XttsConfig()
        config.load_json(str(folder / "config.json"))
        network: Any = Network.init_from_config(config)
        network.load_checkpoint(config, checkpoint_dir=str(folder), eval=True)
        self._torch, self._network = torch, network.to(device)
        self._lock = Lock()  # the random numbers are the process's
        self._recordings = {
            path.stem: path
            for path in sorted(voices_dir.glob("*.wav"))
            if path.stem[:1] in _ACCENTS and path.stem[1:3] in {"f_", "m_"}
        }
        if not self._recordings:
            raise EngineUnavailable(
                f"{voices_dir} holds no voice: put af_jane.wav or the like there"
            )
        self._latents: dict[str, tuple[Any, Any]] = {}
        self.model_version = folder.name

    def warm_up(self) -> None:
        hello = SpeechWord(("HH", "AH0", "L", "OW1"), ".", text="Hello")
        self.speak([hello], voice=next(iter(self._recordings)), speaking_rate=1.0)

    def voices(self) -> list[Voice]:
        return [
            Voice(name, _ACCENTS[name[0]], _GENDERS[name[1]]) for name in sorted(self._recordings)
        ]

    def speak(self, words: Sequence[SpeechWord], *, voice: str, speaking_rate: float) -> Speech:
        """Raises UnknownVoice, and InvalidInput when only phones were sent."""
        if voice not in self._recordings:
            raise UnknownVoice(
                f"there is no voice {voice!r}: GET /voices lists them", field="voice"
            )
        if not all(word.text for word in words):
            raise InvalidInput("xtts reads text and speaks no bare phones: send text", field="text")
        gap = np.zeros(round(_PIECE_GAP_S * RATE_HZ), dtype=np.float32)
        pieces: list[np.ndarray] = []
        with self._lock:
            latents, speaker = self._voice(voice)
            for text in pieces_of(words):
                self._torch.manual_seed(_seed(text, voice, speaking_rate))
                found = self._network.inference(
                    text, "en", latents, speaker, speed=speaking_rate, enable_text_splitting=False
                )
                pieces += [np.asarray(found["wav"], dtype=np.float32), gap]
        return Speech(np.clip(np.concatenate(pieces[:-1]), -1.0, 1.0), RATE_HZ)

    def _voice(self, name: str) -> tuple[Any, Any]:
        """Computed once from the voice's recording."""
        if name not in self._latents:
            audio = decode_audio(
                self._recordings[name].read_bytes(),
                max_duration_s=_LONGEST_VOICE_S,
                rate_hz=_VOICE_RATE_HZ,
            )
            samples = self._torch.from_numpy(audio.samples)[None].to(self._network.device)
            with self._torch.inference_mode():
                self._latents[name] = (
                    self._network.get_gpt_cond_latents(samples, _VOICE_RATE_HZ, length=30),
                    self._network.get_speaker_embedding(samples, _VOICE_RATE_HZ),
                )
        return self._latents[name]


def pieces_of(words: Sequence[SpeechWord]) -> list[str]:
    """The text in pieces that the model can take, cut after a mark where there is one."""
    pieces: list[str] = [""]
    for word in words:
        token = word.text + word.after
        if len(pieces[-1]) + 1 + len(token) > _CHARACTERS:
            head, mark, tail = _last_mark(pieces[-1])
            pieces[-1:] = [head + mark, tail] if mark and tail else [pieces[-1], ""]
        pieces[-1] = f"{pieces[-1]} {token}".strip()
    return [piece for piece in pieces if piece]


def _last_mark(text: str) -> tuple[str, str, str]:
    at = max(text.rfind(mark) for mark in ".!?;:,")
    return (text[:at], text[at], text[at + 1 :].strip()) if at > 0 else (text, "", "")


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
    )
