"""What turns a meaning round though nearly every word is the same: negation, opposites, numbers, days, who does it to whom, and when.

The gate weighs how near two sentences are, and a word in ten weighs a tenth. Here one such word is enough for a stored sentence to be none of
the candidates. The rules compare words alone, so they hold whatever the memory has.
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from .wording import HEARER, NEGATIONS, SPEAKER, stem

_FILE = Path(__file__).with_name("opposites.tsv")
_WORDS_FILE = Path(__file__).with_name("turning_words.toml")
_PREFIXES = {"en": ("un", "in", "im", "dis", "non"), "hi": ("अ", "ना", "बे")}
_LEAST_AFTER_PREFIX = 4
MOST_OTHER_WORDS = 2
"""A negation or an opposite tells where nearly all else is the same. Where more words differ it may be another way to say it, *did not go
through* for *failed*; then the gate has to say. Chosen by one-word-development.tsv and by the stored sentences' other ways."""
_ANSWERED = frozenset(("that", "this", "it", "i", "you", "we", "they", "he", "she", "there", "thanks", "thank"))  # fmt: skip
_TIMES = {"en": ("times", {"two": "twice", "three": "thrice"}), "hi": ("बार", {})}
_MANNERS_OF_SPEECH = {"hi": "एक बार", "en": "once"}
"""*Once* beside a sentence that says nothing of how often."""
_FUTURE = {"en": ("will", "shall"), "hi": ("गा", "गे", "गी")}


def alike(asked: Sequence[str], sayings: Sequence[Sequence[str]], language: str) -> list[int]:
    """Those of the ways to say one thing that are not turned; none where one that is turned has more of the words than all that aren't:
    *fast* for *slow* is told by the way that says *slow*, though another says *sluggish*."""
    turned = [turns(asked, each, language) for each in sayings]
    apart = [_n_apart(asked, each, language) for each in sayings]
    left = [at for at, is_turned in enumerate(turned) if not is_turned]
    nearest_turned = min(
        (n for n, is_turned in zip(apart, turned, strict=True) if is_turned), default=None
    )
    if left and nearest_turned is not None and nearest_turned < min(apart[at] for at in left):
        return []
    return left


def _n_apart(asked: Sequence[str], saying: Sequence[str], language: str) -> int:
    return _n_other(asked, saying, _opposites_in(asked, saying, language), language)


def turns(asked: Sequence[str], saying: Sequence[str], language: str) -> bool:
    """Whether what is asked for means another thing than a stored sentence by a word of these kinds; both as words, in order."""
    if _are_counted_otherwise(asked, saying, language):
        return True
    for known in (_words("limits", language), _words("days", language)):
        if known.intersection(asked) != known.intersection(saying):
            return True
    opposites = _opposites_in(asked, saying, language)
    if _n_other(asked, saying, opposites, language) > MOST_OTHER_WORDS:
        return False
    turned = len(opposites) // 2
    turned += _n_negations(asked, saying, opposites, language)
    turned += _n_negations(saying, asked, opposites, language)
    return (
        turned % 2 == 1
        or _is_of_another_time(asked, saying, language)
        or _have_roles_exchanged(asked, saying, language)
    )


def _n_other(
    asked: Sequence[str], saying: Sequence[str], opposites: Collection[str], language: str
) -> int:
    """Words that one of the two has and the other hasn't, without those that turn it and those that say little."""
    persons = SPEAKER[language] | HEARER[language] | _words("others", language)
    passed_over = NEGATIONS[language] | _words("light", language) | persons
    here, there = (
        {stem(word, language) for word in words if word not in passed_over}
        for words in (asked, saying)
    )
    return len((here ^ there).difference(opposites))


def _n_negations(
    words: Sequence[str], others: Sequence[str], opposites: Collection[str], language: str
) -> int:
    """Of `words`, *unlucky* among them where the others have *lucky*; not what is counted as an opposite."""
    stems = {stem(word, language) for word in others}
    left = [word for word in words if stem(word, language) not in opposites]
    n_prefixed = sum(
        stem(word.removeprefix(prefix), language) in stems
        for word in left
        for prefix in _PREFIXES[language]
        if word.startswith(prefix)
        and len(word) - len(prefix) >= _LEAST_AFTER_PREFIX
        and stem(word, language) not in stems
    )
    n_answers = int(_begins_with_an_answer(words, language))
    return sum(word in NEGATIONS[language] for word in left) - n_answers + n_prefixed


