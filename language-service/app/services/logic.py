"""From what an engine tells of a text to the answer."""

from typing import Any

from shared.contracts import (
    UNDETERMINED,
    DetectedLanguage,
    DiacriticsCheck,
    LanguageCandidate,
    VietnameseWord,
    WrittenSpan,
    WrittenText,
)
from shared.engines import EngineHost
from shared.errors import InvalidInput

from ..schemas.request_response import DetectRequest, NormaliseRequest
from .engines.base import Linguist
from .written.edits import WrittenEdit, apply
from .written.number_words import number_words
from .written.text import written_edits
from .written.vietnamese import check_diacritics


async def detect(request: DetectRequest, *, host: EngineHost[Linguist]) -> DetectedLanguage:
    """Which language the text is in; `und` where its letters don't tell."""
    ranking = await host.run(host.engine.rank_languages, request.text)
    candidates = [
        LanguageCandidate(language=language, probability=probability)
        for language, probability in ranking.languages
    ]
    best = candidates[0] if candidates else None
    return DetectedLanguage(
        **host.stamp(),
        language=best.language if best else UNDETERMINED,
        script=ranking.script,
        probability=best.probability if best else None,
        candidates=candidates,
    )


async def normalise(request: NormaliseRequest, *, host: EngineHost[Linguist]) -> WrittenText:
    """The transcript written down. Raises InvalidInput naming `language` where it is none that can be, or `text` where its own can't be told."""
    return await host.run(_normalise, request, host)


def _normalise(request: NormaliseRequest, host: EngineHost[Linguist]) -> WrittenText:
    linguist = host.engine
    language = _language_of(request, linguist)
    edits = written_edits(
        request.text,
        language,
        lambda text: linguist.propose_figures(text, language),
        numbers=request.numbers,
        casing=request.casing,
        punctuation=request.punctuation,
    )
    written = apply(request.text, edits)
    return WrittenText(
        **host.stamp(),
        language=language,
        original=request.text,
        written=written,
        spans=[_span(request.text, each) for each in edits],
        **(_of_vietnamese(written, linguist) if language == "vi" else {}),
    )


def _language_of(request: NormaliseRequest, linguist: Linguist) -> str:
    """As sent, or as detected. Raises InvalidInput for one that can't be written down."""
    ranked = () if request.language else linguist.rank_languages(request.text).languages
    language = request.language or (ranked[0][0] if ranked else None)
    if language is not None and language in number_words():
        return language
    there_is = f"there is {', '.join(sorted(number_words()))}"
    if request.language:
        raise InvalidInput(f"no transcript is written down in {language!r}: {there_is}", field="language")  # fmt: skip
    found = f"seems to be in {language!r}" if language else "has no letters to tell its language by"
    raise InvalidInput(f"the text {found}: send its `language`; {there_is}", field="language")


def _span(original: str, edit: WrittenEdit) -> WrittenSpan:
    return WrittenSpan(
        start=edit.start,
        end=edit.end,
        original=original[edit.start : edit.end],
        written=edit.written,
        kind=edit.kind,
    )


def _of_vietnamese(written: str, linguist: Linguist) -> dict[str, Any]:
    checked = check_diacritics(written)
    return {
        "words": [
            VietnameseWord(text=written[start:end], start=start, end=end)
            for start, end in linguist.vietnamese_words(written)
        ],
        "diacritics": DiacriticsCheck(
            marked_share=checked.marked_share,
            missing=checked.missing,
            malformed=list(checked.malformed),
        ),
    }
