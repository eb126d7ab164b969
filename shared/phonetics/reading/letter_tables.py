"""Acronyms: which are said as words, which letter by letter, and which are both."""

from shared.phonetics.reading.ways import Ways

SPELLED = frozenset(["US", "IT", "UK", "EU", "UN", "AI", "PC", "TV", "ID", "AM", "PM", "HR", "ER", "GI", "IIT", "IIM", "WHO", "AT", "ATM", "RBI", "LIC", "UPSC", "HDFC", "GST", "CEO", "CFO", "CTO", "COO", "USB", "OTP", "SMS", "UPI", "KYC", "EMI", "FIR", "IAS", "IPS", "IFS", "BJP", "CBI", "DNA", "RNA", "FBI", "CIA", "NSA", "IRS", "FDA", "CDC", "EPA", "NBA", "NFL", "MLB", "NHL", "BBC", "CNN", "ABC", "NBC", "CBS", "ESPN", "HBO", "IBM", "HP", "LG", "GE", "GM", "BMW", "MBA", "BA", "MA", "BS", "MS", "MD", "CV", "JD", "LLB", "DVD", "CD", "VCR", "DJ", "MC", "PR", "IQ", "EQ", "GPS", "GPA", "SAT", "ACT", "GRE", "GMAT", "LSAT", "MCQ", "FAQ", "FYI", "BTW", "IMO", "OMG", "LOL", "TBD", "TBA", "ETA", "RSVP", "DIY", "VIP", "CCTV", "LED", "LCD", "CPU", "GPU", "SSD", "HDD", "API", "URL", "HTML", "CSS", "XML", "SQL", "PHP", "IP", "TCP", "UDP", "HTTP", "HTTPS", "FTP", "SSH", "VPN", "DNS", "ISP", "LTE", "SUV", "MPG", "RPM", "AC", "DC", "EV", "UFO", "UV", "IVF", "ICU", "ER", "OPD", "MRI", "CT", "ECG", "EKG", "HIV", "TB", "BP", "PHD", "IMF", "WTO", "ILO", "ECB", "GDP", "CPI", "NGO", "MP", "MLA", "PM", "CM", "DM", "NDA", "LLC", "LLP", "IPO", "ROI", "KPI", "B2B", "SEO", "CRM", "ERP", "HTTP", "IRCTC", "SBI", "ICICI", "NSE", "BSE", "IPL", "ICC", "BCCI", "NRI", "NCC", "NSS", "ITI", "CBSE", "ICSE", "NCERT", "IELTS", "PNR", "TTE", "ASAP", "PDF", "PNG", "CSV", "TXT", "MS", "OK", "RIP", "QR", "RSS", "USA", "UAE", "UAV", "USSR", "DVT", "ADHD", "OCD", "PTSD", "PE", "EPF", "PPF", "NHS", "MOT", "EMS", "DMV", "PTA", "ETF", "TLC", "BLT", "PB", "JFK", "FDR", "MLK", "NYC", "LA", "DC", "SF", "NYPD", "LAPD", "NYU", "UCLA", "MIT", "ASU", "IOS", "HOA", "CPA", "CPR", "AED", "IV", "ADD", "GB", "KB", "MB"])  # fmt: skip
"""Said letter by letter when in capitals amid other text, even where the dictionary has such a word."""

