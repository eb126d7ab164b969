"""Kokoro-82M (int8 ONNX, Apache-2.0), spoken from phones rather than text.

The model predicts how long each symbol lasts and builds the sound on that; the durations are read out of its
graph, so that the times of words and phones are those it was made with (StyleTTS 2, Li et al. 2023).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from shared.abandon import on_abandon
from shared.audio.loudness import faded, levelled, sounding_part
from shared.engines import EngineContext
from shared.on_demand import OnDemand, Shelf
from shared.onnx_outputs import with_float_output
from shared.phonetics.arpabet import UnknownPhone
from shared.phonetics.function_words import PHRASE_OPENERS
from shared.triton.repository import DURATIONS

from ...utils.kokoro_ipa import ipa_symbols
from ...utils.kokoro_phones import PAD_ID, PAUSES, SYMBOL_IDS, phone_symbols
from ..languages.table import languages_with_phones
from .base import Gender, SpeechWord, SpokenAudio, TimedWord, UnknownVoice, Voice, joined
from .durations import spoken_s
from .fingerprint import fingerprint

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

RATE_HZ = 24_000
_MAX_SYMBOLS = 380
"""A piece; the model crashes past 509 symbols and hurries well before."""
_FIRST_SYMBOLS = 40
"""At most, of the first piece where speech should start soon: some 2 s of speech."""
_FEWEST_SYMBOLS = 12
"""Of a first piece that is ended early: half a second of speech."""
_MADE_IN, _OVERHEAD_SYMBOLS = 0.6, 5
"""How long a piece takes on two slow cores, against how long it lasts, and what each takes beside, in symbols: by them a piece is
as long as can be made while those before it play."""
_STYLE_SHAPE = (510, 256)
"""A voice file: one style a number of symbols."""
_ACCENTS: dict[str, str] = {"a": "en-US", "b": "en-GB", "h": "hi-IN"}
_GENDERS: dict[str, Gender] = {"f": "female", "m": "male"}
_SENTENCE_ENDS = frozenset(".!?…")
_PAUSE_S = {"sentence": 0.35, "phrase": 0.18, "word": 0.0}
"""Silence between pieces at the voice's own pace, by what the piece before ended in."""
_FRAME_SAMPLES = 600
_LEAD_SAMPLES = 1500
"""The sound of a symbol comes 62 ms before its frames: the median by which two aligners of different kinds, the
encoder's and pocketsphinx, put 570 phones earlier (-63 and -60 ms; what is left is 15 to 18 ms, `make bench-voices`)."""
_SLOWNESS = {"af_nicole": 1.55}
"""Times as long as af_heart takes; it whispers. The others are within a tenth."""
_GAIN_RAMP_S = 0.03
_PEAK = 0.97


