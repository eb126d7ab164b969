"""A result, with what can be done with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

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
        """WAV by kind, as far as there is any: `recording`, `reference`, `own_voice`. They are fetched once."""
        audio = cast("AnyResult", self).audio
        for kind in ("recording", "reference", "own_voice"):
            link = getattr(audio, kind)
            if link is not None and kind not in self._fetched and self._source.fetch:
                self._fetched[kind] = self._source.fetch(link.url)
        return self._fetched

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
