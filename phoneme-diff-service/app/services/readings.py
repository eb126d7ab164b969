"""The words of the map as the text was read: where the alignment heard another usual reading, that one."""

from collections.abc import Sequence

from shared.contracts import MappedWord, PhonemeMap, ReadOtherwise
from shared.errors import InvalidInput


def words_as_read(phoneme_map: PhonemeMap, otherwise: Sequence[ReadOtherwise]) -> list[MappedWord]:
    """The map's words in the readings that were heard, counted anew.

    Raises InvalidInput where the map does not have such a reading.
    """
    words: list[MappedWord] = []
    done = 0
    for number, heard in enumerate(otherwise):
        reading = _found(phoneme_map, heard)
        if reading is None or heard.first_word < done:
            raise InvalidInput(
                f"the map has no reading {' '.join(heard.words)!r} from word {heard.first_word} on: make both from "
                "the same text",
                field=f"alignment.read_otherwise.{number}",
            )
        words += [*phoneme_map.words[done : heard.first_word], *reading]
        done = heard.first_word + heard.n_words
    words += phoneme_map.words[done:]
    return [
        word if word.index == index else word.model_copy(update={"index": index})
        for index, word in enumerate(words)
    ]


def _found(phoneme_map: PhonemeMap, heard: ReadOtherwise) -> Sequence[MappedWord] | None:
    spoken = [word.casefold() for word in heard.words]
    for reading in phoneme_map.other_readings:
        if (reading.first_word, reading.n_words) == (heard.first_word, heard.n_words) and [
            word.text.casefold() for word in reading.words
        ] == spoken:
            return reading.words
    return None
