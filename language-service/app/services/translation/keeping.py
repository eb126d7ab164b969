"""Placeholders for what is protected, and whether a translation has all of it."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from .units import Outcome, Refusal, Rendering, SourceSentence

_DIGITS = re.compile(r"\d+")
Translate = Callable[[Sequence[str]], Sequence[Rendering]]
"""Plain texts to plain translations, in order."""


class Placeholders:
    """A form such as `<ID{n}>`, as a model takes it without changing it."""

    def __init__(self, form: str) -> None:
        """Raises ValueError for a form without `{n}`."""
        if form.count("{n}") != 1:
            raise ValueError(f"a placeholder has {{n}} once: {form!r}")
        self._form = form
        # Models put spaces into what they don't know, and change its case.
        signs = [re.escape(each) for each in form.replace("{n}", "\0")]
        self._pattern = re.compile(
            r"\s*".join(r"(\d+)" if each == re.escape("\0") else each for each in signs),
            re.IGNORECASE,
        )

    def are_in(self, text: str) -> bool:
        return self._pattern.search(text) is not None

    def put(self, sentence: SourceSentence) -> str:
        parts, at = [], 0
        for n, each in enumerate(sentence.protected, 1):
            parts += [sentence.text[at : each.start], self._form.format(n=n)]
            at = each.end
        return "".join([*parts, sentence.text[at:]])

    def restore(self, translated: str, sentence: SourceSentence) -> str | None:
        """None unless each is there exactly once."""
        numbers = sorted(int(each) for each in self._pattern.findall(translated))
        if numbers != list(range(1, len(sentence.protected) + 1)):
            return None
        return self._pattern.sub(
            lambda found: sentence.protected[int(found[1]) - 1].kept, translated
        )


def translate_kept(
    sentences: Sequence[SourceSentence], translate: Translate, placeholders: Placeholders
) -> list[Outcome]:
    """With placeholders first; where the model loses one, the sentence as it stands; where that loses something, nothing."""
    masked = [
        placeholders.put(each) if not placeholders.are_in(each.text) else each.text
        for each in sentences
    ]
    outcomes: list[Outcome] = []
    for sentence, given, told in zip(sentences, masked, translate(masked), strict=True):
        text = placeholders.restore(told.text, sentence) if given != sentence.text else told.text
        outcomes.append(checked(sentence, told, text))
    again = [
        at
        for at, each in enumerate(outcomes)
        if isinstance(each, Refusal) and masked[at] != sentences[at].text
    ]
    if again:
        plain = translate([sentences[at].text for at in again])
        for at, told in zip(again, plain, strict=True):
            outcomes[at] = checked(sentences[at], told, told.text)
    return outcomes


def checked(sentence: SourceSentence, told: Rendering, text: str | None) -> Outcome:
    """`told` as `text`, unless something of the sentence isn't in that."""
    if text is None:
        return Refusal("not_kept")
    if not text.strip():
        return Refusal("empty_answer")
    if (reason := what_is_lost(sentence, text)) is not None:
        return reason
    return Rendering(text, told.score, told.confidence, told.formality)


def what_is_lost(sentence: SourceSentence, translated: str) -> Refusal | None:
    """Whether something protected isn't in `translated` as often as it has to be, or another number is; tags keep their order."""
    for kept, n in Counter(each.kept for each in sentence.protected).items():
        if translated.count(kept) < n:
            is_term = any(each.kind == "term" and each.kept == kept for each in sentence.protected)
            return Refusal("term_missing" if is_term else "not_kept")
    tags = [each.kept for each in sentence.protected if each.kind == "tag"]
    places, at = [], 0
    for each in tags:
        at = translated.find(each, at)
        places.append(at)
        at += len(each)
    if -1 in places:
        return Refusal("not_kept")
    expected = Counter(_DIGITS.findall(sentence.free_text))
    for each in sentence.protected:
        expected.update(_DIGITS.findall(each.kept))
    if Counter(_DIGITS.findall(translated)) != expected:
        return Refusal("not_kept")
    return None
