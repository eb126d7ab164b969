"""Whether what a language model wrote rests on what was measured.

The structure is ours: which issues are priorities, their ranks, categories and severities come from the diff, and a
reply that says otherwise is refused. Its sentences may name only issues that exist, sounds and words of the issues they
cite, numbers that were measured (`naming.py`); they claim only what a measure of its class bears out, in plain words
(`claims/`). What can't be checked isn't trusted: it is refused, and the rule coach speaks.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from shared.phonetics.arpabet import PHONES

from ..schemas.reply import Reply
from .allowances import allowed_in, sounds_of
from .claims import Place, problems_of, problems_of_writing
from .grounds import Grounds, ranks_of
from .naming import is_named, misnamed, quoted_in
from .practice import problems_of_practice

_ADVISING: frozenset[Place] = frozenset({"title", "how"})
_NO_ADVICE = re.compile(
    r"\b(?:you|was|were|is|are|heard|sound(?:s|ed)?|said|came|missing|dropped|unclear|weak|wrong|also|too|as well|"
    r"work|fix|improve|correct|practi[cs]e)\b",
    re.IGNORECASE,
)
"""Of a sentence that says something of a sound, rather than how to make it."""


_SCORED = frozenset({"fluency", "completeness"})
"""Classes whose measure, where it stands among what may be said, is good."""


def complaints(reply: Reply, grounds: Grounds) -> list[str]:
    """What is wrong with a reply, each in a sentence that can be sent back; empty when it holds."""
    found: list[str] = []
    around = [*grounds.miscued_words(), *grounds.words_of_prosody()]
    found += _about(
        "summary", {"summary": reply.summary.text}, reply.summary.issue_ids, grounds, words=around
    )
    if grounds.issues and not reply.summary.issue_ids:
        found.append("summary cites no issue")
    step = reply.next_step
    found += _about("next_step", {"next": step.text}, step.issue_ids, grounds, words=around)
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
        texts: dict[Place, str] = {"title": priority.title, "why": priority.why}
        found += _about(place, texts, priority.issue_ids, grounds, words=extra)
        found += _how(place, priority.how, priority.issue_ids, grounds, words=extra)
    for finding in reply.findings:
        place = f"finding {finding.category}"
        if not finding.issue_ids:
            found.append(f"{place} cites no issue")
        known = [grounds.issues[each] for each in finding.issue_ids if each in grounds.issues]
        if any(issue.category != finding.category for issue in known):
            found.append(f"{place} cites an issue of another category")
        found += _about(place, {"finding": finding.text}, finding.issue_ids, grounds)
    found += _drills(reply, grounds)
    if reply.strength is not None:
        found += _strength(reply.strength, grounds)
    return found


def _drills(reply: Reply, grounds: Grounds) -> list[str]:
    found: list[str] = []
    miscued = grounds.miscued_words()
    if [drill.priority_rank for drill in reply.drills] != grounds.ranks:
        found.append(f"drills must have the ranks {grounds.ranks}, in this order")
    for drill in reply.drills:
        place = f"drill {drill.priority_rank}"
        offered = grounds.pairs_at(drill.priority_rank)
        if any(pair not in offered for pair in drill.minimal_pairs):
            found.append(f"{place} may take its minimal pairs only from {offered}")
        for sentence in drill.sentences:
            problems = problems_of_practice(sentence, grounds.lexicon)
            found += [f"{place}: {problem}" for problem in problems]
        ids = sorted(grounds.ids_at(drill.priority_rank))
        found += _about(place, {"record": drill.next_recording}, ids, grounds, words=miscued)
    return found


def _strength(text: str, grounds: Grounds) -> list[str]:
    good = (grounds.good or "").lower()
    sounds = set(grounds.right_sounds)
    sounds |= {phone for phone in PHONES if is_named(good, grounds.tips.name(phone))}
    words = quoted_in(good) | grounds.right_words
    praised = _praised(good, grounds)
    if not (good or sounds or praised):
        return ["strength must be null: nothing good was measured for certain"]
    allowed = allowed_in(
        "strength", [], grounds, words=words, praised_sounds=sounds, praised=praised
    )
    problems = problems_of_writing(text)
    problems += misnamed(text, sounds=sounds, words=words, grounds=grounds)
    problems += problems_of(text, allowed, grounds.measures, grounds.lexicon)
    return [f"strength {problem}" for problem in problems]


def _praised(good: str, grounds: Grounds) -> frozenset[str]:
    """Classes of evidence that the rule coach's praise is of, and those whose score is good."""
    tokens = re.findall(r"[a-z]+", good)
    told = {each.name for each in grounds.lexicon.classes if each.vocabulary.found(tokens, good)}
    if not grounds.measures.trends:
        told -= {"progress"}  # `throughout` and its kin are no comparison with earlier recordings
    return frozenset(told | (_SCORED & grounds.measures.said.keys()))


def _about(
    name: str,
    texts: Mapping[Place, str],
    issue_ids: Sequence[str],
    grounds: Grounds,
    *,
    words: Iterable[str] = (),
    near: Iterable[str] = (),
) -> list[str]:
    """Problems of texts that rest on `issue_ids`; beside their own sounds and words, `near` and `words` may be named."""
    found = [
        f"{name} cites {each!r}, which is no issue"
        for each in issue_ids
        if each not in grounds.issues
    ]
    cited = [grounds.issues[each] for each in issue_ids if each in grounds.issues]
    sounds = sounds_of(cited, grounds.diff) | {*near}
    own = {issue.word.lower() for issue in cited} | {word.lower() for word in words}
    own |= {word.lower() for rank in ranks_of(cited) for word in _flat(grounds.pairs_at(rank))}
    for place, text in texts.items():
        allowed = allowed_in(place, cited, grounds, words=own, near=near)
        problems = problems_of_writing(text, letters=grounds.letters | allowed.note)
        letters = allowed.tip_letters if place in _ADVISING else frozenset[str]()
        problems += misnamed(text, sounds=sounds, words=own, grounds=grounds, letters=letters)
        problems += problems_of(text, allowed, grounds.measures, grounds.lexicon)
        found += [f"{name} {problem}" for problem in problems]
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
        found += _about(place, {"how": sentence}, issue_ids, grounds, words=words, near=near)
    return found


def _flat(pairs: Sequence[Sequence[str]]) -> list[str]:
    return [word for pair in pairs for word in pair]
