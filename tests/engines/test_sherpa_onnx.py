"""sherpa-onnx with tiny models in its real formats: each hears a tone of 500, 1500 or 3500 Hz as a token of its own."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from shared.audio import Audio
from shared.audio.decode import RATE_HZ
from shared.engines import EngineContext
from shared.settings import REPO_ROOT

_PACKAGE = "asr-service.app"
engine = importlib.import_module(f"{_PACKAGE}.services.engines.sherpa")
live = importlib.import_module(f"{_PACKAGE}.services.streaming.live")
Settings = importlib.import_module(f"{_PACKAGE}.core.config").Settings

TONES_HZ = (500, 1500, 3500)
TOKENS = ("\u2581ka", "\u2581to", "mi")
N_MELS, SUBSAMPLED, CHUNK = 80, 4, 16
FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64
# Louder than anything on top of the log-mel energies that kaldi's features have of silence.
BLANK_SCORE = 4.0


def scores_of_mels(blank: int) -> tuple[np.ndarray, np.ndarray]:
    """Weights (80, 4) and bias (4,): a tone's bands against the others', and a blank that wins in silence."""
    lowest, highest = _mel(20), _mel(7600)
    bands = [round((_mel(tone) - lowest) / (highest - lowest) * 81) - 1 for tone in TONES_HZ]
    weights = np.zeros((N_MELS, 4), np.float32)
    places = [each for each in range(4) if each != blank]
    for place, band in zip(places, bands, strict=True):
        weights[band - 1 : band + 2, place] += 1 / 3
        for other in bands:
            if other != band:
                weights[other - 1 : other + 2, place] -= 1 / 6
    bias = np.zeros(4, np.float32)
    bias[blank] = BLANK_SCORE
    return weights, bias


def _mel(hz: float) -> float:
    return 1127 * np.log(1 + hz / 700)


def scored(mels: str, scores: str, *, blank: int) -> tuple[list[Any], list[Any]]:
    """Nodes and constants: every fourth frame of (N, T, 80), as scores (N, T / 4, 4)."""
    weights, bias = scores_of_mels(blank)
    constants = {
        "first": np.array([0]), "end": np.array([1 << 40]), "axis": np.array([1]), "step": np.array([SUBSAMPLED]),
        "weights": weights, "bias": bias,
    }  # fmt: skip
    nodes = [
        helper.make_node("Slice", [mels, "first", "end", "axis", "step"], ["fourth"]),
        helper.make_node("MatMul", ["fourth", "weights"], ["weighed"]),
        helper.make_node("Add", ["weighed", "bias"], [scores]),
    ]
    return nodes, [numpy_helper.from_array(value, name) for name, value in constants.items()]


def tensor(name: str, of: int, *shape: int | str) -> Any:
    return helper.make_tensor_value_info(name, of, shape)


def save(path: Path, graph: Any, **told: str) -> None:
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    helper.set_model_props(model, told)
    onnx.save(model, path)


def save_nemo_ctc(folder: Path, *, streaming: bool) -> None:
    nodes, constants = scored("mels", "scores", blank=3)
    nodes = [
        helper.make_node("Transpose", ["audio_signal"], ["mels"], perm=[0, 2, 1]),
        *nodes,
        helper.make_node("LogSoftmax", ["scores"], ["logprobs"], axis=-1),
    ]
    takes = [tensor("audio_signal", FLOAT, "N", N_MELS, "T"), tensor("length", INT64, "N")]
    gives = [tensor("logprobs", FLOAT, "N", "S", 4)]
    told = {"vocab_size": "3", "subsampling_factor": str(SUBSAMPLED), "model_type": "EncDecCTCModel"}  # fmt: skip
    if streaming:
        nodes.append(helper.make_node("Identity", ["length"], ["encoded_lengths"]))
        gives.append(tensor("encoded_lengths", INT64, "N"))
        for name in ("cache_last_channel", "cache_last_time"):
            told |= {f"{name}_dim{number}": "1" for number in (1, 2, 3)}
        caches = {"cache_last_channel": (FLOAT, 1, 1, 1), "cache_last_time": (FLOAT, 1, 1, 1), "cache_last_channel_len": (INT64,)}  # fmt: skip
        for name, (kind, *shape) in caches.items():
            nodes.append(helper.make_node("Identity", [name], [f"{name}_next"]))
            takes.append(tensor(name, kind, "N", *shape))
            gives.append(tensor(f"{name}_next", kind, "N", *shape))
        told |= {"window_size": str(CHUNK), "chunk_shift": str(CHUNK), "normalize_type": "NA"}
    else:
        told["normalize_type"] = ""
    graph = helper.make_graph(nodes, "tiny", takes, gives, constants)
    save(folder / "model.onnx", graph, **told)
    save_tokens(folder, (*TOKENS, "<blk>"))


def save_transducer(folder: Path, *, streaming: bool) -> None:
    """Its decoder keeps a token from following itself."""
    nodes, constants = scored("x", "encoder_out", blank=0)
    takes, gives, told = [tensor("x", FLOAT, "N", "T", N_MELS)], [], {}
    if streaming:
        told = dict.fromkeys(("num_encoder_layers", "num_heads", "query_head_dims", "value_head_dims", "left_context_len"), "1")  # fmt: skip
        told |= {"model_type": "zipformer2", "encoder_dims": "4", "cnn_module_kernels": "3", "T": str(CHUNK), "decode_chunk_len": str(CHUNK)}  # fmt: skip
        states = {
            "cached_key_0": (FLOAT, 1, "N", 1), "cached_nonlin_attn_0": (FLOAT, 1, "N", 1, 3),
            "cached_val1_0": (FLOAT, 1, "N", 1), "cached_val2_0": (FLOAT, 1, "N", 1),
            "cached_conv1_0": (FLOAT, "N", 4, 1), "cached_conv2_0": (FLOAT, "N", 4, 1),
            "embed_states": (FLOAT, "N", 128, 3, 19), "processed_lens": (INT64, "N"),
        }  # fmt: skip
        gives.append(tensor("encoder_out", FLOAT, "N", "S", 4))
        for name, (kind, *shape) in states.items():
            nodes.append(helper.make_node("Identity", [name], [f"new_{name}"]))
            takes.append(tensor(name, kind, *shape))
            gives.append(tensor(f"new_{name}", kind, *shape))
    else:
        constants.append(numpy_helper.from_array(np.array([SUBSAMPLED]), "fraction"))
        nodes.append(helper.make_node("Div", ["x_lens", "fraction"], ["encoder_out_lens"]))
        takes.append(tensor("x_lens", INT64, "N"))
        gives += [tensor("encoder_out", FLOAT, "N", "S", 4), tensor("encoder_out_lens", INT64, "N")]
    save(folder / "encoder.onnx", helper.make_graph(nodes, "tiny", takes, gives, constants), **told)
    against_itself = np.diag([0, -40, -40, -40]).astype(np.float32)
    decoder = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "y"], ["looked_up"], axis=0),
            helper.make_node("ReduceMean", ["looked_up"], ["decoder_out"], axes=[1], keepdims=0),
        ],
        "tiny",
        [tensor("y", INT64, "N", 1)],
        [tensor("decoder_out", FLOAT, "N", 4)],
        [numpy_helper.from_array(against_itself, "table")],
    )
    save(folder / "decoder.onnx", decoder, vocab_size="4", context_size="1")
    joiner = helper.make_graph(
        [helper.make_node("Add", ["encoder_out", "decoder_out"], ["logit"])],
        "tiny",
        [tensor("encoder_out", FLOAT, "N", 4), tensor("decoder_out", FLOAT, "N", 4)],
        [tensor("logit", FLOAT, "N", 4)],
    )
    save(folder / "joiner.onnx", joiner, joiner_dim="4")
    save_tokens(folder, ("<blk>", *TOKENS))


def save_tokens(folder: Path, tokens: Sequence[str]) -> None:
    lines = (f"{token} {number}\n" for number, token in enumerate(tokens))
    (folder / "tokens.txt").write_text("".join(lines), encoding="utf-8")


def tones(*parts: tuple[int, float]) -> np.ndarray:
    """(Hz, seconds) one after another; 0 Hz is silence. float32 at 16 kHz."""
    return np.concatenate(
        [
            0.3 * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)
            for hz, seconds in parts
        ]
    ).astype(np.float32)


SAID = tones((0, 0.3), (500, 0.3), (0, 0.2), (1500, 0.3), (3500, 0.3), (0, 1.4), (1500, 0.3), (0, 0.3))  # fmt: skip
FORMATS = ("nemo-ctc", "transducer", "streaming-nemo-ctc", "streaming-transducer")


@pytest.fixture(params=FORMATS)
def form(request) -> str:
    return request.param


@pytest.fixture
def recogniser(form: str, tmp_path: Path):
    folder = tmp_path / "tiny-vi"
    folder.mkdir()
    made = save_transducer if form.endswith("transducer") else save_nemo_ctc
    made(folder, streaming=form.startswith("streaming-"))
    settings = Settings(sherpa_model=str(folder), sherpa_format=form, sherpa_language="vi")
    found = engine.load(EngineContext(settings, REPO_ROOT / ".models", threads=1))
    found.warm_up()
    return found


@pytest.fixture
def all_is_speech(monkeypatch) -> None:
    """Voice activity takes no tone for speech."""

    def listened(audio: Audio) -> Any:
        class AllSpeech:
            probabilities = np.ones(len(audio.samples) // 512, np.float32)

        return AllSpeech

    monkeypatch.setattr(engine, "listen_to", listened)


def test_a_recording_is_recognised_with_times(recogniser, all_is_speech):
    heard = recogniser.transcribe(Audio(SAID, RATE_HZ, 0.0), "vi")
    assert [word.text for word in heard.words] == [" ka", " tomi", " to"]
    assert heard.language == "vi"
    assert recogniser.languages == {"vi"}
    assert recogniser.model_version == "tiny-vi"
    for word, start_s in zip(heard.words, (0.3, 0.8, 2.8), strict=True):
        assert word.start_s == pytest.approx(start_s, abs=0.2)
        assert word.start_s < word.end_s <= len(SAID) / RATE_HZ


def test_a_transducer_tells_how_sure_it_is(recogniser, form, all_is_speech):
    heard = recogniser.transcribe(Audio(SAID, RATE_HZ, 0.0), None)
    sure = [word.confidence for word in heard.words]
    if form.endswith("transducer"):
        assert all(0.5 < each <= 1 for each in sure)
    else:
        assert set(sure) == {engine.UNTOLD}


def test_a_long_recording_is_heard_in_pieces(recogniser, all_is_speech):
    audio = Audio(np.tile(SAID, 12), RATE_HZ, 0.0)
    heard = recogniser.transcribe(audio, "vi")
    assert [word.text for word in heard.words].count(" tomi") >= 11
    starts = [word.start_s for word in heard.words]
    assert starts == sorted(starts)
    assert starts[-1] > 11 * len(SAID) / RATE_HZ


def test_what_streams_tells_words_that_are_never_taken_back(recogniser, form):
    assert isinstance(recogniser, live.LiveEngine) == form.startswith("streaming-")
    if not isinstance(recogniser, live.LiveEngine):
        return
    stream = recogniser.open_stream("vi")
    events = []
    for start in range(0, len(SAID), 1600):
        events += stream.add(SAID[start : start + 1600])
        while work := stream.work():
            events += work()()
    events += stream.end()
    while work := stream.work():
        events += work()()
    settled = [each for each in events if isinstance(each, live.Settled)]
    assert [[word.text for word in each.words] for each in settled] == [[" ka", " tomi"], [" to"]]
    assert [each.utterance for each in settled] == [0, 1]
    before: dict[int, list[str]] = {0: [], 1: []}
    for each in events:
        if isinstance(each, live.Partial):
            stable = [word.text for word in each.stable]
            assert stable[: len(before[each.utterance])] == before[each.utterance]
            before[each.utterance] = stable
    assert before[0] == [" ka"]
    assert settled[1].words[0].start_s == pytest.approx(2.8, abs=0.2)


@pytest.mark.parametrize(
    ("missing", "told"),
    [("tokens.txt", "no tokens.txt"), ("model.onnx", "0 files for model")],
)
def test_a_folder_without_a_file_is_named(tmp_path, missing, told):
    save_nemo_ctc(tmp_path, streaming=False)
    (tmp_path / missing).unlink()
    settings = Settings(sherpa_model=str(tmp_path), sherpa_format="nemo-ctc")
    with pytest.raises(ValueError, match=told):
        engine.load(EngineContext(settings, REPO_ROOT / ".models", threads=1))


def test_without_a_model_the_settings_are_named():
    with pytest.raises(ValueError, match="ASR_SHERPA_MODEL"):
        engine.load(EngineContext(Settings(), REPO_ROOT / ".models", threads=1))