SAID: dict[str, Ways] = {
    "IELTS": ("eye elts", "I elts", "IELTS"), "TOEFL": ("toe full", "TOEFL"), "JPEG": ("jay peg", "J P E G"), "JPG": ("jay peg", "J P G"),
    "MPEG": ("em peg",), "COVID": ("covid",), "GIF": ("gif",), "FIFA": ("fifa",), "NEET": ("neet",), "NATO": ("nato",),
    "ISRO": ("isro",), "SEBI": ("sebi",), "NABARD": ("nabard",), "AADHAAR": ("aadhaar",), "PAN": ("pan", "PAN"), "SIM": ("sim",), "PIN": ("pin",),
    "RAM": ("ram",), "ROM": ("rom",), "ASAP": ("ASAP", "asap", "as soon as possible"), "SQL": ("SQL", "sequel"), "FAQ": ("FAQ", "fack"),
    "LOL": ("LOL", "lol"), "SAT": ("SAT",), "GUI": ("GUI", "gooey"), "URL": ("URL", "earl"), "AIDS": ("aids",), "SARS": ("sars",), "NASA": ("nasa",),
    "LASER": ("laser",), "RADAR": ("radar",), "UNICEF": ("unicef",), "UNESCO": ("unesco",), "OPEC": ("opec",), "SAARC": ("saarc",), "SWOT": ("swot",),
    "YOLO": ("yolo",), "FOMO": ("fomo",), "BIOS": ("bios",), "LAN": ("lan",), "WAN": ("wan",), "ZIP": ("zip",), "VAT": ("vat", "VAT"), "SWAT": ("swat",),
    "CAPTCHA": ("captcha",), "NAFTA": ("nafta",), "OSHA": ("osha",), "FEMA": ("fema",), "POTUS": ("potus",), "SCOTUS": ("scotus",), "TESOL": ("tesol",),
    "GATE": ("gate",), "CAT": ("cat",), "CLAT": ("clat",), "JEE": ("JEE",), "BRICS": ("bricks",), "AIIMS": ("aims", "AIIMS"), "ASEAN": ("asean",), "WHO": ("WHO", "world health organization"),
    "RBI": ("RBI", "reserve bank of india"), "IMAX": ("eye max",), "NASDAQ": ("nasdaq",), "MODEM": ("modem",), "LIDAR": ("lidar",), "VIP": ("VIP", "vip"),
    "USSR": ("USSR",), "MSC": ("MSC",), "ROFL": ("rofl",), "SAP": ("SAP",), "CRISPR": ("crisper",), "ETA": ("ETA",), "PTO": ("PTO",), "CEO": ("CEO",), "EOD": ("EOD", "end of day"),
    "FYI": ("FYI", "for your information"), "BTW": ("BTW", "by the way"), "IST": ("IST", "indian standard time"), "EST": ("EST", "eastern standard time", "eastern time"),
    "PST": ("PST", "pacific standard time"), "GMT": ("GMT",), "UTC": ("UTC",), "TBA": ("TBA", "to be announced"),
}  # fmt: skip
"""Acronyms with words of their own; in capitals here: letters."""

MIXED: dict[str, Ways] = {
    "CO2": ("C O two", "carbon dioxide"), "B2B": ("B two B", "B to B", "business to business"), "B2C": ("B to C", "B two C"), "P2P": ("P to P", "P two P"),
    "N/A": ("N A", "not applicable", "N slash A"), "n/a": ("N A", "not applicable", "N slash A"),
    "C#": ("C sharp",), "F#": ("F sharp",), "PhD": ("P H D",), "PhDs": ("~PhDs",), "MSc": ("M S C",), "BSc": ("B S C",), "BTech": ("B tech",), "MTech": ("M tech",),
    "BCom": ("B com",), "iOS": ("I O S",), "iPhone": ("=iPhone", "I phone"), "iPad": ("=iPad", "I pad"), "eBay": ("E bay",), "macOS": ("mac O S",), "WhatsApp": ("what's app",),
    "YouTube": ("you tube",), "LinkedIn": ("linked in",), "GitHub": ("=git =hub", "=GitHub"), "SpO2": ("S P O two", "oxygen saturation"), "HbA1c": ("H B A one C",), "kWh": ("kilowatt hours",), "pH": ("P H",), "mRNA": ("M R N A",),
    "LaTeX": ("lay tech",), "JavaScript": ("java script",), "PayPal": ("pay pal",), "McDonald's": ("=McDonald's",), "OpenAI": ("open A I",), "ChatGPT": ("chat G P T",),
}  # fmt: skip
"""Names in both cases."""
STATES = {
    "AL": "alabama", "AZ": "arizona", "CA": "california", "CO": "colorado", "CT": "connecticut", "FL": "florida", "GA": "georgia", "IL": "illinois",
    "IN": "indiana", "MA": "massachusetts", "MD": "maryland", "MI": "michigan", "MN": "minnesota", "MO": "missouri", "NC": "north carolina", "NJ": "new jersey",
    "NV": "nevada", "NY": "new york", "OH": "ohio", "OR": "oregon", "PA": "pennsylvania", "TN": "tennessee", "TX": "texas", "UT": "utah", "VA": "virginia",
    "WA": "washington", "WI": "wisconsin", "DC": "D C", "KY": "kentucky", "LA": "louisiana", "OK": "oklahoma", "SC": "south carolina",
}  # fmt: skip
"""Behind a town and its comma."""
AIRLINES = {
    "AI": "air india",
    "BA": "british airways",
    "UA": "united",
    "AA": "american",
    "DL": "delta",
    "LH": "lufthansa",
}
"""Behind `Flight`."""
