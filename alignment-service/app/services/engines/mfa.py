"""Montreal Forced Aligner, by its command line where it is installed (conda): times only.

It is given the phones of the lexicon's first pronunciations as a dictionary of its own, so that it aligns what is scored.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from shared.abandon import on_abandon
from shared.audio import Audio, encode_wav
from shared.engines import EngineContext, EngineUnavailable
from shared.errors import EngineFailed
from shared.phonetics.lexicon import Lexicon, PronouncedText

from .base import UNRATED, Aligned, RecordingTooShort, targets_of, timed_words

COMMAND = "mfa"
_SILENCES = frozenset({"", "sil", "sp", "spn"})
_NAME = "utterance"


class Mfa:
    name = "mfa"

    def __init__(self, lexicon: Lexicon, *, acoustic_model: str, timeout_s: float) -> None:
        self._lexicon = lexicon
        self._acoustic_model, self._timeout_s = acoustic_model, timeout_s
        self.model_version = acoustic_model

    def warm_up(self) -> None:
        """Each call is a process of its own."""

    def pronounce(self, text: str, own: Mapping[str, Sequence[str]]) -> PronouncedText:
        return self._lexicon.pronounce_readings(text, own)

    def align(self, audio: Audio, text: PronouncedText) -> Aligned:
        """Raises RecordingTooShort when it finds no alignment, EngineFailed when the program fails."""
        words = text.words
        targets = [targets_of(word)[0] for word in words]
        with tempfile.TemporaryDirectory() as name:
            entries = self._run(Path(name), audio, targets)
        spans = [(start, stop, label) for start, stop, label in entries if label not in _SILENCES]
        if [label for _, _, label in spans] != [phone for phones in targets for phone in phones]:
            raise RecordingTooShort("no alignment was found: the recording may be of another text")
        times = [(start_s, end_s) for start_s, end_s, _ in spans]
        return Aligned(timed_words(words, targets, times), UNRATED, text_match=None)

    def _run(
        self, folder: Path, audio: Audio, targets: Sequence[tuple[str, ...]]
    ) -> list[tuple[float, float, str]]:
        """(start, end, phone) in seconds, silences included; empty when it aligned nothing."""
        corpus, output = folder / "corpus", folder / "output"
        corpus.mkdir()
        (corpus / f"{_NAME}.wav").write_bytes(encode_wav(audio.samples, audio.rate_hz))
        tokens = {phones: f"w{number}" for number, phones in enumerate(dict.fromkeys(targets))}
        spoken = " ".join(tokens[phones] for phones in targets)
        (corpus / f"{_NAME}.lab").write_text(spoken, encoding="utf-8")
        dictionary = folder / "words.dict"
        lines = [f"{token}\t{' '.join(phones)}\n" for phones, token in tokens.items()]
        dictionary.write_text("".join(lines), encoding="utf-8")
        asked = [
            COMMAND, "align", "--clean", "--quiet", "--single_speaker", "--output_format", "json",
            "--temporary_directory", str(folder / "temporary"),
            str(corpus), str(dictionary), self._acoustic_model, str(output),
        ]  # fmt: skip
        try:
            code, complaint = _ended(asked, self._timeout_s)
        except subprocess.TimeoutExpired as error:
            raise EngineFailed(f"mfa did not end within {self._timeout_s:g} s") from error
        if code:
            raise EngineFailed(f"mfa ended {code}: {complaint.strip()[-300:]}")
        found = next(output.rglob(f"{_NAME}.json"), None)
        if found is None:
            return []
        tier = json.loads(found.read_text(encoding="utf-8"))["tiers"]["phones"]["entries"]
        return [(float(start), float(stop), str(label)) for start, stop, label in tier]


def _ended(command: Sequence[str], timeout_s: float) -> tuple[int, str]:
    """Exit code and what it said on stderr. Killed when nobody waits for it, or it takes too long (TimeoutExpired)."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            with on_abandon(process.kill):
                _, complaint = process.communicate(timeout=timeout_s)
        except BaseException:
            process.kill()
            raise
        return process.returncode, complaint


def load(context: EngineContext) -> Mfa:
    """Raises EngineUnavailable when the program is not there."""
    if shutil.which(COMMAND) is None:
        raise EngineUnavailable(
            "mfa: the Montreal Forced Aligner is not installed: conda install -c conda-forge montreal-forced-aligner, "
            "then `mfa model download acoustic english_us_arpa`"
        )
    settings = context.settings
    return Mfa(
        Lexicon.load(context.model_dir),
        acoustic_model=settings.mfa_acoustic_model,
        timeout_s=settings.mfa_timeout_s,
    )
