"""What is read: sentences with known miscues, drawn from a seed, and the truth about each."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from shared.phonetics.lexicon import Lexicon, SpokenWord

VOICES = ("af_bella", "af_sarah", "am_fenrir", "am_michael", "hf_beta", "hm_psi")
LENGTHS = {"3 s": (1, 24, 1), "20 s": (7, 6, 2), "60 s": (20, 3, 5), "115 s": (38, 2, 8)}
"""Sentences of a reading, readings, and miscues in each."""
QUICK_SENTENCES = 7
KINDS = ("omission", "line", "insertion", "repetition", "phrase", "restart", "swap")
SENTENCES = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
ADDED = ("really", "quickly", "yesterday", "perhaps", "suddenly")
"""Words that no sentence has."""

Phones = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddedWord:
    """A word of a reading that the text doesn't have."""

    kind: str
    """insertion, repetition or restart."""
    text: str
    before: int
    """Index of the target word it precedes."""


@dataclass(slots=True)
class Truth:
    """What is wrong with a reading."""

    omitted: set[int] = field(default_factory=set)
    """Words of the text."""
    extra: list[AddedWord] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ReadSentence:
    """A sentence as it is read."""

    index: int
    phones: list[Phones]
    pauses: list[bool]
    """Behind each word: whether the speaker halts."""


@dataclass(frozen=True, slots=True)
class SpokenReading:
    row: str
    """The line of the table that it counts for."""
    number: int
    voice: str
    text: str
    sentences: list[ReadSentence]
    truth: Truth


def readings(lexicon: Lexicon, *, quick: bool) -> Iterator[SpokenReading]:
    """`quick`: none beyond 20 s."""
    sentences = [lexicon.pronounce(each) for each in SENTENCES]
    added = {word: lexicon.pronounce(word)[0].pronunciations[0].phones for word in ADDED}
    for length, (n_sentences, n_readings, n_miscues) in LENGTHS.items():
        if quick and n_sentences > QUICK_SENTENCES:
            continue
        for clean in (True, False):
            for number in range(max(1, n_readings // 3) if clean else n_readings):
                rng = np.random.default_rng(zlib.crc32(f"{length}{clean}{number}".encode()))
                chosen = rng.permutation(len(sentences))[:n_sentences]
                kinds = [KINDS[(number + k) % len(KINDS)] for k in range(len(KINDS))]
                spoken, truth = with_miscues(
                    [sentences[i] for i in chosen],
                    0 if clean else n_miscues,
                    kinds=kinds,
                    added=added,
                    rng=rng,
                )
                yield SpokenReading(
                    row=f"{length}{', as written' if clean else ''}",
                    number=number,
                    voice=VOICES[number % len(VOICES)],
                    text=" ".join(SENTENCES[i] for i in chosen),
                    sentences=spoken,
                    truth=truth,
                )


def with_miscues(
    sentences: Sequence[Sequence[SpokenWord]],
    n_miscues: int,
    *,
    kinds: Sequence[str],
    added: Mapping[str, Phones],
    rng: np.random.Generator,
) -> tuple[list[ReadSentence], Truth]:
    """Words of the lexicon, sentence by sentence, into what is read, and the truth about it."""
    starts = np.cumsum([0, *(len(each) for each in sentences)])
    spoken = [
        ReadSentence(i, [word.pronunciations[0].phones for word in each], [False] * len(each))
        for i, each in enumerate(sentences)
    ]
    truth = Truth()
    order = list(range(len(sentences)))
    places = rng.permutation(len(sentences)).tolist()
    for number in range(n_miscues):
        kind = kinds[number % len(kinds)]
        if kind in {"line", "swap"} and len(sentences) < 4:
            kind = "omission"
        s = places[number % len(places)]
        truth.kinds.append(kind)
        if kind == "line":
            order.remove(s)
            truth.omitted |= set(range(int(starts[s]), int(starts[s + 1])))
        elif kind == "swap":
            at = order.index(s)
            other = at + 1 if at + 1 < len(order) else at - 1
            order[at], order[other] = order[other], order[at]
        else:
            _spoil(
                spoken[s],
                sentences[s],
                kind,
                start=int(starts[s]),
                truth=truth,
                added=added,
                rng=rng,
            )
    return [spoken[s] for s in order], truth


def _spoil(
    sentence: ReadSentence,
    words: Sequence[SpokenWord],
    kind: str,
    *,
    start: int,
    truth: Truth,
    added: Mapping[str, Phones],
    rng: np.random.Generator,
) -> None:
    """`start`: index in the text of the sentence's first word."""
    long_words = [i for i, word in enumerate(words) if len(word.pronunciations[0].phones) >= 4]
    i = int(rng.choice(long_words))
    phones = sentence.phones[i]
    if kind == "omission":
        truth.omitted.add(start + i)
        del sentence.phones[i], sentence.pauses[i]
        return
    if kind == "insertion":
        word = ADDED[int(rng.integers(len(ADDED)))]
        new = [added[word]]
        truth.extra.append(AddedWord("insertion", word, start + i))
    elif kind == "repetition":
        new = [phones]
        truth.extra.append(AddedWord("repetition", words[i].text, start + i))
    elif kind == "phrase":
        i = min(i, len(words) - 2)
        new = [sentence.phones[i], sentence.phones[i + 1]]
        truth.extra += [AddedWord("repetition", words[j].text, start + i) for j in (i, i + 1)]
    else:
        new = [phones[: max(2, (len(phones) + 1) // 2)]]
        truth.extra.append(AddedWord("restart", words[i].text, start + i))
    sentence.phones[i:i] = new
    sentence.pauses[i:i] = [False] * (len(new) - 1) + [kind == "restart"]
