"""Units, scales and currencies: how they are written, and what they are read as."""

SCALES = {"k": "thousand", "K": "thousand", "M": "million", "m": "million", "mn": "million", "mln": "million",
          "B": "billion", "b": "billion", "bn": "billion", "tn": "trillion", "T": "trillion", "L": "lakh",
          "Cr": "crore", "cr": "crore"}  # fmt: skip
"""Behind an amount of money."""
SCALES_OF_NUMBERS = frozenset({"k", "K", "M", "bn", "mn", "B"})
"""Those that are read so behind any number."""
SCALE_WORDS = r"lakh crores?|hundred|thousand|million|billion|trillion|lakhs?|lacs?|crores?"

UNITS: dict[str, tuple[str, ...]] = {
    "km": ("kilometer", "K M", "kay"), "m": ("meter",), "cm": ("centimeter", "C M"), "mm": ("millimeter", "M M"),
    "kg": ("kilogram", "kilo", "K G"), "kgs": ("kilogram", "kilo", "K G"), "g": ("gram",), "gm": ("gram",), "mg": ("milligram", "M G"),
    "L": ("liter",), "l": ("liter",), "ml": ("milliliter", "M L"), "mL": ("milliliter", "M L"), "ltr": ("liter",),
    "ft": ("foot",), "lb": ("pound",), "lbs": ("pound",), "oz": ("ounce",), "yd": ("yard",), "mi": ("mile",),
    "inch": ("inch",), "in.": ("inch",), "kWh": ("kilowatt hour", "K W H"), "kW": ("kilowatt",), "W": ("watt",), "V": ("volt",),
    "A": ("amp",), "mA": ("milliamp",), "mAh": ("milliamp hour", "M A H"), "Hz": ("hertz",), "kHz": ("kilohertz",),
    "MHz": ("megahertz",), "GHz": ("gigahertz",), "KB": ("kilobyte", "K B"), "kB": ("kilobyte", "K B"), "MB": ("megabyte", "M B", "meg"),
    "GB": ("gigabyte", "gig", "G B"), "TB": ("terabyte", "T B"), "hr": ("hour",), "hrs": ("hour",), "min": ("minute", "min"),
    "mins": ("minute",), "sec": ("second",), "secs": ("second",), "ms": ("millisecond",), "s": ("second",), "h": ("hour",),
    "MP": ("megapixel",), "dB": ("decibel",), "cal": ("calorie",), "kcal": ("kilocalorie", "calorie"), "ha": ("hectare",),
    "mIU/L": ("milli international units per liter", "M I U per liter", "milli I U per liter"), "IU": ("I U", "international unit"), "IU/L": ("I U per liter", "international units per liter"), "mEq/L": ("milliequivalents per liter",), "U/L": ("units per liter",), "ng/mL": ("nanograms per milliliter",), "ng/ml": ("nanograms per milliliter",), "mcg": ("microgram",), "lpm": ("liters per minute",), "rpm": ("R P M", "revolutions per minute"), "bpm": ("beats per minute", "B P M"), "fps": ("frames per second", "F P S"),
    "psi": ("P S I", "pounds per square inch"), "ppm": ("parts per million", "P P M"), "px": ("pixel",),
    "tbsp": ("tablespoon",), "tsp": ("teaspoon",), "yr": ("year",), "yrs": ("year",), "wk": ("week",), "wks": ("week",),
    "mo": ("month",), "mos": ("month",), "doz": ("dozen",), "acre": ("acre",), "kph": ("kilometers per hour", "K P H"),
    "mph": ("miles per hour", "miles an hour", "M P H"), "kmph": ("kilometers per hour", "kilometers an hour", "K M P H"),
    "km/h": ("kilometers per hour", "kilometers an hour", "K M H"), "Mbps": ("megabits per second", "megabit per second", "megabit", "M B P S", "megabits a second", "megabits"),
    "Gbps": ("gigabits per second", "gigabit per second", "gigabit", "G B P S"), "kbps": ("kilobits per second", "K B P S"),
    "MB/s": ("megabytes per second", "megabytes a second"), "μm": ("micrometer", "micron"), "μg": ("microgram",), "nm": ("nanometer",),
    "kPa": ("kilopascal",), "Pa": ("pascal",), "kJ": ("kilojoule",), "J": ("joule",), "Ω": ("ohm",), "mmHg": ("millimeters of mercury",),
    "°C": ("degree celsius", "degree C", "degree centigrade", "degree", "celsius", "centigrade"),
    "°F": ("degree fahrenheit", "degree F", "degree", "fahrenheit"), "°": ("degree",),
    "sq ft": ("square foot",), "sq. ft.": ("square foot",), "sq. ft": ("square foot",), "sqft": ("square foot",), "sq m": ("square meter",),
    "sq km": ("square kilometer",), "sq mi": ("square mile",), "cu ft": ("cubic foot",), "cc": ("C C", "cubic centimeter"),
    "m^2": ("square meter", "meter squared"), "m^3": ("cubic meter", "meter cubed"), "km^2": ("square kilometer", "kilometer squared"),
    "cm^2": ("square centimeter", "centimeter squared"), "cm^3": ("cubic centimeter", "centimeter cubed"),
    "ft^2": ("square foot", "foot squared"), "m/s": ("meters per second", "meters a second"), "m/s^2": ("meters per second squared",),
    "mg/dL": ("milligrams per deciliter",), "g/L": ("grams per liter",), "kg/m^3": ("kilograms per cubic meter",), "gal": ("gallon",),
    "pt": ("point",), "qt": ("quart",), "pcs": ("piece",), "pc": ("piece",), "hp": ("horsepower", "H P"), "kN": ("kilonewton",), "N": ("newton",),
}  # fmt: skip
"""Read out behind a number, in the singular; the first word that can be is made plural."""
UNITS_ALONE = frozenset({
    "km", "cm", "mm", "kg", "kgs", "mg", "ml", "mL", "kmph", "mph", "km/h", "kWh", "kHz", "MHz", "GHz", "hrs", "mins", "secs",
    "lbs", "oz", "Mbps", "tbsp", "tsp",
})  # fmt: skip
"""Units that can't be anything else, read out without a number too: `per kg`."""
PLURALS = {"foot": "feet", "inch": "inches", "hertz": "hertz", "kilohertz": "kilohertz", "megahertz": "megahertz",
           "gigahertz": "gigahertz", "celsius": "celsius", "fahrenheit": "fahrenheit", "centigrade": "centigrade",
           "horsepower": "horsepower", "dozen": "dozen", "min": "min"}  # fmt: skip
