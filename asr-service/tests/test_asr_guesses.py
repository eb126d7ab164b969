"""What was meant by a word that a habit may have made of another; decoders told by hand how likely a wording is."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from shared import gates

from ..app.services import guesses, rivals
from ..app.services.engines import base

HEARD = ("We", "stayed", "with", "tree", "friends,", "in", "a", "village.")
OFTEN = math.log(0.3)


class ToldStretch:
    """Words are as likely as it is told, all others even."""

    def __init__(
        self,
        words: Sequence[str],
        by_context: Mapping[str, float],
        by_sound: Mapping[str, float],
    ) -> None:
        self.words = range(len(words))
        self._by_context, self._by_sound = by_context, by_sound
        self.n_wordings = {"context": 0, "sound": 0}

    def by_sound(self, wording):
        self.n_wordings["sound"] += 1
        return np.array([self._by_sound.get(word.strip(), 0.0) for word in wording])

    def by_context(self, wordings):
        self.n_wordings["context"] += len(wordings)
        return [
            np.array([self._by_context.get(word.strip(), 0.0) for word in wording])
            for wording in wordings
        ]


class ToldRivals:
    def __init__(self, rivals_of: Mapping[str, Sequence[str]]) -> None:
        self._rivals_of = rivals_of

    def of(self, word, l1):
        del l1
        return [rivals.Rival(text, OFTEN, usage=-7.0) for text in self._rivals_of.get(word, ())]


def recognised(words: Sequence[str]):
    return [
        base.RecognisedWord(f" {word}", float(place), place + 0.9, 0.95)
        for place, word in enumerate(words)
    ]


def guessed(words, stretch, rivals_of=None):
    found = ToldRivals(rivals_of or {"tree": ["three"]})
    return guesses.with_guesses(recognised(words), [stretch], found, "hi")  # pyright: ignore[reportArgumentType]


def texts(words) -> list[str]:
    return [word.text.strip() for word in words]


def test_a_word_that_its_context_hardly_expects_goes_by_what_a_habit_made_it_of():
    stretch = ToldStretch(HEARD, {"tree": -10.0, "three": -3.0}, {"tree": -0.1, "three": -4.0})
    words = guessed(HEARD, stretch)
    assert texts(words) == [*HEARD[:3], "three", *HEARD[4:]]
    likelier, heard = words[3].readings
    # Seven nats of context, less what the habit costs: odds of e^7 * 0.3 to 1.
    odds = 0.3 * math.exp(7)
    assert (likelier.text, heard.text) == (" three", " tree")
    assert likelier.probability == pytest.approx(odds / (1 + odds))
    assert heard.probability == pytest.approx(1 / (1 + odds))
    assert words[3].confidence == 0.95
    assert all(word.readings == () for word in (*words[:3], *words[4:]))


def test_a_doubtful_word_keeps_its_name_and_has_both_readings():
    stretch = ToldStretch(HEARD, {"tree": -10.0, "three": -9.5}, {})
    word = guessed(HEARD, stretch)[3]
    # e^0.5 * 0.3 to 1
    assert word.text == " tree"
    assert [each.text for each in word.readings] == [" tree", " three"]
    assert word.readings[1].probability == pytest.approx(0.331, abs=0.001)


def test_a_reading_that_the_context_makes_unlikely_is_not_told():
    stretch = ToldStretch(HEARD, {"tree": -10.0, "three": -11.5}, {})
    assert guessed(HEARD, stretch) == tuple(recognised(HEARD))


@pytest.mark.parametrize(("against", "is_guess"), [(0.1, True), (-0.1, False)])
def test_what_the_sound_rules_out_was_not_said(against, is_guess):
    by_sound = {"three": gates.AGAINST_THE_SOUND + against}
    stretch = ToldStretch(HEARD, {"tree": -10.0, "three": -3.0}, by_sound)
    assert (texts(guessed(HEARD, stretch))[3] == "three") is is_guess


def test_words_that_the_context_expects_cost_one_wording():
    stretch = ToldStretch(HEARD, {"tree": -0.2}, {})
    assert guessed(HEARD, stretch) == tuple(recognised(HEARD))
    assert stretch.n_wordings == {"context": 1, "sound": 0}


def test_many_rivals_cost_no_more_than_a_few_wordings():
    said = [f"tree{'.' * (place % 2)}" for place in range(60)]
    stretch = ToldStretch(said, {"tree": -12.0, "tree.": -12.0}, {})
    guessed(said, stretch, {"tree": ["three", "free", "trees", "treat"]})
    assert stretch.n_wordings["context"] <= 5
    assert stretch.n_wordings["sound"] == 2


def test_rivals_of_neighbours_are_never_tried_in_one_wording():
    said: list[str] = ["vent", "vest", "and", "all", "were", "vet"]
    likely = dict.fromkeys(said, -12.0) | {"went": -1.0, "west": -1.0, "wet": -1.0}
    stretch = ToldStretch(said, likely, {})
    words = guessed(said, stretch, {"vent": ["went"], "vest": ["west"], "vet": ["wet"]})
    # The first and the last are five words apart: both are heard. The one between them isn't.
    assert texts(words) == ["went", "vest", "and", "all", "were", "wet"]


def test_a_guess_keeps_the_capital_and_the_marks_of_the_word():
    said = ("-Vent,", "we", "said.")
    stretch = ToldStretch(said, {"Vent,": -12.0, "Went,": -1.0}, {})
    assert texts(guessed(said, stretch, {"vent": ["went"]}))[0] == "Went,"


def test_words_of_no_stretch_stay_as_they_are():
    words = recognised(HEARD)
    assert guesses.with_guesses(words, [], ToldRivals({}), None) == tuple(words)  # pyright: ignore[reportArgumentType]


@pytest.fixture(scope="module")
def known(real_models: Path):
    return rivals.RivalWords.load(real_models)


def shares(known, word: str, l1: str | None) -> dict[str, float]:
    return {rival.text: math.exp(rival.habit) for rival in known.of(word, l1)}


def test_a_rival_is_as_usual_as_the_habit_is_with_speakers_of_the_first_language(known):
    # learner_habits.tsv, TH said as T: often (.30), sometimes (.12), hardly (.002).
    assert shares(known, "tree", "hi")["three"] == pytest.approx(0.30)
    assert shares(known, "tree", None)["three"] == pytest.approx(0.12)
    assert shares(known, "tree", "en")["three"] == pytest.approx(0.002)


def test_two_habits_in_a_word_are_both_undone(known):
    # Z said as S (often, .30) and W as V (often, .30).
    assert shares(known, "vice", "hi")["wise"] == pytest.approx(0.09)


def test_a_vowel_before_an_s_and_a_consonant_is_undone(known):
    assert "steam" in shares(known, "esteem", "es")


def test_a_word_is_no_rival_of_itself_nor_of_its_dropped_end(known):
    assert not {"close", "closed"} & shares(known, "close", "vi").keys()


@pytest.mark.parametrize("word", ["", "25", "नमस्ते", "no. 5"])
def test_what_is_no_word_has_no_rivals(known, word):
    assert known.of(word, "hi") == []
