"""A tiny random Parler-TTS in the real format, saved, loaded by the adapter and made to speak: that it works, not how it sounds."""

import importlib
import itertools
import json
import shutil
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import anyio
import anyio.to_thread
import numpy as np
import pytest
import torch
from parler_tts import (
    DACConfig,
    ParlerTTSConfig,
    ParlerTTSDecoderConfig,
    ParlerTTSForConditionalGeneration,
)
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import DacConfig, GenerationConfig, PreTrainedTokenizerFast, T5Config

from shared.abandon import run_abandonable
from shared.engines import EngineContext, EngineUnavailable
from shared.errors import EngineFailed, InvalidInput, Unavailable
from shared.on_demand import Shelf
from shared.settings import REPO_ROOT
from shared.testing import service_client

_PACKAGE = "tts-service.app"
engine = importlib.import_module(f"{_PACKAGE}.services.engines.parler")
base = importlib.import_module(f"{_PACKAGE}.services.engines.base")
main = importlib.import_module(f"{_PACKAGE}.main")
Settings = importlib.import_module(f"{_PACKAGE}.core.config").Settings

CODES, BOOKS = 8, 3
"""Few codes, so that the end, one of ten things to be drawn, comes soon."""
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,?!-"
HINDI = "नमस्तेयहआपकाऑर्डरलपहुँचगीै।"
WORDS = [
    base.SpeechWord(("n", "ə"), text="नमस्ते", language="hi", after="."),
    base.SpeechWord(("k", "ə"), text="कल", language="hi"),
    base.SpeechWord(("p", "ə"), text="पहुँचेगा", language="hi", after="."),
]


