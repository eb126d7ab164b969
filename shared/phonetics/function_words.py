"""Lists of small words: those that carry no stress, and those that begin a phrase.

Two questions look alike and are not: which words a reference voice takes the stress off, and in which words a slip weighs
little. They share most words; what sets them apart is said once, here. How such words may be pronounced is in weak_forms.tsv.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS = _words(
    "a am an and are as at be been but can could did do does for from had has have he her him "
    "his i in is it its me my of on or our shall she should so some than that the their them "
    "there they to us was we were will with would you your"
)
"""Unstressed inside a phrase (Roach, English Phonetics and Phonology, ch. 12), whoever asks."""
UNSTRESSED_WHEN_SPOKEN = FUNCTION_WORDS | _words("by if")
"""What a voice takes the stress off: with weak auxiliaries and prepositions that judging leaves as they are."""
LIGHT_WHEN_JUDGED = FUNCTION_WORDS | _words(
    "into must nor not such then these this those what when which while who"
)
"""Where a slip weighs little: with demonstratives and question words, which a voice stresses where they stand."""
SAID_WEAKLY = _words("to into can could today tonight tomorrow per till")
"""Natives say the stops of these weakly within a phrase: their puff of air is not asked about."""
PHRASE_OPENERS = _words(
    "after and as at because before but by for from if in of on or so than that then to until "
    "when where which while who with without"
)
"""Before these a speaker may breathe where no punctuation stands."""
MAY_BREAK_BEFORE = PHRASE_OPENERS - {"of", "than", "then"} | _words(
    "nor yet although though since unless whether about above across against along among around behind below beside "
    "between during into near onto over past through toward under"
)
"""Before these readers group words: conjunctions, relatives and prepositions (Gee & Grosjean, Performance structures, Cognitive
Psychology 15, 1983). Not `of`, which leans on the word before it."""
WEAK_IN_PHRASES = _words(
    "a am an and are as at but can could for from her must of or shall should than the them to us was were will would your"
)
"""Whose weak form has another vowel than the full one, and is what speech has inside a phrase (Roach, ch. 12)."""
FULL_BEFORE_VOWELS = _words("the to")
"""Of these, what keeps its full vowel before another: `to eat`."""
CONTRASTING = _words("not but only too also even either neither rather instead never no than both")
"""Words that move the accent of their phrase, or may."""
