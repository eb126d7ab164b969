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


@pytest.mark.parametrize(
    "text", ["Ðà Nẵng đẹp", "a\u0301\u0323 b", "p²»Ò)\x1d²\U00039b92Ð$j", "한국 đẹp", "\u1100\u1161 đ", "\u0344x", "क़लम đi", "\u2126 đi"]
)  # fmt: skip
def test_words_keep_their_places_however_their_letters_are_encoded(text: str):
    segment = load_segmenter()
    for each in (text, unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)):
        spans = list(words_of(each, segment))
        assert spans == sorted(spans)
        found = "".join(each[start:end] for start, end in spans)
        assert [c for c in each if c.isalnum()] == [c for c in found if c.isalnum()]


def test_old_letters_and_marks_apart_part_no_word():
    text = unicodedata.normalize("NFD", "ở Ðà Nẵng có điện thoại")
    words = [text[start:end] for start, end in words_of(text, load_segmenter())]
    assert [unicodedata.normalize("NFC", word) for word in words] == ["ở", "Ðà Nẵng", "có", "điện thoại"]  # fmt: skip


def test_a_text_whose_letters_are_changed_is_parted_at_its_spaces():
    changed = [["tôi", "ba"], ["tôi"], ["tôi", "đi", "chơi"], []]
    for words in changed:
        assert list(words_of("tôi đi!", lambda _, words=words: words)) == [(0, 3), (4, 6)]
