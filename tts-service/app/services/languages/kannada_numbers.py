"""Whole numbers in Kannada; the package for the other languages drops the tens of 110, 120, 130 and names 83 as 82."""

_BELOW_20 = (
    "ಸೊನ್ನೆ", "ಒಂದು", "ಎರಡು", "ಮೂರು", "ನಾಲ್ಕು", "ಐದು", "ಆರು", "ಏಳು", "ಎಂಟು", "ಒಂಬತ್ತು", "ಹತ್ತು", "ಹನ್ನೊಂದು", "ಹನ್ನೆರಡು",
    "ಹದಿಮೂರು", "ಹದಿನಾಲ್ಕು", "ಹದಿನೈದು", "ಹದಿನಾರು", "ಹದಿನೇಳು", "ಹದಿನೆಂಟು", "ಹತ್ತೊಂಬತ್ತು",
)  # fmt: skip
_TENS = ("", "", "ಇಪ್ಪತ್ತು", "ಮೂವತ್ತು", "ನಲವತ್ತು", "ಐವತ್ತು", "ಅರವತ್ತು", "ಎಪ್ಪತ್ತು", "ಎಂಬತ್ತು", "ತೊಂಬತ್ತು")
_UNITS = ("", "ೊಂದು", "ೆರಡು", "ಮೂರು", "ನಾಲ್ಕು", "ೈದು", "ಾರು", "ೇಳು", "ೆಂಟು", "ೊಂಬತ್ತು")
"""Behind a ten, whose last vowel gives way to that of the unit."""
_HUNDREDS = (
    "", "ನೂರು", "ಇನ್ನೂರು", "ಮುನ್ನೂರು", "ನಾನ್ನೂರು", "ಐನೂರು", "ಆರುನೂರು", "ಏಳುನೂರು", "ಎಂಟುನೂರು", "ಒಂಬೈನೂರು",
)  # fmt: skip
_SIGN_U = "ು"
_GROUPS = ((10_000_000, "ಕೋಟಿ", "ಕೋಟಿ"), (100_000, "ಲಕ್ಷ", "ಲಕ್ಷದ"), (1000, "ಸಾವಿರ", "ಸಾವಿರದ"))
"""How many, alone, and before more."""


def kannada_number(number: int) -> str:
    """`1250` → ಸಾವಿರದ ಇನ್ನೂರ ಐವತ್ತು."""
    if number < 1000:
        return _below_1000(number)
    for size, alone, before_more in _GROUPS:
        if number >= size:
            many, rest = divmod(number, size)
            name = before_more if rest else alone
            head = name if many == 1 and size == 1000 else f"{kannada_number(many)} {name}"
            return f"{head} {kannada_number(rest)}" if rest else head
    raise AssertionError("every number from 1000 on has a group")


def _below_1000(number: int) -> str:
    if number < 20:
        return _BELOW_20[number]
    if number < 100:
        tens, units = divmod(number, 10)
        return _TENS[tens].removesuffix(_SIGN_U) + _UNITS[units] if units else _TENS[tens]
    hundreds, rest = divmod(number, 100)
    hundred = _HUNDREDS[hundreds]
    return f"{hundred.removesuffix(_SIGN_U)} {_below_1000(rest)}" if rest else hundred
