"""Whether a model's words for a moment of a call say what was measured and nothing else.

`reason` says again what the rules' one says: its words are those of the rules and of what was quoted, and small words that any sentence
needs. `advice` may use plain words, but claims nothing. Numbers and quotes are those that were given; what the coach never
says, nobody says here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from shared.contracts.moments import MomentToWord

from ..claims import ClaimLexicon, problems_of_writing
from ..claims.clauses import TOKEN
from ..claims.inflections import base_forms
from ..naming import quoted_in

MOST_CHARS = 260
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_OF_CALLS = frozenset(
    [
        "agent",
        "ask",
        "asked",
        "caller",
        "call",
        "conversation",
        "customer",
        "hear",
        "heard",
        "line",
        "listen",
        "moment",
        "said",
        "say",
        "sentence",
        "speak",
        "spoke",
        "spoken",
        "talk",
        "told",
        "word",
        "words",
    ]
)
"""What any call is told with."""
_NEGATIONS = frozenset(
    [
        "no",
        "not",
        "never",
        "nothing",
        "nobody",
        "none",
        "neither",
        "nor",
        "without",
        "hardly",
        "barely",
        "scarcely",
        "cannot",
        "can't",
        "don't",
        "didn't",
        "doesn't",
        "wasn't",
        "weren't",
        "isn't",
        "aren't",
        "won't",
        "hadn't",
    ]
)


@dataclass(frozen=True, slots=True)
class GivenWords:
    """What may be said of a moment."""

    text: str
    """All that was given of it, in small letters."""
    words: frozenset[str]
    """Of it, each with what it may be a form of."""
    numbers: frozenset[str]
    classes: frozenset[str]
    """Of evidence that it speaks of."""
    must_tell: tuple[str, ...]
    """Numbers and quotes of the rules' reason, one of which stays."""

    @classmethod
    def of(cls, moment: MomentToWord, lexicon: ClaimLexicon) -> "GivenWords":
        given = " ".join([moment.title, moment.reason, moment.advice, *moment.quotes]).lower()
        tokens = TOKEN.findall(_straight(given))
        own = f"{moment.title} {moment.reason} {moment.advice}".lower()
        of_rules = tuple(TOKEN.findall(_straight(own)))
        classes = {
            each.name for each in lexicon.classes if each.vocabulary.found(of_rules, _straight(own))
        }
        reason = moment.reason.lower()
        return cls(
            given,
            frozenset(form for token in tokens for form in base_forms(token)),
            frozenset(_NUMBER.findall(given)),
            frozenset(classes | ({"praise"} if moment.is_good else set())),
            (*_NUMBER.findall(reason), *quoted_in(reason)),
        )

    def has(self, token: str) -> bool:
        return not self.words.isdisjoint(base_forms(token))


def problems_of_moment(
    reason: str, advice: str, moment: MomentToWord, lexicon: ClaimLexicon
) -> list[str]:
    """Each in words that can be told; empty where both texts hold."""
    given = GivenWords.of(moment, lexicon)
    found = [f"reason {each}" for each in _problems(reason, given, lexicon, tells=True)]
    if given.must_tell and not any(each in reason.lower() for each in given.must_tell):
        found.append("reason leaves out what was measured")
    return found + [f"advice {each}" for each in _problems(advice, given, lexicon, tells=False)]


def _problems(text: str, given: GivenWords, lexicon: ClaimLexicon, *, tells: bool) -> list[str]:
    found = problems_of_writing(text)
    if not text.strip() or len(text) > MOST_CHARS:
        found.append(f"has no words, or more than {MOST_CHARS} characters")
    clear = _straight(text.lower())
    found += [
        f"names the number {each}, which was not measured"
        for each in _NUMBER.findall(clear)
        if each not in given.numbers
    ]
    found += [
        f"quotes {each!r}, which nobody said" for each in quoted_in(text) if each not in given.text
    ]
    tokens = tuple(TOKEN.findall(clear))
    found += _refused(clear, tokens, given, lexicon)
    found += _of_other_classes(clear, tokens, given, lexicon)
    found += [each for token in tokens for each in _strange(token, given, lexicon, tells=tells)]
    return list(dict.fromkeys(found))


def _refused(
    text: str, tokens: Iterable[str], given: GivenWords, lexicon: ClaimLexicon
) -> list[str]:
    others = [token for token in tokens if not given.has(token) and token not in _OF_CALLS]
    return [
        f"{refused.says}: {words[0]!r}"
        for refused in lexicon.refused.values()
        if (words := [w for w in refused.vocabulary.found(others, text) if w not in given.text])
    ]


def _of_other_classes(
    text: str, tokens: tuple[str, ...], given: GivenWords, lexicon: ClaimLexicon
) -> list[str]:
    """What the coach may say of a recording only where it was measured."""
    found: list[str] = []
    for each in lexicon.classes:
        if each.name in given.classes:
            continue
        named = [word for word in each.vocabulary.found(tokens, text) if word not in given.text]
        if named and not all(each.manner.names(word) for word in named):
            found.append(f"speaks of {each.name} ({named[0]!r}), which was not measured so")
    return found


def _strange(token: str, given: GivenWords, lexicon: ClaimLexicon, *, tells: bool) -> Iterable[str]:
    number = lexicon.statement.numbers.get(token)
    if number not in {None, 1} and not given.has(token) and str(number) not in given.numbers:
        yield f"says {token!r}, which was not counted"
    if given.has(token) or token in _OF_CALLS:
        return
    if token in _NEGATIONS and tells:
        yield f"says {token!r}, which turns what was measured round"
    elif token in lexicon.statement.claims and not tells:
        yield f"says {token!r} of the call, which is for the reason to say"
    elif not (token in lexicon.small if tells else lexicon.knows(token)):
        yield f"uses {token!r}, which is neither plain nor of the evidence"


def _straight(text: str) -> str:
    return text.replace("’", "'")
