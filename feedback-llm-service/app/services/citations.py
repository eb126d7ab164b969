"""Whether what a language model wrote rests on what was measured.

The structure is ours: which issues are priorities, their ranks, categories and severities come from the diff, and a
reply that says otherwise is refused. Its sentences may name only issues that exist, sounds and words of the issues they
cite, numbers that were measured. What can't be checked isn't trusted: it is refused, and the rule coach speaks.
"""

import re
from collections.abc import Iterable, Sequence

from shared.contracts import Diff
from shared.mastery import certainly_heard
from shared.phonetics.arpabet import PHONES, is_vowel, to_ipa

from ..schemas.reply import Reply
from .grounds import Grounds

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_QUOTED = re.compile(r"[“\"‘`«]([^“”\"‘’`«»]{1,60})[”\"’`»]")
_SINGLE_QUOTED = re.compile(r"(?<![A-Za-z])'([^']{1,60})'(?![A-Za-z])")
_IN_SLASHES = re.compile(r"[/\[]([^/\[\]\s]{1,12})[/\]]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_MARKUP = re.compile(
    r"https?:|www\.|<[^>]*>|```|\{\{|\}\}|\$\{|[\x00-\x08\x0b-\x1f]", re.IGNORECASE
)
_AFTER_WORD = re.compile(
    r"\bwords?\s+(?:is\s+|was\s+|like\s+)?([A-Za-z']+)"
    r"(?=\s+(?:was|were|is|are|had|has|came|sounded|needs?|and|with|in)\b|[.,;:!?]|$)",
    re.IGNORECASE,
)
"""An unquoted word that something is said of: `the word very was …`; not `makes the word harder to catch`."""
_ADVERB = re.compile(r"[a-z]+ly|again|aloud|together|apart|alone|twice|once|first|too|here")
_NO_ADVICE = re.compile(
    r"\b(?:you|was|were|is|are|heard|sound(?:s|ed)?|said|came|missing|dropped|unclear|weak|wrong|also|too|as well|"
    r"work|fix|improve|correct|practi[cs]e)\b",
    re.IGNORECASE,
)
"""Of a sentence that says something of a sound, rather than how to make it."""
_JUDGEMENTS = re.compile(
    r"\b(?:wrong|bad|heavy|thick|strong|incorrect|broken|poor|terrible|foreign)\b[^.]{0,20}\baccent|"
    r"\baccent\b[^.]{0,20}\b(?:wrong|bad|heavy|thick|strong|incorrect|poor)\b|\bnative speaker",
    re.IGNORECASE,
)
_PROMISES = re.compile(
    r"\b(?:ielts|toefl|guarantee\w*|grade|in \w+ (?:days|weeks|months))\b", re.IGNORECASE
)
_MARKS = frozenset("ˈˌːʰ")
_ENGLISH_PHONES = frozenset({"AH", "ER", "OY"})
"""That are exclamations, too."""
_IPA_ONLY = frozenset("θðʃʒŋɹɾʔɪʊɛæʌəɚɝɔɑɒɐʈɖʋɽɳɭʰɡʧʤˈˌː")
_SPELLINGS = frozenset({"th", "sh", "ch", "zh", "ng", "wh"})
_EVERYDAY = frozenset(
    ("i", "a", "we", "you", "it", "this", "that", "they", "one", "two", "three", "four", "five")
)
"""Words that a coach can't do without, though they may be in the recording, too."""
_NO_SOUNDS = frozenset({"a", "i", "s", "t", "d", "m"})
"""Single letters that stand in ordinary English: a, I, and what follows an apostrophe."""


