"""Parler-TTS (Lyth & King 2024), as Indic Parler-TTS (Sankar et al. 2025) has it: a text, and a description of who speaks it how.

A text encoder (T5) reads the description, a decoder writes the codes of a sound codec (DAC) one frame after another, by lot. From a folder
that the operator brought; nothing is fetched. It speaks words by their spelling, so that a pronunciation that was asked for in phones is
not promised.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from shared.abandon import raise_if_abandoned
from shared.audio.loudness import faded, levelled, sounding_part
from shared.audio.resampling import resample
from shared.engines import EngineContext, EngineUnavailable
from shared.errors import EngineFailed, InvalidInput
from shared.on_demand import OnDemand, Shelf

from .base import SpeechWord, SpokenAudio, UnknownVoice, Voice
from .durations import SPELLED_PAUSE_S, SPELLED_PAUSES_S, spelled_s, spoken_s
from .fingerprint import fingerprint
from .parler_voices import description, parler_voices
from .pieces import by_sentences, written
from .torch_memory import BY_LOT, give_back_memory

RATE_HZ = 24_000
"""Of what is given back; the codec's own, 44.1 kHz, is its configuration's."""
DESCRIPTION_TOKENIZER = "description_tokenizer"
"""Folder within the model's, where the text encoder's tokens are not the text's."""
_CHARACTERS = 220
"""Of a piece, some 15 s: the model was taught on recordings of up to 30 s, and loses its way in long ones."""
_MARGIN, _MARGIN_S = 2.0, 3.0
"""What a piece may last beyond what is expected of it, at most: who goes on longer has lost its way."""
_TRIES = 2
_WEIGHTS = ("model.safetensors", "model.safetensors.index.json")
_TOKENIZER = ("tokenizer.json", "spiece.model", "tokenizer.model")


@dataclass(frozen=True, slots=True)
class ParlerNetwork:
    """What was loaded."""

    torch: Any
    model: Any
    of_texts: Any
    of_descriptions: Any

    @property
    def rate_hz(self) -> int:
        return int(self.model.config.sampling_rate)

    @property
    def frames_a_second(self) -> float:
        return float(self.model.config.audio_encoder.frame_rate)

    def samples(self, text: str, told: str, *, seed: int, most_s: float) -> np.ndarray | None:
        """float32, at `rate_hz`; None where it came to no end. Raises Abandoned."""
        described = self._tokens(self.of_descriptions, told)
        prompt = self._tokens(self.of_texts, text)
        n_frames = round(most_s * self.frames_a_second) + self.model.decoder.num_codebooks
        n_frames = min(n_frames, self.model.generation_config.max_length - 1)
        watch = _Watch(self.torch)
        self.torch.manual_seed(seed)
        with self.torch.inference_mode():
            made = self.model.generate(
                input_ids=described["input_ids"],
                attention_mask=described["attention_mask"],
                prompt_input_ids=prompt["input_ids"],
                prompt_attention_mask=prompt["attention_mask"],
                do_sample=True,
                max_new_tokens=n_frames,
                stopping_criteria=[watch],
            )
        if watch.n_frames >= n_frames:
            return None
        return made.float().cpu().numpy().reshape(-1)

    def _tokens(self, tokenizer: Any, text: str) -> Any:
        return tokenizer(text, return_tensors="pt").to(self.model.device)


class _Watch:
    """Asked by the library after each frame whether to stop."""

    def __init__(self, torch: Any) -> None:
        self._torch = torch
        self.n_frames = 0

    def __call__(self, input_ids: Any, scores: Any, **_kwargs: Any) -> Any:
        del scores
        raise_if_abandoned()
        self.n_frames += 1
        return self._torch.zeros(len(input_ids), dtype=self._torch.bool, device=input_ids.device)


