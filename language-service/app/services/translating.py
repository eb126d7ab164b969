"""Texts to translations: their languages, their sentences, what is asked of the engine, and what is told of its answer."""

from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby, islice
from typing import Any

from shared.abandon import raise_if_abandoned
from shared.contracts.translation import (
    Formality,
    SentenceTold,
    TextsToTranslate,
    TextTold,
    TranslatedSentence,
    TranslatedText,
    Translation,
    TranslationDone,
    TranslationEvent,
    TranslationPair,
    TranslationPairs,
    WhyUntranslated,
)
from shared.engines import EngineHost
from shared.line import patiently
from shared.web.model_book import ModelBook, request_key

from .engines.base import Linguist
from .engines.translators.base import Translator
from .scripts import letters_by_script
from .translation.offer import Offer, require_offered
from .translation.protected import find_protected, within
from .translation.recent_sentences import RecentSentences
from .translation.sentences import split_sentences
from .translation.signals import Signals, likeness_of, signals_of
from .translation.units import Direction, Outcome, Refusal, Rendering, SourceSentence

SENTENCES_AT_ONCE = 16
"""That the engine is given in one turn; others get theirs between two."""
UNTOLD = Signals(None, None)


@dataclass(frozen=True, slots=True)
class Translated:
    """What became of a sentence, and what is told of it."""

    outcome: Outcome
    signals: Signals = UNTOLD
    round_trip: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class PlannedText:
    language: str | None
    probability: float | None
    """Of a detected language."""
    direction: Direction | None
    """None where nothing of it goes to an engine."""
    host: EngineHost[Translator] | None
    """Whose it is then."""
    refusal: WhyUntranslated | None
    sentences: tuple[tuple[str, SourceSentence], ...]
    """What stands before each, and the sentence."""
    after: str


@dataclass(frozen=True, slots=True)
class _Place:
    text: int
    index: int
    sentence: SourceSentence
    direction: Direction
    host: EngineHost[Translator]


