"""The adapter of the Montreal Forced Aligner against a program that takes its arguments and files and writes its JSON.

MFA itself comes by conda alone and is not run here.
"""

import os
import sys
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from shared.audio import Audio
from shared.engines import EngineContext, EngineUnavailable
from shared.errors import EngineFailed
from shared.phonetics import lexicon

from ..app.core.config import Settings
from ..app.services.engines import base, mfa

PROGRAM = """#!{python}
import json, os, sys, wave
from pathlib import Path
from typing import cast
mode = os.environ.get("FAKE_MFA", "")
if mode == "fail":
    sys.exit("no such acoustic model")
corpus, dictionary, model, output = map(Path, sys.argv[-4:])
assert sys.argv[1] == "align" and model.name == "english_us_arpa", sys.argv
assert sys.argv[sys.argv.index("--output_format") + 1] == "json"
says = dict(line.split("\\t") for line in dictionary.read_text().splitlines())
phones = [p for token in (corpus / "utterance.lab").read_text().split() for p in says[token].split()]
with wave.open(str(corpus / "utterance.wav")) as file:
    length = file.getnframes() / file.getframerate()
step = (length - 0.2) / len(phones)
entries = [[0.0, 0.1, ""]] + [[0.1 + i * step, 0.1 + (i + 1) * step, p] for i, p in enumerate(phones)] + [[length - 0.1, length, "sil"]]
if mode != "nothing":
    output.mkdir()
    (output / "utterance.json").write_text(json.dumps({{"tiers": {{"phones": {{"entries": entries}}}}}}))
"""
AUDIO = Audio(np.zeros(16_000, np.float32), 16_000, 0.0)


def spoken(text: str, *phones: str):
    entry = lexicon.PronunciationEntry(tuple(phones))
    return lexicon.SpokenWord(text, text, 0, len(text), "cmudict", (entry,))


READ = lexicon.PronouncedText(
    [spoken("very", "V", "EH1", "R", "IY0"), spoken("good", "G", "UH1", "D")]
)


@pytest.fixture
def aligner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = tmp_path / "mfa"
    program.write_text(PROGRAM.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return mfa.Mfa(cast("lexicon.Lexicon", None), acoustic_model="english_us_arpa", timeout_s=30)


def test_each_phone_gets_its_time_and_nothing_is_claimed_about_what_was_heard(aligner):
    words = aligner.align(AUDIO, READ).words
    assert [[phone.target for phone in word.phones] for word in words] == [
        ["V", "EH", "R", "IY"],
        ["G", "UH", "D"],
    ]
    assert words[0].start_s == pytest.approx(0.1)
    assert words[-1].end_s == pytest.approx(0.9)
    assert {phone.heard for word in words for phone in word.phones} == {None}


def test_a_program_that_fails_is_an_engine_that_failed(aligner, monkeypatch):
    monkeypatch.setenv("FAKE_MFA", "fail")
    with pytest.raises(EngineFailed, match="no such acoustic model"):
        aligner.align(AUDIO, READ)


def test_no_alignment_is_a_recording_too_short_or_of_another_text(aligner, monkeypatch):
    monkeypatch.setenv("FAKE_MFA", "nothing")
    with pytest.raises(base.RecordingTooShort):
        aligner.align(AUDIO, READ)


def test_where_it_is_not_installed_it_says_how_to(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineUnavailable, match="conda install"):
        mfa.load(EngineContext(Settings(), tmp_path, 1))
