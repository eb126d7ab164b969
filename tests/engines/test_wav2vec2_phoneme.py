"""A tiny random model in the real format, saved, loaded by the adapter and run: that it works, not that it is right."""

import importlib
import json
from pathlib import Path

import numpy as np
import pytest
from transformers import Wav2Vec2FeatureExtractor

from shared.audio import decode_audio
from shared.engines import EngineContext
from shared.settings import REPO_ROOT

_PACKAGE = "alignment-service.app"
engine = importlib.import_module(f"{_PACKAGE}.services.engines.wav2vec2_phoneme")
base = importlib.import_module(f"{_PACKAGE}.services.engines.base")
Settings = importlib.import_module(f"{_PACKAGE}.core.config").Settings

TEXT = "I think this is a very good school, and my friends study here with me."


@pytest.fixture(scope="module")
def model(tmp_path_factory, save_tiny_ctc) -> Path:
    folder = tmp_path_factory.mktemp("tiny-wav2vec2")
    names = [name for names in engine.IPA.values() for name in names.split()]
    vocabulary = {name: i for i, name in enumerate(["<pad>", "<s>", "</s>", "<unk>", *names])}
    save_tiny_ctc(folder, vocabulary)
    Wav2Vec2FeatureExtractor(do_normalize=True).save_pretrained(folder)
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def aligner(model: Path):
    settings = Settings(wav2vec2_model=str(model))
    found = engine.load(EngineContext(settings, REPO_ROOT / ".models", threads=1))
    found.warm_up()
    return found


@pytest.fixture(scope="module")
def audio():
    content = (REPO_ROOT / "tests" / "audio" / "good.wav").read_bytes()
    return decode_audio(content, max_duration_s=60)


def test_every_phone_of_the_text_gets_its_time_and_what_was_heard(aligner, audio):
    words = aligner.align(audio, aligner.pronounce(TEXT, {})).words
    assert [word.text.casefold() for word in words] == TEXT.casefold().replace(",", "").replace(
        ".", ""
    ).split()
    times = [
        time for word in words for phone in word.phones for time in (phone.start_s, phone.end_s)
    ]
    assert times == sorted(times)
    assert 0 <= times[0] < times[-1] <= audio.duration_s
    assert all(
        phone.log_posterior is not None and phone.log_posterior <= 0
        for word in words
        for phone in word.phones
    )
    assert {phone.error_probability for word in words for phone in word.phones} == {None}


def test_what_is_heard_is_the_audios_and_not_the_texts(aligner, audio):
    """A random network hears random phones: were they the text's, they would all be right."""
    words = aligner.align(audio, aligner.pronounce(TEXT, {})).words
    wrong = [phone.heard != phone.target for word in words for phone in word.phones]
    assert np.mean(wrong) > 0.3


def test_a_long_recording_goes_through_in_windows(aligner, audio):
    longer = type(audio)(np.tile(audio.samples, 6), audio.rate_hz, 0.0)
    words = aligner.align(longer, aligner.pronounce(" ".join([TEXT] * 6), {})).words
    assert words[-1].end_s > 20


def test_a_recording_without_room_for_the_text_is_too_short(aligner, audio):
    short = type(audio)(audio.samples[:3200], audio.rate_hz, 0.0)
    with pytest.raises(base.RecordingTooShort):
        aligner.align(short, aligner.pronounce(TEXT, {}))
