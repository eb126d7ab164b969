"""WhisperX (Bain et al. 2023): stretches of speech found first, decoded in batches, words timed by a CTC model.

For GPUs and for larger models than the default. Whisper itself is the one of faster-whisper, so languages are told as there.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from shared.audio import Audio
from shared.audio.decode import RATE_HZ
from shared.engines import EngineContext

from ...core.config import Settings
from .base import RecognisedWord, Recognition
from .faster_whisper import MODEL, language_probabilities

_UNTIMED = 0.0
"""Confidence of a word whose letters the CTC model doesn't have, such as a figure."""
LEAST_SPEAKER_S = 1.0
"""Who talks for less is a cough or a slip of the clustering."""
_PUNKT_FILES = ("collocations.tab", "sent_starters.txt", "abbrev_types.txt", "ortho_context.tab")


class WhisperX:
    name = "whisperx"

    def __init__(self, settings: Settings, whisper: str, *, threads: int) -> None:
        import torch  # pyright: ignore[reportMissingImports]
        import whisperx  # pyright: ignore[reportMissingImports]

        device = settings.device
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        self._whisperx, self._device, self._settings = whisperx, device, settings
        self._pipeline: Any = whisperx.load_model(
            whisper,
            device,
            compute_type=settings.compute_type,
            asr_options={"beam_size": settings.beam_size},
            vad_method="pyannote",  # its weights are in the package
            threads=threads,
            local_files_only=Path(whisper).is_dir(),
        )
        self._diarise: Any = None
        if token := settings.hub_token.get_secret_value():
            from whisperx.diarize import (  # pyright: ignore[reportMissingImports]
                DiarizationPipeline,
            )

            self._diarise = DiarizationPipeline(token=token, device=device)
        self._lock = Lock()  # the pipeline carries the language it is at
        self._word_models: dict[str, tuple[Any, Any]] = {}
        self.languages = frozenset(self._pipeline.model.supported_languages)
        self.model_version = Path(whisper).name
        _know_sentences()

    def warm_up(self) -> None:
        self.transcribe(Audio(np.zeros(RATE_HZ, np.float32), RATE_HZ, 0.0), "en")

    def transcribe(self, audio: Audio, language: str | None) -> Recognition:
        """Recognise 16 kHz audio in `language`, or in the likeliest one for None."""
        probabilities = language_probabilities(self._pipeline.model, audio)
        spoken = language or max(probabilities, key=probabilities.__getitem__)
        with self._lock:
            found = self._pipeline.transcribe(
                audio.samples, batch_size=self._settings.batch_size, language=spoken
            )
            segments = [each for each in found["segments"] if each["text"].strip()]
            words = self._timed(segments, audio, spoken) if segments else ()
            turns = self._diarise(audio.samples) if self._diarise and words else None
        n_speakers = None
        if turns is not None:
            n_speakers = count_speakers(
                zip(turns["speaker"], turns["start"], turns["end"], strict=True)
            )
        return Recognition(tuple(words), spoken, probabilities, n_speakers)

    def _timed(
        self, segments: Sequence[Mapping[str, Any]], audio: Audio, language: str
    ) -> list[RecognisedWord]:
        model, metadata = self._word_model(language)
        aligned = self._whisperx.align(segments, model, metadata, audio.samples, self._device)
        return list(words_of(aligned["segments"]))

    def _word_model(self, language: str) -> tuple[Any, Any]:
        if language not in self._word_models:
            self._word_models[language] = self._whisperx.load_align_model(
                language, self._device, model_name=self._settings.word_model or None
            )
        return self._word_models[language]


def count_speakers(turns: Iterable[tuple[str, float, float]]) -> int:
    """Of (speaker, start, end) in seconds: those who talk for a second or more in all."""
    spoken_s: dict[str, float] = {}
    for speaker, start_s, end_s in turns:
        spoken_s[speaker] = spoken_s.get(speaker, 0.0) + end_s - start_s
    return sum(total_s >= LEAST_SPEAKER_S for total_s in spoken_s.values())


def words_of(segments: Sequence[Mapping[str, Any]]) -> Iterator[RecognisedWord]:
    """Of whisperx's aligned segments, in order; a word without times shares those between its neighbours."""
    for segment in segments:
        words = segment["words"]
        known = [(word.get("start"), word.get("end")) for word in words]
        end_s = float(segment["start"])
        for index, word in enumerate(words):
            start, stop = known[index]
            if start is None or stop is None:
                later = (each for each, _ in known[index + 1 :] if each is not None)
                next_s = max(end_s, float(next(later, segment["end"])))
                n_untimed = next(
                    (n for n, (s, _) in enumerate(known[index:]) if s is not None),
                    len(words) - index,
                )
                start, stop = end_s, end_s + (next_s - end_s) / n_untimed
            end_s = float(stop)
            text = f" {word['word'].strip()}"
            yield RecognisedWord(text, float(start), end_s, float(word.get("score", _UNTIMED)))


def _know_sentences() -> None:
    """whisperx cuts its texts into sentences by NLTK, whose data is a download of its own. An untrained Punkt, which
    is four empty files, cuts them at full stops: words and times stay the same.
    """
    import nltk  # pyright: ignore[reportMissingImports]

    try:
        nltk.data.find("tokenizers/punkt_tab/english/")
    except LookupError:
        folder = Path(tempfile.gettempdir()) / "agentforge-nltk"
        english = folder / "tokenizers" / "punkt_tab" / "english"
        english.mkdir(parents=True, exist_ok=True)
        for name in _PUNKT_FILES:
            (english / name).touch()
        nltk.data.path.append(str(folder))


def load(context: EngineContext) -> WhisperX:
    settings: Settings = context.settings
    whisper = settings.whisper_model or str(context.model_dir / MODEL)
    return WhisperX(settings, whisper, threads=context.threads)
