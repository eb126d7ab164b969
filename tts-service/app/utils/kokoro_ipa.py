"""IPA → the symbols Kokoro's Hindi voices were trained on.

Those are eSpeak NG's for Hindi (misaki's EspeakG2P): `c` and `ɟ` for the affricates, no mark on dentals, `ʰ` for any breath. A sound
that Hindi lacks is written as the nearest that the voices have said: ɭ as l, ɻ as the American r.
"""

import unicodedata

from .kokoro_phones import SYMBOL_IDS

_TILDE = "\u0303"
_SYMBOLS = {
    "t͡ʃ": "c", "t͡ʃʰ": "cʰ", "d͡ʒ": "ɟ", "d͡ʒʱ": "ɟʰ", "t͡s": "ʦ", "d͡z": "ʣ", "t̪": "t", "t̪ʰ": "tʰ", "d̪": "d", "d̪ʱ": "dʰ",
    "r": "ɾ", "ɭ": "l", "ɻ": "ɹ", "ɝ": "ɜɹ", "ɚ": "əɹ", "a": "ʌ",
    "əi": "əɪ", "əu": "əʊ", "ai": "aɪ", "au": "aʊ", "oi": "oɪ", "ou": "oʊ", "ɔi": "ɔɪ", "ɔu": "ɔʊ",
}  # fmt: skip
"""What is not written as it is, but for the breath of voiced stops."""
_OPEN_A = frozenset({"bn", "or"})
"""Languages whose only `a` is the long one of the others."""


def ipa_symbols(phone: str, *, language: str) -> str | None:
    """Kokoro's symbols of one phone in IPA, said in `language` (ISO 639-1); None for what it can't say."""
    if phone == "a" and language in _OPEN_A:
        return phone
    decomposed = unicodedata.normalize("NFD", phone)
    plain = unicodedata.normalize("NFC", decomposed.replace(_TILDE, ""))
    symbols = _SYMBOLS.get(plain, plain.replace("ʱ", "ʰ"))
    if not symbols or any(symbol not in SYMBOL_IDS for symbol in symbols):
        return None
    return symbols[0] + _TILDE + symbols[1:] if _TILDE in decomposed else symbols
