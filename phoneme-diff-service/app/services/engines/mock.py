"""A diff made from a hash of the words: for UI work and tests, no rules, no measurement."""

import hashlib
from collections.abc import Sequence

from shared.contracts import Issue, JudgedWord, Scores
from shared.engines import EngineContext
from shared.phonetics.arpabet import is_vowel

from ..case import Case, PhoneFact, WordFact
from ..clear_words import clear_words, comprehensibility
from ..issues import target_ipa
from ..judging import FINE, Verdict
from ..reasons import reasons
from ..rules import Change
from ..scoring import FORMULA_VERSION
from ..words import extra_word, judged_phone, judged_word, omitted_word
from .base import JudgedCase

_RIGHT, _WRONG = 95.0, 15.0
_SWAPS = {"consonant": ("D", "T"), "vowel": ("EH", "AH")}


class MockDiffer:
    """Every third word or so has its first phone wrong."""

    name = "mock"
    model_version = FORMULA_VERSION

    def warm_up(self) -> None:
        """Nothing to warm up."""

    def judge(self, case: Case) -> JudgedCase:
        words: list[JudgedWord] = []
        issues: list[Issue] = []
        for word in case.words:
            if not word.spoken:
                words.append(omitted_word(word))
                continue
            is_wrong = _draw(word.text) % 3 == 0
            words.append(_word(word, is_wrong=is_wrong))
            if is_wrong:
                issues.append(_issue(word, number=len(issues) + 1))
        scores = _scores(case, words, n_issues=len(issues))
        words += [extra_word(each) for each in case.extra_words]
        return JudgedCase(words, issues, scores)


def _scores(case: Case, words: Sequence[JudgedWord], *, n_issues: int) -> Scores:
    accuracy = _RIGHT - 10.0 * n_issues / max(1, len(case.words))
    n_clear, n_words = clear_words(words)
    scores = Scores(
        overall=round(accuracy, 1),
        accuracy=round(accuracy, 1),
        fluency=85.0,
        completeness=None if case.completeness is None else round(case.completeness, 1),
        prosody=80.0,
        n_words=n_words,
        n_clear_words=n_clear,
        comprehensibility=comprehensibility(n_clear, n_words),
    )
    return scores.model_copy(update={"reasons": reasons(case, scores, words)})


def _draw(text: str) -> int:
    return hashlib.sha256(text.casefold().encode()).digest()[0]


def _swap(target: str) -> str:
    first, second = _SWAPS["vowel" if is_vowel(target) else "consonant"]
    return second if target == first else first


def _word(word: WordFact, *, is_wrong: bool) -> JudgedWord:
    phones = []
    for index, fact in enumerate(word.phones):
        wrong_here = is_wrong and index == 0
        heard = _swap(fact.target) if wrong_here else fact.target
        pretended = PhoneFact(
            fact.target,
            fact.stress,
            heard=heard,
            error_probability=None,
            heard_probability=0.9,
            start_s=fact.start_s,
            end_s=fact.end_s,
        )
        verdict = (
            Verdict("error", "substitution", 0.9, Change(fact.target, heard))
            if wrong_here
            else FINE
        )
        phones.append(judged_phone(index, pretended, verdict, _WRONG if wrong_here else _RIGHT))
    mean = sum(phone.score or 0.0 for phone in phones) / len(phones)
    return judged_word(word, phones, [], mean)


def _issue(word: WordFact, *, number: int) -> Issue:
    fact = word.phones[0]
    heard = _swap(fact.target)
    return Issue(
        id=f"i{number}",
        rule="SUB",
        category="vowel" if is_vowel(fact.target) else "consonant",
        word_index=word.index,
        word=word.text,
        phone_index=0,
        target=fact.target,
        target_ipa=target_ipa(fact.target, fact.stress),
        heard=heard,
        heard_ipa=target_ipa(heard, None),
        start_s=fact.start_s,
        end_s=fact.end_s,
        probability=0.9,
        severity="medium",
        priority=1 if number == 1 else None,
        message=f"mock: the first sound of “{word.text}” was heard as {heard}",
        tip=f"sound.{fact.target}",
    )


def load(context: EngineContext) -> MockDiffer:
    return MockDiffer()
