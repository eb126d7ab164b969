"""How words that were judged while a text was read are counted against the judgement of the whole."""

import pytest

from bench.live.play import PlayedStream
from bench.reading_along.figures import ReadingTotals, of_recording, table
from shared.contracts import JudgedWord


def word(index: int, end_s: float | None, error_type: str = "none") -> JudgedWord:
    return JudgedWord(
        index=index, text="a", start_s=0.0, end_s=end_s, accuracy=None, error_type=error_type,  # type: ignore[arg-type]
        phones=[], insertions=[],
    )  # fmt: skip


def clarity(at_s: float, index: int, state: str, probability: float | None) -> tuple[float, dict]:
    told = {"index": index, "state": state, "probability": probability}
    return at_s, {"type": "clarity", "words": [told]}


PLAYED = PlayedStream(
    [
        (0.7, {"type": "partial", "heard_s": 0.5}),
        clarity(1.0, 0, "unclear", 0.2),
        clarity(1.5, 0, "clear", 0.95),  # read again
        clarity(2.0, 1, "clear", 0.9),
        clarity(2.4, 2, "unknown", 0.5),
        clarity(3.0, 3, "unknown", None),
    ]
)
WHOLE = [
    word(0, 0.5),
    word(1, 1.0, "mispronunciation"),
    word(2, 1.4),
    word(3, 1.6),
    word(4, 2.0),
    word(5, None, "omission"),
]


def test_each_word_counts_as_it_was_told_last():
    found = of_recording(PLAYED, WHOLE, n_tokens=6)
    assert [each.state for each in found] == ["clear", "clear", "unknown", "unknown", None]
    assert [each.after_s for each in found] == pytest.approx([1.0, 1.0, 1.0, None, None])
    assert [each.is_clear for each in found] == [True, False, True, True, True]


def test_a_text_whose_words_are_spoken_as_others_is_left_out():
    assert of_recording(PLAYED, WHOLE, n_tokens=5) == []


def test_the_table_has_shares_of_what_was_told():
    totals = ReadingTotals(whole_s=[0.8, 1.2], audio_s=4.0, cpu_without_s=4.0, cpu_with_s=6.0, loads=[1.0])  # fmt: skip
    totals.add(of_recording(PLAYED, WHOLE, n_tokens=6), PLAYED, PLAYED)
    told = table(totals)
    assert "judged 3 of 5, told as clear or unclear 2, as the whole has it 1" in told
    assert "told as clear: 2, 1 of them clear in the whole" in told
    assert "1.00 s without judging, 1.50 s with it" in told
    assert "within 1 s: 0.50" in told
