"""ARPAbet → Kokoro's symbols, and where a long text is cut."""

from dataclasses import replace

import numpy as np
import pytest

from shared.phonetics.arpabet import PHONES, UnknownPhone

from ..app.services.engines import kokoro
from ..app.services.engines.base import SpeechWord
from ..app.utils import kokoro_phones as phones
from ..app.utils import punctuation


@pytest.mark.parametrize(
    ("arpabet", "symbols"),
    [
        ("V EH1 R IY0", "vˈɛɹi"),
        ("W EH1 R IY0", "wˈɛɹi"),
        ("CH ER1 CH", "ʧˈɜɹʧ"),
        ("AO1 R AH0 N JH", "ˈɔɹənʤ"),
        ("B EH1 T ER0", "bˈɛTəɹ"),
        ("P AA1 R T IY0", "pˈɑɹTi"),
        ("B AH1 T AH0 N", "bˈʌtᵊn"),
        ("L IH1 T AH0 L", "lˈɪTᵊl"),
        ("B AH0 L UW1 N", "bəlˈun"),
        ("AH0 T AE1 K", "ətˈæk"),
        ("Y EH1 S T ER0 D EY2", "jˈɛstəɹdˌA"),
        ("HH AW1", "hˈW"),
        ("B OY Z", "bˈYz"),
    ],
)
def test_a_word_is_written_as_misaki_writes_it(arpabet: str, symbols: str):
    assert phones.kokoro_symbols(arpabet.split()) == symbols


@pytest.mark.parametrize(
    ("arpabet", "symbols"), [("M AY1", "mI"), ("AH0 V", "əv"), ("AY1", "ˌI"), ("AA1 R", "ˌɑɹ")]
)
def test_a_reduced_word_keeps_its_phones_and_loses_its_stress(arpabet: str, symbols: str):
    assert phones.kokoro_symbols(arpabet.split(), reduced=True) == symbols


def test_without_flaps_every_t_is_a_stop():
    assert phones.kokoro_symbols(["B", "EH1", "T", "ER0"], flaps=False) == "bˈɛtəɹ"


@pytest.mark.parametrize("phone", PHONES)
def test_every_phone_has_symbols_the_model_knows(phone: str):
    assert set(phones.kokoro_symbols([phone])) <= set(phones.SYMBOL_IDS)


def test_an_unknown_phone_is_named():
    with pytest.raises(UnknownPhone, match="'Q'"):
        phones.kokoro_symbols(["Q"])


@pytest.mark.parametrize(
    ("between", "mark"),
    [(" ", ""), (", ", ","), ('." ', "."), ("... ", "…"), (" - ", "—"), ("-", ""), ("?!", "?")],
)
def test_what_stands_between_words_becomes_one_mark(between: str, mark: str):
    assert punctuation.pause_mark(between) == mark


def _sentence(n_words: int, end: str) -> list:
    return [SpeechWord(("B", "AE1", "G"))] * (n_words - 1) + [SpeechWord(("B", "AE1", "G"), end)]


def _written(words: list) -> list[str]:
    return [kokoro.write(piece).symbols for piece in kokoro.pieces_of(words)]


def test_a_short_text_is_one_piece_with_a_closing_mark():
    assert _written(_sentence(2, "")) == ["bˈæɡ bˈæɡ."]


def test_a_long_text_is_cut_at_the_last_sentence_end_in_reach():
    pieces = _written([*_sentence(50, "."), *_sentence(50, "?"), *_sentence(50, "!")])
    assert [text.count("bˈæɡ") for text in pieces] == [50, 50, 50]
    assert [text[-1] for text in pieces] == [".", "?", "!"]


def test_a_text_without_marks_is_cut_between_words():
    pieces = _written(_sentence(200, ""))
    assert sum(text.count("bˈæɡ") for text in pieces) == 200
    assert max(len(text) for text in pieces) <= 381


BAG = SpeechWord(("B", "AE1", "G"), text="bag")
AND = SpeechWord(("AE1", "N", "D"), text="and")
"""Each of them five symbols with its space."""


def test_where_speech_should_start_soon_pieces_grow_as_what_is_still_to_play():
    pieces = kokoro.pieces_of(_sentence(200, "."), soon=True)
    lengths = [5 * len(piece) for piece in pieces]
    assert lengths[0] == 40
    assert sum(lengths) == 1000
    ready = played = lengths[0] * 0.6 + 5
    for length in lengths[1:]:
        ready += length * 0.6 + 5
        played += lengths[lengths.index(length) - 1]
        assert ready <= played, "each is there before those ahead of it were played"
    assert lengths[1] < lengths[2] < lengths[3] <= 380


@pytest.mark.parametrize(
    ("changed", "first"),
    [
        ({3: replace(AND)}, 3),
        ({2: replace(BAG, after=",")}, 3),
        ({4: replace(BAG, after="."), 6: AND}, 5),
        ({0: replace(BAG, after=","), 1: AND}, 7),
        ({8: AND}, 8),
    ],
)
def test_a_short_first_piece_ends_at_the_first_place_to_breathe(
    changed: dict[int, SpeechWord], first: int
):
    words = [changed.get(index, BAG) for index in range(30)]
    assert len(kokoro.pieces_of(words, soon=True)[0]) == first


def test_a_short_text_is_one_piece_where_speech_should_start_soon():
    words = [BAG, BAG, replace(BAG, after=","), AND, replace(BAG, after=".")]
    assert [len(piece) for piece in kokoro.pieces_of(words, soon=True)] == [5]


def test_where_a_phrase_goes_on_in_the_next_piece_the_voice_does_not_close_it():
    assert kokoro.write([BAG], goes_on=True).symbols == "bˈæɡ,"
    assert kokoro.write([replace(BAG, after="?")], goes_on=True).symbols == "bˈæɡ?"


def test_a_pause_or_another_pace_starts_a_piece():
    bag = SpeechWord(("B", "AE1", "G"))
    words = [bag, replace(bag, pause_before_s=0.5), bag, replace(bag, pace=0.5), bag]
    assert [len(piece) for piece in kokoro.pieces_of(words)] == [1, 2, 1, 1]


def test_the_times_of_a_piece_are_what_its_symbols_last():
    words = [SpeechWord(("G", "OW1")), SpeechWord(("IH1", "N"), "."), SpeechWord(("B", "AE1", "G"))]
    written = kokoro.write(words)
    assert written.symbols == "ɡˈO ˈɪn. bˈæɡ."
    # pad, ɡ, ˈ, O, space, ˈ, ɪ, n, the mark, space, b, ˈ, æ, ɡ, the mark, pad: frames of 25 ms
    durations = np.array([4, 2, 1, 5, 2, 1, 3, 2, 4, 1, 2, 1, 4, 2, 1, 1], dtype=np.float32)
    timed = kokoro.word_times(words, written, durations, first_sample=900, n_samples=24_000)
    assert [(word.start_s, word.end_s) for word in timed] == [
        (0.0, 0.225), (0.225, 0.4), (0.525, 0.75),
    ]  # fmt: skip
    assert timed[0].phones == ((0.0, 0.05), (0.05, 0.225))
    assert timed[2].phones == ((0.525, 0.575), (0.575, 0.7), (0.7, 0.75))