class Parler:
    name = "parler"
    reads_text = True

    def __init__(self, folder: Path, *, device: str, threads: int, shelf: Shelf) -> None:
        """Raises EngineUnavailable, with what it lacks, where the folder is no such model's."""
        check_folder(folder)
        self.weights = OnDemand(
            partial(_open, folder, device=device, threads=threads),
            shelf=shelf,
            name=f"parler ({folder.name})",
            after=partial(give_back_memory, device),
        )
        self.model_version = folder.resolve().name
        self.fingerprint = fingerprint(folder)

    def warm_up(self) -> None:
        hello = SpeechWord(("HH", "AH0", "L", "OW1"), ".", text="Hello")
        list(self.speak_pieces([[hello]], voice="en_mary", speaking_rate=1.0))

    def voices(self) -> list[Voice]:
        return [voice for _, voice in parler_voices().values()]

    def pieces(self, words: Sequence[SpeechWord], *, soon: bool = False) -> list[list[SpeechWord]]:
        del soon  # a sentence is as short as it can be
        return by_sentences(words, most_characters=_CHARACTERS)

    def expected_s(self, words: Sequence[SpeechWord], *, voice: str, speaking_rate: float) -> float:
        """By Kokoro's phones where they are known, else by the letters: how fast a speaker is asked to be is a word of the description."""
        del voice
        if all(word.phones for word in words):
            return spoken_s(words, speaking_rate=speaking_rate)
        return spelled_s(words, speaking_rate=speaking_rate)

    def speak_pieces(
        self, pieces: Sequence[Sequence[SpeechWord]], *, voice: str, speaking_rate: float
    ) -> Iterator[SpokenAudio]:
        """Without the times of words. Raises UnknownVoice, InvalidInput where only phones were sent, Unavailable and EngineFailed."""
        if not all(word.text for piece in pieces for word in piece):
            raise InvalidInput(
                "parler reads text and speaks no bare phones: send text", field="text"
            )
        mark = ""
        for piece in pieces:
            own = piece[0].voice or voice
            if own not in parler_voices():
                raise UnknownVoice(
                    f"there is no voice {own!r}: GET /voices lists them", field="voice"
                )
            pause_s = piece[0].pause_before_s
            if pause_s is None:
                pause_s = SPELLED_PAUSES_S.get(mark, SPELLED_PAUSE_S if mark else 0.0)
                pause_s /= speaking_rate
            said = self._say(piece, own, speaking_rate * piece[0].pace)
            pause = np.zeros(round(pause_s * RATE_HZ), dtype=np.float32)
            yield SpokenAudio(np.concatenate([pause, said]), RATE_HZ)
            mark = piece[-1].after

    def _say(self, piece: Sequence[SpeechWord], voice: str, rate: float) -> np.ndarray:
        """float32 at RATE_HZ, without silence around it."""
        text, told = written(piece), description(voice, rate, piece[0].pitch)
        plain = [SpeechWord(word.phones, word.after, text=word.text, language=word.language) for word in piece]  # fmt: skip
        expected_s = self.expected_s(plain, voice=voice, speaking_rate=rate)
        most_s = expected_s * _MARGIN + _MARGIN_S
        samples, rate_hz = self._sampled(text, told, most_s)
        samples = resample(np.clip(samples, -1.0, 1.0), rate_hz, RATE_HZ)
        start, stop = sounding_part(samples, RATE_HZ)
        return levelled(faded(samples[start:stop], RATE_HZ), RATE_HZ)

    def _sampled(self, text: str, told: str, most_s: float) -> tuple[np.ndarray, int]:
        """And their rate. Nothing of the network is left in the hands of who waits for the next piece. Raises EngineFailed."""
        with self.weights.held() as network, BY_LOT:
            for attempt in range(_TRIES):
                seed = _seed(f"{text}|{told}|{attempt}")
                samples = network.samples(text, told, seed=seed, most_s=most_s)
                if samples is not None:
                    return samples, network.rate_hz
        raise EngineFailed(
            f"parler came to no end of a sentence within {most_s:.0f} s: say it otherwise, or in parts"
        )


def check_folder(folder: Path) -> None:
    """Raises EngineUnavailable, with what is missing, where it isn't a Parler-TTS that can be loaded from it alone."""
    path = folder / "config.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        kind, encoder = config["model_type"], config["text_encoder"]
        n_tokens, n_described = config["vocab_size"], encoder["vocab_size"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EngineUnavailable(f"parler: {path} is no Parler-TTS's: {error!r}") from error
    if kind != "parler_tts":
        raise EngineUnavailable(f"parler: {path} is of {kind!r}, not of 'parler_tts'")
    _need_one_of(folder, _WEIGHTS)
    _need_one_of(folder, _TOKENIZER)
    if n_tokens != n_described or (folder / DESCRIPTION_TOKENIZER).exists():
        origin = encoder.get("_name_or_path") or "its text encoder"
        _need_one_of(
            folder / DESCRIPTION_TOKENIZER, _TOKENIZER, f" (the tokenizer's files of {origin})"
        )


def _need_one_of(folder: Path, names: Sequence[str], what: str = "") -> None:
    if not any((folder / name).is_file() for name in names):
        raise EngineUnavailable(f"parler: {folder} lacks {' or '.join(names)}{what}")


def _open(folder: Path, *, device: str, threads: int) -> ParlerNetwork:
    """Raises ImportError, OSError and ValueError."""
    import torch  # pyright: ignore[reportMissingImports]
    from parler_tts import (  # pyright: ignore[reportMissingImports]
        ParlerTTSForConditionalGeneration,
    )
    from transformers import AutoTokenizer  # pyright: ignore[reportMissingImports]

    torch.set_num_threads(threads)
    on_gpu = device != "cpu"
    try:
        model: Any = ParlerTTSForConditionalGeneration.from_pretrained(
            folder,
            local_files_only=True,
            use_safetensors=True,
            torch_dtype=torch.bfloat16 if on_gpu else torch.float32,
        )
        model = model.to(device).eval()
        of_texts: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        described = folder / DESCRIPTION_TOKENIZER
        of_descriptions: Any = (
            AutoTokenizer.from_pretrained(described, local_files_only=True)
            if described.is_dir()
            else of_texts
        )
    except Exception as error:  # of the libraries, and of whatever the files hold
        raise ValueError(f"{folder}: {error}") from error
    return ParlerNetwork(torch, model, of_texts, of_descriptions)


def _seed(what: str) -> int:
    """The same request gives the same samples."""
    return int(hashlib.sha256(what.encode()).hexdigest()[:8], 16)


def load(context: EngineContext) -> Parler:
    """Raises EngineUnavailable where TTS_PARLER_DIR names no such folder."""
    settings = context.settings
    if settings.parler_dir is None or not settings.parler_dir.is_dir():
        raise EngineUnavailable("parler: TTS_PARLER_DIR must name a folder")
    return Parler(
        settings.parler_dir,
        device=settings.device,
        threads=context.threads,
        shelf=context.shelf,
    )
