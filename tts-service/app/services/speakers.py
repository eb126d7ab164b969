"""The models that speak, side by side, and programs beside them: which of them a request is given to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shared.engines import EngineHost, EngineUnavailable
from shared.web.model_book import LoadedModel, ModelBook, request_key

from .engines.base import Synthesiser, Voice
from .engines.together import Together


@dataclass(frozen=True, slots=True)
class SpeakersHere:
    book: ModelBook[Synthesiser]
    beside: Sequence[Synthesiser] = ()
    """Programs that speak what no model here can; they wait in the line of the service's own engine."""

    @property
    def own(self) -> EngineHost[Synthesiser]:
        return self.book.own

    def voices(self) -> list[Voice]:
        """All that can be asked for by name, each once."""
        return Together(
            [speaker for speaker, _ in self._in_order(None)], known=self._offered
        ).voices()

    def voices_for(self, language: str) -> list[Voice]:
        """Those that one is chosen of for a text in a language, ISO 639-1, where none was named: of the model that it is given to, if that
        has any, else of all."""
        first = self.book.host_for(language, request_key()).engine
        speaking = [voice for voice in first.voices() if language in voice.languages]
        return speaking or self.voices()

    def together(self, language: str) -> Together:
        """All of them. A voice that several have is spoken by the one that the language is given to, else by the first of them."""
        key = request_key()
        return Together(
            [speaker for speaker, _ in self._in_order(language)],
            known=self._offered,
            given=lambda spoken: self.book.host_for(spoken, key).engine,
        )

    def host_of(self, speaker: Synthesiser) -> EngineHost[Synthesiser]:
        """Whose line its work waits in."""
        return next((host for each, host in self._in_order(None) if each is speaker), self.own)

    def offered_by(self, model: LoadedModel[Synthesiser]) -> list[Voice]:
        """Of a listed model the voices of its languages."""
        voices = model.host.engine.voices()
        if model.listed is None:
            return voices
        served = set(model.listed.languages)
        return [voice for voice in voices if served & set(voice.languages)]

    def require_told_apart(self) -> None:
        """Raises EngineUnavailable where two models would tell the same engine and version of themselves."""
        names: dict[tuple[str, str], str] = {}
        for each in self.book.models:
            engine = each.host.engine
            other = names.setdefault((engine.name, engine.model_version), each.name)
            if other != each.name:
                raise EngineUnavailable(
                    f"models {other!r} and {each.name!r} are both {engine.name} {engine.model_version}: name their folders otherwise"
                )

    def _offered(self, speaker: Synthesiser) -> list[Voice]:
        model = next((each for each in self.book.models if each.host.engine is speaker), None)
        return speaker.voices() if model is None else self.offered_by(model)

    def _in_order(
        self, language: str | None
    ) -> Iterator[tuple[Synthesiser, EngineHost[Synthesiser]]]:
        hosts = [each.host for each in self.book.models]
        if language is not None:
            first = self.book.host_for(language, request_key())
            hosts = [first, *(host for host in hosts if host is not first)]
        for host in hosts:
            yield host.engine, host
        for speaker in self.beside:
            yield speaker, self.own
