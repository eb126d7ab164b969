"""IndicConformer's published format, on a tiny model: it hears a tone of 500, 1500 or 3500 Hz as a token of each language."""

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from shared.audio import Audio
from shared.audio.decode import RATE_HZ
from shared.engines import EngineContext

from ..app.core.config import Settings
from ..app.services.engines import indic_conformer as engine

FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64
TONES_HZ = (500, 1500, 3500)
HINDI, TAMIL = ["\u2581क", "\u2581त", "म"], ["\u2581க", "\u2581த", "ம"]
BLANK = 6
SUBSAMPLED = 8


def mel(hz: float) -> float:
    """Slaney's scale."""
    return hz / (200 / 3) if hz < 1000 else 15 + np.log(hz / 1000) / (np.log(6.4) / 27)


def weights() -> tuple[np.ndarray, np.ndarray]:
    """(80, 7) and (7,): Hindi's tokens a little likelier than Tamil's, the blank where no band stands out."""
    found = np.zeros((engine.N_MELS, 7), np.float32)
    for token, hz in enumerate(TONES_HZ):
        band = round(mel(hz) / mel(8000) * (engine.N_MELS + 1)) - 1
        found[band - 1 : band + 2, token] = 2.0
        found[band - 1 : band + 2, token + 3] = 1.9
    bias = np.zeros(7, np.float32)
    bias[BLANK] = 4.0
    return found, bias


def save(
    path: Path, nodes: list[Any], takes: list[Any], gives: list[Any], **constants: Any
) -> None:
    held = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", takes, gives, held)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.save(model, path)


def tensor(name: str, of: int, *shape: int | str) -> Any:
    return helper.make_tensor_value_info(name, of, shape)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assets = tmp_path / "tiny-indic" / "assets"
    assets.mkdir(parents=True)
    save(
        assets / "encoder.onnx",
        [
            helper.make_node(
                "Slice", ["audio_signal", "first", "end", "axis", "step"], ["outputs"]
            ),
            helper.make_node("Add", ["length", "more"], ["longer"]),
            helper.make_node("Div", ["longer", "step"], ["encoded_lengths"]),
        ],
        [tensor("audio_signal", FLOAT, "N", engine.N_MELS, "T"), tensor("length", INT64, "N")],
        [
            tensor("outputs", FLOAT, "N", engine.N_MELS, "S"),
            tensor("encoded_lengths", INT64, "N"),
        ],
        first=np.array([0]),
        end=np.array([1 << 40]),
        axis=np.array([2]),
        step=np.array([SUBSAMPLED]),
        more=np.array([SUBSAMPLED - 1]),
    )
    scores, bias = weights()
    save(
        assets / "ctc_decoder.onnx",
        [
            helper.make_node("Transpose", ["encoder_output"], ["steps"], perm=[0, 2, 1]),
            helper.make_node("MatMul", ["steps", "weights"], ["weighed"]),
            helper.make_node("Add", ["weighed", "bias"], ["scores"]),
            helper.make_node("LogSoftmax", ["scores"], ["logprobs"], axis=-1),
        ],
        [tensor("encoder_output", FLOAT, "N", engine.N_MELS, "S")],
        [tensor("logprobs", FLOAT, "N", "S", 7)],
        weights=scores,
        bias=bias,
    )
    # As published, each list has a token more than the model has outputs.
    tokens = {"hi": [*HINDI, "x"], "ta": [*TAMIL, "x"]}
    masks = {
        "hi": [True] * 3 + [False] * 3 + [True],
        "ta": [False] * 3 + [True] * 4,
    }
    (assets / "vocab.json").write_text(json.dumps(tokens), encoding="utf-8")
    (assets / "language_masks.json").write_text(json.dumps(masks), encoding="utf-8")
    return assets.parent


def loaded(folder: Path | str) -> engine.IndicConformer:
    return engine.load(EngineContext(Settings(indic_model=str(folder)), Path(), threads=1))


def tones(*parts: tuple[int, float]) -> np.ndarray:
    """(Hz, seconds) one after another; 0 Hz is silence."""
    return np.concatenate(
        [
            0.3 * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)
            for hz, seconds in parts
        ]
    ).astype(np.float32)


