"""Wrong texts that recordings are shown with, so that the text's match is learned."""

import numpy as np

from training.heads.text_match.texts import other_text, with_extra_word

OWN = [[["V", "EH", "R", "IY"]], [["TH", "IH", "N"]]]
OTHER = [[["R", "EH", "D"]], [["D", "AO", "R"]]]
LONG = [[["R", "EH", "D"]]] * 5


def test_another_text_is_about_as_long_and_shares_few_words():
    shared = [OWN[0], [["D", "AO", "R"]]]
    for seed in range(10):
        rng = np.random.default_rng(seed)
        assert other_text(OWN, [OWN, LONG, shared, OTHER], rng) == OTHER


def test_where_no_text_will_do_there_is_none():
    assert other_text(OWN, [OWN, LONG], np.random.default_rng(0)) is None


def test_a_word_too_many_stands_where_it_is_said_to_stand():
    text, place = with_extra_word(OWN, [OTHER], np.random.default_rng(0))

    assert text[place] in OTHER
    assert [*text[:place], *text[place + 1 :]] == OWN