@dataclass(slots=True)
class TranslationDesk:
    """Who is asked for translations, and what is kept of them."""

    linguist: EngineHost[Linguist]
    translators: ModelBook[Translator]
    """Each pair is one's, of which those on trial are given a share."""
    cache: RecentSentences[Translated]
    told: Callable[[str], None] = field(default=lambda outcome: None)
    """Told what became of each sentence: `translated`, `cached`, `kept`, or the reason why not."""

    @property
    def pairs(self) -> TranslationPairs:
        """What it can be asked for."""
        found = self._offer.pairs
        pairs = [TranslationPair(source=one, target=other) for one, other in sorted(found or ())]
        return TranslationPairs(**self.translators.own.stamp(), any_pair=found is None, pairs=pairs)

    @property
    def _offer(self) -> Offer:
        return self.translators.own.engine.offer.with_pairs(self.translators.languages_of_others)

    async def translate(self, request: TextsToTranslate) -> Translation:
        """Raises InvalidInput naming `source` or `target` where the engine hasn't that pair, and Busy."""
        texts = [
            each.translation async for each in self.tell(request) if isinstance(each, TextTold)
        ]
        return Translation(**self._stamp(texts), target=request.target, translations=texts)

    async def tell(self, request: TextsToTranslate) -> AsyncGenerator[TranslationEvent, None]:
        """Sentence by sentence; `SentenceTold`s of a text, its `TextTold`, at the end `TranslationDone`. Raises as `translate` does."""
        own = self.translators.own.engine
        require_offered(self._offer, own.name, request.source, request.target)
        planned = await self.linguist.run(self._plan, request)
        turns = _turns(self._places(planned))
        results: dict[tuple[int, int], Translated] = {}
        asked_before = False
        wholes: list[TranslatedText] = []
        for at, text in enumerate(planned):
            told: list[TranslatedSentence] = []
            for index, (before, sentence) in enumerate(text.sentences):
                if text.direction is not None and has_words(sentence):
                    while (at, index) not in results:
                        host, turn = next(turns)
                        work = partial(self._translated, turn, request, host)
                        run = partial(host.run, work)
                        # Who has waited for the first turn isn't sent away before a later one.
                        found = await (patiently(run) if asked_before else run())
                        asked_before = True
                        results |= zip(((e.text, e.index) for e in turn), found, strict=True)
                    told.append(_told(before, sentence, results.pop((at, index))))
                else:
                    self.told(text.refusal or "kept")
                    told.append(_untouched(before, sentence, text.refusal))
                yield SentenceTold(text=at, index=index, sentence=told[-1])
            whole = _whole(text, told)
            wholes.append(whole)
            yield TextTold(text=at, translation=whole)
        yield TranslationDone(**self._stamp(wholes), target=request.target, n_texts=len(planned))

    def _stamp(self, texts: Sequence[TranslatedText]) -> dict[str, Any]:
        """Of who translated them, where one did; else of the service's own."""
        models = {(each.engine, each.model_version) for each in texts if each.engine}
        hosts = [each.host for each in self.translators.models]
        alike = [h for h in hosts if (h.engine.name, h.engine.model_version) in models]
        return (alike[0] if len(models) == 1 else self.translators.own).stamp()

    def _plan(self, request: TextsToTranslate) -> list[PlannedText]:
        glossary = {each.source: each.target for each in request.glossary}
        return [self._planned(each, request, glossary) for each in request.texts]

    def _planned(
        self, text: str, request: TextsToTranslate, glossary: Mapping[str, str]
    ) -> PlannedText:
        raise_if_abandoned()
        protected = find_protected(text, glossary)
        spans, after = split_sentences(text, protected)
        sentences = tuple(
            (each.before, SourceSentence(text[each.start : each.end], within(protected, each.start, each.end)))
            for each in spans
        )  # fmt: skip
        language, probability = request.source, None
        direction: Direction | None = None
        host: EngineHost[Translator] | None = None
        refusal: WhyUntranslated | None = None
        if any(has_words(sentence) for _, sentence in sentences):
            if language is None:
                free = " ".join(sentence.free_text for _, sentence in sentences)
                ranked = self.linguist.engine.rank_languages(free).languages
                language, probability = ranked[0] if ranked else (None, None)
            if language is None:
                refusal = "undetermined"
            elif language != request.target:
                direction = Direction(language, request.target)
                host = self.translators.host_for(direction.listed, request_key())
                if not host.engine.offer.has(direction):
                    direction, host, refusal = None, None, "language"
        return PlannedText(language, probability, direction, host, refusal, sentences, after)

    def _places(self, planned: Sequence[PlannedText]) -> Iterator[_Place]:
        for at, text in enumerate(planned):
            if text.direction is not None and text.host is not None:
                for index, (_, sentence) in enumerate(text.sentences):
                    if has_words(sentence):
                        yield _Place(at, index, sentence, text.direction, text.host)

    def _translated(
        self, turn: Sequence[_Place], request: TextsToTranslate, host: EngineHost[Translator]
    ) -> list[Translated]:
        """In order; equal sentences once, those of before not at all."""
        keys = [(each.sentence, each.direction) for each in turn]
        engine = host.engine
        wishes = (engine.name, engine.model_version, request.formality, request.round_trip)
        cached = {key: self.cache.get((*key, *wishes)) for key in dict.fromkeys(keys)}
        found = {key: each for key, each in cached.items() if each is not None}
        for direction in dict.fromkeys(direction for _, direction in cached):
            missing = [key for key in cached if key not in found and key[1] == direction]
            made = self._made([sentence for sentence, _ in missing], direction, request, engine)
            for key, each in zip(missing, made, strict=True):
                found[key] = each
                if each.outcome != Refusal("away"):
                    self.cache.put((*key, *wishes), each)
        for key in keys:
            outcome = found[key].outcome
            known = "translated" if cached[key] is None else "cached"
            self.told(outcome.reason if isinstance(outcome, Refusal) else known)
        return [found[key] for key in keys]

    def _made(
        self,
        sentences: Sequence[SourceSentence],
        direction: Direction,
        request: TextsToTranslate,
        engine: Translator,
    ) -> list[Translated]:
        if not sentences:
            return []
        raise_if_abandoned()
        outcomes = engine.translate(sentences, direction, request.formality)
        back = _back(outcomes, direction, request.formality, engine) if request.round_trip else {}
        return [
            _figured(sentence, outcome, direction.target, back.get(at), engine)
            for at, (sentence, outcome) in enumerate(zip(sentences, outcomes, strict=True))
        ]


