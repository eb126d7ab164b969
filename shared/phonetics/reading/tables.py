"""What abbreviations, units, currencies and symbols are read as."""

FOLDED = {
    "’": "'", "‘": "'", "ʼ": "'", "＇": "'", "`": "'", "´": "'", "′": "'", "“": '"', "”": '"',
    "–": "-", "—": " - ", "‐": "-", "‑": "-", "−": "-", "\u00ad": "", "\u200b": "", "\u2060": "",
    "½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3", "²": " squared", "³": " cubed",
    "™": "", "®": "", "©": "", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o",
    "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ð": "d", "þ": "th", "Þ": "Th", "ı": "i",
}  # fmt: skip
"""Characters whose plain form Unicode's compatibility decomposition doesn't give."""

ABBREVIATIONS = {
    "Mr": "mister", "Mrs": "missus", "Ms": "ms", "Dr": "doctor", "Prof": "professor",
    "Jr": "junior", "Sr": "senior", "Messrs": "messieurs", "vs": "versus", "etc": "et cetera",
    "Ltd": "limited", "Pvt": "private", "Dept": "department", "dept": "department",
    "approx": "approximately", "Govt": "government", "govt": "government", "Blvd": "boulevard",
    "Smt": "shrimati",
}  # fmt: skip
"""Read out with or without a period."""
ABBREVIATIONS_WITH_PERIOD = {
    "e.g": "for example", "i.e": "that is", "eg": "for example", "ie": "that is", "St": "saint",
    "Mt": "mount", "Ft": "fort", "Ave": "avenue", "Rd": "road", "Gen": "general", "Col": "colonel",
    "Capt": "captain", "Lt": "lieutenant", "Sgt": "sergeant", "Rev": "reverend", "Gov": "governor",
    "Sen": "senator", "Rep": "representative", "Inc": "incorporated", "Corp": "corporation",
    "Co": "company", "Jan": "january", "Feb": "february", "Mar": "march", "Apr": "april",
    "Aug": "august", "Sept": "september", "Sep": "september", "Oct": "october", "Nov": "november",
    "Dec": "december", "Mon": "monday", "Tue": "tuesday", "Tues": "tuesday", "Wed": "wednesday",
    "Thu": "thursday", "Thurs": "thursday", "Fri": "friday", "Sat": "saturday",
    "Ph.D": "P h D", "No": "number", "pp": "pages", "Rs": "rupees",
}  # fmt: skip
"""Read out only with their period: without it they are words, or not clear. `St.` is saint before a name,
street after one; `No.` is number before a digit; a month or day needs a digit, or a lower-case text, beside it."""

UNITS = {
    "km": "kilometer", "m": "meter", "cm": "centimeter", "mm": "millimeter", "kg": "kilogram",
    "g": "gram", "mg": "milligram", "L": "liter", "l": "liter", "ml": "milliliter",
    "mL": "milliliter", "ft": "foot", "lb": "pound", "lbs": "pound", "oz": "ounce",
    "mph": "mile per hour", "kmph": "kilometer per hour", "km/h": "kilometer per hour",
    "kWh": "kilowatt hour", "kW": "kilowatt", "W": "watt", "V": "volt", "Hz": "hertz",
    "kHz": "kilohertz", "MHz": "megahertz", "GHz": "gigahertz", "KB": "kilobyte", "MB": "megabyte",
    "GB": "gigabyte", "TB": "terabyte", "hr": "hour", "hrs": "hour", "min": "minute",
    "mins": "minute", "sec": "second", "secs": "second", "ms": "millisecond", "s": "second",
    "h": "hour", "°C": "degree celsius", "°F": "degree fahrenheit", "°": "degree",
}  # fmt: skip
"""Read out behind a number; plural unless the number is 1."""
UNITS_ALONE = frozenset({
    "km", "cm", "mm", "kg", "mg", "ml", "mL", "kmph", "mph", "km/h", "kWh", "kHz", "MHz", "GHz", "hrs",
    "mins", "secs", "lbs", "oz",
})  # fmt: skip
"""Units that can't be anything else, read out without a number too: `per kg`."""
PLURALS = {"foot": "feet", "hertz": "hertz", "kilohertz": "kilohertz", "megahertz": "megahertz",
           "gigahertz": "gigahertz"}  # fmt: skip
SCALES = {"k": "thousand", "K": "thousand", "M": "million", "B": "billion", "bn": "billion"}
"""Read out where they stand right behind a number."""

CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "US$": ("US dollar", "US dollars", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "Rs.": ("rupee", "rupees", "paisa", "paise"),
    "Rs": ("rupee", "rupees", "paisa", "paise"),
    "¥": ("yen", "yen", "sen", "sen"),
}
"""Sign → one unit, several units, one hundredth, several hundredths."""

SYMBOLS = {"&": "and", "@": "at", "%": "percent", "+": "plus", "=": "equals", "°": "degrees",
           "$": "dollars", "€": "euros", "£": "pounds", "₹": "rupees"}  # fmt: skip

SPELLED_IN_CAPITALS = frozenset({
    "US", "IT", "UK", "EU", "UN", "AI", "PC", "TV", "ID", "AM", "PM", "HR", "ER", "GI", "IIT", "IIM",
})  # fmt: skip
"""Said letter by letter when in capitals amid other text, though the dictionary has such a word."""
SAID_AS_WORDS = frozenset({"COVID", "JPEG", "GIF", "FIFA", "NEET"})
"""Acronyms said as words that the dictionary lacks."""
