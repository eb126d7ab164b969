"""What signs are read as, and which characters stand for plain ones."""

from shared.phonetics.reading.ways import Ways

FOLDED = {
    "’": "'", "‘": "'", "ʼ": "'", "＇": "'", "`": "'", "´": "'", "′": "'", "″": '"', "“": '"', "”": '"',
    "„": '"', "«": '"', "»": '"', "–": "-", "—": " - ", "‐": "-", "‑": "-", "‒": "-", "―": " - ",
    "\u00ad": "", "\u200b": "", "\u2060": "", "\ufeff": "", "⁄": "/", "∕": "/", "∗": "*", "⋅": "·",
    "½": " 1/2 ", "¼": " 1/4 ", "¾": " 3/4 ", "⅓": " 1/3 ", "⅔": " 2/3 ", "⅕": " 1/5 ", "⅖": " 2/5 ", "⅗": " 3/5 ",
    "⅘": " 4/5 ", "⅙": " 1/6 ", "⅚": " 5/6 ", "⅛": " 1/8 ", "⅜": " 3/8 ", "⅝": " 5/8 ", "⅞": " 7/8 ",
    "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
    "ł": "l", "Ł": "L", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ƒ": "f", "ŋ": "ng",
    "…": "…", "‹": "'", "›": "'", "♥": "❤", "✕": "×", "✖": "×", "➕": "+", "➖": "−", "∙": "·",
    "µ": "μ", "Ω": "Ω", "∆": "Δ", "∑": "Σ", "№": "No. ", "℃": "°C", "℉": "°F", "，": ",", "。": ". ",
}  # fmt: skip
"""Characters whose plain form Unicode's compatibility decomposition doesn't give."""

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "Δ": "delta", "ε": "epsilon", "θ": "theta",
    "λ": "lambda", "μ": "mu", "π": "pi", "ρ": "rho", "σ": "sigma", "Σ": "sigma", "τ": "tau", "φ": "phi",
    "χ": "chi", "ψ": "psi", "ω": "omega", "Ω": "ohms", "η": "eta", "κ": "kappa", "ξ": "xi", "ζ": "zeta",
}  # fmt: skip
"""Letters that English texts have as signs; of other Greek words none is read."""

SYMBOLS: dict[str, Ways] = {
    "&": ("and", "N", "ampersand"), "@": ("at",), "%": ("percent",), "‰": ("per thousand", "per mille"),
    "+": ("plus", "and"), "=": ("equals", "is", "is equal to"), "≠": ("is not equal to", "not equals"),
    "≈": ("approximately", "is approximately", "is about", "about", "is approximately equal to"),
    "<": ("is less than", "less than", "is smaller than"),
    ">": ("is greater than", "greater than", "is more than", "is bigger than"),
    "≤": ("is less than or equal to", "less than or equal to", "at most"),
    "≥": ("is greater than or equal to", "greater than or equal to", "at least"),
    "±": ("plus or minus", "plus minus"), "×": ("times", "multiplied by", "by", "into"),
    "÷": ("divided by", "by", "over"), "−": ("minus", "negative"), "·": ("times", "dot"),
    "√": ("the square root of", "square root of", "root", "root of", "square root"),
    "∞": ("infinity",), "°": ("degrees", "degree"), "~": ("about", "approximately", "tilde"),
    "^": ("to the power of", "to the power", "to the", "caret"), "\\": ("backslash",), "*": ("asterisk", "star"),
    "#": ("hash", "number", "pound", "hashtag"), "§": ("section",), "¶": ("paragraph",), "_": ("underscore",),
    "$": ("dollars", "dollar"), "€": ("euros", "euro"), "£": ("pounds", "pound"), "₹": ("rupees", "rupee"),
    "¥": ("yen",), "¢": ("cents", "cent"), "→": ("to", "arrow"), "⇒": ("implies",), "∈": ("in",),
    "←": ("arrow", "left arrow"), "↑": ("up", "up arrow"), "↓": ("down", "down arrow"), "↔": ("to and from",),
    "∫": ("the integral of", "integral"), "∂": ("partial",), "∴": ("therefore",), "∵": ("because",),
    "∅": ("the empty set",), "∪": ("union",), "∩": ("intersection",), "⊂": ("is a subset of",),
    "∥": ("is parallel to",), "⊥": ("is perpendicular to",), "∠": ("angle",), "∝": ("is proportional to",),
    "≡": ("is identical to",), "∓": ("minus or plus",), "¬": ("not",), "✓": ("", "check", "check mark"),
    "✔": ("", "check", "check mark"), "©": ("", "copyright"), "®": ("", "registered", "registered trademark"),
    "™": ("", "trademark", "T M"), "•": ("", "bullet"), "★": ("", "star"), "☆": ("", "star"),
    "❤": ("", "heart", "red heart", "love"), "☀": ("", "sun", "sunshine"), "☺": ("", "smile", "smiley face"),
    "▪": ("", "bullet"), "●": ("", "bullet"), "◦": ("", "bullet"), "‣": ("", "bullet"), "■": ("", "bullet"),
    "†": ("", "dagger"), "‡": ("", "double dagger"),
    "₩": ("won",), "₽": ("rubles",), "₿": ("bitcoin",), "₦": ("naira",), "₱": ("pesos",), "₫": ("dong",),
    "₪": ("shekels",), "₺": ("lira",), "฿": ("baht",), "৳": ("taka",), "₨": ("rupees",), "₴": ("hryvnia",),
    **{letter: (name,) for letter, name in GREEK.items()},
}  # fmt: skip
"""What a sign is read as where no rule reads it with its neighbours."""

