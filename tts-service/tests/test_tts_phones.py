"""ARPAbet → Kokoro's symbols, and where a long text is cut."""

import importlib

import pytest

from shared.phonetics.arpabet import PHONES, UnknownPhone

phones = importlib.import_module("tts-service.app.utils.kokoro_phones")
punctuation = importlib.import_module("tts-service.app.utils.punctuation")
kokoro = importlib.import_module("tts-service.app.services.engines.kokoro")
SpeechWord = importlib.import_module("tts-service.app.services.engines.base").SpeechWord


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


def test_a_short_text_is_one_chunk_with_a_closing_mark():
    assert kokoro.chunked(_sentence(2, "")) == [("bˈæɡ bˈæɡ.", 0.0)]


def test_a_long_text_is_cut_at_the_last_sentence_end_in_reach():
    chunks = kokoro.chunked([*_sentence(50, "."), *_sentence(50, "?"), *_sentence(50, "!")])
    assert [text.count("bˈæɡ") for text, _ in chunks] == [50, 50, 50]
    assert [(text[-1], pause) for text, pause in chunks] == [(".", 0.35), ("?", 0.35), ("!", 0.35)]


def test_a_text_without_marks_is_cut_between_words():
    chunks = kokoro.chunked(_sentence(200, ""))
    assert sum(text.count("bˈæɡ") for text, _ in chunks) == 200
    assert max(len(text) for text, _ in chunks) <= 381
