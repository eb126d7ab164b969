"""What the diff makes of rated speech, on evidence that is written by hand."""

import numpy as np
import pytest

from bench.accuracy.served_scores import ServedScores, serve, served_correlations
from bench.common.engines import open_differ
from shared.contracts import AlignedWord, PhoneEvidence, UtteranceQuality
from shared.settings import REPO_ROOT
from training.corpora.speechocean import RatedUtterance, RatedWord

RATED = UtteranceQuality(accuracy=8.0, fluency=7.0, prosody=6.0, total=9.0)


def phone(index: int, target: str, *, quality: float | None, wrong: float | None) -> PhoneEvidence:
    return PhoneEvidence(
        index=index,
        target=target,
        stress=None,
        start_s=0.1 * index,
        end_s=0.1 * index + 0.1,
        heard=target,
        heard_probability=0.9,
        error_probability=wrong,
        deletion_probability=0.0 if wrong is not None else None,
        candidates=[],
        log_posterior=None,
        margin=None,
        quality=quality,
    )


def word(index: int, text: str, said: float, phones: list[PhoneEvidence]) -> AlignedWord:
    return AlignedWord(
        index=index,
        text=text,
        start_s=0.0,
        end_s=0.1,
        variant=0,
        spoken_probability=said,
        quality=7.5,
        phones=phones,
    )


def utterance(speaker: str, scores: tuple[float, float, float, float]) -> RatedUtterance:
    words = (
        RatedWord("go", ("G", "OW1"), (2.0, 1.0), 8.0),
        RatedWord("on", ("AA1", "N"), (2.0, 2.0), 9.0),
    )
    return RatedUtterance(speaker, speaker, "go on", words, scores)


def test_a_word_that_the_audio_does_not_hold_has_no_score_and_lowers_the_overall():
    aligned = [
        word(
            0,
            "go",
            0.9,
            [phone(0, "G", quality=1.0, wrong=0.0), phone(1, "OW", quality=2.0, wrong=0.0)],
        ),
        word(
            1,
            "on",
            0.01,
            [phone(0, "AA", quality=2.0, wrong=0.0), phone(1, "N", quality=2.0, wrong=0.0)],
        ),
    ]
    judge = open_differ(REPO_ROOT)
    found = serve(
        utterance("a", (8, 7, 6, 9)),
        aligned,
        RATED,
        judge,
        text_match=0.9,
        with_transcript=False,
    )
    assert found.phones == pytest.approx([50, 100, np.nan, np.nan], nan_ok=True)
    assert found.words == pytest.approx([75, np.nan], nan_ok=True)
    assert found.utterance == pytest.approx([80, 70, 60, 45])
    assert found.n_unscored == 2


def test_correlations_are_over_what_has_a_score():
    """Phones and words follow their raters, accuracy does, fluency runs the other way."""
    corpus = {
        name: utterance(name[0], scores)
        for name, scores in {
            "a1": (1, 1, 1, 1), "a2": (2, 2, 3, 2), "b1": (3, 3, 2, 3), "b2": (4, 4, 5, 4)
        }.items()
    }  # fmt: skip
    phones, words = np.array([90, 40, 90, np.nan]), np.array([20, 30])
    served = {
        name: ServedScores(phones + a, words, np.array([10 * a, 50 - f, 10 * p, 10 * t]))
        for name, (a, f, p, t) in ((name, each.scores) for name, each in corpus.items())
    }
    figures = served_correlations(corpus, served)
    names = ("phone", "word", "accuracy", "fluency", "overall")
    assert [figures[name][0] for name in names] == pytest.approx([1, 1, 1, -1, 1], abs=0.01)
    assert figures["accuracy by phones alone"][0] == pytest.approx(1)
