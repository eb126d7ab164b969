"""What reads spellings: how it is taught."""

import numpy as np
import pytest

from shared.phonetics.graphones import GraphoneModel
from training.spelling import alignment, graphone_model
from training.spelling.counting import count_ngrams, prune, smooth
from training.spelling.measuring import against
from training.spelling.words import families, split

TAUGHT = {
    word: [tuple(phones.split())]
    for word, phones in {
        "cat": "K AE T", "cash": "K AE SH", "shed": "SH EH D", "fish": "F IH SH", "ship": "SH IH P", "tap": "T AE P",
        "fed": "F EH D", "sad": "S AE D", "sip": "S IH P", "pad": "P AE D", "dish": "D IH SH", "sash": "S AE SH", "cap": "K AE P",
    }.items()
}  # fmt: skip


def _letter_by_letter(word: str, phones: tuple[str, ...]) -> list[alignment.Graphone]:
    letters = ["sh" if each == "0" else each for each in word.replace("sh", "0")]
    return [(each, (phone,)) for each, phone in zip(letters, phones, strict=True)]


def test_two_letters_that_say_one_phone_are_found_together():
    probability = alignment.learn([(word, each[0]) for word, each in TAUGHT.items()])
    assert alignment.align("dash", ("D", "AE", "SH"), probability) == [
        ("d", ("D",)), ("a", ("AE",)), ("sh", ("SH",)),
    ]  # fmt: skip


def test_what_cannot_be_aligned_is_left_out():
    probability = alignment.learn([(word, each[0]) for word, each in TAUGHT.items()])
    assert alignment.align("x", tuple("TRIPL"), probability) is None


@pytest.mark.parametrize("least", [0.0, 0.5])
def test_probabilities_after_a_history_sum_to_one(least: float):
    """Over all tokens, each by the longest n-gram that is kept."""
    sequences = [[0, 2, 3, 2, 1], [0, 2, 3, 4, 1], [0, 4, 3, 2, 1], [0, 2, 2, 4, 4, 1]] * 3
    levels = count_ngrams(sequences, order=3, n_tokens=5)
    smooth(levels)
    prune(levels, least=least)
    unigram, bigram = levels[0], levels[1]
    assert unigram.probability.sum() == pytest.approx(1.0)
    for history in np.flatnonzero(unigram.token != 1):
        explicit = {
            int(bigram.token[row]): float(bigram.probability[row])
            for row in np.flatnonzero(bigram.history == history)
        }
        backed = unigram.backoff[history] * sum(
            float(p) for token, p in zip(unigram.token, unigram.probability, strict=True)
            if int(token) not in explicit
        )  # fmt: skip
        assert sum(explicit.values()) + backed == pytest.approx(1.0)


def test_a_taught_model_reads_words_that_it_was_not_taught(tmp_path):
    aligned = [_letter_by_letter(word, each[0]) for word, each in TAUGHT.items()]
    graphone_model.fit(aligned, tmp_path / "graphones-1.npz", order=3, least=0.0)
    model = GraphoneModel.load(tmp_path / "graphones-1.npz")
    (dash, nothing), alone = model.read(["dash", "é"]), model.read(["dash"])
    assert dash[0][0] == ("D", "AE", "SH")
    assert nothing == []
    assert alone[0][0][0] == dash[0][0]


def test_a_family_holds_words_and_their_regular_derivatives():
    grouped = families(["walk", "walked", "walkers", "walker", "talk", "study", "studies"])
    assert sorted(map(sorted, grouped)) == [
        ["studies", "study"], ["talk"], ["walk", "walked", "walker", "walkers"],
    ]  # fmt: skip


def test_no_derivative_of_a_held_out_word_is_learned_from():
    words = [f"{stem}{end}" for stem in ("walk", "talk", "jump", "look") for end in ("", "ed", "s")]
    parts = split(words, n_held_out=1)
    assert len(parts.train) == 6
    held_out = {each[:4] for each in (*parts.develop, *parts.test)}
    assert len(held_out) == 2
    assert not held_out & {each[:4] for each in parts.train}


def test_a_reading_is_held_against_the_nearest_right_one():
    right = [("K", "AE1", "T"), ("K", "AH0", "T", "S")]
    read = against([("K", "AE0", "T"), ("K", "AH1", "T", "S")], right)
    assert (read.n_wrong, read.n_phones, read.stress_is_right, read.one_is_right) == (
        0,
        3,
        False,
        True,
    )
    assert against([], right).n_wrong == 3