@dataclass(frozen=True, slots=True)
class Written:
    """A piece in Kokoro's symbols."""

    symbols: str
    places: tuple[tuple[tuple[int, int], ...], ...]
    """For each phone of each word, its first symbol and one past its last."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    session: "InferenceSession"
    weights: dict[str, np.ndarray]
    """That each run takes beside its own inputs."""


_GIVES_BACK = "memory.enable_memory_arena_shrinkage", "cpu:0"
"""What a run took goes back to the system: else each session keeps 450 MB of its longest piece for good."""


class Kokoro:
    name = "kokoro"
    reads_text = False
    model_version = "kokoro-82m-v1.0-int8"
    fingerprint = ""
    """Of a folder that was brought."""

    def __init__(
        self, folder: Path, *, threads: int, shelf: Shelf | None = None, brought: bool = False
    ) -> None:
        """`folder` holds `model.onnx` and `voices/<voice>.bin`; `brought` says that it is not the store's.

        Raises OSError or ValueError if it holds something else.
        """
        self._brought = brought
        self.weights = self._weights(folder, threads, shelf or Shelf())
        self._voice_files = {
            path.stem: path
            for path in sorted((folder / "voices").glob("*.bin"))
            if path.stem[0] in _ACCENTS and path.stem[1] in _GENDERS
        }
        if not self._voice_files:
            raise ValueError(f"{folder.name} holds no voices: fetch it again with `make models`")
        self._styles: dict[str, np.ndarray] = {}

    def _weights(self, folder: Path, threads: int, shelf: Shelf) -> OnDemand[Any] | None:
        path = folder / "model.onnx"
        if not path.is_file():
            raise FileNotFoundError(f"{path.name} is missing: fetch it with `make models`")
        load = partial(_open, path, threads, brought=self._brought)
        return OnDemand(load, shelf=shelf, name=f"kokoro ({folder.name})")

    def warm_up(self) -> None:
        hello = SpeechWord(("HH", "AH0", "L", "OW1"))
        self.speak([hello], voice=next(iter(self._voice_files)), speaking_rate=1.0)

    def voices(self) -> list[Voice]:
        """Every voice, sorted by id; the id's first two letters tell accent and gender."""
        return [kokoro_voice(id) for id in self._voice_files]

    def pieces(self, words: Sequence[SpeechWord], *, soon: bool = False) -> list[list[SpeechWord]]:
        """Whole sentences where they fit; cut where a pause or another pace is asked for."""
        return pieces_of(words, soon=soon)

    def expected_s(self, words: Sequence[SpeechWord], *, voice: str, speaking_rate: float) -> float:
        """Within a quarter of what it comes to, but for strings of one phone (docs/adr/0018)."""
        return spoken_s(words, speaking_rate=speaking_rate, slowness=_SLOWNESS.get(voice, 1.0))

    def speak_pieces(
        self,
        pieces: Sequence[Sequence[SpeechWord]],
        *,
        voice: str,
        speaking_rate: float = 1.0,
        flaps: bool = True,
    ) -> Iterator[SpokenAudio]:
        """Each at 24 kHz, about -20 dBFS, without silence around it but for the pause before it.

        `flaps=False` keeps every T a plain stop. Raises UnknownVoice and UnknownPhone.
        """
        before: SpeechWord | None = None
        for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
            pause = np.zeros(
                round(_silence_s(before, piece[0], speaking_rate) * RATE_HZ), np.float32
            )
            goes_on = following is not None and piece[-1].goes_on_in(following[0])
            styles = self._style(piece[0].voice or voice)
            written = write(piece, flaps=flaps, goes_on=goes_on)
            spoken = self._speak_piece(piece, written, styles, speaking_rate * piece[0].pace)
            yield joined([SpokenAudio(pause, RATE_HZ, ()), spoken]) if len(pause) else spoken
            before = piece[-1]

    def speak(
        self,
        words: Sequence[SpeechWord],
        *,
        voice: str,
        speaking_rate: float = 1.0,
        flaps: bool = True,
    ) -> SpokenAudio:
        """All of `words`. Raises as `speak_pieces` does, and ValueError when there is nothing to speak."""
        pieces = self.pieces(words)
        return joined(
            self.speak_pieces(pieces, voice=voice, speaking_rate=speaking_rate, flaps=flaps)
        )

    def _speak_piece(
        self, piece: Sequence[SpeechWord], written: Written, styles: np.ndarray, speed: float
    ) -> SpokenAudio:
        samples, durations = self._infer(written.symbols, styles, speed)
        start, stop = sounding_part(samples, RATE_HZ)
        words = word_times(piece, written, durations, first_sample=start, n_samples=stop - start)
        samples = levelled(faded(samples[start:stop], RATE_HZ), RATE_HZ)
        return SpokenAudio(_with_gains(samples, piece, words), RATE_HZ, words)

    def _infer(
        self, symbols: str, styles: np.ndarray, speed: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """float32 (n_samples,), and the frames that the pad, each symbol and the pad last."""
        from onnxruntime import RunOptions  # pyright: ignore[reportAttributeAccessIssue]

        options = RunOptions()
        options.add_run_config_entry(*_GIVES_BACK)
        assert self.weights is not None, "whatever has none makes its sound elsewhere"
        with (
            self.weights.held() as loaded,
            on_abandon(partial(setattr, options, "terminate", True)),
        ):
            samples, durations = loaded.session.run(
                ["audio", DURATIONS], model_inputs(symbols, styles, speed) | loaded.weights, options
            )
        return np.asarray(samples, dtype=np.float32).ravel(), np.asarray(durations).ravel()

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


def kokoro_voice(id: str) -> Voice:
    """What its id tells of it. The Hindi voices speak the other languages too: their table is Hindi's."""
    accent = _ACCENTS[id[0]]
    also = [code for code in languages_with_phones() if code != "hi"] if accent == "hi-IN" else []
    return Voice(id, accent, _GENDERS[id[1]], also=tuple(also))


def load(context: EngineContext) -> Kokoro:
    brought: Path | None = context.settings.kokoro_dir
    folder = brought or context.model_dir / "kokoro-82m"
    kokoro = Kokoro(
        folder, threads=context.threads, shelf=context.shelf, brought=brought is not None
    )
    if brought:
        kokoro.model_version = brought.resolve().name
        kokoro.fingerprint = fingerprint(brought)
    return kokoro


def pieces_of(words: Sequence[SpeechWord], *, soon: bool = False) -> list[list[SpeechWord]]:
    """`words` in pieces that the model can take.

    A piece ends at a sentence's end where one is within reach, else at other punctuation, else before a word that
    opens a phrase, else at a word; and always where a pause or another pace is asked for. With `soon` the first ends at the
    first of these, and the others grow from it.
    """
    lengths = [len(_symbols(word)) + 1 for word in words]
    pieces: list[list[SpeechWord]] = []
    start, ahead = 0, 0.0
    while start < len(words):
        limit = _soon_limit(ahead) if soon else _MAX_SYMBOLS
        end, length = start, 0
        while end < len(words) and (end == start or words[end - 1].goes_on_in(words[end])):
            length += lengths[end]
            if length > limit and end > start:
                break
            end += 1
        is_cut_short = end < len(words) and words[end - 1].goes_on_in(words[end])
        if is_cut_short:
            is_first = soon and not pieces
            end = _first_cut(words, lengths, end) if is_first else _best_cut(words, start, end)
        pieces.append(list(words[start:end]))
        ahead = _still_to_play(ahead, sum(lengths[start:end]))
        start = end
    return pieces


def _soon_limit(ahead: float) -> float:
    """Symbols of a piece that is made while `ahead` symbols of speech play; of the first where there are none."""
    if not ahead:
        return _FIRST_SYMBOLS
    return min(_MAX_SYMBOLS, max(_FIRST_SYMBOLS / 2, (ahead - _OVERHEAD_SYMBOLS) / _MADE_IN))


def _still_to_play(ahead: float, made: int) -> float:
    """Symbols of speech once a piece of `made` is there; nothing but the piece where all before it has been played."""
    return max(made, ahead + made - _MADE_IN * made - _OVERHEAD_SYMBOLS)


def _first_cut(words: Sequence[SpeechWord], lengths: Sequence[int], end: int) -> int:
    """Where the first piece ends: behind the first mark, or before the first word that opens a phrase; else at `end`."""
    length = 0
    for cut in range(1, end):
        length += lengths[cut - 1]
        if length < _FEWEST_SYMBOLS:
            continue
        if words[cut - 1].after in PAUSES or words[cut].text.lower() in PHRASE_OPENERS:
            return cut
    return end


def write(piece: Sequence[SpeechWord], *, flaps: bool = True, goes_on: bool = False) -> Written:
    """Closed by a mark: without one Kokoro swallows the last phone of a short utterance. A comma where the phrase `goes_on` in the
    next piece: the voice falls less."""
    text = ""
    places: list[tuple[tuple[int, int], ...]] = []
    for index, word in enumerate(piece):
        text += " " if index else ""
        spans: list[tuple[int, int]] = []
        for symbols in _phone_symbols(word, flaps=flaps):
            spans.append((len(text), len(text) + len(symbols)))
            text += symbols
        places.append(tuple(spans))
        text += _mark(word)
    text = text[: _MAX_SYMBOLS + len(PAUSES)]  # one word of many phones; the model takes no more
    closing = "," if goes_on else "."
    return Written(text if text[-1] in PAUSES else text + closing, tuple(places))


def word_times(
    piece: Sequence[SpeechWord],
    written: Written,
    durations: np.ndarray,
    *,
    first_sample: int,
    n_samples: int,
) -> tuple[TimedWord, ...]:
    """When the words of a piece were said, from `first_sample` of the model's samples on.

    Between two words that no mark parts there is no silence: the boundary stands in the middle of what the
    space lasts.
    """
    ends = np.cumsum(durations) * _FRAME_SAMPLES - _LEAD_SAMPLES
    starts = ends - durations * _FRAME_SAMPLES

    def second(sample: float) -> float:
        return round(float(np.clip(sample - first_sample, 0, n_samples)) / RATE_HZ, 4)

    # symbol n is number n + 1 of what the model was given: a pad stands before the first
    last = len(written.symbols) - 1
    bounds = [
        [(starts[min(a, last) + 1], ends[min(b - 1, last) + 1]) for a, b in spans]
        for spans in written.places
    ]
    for index in range(len(piece) - 1):
        if not _mark(piece[index]):
            middle = (bounds[index][-1][1] + bounds[index + 1][0][0]) / 2
            bounds[index][-1] = (bounds[index][-1][0], middle)
            bounds[index + 1][0] = (middle, bounds[index + 1][0][1])
    return tuple(
        TimedWord(
            second(spans[0][0]),
            second(spans[-1][1]),
            tuple((second(a), second(b)) for a, b in spans),
        )
        for spans in bounds
    )


def _symbols(word: SpeechWord) -> str:
    return "".join(_phone_symbols(word)) + _mark(word)


def _phone_symbols(word: SpeechWord, *, flaps: bool = True) -> list[str]:
    """Of each phone. Raises UnknownPhone."""
    if word.language == "en":
        return phone_symbols(word.phones, reduced=word.reduced, flaps=flaps)
    written = [ipa_symbols(phone, language=word.language) for phone in word.phones]
    if None in written:
        unknown = word.phones[written.index(None)]
        raise UnknownPhone(f"{unknown!r} is not a phone that the voices have")
    return [symbols for symbols in written if symbols is not None]


def _mark(word: SpeechWord) -> str:
    return word.after if word.after in PAUSES else ""


def _with_gains(
    samples: np.ndarray, piece: Sequence[SpeechWord], words: Sequence[TimedWord]
) -> np.ndarray:
    """Words that are to stand out louder, or softer, with ramps of 30 ms."""
    if not any(word.gain_db for word in piece):
        return samples
    times: list[float] = []
    gains_db: list[float] = []
    for word, timed in zip(piece, words, strict=True):
        ramp_s = min(_GAIN_RAMP_S, (timed.end_s - timed.start_s) / 2)
        times += [timed.start_s + ramp_s, timed.end_s - ramp_s]
        gains_db += [word.gain_db, word.gain_db]
    curve_db = np.interp(np.arange(len(samples)) / RATE_HZ, times, gains_db)
    louder = samples * 10 ** (curve_db / 20)
    return (louder * min(1.0, _PEAK / np.abs(louder).max())).astype(np.float32)


def _best_cut(words: Sequence[SpeechWord], start: int, end: int) -> int:
    for marks in (_SENTENCE_ENDS, PAUSES):
        for cut in range(end, start, -1):
            if words[cut - 1].after in marks:
                return cut
    for cut in range(end, start + (end - start) // 2, -1):
        if words[cut].text.lower() in PHRASE_OPENERS:
            return cut
    return end


def _silence_s(before: SpeechWord | None, word: SpeechWord, speaking_rate: float) -> float:
    """Between two pieces: what is asked for, else what the punctuation says, at the speaking rate."""
    if word.pause_before_s is not None:
        return word.pause_before_s
    if before is None:
        return 0.0
    if before.after in _SENTENCE_ENDS:
        kind = "sentence"
    else:
        kind = "phrase" if before.after in PAUSES else "word"
    return _PAUSE_S[kind] / speaking_rate


def model_inputs(symbols: str, styles: np.ndarray, speed: float) -> dict[str, np.ndarray]:
    ids = [SYMBOL_IDS[symbol] for symbol in symbols]
    return {
        "tokens": np.array([[PAD_ID, *ids, PAD_ID]], dtype=np.int64),
        "style": styles[min(len(ids), len(styles) - 1)][np.newaxis],
        "speed": np.array([speed], dtype=np.float32),
    }


def _open(path: Path, threads: int, *, brought: bool) -> _Loaded:
    import onnxruntime

    from .kokoro_graph import faster

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Waiting threads that spin would take the cores from whatever runs beside a synthesis.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_mem_reuse = False  # planning it takes a second, and saves nothing
    model = with_float_output(path.read_bytes(), DURATIONS)
    weights: dict[str, np.ndarray] = {}
    if not brought:
        model, weights = faster(model)
    session = onnxruntime.InferenceSession(
        model, sess_options=options, providers=["CPUExecutionProvider"]
    )
    return _Loaded(session, weights)
