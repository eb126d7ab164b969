"""What was measured of stops, told in the contract's terms."""

from collections.abc import Sequence

from shared.acoustics.lattice import Segment
from shared.contracts import AlignedWord, StopRealisation, StopRealisationName

from .answer import rounded


def with_details(
    words: Sequence[AlignedWord],
    segments: Sequence[Segment],
    found: dict[int, dict[StopRealisationName, float]],
) -> list[AlignedWord]:
    """The words with what was found of their stops; `segments` are theirs, in order."""
    phones = [list(word.phones) for word in words]
    for index, chances in found.items():
        word, position = segments[index].word, segments[index].position
        details = [
            StopRealisation(name=name, probability=rounded(chance))
            for name, chance in chances.items()
        ]
        phones[word][position] = phones[word][position].model_copy(update={"details": details})
    return [
        word.model_copy(update={"phones": own}) for word, own in zip(words, phones, strict=True)
    ]
