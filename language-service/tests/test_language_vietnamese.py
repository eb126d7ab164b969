"""Vietnamese: its marks, and its words."""

import unicodedata

import pytest

from ..app.services.engines.embedded.segmentation import load_segmenter, words_of
from ..app.services.written.edits import apply
from ..app.services.written.text import composed_edits
from ..app.services.written.vietnamese import check_diacritics, is_malformed


@pytest.mark.parametrize("syllable", ["điện", "thoại", "học", "các", "sách", "tiếp", "hốt", "cat"])
def test_syllables_of_words_are_well_formed(syllable: str):
    assert not is_malformed(syllable)


@pytest.mark.parametrize("syllable", ["càc", "sảch", "tiêp", "tịễn", "hoà\u0301"])
def test_two_tones_and_tones_that_an_ending_cannot_carry_are_malformed(syllable: str):
    assert is_malformed(syllable)


def test_a_text_typed_without_marks_is_noticed():
    plain = check_diacritics("toi muon doi dia chi giao hang")
    assert (plain.marked_share, plain.missing) == (0.0, True)
    marked = check_diacritics("Tôi muốn đổi địa chỉ giao hàng")
    assert (marked.marked_share, marked.missing, marked.malformed) == (0.857, False, ())


def test_few_syllables_and_foreign_words_say_nothing():
    assert not check_diacritics("cho em xem").missing
    assert check_diacritics("wifi 5G").marked_share == 0.0
    assert check_diacritics("123 !").marked_share is None


def test_letters_are_composed_and_each_is_named():
    text = unicodedata.normalize("NFD", "học tiếng Việt")
    edits = list(composed_edits(text))
    assert apply(text, edits) == "học tiếng Việt"
    assert [each.written for each in edits] == ["ọ", "ế", "ệ"]
    assert list(composed_edits("học")) == []


def test_words_are_of_several_syllables_and_keep_their_places():
    text = "Tôi  mua điện thoại ở Hà Nội, giá 5 triệu."
    words = [text[start:end] for start, end in words_of(text, load_segmenter())]
    assert words == ["Tôi", "mua", "điện thoại", "ở", "Hà Nội", "giá", "5", "triệu"]


@pytest.mark.parametrize(
    "text",
    ["😀 đẹp", "a@b.vn ở https://x.vn/đ?q=1", "ORD-12 ... !!", "x\u0301 y", "   ", "đ" * 3000],
)
def test_odd_texts_are_segmented(text: str):
    segment = load_segmenter()
    for start, end in words_of(text, segment):
        assert text[start:end].strip() == text[start:end] != ""
