"""The official layout of speechocean762, on a tiny made-up split of synthetic speech."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from bench.accuracy.rate_served import rate_all
from bench.common.engines import open_aligner, open_differ
from shared.settings import REPO_ROOT
from training.corpora.openslr import load_rated

AUDIO = REPO_ROOT / "tests" / "audio" / "good.wav"
WORDS = (
    "I|AY1", "THINK|TH IH1 NG K", "THIS|DH IH1 S", "IS|IH0 Z", "A|AH0", "VERY|V EH1 R IY0",
    "GOOD|G UH1 D", "SCHOOL|S K UW1 L", "AND|AH0 N D", "MY|M AY1", "FRIENDS|F R EH1 N D Z",
    "STUDY|S T AH1 D IY0", "HERE|HH IH1 R", "WITH|W IH1 DH", "ME|M IY1",
)  # fmt: skip


def rating(words: tuple[str, ...], *, as_list: bool) -> dict:
    return {
        "text": " ".join(word.split("|")[0] for word in words),
        "accuracy": 8,
        "completeness": 10.0,
        "fluency": 9,
        "prosodic": 7,
        "total": 8,
        "words": [
            {
                "text": word.split("|")[0],
                "accuracy": 10,
                "stress": 10,
                "total": 9,
                "phones": word.split("|")[1].split() if as_list else word.split("|")[1],
                "phones-accuracy": [2.0] * len(word.split("|")[1].split()),
                "mispronunciations": [],
            }
            for word in words
        ],
    }


@pytest.fixture
def official(tmp_path: Path) -> Path:
    """`speechocean762/` with one utterance of each way to write phones."""
    root = tmp_path / "speechocean762"
    wav = root / "WAVE" / "SPEAKER0003"
    wav.mkdir(parents=True)
    for name in ("000030012", "000030013"):
        shutil.copyfile(AUDIO, wav / f"{name}.WAV")
    test = root / "test"
    test.mkdir()
    (test / "wav.scp").write_text(
        "000030012\tWAVE/SPEAKER0003/000030012.WAV\n000030013\tWAVE/SPEAKER0003/000030013.WAV\n"
    )
    (test / "utt2spk").write_text("000030012 0003\n000030013 0003\n")
    (root / "resource").mkdir()
    scores = {
        "000030012": rating(WORDS, as_list=False),
        "000030013": rating(WORDS, as_list=True),
        "000010001": rating(WORDS[:1], as_list=True),
    }
    (root / "resource" / "scores.json").write_text(json.dumps(scores))
    return root


@pytest.mark.parametrize("folder", ["", "test"])
def test_the_official_test_split_is_read_from_the_corpus_or_its_folder(official: Path, folder: str):
    corpus, recordings = load_rated(official / folder)
    assert list(corpus) == ["000030012", "000030013"]
    first = corpus["000030012"]
    assert first.speaker == "0003"
    assert first.words[1].phones == ("TH", "IH1", "NG", "K")
    assert first.words == corpus["000030013"].words
    assert first.scores == (8.0, 9.0, 7.0, 8.0)
    assert recordings["000030012"] == official / "WAVE" / "SPEAKER0003" / "000030012.WAV"


def test_a_folder_of_neither_layout_is_refused_by_name(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="labels"):
        load_rated(tmp_path)


def test_an_utterance_without_ratings_is_refused(official: Path):
    (official / "resource" / "scores.json").write_text("{}")
    with pytest.raises(ValueError, match="000030012"):
        load_rated(official)


@pytest.mark.engine
def test_the_served_engine_rates_every_phone_word_and_utterance(official: Path, real_models: Path):
    predictions, served = rate_all(official, open_aligner(real_models), open_differ(real_models))
    phones, words, utterance = predictions["000030012"]
    assert (len(phones), len(words), len(utterance)) == (46, 15, 4)
    assert np.all((phones >= 0) & (phones <= 2.2))
    assert phones.mean() > 1.5  # a native voice
    scores = served["000030012"]
    assert (len(scores.phones), len(scores.words), scores.n_unscored) == (46, 15, 0)
    assert np.all(scores.phones <= 50 * phones + 0.1)
    assert np.all(scores.words <= 10 * words + 0.1)
    assert scores.utterance == pytest.approx(10 * utterance, abs=0.1)
