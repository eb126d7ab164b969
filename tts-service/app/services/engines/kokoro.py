"""Kokoro-82M (int8 ONNX, Apache-2.0), spoken from phones rather than text."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shared.audio.loudness import faded, levelled, trimmed
from shared.engines import EngineContext

from ...utils.kokoro_phones import PAD_ID, PAUSES, SYMBOL_IDS, kokoro_symbols
from .base import Accent, Gender, Speech, SpeechWord, UnknownVoice, Voice

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

RATE_HZ = 24_000
_MAX_SYMBOLS = 380
"""A chunk; the model crashes past 509 symbols and hurries well before."""
_STYLE_SHAPE = (510, 256)
"""A voice file: one style a number of symbols."""
_ACCENTS: dict[str, Accent] = {"a": "en-US", "b": "en-GB", "h": "hi"}
_GENDERS: dict[str, Gender] = {"f": "female", "m": "male"}
_SENTENCE_ENDS = frozenset(".!?…")
_PAUSE_S = {"sentence": 0.35, "phrase": 0.18, "word": 0.0}
"""Silence put between chunks at the voice's own pace, by what the chunk ended in."""


class Kokoro:
    name = "kokoro"
    reads_text = False
    model_version = "kokoro-82m-v1.0-int8"

    def __init__(self, folder: Path, *, threads: int) -> None:
        """`folder` holds `model.onnx` and `voices/<voice>.bin`. Raises OSError or ValueError if not."""
        self._session = _open_session(folder / "model.onnx", threads)
        self._voice_files = {
            path.stem: path
            for path in sorted((folder / "voices").glob("*.bin"))
            if path.stem[0] in _ACCENTS and path.stem[1] in _GENDERS
        }
        if not self._voice_files:
            raise ValueError(f"{folder.name} holds no voices: fetch it again with `make models`")
        self._styles: dict[str, np.ndarray] = {}

    def warm_up(self) -> None:
        self.speak(
            [SpeechWord(("HH", "AY1"))], voice=next(iter(self._voice_files)), speaking_rate=1.0
        )

    def voices(self) -> list[Voice]:
        """Every voice, sorted by id; the id's first two letters tell accent and gender."""
        return [Voice(id, _ACCENTS[id[0]], _GENDERS[id[1]]) for id in self._voice_files]

    def speak(
        self,
        words: Sequence[SpeechWord],
        *,
        voice: str,
        speaking_rate: float = 1.0,
        flaps: bool = True,
    ) -> Speech:
        """Speak `words` at 24 kHz, about -20 dBFS, without silence around them.

        `flaps=False` keeps every T a plain stop. Raises UnknownVoice, UnknownPhone, and ValueError when
        there is nothing to speak.
        """
        styles = self._style(voice)
        pieces: list[np.ndarray] = []
        for chunk, pause in chunked(words, flaps=flaps):
            samples = faded(trimmed(self._infer(chunk, styles, speaking_rate), RATE_HZ), RATE_HZ)
            pieces += [samples, np.zeros(round(pause / speaking_rate * RATE_HZ), np.float32)]
        if not pieces:
            raise ValueError("there are no words to speak")
        return Speech(levelled(np.concatenate(pieces[:-1]), RATE_HZ), RATE_HZ)

    def _infer(self, symbols: str, styles: np.ndarray, speaking_rate: float) -> np.ndarray:
        ids = [SYMBOL_IDS[symbol] for symbol in symbols]
        (samples,) = self._session.run(
            None,
            {
                "tokens": np.array([[PAD_ID, *ids, PAD_ID]], dtype=np.int64),
                "style": styles[min(len(ids), len(styles) - 1)][np.newaxis],
                "speed": np.array([speaking_rate], dtype=np.float32),
            },
        )
        return np.asarray(samples, dtype=np.float32).ravel()

    def _style(self, voice: str) -> np.ndarray:
        """float32 (510, 256): row n is the style of an utterance of n symbols."""
        if voice not in self._voice_files:
            raise UnknownVoice(
                f"there is no voice {voice!r}: GET /voices lists them", field="voice"
            )
        if voice not in self._styles:
            style = np.fromfile(self._voice_files[voice], dtype="<f4")
            self._styles[voice] = style.reshape(_STYLE_SHAPE)
        return self._styles[voice]


def load(context: EngineContext) -> Kokoro:
    return Kokoro(context.model_dir / "kokoro-82m", threads=context.threads)


def chunked(words: Sequence[SpeechWord], *, flaps: bool = True) -> list[tuple[str, float]]:
    """Symbol strings that the model can take, each with the seconds of silence that follow it.

    A chunk ends at a sentence's end where one is within reach, else at other punctuation, else at a word.
    """
    written = [
        kokoro_symbols(word.phones, reduced=word.reduced, flaps=flaps)
        + (word.after if word.after in PAUSES else "")
        for word in words
    ]
    chunks: list[tuple[str, float]] = []
    start = 0
    while start < len(written):
        end, length = start, 0
        while end < len(written) and length + len(written[end]) + 1 <= _MAX_SYMBOLS:
            length += len(written[end]) + 1
            end += 1
        end = _best_cut(words, start, max(end, start + 1))
        text = " ".join(written[start:end])[:_MAX_SYMBOLS]
        chunks.append((_closed(text), _pause_s(words[end - 1])))
        start = end
    return chunks


def _best_cut(words: Sequence[SpeechWord], start: int, end: int) -> int:
    if end == len(words):
        return end
    for marks in (_SENTENCE_ENDS, PAUSES):
        for cut in range(end, start, -1):
            if words[cut - 1].after in marks:
                return cut
    return end


def _closed(text: str) -> str:
    """Without a final mark Kokoro swallows the last phone of a short utterance."""
    return text if text[-1] in PAUSES else text + "."


def _pause_s(word: SpeechWord) -> float:
    if word.after in _SENTENCE_ENDS:
        return _PAUSE_S["sentence"]
    return _PAUSE_S["phrase" if word.after in PAUSES else "word"]


def _open_session(path: Path, threads: int) -> "InferenceSession":
    import onnxruntime

    if not path.is_file():
        raise FileNotFoundError(f"{path.name} is missing: fetch it with `make models`")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Waiting threads that spin would take the cores from whatever runs beside a synthesis.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        str(path), sess_options=options, providers=["CPUExecutionProvider"]
    )
