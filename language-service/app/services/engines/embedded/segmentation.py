"""Words of Vietnamese, whose spaces part syllables: a CRF of underthesea, its weights in the wheel."""

from collections.abc import Callable, Iterator, Sequence

Segment = Callable[[str], Sequence[str]]


def load_segmenter() -> Segment:
    from underthesea.pipeline.word_tokenize import word_tokenize

    return lambda text: word_tokenize(text, use_token_normalize=False)


def words_of(text: str, segment: Segment) -> Iterator[tuple[int, int]]:
    """Start and end of each word in `text`, signs left out. What a word is called may differ in its spaces: it is found by its letters."""
    at = 0
    for word in segment(text):
        start, end = _find(text, word, at)
        at = end
        if any(letter.isalnum() for letter in word):
            yield start, end


def _find(text: str, word: str, at: int) -> tuple[int, int]:
    """Where the letters of `word` come next. Raises ValueError where they don't: a segmenter changes none."""
    letters = [letter for letter in word if not letter.isspace()]
    while at < len(text) and text[at].isspace():
        at += 1
    start = at
    for letter in letters:
        while at < len(text) and text[at].isspace():
            at += 1
        if at >= len(text) or text[at] != letter:
            raise ValueError(
                f"a word of {len(word)} characters is not in the text where it should be"
            )
        at += 1
    return start, at
