"""Words said that the text doesn't have, or that were said over: the ASR's words and the audio's extra speech.

Recognisers like to write a stutter as it was meant, so a repetition needs the audio alone; speech that is no
word of the text needs the ASR to name it.
"""

from collections.abc import Iterator, Sequence

from shared.contracts import AlignedWord, Alignment, ExtraSpeech, Transcript, TranscriptWord
from shared.gates import PHONE_ERROR
from shared.phonetics.arpabet import is_vowel, strip_stress

from ..utils.spelling import bare_word, normalise_word, rough_phones, word_similarity
from .case import ExtraWord, WordFact
from .miscues import FILLERS, SAME_WORD, Found

_REACH = 5
"""Words of the text that a speaker goes back, or ahead, to say one over."""
_BEGUN = 2
"""Letters a begun word needs to be told from another word."""
_MARGIN_S = 0.2
"""Whisper's word times are off by 160 ms on average."""
_OVERLAP = 0.5
"""Of the ASR's word, that must lie in a stretch of audio to be the same speech."""


def extra_words(
    alignment: Alignment,
    transcript: Transcript | None,
    found: Found | None,
    words: Sequence[WordFact],
    *,
    least_confidence: float,
) -> tuple[ExtraWord, ...]:
    """In the order of the words they precede; fillers don't count."""
    added = _added(transcript, found, words, least_confidence) if transcript and found else []
    extra: list[ExtraWord] = []
    for speech in alignment.extra_speech:
        named = [
            said for said, _ in added if _overlap(said, speech.start_s, speech.end_s) >= _OVERLAP
        ]
        if speech.words and not (
            _is_contradicted(named, speech, alignment.words)
            or (not named and _is_of_the_text(speech, alignment.words))
        ):
            extra += _said_over(speech, named, alignment.words)
            added = [(said, before) for said, before in added if said not in named]
    for said, before in added:
        if found is None or _is_elsewhere(said, alignment, found):
            continue
        if not _is_inserted_vowel(said, before, alignment.words):
            extra.append(_named(said, before, alignment.words))
    return tuple(sorted(extra, key=lambda word: word.before_word))


def _added(
    transcript: Transcript, found: Found, words: Sequence[WordFact], least_confidence: float
) -> list[tuple[TranscriptWord, int]]:
    """Words that the ASR is sure of and the text hasn't, with the target word each precedes."""
    shaky = {i for word in words for i in (word.index, word.index + 1)
             if word.spoken and word.index not in found.matched}  # fmt: skip
    added: list[tuple[TranscriptWord, int]] = []
    for before, position in found.added:
        said = transcript.words[position]
        is_piece = before in shaky  # of a spoken word that the ASR broke up
        confident = said.confidence is not None and said.confidence >= least_confidence
        if confident and not is_piece and normalise_word(said.text) not in {"", *FILLERS}:
            added.append((said, before))
    return added


def _is_of_the_text(speech: ExtraSpeech, words: Sequence[AlignedWord]) -> bool:
    """Whether what the ASR has only once is there in the text's own words: in the time of the word that it would say
    over, or as the slip that the word behind it begins with."""
    said_over = any(
        _shared_s(speech, words[index]) >= _OVERLAP * (speech.end_s - speech.start_s)
        for index in speech.words
    )
    behind = words[speech.before_word] if speech.before_word < len(words) else None
    is_slip = behind is not None and (behind.phones[0].error_probability or 0.0) >= PHONE_ERROR
    return said_over or (speech.kind == "restart" and is_slip)


def _shared_s(speech: ExtraSpeech, word: AlignedWord) -> float:
    return min(speech.end_s, word.end_s) - max(speech.start_s, word.start_s)


def _is_inserted_vowel(said: TranscriptWord, before: int, words: Sequence[AlignedWord]) -> bool:
    """Whether the ASR made a word of a vowel put before another: `is` of *isnow*, alone or with what follows in it."""
    phones = rough_phones(normalise_word(said.text))
    if before >= len(words) or not phones or not is_vowel(phones[0]):
        return False
    word = words[before]
    start = tuple(strip_stress(phone.target) for phone in word.phones)[: len(phones) - 1]
    return phones[1:] == start and any(
        each.before_phone == 0
        and is_vowel(strip_stress(each.heard))
        and _overlap(said, each.start_s, each.end_s) > 0
        for each in word.insertions
    )


def _is_contradicted(
    named: Sequence[TranscriptWord], speech: ExtraSpeech, words: Sequence[AlignedWord]
) -> bool:
    """Whether the ASR heard quite other words there."""
    likenesses = [max(_likeness(said, words[index]) for index in speech.words) for said in named]
    return bool(likenesses) and max(likenesses) < SAME_WORD and speech.kind != "restart"


def _said_over(
    speech: ExtraSpeech, named: Sequence[TranscriptWord], words: Sequence[AlignedWord]
) -> Iterator[ExtraWord]:
    """The words of the text that a stretch of speech says over, spread over its time."""
    step_s = (speech.end_s - speech.start_s) / len(speech.words)
    whole = {normalise_word(said.text) for said in named}
    for place, index in enumerate(speech.words):
        is_last = place == len(speech.words) - 1
        is_begun = speech.kind == "restart" and is_last
        start_s = speech.start_s + place * step_s
        yield ExtraWord(
            words[index].text,
            speech.before_word,
            round(start_s, 3),
            round(start_s + step_s, 3),
            kind="restart"
            if is_begun and normalise_word(words[index].text) not in whole
            else "repetition",
            repeats=index,
        )


def _is_elsewhere(said: TranscriptWord, alignment: Alignment, found: Found) -> bool:
    """Whether it is a word of the text that the audio found there, out of its turn."""
    return any(
        word.index not in found.matched
        and _overlap(said, word.start_s, word.end_s) >= _OVERLAP
        and _likeness(said, word) >= SAME_WORD
        for word in alignment.words
    )


def _likeness(said: TranscriptWord, word: AlignedWord) -> float:
    phones = tuple(strip_stress(phone.target) for phone in word.phones)
    return word_similarity(normalise_word(word.text), (phones,), normalise_word(said.text))


def _overlap(said: TranscriptWord, start_s: float, end_s: float) -> float:
    """Share of the ASR's word, with the doubt about its times."""
    shared_s = min(said.end_s, end_s + _MARGIN_S) - max(said.start_s, start_s - _MARGIN_S)
    return shared_s / max(said.end_s - said.start_s, 1e-3)


def _named(said: TranscriptWord, before: int, words: Sequence[AlignedWord]) -> ExtraWord:
    """The ASR's word, as a repetition or a false start where it looks like a word nearby."""
    spelling = normalise_word(said.text)
    near = sorted(
        range(max(0, before - _REACH), min(len(words), before + _REACH)),
        key=lambda index: abs(index + 0.5 - before),
    )
    spellings = {index: normalise_word(words[index].text) for index in near}
    same = [index for index in near if spellings[index] == spelling]
    begun = [
        index
        for index in near
        if before <= index and len(spelling) >= _BEGUN and spellings[index].startswith(spelling)
    ]
    times = said.start_s, said.end_s
    if same:
        return ExtraWord(bare_word(said.text), before, *times, kind="repetition", repeats=same[0])
    if begun:
        return ExtraWord(bare_word(said.text), before, *times, kind="restart", repeats=begun[0])
    return ExtraWord(bare_word(said.text), before, *times)
