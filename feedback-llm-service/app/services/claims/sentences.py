"""Sentence by sentence: what it claims, whether that was measured, and whether its words are plain ones."""

import re
from collections.abc import Iterator

from shared.phonetics.arpabet import is_vowel

from .clauses import TOKEN, Allowed, Clause, Place
from .lexicon import ClaimLexicon, EvidenceClass
from .measures import Measures
from .wording import loose_quantities, strange_words

_TELLING: frozenset[Place] = frozenset({"summary", "finding", "strength"})
"""Places that speak of the recording unless they plainly advise."""
_SENTENCE = re.compile(r"(?<=[.!?…])[”\"’)]*\s+|\n+")
_CLAUSE = re.compile(
    r"([;:,()–—→]|\s-\s|\b(?:and|but(?! one\b)|because|since|although|though|while|so|which|who|where)\b)"
)
_QUOTED = re.compile(r"[“\"‘«][^“”\"‘’«»]{1,60}[”\"’»]|(?<![A-Za-z])'[^']{1,60}'(?![A-Za-z])")
_IN_SLASHES = re.compile(r"(?<![A-Za-z])/[^/\s]{1,12}/|\[[^\[\]\s]{1,12}\]")
_SECONDS = re.compile(r"\d[\d.,]*\s?s\b")
_SOUND_NAMED = re.compile(r"\b(?:the|that|this|your|a|an) ([a-z§-]+) sounds?\b")
_QUOTE = " § "
"""In place of what stands in quotes: words that are checked for themselves."""
_ONE_MORE = frozenset({"but", "else", "nearly", "almost", "except", "most", "other", "rest"})
_WHOLE = frozenset(
    {"result", "reading", "work", "job", "effort", "everything", "overall", "sounds"}
)
_OF_THE_WHOLE = frozenset({"praise", "fluency", "completeness", "all_right"})
"""Classes whose praise is praise of the whole."""


def problems_of(
    text: str, allowed: Allowed, measures: Measures, lexicon: ClaimLexicon
) -> list[str]:
    """What is wrong with its sentences, each in words that follow the name of the text."""
    found: list[str] = []
    for sentence in _SENTENCE.split(text):
        clear = _cleared(sentence)
        tokens = tuple(TOKEN.findall(clear))
        if not tokens:
            continue
        note = _is_of_the_note(tokens, sentence, allowed)
        found += _refused(clear, tokens, lexicon, except_for=allowed.note if note else frozenset())
        found += _tricks(clear, allowed, lexicon)
        clauses = list(_clauses(clear, allowed.place, lexicon))
        if not _is_anchored(tokens, clauses, allowed, lexicon):
            found.append(
                f"says {sentence.strip()!r}, which is of no issue and no exercise of speech"
            )
        classes = [each for each in lexicon.classes if each.vocabulary.found(tokens, clear)]
        for clause in clauses:
            found += _unmeasured(clause, tokens, classes, allowed, measures, lexicon)
            found += strange_words(
                clause, classes, allowed, lexicon, note=allowed.note if note else None
            )
            found += loose_quantities(clause, allowed, measures, lexicon)
    return list(dict.fromkeys(found))


def _cleared(sentence: str) -> str:
    """In small letters, with one mark for what stands in quotes and none for what stands in slashes."""
    bare = _SECONDS.sub(" ", _IN_SLASHES.sub(" ", _QUOTED.sub(_QUOTE, sentence)))
    return bare.lower().replace("’", "'")


def _tricks(text: str, allowed: Allowed, lexicon: ClaimLexicon) -> list[str]:
    """Sounds named by a word of one's own: `the zee sound`."""
    modifiers = lexicon.statement.sound_modifiers
    return [
        f"names a sound by {word!r}"
        for word in _SOUND_NAMED.findall(text)
        if word not in modifiers | allowed.letters | lexicon.statement.numbers.keys()
    ]


def _is_anchored(
    tokens: tuple[str, ...], clauses: list[Clause], allowed: Allowed, lexicon: ClaimLexicon
) -> bool:
    """Whether it is about speaking: a finding names a word or a sound, advice these, a text or a part of the mouth."""
    tells = any(each.tells for each in clauses)
    if allowed.place == "finding" and tells:  # `the other endings were weak` is of no issue
        return "§" in tokens or not allowed.letters.isdisjoint(tokens)
    if allowed.place not in {"next", "record", "summary"} or tells:
        return True
    return (
        "§" in tokens
        or not allowed.letters.isdisjoint(tokens)
        or any(lexicon.practised.has(token) for token in tokens)
    )


def _is_of_the_note(tokens: tuple[str, ...], sentence: str, allowed: Allowed) -> bool:
    """Whether it says what the tip's note for the first language says: it shows the letter that the note is about."""
    letters = {each for each in allowed.note if not each.isascii()}
    return any(letter in sentence for letter in letters) and not allowed.note.isdisjoint(tokens)


def _refused(
    text: str, tokens: tuple[str, ...], lexicon: ClaimLexicon, *, except_for: frozenset[str]
) -> list[str]:
    others = tuple(token for token in tokens if token not in except_for)
    return [
        f"{refused.says}: {words[0]!r}"
        for refused in lexicon.refused.values()
        if (words := refused.vocabulary.found(others, text))
    ]


def _clauses(text: str, place: Place, lexicon: ClaimLexicon) -> Iterator[Clause]:
    """The first has the kind of its place, unless its words say otherwise; one without a verb has that of the one before."""
    parts = _CLAUSE.split(text)
    tells = place in _TELLING
    for index in range(0, len(parts), 2):
        tokens = tuple(TOKEN.findall(parts[index]))
        if not tokens:
            continue
        joint = parts[index - 1].strip() if index else ""
        tells = _tells(tokens, joint, tells, lexicon)
        words = lexicon.statement
        is_marked = not (words.claims | words.owned).isdisjoint(tokens)
        yield Clause(parts[index], tokens, tells, is_marked)


