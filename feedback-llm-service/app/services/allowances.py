"""What one text of a model's reply may speak of: the issues it cites, their sounds and words, and what the tips say of them."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from shared.contracts import Diff, Issue
from shared.mastery import certainly_heard

from .claims import Allowed, ClaimLexicon, Place
from .grounds import Grounds
from .languages import TipLibrary

_WORDS = re.compile(r"[a-z']+")
_SPELLINGS = frozenset({"th", "sh", "ch", "zh", "ng", "wh"})
_LONGEST_SPELLING = 2
"""Letters: `th`."""


def allowed_in(
    place: Place,
    issues: Sequence[Issue],
    grounds: Grounds,
    *,
    words: Iterable[str] = (),
    near: Iterable[str] = (),
    praised: frozenset[str] = frozenset(),
    praised_sounds: Iterable[str] = (),
) -> Allowed:
    """`words` may be named beside the issues' own, `near` are phones that may be, too; what is praised stands in `strength` alone."""
    sounds = frozenset(sounds_of(issues, grounds.diff)) | frozenset(praised_sounds)
    told = " ".join(_told(issue, grounds.tips) for issue in issues).lower()
    tip_words, classes = _of_tips(told, grounds.lexicon)
    names = " ".join(grounds.tips.name(phone) for phone in sounds)
    own = tuple({issue.word.lower() for issue in issues})
    note = _note(issues, grounds)
    said = " ".join([names, *own, *words]).lower()
    return Allowed(
        place=place,
        sounds=sounds,
        near=frozenset(near),
        categories=frozenset(issue.category for issue in issues),
        words=frozenset(_WORDS.findall(said)) | tip_words | grounds.common,
        classes=classes,
        letters=spellings(sounds.union(near), grounds.tips),
        tip_letters=frozenset(word for word in tip_words if len(word) == 1 or word in _SPELLINGS),
        praised=praised,
        note=note,
        counts=grounds.counts,
        own=own,
    )


def sounds_of(issues: Iterable[Issue], diff: Diff) -> set[str]:
    """Phones of the issues; of an added sound also those of its word, between which it stands."""
    issues = list(issues)
    sounds = {phone for i in issues for phone in (i.target, certainly_heard(i)) if phone}
    return sounds | _near([issue for issue in issues if issue.target is None], diff)


def _near(issues: Sequence[Issue], diff: Diff) -> frozenset[str]:
    """Phones of the issues' words."""
    cited = {issue.word_index for issue in issues}
    words = [word for word in diff.target_words if word.index in cited]
    return frozenset(phone.target for word in words for phone in word.phones)


def spellings(phones: Iterable[str], tips: TipLibrary) -> frozenset[str]:
    """Letters that stand for the phones in the tips' own names."""
    found: set[str] = set()
    for phone in phones:
        found |= {t for t in _WORDS.findall(tips.name(phone)) if len(t) <= _LONGEST_SPELLING}
        found.add(phone.lower()[:_LONGEST_SPELLING])
        if phone in {"TH", "DH"}:
            found.add("th")
    return frozenset(found) - {"of"}


def _told(issue: Issue, tips: TipLibrary) -> str:
    """All that the rule coach may say of it."""
    tip = tips.rules.get(issue.tip)
    sounds = [
        tips.sounds[phone].how for phone in (issue.target, issue.heard) if phone in tips.sounds
    ]
    return " ".join([*([tip.title, tip.how, tip.why] if tip else []), *sounds])


def _note(issues: Sequence[Issue], grounds: Grounds) -> frozenset[str]:
    """Words of the tips' notes for the stated first language."""
    notes = (grounds.tips.note(issue.tip, grounds.l1) for issue in issues)
    return frozenset(re.findall(r"\w+", " ".join(filter(None, notes)).lower()))


@lru_cache(maxsize=512)
def _of_tips(told: str, lexicon: ClaimLexicon) -> tuple[frozenset[str], frozenset[str]]:
    """The words of what tips say, and the classes of evidence among them."""
    tokens = frozenset(_WORDS.findall(told))
    classes = (each.name for each in lexicon.classes if each.vocabulary.found(tokens, told))
    return tokens, frozenset(classes)