def _tokenizer(letters: str) -> PreTrainedTokenizerFast:
    marks = ["<pad>", "</s>", "<unk>"]
    known = {each: at for at, each in enumerate([*marks, *dict.fromkeys(letters)])}
    tokenizer = Tokenizer(models.WordLevel(known, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>"
    )


def _save(where: Path, codec: Any) -> Path:
    """As the library saves one: T5's encoder, a decoder over BOOKS codebooks, and this codec."""
    of_texts, of_descriptions = _tokenizer(LETTERS + HINDI), _tokenizer(LETTERS)
    text_encoder = T5Config(
        vocab_size=len(of_descriptions), d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4
    )
    decoder = ParlerTTSDecoderConfig(
        vocab_size=CODES + 2, max_position_embeddings=256, num_hidden_layers=2, ffn_dim=64,
        num_attention_heads=4, hidden_size=32, num_codebooks=BOOKS, rope_embeddings=True,
        pad_token_id=CODES, eos_token_id=CODES, bos_token_id=CODES + 1,
    )  # fmt: skip
    config = ParlerTTSConfig.from_sub_models_config(
        text_encoder, codec, decoder, vocab_size=len(of_texts), pad_token_id=CODES,
        decoder_start_token_id=CODES + 1,
    )  # fmt: skip
    torch.manual_seed(3)
    model = ParlerTTSForConditionalGeneration(config)
    model.generation_config = GenerationConfig(
        do_sample=True, max_length=250, min_new_tokens=BOOKS + 6, pad_token_id=CODES,
        eos_token_id=CODES, bos_token_id=CODES + 1, decoder_start_token_id=CODES + 1,
    )  # fmt: skip
    model.save_pretrained(where)
    of_texts.save_pretrained(where)
    of_descriptions.save_pretrained(where / engine.DESCRIPTION_TOKENIZER)
    return where


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    codec = DacConfig(
        encoder_hidden_size=8, downsampling_ratios=[2, 4, 8, 8], decoder_hidden_size=64,
        n_codebooks=BOOKS, codebook_size=CODES, codebook_dim=4, hidden_size=16, sampling_rate=44_100,
    )  # fmt: skip
    return _save(tmp_path_factory.mktemp("tiny-parler"), codec)


def _load(folder: Path | None, shelf: Shelf | None = None, device: str = "cpu") -> Any:
    settings = Settings(parler_dir=folder, device=device)
    return engine.load(EngineContext(settings, REPO_ROOT / ".models", 1, shelf or Shelf()))


@pytest.fixture(scope="module")
def speaker(folder: Path):
    found = _load(folder)
    found.warm_up()
    return found


def _speech(speaker: Any, words: Any, voice: str, rate: float = 1.0) -> Any:
    return base.joined(speaker.speak_pieces(speaker.pieces(words), voice=voice, speaking_rate=rate))


def test_the_same_request_gives_the_same_samples_and_another_voice_pace_or_pitch_others(speaker):
    one, again = (_speech(speaker, WORDS, "hi_divya") for _ in range(2))
    assert one.rate_hz == 24_000
    assert 0.05 < one.duration_s < 10
    assert 0 < np.abs(one.samples).max() <= 1.0
    np.testing.assert_array_equal(one.samples, again.samples)
    higher = [replace(word, pitch="x-high") for word in WORDS]
    others = [_speech(speaker, WORDS, "hi_rohit"), _speech(speaker, WORDS, "hi_divya", 1.3), _speech(speaker, higher, "hi_divya")]  # fmt: skip
    for other in others:
        assert len(one.samples) != len(other.samples) or (one.samples != other.samples).any()


def test_a_text_is_spoken_sentence_by_sentence(speaker):
    pieces = speaker.pieces(WORDS)
    assert [[word.text for word in piece] for piece in pieces] == [["नमस्ते"], ["कल", "पहुँचेगा"]]
    made = speaker.speak_pieces(pieces, voice="hi_divya", speaking_rate=1.0)
    first = next(made)
    alone = _speech(speaker, WORDS[:1], "hi_divya")
    np.testing.assert_array_equal(first.samples, alone.samples)
    second = next(made)
    assert not second.samples[: round(0.4 * 24_000)].any()  # the pause after a full stop
    assert list(made) == []


def test_samples_come_at_the_rate_of_the_codec(speaker):
    with speaker.weights.held() as network:
        assert network.rate_hz == 44_100
        told = engine.description("hi_divya", 1.0)
        samples = network.samples("नमस्ते.", told, seed=1, most_s=3.0)
        hop = 2 * 4 * 8 * 8
        assert samples is not None
        assert len(samples) % hop == 0


def test_a_codec_as_the_first_models_have_it_speaks_too(tmp_path):
    codec = DACConfig(num_codebooks=BOOKS, codebook_size=CODES, latent_dim=16, frame_rate=86)
    speaker = _load(_save(tmp_path / "older", codec))
    with speaker.weights.held() as network:
        assert network.rate_hz == 44_100
    assert _speech(speaker, WORDS, "hi_divya").duration_s > 0.05


def test_half_the_bits_as_on_a_gpu_speak_too(folder):
    speaker = _load(folder, device="cpu:0")
    with speaker.weights.held() as network:
        assert {each.dtype for each in network.model.decoder.parameters()} == {torch.bfloat16}
    speech = _speech(speaker, WORDS, "hi_divya")
    assert speech.samples.dtype == np.float32
    assert speech.duration_s > 0.05


def test_who_comes_to_no_end_is_tried_once_more_and_then_told(speaker, monkeypatch):
    seeds = []

    def endless(self: Any, text: str, told: str, *, seed: int, most_s: float) -> None:
        seeds.append(seed)

    monkeypatch.setattr(engine.ParlerNetwork, "samples", endless)
    with pytest.raises(EngineFailed, match="no end"):
        _speech(speaker, WORDS, "hi_divya")
    assert len(set(seeds)) == 2


def test_a_limit_of_frames_is_kept(speaker):
    with speaker.weights.held() as network:
        told = engine.description("hi_divya", 1.0)
        assert network.samples("नमस्ते.", told, seed=1, most_s=0.05) is None


def test_it_ends_when_nobody_waits(speaker, monkeypatch):
    begun = threading.Event()
    asked = engine._Watch.__call__

    def first_frame(self: Any, input_ids: Any, scores: Any, **more: Any) -> Any:
        begun.set()
        left.wait(20)
        return asked(self, input_ids, scores, **more)

    left = threading.Event()
    monkeypatch.setattr(engine._Watch, "__call__", first_frame)
    n_frames = []
    monkeypatch.setattr(engine, "resample", lambda *made: n_frames.append(made))

    async def leave() -> None:
        async def call() -> None:
            await run_abandonable(_speech, anyio.CapacityLimiter(1), speaker, WORDS, "hi_divya")

        async with anyio.create_task_group() as group:
            group.start_soon(call)
            await anyio.to_thread.run_sync(begun.wait)
            group.cancel_scope.cancel()
            left.set()

    anyio.run(leave)
    assert n_frames == []  # not even the first sentence came to its end


def test_bare_phones_and_unknown_voices_are_refused(speaker):
    with pytest.raises(InvalidInput, match="reads text"):
        _speech(speaker, [base.SpeechWord(("AH0",))], "hi_divya")
    with pytest.raises(base.UnknownVoice):
        _speech(speaker, WORDS, "hi_nobody")


def test_its_weights_are_loaded_when_first_asked_for_and_let_go_for_others(folder):
    shelf = Shelf(1, clock=itertools.count(0.0, 60.0).__next__)
    one, other = _load(folder, shelf), _load(folder, shelf)
    assert (one.weights.state, other.weights.state) == ("waiting", "waiting")
    assert {voice.id for voice in one.voices()} >= {"ta_jaya", "bn_aditi"}
    before = _speech(one, WORDS, "hi_divya")
    assert (one.weights.state, other.weights.state) == ("loaded", "waiting")
    _speech(other, WORDS, "hi_divya")
    assert (one.weights.state, other.weights.state) == ("waiting", "loaded")
    np.testing.assert_array_equal(_speech(one, WORDS, "hi_divya").samples, before.samples)


def test_nothing_is_fetched(folder, monkeypatch):
    def refuse(*_arguments: Any, **_more: Any) -> None:
        raise AssertionError("somebody was to be asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    _load(folder).warm_up()


def _without(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return change


def _of_another_kind(folder: Path) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"model_type": "musicgen"}))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_without("config.json"), "config.json"),
        (_without("model.safetensors"), "model.safetensors"),
        (_without("tokenizer.json"), "tokenizer.json"),
        (_without(engine.DESCRIPTION_TOKENIZER), engine.DESCRIPTION_TOKENIZER),
        (_of_another_kind, "musicgen"),
    ],
)
def test_a_folder_that_lacks_something_is_told_at_the_start(folder, tmp_path, change, named):
    copied = tmp_path / "copied"
    shutil.copytree(folder, copied)
    change(copied)
    with pytest.raises(EngineUnavailable, match=named):
        _load(copied)