SIGNS = frozenset(SYMBOLS)

SILENT = frozenset("'\"`-.,;:!?()[]|/…¡¿")
"""Punctuation: it has no words of its own where no rule reads it."""

EMOJI: dict[str, Ways] = {
    "👍": ("thumbs up",), "👎": ("thumbs down",), "😀": ("grinning face", "smiley face", "smiley", "smile"),
    "😃": ("grinning face", "smiley face", "smiley", "smile"), "😄": ("grinning face", "smiley face", "smile"),
    "😊": ("smiling face", "smiley face", "smiley", "smile"), "🙂": ("smiling face", "smiley face", "smile"),
    "😂": ("face with tears of joy", "laughing face", "laughing", "crying laughing"),
    "🤣": ("rolling on the floor laughing", "laughing"), "😍": ("heart eyes", "smiling face with heart eyes"),
    "😭": ("crying face", "crying", "loudly crying face"), "😢": ("crying face", "crying"),
    "😉": ("winking face", "wink"), "😎": ("smiling face with sunglasses", "cool", "sunglasses"),
    "🎉": ("party popper", "party", "celebration"), "🙏": ("folded hands", "thank you", "please", "praying hands"),
    "🔥": ("fire",), "💯": ("hundred points", "one hundred", "a hundred"), "👏": ("clapping hands", "clapping", "applause"),
    "🎂": ("birthday cake", "cake"), "⭐": ("star",), "🌟": ("glowing star", "star"), "✨": ("sparkles",),
    "🚀": ("rocket",), "✅": ("check mark", "check"), "❌": ("cross mark", "cross"), "💪": ("flexed biceps", "muscle", "strong"),
    "🤔": ("thinking face", "thinking"), "😴": ("sleeping face", "sleeping"), "☕": ("coffee", "hot beverage"),
    "🍕": ("pizza",), "🐶": ("dog face", "dog"), "🐱": ("cat face", "cat"), "🌧": ("rain", "cloud with rain"),
    "👋": ("waving hand", "wave", "hello"), "😡": ("angry face", "angry"), "🌹": ("rose",), "🎁": ("gift", "present"),
}  # fmt: skip
"""How these are named; every other by its name in Unicode. All may be left unsaid, and usually are."""