MODIFIERS = frozenset({"square", "cubic", "kilowatt", "milliamp"})
"""Words of a unit that stay as they are in the plural of `square foot`."""

DOLLARS = ("dollar", "dollars", "cent", "cents")
RUPEES = ("rupee", "rupees", "paisa", "paise")
CURRENCIES = {
    "$": DOLLARS, "US$": ("U S dollar", "U S dollars", "cent", "cents"), "A$": ("australian dollar", "australian dollars", "cent", "cents"),
    "C$": ("canadian dollar", "canadian dollars", "cent", "cents"), "S$": ("singapore dollar", "singapore dollars", "cent", "cents"),
    "HK$": ("hong kong dollar", "hong kong dollars", "cent", "cents"), "NZ$": ("new zealand dollar", "new zealand dollars", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"), "€": ("euro", "euros", "cent", "cents"), "₹": RUPEES, "Rs.": RUPEES, "Rs": RUPEES,
    "₨": RUPEES, "Re.": RUPEES, "¥": ("yen", "yen", "sen", "sen"), "₩": ("won", "won", "jeon", "jeon"), "₽": ("ruble", "rubles", "kopek", "kopeks"),
    "₿": ("bitcoin", "bitcoins", "satoshi", "satoshis"), "₦": ("naira", "naira", "kobo", "kobo"), "₱": ("peso", "pesos", "centavo", "centavos"),
    "₪": ("shekel", "shekels", "agora", "agorot"), "₺": ("lira", "lira", "kurus", "kurus"), "฿": ("baht", "baht", "satang", "satang"),
    "₫": ("dong", "dong", "hao", "hao"), "৳": ("taka", "taka", "paisa", "paisa"), "₴": ("hryvnia", "hryvnia", "kopek", "kopeks"),
    "R$": ("real", "reals", "centavo", "centavos"), "CHF": ("swiss franc", "swiss francs", "centime", "centimes"),
}  # fmt: skip
"""Sign → one unit, several units, one hundredth, several hundredths."""
CODES = {
    "USD": ("U S", DOLLARS), "INR": ("indian", RUPEES), "GBP": ("british", CURRENCIES["£"]), "EUR": ("", CURRENCIES["€"]),
    "JPY": ("japanese", CURRENCIES["¥"]), "AUD": ("australian", DOLLARS), "CAD": ("canadian", DOLLARS), "SGD": ("singapore", DOLLARS),
    "AED": ("", ("dirham", "dirhams", "fils", "fils")), "CNY": ("chinese", ("yuan", "yuan", "fen", "fen")),
    "PKR": ("pakistani", RUPEES), "LKR": ("sri lankan", RUPEES), "NPR": ("nepali", RUPEES), "BDT": ("", CURRENCIES["৳"]),
}  # fmt: skip
"""Code → whose, and the words of its sign."""