SAID = tones((0, 0.4), (500, 0.32), (0, 0.24), (1500, 0.32), (3500, 0.32), (0, 0.4))


@pytest.fixture
def all_is_speech(monkeypatch: pytest.MonkeyPatch) -> None:
    """Voice activity takes no tone for speech."""

    class SpeechThroughout:
        def __init__(self, audio: Audio) -> None:
            self.probabilities = np.ones(len(audio.samples) // 512, np.float32)

    monkeypatch.setattr(engine, "listen_to", SpeechThroughout)


@pytest.mark.parametrize(("language", "said"), [("hi", ["क", "तम"]), ("ta", ["க", "தம"])])
def test_a_recording_is_written_in_the_script_of_its_language(
    folder: Path, all_is_speech: None, language: str, said: list[str]
):
    heard = loaded(folder).transcribe(Audio(SAID, RATE_HZ, 0.0), language)
    assert [word.text.strip() for word in heard.words] == said
    assert heard.language == language
    first, second = heard.words
    assert first.start_s == pytest.approx(0.4, abs=0.1)
    assert second.start_s == pytest.approx(0.96, abs=0.1)
    assert all(0.5 < word.confidence <= 1 for word in heard.words)


def test_the_language_is_the_one_whose_tokens_fit_best(folder: Path, all_is_speech: None):
    heard = loaded(folder).transcribe(Audio(SAID, RATE_HZ, 0.0), None)
    assert heard.language == "hi"
    assert heard.language_probabilities["hi"] > heard.language_probabilities["ta"]
    assert sum(heard.language_probabilities.values()) == pytest.approx(1)


def test_more_than_a_piece_is_heard_at_its_times(folder: Path, all_is_speech: None):
    samples = np.concatenate([SAID, tones((0, 14.0)), SAID, tones((0, 14.0)), SAID])
    heard = loaded(folder).transcribe(Audio(samples, RATE_HZ, 0.0), "hi")
    assert [word.text.strip() for word in heard.words] == ["क", "तम"] * 3
    assert heard.words[2].start_s == pytest.approx(16.4, abs=0.2)
    assert heard.words[4].start_s == pytest.approx(32.4, abs=0.2)


def test_silence_has_no_words(folder: Path):
    heard = loaded(folder).transcribe(Audio(np.zeros(RATE_HZ, np.float32), RATE_HZ, 0.0), None)
    assert heard.words == ()


def test_features_have_a_mean_of_zero_and_a_frame_each_ten_ms(folder: Path):
    found = loaded(folder)._features(np.random.default_rng(0).normal(0, 0.1, 16_000))
    assert found.shape == (80, 101)
    np.testing.assert_allclose(found.mean(axis=1), 0, atol=1e-4)
    np.testing.assert_allclose(found.std(axis=1, ddof=1), 1, atol=1e-3)


def test_what_is_published_says_whether_high_frequencies_are_emphasised(tmp_path: Path):
    assert engine.emphasises(tmp_path / "preprocessor.ts") is True
    for code, told in (("x - 0.96999999999999997 * y", True), ("torch.stft(x)", False)):
        with zipfile.ZipFile(tmp_path / "preprocessor.ts", "w") as archive:
            archive.writestr("preprocessor/code/features.py", code)
        assert engine.emphasises(tmp_path / "preprocessor.ts") is told


def test_a_folder_that_lacks_something_is_told(folder: Path):
    with pytest.raises(ValueError, match="ASR_INDIC_MODEL"):
        loaded("")
    (folder / "assets/ctc_decoder.onnx").write_bytes(b"nothing")
    with pytest.raises(ValueError, match="ctc_decoder"):
        loaded(folder)
    (folder / "assets/encoder.onnx").unlink()
    with pytest.raises(ValueError, match="is not there"):
        loaded(folder)


def test_tokens_that_do_not_fit_their_outputs_are_told(folder: Path):
    (folder / "assets/vocab.json").write_text('{"hi": ["x"], "ta": []}', encoding="utf-8")
    with pytest.raises(ValueError, match="tokens of 'hi'"):
        loaded(folder)