def test_no_folder_is_told_at_the_start():
    with pytest.raises(EngineUnavailable, match="TTS_PARLER_DIR"):
        _load(None)


def test_weights_that_turn_out_to_be_broken_are_told_to_who_asks(folder, tmp_path):
    copied = tmp_path / "copied"
    shutil.copytree(folder, copied)
    (copied / "model.safetensors").write_bytes(b"no weights")
    speaker = _load(copied)
    with pytest.raises(Unavailable, match="copied"):
        _speech(speaker, WORDS, "hi_divya")
    assert speaker.weights.state == "waiting"


@pytest.mark.anyio
async def test_it_speaks_beside_kokoro_and_is_loaded_when_it_is_asked(
    folder, tmp_path, monkeypatch
):
    listed = tmp_path / "models.toml"
    listed.write_text(
        '[[model]]\nname = "indic"\nengine = "parler"\nlanguages = ["hi", "sa"]\nlicence = "Apache-2.0"\n'
        f'settings = {{ parler_dir = "{folder}" }}\n'
    )
    for name, value in {
        "MOCK_MODE": "false", "MODEL_DIR": str(REPO_ROOT / ".models"), "DATA_DIR": str(tmp_path / "data"),
        "TTS_ENGINE": "kokoro", "TTS_MODELS": str(listed),
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    async with service_client(main.app) as client:
        own, indic, *_ = (await client.get("/models")).json()["models"]
        assert (own["engine"], own["state"]) == ("kokoro", "loaded")
        assert (indic["engine"], indic["state"]) == ("parler", "waiting")
        assert indic["voices"] == ["hi_aman", "hi_divya", "hi_rani", "hi_rohit", "sa_aryan"]
        english = (await client.post("/speak", json={"text": "Good morning."})).json()
        assert (english["engine"], english["voice"]) == ("kokoro", "af_heart")
        sanskrit = {"text": "नमस्ते आप कल", "language": "sa"}
        for asked, voice in (
            ({"text": "नमस्ते। आप कल आइए।", "language": "hi"}, "hi_divya"),
            (sanskrit, "sa_aryan"),
        ):
            answer = await client.post("/speak", json=asked)
            assert answer.status_code == 200, answer.text
            told = answer.json()
            assert (told["engine"], told["voice"], told["words"]) == ("parler", voice, None)
            assert told["audio"]["rate_hz"] == 24_000
        streamed = await client.post("/speak/stream", json={"text": "कल आइए।", "language": "hi"})
        assert streamed.content[:4] == b"RIFF"
        phones = {"phones": [["k", "ə", "l"]], "language": "hi", "voice": "hi_divya"}
        refused = await client.post("/speak", json=phones)
        assert (refused.status_code, refused.json()["field"]) == (422, "text")
        _, indic, *_ = (await client.get("/models")).json()["models"]
        assert indic["state"] == "loaded"
