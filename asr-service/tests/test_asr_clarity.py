"""Words judged while a text is read along: which are due, with which sound, what is told of them, and that nobody waits for it."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import anyio
import anyio.lowlevel
import httpx
import numpy as np
import pytest
from prometheus_client import CollectorRegistry

from shared.client import RetryPolicy, ServiceClient
from shared.contracts import Alignment, Diff, PhonemeMap
from shared.contracts.streaming import ReadingClarity, StreamDone, StreamStart, WordClarity
from shared.roster import ALIGNMENT, PHONEME_DIFF, PHONEME_MAP

from ..app.services.streaming.clarity import (
    AFTER_S,
    GIVEN_UP_S,
    LEAD_S,
    STRETCH_S,
    ClarityBook,
    ReadStretch,
    TokenVerdict,
)
from ..app.services.streaming.judging import FleetJudge, clear_probability, verdicts
from ..app.services.streaming.live import LiveEvent, Partial, Settled, Work
from ..app.services.streaming.metrics import StreamMetrics
from ..app.services.streaming.reading import ReadingMark
from ..app.services.streaming.session import StreamSession
from .test_asr_streaming import words as recognised

pytestmark = pytest.mark.anyio

RATE_HZ = 16_000
TEXT = "we work with three other teams every wednesday"
CLEAR = TokenVerdict("clear", 0.97)


def read(*indices: int, each_s: float = 0.5, n_times: int = 1) -> list[ReadingMark]:
    """Words said one after another, as their places in the text have it."""
    return [
        ReadingMark(index, "read", index * each_s, (index + 1) * each_s, n_times)
        for index in indices
    ]


def sound(seconds: float) -> np.ndarray:
    """Its samples tell where in the stream they are."""
    return np.arange(round(seconds * RATE_HZ), dtype=np.float32)


def book_of(seconds: float, *indices: int) -> ClarityBook:
    book = ClarityBook(TEXT)
    book.add(sound(seconds))
    book.note(read(*indices), [])
    return book


def indices_of(told: Sequence[WordClarity]) -> list[int]:
    return [word.index for word in told]


def test_a_word_is_due_once_enough_sound_came_behind_it():
    book = book_of(1.0 + AFTER_S - 0.1, 0, 1)
    stretch = book.next()
    assert stretch is not None
    assert [mark.index for mark in stretch.due] == [0]
    book.judged(stretch, [CLEAR] * len(stretch.words))
    assert book.next() is None
    book.add(sound(0.2))
    stretch = book.next()
    assert stretch is not None
    assert stretch.words == ("we", "work", "with")  # the last one for what follows
    assert [mark.index for mark in stretch.due] == [1]


def test_the_sound_of_a_stretch_is_that_of_its_words():
    book = ClarityBook(TEXT)
    book.add(sound(9.0))
    book.note(read(*range(8), each_s=1.0), [])
    stretch = book.next()
    assert stretch is not None
    assert stretch.words == ("teams", "every", "wednesday")
    assert stretch.first_index == 5
    assert stretch.samples[0] / RATE_HZ == pytest.approx(5.0 - LEAD_S)
    assert stretch.samples[-1] / RATE_HZ == pytest.approx(8.0 + AFTER_S, abs=0.001)
    assert STRETCH_S == 8.0 - 5.0


def test_the_newest_words_go_first_and_the_older_ones_follow():
    book = ClarityBook(TEXT)
    book.add(sound(8.0))
    book.note(read(*range(7), each_s=1.0), [])
    order = []
    while (stretch := book.next()) is not None:
        order.append(indices_of(book.judged(stretch, [CLEAR] * len(stretch.words))))
    assert order == [[4, 5, 6], [2, 3]]
    assert indices_of(book.given_up()) == [0, 1]


def test_what_was_said_too_long_ago_is_told_as_not_known():
    book = book_of(0.5 + GIVEN_UP_S + 0.1, 0)
    [told] = book.given_up()
    assert (told.index, told.state, told.probability) == (0, "unknown", None)
    assert book.given_up() == []


def test_a_word_is_told_of_once_and_again_when_it_is_read_again():
    book = book_of(2.0, 0)
    stretch = book.next()
    assert stretch is not None
    [told] = book.judged(stretch, [CLEAR] * len(stretch.words))
    assert (told.state, told.probability, told.start_s, told.end_s) == ("clear", 0.97, 0.0, 0.5)
    book.note([ReadingMark(0, "read", 0.1, 0.6)], [])  # heard anew, nearly where it was
    assert book.next() is None
    book.note([ReadingMark(0, "read", 1.0, 1.5, n_times=2)], [])
    again = book.next()
    assert again is not None
    assert [mark.index for mark in again.due] == [0]


def test_a_word_that_the_recogniser_has_lost_for_a_pass_stays_where_it_was():
    book = book_of(2.0, 0)
    stretch = book.next()
    assert stretch is not None
    book.judged(stretch, [CLEAR] * 2)
    book.note([ReadingMark(0, "read", 1.5, 1.5)], [])
    assert book.next() is None
    assert book.give_up() == []


def test_what_was_told_is_not_taken_back_for_want_of_time():
    book = book_of(2.0, 0)
    stretch = book.next()
    assert stretch is not None
    book.judged(stretch, [CLEAR] * 2)
    book.note([ReadingMark(0, "read", 1.2, 1.6, n_times=2), ReadingMark(1, "read", 1.6, 1.9)], [])
    assert indices_of(book.give_up()) == [1]


def test_a_word_that_was_skipped_or_taken_back_is_not_judged():
    book = book_of(3.0, 0, 1, 2)
    book.note([ReadingMark(1, "skipped", n_times=0)], [2])
    stretch = book.next()
    assert stretch is not None
    assert (stretch.words, [mark.index for mark in stretch.due]) == (("we", "work"), [0])


def test_a_stretch_has_no_word_that_was_read_later_than_the_next_in_the_text():
    book = book_of(4.0, 1, 2)
    book.note([ReadingMark(0, "read", 3.0, 3.4)], [])
    stretch = book.next()
    assert stretch is not None
    assert [mark.index for mark in stretch.due] == [0]
    book.judged(stretch, [CLEAR] * 2)
    stretch = book.next()
    assert stretch is not None
    assert stretch.words == ("work", "with", "three")


def test_at_the_end_no_more_sound_is_waited_for():
    book = book_of(0.5, 0)
    assert book.next() is None
    book.end()
    assert book.next() is not None


def test_memory_is_bounded_however_long_the_stream_is():
    book = ClarityBook(TEXT)
    for _ in range(60):
        book.add(sound(1.0))
    assert len(book._sound) <= (GIVEN_UP_S + STRETCH_S + LEAD_S + 2) * RATE_HZ  # pyright: ignore[reportPrivateUsage]


STAMP = {"engine": "made-up", "model_version": "1", "mock": False}
NO_TIMING = {"speech_s": 1, "speech_rate_sps": None, "articulation_rate_sps": None, "pauses": []}
CHECKS = {
    "duration_s": 2, "speech_s": 2, "level_dbfs": -20, "snr_db": 30, "clipped_share": 0, "reason": None,
}  # fmt: skip


def _evidence(index: int, text: str, error: float) -> dict[str, Any]:
    phone = {
        "index": 0, "target": "W", "stress": None, "start_s": 0.1, "end_s": 0.2, "heard": "W", "heard_probability": 1 - error,
        "error_probability": error, "deletion_probability": 0.0, "candidates": [], "log_posterior": None, "margin": None, "quality": None,
    }  # fmt: skip
    return {"index": index, "text": text, "start_s": 0.1, "end_s": 0.2, "variant": 0, "quality": None, "phones": [phone]}  # fmt: skip


def answers(
    *words: tuple[str, str, float, str], assessable: bool = True
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """What the three services say of spoken words: (token, word, probability of an error, type of error)."""
    text = " ".join(dict.fromkeys(token for token, *_ in words))
    alignment = {
        **STAMP, "text": text, "utterance": {"accuracy": None, "fluency": None, "prosody": None, "total": None},
        "timing": NO_TIMING, "checks": CHECKS, "text_match": 0.9,
        "words": [_evidence(n, word, error) for n, (_, word, error, _) in enumerate(words)],
    }  # fmt: skip
    pronunciation = {"phones": ["W"], "ipa": "w", "syllables": []}
    phoneme_map = {
        **STAMP, "text": text, "out_of_vocabulary": [],
        "words": [
            {
                "index": n, "text": word, "token": token, "source": "cmudict", "pronunciations": [pronunciation],
                "start_char": text.index(token), "end_char": text.index(token) + len(token),
            }
            for n, (token, word, _, _) in enumerate(words)
        ],
    }  # fmt: skip
    diff = {
        **STAMP, "assessable": assessable, "reason": None if assessable else "noise", "scores": {}, "issues": [],
        "text_source": "reference", "formula_version": "1",
        "words": [
            {
                "index": n, "text": word, "start_s": 0.1, "end_s": 0.2, "accuracy": None, "error_type": kind, "phones": [],
                "insertions": [],
            }
            for n, (_, word, _, kind) in enumerate(words)
        ],
    }  # fmt: skip
    return alignment, phoneme_map, diff


def judged_by(
    *words: tuple[str, str, float, str], assessable: bool = True
) -> list[tuple[str, float | None]]:
    alignment, phoneme_map, diff = answers(*words, assessable=assessable)
    tokens = phoneme_map["text"].split()
    found = verdicts(
        tokens,
        Alignment.model_validate(alignment),
        PhonemeMap.model_validate(phoneme_map),
        Diff.model_validate(diff),
    )
    return [(each.state, each.probability) for each in found]


def test_a_clear_word_an_unclear_one_and_one_between():
    states = [
        state
        for state, _ in judged_by(
            ("we", "we", 0.01, "none"),
            ("work", "work", 0.97, "mispronunciation"),
            ("with", "with", 0.9, "none"),
        )
    ]
    assert states == ["clear", "unclear", "unknown"]


def test_the_surer_the_audio_is_of_an_error_the_less_likely_is_the_word_clear():
    worsts = (0.0, 0.1, 0.5, 0.9, 1.0)
    if_clear, if_not = (
        [clear_probability(worst=worst, is_clear=is_clear) for worst in worsts]
        for is_clear in (True, False)
    )
    for chances in (if_clear, if_not):
        assert chances == sorted(chances, reverse=True)
        assert all(0 < each < 1 for each in chances)
    assert all(one > other for one, other in zip(if_clear, if_not, strict=True))


def test_of_a_word_that_is_spoken_as_several_the_least_clear_counts():
    [(state, probability)] = judged_by(
        ("25", "twenty", 0.01, "none"), ("25", "five", 0.97, "mispronunciation")
    )
    assert state == "unclear"
    assert probability == clear_probability(worst=0.97, is_clear=False)


def test_a_word_that_was_not_found_and_a_stretch_that_cant_be_judged_are_not_known():
    assert judged_by(("we", "we", 0.9, "omission")) == [("unknown", None)]
    assert judged_by(("we", "we", 0.0, "none"), assessable=False) == [("unknown", None)]


def answered(status: int, body: object) -> httpx.Response:
    return httpx.Response(status, stream=httpx.ByteStream(json.dumps(body).encode()))


def fleet_judge(answer: Callable[[httpx.Request], httpx.Response]) -> FleetJudge:
    http = httpx.AsyncClient(transport=httpx.MockTransport(answer))

    def client(name: str) -> ServiceClient:
        return ServiceClient(http, f"http://{name}", name, name, retry=RetryPolicy(attempts=1))

    return FleetJudge(client(ALIGNMENT.name), client(PHONEME_MAP.name), client(PHONEME_DIFF.name))


STRETCH = ReadStretch(np.zeros(RATE_HZ, np.float32), ("we", "work"), tuple(read(0, 1)), 0)


async def test_the_services_are_asked_for_the_stretch_alone():
    alignment, phoneme_map, diff = answers(
        ("we", "we", 0.01, "none"), ("work", "work", 0.97, "mispronunciation")
    )
    asked: dict[str, bytes] = {}

    def answer(request: httpx.Request) -> httpx.Response:
        asked[request.url.host] = request.content
        told = {ALIGNMENT.name: alignment, PHONEME_MAP.name: phoneme_map, PHONEME_DIFF.name: diff}
        return answered(200, told[request.url.host])

    found = await fleet_judge(answer).judge(STRETCH)
    assert [each.state for each in found] == ["clear", "unclear"]
    assert json.loads(asked[PHONEME_MAP.name])["text"] == "we work"
    assert b"RIFF" in asked[ALIGNMENT.name]
    assert len(asked[ALIGNMENT.name]) < 2 * RATE_HZ + 2_000
    assert json.loads(asked[PHONEME_DIFF.name])["alignment"]["text"] == "we work"


@pytest.mark.parametrize("status", [422, 500, 503])
async def test_words_are_not_known_where_a_service_fails(status: int):
    n_asked = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal n_asked
        n_asked += 1
        return answered(status, {})

    found = await fleet_judge(answer).judge(STRETCH)
    assert [(each.state, each.probability) for each in found] == [("unknown", None)] * 2
    assert n_asked == 1


class ReadOnce:
    """A LiveRecogniser that hears one word a half second, at once."""

    def __init__(self) -> None:
        self.seconds, self.told, self.has_ended, self.is_over = 0.0, 0, False, False
        self.waiting_s = 0.0
        self.is_behind = False

    def add(self, samples: np.ndarray) -> list[LiveEvent]:
        self.seconds += len(samples) / RATE_HZ
        n_words = int(self.seconds / 0.5)
        if n_words == self.told:
            return []
        self.told = n_words
        return [Partial(0, (), self._words(), self.seconds)]

    def end(self) -> list[LiveEvent]:
        return [Settled(0, self._words(), "en")]

    def work(self) -> Work | None:
        return None

    def _words(self) -> tuple[Any, ...]:
        return recognised(" ".join(TEXT.split()[: self.told]))


class FakeJudge:
    """Calls every word clear; holds the first stretch until it is let go."""

    def __init__(self, *, holds: bool = False) -> None:
        self.stretches: list[ReadStretch] = []
        self.at_work, self.most_at_work = 0, 0
        self.let_go = anyio.Event()
        if not holds:
            self.let_go.set()

    async def judge(self, stretch: ReadStretch) -> list[TokenVerdict]:
        self.stretches.append(stretch)
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        await self.let_go.wait()
        self.at_work -= 1
        return [CLEAR] * len(stretch.words)


def session_of(judge: FakeJudge, recogniser: ReadOnce) -> StreamSession:
    host: Any = None  # no work is given out
    return StreamSession(
        StreamStart(type="start", text=TEXT, judge_words=True),
        [recogniser],
        host,
        StreamMetrics(CollectorRegistry()),
        max_s=60.0,
        judge=judge,
    )


async def played(session: StreamSession, seconds: float) -> list[object]:
    """All that a session tells of so much sound, a frame at a time."""
    messages: list[object] = []

    async def take() -> None:
        while not messages or not isinstance(messages[-1], StreamDone):
            messages.append(await session.outbox.take())

    with anyio.fail_after(20):
        async with anyio.create_task_group() as group:
            group.start_soon(session.recognise)
            group.start_soon(session.judge_words)
            group.start_soon(take)
            for _ in range(round(seconds / 0.1)):
                await session.add(np.ones(RATE_HZ // 10, "<i2").tobytes())
                await anyio.lowlevel.checkpoint()
            session.end()
    return messages


async def test_words_are_judged_while_they_are_read_and_all_before_the_end():
    judge = FakeJudge()
    messages = await played(session_of(judge, ReadOnce()), 4.0)
    told = [word for each in messages if isinstance(each, ReadingClarity) for word in each.words]
    assert indices_of(told) == list(range(8))
    assert {word.state for word in told} == {"clear"}
    assert len(judge.stretches) > 1
    assert judge.most_at_work == 1
    assert isinstance(messages[-1], StreamDone)


async def test_a_judge_that_does_not_answer_delays_no_word(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("asr-service.app.services.streaming.session.LAST_JUDGED_S", 0.01)
    judge = FakeJudge(holds=True)
    session = session_of(judge, ReadOnce())
    messages: list[object] = []
    with anyio.fail_after(20):
        async with anyio.create_task_group() as group:
            group.start_soon(session.judge_words)
            group.start_soon(session.recognise)
            for _ in range(40):
                await session.add(np.ones(RATE_HZ // 10, "<i2").tobytes())
                await anyio.lowlevel.checkpoint()
            session.end()
            while not messages or not isinstance(messages[-1], StreamDone):
                messages.append(await session.outbox.take())
            group.cancel_scope.cancel()
    told = [word for each in messages if isinstance(each, ReadingClarity) for word in each.words]
    assert sorted(indices_of(told)) == list(range(8))
    assert {word.state for word in told} == {"unknown"}
    assert len(judge.stretches) == 1


async def test_nothing_is_judged_while_recognition_is_behind():
    judge, recogniser = FakeJudge(), ReadOnce()
    recogniser.waiting_s = 3.0
    session = session_of(judge, recogniser)
    with anyio.fail_after(20):
        async with anyio.create_task_group() as group:
            group.start_soon(session.judge_words)
            for _ in range(20):
                await session.add(np.ones(RATE_HZ // 10, "<i2").tobytes())
                await anyio.lowlevel.checkpoint()
            assert judge.stretches == []
            recogniser.waiting_s = 0.2
            await session.add(np.ones(RATE_HZ // 10, "<i2").tobytes())
            while not judge.stretches:
                await anyio.lowlevel.checkpoint()
            group.cancel_scope.cancel()
