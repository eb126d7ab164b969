"""The contract's words from facts and verdicts."""

from collections.abc import Sequence

from shared.contracts import JudgedInsertion, JudgedPhone, JudgedStress, JudgedWord
from shared.phonetics.arpabet import to_ipa

from .case import Case, ExtraWord, InsertionFact, PhoneFact, WordFact
from .issues import target_ipa
from .judging import Verdict
from .scoring import rounded

NOT_JUDGED = Verdict("uncertain", "none", None, None)


def judged_phone(index: int, fact: PhoneFact, verdict: Verdict, score: float | None) -> JudgedPhone:
    heard = None if verdict.error_type == "deletion" else fact.heard
    return JudgedPhone(
        index=index,
        target=fact.target,
        ipa=target_ipa(fact.target, fact.stress),
        start_s=fact.start_s,
        end_s=fact.end_s,
        score=rounded(score),
        state=verdict.state,
        error_type=verdict.error_type,
        heard=heard,
        heard_ipa=to_ipa(heard) if heard else None,
        heard_probability=fact.heard_probability if heard else None,
    )


def judged_insertion(fact: InsertionFact, verdict: Verdict, *, measured: bool) -> JudgedInsertion:
    return JudgedInsertion(
        heard=fact.heard,
        heard_ipa=to_ipa(fact.heard),
        before_phone=fact.before_phone,
        probability=fact.probability if measured else None,
        state=verdict.state,
        start_s=fact.start_s,
        end_s=fact.end_s,
    )


def judged_word(
    word: WordFact,
    phones: Sequence[JudgedPhone],
    insertions: Sequence[JudgedInsertion],
    accuracy: float | None,
    stress: JudgedStress | None = None,
) -> JudgedWord:
    has_error = any(each.state == "error" for each in (*phones, *insertions))
    return JudgedWord(
        index=word.index,
        text=word.text,
        start_s=word.start_s,
        end_s=word.end_s,
        accuracy=rounded(accuracy),
        error_type="mispronunciation" if has_error else "none",
        phones=list(phones),
        insertions=list(insertions),
        stress=stress,
        text_source=word.source,
        readings=list(word.readings),
    )


def omitted_word(word: WordFact) -> JudgedWord:
    """A word of the text that was not said: nothing in it was measured."""
    return JudgedWord(
        index=word.index,
        text=word.text,
        start_s=None,
        end_s=None,
        accuracy=None,
        error_type="omission",
        read_as=word.read_as,
        phones=[_unheard(i, fact) for i, fact in enumerate(word.phones)],
        insertions=[],
        text_source=word.source,
        readings=list(word.readings),
    )


def extra_word(word: ExtraWord) -> JudgedWord:
    return JudgedWord(
        index=word.before_word,
        text=word.text,
        start_s=word.start_s,
        end_s=word.end_s,
        accuracy=None,
        error_type="insertion",
        kind=word.kind,
        repeats=word.repeats,
        phones=[],
        insertions=[],
        text_source="transcript",
    )


def unjudged_words(case: Case) -> list[JudgedWord]:
    """The target words of a recording that can't be judged: names and nothing else."""
    return [
        JudgedWord(
            index=word.index,
            text=word.text,
            start_s=None,
            end_s=None,
            accuracy=None,
            error_type="none",
            phones=[_unheard(i, fact) for i, fact in enumerate(word.phones)],
            insertions=[],
            text_source=word.source,
            readings=list(word.readings),
        )
        for word in case.words
    ]


def _unheard(index: int, fact: PhoneFact) -> JudgedPhone:
    bare = PhoneFact(fact.target, fact.stress, heard=None, error_probability=None)
    return judged_phone(index, bare, NOT_JUDGED, None)
