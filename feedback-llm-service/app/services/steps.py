"""The steps of a drill, from the ear to the learner's own sentence, each with the phones that a voice needs to say it."""

import re
from collections.abc import Iterator, Sequence

from shared.contracts import Diff, DrillStep, Issue, JudgedWord
from shared.phonetics.arpabet import strip_stress
from shared.phonetics.syllables import syllabify

from ..schemas.request_response import FeedbackRequest
from .languages import FamilyTip
from .minimal_pairs import WordBank
from .phrasing import bare
from .spelled_syllables import spelled_syllables

_MOST_PAIRS_HEARD = 2
_MOST_WORDS_SAID = 2
_MOST_PHRASES = 2
_MOST_WORDS_OWN = 12
"""Of one's own sentence: what is said in one breath."""
_BREAK = re.compile(r"[\s‿]+")


class DrillSteps:
    """For one recording."""

    def __init__(self, bank: WordBank, request: FeedbackRequest) -> None:
        self._bank = bank
        self._words = {word.index: word for word in request.diff.target_words}
        self._sentences = _sentences(request.diff, _text(request))

    def steps(
        self,
        issues: Sequence[Issue],
        family: FamilyTip,
        pairs: Sequence[Sequence[str]],
        sentences: Sequence[str],
    ) -> list[DrillStep]:
        """Listen, word, syllables, phrase, words linked, beats, sentence, one's own sentence: what there is of these."""
        first = self._words[issues[0].word_index]
        said = [self._words[issue.word_index] for issue in issues]
        texts = dict.fromkeys(bare(word.text) for word in said)
        return [
            *self._listening(pairs),
            *[self._step("word", text, said) for text in list(texts)[:_MOST_WORDS_SAID]],
            *[step for issue in issues[:1] for step in self._buildup(issue)],
            *[self._step("phrase", phrase) for phrase in family.phrases[:_MOST_PHRASES]],
            *[self._step("linking", phrase) for phrase in family.linking[:_MOST_PHRASES]],
            *[self._step("chant", phrase) for phrase in family.chants[:_MOST_PHRASES]],
            self._step("sentence", sentences[0]),
            self._step("own", self._own_sentence(first), list(self._words.values())),
        ]

    def _listening(self, pairs: Sequence[Sequence[str]]) -> Iterator[DrillStep]:
        """Of single words; which of a pair is played goes by turns."""
        single = [pair for pair in pairs if all(" " not in word for word in pair)]
        for turn, pair in enumerate(single[:_MOST_PAIRS_HEARD]):
            heard = pair[turn % len(pair)]
            yield self._step("listen", heard).model_copy(update={"choices": list(pair)})

    def _buildup(self, issue: Issue) -> Iterator[DrillStep]:
        """Of a word whose stress moved: its last syllable, the last two, and so on; the stressed one in capitals."""
        word = self._words[issue.word_index]
        if issue.category != "stress" or word.stress is None:
            return
        phones = self._phones(bare(word.text), [word])
        syllables = syllabify(phones)
        pieces = spelled_syllables(bare(word.text).lower(), syllables)
        if pieces is None or word.stress.target_syllable >= len(pieces):
            return
        pieces[word.stress.target_syllable] = pieces[word.stress.target_syllable].upper()
        for start in range(len(pieces) - 1, -1, -1):
            text = ("-" if start else "") + "-".join(pieces[start:])
            said = [phone for syllable in syllables[start:] for phone in syllable]
            yield DrillStep(kind="buildup", text=text, phones=[said])

    def _step(self, kind: str, text: str, said: Sequence[JudgedWord] = ()) -> DrillStep:
        phones = [self._phones(bare(word), said) for word in _BREAK.split(text) if word]
        return DrillStep.model_validate({"kind": kind, "text": text, "phones": phones})

    def _phones(self, text: str, said: Sequence[JudgedWord]) -> list[str]:
        """Of the dictionary, as the recording was judged against where the word is in it; else as that, without stress."""
        variants = self._bank.variants(text.lower())
        targets = [
            [phone.target for phone in word.phones]
            for word in said
            if bare(word.text) == text and word.phones
        ]
        for variant in variants:
            if [strip_stress(phone) for phone in variant] in targets:
                return list(variant)
        if targets and not variants:
            return targets[0]
        return list(variants[0]) if variants else []

    def _own_sentence(self, word: JudgedWord) -> str:
        """The sentence of the text that the word is in; of a long one the words around it."""
        sentence = next(each for each in self._sentences if word.index in each)
        place = sentence.index(word.index)
        start = max(0, min(place - _MOST_WORDS_OWN // 2, len(sentence) - _MOST_WORDS_OWN))
        indices = sentence[start : start + _MOST_WORDS_OWN]
        return " ".join(bare(self._words[index].text) for index in indices)


def _text(request: FeedbackRequest) -> str:
    if request.alignment is not None and request.alignment.text:
        return request.alignment.text
    return request.transcript.text if request.transcript else ""


def _sentences(diff: Diff, text: str) -> list[list[int]]:
    """Indices of the words of each sentence; one for all where the text is not known or has other words."""
    indices = [word.index for word in diff.target_words]
    found: list[list[int]] = []
    start = 0
    for sentence in re.split(r"(?<=[.!?])\s+", text.strip()):
        end = start + len(sentence.split())
        found.append(indices[start:end])
        start = end
    return found if start == len(indices) and all(found) else [indices]
