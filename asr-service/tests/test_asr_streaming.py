"""Live words: which of them stay, where utterances end, and that nothing grows without bound."""

from itertools import pairwise

import numpy as np
import pytest

from shared.contracts.streaming import FinalWords, PartialWords, StreamLag, StreamWord

from ..app.services.engines.base import RecognisedWord
from ..app.services.streaming.agreement import Agreement, repeats_itself
from ..app.services.streaming.batch import BatchStream
from ..app.services.streaming.kept import KeptStreams, StreamUnknown
from ..app.services.streaming.live import Partial, Settled, UtteranceEnded
from ..app.services.streaming.outbox import FULL, Outbox
from ..app.services.streaming.utterances import LONGEST_S, UtteranceFinder

pytestmark = pytest.mark.anyio

STEP, RATE_HZ = 512, 16_000


def words(text: str, *, confidence: float = 0.9) -> tuple[RecognisedWord, ...]:
    """Each half a second long, from 0 on."""
    return tuple(
        RecognisedWord(f" {each}", n / 2, (n + 1) / 2, confidence)
        for n, each in enumerate(text.split())
    )


def texts(heard: object) -> str:
    return " ".join(word.text.strip() for word in heard)  # type: ignore[attr-defined]


class LoudnessDetector:
    """Takes sound for speech that isn't silence."""

    def detect(self, samples: np.ndarray) -> np.ndarray:
        return (np.abs(samples.reshape(-1, STEP)).max(axis=1) > 0.1).astype(np.float32)


def sound(*stretches: tuple[float, bool]) -> np.ndarray:
    """Seconds, and whether somebody speaks."""
    pieces = [
        np.full(round(seconds * RATE_HZ), 0.5 if speaks else 0.0) for seconds, speaks in stretches
    ]
    return np.concatenate(pieces).astype(np.float32)


def test_what_two_passes_agree_on_is_stable():
    agreement = Agreement()
    assert texts(agreement.hear(words("we word"), from_s=0, until_s=1.2)) == "we word"
    assert agreement.stable == []
    assert texts(agreement.hear(words("we work with"), from_s=0, until_s=1.8)) == "work with"
    assert texts(agreement.stable) == "we"


def test_a_word_that_may_go_on_is_not_stable():
    agreement = Agreement()
    for _ in range(2):
        agreement.hear(words("we work"), from_s=0, until_s=2.0)
    assert texts(agreement.stable) == "we"


def test_an_unsure_word_waits():
    agreement = Agreement()
    for _ in range(3):
        agreement.hear(words("we work with", confidence=0.2), from_s=0, until_s=9)
    assert agreement.stable == []


def test_a_stable_word_stays_when_it_is_heard_otherwise():
    agreement = Agreement()
    for _ in range(2):
        agreement.hear(words("we work with three"), from_s=0, until_s=9)
    unstable = agreement.hear(words("he walked with three other"), from_s=0, until_s=9)
    assert texts(agreement.stable) == "we work with three"
    assert texts(unstable) == "other"
    assert texts(agreement.settle(words("he walked with three others"), from_s=0)) == (
        "we work with three others"
    )


def test_punctuation_at_the_end_of_a_window_is_not_kept_and_the_last_pass_adds_its_own():
    agreement = Agreement()
    agreement.hear(words("we work."), from_s=0, until_s=9)
    agreement.hear(words("we work, with"), from_s=0, until_s=9)
    assert texts(agreement.stable) == "we work"
    assert texts(agreement.settle(words("We work; with them."), from_s=0)) == "We work; with them."


def test_a_shortened_window_goes_on_behind_the_stable_words():
    agreement = Agreement()
    for _ in range(2):
        agreement.hear(words("one two three four"), from_s=0, until_s=9)
    later = tuple(word for word in words("one two three four five") if word.start_s >= 1)
    assert texts(agreement.hear(later, from_s=1, until_s=9)) == "five"


@pytest.mark.parametrize(
    ("text", "loops"),
    [
        ("good morning good morning good morning good morning", True),
        ("no no no no no", True),
        ("no no no", False),
        ("we work with three other teams", False),
    ],
)
def test_a_loop_is_known(text: str, loops: bool):
    assert repeats_itself(words(text)) is loops


def test_a_pause_ends_an_utterance_and_a_scrap_is_none():
    finder = UtteranceFinder(LoudnessDetector())
    [span] = finder.add(sound((1, False), (1, True), (2, False)))
    assert span.start_s == pytest.approx(0.7, abs=0.1)  # with the lead
    assert span.end_s - span.silent_s == pytest.approx(2.0, abs=0.1)
    assert finder.add(sound((0.1, True), (2, False))) == []
    assert finder.end() is None


def test_who_speaks_on_is_cut():
    finder = UtteranceFinder(LoudnessDetector())
    spans = finder.add(sound((2 * LONGEST_S + 1, True)))
    assert len(spans) == 2
    assert spans[1].first == spans[0].end
    assert finder.end() is not None


