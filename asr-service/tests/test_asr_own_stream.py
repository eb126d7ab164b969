"""An engine that streams by itself: its segments as utterances, its tokens as words."""

from collections.abc import Sequence

import numpy as np
import pytest

from ..app.services.engines.base import RecognisedWord
from ..app.services.engines.tokens import LONGEST_TOKEN_S, UNTOLD, Tokens, words_of
from ..app.services.streaming.live import LiveEvent, Partial, Settled, UtteranceEnded
from ..app.services.streaming.own_stream import HeardSegment, OwnStream

RATE_HZ = 16_000


class SpelledDecoder:
    """Hears a word in each 0.2 s that isn't silent, and a pause in 0.4 s that are."""

    def __init__(self) -> None:
        self.heard = np.zeros(0, np.float32)
        self.words: list[RecognisedWord] = []
        self.n_silent = 0
        self.n_calls = 0

    def hear(self, samples: np.ndarray, *, is_last: bool) -> HeardSegment:
        self.n_calls += 1
        n_before = len(self.heard) // 3200
        self.heard = np.concatenate([self.heard, samples])
        for step in range(n_before, len(self.heard) // 3200):
            loud = self.heard[step * 3200 : (step + 1) * 3200].any()
            self.n_silent = 0 if loud else self.n_silent + 1
            if loud:
                self.words.append(RecognisedWord(f" w{step}", step * 0.2, step * 0.2 + 0.2, 0.9))
        segment = HeardSegment(tuple(self.words), is_last or self.n_silent >= 2)
        if segment.is_over:
            self.words = []
        return segment


def played(stream: OwnStream, steps: Sequence[int], *, at_once: int = 3200) -> list[LiveEvent]:
    """Of steps of 0.2 s, loud (1) or silent (0)."""
    sound = np.repeat(np.array(steps, np.float32), 3200)
    events: list[LiveEvent] = []
    for start in range(0, len(sound), at_once):
        events += stream.add(sound[start : start + at_once])
        while work := stream.work():
            events += work()()
    events += stream.end()
    while work := stream.work():
        events += work()()
    return events


def texts(words: Sequence[RecognisedWord]) -> str:
    return "".join(word.text for word in words).strip()


def test_pauses_part_utterances_and_the_last_word_may_still_grow():
    events = played(OwnStream(SpelledDecoder(), "vi"), [1, 1, 1, 0, 0, 0, 1, 1])
    told = [(each.utterance, texts(each.stable), texts(each.unstable)) for each in events if isinstance(each, Partial)]  # fmt: skip
    assert told == [(0, "", "w0"), (0, "w0", "w1"), (0, "w0 w1", "w2"), (1, "", "w6"), (1, "w6", "w7")]  # fmt: skip
    settled = [each for each in events if isinstance(each, Settled)]
    assert [(each.utterance, texts(each.words), each.language) for each in settled] == [(0, "w0 w1 w2", "vi"), (1, "w6 w7", "vi")]  # fmt: skip
    ended = [each for each in events if isinstance(each, UtteranceEnded)]
    assert [(each.start_s, each.end_s) for each in ended] == [(0.0, pytest.approx(0.6)), (pytest.approx(1.2), pytest.approx(1.6))]  # fmt: skip


def test_silence_is_no_utterance():
    assert played(OwnStream(SpelledDecoder(), "en"), [0] * 12) == []
    assert played(OwnStream(SpelledDecoder(), "en"), []) == []


def test_what_comes_in_any_pieces_is_heard_alike():
    whole = played(OwnStream(SpelledDecoder(), "en"), [1, 0, 1, 1], at_once=12_800)
    scraps = played(OwnStream(SpelledDecoder(), "en"), [1, 0, 1, 1], at_once=111)
    assert [each for each in whole if isinstance(each, Settled)] == [each for each in scraps if isinstance(each, Settled)]  # fmt: skip


def test_work_that_was_not_done_is_given_out_again():
    decoder = SpelledDecoder()
    stream = OwnStream(decoder, "en")
    stream.add(np.ones(3200, np.float32))
    assert stream.work() is not None  # the engine's line was full: nobody called it
    stream.add(np.ones(3200, np.float32))
    assert stream.waiting_s == pytest.approx(0.4)
    work = stream.work()
    assert work is not None
    [partial] = work()()
    assert isinstance(partial, Partial)
    assert texts((*partial.stable, *partial.unstable)) == "w0 w1"
    assert decoder.n_calls == 1
    assert stream.waiting_s == 0


def test_who_sends_faster_than_is_heard_waits():
    stream = OwnStream(SpelledDecoder(), "en")
    stream.add(np.ones(11 * RATE_HZ, np.float32))
    assert stream.is_behind
    while stream.is_behind:
        work = stream.work()
        assert work is not None
        work()()
    assert stream.waiting_s > 0


def test_words_are_made_of_tokens():
    tokens = Tokens(
        ("\u2581xin", "\u2581ch", "ào", " b", "<0xE1>", "<0xBA>", "<0xA1>", "n", "<unk>", " <unk>"),
        (0.1, 0.4, 0.5, 2.0, 2.1, 2.1, 2.1, 2.2, 2.3, 2.4),
        (),
    )
    words = words_of(tokens, from_s=10.0, until_s=12.35)
    assert [word.text for word in words] == [" xin", " chào", " bạn"]
    assert [(word.start_s, word.end_s) for word in words] == [
        (pytest.approx(10.1), pytest.approx(10.4)),
        (pytest.approx(10.4), pytest.approx(10.5 + LONGEST_TOKEN_S)),
        (pytest.approx(12.0), pytest.approx(12.35)),
    ]
    assert {word.confidence for word in words} == {UNTOLD}


def test_a_word_is_as_sure_as_its_tokens_in_the_mean():
    tokens = Tokens((" a", "b", " c"), (0.0, 0.1, 0.2), (-0.2, -0.4, 0.0))
    assert [word.confidence for word in words_of(tokens, 0.0, 1.0)] == pytest.approx([np.exp(-0.3), 1.0])  # fmt: skip
