"""speechocean762 in either layout: this project's (labels.json, flac/) or the official one of OpenSLR 101.

The official one: `<corpus>/test/wav.scp` and `utt2spk`, `<corpus>/resource/scores.json`, recordings
where wav.scp says. Only for measuring: the training reads its own layout alone.
"""

import json
from pathlib import Path

from .speechocean import RatedUtterance, RatedWord, audio_path, load_corpus


def load_rated(folder: Path) -> tuple[dict[str, RatedUtterance], dict[str, Path]]:
    """(utterances, recordings) by id; `folder` is this project's layout, an official split, or the
    official corpus, of which the test split is read.

    Raises FileNotFoundError naming what a folder lacks, ValueError for utterances without ratings.
    """
    if (folder / "labels.json").is_file():
        corpus = load_corpus(folder)
        return corpus, {each: audio_path(folder, each) for each in corpus}
    split = folder if (folder / "wav.scp").is_file() else folder / "test"
    for needed in (split / "wav.scp", split / "utt2spk", _scores_of(split)):
        if not needed.is_file():
            raise FileNotFoundError(f"{needed} is not there, nor {folder / 'labels.json'}")
    speakers = _read_table(split / "utt2spk")
    recordings = {
        utterance: split.parent / path for utterance, path in _read_table(split / "wav.scp").items()
    }
    scores = json.loads(_scores_of(split).read_text(encoding="utf-8"))
    if unrated := sorted(set(recordings) - set(scores)):
        raise ValueError(f"scores.json has no {unrated[0]}, nor {len(unrated) - 1} others")
    corpus = {each: _read(each, speakers[each], scores[each]) for each in sorted(recordings)}
    return corpus, recordings


def _scores_of(split: Path) -> Path:
    return split.parent / "resource" / "scores.json"


def _read_table(path: Path) -> dict[str, str]:
    """A Kaldi table: an id, blanks, the rest of the line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split(maxsplit=1) for line in lines if line.strip())


def _read(utterance: str, speaker: str, entry: dict) -> RatedUtterance:
    words = tuple(
        RatedWord(
            word["text"],
            tuple(_phones(word["phones"])),
            tuple(float(score) for score in word["phones-accuracy"]),
            float(word["total"]),
        )
        for word in entry["words"]
    )
    accuracy, fluency, prosodic, total = (
        float(entry[name]) for name in ("accuracy", "fluency", "prosodic", "total")
    )
    scores = (accuracy, fluency, prosodic, total)
    return RatedUtterance(utterance, speaker, entry["text"], words, scores)


def _phones(written: str | list[str]) -> list[str]:
    """`DH AH0` or a list, as the releases differ; Kaldi's word positions (`AH0_E`) are taken off."""
    phones = written.split() if isinstance(written, str) else written
    return [phone.split("_")[0] for phone in phones]