def heard_by(stream: BatchStream, samples: np.ndarray, frame_s: float = 0.1) -> list[object]:
    """All that a stream tells of sound that comes in frames, its work done at once."""
    events: list[object] = []
    n_frame = int(frame_s * RATE_HZ)
    for start in range(0, len(samples), n_frame):
        events += stream.add(samples[start : start + n_frame])
        while (work := stream.work()) is not None:
            events += work()()
    events += stream.end()
    while (work := stream.work()) is not None:
        events += work()()
    return events


def one_word_a_half_second(
    samples: np.ndarray, language: str | None, *, is_final: bool
) -> tuple[str, tuple[RecognisedWord, ...]]:
    del is_final
    n_words = int(len(samples) / RATE_HZ / 0.5)
    return language or "en", words(" ".join(f"w{n}" for n in range(n_words)))


def test_an_utterance_is_told_in_parts_then_its_end_then_whole():
    stream = BatchStream(one_word_a_half_second, UtteranceFinder(LoudnessDetector()), "en")
    events = heard_by(stream, sound((0.5, False), (3, True), (1, False), (2, True), (1, False)))
    kinds = [type(each) for each in events]
    assert kinds.count(UtteranceEnded) == kinds.count(Settled) == 2
    assert kinds.index(Partial) < kinds.index(UtteranceEnded) < kinds.index(Settled)
    first = [each for each in events if isinstance(each, Partial) and each.utterance == 0]
    stable = [texts(each.stable) for each in first]
    assert all(after.startswith(before) for before, after in pairwise(stable))
    settled = next(each for each in events if isinstance(each, Settled))
    assert texts(settled.words).startswith(stable[-1])
    assert settled.words[0].start_s == pytest.approx(0.2, abs=0.1)  # at times of the stream


def test_sound_without_speech_costs_no_pass_and_no_memory():
    stream = BatchStream(one_word_a_half_second, UtteranceFinder(LoudnessDetector()), "en")
    assert heard_by(stream, sound((120, False)), frame_s=1.0) == []
    assert len(stream._sound) < 12 * RATE_HZ


def test_a_stream_is_behind_when_utterances_wait():
    stream = BatchStream(one_word_a_half_second, UtteranceFinder(LoudnessDetector()), "en")
    for _ in range(3):
        stream.add(sound((1, True), (1, False)))
    assert stream.is_behind
    assert stream.waiting_s == pytest.approx(3 * 2.0, abs=0.6)
    while (work := stream.work()) is not None:
        work()()
    assert not stream.is_behind
    assert stream.waiting_s == 0


def partial_of(utterance: int, *texts: str) -> PartialWords:
    unstable = [StreamWord(text=each, start_s=0, end_s=1, confidence=1) for each in texts]
    return PartialWords(channel=0, utterance=utterance, stable=[], unstable=unstable, heard_s=0)


def final_of(utterance: int) -> FinalWords:
    return FinalWords(channel=0, utterance=utterance, text="", language="en", words=[])


async def test_a_slow_reader_gets_the_newest_partial_alone_and_all_finals():
    outbox = Outbox()
    for message in (
        partial_of(0, "a"),
        StreamLag(lag_s=3),
        partial_of(0, "a", "b"),
        StreamLag(lag_s=4),
        final_of(0),
        final_of(1),
    ):
        outbox.put(message)
    taken = [await outbox.take() for _ in range(4)]
    assert [each.type for each in taken] == ["partial", "lag", "final", "final"]
    assert [each.seq for each in taken] == [3, 4, 5, 6]


async def test_after_a_cut_what_did_not_arrive_is_told_again():
    outbox = Outbox()
    for message in (partial_of(0, "a"), final_of(0), partial_of(1, "b"), final_of(1)):
        outbox.put(message)
    for _ in range(4):
        await outbox.take()
    outbox.rewind(1)
    outbox.put(final_of(2))
    assert [(await outbox.take()).seq for _ in range(4)] == [2, 3, 4, 5]


async def test_nothing_more_is_worked_on_for_who_reads_nothing():
    import anyio

    outbox = Outbox()
    for n in range(FULL):
        outbox.put(final_of(n))
    with anyio.move_on_after(0.05) as waited:
        await outbox.wait_for_room()
    assert waited.cancelled_caught
    await outbox.take()
    await outbox.wait_for_room()


class FakeSession:
    def __init__(self, token: str, owner: str = "") -> None:
        self.token, self.owner = token, owner


def test_a_cut_stream_is_kept_for_its_owner_and_for_a_while_and_few_are():
    now = [0.0]
    kept = KeptStreams(2, clock=lambda: now[0])
    for token in ("first", "second", "third"):
        kept.keep(FakeSession(token, "north"))  # type: ignore[arg-type]
    assert len(kept) == 2
    for token, owner in (("first", "north"), ("third", "south")):
        with pytest.raises(StreamUnknown):
            kept.take(token, owner)
    assert kept.take("third", "north").token == "third"
    with pytest.raises(StreamUnknown):
        kept.take("third", "north")
    now[0] = 31.0
    with pytest.raises(StreamUnknown):
        kept.take("second", "north")
    assert len(kept) == 0
