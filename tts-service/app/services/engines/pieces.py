"""Words in pieces, for engines that read text."""

from collections.abc import Sequence

from .base import SpeechWord

SENTENCE_ENDS = frozenset(".!?…")


def by_sentences(words: Sequence[SpeechWord], *, most_characters: int) -> list[list[SpeechWord]]:
    """Cut after a sentence, where a pause or another pace is asked for, and where one gets too long: after its last mark, if it has one."""
    pieces: list[list[SpeechWord]] = []
    for word in words:
        before = pieces[-1][-1] if pieces else None
        if before is None or before.after in SENTENCE_ENDS or not before.goes_on_in(word):
            pieces.append([])
        pieces[-1:] = _with_room(pieces[-1], word, most_characters)
        pieces[-1].append(word)
    return pieces


def up_to(words: Sequence[SpeechWord], *, most_characters: int) -> list[list[SpeechWord]]:
    """As many sentences together as fit."""
    pieces: list[list[SpeechWord]] = [[]]
    for word in words:
        if pieces[-1] and not pieces[-1][-1].goes_on_in(word):
            pieces.append([])
        pieces[-1:] = _with_room(pieces[-1], word, most_characters)
        pieces[-1].append(word)
    return [piece for piece in pieces if piece]


def written(piece: Sequence[SpeechWord]) -> str:
    return " ".join(word.text + word.after for word in piece)


def _with_room(
    piece: list[SpeechWord], word: SpeechWord, most_characters: int
) -> list[list[SpeechWord]]:
    """`piece`, in two where `word` is too much for it; it goes on in the last."""
    if not piece or len(written([*piece, word])) <= most_characters:
        return [piece]
    cut = next((at for at in range(len(piece) - 1, 0, -1) if piece[at - 1].after), len(piece))
    return [piece[:cut], piece[cut:]]
