"""Where a phone of a word stands, for the rules, and what may be said there."""

from .case import WordFact
from .rules import Change, RuleBook, Site


def site_of(word: WordFact, index: int, *, is_gap: bool = False) -> Site:
    """Where phone `index` of `word` (or the gap before it) stands in the utterance."""
    return Site(
        text=word.text.casefold(),
        phones=tuple(phone.target for phone in word.phones),
        stresses=tuple(phone.stress for phone in word.phones),
        heard=tuple(phone.heard for phone in word.phones),
        inserted=frozenset((each.before_phone, each.heard) for each in word.insertions),
        index=index,
        is_gap=is_gap,
        previous_word_end=word.previous_word_end,
        next_word_start=word.next_word_start,
    )


def is_accepted(change: Change, site: Site, word: WordFact, book: RuleBook) -> bool:
    """Whether another pronunciation of the word has the change, or natives make it here and it is always fine."""
    if site.index < len(word.alternates) and change.heard in word.alternates[site.index]:
        return True
    variant = book.variant_for(change, site)
    return variant is not None and variant.error_gate is None
