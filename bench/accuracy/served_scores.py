"""What a caller gets for rated speech: the scores of the diff, beside what the raters gave."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from bench.common.engines import DiffJudge, DiffOutcome
from shared.contracts import (
    AlignedWord,
    Alignment,
    MappedWord,
    PhonemeMap,
    Pronunciation,
    RecordingChecks,
    SpeechTiming,
    Transcript,
    TranscriptWord,
    UtteranceQuality,
)
from training.corpora.speechocean import RatedUtterance, RatedWord
from training.stats import Interval, correlation, paired_interval

_STAMP = {"engine": "whisper-phones", "model_version": "measured", "mock": False}
_UNMEASURED = RecordingChecks(
    duration_s=0.0, speech_s=0.0, level_dbfs=None, snr_db=None, clipped_share=0.0, reason=None
)
CHOSEN_ON_FOLDS = (0, 1, 2)
"""Of training/frames/folds.py: the speakers that the score formula was chosen on (ADR 27)."""
UTTERANCE = ("accuracy", "fluency", "prosody", "overall")
"""Scores beside speechocean762's accuracy, fluency, prosodic and total."""


@dataclass(frozen=True, slots=True)
class ServedScores:
    """Of one utterance, 0–100; NaN where the answer has null."""

    phones: np.ndarray
    words: np.ndarray
    utterance: np.ndarray
    """As UTTERANCE."""

    @property
    def n_unscored(self) -> int:
        """Phones of words that the audio was taken not to hold, or of a reading that was not judged."""
        return int(np.isnan(self.phones).sum())


def serve(
    utterance: RatedUtterance,
    words: list[AlignedWord],
    quality: UtteranceQuality,
    judge: DiffJudge,
    *,
    text_match: float | None,
    with_transcript: bool = True,
) -> ServedScores:
    """Of a reading of the raters' phones. The transcript has every word of the text: raters missed next to none. Without
    one the audio alone says which words there are."""
    alignment = _alignment(utterance, words, quality, text_match)
    transcript = _transcript(utterance, words) if with_transcript else None
    return _scores(judge(alignment, _target_phones(utterance), transcript), len(words))


def _alignment(
    utterance: RatedUtterance,
    words: list[AlignedWord],
    quality: UtteranceQuality,
    text_match: float | None,
) -> Alignment:
    return Alignment(
        text=utterance.text,
        words=words,
        utterance=quality,
        timing=SpeechTiming(
            speech_s=0.0, speech_rate_sps=None, articulation_rate_sps=None, pauses=[]
        ),
        checks=_UNMEASURED,
        text_match=text_match,
        **_STAMP,
    )


def _transcript(utterance: RatedUtterance, words: list[AlignedWord]) -> Transcript:
    return Transcript(
        text=utterance.text,
        language="en",
        language_probability=1.0,
        words=[
            TranscriptWord(text=word.text, start_s=word.start_s, end_s=word.end_s, confidence=1.0)
            for word in words
        ],
        checks=_UNMEASURED,
        assessable=True,
        reason=None,
        **_STAMP,
    )


def _target_phones(utterance: RatedUtterance) -> PhonemeMap:
    words = [_mapped(index, word) for index, word in enumerate(utterance.words)]
    return PhonemeMap(text=utterance.text, words=words, out_of_vocabulary=[], **_STAMP)


def _mapped(index: int, word: RatedWord) -> MappedWord:
    own = Pronunciation(phones=list(word.phones), ipa="", syllables=[], label="caller")
    return MappedWord(
        index=index,
        text=word.text,
        token=word.text,
        start_char=0,
        end_char=0,
        source="caller",
        pronunciations=[own],
    )


def _scores(outcome: DiffOutcome, n_words: int) -> ServedScores:
    words = outcome.words[:n_words]
    phones = [phone for word in words for phone in word.phones]
    return ServedScores(
        _array(phone.score for phone in phones),
        _array(word.accuracy for word in words),
        _array(getattr(outcome.scores, name) for name in UTTERANCE),
    )


def _array(scores: Iterable[float | None]) -> np.ndarray:
    return np.array([np.nan if score is None else score for score in scores])


def served_correlations(
    corpus: Mapping[str, RatedUtterance], served: Mapping[str, ServedScores]
) -> dict[str, Interval]:
    """Correlations with the raters over what has a score, with speaker-bootstrap intervals."""

    def figure(pick: Callable[[ServedScores, RatedUtterance], tuple[np.ndarray, np.ndarray]]):
        pairs: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {}
        for name, scores in served.items():
            found, rated = pick(scores, corpus[name])
            has = ~np.isnan(found)
            pairs.setdefault(corpus[name].speaker, []).append((found[has], rated[has]))
        return paired_interval(pairs, correlation)

    figures = {
        "phone": figure(lambda scores, rated: (scores.phones, rated.phone_scores)),
        "word": figure(
            lambda scores, rated: (scores.words, np.array([word.total for word in rated.words]))
        ),
        "accuracy by phones alone": figure(
            lambda scores, rated: (
                np.nanmean(scores.phones, keepdims=True)
                if np.isfinite(scores.phones).any()
                else np.full(1, np.nan),
                np.array(rated.scores[:1]),
            )
        ),
    }
    for index, name in enumerate(UTTERANCE):
        figures[name] = figure(
            lambda scores, rated, index=index: (
                scores.utterance[index : index + 1],
                np.array(rated.scores[index : index + 1]),
            )
        )
    return figures
