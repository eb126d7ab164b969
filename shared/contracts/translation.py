"""language-service's /translate: texts in, the same in another language out, or why not.

As a stream the answer is `sentence`s in the order of the texts, a `text` behind the last of each, and `done`; or, where it can't go on, `problem` with that of an answer (RFC 9457).
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool

from shared.contracts.base import Contract, JsonRequest, Many, RequestPart, Stamped
from shared.contracts.unknown_words import UnknownAs
from shared.languages import well_formed

MOST_TEXTS = 64
MOST_TERMS = 100
MAX_TEXT_TO_TRANSLATE = 5000
"""Characters of one text."""
MAX_TERM = 100
Formality = Literal["formal", "informal"]
Probability = Annotated[float, Field(ge=0, le=1)]
WhyUntranslated = Literal[
    "no_match", "not_kept", "term_missing", "formality", "too_long", "language", "undetermined", "away", "empty_answer", "other",
]  # fmt: skip
"""`no_match`: the translation memory has no sentence that means the same; `not_kept`: a number, id, address or tag would have been
lost or changed; `term_missing`: a term of the glossary would; `formality`: there is none in the register asked for; `too_long`: a
sentence is longer than the model takes; `language`: the text is in a language that the engine has no pair for; `undetermined`: its
language can't be told; `away`: the language model gives no answer; `empty_answer`: the engine answered nothing."""


class GlossaryTerm(RequestPart):
    """A term and how it has to come out."""

    source: str = Field(min_length=1, max_length=MAX_TERM)
    """As it stands in the texts; in any case, whole words only."""
    target: str = Field(min_length=1, max_length=MAX_TERM)
    """As it will stand in the translation."""


def _as_list(sent: object) -> object:
    return [sent] if isinstance(sent, str) else sent


class TextsToTranslate(JsonRequest):
    """Texts that are wanted in another language."""

    texts: Annotated[
        list[Annotated[str, Field(max_length=MAX_TEXT_TO_TRANSLATE)]],
        Field(min_length=1, max_length=MOST_TEXTS, fail_fast=True),
        BeforeValidator(_as_list),
    ]
    """One text, or a list; each is translated by itself."""
    target: Annotated[str, BeforeValidator(well_formed)]
    """ISO 639-1, a tag (`hi-IN`) or a name."""
    source: Annotated[str | None, BeforeValidator(well_formed)] = None
    """The same, of all texts. Left out, each text's is detected."""
    glossary: list[GlossaryTerm] = Field(default_factory=list, max_length=MOST_TERMS)
    """Terms that have to come out as given here; a sentence in which that can't be done has no translation."""
    formality: Formality | None = None
    """The register, where the target language has several and the engine knows them. Left out, formal as a rule."""
    round_trip: StrictBool = False
    """Whether each sentence is translated back, too, to tell how much of it is still there; it takes twice as long."""


class TranslatedSentence(Contract):
    source: str
    """The sentence as it was sent."""
    before: str
    """What stands before it in the text and in the translation: spaces, line ends; empty before the first as a rule."""
    translation: str | None
    """Null where there is none that holds."""
    reason: Annotated[WhyUntranslated, UnknownAs("other")] | None
    """Why there is none; null where there is one."""
    kept: bool
    """Whether there was nothing to translate: no words, or it is in the target language already. It stands as it was sent."""
    confidence: Probability | None
    """That it is right. Null where it means nothing: the engine's figures were never held against what was right."""
    score: float | None
    """Mean log-probability of its tokens, where the engine tells it. It is high for fluent nonsense, too."""
    length_ratio: float | None
    """Letters of the translation for each letter of the source, without what is only passed on."""
    script_share: Probability | None
    """Of the letters of the translation, those in the script of the target language."""
    round_trip: Probability | None
    """How much of the sentence came back from its translation, by its letters; null unless asked for and to be had."""
    formality: Formality | None
    """The register that it is in; null where it has none, or the engine knows of none."""


class TranslatedText(Contract):
    source_language: str | None
    """As sent, or as detected; null where it can't be told."""
    source_probability: Probability | None
    """Of the detected language; null where it was sent."""
    translation: str | None
    """The whole text; null where a sentence of it has no translation."""
    reason: Annotated[WhyUntranslated, UnknownAs("other")] | None
    """Of the first sentence that has none, or of the text; null where there is a translation."""
    confidence: Probability | None
    """The least of its sentences'; null where that of one is, or all is kept."""
    sentences: Many[TranslatedSentence]
    """In order. `before` and `translation` of each, joined, and `after` are the translation."""
    after: str
    """What stands behind the last sentence."""
    engine: str | None = None
    """That translated it; null where nothing of it went to one."""
    model_version: str | None = None
    """Of that engine."""


class Translation(Stamped):
    target: str
    """ISO 639-1, or the three letters of a language that has none."""
    translations: Annotated[list[TranslatedText], Field(max_length=MOST_TEXTS)]
    """One for each text, in order."""


class SentenceTold(Contract):
    """The next sentence."""

    type: Literal["sentence"] = "sentence"
    """Which event it is."""
    text: int
    """Index of the text that it is of, from 0."""
    index: int
    """Its own, within the text."""
    sentence: TranslatedSentence
    """As in the whole answer."""


class TextTold(Contract):
    """All sentences of a text are told."""

    type: Literal["text"] = "text"
    """Which event it is."""
    text: int
    """Its index, from 0."""
    translation: TranslatedText
    """As in the whole answer."""


class TranslationDone(Stamped):
    """All texts are told; the last event."""

    type: Literal["done"] = "done"
    """Which event it is."""
    target: str
    """As asked for."""
    n_texts: int
    """How many were told."""


TranslationEvent = SentenceTold | TextTold | TranslationDone


class TranslationPair(Contract):
    source: str
    """ISO 639-1, or three letters where there are no two."""
    target: str
    """The same."""


class TranslationPairs(Stamped):
    """What GET /pairs answers."""

    any_pair: bool
    """Whether any language is taken into any other; `pairs` is then empty."""
    pairs: list[TranslationPair]
    """In the order of the alphabet."""

    def has(self, source: str, target: str) -> bool:
        """Whether one can be asked for the other."""
        if self.any_pair:
            return source != target
        return TranslationPair(source=source, target=target) in self.pairs
