"""What stands behind each score, as data: one measure or two a score, for the coach's sentence about it (ADR 37)."""

from collections.abc import Iterator, Sequence

from shared.contracts import JudgedWord, ScoreReason, Scores

from .case import Case
from .clear_words import clear_words


def reasons(case: Case, scores: Scores, words: Sequence[JudgedWord]) -> list[ScoreReason]:
    """Of the scores that there are, in their order; `words` are the text's."""
    found = [
        *_of_overall(scores),
        *_of_accuracy(words),
        *_of_fluency(case),
        *_of_completeness(case),
        *_of_prosody(case, words),
    ]
    return [each for each in found if getattr(scores, each.part) is not None]


def _of_overall(scores: Scores) -> Iterator[ScoreReason]:
    if scores.n_words:
        yield ScoreReason(
            part="overall",
            measure="clear_words",
            value=scores.n_clear_words or 0,
            of=scores.n_words,
        )
    parts = {
        "accuracy": scores.accuracy,
        "fluency": scores.fluency,
        "completeness": scores.completeness,
        "prosody": scores.prosody,
    }
    known = {part: score for part, score in parts.items() if score is not None}
    if len(known) > 1:
        weakest = min(known, key=lambda part: known[part])
        yield ScoreReason.model_validate(
            {
                "part": "overall",
                "measure": "weakest_part",
                "value": known[weakest],
                "weakest": weakest,
            }
        )


def _of_accuracy(words: Sequence[JudgedWord]) -> Iterator[ScoreReason]:
    said = [word for word in words if word.error_type != "omission"]
    if said:
        n_clear, n_said = clear_words(said)
        yield ScoreReason(
            part="accuracy", measure="words_with_slips", value=n_said - n_clear, of=n_said
        )


def _of_fluency(case: Case) -> Iterator[ScoreReason]:
    timing = case.timing
    if timing is None:
        return
    if timing.speech_rate_sps is not None:
        yield ScoreReason(part="fluency", measure="speech_rate_sps", value=timing.speech_rate_sps)
    if timing.n_pauses_inside_phrases is not None:
        yield ScoreReason(
            part="fluency",
            measure="pauses_inside_phrases",
            value=timing.n_pauses_inside_phrases,
            of=len(timing.pauses),
        )


def _of_completeness(case: Case) -> Iterator[ScoreReason]:
    n_said = sum(word.spoken for word in case.words)
    yield ScoreReason(part="completeness", measure="words_said", value=n_said, of=len(case.words))
    yield ScoreReason(part="completeness", measure="words_added", value=len(case.extra_words))


def _of_prosody(case: Case, words: Sequence[JudgedWord]) -> Iterator[ScoreReason]:
    stressed = [word.stress.state for word in words if word.stress is not None]
    if stressed:
        yield ScoreReason(
            part="prosody",
            measure="words_stressed_elsewhere",
            value=stressed.count("error"),
            of=len(stressed),
        )
    if case.pitch_range_semitones is not None:
        yield ScoreReason(
            part="prosody", measure="pitch_range_semitones", value=case.pitch_range_semitones
        )
