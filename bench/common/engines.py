"""Engines without their service: the one place in bench that reaches inside one.

A question comes here only where HTTP can't answer it: what an engine costs by itself, what the diff makes of every issue, speech
from phones that no text has. What a service calls its parts is said in this file alone.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from shared.acoustics.aligner_weights import TrainedWeights
from shared.audio import Audio
from shared.contracts import (
    AlignedWord,
    Alignment,
    Issue,
    JudgedWord,
    PhonemeMap,
    Scores,
    Transcript,
    UtteranceQuality,
)
from shared.engines import EngineContext
from shared.mount import module_of, settings_of
from shared.phonetics.lexicon import Lexicon, PronouncedText
from shared.roster import ALIGNMENT, FEEDBACK, PHONEME_DIFF, TTS, VOICE_CONVERSION

KOKORO_FOLDER = "kokoro-82m"


class EngineAlignment(Protocol):
    words: list[AlignedWord]
    utterance: UtteranceQuality
    text_match: float | None


class AlignerEngine(Protocol):
    def align(self, audio: Audio, text: PronouncedText) -> EngineAlignment: ...


def open_aligner(model_dir: Path) -> AlignerEngine:
    """The engine that alignment-service chooses, with its default settings and one thread."""
    engine = module_of(ALIGNMENT, "services.engines.whisper_phones.engine")
    return engine.load(EngineContext(settings_of(ALIGNMENT)(), model_dir, 1))


class _KnownStates:
    """An encoder for one recording, whose hidden states are known."""

    def __init__(self, states: np.ndarray) -> None:
        self._states = states

    def hidden(self, _samples: np.ndarray) -> np.ndarray:
        return self._states


class KnownAligner:
    """The engine `whisper-phones` with other weights, on recordings whose hidden states are known."""

    def __init__(self, model_dir: Path) -> None:
        self._engine = module_of(ALIGNMENT, "services.engines.whisper_phones.engine")
        self._archives = module_of(ALIGNMENT, "services.engines.whisper_phones.weights").SHIPPED
        self._models = self._engine.Models.load(
            model_dir / "whisper-base", self._archives, threads=1
        )

    @property
    def weights(self) -> TrainedWeights:
        """Those that are shipped."""
        return self._models.weights

    def with_weights(self, weights: TrainedWeights, states: np.ndarray) -> AlignerEngine:
        """An engine for the one recording with these `states` (n_frames, width)."""
        models = replace(self._models, weights=weights, encoder=_KnownStates(states))
        return self._engine.WhisperPhones(
            models, lexicon=None, max_variants=1, model_version=self._archives.version
        )


def recording_too_short() -> type[Exception]:
    """What the aligner raises where a recording has no room for its phones."""
    return module_of(ALIGNMENT, "services.engines.base").RecordingTooShort


class DiffOutcome(Protocol):
    words: list[JudgedWord]
    issues: list[Issue]
    scores: Scores


class DiffJudge(Protocol):
    def __call__(
        self, alignment: Alignment, target_phones: PhonemeMap, transcript: Transcript | None = None
    ) -> DiffOutcome: ...


def open_differ(model_dir: Path, *, gate: float | None = None) -> DiffJudge:
    """The diff of a reading with its default settings, or with both its gates at `gate`, which no request can ask for."""
    gates = {} if gate is None else {"error_gate": gate, "uncertain_gate": gate}
    settings = module_of(PHONEME_DIFF, "core.config").Settings(**gates)
    articulatory = module_of(PHONEME_DIFF, "services.engines.articulatory")
    differ = articulatory.load(EngineContext(settings, model_dir, 1))
    logic = module_of(PHONEME_DIFF, "services.logic")
    request_type = module_of(PHONEME_DIFF, "schemas.request_response").DiffRequest

    def judge(
        alignment: Alignment, target_phones: PhonemeMap, transcript: Transcript | None = None
    ) -> DiffOutcome:
        request = request_type(
            alignment=alignment,
            phoneme_map=target_phones,
            transcript=transcript,
            text_source="reference",
        )
        return logic.diff(request, differ=differ, settings=settings)

    return judge


class AlignedPhones(Protocol):
    """A piece of one sequence of phones, and the piece of the other that stands in its place."""

    target_start: int
    target_end: int
    heard_start: int
    heard_end: int


def align_phones(target: Sequence[str], heard: Sequence[str]) -> list[AlignedPhones]:
    """As the diff does: the cheapest way by articulation. Phones without stress digits."""
    return module_of(PHONEME_DIFF, "utils.edit_alignment").align_phones(list(target), list(heard))


class Spoken(Protocol):
    samples: np.ndarray
    rate_hz: int

    @property
    def duration_s(self) -> float: ...


class Voices:
    """Kokoro, one thread."""

    def __init__(self, model_dir: Path) -> None:
        kokoro = module_of(TTS, "services.engines.kokoro")
        self._kokoro = kokoro.Kokoro(model_dir / KOKORO_FOLDER, threads=1)

    def warm_up(self) -> None:
        self._kokoro.warm_up()

    def speak_phones(
        self, words: Sequence[tuple[Sequence[str], str]], *, voice: str, rate: float = 1.0
    ) -> Spoken:
        """Words as (phones with stress digits, punctuation after it); at `rate` 1 as fast as the voice does by itself."""
        word_type = module_of(TTS, "services.engines.base").SpeechWord
        spoken = [word_type(tuple(phones), after=mark) for phones, mark in words]
        return self._kokoro.speak(spoken, voice=voice, speaking_rate=rate)

    def speak_text(self, text: str, lexicon: Lexicon, *, voice: str) -> Spoken:
        reading = module_of(TTS, "services.spoken_words")
        utterance = reading.Utterance(text, None, None, voice, 1.0)
        return self._kokoro.speak(reading.words_to_speak(utterance, lexicon), voice=voice)


@dataclass(frozen=True, slots=True)
class SpokenInLanguage:
    voice: str
    quality: str
    samples: np.ndarray
    rate_hz: int
    told_s: float
    """How long it was told to be, before it was made."""


class LanguageVoices:
    """All voices of the service, programs too: each language by the one that speaks it best."""

    def __init__(self, model_dir: Path) -> None:
        """Raises FileNotFoundError where the program espeak-ng is not on the PATH."""
        kokoro = module_of(TTS, "services.engines.kokoro").Kokoro(
            model_dir / KOKORO_FOLDER, threads=1
        )
        espeak = module_of(TTS, "services.engines.espeak").found_espeak()
        if espeak is None:
            raise FileNotFoundError("espeak-ng is not on the PATH: apt install espeak-ng")
        self._speaker = module_of(TTS, "services.engines.together").Together([kokoro, espeak])
        self._lexicon = Lexicon.load(model_dir)

    def phones(self, text: str, language: str) -> list[str] | None:
        """IPA of each word; None where the voice reads spelling."""
        words = self._words(text, language)[1]
        return ["".join(word.phones) for word in words] if words[0].phones else None

    def _words(self, text: str, language: str) -> tuple[Any, list[Any]]:
        """The voice, and what it is given."""
        reading = module_of(TTS, "services.spoken_words")
        voices = self._speaker.voices()
        voice = module_of(TTS, "services.voices").voice_for(
            language, voices, named=None, default="", field="voice"
        )
        utterance = reading.Utterance(text, None, None, voice.id, 1.0, language=language)
        return voice, reading.words_to_speak(utterance, self._lexicon, voices)

    def speak(self, text: str, language: str) -> SpokenInLanguage:
        voice, words = self._words(text, language)
        pieces = self._speaker.pieces(words, voice=voice.id)
        made = list(self._speaker.speak_pieces(pieces, voice=voice.id, speaking_rate=1.0))
        return SpokenInLanguage(
            voice=voice.id,
            quality=voice.quality(language),
            samples=np.concatenate([piece.samples for piece in made]),
            rate_hz=made[0].rate_hz,
            told_s=self._speaker.expected_s(words, voice=voice.id, speaking_rate=1.0),
        )


@contextmanager
def counted_syntheses() -> Iterator[list[None]]:
    """One entry for each time that a Kokoro of this process runs its network."""
    kokoro = module_of(TTS, "services.engines.kokoro").Kokoro
    runs: list[None] = []
    infer = kokoro._infer

    def counted(*given: object, **named: object) -> object:
        runs.append(None)
        return infer(*given, **named)

    kokoro._infer = counted
    try:
        yield runs
    finally:
        kokoro._infer = infer


class VoiceAnalysis(Protocol):
    """What WORLD makes of a recording."""

    f0_hz: np.ndarray
    envelopes: np.ndarray
    """Natural log of the power spectrum, float (n_frames, n_bins)."""
    aperiodicity: np.ndarray


def analyse(audio: Audio) -> VoiceAnalysis:
    return module_of(VOICE_CONVERSION, "services.engines.knn_world").analyse(audio)


def mapped_pitch(source_hz: np.ndarray, speaker_hz: np.ndarray) -> np.ndarray:
    """The source's melody at the speaker's height."""
    return module_of(VOICE_CONVERSION, "utils.pitch").mapped_pitch(source_hz, speaker_hz)


class CoachEngine:
    """The rule coach, as feedback-llm-service calls it."""

    def __init__(self, model_dir: Path) -> None:
        rules = module_of(FEEDBACK, "services.engines.rules")
        self._logic = module_of(FEEDBACK, "services.logic")
        self._request_type = module_of(FEEDBACK, "schemas.request_response").FeedbackRequest
        self._coach = rules.load(EngineContext(settings_of(FEEDBACK)(), model_dir, threads=1))
        self._coach.warm_up()

    def tips(self) -> list[str]:
        """The rules that the English coach has a tip for."""
        return sorted(self._coach.language("en").tips.rules)

    def parsed(self, request: dict[str, Any]) -> Any:
        return self._request_type.model_validate(request)

    def give_feedback(self, request: Any) -> object:
        """Of what `parsed` gave."""
        return self._logic.give_feedback(request, coach=self._coach)
