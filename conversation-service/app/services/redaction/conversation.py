"""All that is personal in the turns of a conversation: numbers go on over a speaker's turns, and another's question tells what an answer is."""

from collections.abc import Sequence
from dataclasses import dataclass

from .births import find_births
from .found import FoundText, FoundTokens
from .numbers import find_numbers
from .people import find_people
from .spelled import find_addresses, find_spelled_codes
from .tokens import TurnToken, tokens_of
from .told_numbers import find_told_numbers
from .written import find_written

_SAID_BEFORE = 12
"""Words of earlier turns that still tell what a number is, and only at a turn's beginning."""
_BEGINNING = 5
"""Words."""
_LISTENING_WORDS = 5
"""Another's turn of at most so many words doesn't end a number."""


@dataclass(frozen=True, slots=True)
class RedactableTurn:
    text: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    entity: str
    start: int
    """In characters of its turn."""
    end: int
    checked: bool
    spoken: bool
    continues: bool
    """Whether it goes on from an earlier turn."""


def personal_spans(
    turns: Sequence[RedactableTurn], entities: frozenset[str]
) -> list[list[PersonalSpan]]:
    """Of each turn, in order, none of which overlap."""
    tokens = [tokens_of(turn.text, number) for number, turn in enumerate(turns)]
    spans: list[list[PersonalSpan]] = [
        [
            PersonalSpan(found.entity, found.start, found.end, found.checked, False, False)
            for found in _in_text(turn.text, entities)
        ]
        for turn in turns
    ]
    for stream in _streams(turns, tokens):
        is_alone = turns[stream[0].turn].speaker is None
        for found in _in_stream(stream, tokens, is_alone=is_alone):
            if found.entity in entities:
                _add(spans, stream, found)
    return [_apart(of_turn) for of_turn in spans]


def _in_text(text: str, entities: frozenset[str]) -> list[FoundText]:
    found = [each for each in find_written(text) if each.entity in entities]
    if "PERSON" in entities:
        found += find_people(text)
    return found


def _streams(
    turns: Sequence[RedactableTurn], tokens: Sequence[Sequence[TurnToken]]
) -> list[list[TurnToken]]:
    """Tokens that one speaker says after each other, while others say a few words at most."""
    streams: list[list[TurnToken]] = []
    open_of: dict[str, list[TurnToken]] = {}
    for number, turn in enumerate(turns):
        if turn.speaker is None:
            streams.append(list(tokens[number]))
            continue
        if len(tokens[number]) > _LISTENING_WORDS:
            open_of = {name: each for name, each in open_of.items() if name == turn.speaker}
        if turn.speaker not in open_of:
            open_of[turn.speaker] = []
            streams.append(open_of[turn.speaker])
        open_of[turn.speaker] += tokens[number]
    return [stream for stream in streams if stream]


def _in_stream(
    stream: Sequence[TurnToken], tokens: Sequence[Sequence[TurnToken]], *, is_alone: bool
) -> list[FoundTokens]:
    """The surer kinds first. `is_alone`: a text that nothing was said before."""
    numbers = find_told_numbers(stream)
    places = _places_in_turns(stream)

    def said_before(at: int) -> Sequence[TurnToken]:
        return _said_before(stream[at].turn, places[at], tokens, is_alone=is_alone)

    found = [*find_addresses(stream, numbers), *find_spelled_codes(stream, numbers)]
    found += find_births(stream, numbers, said_before)
    taken = {at for each in found for at in range(each.first, each.last + 1)}
    left = [number for number in numbers if taken.isdisjoint(range(number.first, number.last + 1))]
    return [*found, *find_numbers(stream, left, said_before)]


def _places_in_turns(stream: Sequence[TurnToken]) -> list[int]:
    """Of each token its place among those of its turn."""
    places: list[int] = []
    for at, token in enumerate(stream):
        is_first = at == 0 or stream[at - 1].turn != token.turn
        places.append(0 if is_first else places[-1] + 1)
    return places


def _said_before(
    turn: int, place: int, tokens: Sequence[Sequence[TurnToken]], *, is_alone: bool
) -> list[TurnToken]:
    """The words before a token in its turn; near its beginning also those that others said before."""
    own = list(tokens[turn][max(0, place - _SAID_BEFORE) : place])
    if is_alone or place > _BEGINNING:
        return own
    earlier: list[TurnToken] = []
    for number in range(turn - 1, max(-1, turn - 4), -1):
        earlier = [*tokens[number], *earlier]
        if len(earlier) >= _SAID_BEFORE:
            break
    return [*earlier[-_SAID_BEFORE:], *own]


def _add(spans: list[list[PersonalSpan]], stream: Sequence[TurnToken], found: FoundTokens) -> None:
    """One span in each turn that it touches."""
    of_turn: dict[int, list[TurnToken]] = {}
    for token in stream[found.first : found.last + 1]:
        of_turn.setdefault(token.turn, []).append(token)
    for place, (turn, some) in enumerate(of_turn.items()):
        start = some[0].start
        if place == 0 and some[0].before.endswith("+"):
            start -= 1
        spans[turn].append(
            PersonalSpan(found.entity, start, some[-1].end, found.checked, found.spoken, place > 0)
        )


def _apart(spans: Sequence[PersonalSpan]) -> list[PersonalSpan]:
    """Where several overlap, the one that was found first, which is the surer."""
    kept: list[PersonalSpan] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
