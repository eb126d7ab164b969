"""A turn as it is counted, and what is so of several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

SHORT_ANSWER_WORDS, SHORT_ANSWER_S = 3, 2.0
"""At most so many words in so much time only show that somebody listens: *yes*, *okay, right*."""
SHORTEST_PACE_S = 0.5
"""Of less, words a minute say nothing."""


@dataclass(frozen=True, slots=True)
class TimedTurn:
    index: int
    """Its place in what was sent."""
    speaker: str
    text: str
    start_s: float
    end_s: float
    """Not before it begins."""

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s

    @property
    def n_words(self) -> int:
        return n_words(self.text)

    @property
    def is_short_answer(self) -> bool:
        return self.n_words <= SHORT_ANSWER_WORDS and self.duration_s <= SHORT_ANSWER_S


def n_words(text: str) -> int:
    """What stands between spaces and has a letter or a figure: of Vietnamese, its syllables."""
    return sum(any(map(str.isalnum, part)) for part in text.split())


def words_per_min(words: int, duration_s: float) -> float | None:
    """None of less than SHORTEST_PACE_S."""
    return None if duration_s < SHORTEST_PACE_S else round(60 * words / duration_s, 1)


def by_start(turns: Sequence[TimedTurn]) -> list[TimedTurn]:
    return sorted(turns, key=lambda turn: (turn.start_s, turn.end_s, turn.index))


_SENTENCE = re.compile(r"[^.!?。！？؟।]+[.!?。！？؟।]*")
_SIGN = re.compile(r"[?？؟]")
_ASKS_FIRST = re.compile(
    r"(?:and |so |but |okay |ok |well |sorry )?(?:what|when|where|which|who|whose|why|how"
    r"|(?:am|are|is|was|were|do|does|did|have|has|can|could|will|would|shall|should|may) (?:i|you|we|they|he|she|it|this|that|there|the|my|your)"
    r"|क्या|कब|कहाँ|कहां|कैसे|कौन|क्यों|kya|kab|kahan|kaise)(?=[\s,]|$)",
    re.IGNORECASE,
)
_ASKS_ANYWHERE = re.compile(
    r"(?:^|\s)(?:कब|कहाँ|कहां|कैसे|कौन|क्यों|कितन[ाेी]|kab|kahan|kitn[aei])(?:\s|$)"
)
_ASKS_LAST = re.compile(r"(?:không|chưa|bao nhiêu|khi nào|ở đâu|phải không)$", re.IGNORECASE)


def n_questions(text: str) -> int:
    """Sentences that end with a question mark, or that begin (of Hindi: hold, of Vietnamese: end) as questions do, since recognisers leave signs out."""
    return sum(_is_question(found[0].strip()) for found in _SENTENCE.finditer(text))


def _is_question(sentence: str) -> bool:
    if _SIGN.search(sentence):
        return True
    if sentence.endswith(("!", "！")):
        return False
    bare = sentence.rstrip(".।。 ")
    return bool(
        _ASKS_FIRST.match(bare + " ") or _ASKS_ANYWHERE.search(bare) or _ASKS_LAST.search(bare)
    )
