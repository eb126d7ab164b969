"""Which phones, pauses and stresses a text gets."""

import pytest

from shared.errors import InvalidInput
from shared.phonetics.lexicon import PronunciationEntry, SpokenWord

from ..app.services import spoken_words

PRONUNCIATIONS = {
    "the": (("DH AH0", "weak"), ("DH IY1", None)),
    "of": (("AH0 V", "weak"), ("AH1 V", None)),
    "end": (("EH1 N D", None),),
    "road": (("R OW1 D", None),),
}


class FixedPronouncer:
    """Words from a table, found in the text one after the other."""

    def pronounce(self, text: str, own: object = None) -> list[SpokenWord]:
        words: list[SpokenWord] = []
        position = 0
        for token in text.replace(",", " ").replace(".", " ").split():
            start = text.index(token, position)
            position = start + len(token)
            entries = tuple(
                PronunciationEntry(tuple(phones.split()), label)
                for phones, label in PRONUNCIATIONS[token.lower()]
            )
            words.append(SpokenWord(token, token, start, position, "cmudict", entries))
        if not words:
            raise InvalidInput("no words", field="text")
        return words


def _spoken(text: str, phones: list[list[str]] | None = None) -> list:
    utterance = spoken_words.Utterance(text, phones, None, "af_heart", 1.0)
    return spoken_words.words_to_speak(utterance, FixedPronouncer())


def test_words_are_spoken_in_the_lexicons_first_form():
    assert [" ".join(word.phones) for word in _spoken("The end of the road")] == [
        "DH AH0", "EH1 N D", "AH0 V", "DH AH0", "R OW1 D",
    ]  # fmt: skip


def test_punctuation_becomes_the_pause_after_its_word():
    assert [word.after for word in _spoken("The end, of the road.")] == ["", ",", "", "", "."]


def test_function_words_are_reduced_inside_a_phrase_only():
    assert [word.reduced for word in _spoken("The end of, the road of")] == [
        True, False, False, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["the road.", "the  road ."])
def test_given_phones_take_their_pauses_from_a_text_of_as_many_words(text: str):
    words = _spoken(text, [["D", "AH0"], ["R", "OW1", "D"]])
    assert [word.phones for word in words] == [("D", "AH0"), ("R", "OW1", "D")]
    assert [word.after for word in words] == ["", "."]
    assert [word.reduced for word in words] == [True, False]


def test_given_phones_are_spoken_even_if_the_text_has_other_words():
    words = _spoken("the road", [["R", "OW1", "D"]])
    assert [(word.phones, word.after, word.reduced) for word in words] == [
        (("R", "OW1", "D"), "", False)
    ]


def test_an_unknown_phone_names_its_word():
    with pytest.raises(InvalidInput, match="word 1") as caught:
        _spoken("the road", [["DH", "AH0"], ["R", "OW1", "DD"]])
    assert caught.value.field == "phones"


def _scripted(ssml: str) -> list:
    utterance = spoken_words.Utterance(
        None, None, None, "af_heart", 1.0, ssml=f"<speak>{ssml}</speak>"
    )
    return spoken_words.words_to_speak(utterance, FixedPronouncer())


def test_a_break_is_the_silence_before_the_next_word():
    words = _scripted("the <break time='1s'/><break time='200ms'/> road")
    assert [word.pause_before_s for word in words] == [None, 1.2]


def test_a_break_of_none_takes_the_pause_of_a_mark_away():
    assert [word.after for word in _scripted("the end, <break strength='none'/>the road")] == [
        ""
    ] * 4


def test_emphasis_takes_a_function_word_out_of_the_shade():
    words = _scripted("the end <emphasis>of</emphasis> the road")
    assert [word.reduced for word in words] == [True, False, False, True, False]
    assert [word.gain_db for word in words] == [0, 0, 2, 0, 0]


def test_a_pace_that_leaves_the_range_is_refused():
    with pytest.raises(InvalidInput, match=r"0\.25"):
        _scripted("<prosody rate='25%'>the road</prosody>")
