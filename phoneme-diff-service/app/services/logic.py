"""The use case: read the request, decide whether it can be judged, judge it."""

from dataclasses import dataclass, field, replace

from shared.contracts import (
    Alignment,
    DeliveryFinding,
    Diff,
    Issue,
    JudgedWord,
    NotAssessable,
    PhonemeMap,
    Scores,
    TextSource,
    Transcript,
)
from shared.engines import EngineHost
from shared.errors import InvalidInput
from shared.gates import WRONG_TEXT_COMPLETENESS
from shared.phonetics.arpabet import UnknownPhone, parse_phones, to_ipa

from ..core.config import Settings
from ..schemas.request_response import MAX_PHONES, DiffRequest
from .case import Case
from .delivery import delivery_of
from .delivery.speech import speech_of
from .engines.base import Differ
from .forms import TrustGates, case_from_evidence, case_from_phones
from .readings import words_as_read
from .scoring import FORMULA_VERSION
from .words import unjudged_words

_EVIDENCE_FIELDS = ("alignment", "phoneme_map", "transcript", "text_source")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A diff without its stamp."""

    reason: NotAssessable | None
    scores: Scores
    words: list[JudgedWord]
    issues: list[Issue]
    text_source: TextSource
    accents: dict[str, float] = field(default_factory=dict)
    delivery: list[DeliveryFinding] = field(default_factory=list)


async def answer_diff(
    request: DiffRequest, *, host: EngineHost[Differ], settings: Settings
) -> Diff:
    """What was said beside what was due. Raises as `diff` does."""
    outcome = await host.run(diff, request, differ=host.engine, settings=settings)
    return Diff(
        assessable=outcome.reason is None,
        reason=outcome.reason,
        scores=outcome.scores,
        words=outcome.words,
        issues=outcome.issues,
        text_source=outcome.text_source,
        phone_scores_weaker=outcome.text_source == "transcript",
        formula_version=FORMULA_VERSION,
        accents=outcome.accents,
        delivery=outcome.delivery,
        **host.stamp(),
    )


def diff(request: DiffRequest, *, differ: Differ, settings: Settings) -> Outcome:
    """Judge what was heard against the target.

    Raises InvalidInput naming the field when the request is neither form, or its parts don't agree.
    """
    if _is_evidence(request):
        return _diff_evidence(request, differ=differ, settings=settings)
    words, heard = _read_phones(request)
    return _judged(case_from_phones(words, heard, l1=request.l1), differ)


def _is_evidence(request: DiffRequest) -> bool:
    """Which of the two forms it is. Raises InvalidInput when it is both or neither."""
    evidence = [name for name in _EVIDENCE_FIELDS if getattr(request, name) is not None]
    phones = [name for name in ("target", "heard") if getattr(request, name) is not None]
    if evidence and phones:
        raise InvalidInput(
            f"send {', '.join(evidence)} or {', '.join(phones)}, not both", field=phones[0]
        )
    if not evidence and not phones:
        raise InvalidInput(
            "send alignment, phoneme_map and text_source, or target and heard", field="alignment"
        )
    needed = ("alignment", "phoneme_map", "text_source") if evidence else ("target", "heard")
    for name in needed:
        if getattr(request, name) is None:
            raise InvalidInput(f"{name} is needed beside {(evidence or phones)[0]}", field=name)
    return bool(evidence)


def _diff_evidence(request: DiffRequest, *, differ: Differ, settings: Settings) -> Outcome:
    alignment, phoneme_map, text_source = (
        request.alignment,
        request.phoneme_map,
        request.text_source,
    )
    assert alignment is not None
    assert phoneme_map is not None
    assert text_source is not None
    phoneme_map = phoneme_map.model_copy(
        update={"words": words_as_read(phoneme_map, alignment.read_otherwise)}
    )
    _check_agreement(alignment, phoneme_map)
    transcript = request.transcript
    if transcript is not None and _is_of_the_text_after_all(
        transcript, alignment, text_source, settings
    ):
        transcript = None  # what was recognised in another language says nothing of these words
    case = case_from_evidence(
        alignment,
        phoneme_map,
        transcript,
        text_source=text_source,
        l1=request.l1,
        gates=TrustGates(settings.spoken_gate, settings.word_confidence_gate),
        earlier_accents=request.earlier_accents,
    )
    reason = _why_not(alignment, transcript, case, settings)
    if reason is None:
        said = [word.index for word in case.words if word.spoken]
        speech = speech_of(
            alignment, phoneme_map, request.transcript, said=said, text_source=text_source
        )
        delivery = delivery_of(speech)
        ranges = [each.value for each in delivery if each.kind == "pitch_range"]
        robust = ranges[0] if ranges else case.pitch_range_semitones
        judged = _judged(replace(case, pitch_range_semitones=robust), differ)
        return replace(judged, delivery=delivery)
    return Outcome(reason, Scores(), unjudged_words(case), [], text_source)


def _judged(case: Case, differ: Differ) -> Outcome:
    judgement = differ.judge(case)
    return Outcome(
        None,
        judgement.scores,
        judgement.words,
        judgement.issues,
        case.text_source,
        judgement.accents,
    )


def _why_not(
    alignment: Alignment, transcript: Transcript | None, case: Case, settings: Settings
) -> NotAssessable | None:
    """Why the recording can't be judged; None when it can."""
    if alignment.checks.reason is not None:
        return alignment.checks.reason
    if transcript is not None and transcript.reason is not None:
        return transcript.reason
    several = alignment.several_speakers_probability
    if several is not None and several >= settings.speakers_gate:
        return "several_speakers"
    if alignment.text_match is not None and alignment.text_match < settings.text_match_gate:
        return "wrong_text"
    other_words = any(word.kind == "other" for word in case.extra_words)
    said_something_else = other_words or any(word.read_as for word in case.words)
    share_said = case.share_said
    if share_said is None or share_said >= WRONG_TEXT_COMPLETENESS:
        return None
    if share_said == 0 or said_something_else:
        return "wrong_text"
    return None


