"""A judged word → the phones that were heard in it, to be spoken."""

from shared.contracts import Alignment, JudgedWord
from shared.phonetics.arpabet import is_vowel


def heard_phones(word: JudgedWord, alignment: Alignment) -> list[str] | None:
    """ARPAbet with the stress of the target, each error in place of its target where its name is known.

    None where nothing was wrong for certain, nothing was said, or nothing of it is left.
    """
    if word.error_type != "mispronunciation":
        return None
    aligned = next((each for each in alignment.words if each.index == word.index), None)
    stresses = {phone.index: phone.stress for phone in aligned.phones} if aligned else {}
    phones: list[str] = []
    is_wrong = False
    for place in range(len(word.phones) + 1):
        for inserted in word.insertions:
            if inserted.before_phone == place and inserted.state == "error":
                phones.append(_stressed(inserted.heard, 0))
                is_wrong = True
        if place == len(word.phones):
            break
        phone = word.phones[place]
        said: str | None = phone.target
        is_known = phone.error_type == "deletion" or phone.heard is not None
        if phone.state == "error" and phone.error_type != "none" and is_known:
            said, is_wrong = phone.heard, True
        if said is not None:
            phones.append(_stressed(said, stresses.get(phone.index)))
    return phones if is_wrong and phones else None


def _stressed(phone: str, stress: int | None) -> str:
    return f"{phone}{stress or 0}" if is_vowel(phone) else phone
