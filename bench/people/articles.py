"""`make bench-articles`: is the vowel of an article taken for one put in before a cluster, and is a real one found?

Voices that trained nothing read phrases with an article before a cluster (articles.txt, its word between asterisks)
as they are written, and with a vowel put in before a cluster with s, or inside a cluster. Speech is kept in
`.cache/people/articles`.
"""

import argparse
import asyncio
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.common.held_out import read_samples
from bench.common.progress import progress
from bench.common.served import ServedAnswer, Services, open_services
from bench.common.setting import setting
from shared.contracts import Issue, JudgedWord
from shared.phonetics.arpabet import is_vowel, strip_stress
from shared.phonetics.lexicon import Lexicon
from shared.settings import REPO_ROOT, CommonSettings
from training.speech.synth import HELD_OUT_VOICES, Slip, SyntheticUtterance, speak_plan
from training.stats import wilson_interval

from .matching import NEAR_GAPS

PHRASES = Path(__file__).parent / "articles.txt"
SPEECH = REPO_ROOT / ".cache" / "people" / "articles"
EPENTHESIS = "EPEN_"
"""How the ids of the rules for a vowel put into a cluster begin."""
BEFORE, INSIDE = "before the cluster", "inside the cluster"
_PUT_IN = {BEFORE: "IH", INSIDE: "AH"}


@dataclass(frozen=True, slots=True)
class ArticlePhrase:
    """One reading of a phrase."""

    utterance: SyntheticUtterance
    text: str
    where: str | None
    """Where a vowel was put in; None in a phrase as written."""


@dataclass(frozen=True, slots=True)
class HeardPhrase:
    phrase: ArticlePhrase
    is_assessable: bool
    epenthesis: tuple[Issue, ...]
    """Issues that call something a vowel put in, anywhere in the phrase."""
    rules_at_place: tuple[str, ...]
    """Of the issues at the gap where the vowel was put in, or at its neighbours."""

    @property
    def is_found(self) -> bool:
        return any(rule.startswith(EPENTHESIS) for rule in self.rules_at_place)


def readings_of(line: str, number: int, lexicon: Lexicon) -> Iterator[ArticlePhrase]:
    """The phrase as written, then with a vowel put in. Raises ValueError where no word is marked or it has no cluster."""
    text = line.replace("*", "")
    marked = [index for index, word in enumerate(line.split()) if word.startswith("*")]
    words = [list(word.pronunciations[0].phones) for word in lexicon.pronounce(text)]
    if len(marked) != 1 or len(words) != len(text.split()):
        raise ValueError(f"{line!r}: one marked word, and words that are spoken as written")
    (word,) = marked
    onset = cluster_length(words[word])
    if onset < 2:
        raise ValueError(f"{line!r}: the marked word has no cluster")
    plain = SyntheticUtterance(
        id="",
        voice=HELD_OUT_VOICES[number % len(HELD_OUT_VOICES)],
        held_out=True,
        words=words,
        texts=[each.strip(".,") for each in text.split()],
    )
    yield _phrase(plain, text, None)
    if strip_stress(words[word][0]) == "S":
        yield _phrase(plain, text, BEFORE, Slip("ins", word, 0, _PUT_IN[BEFORE]))
    yield _phrase(plain, text, INSIDE, Slip("ins", word, 1, _PUT_IN[INSIDE]))


def cluster_length(phones: Sequence[str]) -> int:
    """How many consonants come before the first vowel."""
    return next((i for i, phone in enumerate(phones) if is_vowel(phone)), len(phones))


def _phrase(plain: SyntheticUtterance, text: str, where: str | None, *slips: Slip) -> ArticlePhrase:
    utterance = replace(plain, slips=list(slips))
    key = repr((utterance.voice, utterance.words, utterance.texts, utterance.slips))
    digest = hashlib.sha256(key.encode()).hexdigest()[:20]
    return ArticlePhrase(replace(utterance, id=digest), text, where)


async def hear(services: Services, phrase: ArticlePhrase) -> HeardPhrase:
    samples = read_samples(SPEECH, phrase.utterance)
    return heard_phrase(phrase, await services.judge(samples, phrase.text))


def heard_phrase(phrase: ArticlePhrase, answer: ServedAnswer) -> HeardPhrase:
    diff = answer.diff
    rules: tuple[str, ...] = ()
    for slip in phrase.utterance.slips:
        rules = rules_near(diff.target_words[slip.word], slip.position, diff.issues)
    return HeardPhrase(
        phrase=phrase,
        is_assessable=diff.assessable,
        epenthesis=tuple(each for each in diff.issues if each.rule.startswith(EPENTHESIS)),
        rules_at_place=rules,
    )


def rules_near(word: JudgedWord, position: int, issues: Sequence[Issue]) -> tuple[str, ...]:
    """Of the issues about phones put into the word at most NEAR_GAPS from the gap `position`."""
    near = {
        (word.index, each.heard, each.start_s)
        for each in word.insertions
        if each.state == "error" and abs(each.before_phone - position) <= NEAR_GAPS
    }
    return tuple(
        issue.rule
        for issue in issues
        if issue.target is None and (issue.word_index, issue.heard, issue.start_s) in near
    )


def report(heard: Sequence[HeardPhrase]) -> str:
    judged = [each for each in heard if each.is_assessable]
    written = [each for each in judged if each.phrase.where is None]
    rows = [
        "| phrases | n | epenthesis raised | share, 95 % interval |",
        "|---|---|---|---|",
        _row("as written: raised falsely", [bool(each.epenthesis) for each in written]),
    ]
    for where in (BEFORE, INSIDE):
        slipped = [each for each in judged if each.phrase.where == where]
        rows.append(_row(f"vowel {where}: found there", [each.is_found for each in slipped]))
        shown = [bool(each.rules_at_place) for each in slipped]
        rows.append(_row(f"vowel {where}: shown there under any rule", shown))
    false = Counter(
        (issue.rule, issue.heard or "", issue.word) for each in written for issue in each.epenthesis
    )
    rows += ["", "Raised in phrases as written:", "", "| rule | heard | word | times |"]
    rows += [
        "|---|---|---|---|",
        *(f"| {' | '.join(key)} | {n} |" for key, n in false.most_common()),
    ]
    rows += ["", f"Not assessable, and left out: {len(heard) - len(judged)} of {len(heard)}."]
    return "\n".join(rows)


def _row(name: str, values: Sequence[bool]) -> str:
    """With Wilson's interval: as if phrases were independent."""
    if not values:
        return f"| {name} | 0 | 0 | – |"
    low, high = wilson_interval(sum(values), len(values))
    share = sum(values) / len(values)
    return f"| {name} | {len(values)} | {sum(values)} | {share:.2f}, {low:.2f} to {high:.2f} |"


async def measure() -> list[HeardPhrase]:
    model_dir = CommonSettings().model_dir.resolve()
    lexicon = Lexicon.load(model_dir)
    lines = PHRASES.read_text(encoding="utf-8").splitlines()
    phrases = [
        phrase for number, line in enumerate(lines) for phrase in readings_of(line, number, lexicon)
    ]
    plan = [phrase.utterance for phrase in phrases]
    for _ in speak_plan(plan, kokoro_dir=model_dir / "kokoro-82m", folder=SPEECH, processes=1):
        pass
    async with open_services(model_dir) as services:
        return [await hear(services, phrase) for phrase in progress(phrases, "phrases")]


def main() -> int:
    argparse.ArgumentParser(prog="make bench-articles", description=__doc__).parse_args()
    heard = asyncio.run(measure())
    print(f"{setting('make bench-articles')}\n\n{report(heard)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
