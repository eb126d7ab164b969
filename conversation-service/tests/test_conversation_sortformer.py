"""Streaming Sortformer's stream around tiny networks in its form, and what it remembers."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import helper

from shared.audio.long_recording import LongRecording
from shared.engines import EngineContext
from shared.testing import service_client

from ..app.core.config import Settings
from ..app.main import app
from ..app.services.engines import sortformer as engine
from ..app.services.engines.sortformer.graph import SortformerGraph, load_graph
from ..app.services.engines.sortformer.layout import LATE, SOONER, StreamLayout, layout_of
from ..app.services.engines.sortformer.mels import log_mels, n_mel_frames
from ..app.services.engines.sortformer.memory import SpeakerMemory, kept_frames
from ..app.services.engines.sortformer.spans import active_spans
from ..app.services.engines.sortformer.stream import speaking_probabilities
from .tiny_sortformer import FLOAT, SMALL, recorded, save_sortformer, tensor, tones
from .two_voices import sample, wav

SAID = tones(
    ((), 0.4), ((2,), 1.6), ((), 0.64), ((0,), 2.0), ((0, 1), 0.8), ((1,), 2.4), ((), 0.8),
    ((3,), 1.6), ((2,), 3.2), ((), 1.2), ((1,), 2.07),
)  # fmt: skip


@pytest.fixture
def said() -> Iterator[LongRecording]:
    with recorded(SAID) as recording:
        yield recording


def graph_of(path: Path) -> SortformerGraph:
    return load_graph(path, threads=1, device="cpu")


@pytest.fixture
def small(tmp_path: Path) -> SortformerGraph:
    return graph_of(save_sortformer(tmp_path / "small.onnx", SMALL))


class WatchedStep:
    """A network, and how much it was given at each step."""

    def __init__(self, graph: SortformerGraph) -> None:
        self._graph = graph
        self.layout, self.n_dimensions = graph.layout, graph.n_dimensions
        self.given: list[tuple[int, int, int]] = []

    def run(
        self, mels: np.ndarray, cache: np.ndarray, fifo: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        self.given.append((len(mels), len(cache), len(fifo)))
        return self._graph.run(mels, cache, fifo)


def test_a_tone_sounds_in_the_band_around_it():
    """1 kHz are 15 mels; 128 bands up to 45.25 mels are centred every .3507, and 43 of these are nearest."""
    at_s = np.arange(16_000) / 16_000
    with recorded((0.3 * np.sin(2 * np.pi * 1_000 * at_s)).astype(np.float32)) as recording:
        mels = log_mels(recording, 0, n_mel_frames(recording))
    assert mels.shape == (100, 128)
    assert int(mels[50].argmax()) == 43 - 1


def test_silence_is_the_logarithm_of_the_guard():
    with recorded(np.zeros(3_200, np.float32)) as recording:
        mels = log_mels(recording, 0, 20)
    assert mels == pytest.approx(np.full((20, 128), math.log(2**-24)))


def test_a_stretch_is_read_as_in_the_whole(said: LongRecording):
    whole = log_mels(said, 0, n_mel_frames(said))
    assert log_mels(said, 300, 420) == pytest.approx(whole[300:420], abs=1e-4)
    assert log_mels(said, 1_600, len(whole)) == pytest.approx(whole[1_600:], abs=1e-4)


def test_emphasis_ends_with_the_recording():
    """The sample behind the last is no −0.97 of it: NeMo pads what is already emphasised."""
    last = np.zeros(3_200, np.float32)
    last[-1] = 0.5
    # frame 19 is centred on sample 3,040; sample 3,199 is 97 from the window's middle towards its end
    window = 0.5 - 0.5 * math.cos(2 * math.pi * (200 + 3_199 - 3_040) / 399)
    with recorded(last) as recording:
        powers = np.exp(log_mels(recording, 0, 20)[19]) - 2**-24
    # an impulse has the same power at all frequencies, and each filter's weights are worth what they are wide
    low = powers[10] / powers[20]
    assert low == pytest.approx(1.0, rel=0.2)
    assert powers[10] == pytest.approx((0.5 * window) ** 2 / 31.25, rel=0.2)


def test_who_speaks_is_told_with_times_and_both_at_once(
    small: SortformerGraph, said: LongRecording
):
    spans = active_spans(speaking_probabilities(said, small, 4), said.duration_s)
    told = [(span.speaker, span.start_s, span.end_s) for span in spans]
    expected = [
        (2, 0.4, 2.0), (0, 2.64, 5.44), (1, 4.64, 7.84), (3, 8.64, 10.24), (2, 10.24, 13.44), (1, 14.64, 16.71),
    ]  # fmt: skip
    assert [speaker for speaker, *_ in told] == [speaker for speaker, *_ in expected]
    for (_, start_s, end_s), (_, from_s, until_s) in zip(told, expected, strict=True):
        # a frame is .08 s, and hears as much on either side of itself
        assert start_s == pytest.approx(from_s, abs=0.13)
        assert end_s == pytest.approx(until_s, abs=0.13)
    assert min(span.confidence or 0 for span in spans) > 0.9
    assert max(span.end_s for span in spans) <= said.duration_s


def test_chunk_borders_leave_no_seams(tmp_path: Path, said: LongRecording):
    """Each frame depends on its neighbours; with what is read around each chunk all are as from one chunk that holds everything."""
    whole = {"chunk_len": "1000", "fifo_len": "1000"}
    at_once = graph_of(save_sortformer(tmp_path / "whole.onnx", whole))
    in_chunks = graph_of(save_sortformer(tmp_path / "chunks.onnx", SMALL))
    expected = speaking_probabilities(said, at_once, 4)
    assert len(expected) == math.ceil(n_mel_frames(said) / 8)
    assert speaking_probabilities(said, in_chunks, 4) == pytest.approx(expected, abs=1e-5)


def test_without_frames_around_it_a_border_shows(tmp_path: Path, said: LongRecording):
    at_once = graph_of(save_sortformer(tmp_path / "whole.onnx", {"chunk_len": "1000"}))
    alone = graph_of(
        save_sortformer(
            tmp_path / "alone.onnx", SMALL | {"left_context": "0", "right_context": "0"}
        )
    )
    apart = speaking_probabilities(said, alone, 4) - speaking_probabilities(said, at_once, 4)
    assert np.abs(apart).max() > 0.1


def test_an_export_with_fixed_lengths_tells_the_same(tmp_path: Path, said: LongRecording, small: SortformerGraph):  # fmt: skip
    fixed = graph_of(save_sortformer(tmp_path / "fixed.onnx", SMALL, rooms=(64, 32, 6)))
    expected = speaking_probabilities(said, small, 4)
    assert speaking_probabilities(said, fixed, 4) == pytest.approx(expected, abs=1e-6)


def test_one_recording_is_always_told_alike(small: SortformerGraph, said: LongRecording):
    one, again = (speaking_probabilities(said, small, 4) for _ in range(2))
    np.testing.assert_array_equal(one, again)


def test_no_step_is_given_more_than_its_layout_however_long_the_recording(small: SortformerGraph):
    step = WatchedStep(small)
    with recorded(np.tile(SAID, 12)) as recording:
        speaking_probabilities(recording, step, 4)
        n_steps = math.ceil(n_mel_frames(recording) / (5 * 8))
    assert len(step.given) == n_steps
    # the first has nothing before it: 5 frames and one behind
    assert step.given[0] == (6 * 8, 0, 0)
    assert step.given[1] == (7 * 8, 0, 5)
    assert max(mels for mels, *_ in step.given) == 7 * 8
    assert max(cached for _, cached, _ in step.given) == 32
    assert max(waiting for *_, waiting in step.given) <= 6


def test_of_more_voices_than_asked_for_the_later_are_not_told(small: SortformerGraph, said: LongRecording):  # fmt: skip
    told = speaking_probabilities(said, small, 2)
    assert told[:, 2:].max() == 0
    assert (told[:, :2].max(axis=0) > 0.9).all()


def test_a_recording_shorter_than_a_frame_has_nobody(small: SortformerGraph):
    with recorded(np.zeros(100, np.float32)) as recording:
        assert len(speaking_probabilities(recording, small, 4)) == 0


def alone(speaker: int, n_frames: int) -> np.ndarray:
    told = np.zeros((n_frames, 4), np.float32)
    told[:, speaker] = 0.9
    return told


def test_the_cache_keeps_each_speakers_best_frames_in_order_with_silence_behind():
    """Of 32 frames 12 are silence. A speaker's place is 5: of his best frames 3 are raised by log 8, 4 more by log 2.

    Frames from 32 on have just come, so the second speaker's 32 and 33 go before 20. 14 are raised; the 6 that are left go to the first in line, all else being equal.
    In 34 and 35 both speak: each has frames enough of his own.
    """
    both = alone(0, 2) + alone(1, 2)
    told = np.concatenate([alone(0, 20), alone(1, 14), both, np.zeros((4, 4), np.float32)])
    silence = [-1, -1, -1]
    assert kept_frames(told, 32).tolist() == [
        *range(13), *silence, 20, 21, 22, 23, 24, 32, 33, *silence, *silence, *silence,
    ]  # fmt: skip


def test_where_too_few_frames_speak_the_rest_is_silence():
    told = np.concatenate([alone(0, 10), np.zeros((30, 4), np.float32)])
    assert kept_frames(told, 32).tolist() == [*range(10), *([-1] * 22)]


def test_who_never_speaks_alone_is_kept_by_frames_with_others():
    told = np.concatenate([alone(0, 30), alone(0, 3) + alone(1, 3), np.zeros((7, 4), np.float32)])
    kept = kept_frames(told, 32).tolist()
    assert kept[-15:] == [-1, -1, -1, 30, 31, 32, *([-1] * 9)]


FEW = StreamLayout(chunk=4, left=1, right=1, fifo=6, update=5, cache=16)


def numbered(first: int, n_frames: int) -> np.ndarray:
    return np.arange(first, first + n_frames, dtype=np.float32)[:, None]


def test_frames_leave_the_fifo_for_the_cache_in_their_order():
    memory = SpeakerMemory(FEW, 1, 4)
    lengths = []
    for first in (0, 4, 8):
        n_around = len(memory.cache) + len(memory.fifo) + 4
        memory.take(np.zeros((n_around, 4), np.float32), numbered(first, 4), left=0, right=0)
        lengths.append((len(memory.cache), len(memory.fifo)))
    assert lengths == [(0, 4), (5, 3), (10, 2)]
    assert np.concatenate([memory.cache, memory.fifo])[:, 0].tolist() == list(range(12))


def test_what_is_around_a_chunk_is_neither_told_nor_remembered():
    memory = SpeakerMemory(FEW, 1, 4)
    told = numbered(0, 6) / 10 * np.ones((1, 4), np.float32)
    own = memory.take(told, numbered(0, 6), left=1, right=1)
    assert own[:, 0] == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert memory.fifo[:, 0].tolist() == [1, 2, 3, 4]


def test_silence_in_the_cache_is_the_mean_of_all_that_was_heard():
    memory = SpeakerMemory(replace(FEW, fifo=0, update=4), 1, 4)
    for first in range(0, 20, 4):
        told = np.zeros((len(memory.cache) + 4, 4), np.float32)
        memory.take(told, numbered(first, 4), left=0, right=0)
    assert memory.cache[:, 0].tolist() == [9.5] * 16
    told = np.zeros((20, 4), np.float32)
    memory.take(told, numbered(20, 4), left=0, right=0)
    assert memory.cache[:, 0].tolist() == [11.5] * 16


def test_who_was_heard_stays_in_the_cache_however_long_others_speak():
    layout = replace(FEW, fifo=0, update=4, cache=32)
    memory = SpeakerMemory(layout, 1, 4)
    for first in range(0, 400, 4):
        speaker = 0 if first < 8 else 1
        told = np.concatenate([np.zeros((len(memory.cache), 4), np.float32), alone(speaker, 4)])
        if (
            first <= 32
        ):  # until it is full, the network tells of the cache anew; then nothing of it counts
            told[: len(memory.cache)] = np.where(memory.cache < 8, alone(0, 1), alone(1, 1))
        memory.take(told, numbered(first, 4), left=0, right=0)
    assert memory.cache[:7, 0].tolist() == list(range(7))


def test_a_silent_file_says_nothing_of_its_stream_and_gets_the_latest():
    assert layout_of({}) == LATE
    assert layout_of({"chunk_len": "124", "fifo_len": "124", "spkcache_len": "188"}) == SOONER
    assert layout_of({"chunk_len": "6", "right_context": "7"}) == replace(SOONER, chunk=6, right=7)


@pytest.mark.parametrize("told", [{"spkcache_len": "12"}, {"chunk_len": "0"}, {"fifo_len": "-1"}])
def test_a_stream_that_can_t_be_is_refused(tmp_path: Path, told: dict[str, str]):
    with pytest.raises(ValueError, match=r"wrong\.onnx"):
        graph_of(save_sortformer(tmp_path / "wrong.onnx", told))


def test_a_chunk_that_an_export_has_no_room_for_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="48 mel frames at once"):
        graph_of(save_sortformer(tmp_path / "fixed.onnx", SMALL, rooms=(48, 32, 6)))


def loaded(path: Path | None, device: str = "cpu") -> engine.SortformerDiarizer:
    settings = Settings(sortformer_model=path, device=device)
    return engine.load(EngineContext(settings, Path(), threads=1))


def test_a_model_is_named_by_its_file(tmp_path: Path, said: LongRecording):
    diarizer = loaded(save_sortformer(tmp_path / "streaming-v2.onnx", SMALL))
    diarizer.warm_up()
    assert diarizer.model_version == "streaming-v2"
    assert {span.speaker for span in diarizer.diarize(said, (), 4)} == {0, 1, 2, 3}


def test_what_can_t_be_loaded_says_why(tmp_path: Path):
    with pytest.raises(ValueError, match="CONVERSATION_SORTFORMER_MODEL"):
        loaded(None)
    with pytest.raises(ValueError, match="is not there"):
        loaded(tmp_path / "none.onnx")
    with pytest.raises(ValueError, match="CC-BY-NC"):
        loaded(save_sortformer(tmp_path / "diar_sortformer_4spk-v1.onnx"))
    with pytest.raises(ValueError, match="onnxruntime-gpu"):
        loaded(save_sortformer(tmp_path / "small.onnx"), device="cuda")
    other = helper.make_graph(
        [helper.make_node("Identity", ["chunk"], ["heard"])],
        "other",
        [tensor("chunk", FLOAT, 1, "mels", 128)],
        [tensor("heard", FLOAT, 1, "mels", 128)],
    )
    onnx.save(helper.make_model(other, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), tmp_path / "other.onnx")  # fmt: skip
    with pytest.raises(ValueError, match="no export of Streaming Sortformer"):
        loaded(tmp_path / "other.onnx")


@pytest.mark.anyio
async def test_more_speakers_than_four_are_refused_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):  # fmt: skip
    model = save_sortformer(tmp_path / "diar_streaming_sortformer_4spk-v2.onnx", SMALL)
    monkeypatch.setenv("MOCK_MODE", "false")
    monkeypatch.setenv("CONVERSATION_ENGINE", "sortformer")
    monkeypatch.setenv("CONVERSATION_SORTFORMER_MODEL", str(model))
    call = {"file": ("call.wav", wav(sample("good.wav")), "audio/wav")}
    async with service_client(app) as client:
        refused = await client.post("/diarize", files=call, data={"speakers": "5"})
        taken = await client.post("/diarize", files=call, data={"speakers": "4"})
    assert refused.status_code == 422
    assert refused.json()["field"] == "speakers"
    assert "4 speakers" in refused.json()["detail"]
    told = taken.json()
    assert (told["engine"], told["model_version"]) == ("sortformer", "diar_streaming_sortformer_4spk-v2")  # fmt: skip
