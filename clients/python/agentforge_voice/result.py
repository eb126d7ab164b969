"""A result, with what can be done with it."""

from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import BaseModel, PrivateAttr

from .errors import VoiceError
from .page import Page, result_page
from .rows import TABLES, AnyResult, Row, Table
from .schema import TaskResult, UnifiedResult

if TYPE_CHECKING:
    from pandas import DataFrame


class AudioSource:
    """Fetches what an address of a result plays. A copy of a result shares it, a pickled one has none."""

    def __init__(self, fetch: Callable[[str], bytes] | None = None) -> None:
        self.fetch = fetch

    def __deepcopy__(self, memo: object) -> "AudioSource":
        return self

    def __reduce__(self) -> tuple[type["AudioSource"], tuple[()]]:
        return AudioSource, ()


class ResultViews(BaseModel):
    """What a result can be looked at as."""

    _source: AudioSource = PrivateAttr(default_factory=AudioSource)
    _fetched: dict[str, bytes] = PrivateAttr(default_factory=dict)

    def rows(self, table: Table = "words") -> list[Row]:
        """A row a word, phone or issue."""
        return TABLES[table](cast("AnyResult", self))

    def to_dataframe(self, table: Table = "words") -> "DataFrame":
        """The same in pandas, which must be there: ImportError that says how to get it."""
        try:
            from pandas import DataFrame
        except ImportError as error:
            raise ImportError(
                "to_dataframe needs pandas: pip install pandas; rows() gives the same without it"
            ) from error
        return DataFrame(self.rows(table))

    def audio_files(self) -> dict[str, bytes]:
        """WAV by kind, as far as there is any: `recording`, `reference`, `own_voice`. They are fetched once; of an AsyncClient's result by its
        `load_audio`."""
        if self._source.fetch:
            for kind, url in self.unfetched().items():
                self.keep_audio(kind, self._source.fetch(url))
        return self._fetched

    def unfetched(self) -> dict[str, str]:
        """Address by kind of what can be fetched and was not yet."""
        audio = cast("AnyResult", self).audio
        links = {kind: getattr(audio, kind) for kind in ("recording", "reference", "own_voice")}
        return {
            kind: link.url for kind, link in links.items() if link and kind not in self._fetched
        }

    def keep_audio(self, kind: str, wav: bytes) -> None:
        self._fetched[kind] = wav

    def show(self) -> Page:
        """Words with marks, players, scores and issues, for a notebook or a file; all of it is inside."""
        missing = ""
        try:
            self.audio_files()
        except VoiceError as error:
            missing = f"The audio could not be fetched: {error}"
        return result_page(cast("AnyResult", self), self._fetched, missing)

    def _repr_html_(self) -> str:
        return self.show().html


class Result(ResultViews, UnifiedResult):
    """What `process` answers."""


class JudgedTask(ResultViews, TaskResult):
    """A task, with what is there of its result so far."""


Bound = TypeVar("Bound", bound=ResultViews)


def bound(result: Bound, fetch: Callable[[str], Any]) -> Bound:
    """The result, which fetches its audio by itself; not where `fetch` is awaited: there the client's `load_audio` does."""
    if not iscoroutinefunction(fetch):
        result._source = AudioSource(fetch)
    return result