def _is_of_the_text_after_all(
    transcript: Transcript, alignment: Alignment, text_source: TextSource, settings: Settings
) -> bool:
    """Whether the audio fits the reference text so well that the language can't be another."""
    return (
        transcript.reason == "wrong_language"
        and text_source == "reference"
        and alignment.text_match is not None
        and alignment.text_match >= settings.language_match_gate
    )


def _check_agreement(alignment: Alignment, phoneme_map: PhonemeMap) -> None:
    """Alignment and map are of the same words, with known phones. Raises InvalidInput."""
    if not alignment.words:
        raise InvalidInput("the alignment holds no words", field="alignment.words")
    if len(alignment.words) != len(phoneme_map.words):
        raise InvalidInput(
            f"the alignment has {len(alignment.words)} words and the map {len(phoneme_map.words)}: "
            "make both from the same text",
            field="phoneme_map.words",
        )
    _check_extra_speech(alignment)
    for i, (aligned, mapped) in enumerate(zip(alignment.words, phoneme_map.words, strict=True)):
        if aligned.text.casefold() != mapped.text.casefold() or not (
            aligned.index == mapped.index == i
        ):
            raise InvalidInput(
                f"word {i} is {aligned.text!r} in the alignment and {mapped.text!r} in the map",
                field=f"phoneme_map.words.{i}.text",
            )
        if not aligned.phones:
            raise InvalidInput("the word has no phones", field=f"alignment.words.{i}.phones")
        for p, phone in enumerate(aligned.phones):
            place = f"alignment.words.{i}.phones.{p}"
            _evidence_phone(phone.target, f"{place}.target")
            if phone.heard is not None:
                _evidence_phone(phone.heard, f"{place}.heard")
        for n, insertion in enumerate(aligned.insertions):
            place = f"alignment.words.{i}.insertions.{n}"
            _evidence_phone(insertion.heard, f"{place}.heard")
            if not 0 <= insertion.before_phone <= len(aligned.phones):
                raise InvalidInput("there is no such phone", field=f"{place}.before_phone")
        for v, pronunciation in enumerate(mapped.pronunciations):
            for p, symbol in enumerate(pronunciation.phones):
                _evidence_phone(symbol, f"phoneme_map.words.{i}.pronunciations.{v}.phones.{p}")


def _check_extra_speech(alignment: Alignment) -> None:
    n_words = len(alignment.words)
    for i, speech in enumerate(alignment.extra_speech):
        place = f"alignment.extra_speech.{i}"
        if not all(0 <= index < n_words for index in speech.words):
            raise InvalidInput("there is no such word", field=f"{place}.words")
        if not 0 <= speech.before_word <= n_words:
            raise InvalidInput("there is no such word", field=f"{place}.before_word")


def _read_phones(request: DiffRequest) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """(words of the target, phones heard) of the phone-string form. Raises InvalidInput."""
    target, heard = request.target, request.heard
    assert target is not None
    assert heard is not None
    loose = [each for each in target if isinstance(each, str)]
    if loose and len(loose) != len(target):
        raise InvalidInput("write the target as phones or as words, not mixed", field="target")
    words: list[tuple[str, list[str]]] = []
    if loose:
        phones = [_known_phone(phone, f"target.{i}") for i, phone in enumerate(loose)]
        words.append((f"/{''.join(map(to_ipa, phones))}/", phones))
    for w, word in enumerate(target):
        if not isinstance(word, str):
            place = f"target.{w}.phones"
            phones = [_known_phone(phone, f"{place}.{i}") for i, phone in enumerate(word.phones)]
            words.append((word.text, phones))
    n_phones = sum(len(phones) for _, phones in words)
    if n_phones > MAX_PHONES:
        raise InvalidInput(
            f"the words have {n_phones} phones together, more than {MAX_PHONES}", field="target"
        )
    return words, [_known_phone(phone, f"heard.{i}") for i, phone in enumerate(heard)]


def _known_phone(symbol: str, field: str) -> str:
    try:
        (phone,) = parse_phones(symbol)
    except (UnknownPhone, ValueError) as error:
        raise InvalidInput(
            f"{symbol!r} is not one ARPAbet phone (39 phones, vowels with an optional stress digit)",
            field=field,
        ) from error
    return phone


def _evidence_phone(symbol: str, field: str) -> None:
    """Evidence comes from services, which write a phone in one way: another is no phone of theirs. Raises InvalidInput."""
    if _known_phone(symbol, field) != symbol:
        raise InvalidInput(f"{symbol!r} is written {symbol.upper()}", field=field)
