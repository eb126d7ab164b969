"""The rule engine: calibrated evidence, accepted variants, named rules, documented scores."""

from collections.abc import Iterable
from dataclasses import dataclass

from shared.contracts import JudgedWord
from shared.engines import EngineContext

from ...core.config import Settings
from ..case import Case, InsertionFact, PhoneFact, WordFact
from ..details import detail_slip, told_once
from ..issues import UnrankedSlip, find_slip, make_issues
from ..judging import (
    Gates,
    Verdict,
    judge_insertion,
    judge_phone,
    named_by_habit,
    with_rival,
)
from ..pooling import PooledRecording, pool
from ..rules import SHIPPED, RuleBook, Site, load_book
from ..scoring import insertion_score, phone_score, utterance_scores, word_accuracy
from ..sites import site_of
from ..stress import judge_stress, stress_slip, with_reduction
from ..words import extra_word, judged_insertion, judged_phone, judged_word, omitted_word
from .base import JudgedCase


@dataclass(frozen=True, slots=True)
class WordJudgement:
    word: JudgedWord
    slips: list[UnrankedSlip]
    details: list[UnrankedSlip]
    """How right phones were said, each place by itself."""
    sounds: list[float]
    """Scores of its phones and of the inserted phones called errors."""


class ArticulatoryDiffer:
    name = "articulatory"
    model_version = "1"

    def __init__(self, book: RuleBook, gates: Gates) -> None:
        self._book = book
        self._gates = gates

    def warm_up(self) -> None:
        phone = PhoneFact("V", None, heard="W", error_probability=1.0)
        word = WordFact(0, "v", (phone,))
        self.judge(Case((word,), text_source="reference", measured=False))

    def judge(self, case: Case) -> JudgedCase:
        pooled = pool(case, self._book)
        spoken = {
            word.index: self._judge_word(word, case, pooled) for word in case.words if word.spoken
        }
        words = [
            spoken[word.index].word if word.spoken else omitted_word(word) for word in case.words
        ]
        judged = spoken.values()
        return JudgedCase(
            words=words + [extra_word(each) for each in case.extra_words],
            issues=make_issues(in_order(judged)),
            scores=utterance_scores(case, [score for each in judged for score in each.sounds]),
            accents=pooled.accents,
        )

    def _judge_word(self, word: WordFact, case: Case, pooled: PooledRecording) -> WordJudgement:
        book, gates = self._book, self._gates.for_speaker(case.l1, pooled.native)
        slips: list[UnrankedSlip] = []
        details: list[UnrankedSlip] = []

        def note(fact: PhoneFact | InsertionFact, verdict: Verdict, site: Site) -> None:
            if verdict.state == "error":
                slips.append(
                    find_slip(
                        fact, verdict, site, word,
                        book=book, l1=case.l1, naming_gate=gates.naming, measured=case.measured,
                    )
                )  # fmt: skip

        insertions, added = [], []
        for fact in word.insertions:
            site = site_of(word, fact.before_phone, is_gap=True)
            verdict = judge_insertion(fact, site, word, book, gates)
            note(fact, verdict, site)
            added.append(verdict)
            insertions.append(judged_insertion(fact, verdict, measured=case.measured))
        phones, scores, verdicts = [], [], []
        for index, measured in enumerate(word.phones):
            site = site_of(word, index)
            fact = with_rival(measured, site, word, book, gates)
            slip = pooled.slips.get((word.index, index))
            verdict = judge_phone(fact, site, word, book, gates, slip)
            if slip is not None and verdict.habit is not None:
                fact = named_by_habit(fact, slip)
            verdict, fact = with_reduction(verdict, fact, site, word, book=book, l1=case.l1)
            note(fact, verdict, site)
            if detail := detail_slip(fact, verdict, index, word, book):
                details.append(detail)
            verdicts.append(verdict)
            scores.append(phone_score(fact.quality, verdict))
            shown = scores[-1] if case.measured else None
            phones.append(judged_phone(index, fact, verdict, shown))
        stress = judge_stress(word, gates)
        if stress is not None and stress.state == "error":
            slips.append(stress_slip(word, stress))
        slips.sort(key=lambda slip: slip.place)
        sounds = [score for score in scores if score is not None]
        sounds += [insertion_score(each) for each in added if each.state == "error"]
        accuracy = word_accuracy(word.quality, scores, verdicts, added)
        judged = judged_word(word, phones, insertions, accuracy, stress)
        return WordJudgement(judged, slips, details, sounds)


def in_order(judged: Iterable[WordJudgement]) -> list[UnrankedSlip]:
    """The slips of all words, a habit below the phone told once; in the order of speech."""
    words = list(judged)
    slips = [slip for each in words for slip in each.slips]
    slips += told_once([slip for each in words for slip in each.details])
    return sorted(slips, key=lambda slip: (slip.word.index, slip.place))


def load(context: EngineContext) -> ArticulatoryDiffer:
    """Read and check the rules. Raises RuleError naming file and line."""
    settings: Settings = context.settings
    gates = Gates(
        error=settings.error_gate,
        stress=settings.stress_gate,
        uncertain=settings.uncertain_gate,
        naming=settings.naming_gate,
        quality=settings.quality_gate,
    )
    return ArticulatoryDiffer(load_book(settings.rules_dir or SHIPPED), gates)