def _begins_with_an_answer(words: Sequence[str], language: str) -> bool:
    """*No, that is …*: it negates what was said before."""
    if language == "en":
        return list(words[:1]) == ["no"] and not _ANSWERED.isdisjoint(words[1:2])
    return list(words[:1]) == ["नहीं"] or list(words[:2]) == ["जी", "नहीं"]


def _opposites_in(asked: Sequence[str], saying: Sequence[str], language: str) -> Collection[str]:
    """Stems of words of one that have their opposite in the other, in pairs; each stands in one pair."""
    here, there = ({stem(word, language) for word in words} for words in (asked, saying))
    left, found = there - here, []
    for word in sorted(here - there):
        against = _opposites(language).get(word, frozenset()) & left
        if against:
            other = min(against)
            left.discard(other)
            found += [word, other]
    return found


@cache
def _words(kind: str, language: str) -> frozenset[str]:
    """Those of `turning_words.toml`."""
    return frozenset(_all_words()[language][kind].split())


@cache
def _all_words() -> dict[str, dict[str, str]]:
    return tomllib.loads(_WORDS_FILE.read_text(encoding="utf-8"))


@cache
def _opposites(language: str) -> Mapping[str, frozenset[str]]:
    """By stem."""
    found: dict[str, frozenset[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        of, *sides = line.split("\t")
        if of != language:
            continue
        one, other = (frozenset(stem(word, language) for word in side.split()) for side in sides)
        for words, against in ((one, other), (other, one)):
            for word in words:
                found[word] = found.get(word, frozenset()) | against
    return found


def _are_counted_otherwise(asked: Sequence[str], saying: Sequence[str], language: str) -> bool:
    numbers = [_numbers(each, language) for each in (asked, saying)]
    units = [
        {word.removesuffix("s") for word in each} & _words("units", language)
        for each in (asked, saying)
    ]
    no_number = _MANNERS_OF_SPEECH[language]
    if {no_number} in numbers and set() in numbers:
        return False
    return numbers[0] != numbers[1] or bool(units[0] and units[1] and units[0] != units[1])


def _numbers(words: Sequence[str], language: str) -> set[str]:
    """*Two times* is *twice*; before बार एक and दो are numbers."""
    times, together = _TIMES[language]
    found = _words("numbers", language).intersection(words)
    for word, after in pairwise(words):
        if (word, after) == ("at", "once"):
            found -= {after}
        if after == times:
            found = (found - {word}) | {together.get(word, f"{word} {times}")}
    return set(found)


def _is_of_another_time(asked: Sequence[str], saying: Sequence[str], language: str) -> bool:
    """One tells of what will be, the other of what was."""
    will = [_is_future(each, language) for each in (asked, saying)]
    was = [not _words("past", language).isdisjoint(each) for each in (asked, saying)]
    return (will[0] and was[1] and not will[1]) or (will[1] and was[0] and not will[0])


def _is_future(words: Sequence[str], language: str) -> bool:
    if language == "en":
        return any(word in _FUTURE["en"] for word in words)
    return any(word.endswith(_FUTURE["hi"]) and len(word) > 3 for word in words)


def _have_roles_exchanged(asked: Sequence[str], saying: Sequence[str], language: str) -> bool:
    """The same words, but another person stands in a place: the speaker, the one who is spoken to, or a third."""
    if _n_other(asked, saying, (), language):
        return False
    here, there = _persons(asked, language), _persons(saying, language)
    return len(here) == len(there) and here != there


def _persons(words: Sequence[str], language: str) -> list[str]:
    kinds = (
        ("speaker", SPEAKER[language]),
        ("hearer", HEARER[language]),
        ("other", _words("others", language)),
    )
    return [kind for word in words for kind, known in kinds if word in known]
