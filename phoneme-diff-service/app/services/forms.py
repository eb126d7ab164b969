"""A request's two forms into one case: the aligner's evidence, or phone strings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shared.contracts import (
    AlignedWord,
    Alignment,
    MappedWord,
    PhoneEvidence,
    PhonemeMap,
    TextSource,
    Transcript,
    WordReading,
    WordSource,
)
from shared.errors import InvalidInput
from shared.gates import (
    EVIDENCE_BEYOND_DOUBT,
    LIKELIER_THAN_NOT,
    MOSTLY_THE_TEXT,
    READING_BELIEVED,
    SLIP_BEYOND_DOUBT,
    WORD_BELIEVED,
    WORD_CONFIDENCE,
    WORD_CONFIDENCE_BESIDE_SLIP,
    WORD_SPOKEN,
    WORD_SPOKEN_WITHOUT_ASR,
)
from shared.phonetics.arpabet import FEATURES, is_vowel, stress_of, strip_stress
from shared.phonetics.learner_habits import said_instead
from shared.phonetics.phonology import SHORTEST_PAUSE_S

from ..utils.edit_alignment import align_phones
from ..utils.spelling import bare_word
from .case import (
    Case,
    ExtraWord,
    InsertionFact,
    PhoneFact,
    StressFact,
    WordFact,
    join_neighbours,
)
from .extras import extra_words
from .heteronyms import alternates_of, phones_of_other_reading, stress_of_other_reading
from .miscues import Found, find_words
from .misreading import fits_other


@dataclass(frozen=True, slots=True)
class TrustGates:
    """Word gates of the settings."""

    spoken: float = WORD_SPOKEN
    word_confidence: float = WORD_CONFIDENCE


def case_from_evidence(
    alignment: Alignment,
    phoneme_map: PhonemeMap,
    transcript: Transcript | None,
    *,
    text_source: TextSource,
    l1: str | None,
    gates: TrustGates,
    earlier_accents: Mapping[str, float] | None = None,
) -> Case:
    """Everything heard comes from `alignment`; the map and the transcript only say which words."""
    audio_says = [word.spoken_probability for word in alignment.words]
    found = find_words(phoneme_map.words, transcript, audio_says) if transcript else None
    words = [
        _word(aligned, mapped, transcript, found, text_source=text_source, gates=gates)
        for aligned, mapped in zip(alignment.words, phoneme_map.words, strict=True)
    ]
    paused = {pause.after_word for pause in alignment.timing.pauses if pause.after_word is not None}
    extra: tuple[ExtraWord, ...] = ()
    if text_source == "reference":
        extra = extra_words(
            alignment, transcript, found, words, least_confidence=gates.word_confidence
        )
    case = Case(
        words=join_neighbours(_with_pauses(words, paused)),
        text_source=text_source,
        measured=True,
        extra_words=extra,
        rated_accuracy=_percent(alignment.utterance.accuracy),
        rated_fluency=_percent(alignment.utterance.fluency),
        rated_prosody=_percent(alignment.utterance.prosody),
        rated_total=_percent(alignment.utterance.total),
        timing=alignment.timing,
        pitch_range_semitones=alignment.pitch.range_semitones if alignment.pitch else None,
        l1=l1,
        earlier_accents=earlier_accents or {},
    )
    is_of_the_text = text_source == "transcript" or case.precision >= MOSTLY_THE_TEXT
    return case if found is None or is_of_the_text else _with_guesses(case, found)


def _with_guesses(case: Case, found: Found) -> Case:
    """Among many other words, those of the text that the ASR has not heard may be what the aligner made of the others."""
    words = [
        word if word.index in found.matched else replace(word, trusted=False, is_guess=True)
        for word in case.words
    ]
    return replace(case, words=tuple(words))


def case_from_phones(
    target: Sequence[tuple[str, Sequence[str]]], heard: Sequence[str], *, l1: str | None
) -> Case:
    """`target`: (text, phones with stress) a word; `heard`: phones. Aligned by articulation."""
    owners = [(w, i) for w, (_, phones) in enumerate(target) for i in range(len(phones))]
    phones = [strip_stress(phone) for _, word in target for phone in word]
    spoken: dict[tuple[int, int], str] = {}
    added: dict[int, list[InsertionFact]] = {w: [] for w in range(len(target))}
    bare = [strip_stress(phone) for phone in heard]
    for step in align_phones(phones, bare):
        if step.target_start == step.target_end:
            word, before = _owner_of_gap(step.target_start, owners, target)
            added[word].append(InsertionFact(bare[step.heard_start], before, 1.0))
        elif step.heard_start < step.heard_end:
            spoken[owners[step.target_start]] = bare[step.heard_start]
    words = [
        _word_of_string(w, text, word, [spoken.get((w, i)) for i in range(len(word))], added[w])
        for w, (text, word) in enumerate(target)
    ]
    return Case(join_neighbours(words), text_source="reference", measured=False, l1=l1)


def _word_of_string(
    index: int,
    text: str,
    phones: Sequence[str],
    heard: Sequence[str | None],
    insertions: Sequence[InsertionFact],
) -> WordFact:
    facts = tuple(
        PhoneFact(
            strip_stress(phone),
            stress_of(phone),
            heard=said,
            error_probability=float(said != strip_stress(phone)),
            deletion_probability=float(said is None),
        )
        for phone, said in zip(phones, heard, strict=True)
    )
    spoken = any(said is not None for said in heard)
    return WordFact(index, text, facts, tuple(insertions), spoken=spoken)


def _owner_of_gap(
    position: int,
    owners: Sequence[tuple[int, int]],
    target: Sequence[tuple[str, Sequence[str]]],
) -> tuple[int, int]:
    """(word, index it precedes) of an added phone before the flat `position`.

    Between two words it belongs to the first, unless the second starts with the s cluster that such
    vowels are put before.
    """
    if position == len(owners):
        last = len(target) - 1
        return last, len(target[last][1])
    word, index = owners[position]
    if index > 0 or word == 0:
        return word, index
    start = [strip_stress(phone) for phone in target[word][1][:2]]
    if start[0] == "S" and len(start) == 2 and not is_vowel(start[1]):
        return word, 0
    return word - 1, len(target[word - 1][1])


def _word(
    aligned: AlignedWord,
    mapped: MappedWord,
    transcript: Transcript | None,
    found: Found | None,
    *,
    text_source: TextSource,
    gates: TrustGates,
) -> WordFact:
    said = found.matched.get(mapped.index, []) if found else []
    readings: tuple[WordReading, ...] = ()
    source: WordSource = "reference"
    spoken, read_as = True, None
    if text_source == "reference":
        other = _in_its_place(mapped.index, transcript, found)
        spoken = _was_spoken(aligned, found, gates)
        trusted = _sounds_like_it(aligned, gates)
        if not spoken and other is not None:
            spoken = trusted = not fits_other(aligned, mapped, other)
            read_as = None if spoken else other
    else:
        readings = _readings(transcript, said)
        is_sure = _is_confident(transcript, said, least=gates.word_confidence)
        if readings:
            trusted = readings[0].probability >= READING_BELIEVED
        else:
            is_likely = _is_confident(transcript, said, least=WORD_CONFIDENCE_BESIDE_SLIP)
            trusted = is_sure or (is_likely and _is_one_usual_slip(aligned))
        source = "guess" if readings or not is_sure else "transcript"
    return WordFact(
        index=mapped.index,
        text=mapped.text,
        phones=tuple(_phone(each) for each in aligned.phones),
        insertions=tuple(
            InsertionFact(each.heard, each.before_phone, each.probability, each.start_s, each.end_s)
            for each in aligned.insertions
        ),
        alternates=_alternates(aligned, mapped),
        other_reading=phones_of_other_reading(aligned, mapped),
        start_s=aligned.start_s,
        end_s=aligned.end_s,
        trusted=trusted,
        is_guess=source == "guess",
        source=source,
        readings=readings,
        spoken=spoken,
        read_as=read_as,
        stress=_stress(aligned, is_of_other_reading=stress_of_other_reading(aligned, mapped)),
        quality=aligned.quality,
    )


def _in_its_place(index: int, transcript: Transcript | None, found: Found | None) -> str | None:
    """The quite different word that the ASR has there."""
    if transcript is None or found is None or index not in found.replaced:
        return None
    return bare_word(transcript.words[found.replaced[index]].text)


def _stress(aligned: AlignedWord, *, is_of_other_reading: bool) -> StressFact | None:
    """Raises InvalidInput where the stress is of other syllables than the word has."""
    found = aligned.stress
    if found is None:
        return None
    n_syllables = sum(is_vowel(strip_stress(phone.target)) for phone in aligned.phones)
    named = (found.target_syllable, found.heard_syllable)
    if len(found.syllables) != n_syllables or not all(0 <= each < n_syllables for each in named):
        raise InvalidInput(
            f"the word has {n_syllables} syllables",
            field=f"alignment.words.{aligned.index}.stress.syllables",
        )
    return StressFact(
        target_syllable=found.target_syllable,
        heard_syllable=found.heard_syllable,
        probability=found.probability,
        prominence=tuple(each.prominence for each in found.syllables),
        target_stress=tuple(each.target_stress for each in found.syllables),
        is_of_other_reading=is_of_other_reading,
    )


def _was_spoken(aligned: AlignedWord, found: Found | None, gates: TrustGates) -> bool:
    """An omission needs two witnesses where there are two: the ASR and the audio."""
    probability = aligned.spoken_probability
    if found is None:
        return probability is None or probability >= WORD_SPOKEN_WITHOUT_ASR
    if aligned.index in found.matched and aligned.index not in found.merged:
        return True
    if probability is None:
        return aligned.index in found.replaced or aligned.index in found.merged
    return _sounds_like_it(aligned, gates)


def _sounds_like_it(aligned: AlignedWord, gates: TrustGates) -> bool:
    """Whether the audio is of this word, right or with a slip.

    In a word of two or three phones one slip alone takes the probability below the gate; if all the
    others are there, it is a slip and no other word.
    """
    probability = aligned.spoken_probability
    if probability is None or probability >= gates.spoken:
        return True
    wrong = [
        each for each in aligned.phones if (each.error_probability or 0.0) >= LIKELIER_THAN_NOT
    ]
    return probability >= WORD_BELIEVED and len(wrong) == 1 < len(aligned.phones)


def _is_one_usual_slip(aligned: AlignedWord) -> bool:
    """Whether all that the audio has against the word is one phone, surely said as learners say it: such a slip is why the ASR
    was in doubt."""
    wrong = [
        each for each in aligned.phones if (each.error_probability or 0.0) >= LIKELIER_THAN_NOT
    ]
    if len(wrong) != 1 or (aligned.spoken_probability or 0.0) < WORD_SPOKEN:
        return False
    (slip,) = wrong
    heard = None if slip.heard is None else strip_stress(slip.heard)
    return (
        heard in said_instead().get(strip_stress(slip.target), ())
        and (slip.error_probability or 0.0) >= SLIP_BEYOND_DOUBT
        and (slip.accent_evidence or 0.0) >= EVIDENCE_BEYOND_DOUBT
    )


def _is_confident(transcript: Transcript | None, said: list[int], *, least: float) -> bool:
    """Whether the ASR was sure of the words; one without a confidence is not taken as sure."""
    if transcript is None or not said:
        return False
    confidences = [transcript.words[i].confidence for i in said]
    return all(each is not None and each >= least for each in confidences)


def _readings(transcript: Transcript | None, said: list[int]) -> tuple[WordReading, ...]:
    """Of the word that the ASR wrote; none where several stand for one."""
    if transcript is None or len(said) != 1:
        return ()
    return tuple(
        WordReading(text=bare_word(each.text), probability=each.probability)
        for each in transcript.words[said[0]].readings
    )


def _phone(evidence: PhoneEvidence) -> PhoneFact:
    return PhoneFact(
        target=strip_stress(evidence.target),
        stress=evidence.stress,
        heard=None if evidence.heard is None else strip_stress(evidence.heard),
        error_probability=evidence.error_probability,
        deletion_probability=evidence.deletion_probability,
        heard_probability=evidence.heard_probability,
        candidates=tuple(
            (strip_stress(each.phone), each.probability)
            for each in evidence.candidates
            if strip_stress(each.phone) in FEATURES
        ),
        quality=evidence.quality,
        unreduced_probability=evidence.unreduced_probability,
        details=tuple((each.name, each.probability) for each in evidence.details),
        accent_evidence=evidence.accent_evidence,
        if_wrong=_if_wrong(evidence),
        start_s=evidence.start_s,
        end_s=evidence.end_s,
    )


def _if_wrong(evidence: PhoneEvidence) -> tuple[tuple[str | None, float], ...]:
    """The shares of what was said instead, the dropped phone's among them."""
    named = [(strip_stress(each.phone), each.probability) for each in evidence.if_wrong]
    if not named and evidence.accent_evidence is None:
        return ()
    return (*named, (None, max(0.0, 1 - sum(share for _, share in named))))


def _alternates(aligned: AlignedWord, mapped: MappedWord) -> tuple[frozenset[str | None], ...]:
    """For each phone of the matched variant, what the other pronunciations have in its place."""
    target = [strip_stress(phone.target) for phone in aligned.phones]
    found = alternates_of(target, mapped.pronunciations)
    return tuple(each - {phone} for each, phone in zip(found, target, strict=True))


def _with_pauses(words: Sequence[WordFact], paused: set[int]) -> list[WordFact]:
    marked: list[WordFact] = []
    for word, after in zip(words, [*words[1:], None], strict=True):
        gap = (
            after is not None
            and after.start_s is not None
            and word.end_s is not None
            and after.start_s - word.end_s >= SHORTEST_PAUSE_S
        )
        marked.append(replace(word, pause_after=gap or word.index in paused))
    return marked


def _percent(rating: float | None) -> float | None:
    """A 0–10 rating as 0–100."""
    return None if rating is None else min(100.0, max(0.0, 10 * rating))