def _turns(places: Iterator[_Place]) -> Iterator[tuple[EngineHost[Translator], list[_Place]]]:
    """In order; of one translator each."""
    for _, alike in groupby(places, key=lambda place: id(place.host)):
        while turn := list(islice(alike, SENTENCES_AT_ONCE)):
            yield turn[0].host, turn


def _back(
    outcomes: Sequence[Outcome],
    direction: Direction,
    formality: Formality | None,
    engine: Translator,
) -> dict[int, str]:
    """Index of each translation that came back → as what."""
    if not engine.offer.has(direction.back):
        return {}
    places = [at for at, each in enumerate(outcomes) if isinstance(each, Rendering)]
    there = [each.text for each in outcomes if isinstance(each, Rendering)]
    raise_if_abandoned()
    sentences = [SourceSentence(each, find_protected(each)) for each in there]
    came = engine.translate(sentences, direction.back, formality) if sentences else []
    return {at: each.text for at, each in zip(places, came, strict=True) if isinstance(each, Rendering)}  # fmt: skip


def _figured(
    sentence: SourceSentence, outcome: Outcome, target: str, back: str | None, engine: Translator
) -> Translated:
    if isinstance(outcome, Refusal):
        return Translated(outcome)
    signals = signals_of(sentence, outcome.text, target)
    round_trip = None if back is None else likeness_of(sentence.text, back)
    confidence = outcome.confidence
    if confidence is None and (calibration := engine.calibration) is not None:
        confidence = calibration.probability(outcome, signals, round_trip)
    return Translated(outcome, signals, round_trip, confidence)


def has_words(sentence: SourceSentence) -> bool:
    """Whether there is anything to translate in it: letters beside what is protected, or a term."""
    is_term = any(each.kind == "term" for each in sentence.protected)
    return is_term or bool(letters_by_script(sentence.free_text))


def _told(before: str, sentence: SourceSentence, translated: Translated) -> TranslatedSentence:
    outcome, signals = translated.outcome, translated.signals
    rendering = outcome if isinstance(outcome, Rendering) else None
    return TranslatedSentence(
        source=sentence.text,
        before=before,
        translation=rendering.text if rendering else None,
        reason=outcome.reason if isinstance(outcome, Refusal) else None,
        kept=False,
        confidence=_rounded(translated.confidence),
        score=_rounded(rendering.score) if rendering else None,
        length_ratio=_rounded(signals.length_ratio),
        script_share=_rounded(signals.script_share),
        round_trip=_rounded(translated.round_trip),
        formality=rendering.formality if rendering else None,
    )


def _untouched(
    before: str, sentence: SourceSentence, refusal: WhyUntranslated | None
) -> TranslatedSentence:
    """One that no engine sees."""
    is_kept = refusal is None or not has_words(sentence)
    return TranslatedSentence(
        source=sentence.text,
        before=before,
        translation=sentence.text if is_kept else None,
        reason=None if is_kept else refusal,
        kept=is_kept,
        confidence=None,
        score=None,
        length_ratio=None,
        script_share=None,
        round_trip=None,
        formality=None,
    )


def _whole(text: PlannedText, told: Sequence[TranslatedSentence]) -> TranslatedText:
    reasons: list[WhyUntranslated] = [each.reason for each in told if each.reason is not None]
    reason = reasons[0] if reasons else None
    joined = "".join(each.before + (each.translation or "") for each in told) + text.after
    confidences = [each.confidence for each in told if not each.kept]
    known = [each for each in confidences if each is not None]
    return TranslatedText(
        source_language=text.language,
        source_probability=text.probability,
        translation=joined if reason is None else None,
        reason=reason,
        confidence=min(known) if reason is None and known and len(known) == len(confidences) else None,
        sentences=list(told),
        after=text.after,
        engine=None if text.host is None else text.host.engine.name,
        model_version=None if text.host is None else text.host.engine.model_version,
    )  # fmt: skip


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 3)