def complaints(reply: Reply, grounds: Grounds) -> list[str]:
    """What is wrong with a reply, each in a sentence that can be sent back; empty when it holds."""
    found: list[str] = []
    miscued = grounds.miscued_words()
    found += _about(
        "summary", [reply.summary.text], reply.summary.issue_ids, grounds, words=miscued
    )
    if grounds.issues and not reply.summary.issue_ids:
        found.append("summary cites no issue")
    step = reply.next_step
    found += _about("next_step", [step.text], step.issue_ids, grounds, words=miscued)
    ranks = [priority.rank for priority in reply.priorities]
    if ranks != grounds.ranks:
        found.append(f"priorities must have the ranks {grounds.ranks}, in this order")
    for priority in reply.priorities:
        place = f"priority {priority.rank}"
        if set(priority.issue_ids) != grounds.ids_at(priority.rank):
            found.append(f"{place} must cite exactly {sorted(grounds.ids_at(priority.rank))}")
        extra = _flat(grounds.pairs_at(priority.rank)) + _flat(
            grounds.reviewed_pairs(priority.rank)
        )
        texts = [priority.title, priority.why]
        found += _about(place, texts, priority.issue_ids, grounds, words=extra)
        found += _how(place, priority.how, priority.issue_ids, grounds, words=extra)
    for finding in reply.findings:
        place = f"finding {finding.category}"
        if not finding.issue_ids:
            found.append(f"{place} cites no issue")
        known = [grounds.issues[each] for each in finding.issue_ids if each in grounds.issues]
        if any(issue.category != finding.category for issue in known):
            found.append(f"{place} cites an issue of another category")
        found += _about(place, [finding.text], finding.issue_ids, grounds)
    found += _drills(reply, grounds)
    if reply.strength is not None:
        found += _strength(reply.strength, grounds)
    return found


def _drills(reply: Reply, grounds: Grounds) -> list[str]:
    found: list[str] = []
    if [drill.priority_rank for drill in reply.drills] != grounds.ranks:
        found.append(f"drills must have the ranks {grounds.ranks}, in this order")
    for drill in reply.drills:
        place = f"drill {drill.priority_rank}"
        offered = grounds.pairs_at(drill.priority_rank)
        if any(pair not in offered for pair in drill.minimal_pairs):
            found.append(f"{place} may take its minimal pairs only from {offered}")
        for sentence in drill.sentences:
            if _MARKUP.search(sentence) or _NUMBER.search(sentence) or len(sentence) > 140:
                found.append(f"{place}: a practice sentence is plain words, at most 140 characters")
        ids = sorted(grounds.ids_at(drill.priority_rank))
        found += _about(place, [drill.next_recording], ids, grounds)
    return found


def _strength(text: str, grounds: Grounds) -> list[str]:
    if grounds.rules.strength is None:
        return ["strength must be null: nothing good was measured for certain"]
    said = grounds.rules.strength
    sounds = {phone for phone in PHONES if _names(said, grounds.tips.name(phone))}
    quoted = _quotes(said)
    return [
        f"strength {problem}"
        for problem in _problems(text, sounds=sounds, words=quoted, grounds=grounds)
    ]


def _about(
    place: str,
    texts: Sequence[str],
    issue_ids: Sequence[str],
    grounds: Grounds,
    *,
    words: Iterable[str] = (),
    near: Iterable[str] = (),
) -> list[str]:
    """Problems of texts that rest on `issue_ids`; beside their own sounds and words, `near` and `words` may be named."""
    found = [
        f"{place} cites {each!r}, which is no issue"
        for each in issue_ids
        if each not in grounds.issues
    ]
    cited = [grounds.issues[each] for each in issue_ids if each in grounds.issues]
    sounds = {
        phone for issue in cited for phone in (issue.target, certainly_heard(issue)) if phone
    } | {*near}
    allowed = {issue.word.lower() for issue in cited} | {word.lower() for word in words}
    for text in texts:
        found += [
            f"{place} {problem}"
            for problem in _problems(text, sounds=sounds, words=allowed, grounds=grounds)
        ]
    return found


def _how(
    place: str, text: str, issue_ids: Sequence[str], grounds: Grounds, *, words: Sequence[str]
) -> list[str]:
    """How to make a sound: a sentence that says nothing of the recording may name the sounds beside it in the word."""
    cited = {grounds.issues[each].word_index for each in issue_ids if each in grounds.issues}
    beside = {
        phone.target
        for word in grounds.diff.target_words
        if word.index in cited
        for phone in word.phones
    }
    found: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        near = set() if _NO_ADVICE.search(sentence) else beside
        found += _about(place, [sentence], issue_ids, grounds, words=words, near=near)
    return found