def _tells(tokens: tuple[str, ...], joint: str, default: bool, lexicon: ClaimLexicon) -> bool:
    words = lexicon.statement
    first = next((token for token in tokens if token not in words.lead_ins), tokens[0])
    if not words.claims.isdisjoint(tokens) and words.supposing.isdisjoint(tokens):
        return True
    if first in words.verbs:
        return False
    for place, token in enumerate(tokens):
        if token in words.owned:
            rest = tokens[place + 1 : place + 3]
            licensed = joint in words.licences or not words.licences.isdisjoint(tokens[: place + 3])
            is_body = token == "your" and not words.body.isdisjoint(rest)  # noqa: S105
            return not (licensed or is_body)
    return default


def _unmeasured(
    clause: Clause,
    sentence: tuple[str, ...],
    classes: list[EvidenceClass],
    allowed: Allowed,
    measures: Measures,
    lexicon: ClaimLexicon,
) -> list[str]:
    """What it names of the classes that its sentence has, and of sounds by what they are like, without a measure."""
    found: list[str] = []
    for each in classes:
        named = each.vocabulary.found(clause.tokens, clause.text)
        if named and not _is_borne_out(each, named, clause, sentence, allowed, measures, lexicon):
            found.append(f"speaks of {each.name} ({named[0]!r}), which was not measured so")
    for words, phones in lexicon.sounds.values():
        named = words.found(clause.tokens, clause.text)
        known = allowed.sounds | allowed.near
        if named and known.isdisjoint(phones) and allowed.words.isdisjoint(named):
            found.append(f"tells of a sound ({named[0]!r}) that none of its issues has")
    return found


def _is_borne_out(
    each: EvidenceClass,
    named: list[str],
    clause: Clause,
    sentence: tuple[str, ...],
    allowed: Allowed,
    measures: Measures,
    lexicon: ClaimLexicon,
) -> bool:
    ways = {
        way
        for way, words in each.toward.items()
        if words.found([token for name in named for token in TOKEN.findall(name)], "")
    }
    is_manner = not clause.tells and all(each.manner.names(name) for name in named)
    if is_manner and not (ways and _is_of_the_whole(each.name, clause)):
        return True
    if each.name in allowed.praised:
        return True
    if each.name in {"vowel", "consonant", "stress", "rhythm"} and _is_cited(each.name, allowed):
        return True
    if each.name == "vowel" and not clause.tells and "vowel" in clause.tokens:
        return "your" not in clause.tokens
    if each.name == "progress":
        trends = {measures.trends.get(sound) for sound in allowed.sounds}
        return bool(ways) and ways <= trends
    if each.name == "praise":
        return _may_praise(clause, sentence, allowed, measures, lexicon)
    if each.name == "all_right":
        return "all_right" in measures.said and (
            not measures.n_slips or not _ONE_MORE.isdisjoint(sentence)
        )
    is_general = not clause.tells and allowed.place != "why"
    if clause.tells and not clause.is_marked:  # what is usual may be told beside what was measured
        is_general = is_general or measures.bears_out(each.name, ways, is_advice=True)
    return measures.bears_out(each.name, ways, is_advice=is_general) or (
        not clause.tells
        and allowed.place in {"how", "why", "title"}
        and each.name in allowed.classes
    )


def _is_of_the_whole(name: str, clause: Clause) -> bool:
    """Of manner words: whether the advice is on all of one's speech, which takes a measure; not on one sound or word."""
    if name == "pace" and not {"fast", "faster", "quicker"}.isdisjoint(clause.tokens):
        return not {"read", "speak", "talk", "text", "sentence"}.isdisjoint(clause.tokens)
    return name in {"pace", "volume"} and not {"speak", "talk", "down"}.isdisjoint(clause.tokens)


def _is_cited(name: str, allowed: Allowed) -> bool:
    """Whether an issue that the text cites is of the class."""
    if name == "vowel":
        return any(is_vowel(phone) for phone in allowed.sounds) or bool(
            {"vowel", "schwa", "stress"} & allowed.categories
        )
    if name == "consonant":
        return any(not is_vowel(phone) for phone in allowed.sounds)
    if name == "rhythm":
        return bool({"stress", "rhythm"} & allowed.categories)
    return bool({"stress", "schwa"} & allowed.categories) or "stress" in allowed.classes


def _may_praise(
    clause: Clause,
    sentence: tuple[str, ...],
    allowed: Allowed,
    measures: Measures,
    lexicon: ClaimLexicon,
) -> bool:
    """The whole where it is good, and in `strength` what was measured as one; never a sound with an issue."""
    if not clause.tells:
        return True
    if allowed.place not in {"summary", "strength", "next"}:
        return False
    of_all = next(each for each in lexicon.classes if each.name == "all_right").vocabulary
    is_of_all = of_all.found((), clause.text) or not _WHOLE.isdisjoint(clause.tokens)
    around = clause.tokens if is_of_all else sentence
    names_a_sound = "§" in around or not allowed.letters.isdisjoint(around)
    others = {
        each.name
        for each in lexicon.classes
        if each.name not in _OF_THE_WHOLE and each.vocabulary.found(sentence, "")
    }
    if allowed.place == "strength":  # a sound that it names is held to the measured strength
        return names_a_sound or bool(allowed.praised - {"praise"})
    return not names_a_sound and not others and measures.is_good
