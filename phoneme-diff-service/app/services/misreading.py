"""Whether the audio, not only the recogniser, has another word in the place of a word of the text."""

from shared.contracts import AlignedWord, MappedWord
from shared.gates import WORD_BELIEVED
from shared.phonetics.arpabet import strip_stress

from ..utils.spelling import normalise_word, rough_phones, sound_similarity


def fits_other(aligned: AlignedWord, mapped: MappedWord, other: str) -> bool:
    """Whether the sounds that were heard are rather those of `other`; of a word that the audio hardly believes, always.

    To be asked of words that the audio doubts. Without a measure the recogniser is believed.
    """
    probability = aligned.spoken_probability
    if probability is None or probability < WORD_BELIEVED:
        return True
    heard = _heard(aligned)
    own = max(
        sound_similarity(heard, tuple(map(strip_stress, each.phones)))
        for each in mapped.pronunciations
    )
    return sound_similarity(heard, rough_phones(normalise_word(other))) > own


def _heard(aligned: AlignedWord) -> tuple[str, ...]:
    """ARPAbet without stress: what was most likely said in each phone's place."""
    return tuple(strip_stress(each.heard) for each in aligned.phones if each.heard is not None)