def _problems(text: str, *, sounds: set[str], words: set[str], grounds: Grounds) -> list[str]:
    found: list[str] = []
    if _MARKUP.search(text):
        found.append("holds markup or an address")
    if _JUDGEMENTS.search(text) or _PROMISES.search(text):
        found.append("judges an accent or promises something")
    found += [
        f"names the number {each}, which was not measured"
        for each in _NUMBER.findall(text)
        if each not in grounds.numbers
    ]
    phrases = {each for each in _quotes(text) if _is_phrase_around(each, words, grounds.diff)}
    words = words | {piece for each in phrases for piece in _WORD.findall(each)}
    named = _quotes(text) | {
        each
        for each in map(str.lower, _AFTER_WORD.findall(text))
        if each not in grounds.tips.vocabulary and not _ADVERB.fullmatch(each)
    }
    spoken_of = {piece for each in named for piece in _WORD.findall(each.lower())}
    parts = {piece for word in words for piece in _WORD.findall(word)}
    letters = {phone.lower() for phone in sounds} | _spelled(sounds, grounds)
    found += [
        f"names {each!r}, which is no word of the issues it cites"
        for each in sorted(spoken_of - parts - letters)
    ]
    others = {word.text.lower() for word in grounds.diff.words} - words - grounds.tips.vocabulary
    others -= _EVERYDAY
    said = {token.lower() for token in _WORD.findall(text)}
    found += [
        f"speaks of {each!r}, which none of its issues is about" for each in sorted(others & said)
    ]
    found += [
        f"names the sound {each}, which none of its issues shows"
        for each in _strange_sounds(text, sounds, grounds)
    ]
    return found


def _is_phrase_around(quoted: str, words: set[str], diff: Diff) -> bool:
    """Whether it is a stretch of the text with one of `words` in it: `very good school`."""
    texts = [word.text.lower() for word in diff.target_words]
    pieces = [piece.lower() for piece in _WORD.findall(quoted)]
    n = len(pieces)
    return (
        n > 1
        and not words.isdisjoint(pieces)
        and any(texts[start : start + n] == pieces for start in range(len(texts) - n + 1))
    )


def _strange_sounds(text: str, sounds: set[str], grounds: Grounds) -> list[str]:
    """Sounds that are named, in IPA, ARPAbet, letters or by the tips' names, and are not among `sounds`."""
    symbols = set(_MARKS)
    for phone in sounds:
        symbols |= set(to_ipa(phone))
        symbols |= set(to_ipa(f"{phone}0")) if is_vowel(phone) else set()
    found = [f"/{each}/" for each in _IN_SLASHES.findall(text) if not set(each) <= symbols]
    found += sorted(({*text} & _IPA_ONLY) - symbols)
    others = [phone for phone in PHONES if phone not in sounds]
    found += [
        phone
        for phone in others
        if phone not in _ENGLISH_PHONES and re.search(rf"\b{phone}[012]?\b", text)
    ]
    allowed = _spelled(sounds, grounds)
    for token in re.findall(r"(?<![A-Za-z'’])[a-z]{1,2}(?![A-Za-z'’])", text):
        is_sound = token in _SPELLINGS or (len(token) == 1 and token not in _NO_SOUNDS)
        if is_sound and token not in allowed:
            found.append(token)
    own = [grounds.tips.name(phone) for phone in sounds]
    for phone in others:
        name = grounds.tips.name(phone)
        if " " in name and _names(text, name) and not any(name in each for each in own):
            found.append(name)
    return found


def _spelled(sounds: set[str], grounds: Grounds) -> set[str]:
    """Letters that stand for `sounds` in the tips' own names, and beside them in the names of the letters."""
    pieces: set[str] = set()
    for phone in sounds:
        pieces |= {
            token for token in re.findall(r"[a-z]+", grounds.tips.name(phone)) if len(token) <= 2
        }
        pieces.add(phone.lower() if len(phone) == 1 else phone.lower()[:2])
    if {"TH", "DH"} & sounds:
        pieces.add("th")
    return pieces


def _names(text: str, name: str) -> bool:
    return (
        re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", text, re.IGNORECASE) is not None
    )


def _quotes(text: str) -> set[str]:
    return {
        each.strip().lower() for each in [*_QUOTED.findall(text), *_SINGLE_QUOTED.findall(text)]
    }


def _flat(pairs: Sequence[Sequence[str]]) -> list[str]:
    return [word for pair in pairs for word in pair]
