"""The rule engine: calibrated evidence, accepted variants, named rules, documented scores."""

from collections.abc import Iterable
from dataclasses import dataclass

from shared.contracts import JudgedWord
from shared.engines import EngineContext

from ...core.config import Settings
from ..case import Case, InsertionFact, PhoneFact, WordFact
from ..details import detail_slip, told_once
from ..heteronyms import with_other_reading
from ..issues import UnrankedSlip, find_slip, make_issues
from ..judging import (
    Gates,
    Verdict,
    judge_insertion,
    judge_phone,
    named_by_habit,
    with_habit,
    with_rival,
    without_speaker,
)
from ..naming import with_name
from ..pooling import PooledRecording, PooledSlip, pool
from ..rules import SHIPPED, RuleBook, Site, load_book
from ..scoring import insertion_score, phone_score, utterance_scores, word_accuracy
from ..sites import site_of
from ..stress import judge_stress, stress_slip, with_reduction
from ..words import extra_word, judged_insertion, judged_phone, judged_word, omitted_word
from .base import JudgedCase


@dataclass(frozen=True, slots=True)
class PhoneJudgement:
    fact: PhoneFact
    """As the verdict names it."""
    verdict: Verdict
    by_audio: Verdict
    """What it would be, were nothing known of the speaker: scores go by it."""


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
        sounds = [score for each in judged for score in each.sounds]
        return JudgedCase(
            words=words + [extra_word(each) for each in case.extra_words],
            issues=make_issues(in_order(judged)),
            scores=utterance_scores(case, sounds, words),
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
            verdict = judge_insertion(fact, site, word, book, gates, l1=case.l1)
            note(fact, verdict, site)
            added.append(verdict)
            insertions.append(judged_insertion(fact, verdict, measured=case.measured))
        phones, scores, by_audio = [], [], []
        for index in range(len(word.phones)):
            site = site_of(word, index)
            slip = pooled.slips.get((word.index, index))
            phone = self._judge_phone(word, site, slip, gates=gates, l1=case.l1)
            note(phone.fact, phone.verdict, site)
            if detail := detail_slip(phone.fact, phone.verdict, index, word, book):
                details.append(detail)
            by_audio.append(phone.by_audio)
            scores.append(phone_score(phone.fact.quality, phone.by_audio))
            shown = scores[-1] if case.measured else None
            phones.append(judged_phone(index, phone.fact, phone.verdict, shown))
        stress = judge_stress(word, gates)
        if stress is not None and stress.state == "error":
            slips.append(stress_slip(word, stress))
        slips.sort(key=lambda slip: slip.place)
        sounds = [score for score in scores if score is not None]
        sounds += [insertion_score(each) for each in added if each.state == "error"]
        accuracy = word_accuracy(word.quality, scores, by_audio, added)
        judged = judged_word(word, phones, insertions, accuracy, stress)
        return WordJudgement(judged, slips, details, sounds)

    def _judge_phone(
        self, word: WordFact, site: Site, slip: PooledSlip | None, *, gates: Gates, l1: str | None
    ) -> PhoneJudgement:
        judged = self._judge_sound(word, site, slip, gates=gates, l1=l1)
        named, fact = with_name(
            judged.verdict, judged.fact, site, word, book=self._book, gates=gates
        )
        verdict, by_audio = (
            with_other_reading(each, fact, site.index, word) for each in (named, judged.by_audio)
        )
        return PhoneJudgement(fact, verdict, by_audio)

    def _judge_sound(
        self, word: WordFact, site: Site, slip: PooledSlip | None, *, gates: Gates, l1: str | None
    ) -> PhoneJudgement:
        book = self._book
        fact = with_rival(word.phones[site.index], site, word, book, gates)
        heard = judge_phone(fact, site, word, book, gates)
        if slip is None:
            verdict, fact = with_reduction(heard, fact, site, word, book=book, l1=l1)
            return PhoneJudgement(fact, verdict, by_audio=verdict)
        alone = without_speaker(heard, fact, gates)
        by_audio, _ = with_reduction(alone, fact, site, word, book=book, l1=l1)
        verdict = with_habit(heard, fact, slip, gates)
        if verdict.habit is not None:
            fact = named_by_habit(fact, slip)
        verdict, fact = with_reduction(verdict, fact, site, word, book=book, l1=l1)
        return PhoneJudgement(fact, verdict, by_audio)


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
