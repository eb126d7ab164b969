"""The words of a clause: plain ones, those of the evidence, and numbers that were counted."""

import re
from difflib import SequenceMatcher

from .clauses import TOKEN, Allowed, Clause
from .lexicon import ClaimLexicon, EvidenceClass
from .measures import Measures

_HELD = re.compile(r"(.)\1+")
_MOST_ADVISED = 10
"""Times, seconds, fingers: what an exercise may take without anything being measured."""
_LIKENESS = 0.6
"""By hand: of `hotel` and `hotl`, not of two words."""


def strange_words(
    clause: Clause,
    classes: list[EvidenceClass],
    allowed: Allowed,
    lexicon: ClaimLexicon,
    *,
    note: frozenset[str] | None,
) -> list[str]:
    """Those that are neither plain nor of the evidence; a clause that tells may use fewer."""
    phrases = (each.vocabulary.found((), clause.text) for each in classes)
    known = frozenset(token for found in phrases for each in found for token in TOKEN.findall(each))
    found: list[str] = []
    for token in clause.tokens:
        pieces = [token] if _is_known(token, clause, allowed, lexicon) else token.split("-")
        if note is not None and token in note:
            continue
        if all(_is_known(piece, clause, allowed, lexicon) for piece in pieces):
            if clause.tells and not _may_tell(token, known, allowed, lexicon):
                found.append(f"says {token!r} of the recording, which is not measured")
        elif not _is_drawn_out(token, allowed):
            found.append(f"uses {token!r}, which is neither plain nor of the evidence")
    return found


def _is_known(token: str, clause: Clause, allowed: Allowed, lexicon: ClaimLexicon) -> bool:
    return (
        token in {"§", "a", "i"}
        or token in allowed.letters
        or (not clause.tells and token in allowed.tip_letters)
        or token in allowed.words
        or lexicon.knows(token)
    )


def _may_tell(token: str, known: frozenset[str], allowed: Allowed, lexicon: ClaimLexicon) -> bool:
    return (
        token in known  # of a phrase whose class is asked for elsewhere
        or token in lexicon.small
        or token in allowed.words
        or token in allowed.letters
        or "§" in token
        or lexicon.told.has(token)
        or "-" in token
        or any(each.vocabulary.has(token) for each in lexicon.classes)
    )


def _is_drawn_out(token: str, allowed: Allowed) -> bool:
    """`vvv`, `shhh`, `sss-kool`, `ho-tel`: a sound that is held, or a word of its issues in pieces."""
    letters = {_HELD.sub(r"\1", letter) for letter in allowed.letters}
    whole = _HELD.sub(r"\1", token.replace("-", ""))
    if whole in letters or {_HELD.sub(r"\1", piece) for piece in token.split("-")} <= letters:
        return True
    return "-" in token and any(_is_like(whole, _HELD.sub(r"\1", word)) for word in allowed.own)


def _is_like(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _LIKENESS


def loose_quantities(
    clause: Clause, allowed: Allowed, measures: Measures, lexicon: ClaimLexicon
) -> list[str]:
    """Numbers and quantities in words: of the recording only what was counted; in advice small ones."""
    statement, found = lexicon.statement, list[str]()
    for token in clause.tokens:
        number = statement.numbers.get(token)
        if clause.tells and (least := statement.least_slips.get(token)):
            if measures.n_slips < least and "almost" not in clause.tokens:
                found.append(token)
        elif (
            (clause.tells and token in statement.parts)
            or (number is not None and number > _MOST_ADVISED)
            or (clause.tells and number not in {None, 1} and number not in allowed.counts)
        ):
            found.append(token)
    return [f"says {token!r}, which was not counted" for token in found]
