"""The sign that a transcript's end lacks: a question mark where it asks, else a full stop or a danda."""

import re

FULL_STOP = {"hi": "।", "or": "।"}
"""Others have the European one."""
_ENDED = re.compile(r"[.?!…।॥:;,\-–—)\]\"”'’]\s*$")
_HAS_LETTER = re.compile(r"[^\W_]")
_ASKS = {
    "en": re.compile(
        r"^(?:(?:and|but|so|okay|ok|well|sorry|hello|hi|please)\s+)*"
        r"(?:(?:what|where|when|who|whom|whose|which|why|how)\b(?! (?:a|an) )"
        r"|(?:is|are|am|was|were|do|does|did|can|could|will|would|shall|should|may|have|has|had|isn't|aren't|don't|doesn't"
        r"|didn't|can't|couldn't|won't|wouldn't|haven't|hasn't)"
        r" (?:i|you|he|she|it|we|they|there|this|that|these|those|the|my|your|his|her|our|their|anyone|anybody|someone|somebody)\b)"
    ),
    "hi": re.compile(
        r"(?:^|\s)(?:क्या|कब|कहाँ|कहां|कैसे|कैसा|कैसी|कौन|कौनसा|किसका|किसकी|किसने|किसे|कितना|कितने|कितनी|क्यों|किधर)(?=\s|$)"
    ),
    "mr": re.compile(
        r"(?:^|\s)(?:काय|कधी|कुठे|कसे|कसा|कशी|कोण|कोणता|कोणती|कोणते|किती|का)(?=\s+\S+$|$)"
    ),
    "ta": re.compile(r"(?:^|\s)(?:என்ன|எப்போது|எங்கே|எப்படி|யார்|எந்த|எத்தனை|எவ்வளவு|ஏன்)(?=\s|$)|(?:ா|வா)$"),
    "te": re.compile(r"(?:^|\s)(?:ఏమిటి|ఎప్పుడు|ఎక్కడ|ఎలా|ఎవరు|ఏ|ఎన్ని|ఎంత|ఎందుకు)(?=\s|$)"),
    "kn": re.compile(r"(?:^|\s)(?:ಏನು|ಯಾವಾಗ|ಎಲ್ಲಿ|ಹೇಗೆ|ಯಾರು|ಯಾವ|ಎಷ್ಟು|ಯಾಕೆ|ಏಕೆ)(?=\s|$)"),
    "or": re.compile(r"(?:^|\s)(?:କଣ|କେବେ|କେଉଁଠି|କିପରି|କିଏ|କେଉଁ|କେତେ|କାହିଁକି)(?=\s|$)|\sକି$"),
    "vi": re.compile(
        r"(?:\s(?:không|chưa|à|hả|nhỉ|hay sao|phải không|được không|đúng không)$)"
        r"|(?:^|\s)(?:ở đâu|đi đâu|bao giờ|bao nhiêu|bao lâu|bao xa|tại sao|vì sao|thế nào|khi nào|mấy giờ|là gì|là ai|cái gì|làm gì|cái nào)(?=\s|$)"
    ),
}  # fmt: skip
_TELLS = {
    "hi": re.compile(r"(?:पता नहीं|नहीं पता|मालूम नहीं|नहीं मालूम|बताइए|बताओ|नहीं जानता|नहीं जानती|समझ नहीं)"),
    "vi": re.compile(r"(?:không biết|chưa biết|cho biết|đừng hỏi)"),
}  # fmt: skip
"""With these a question word asks nothing."""


def missing_sign(text: str, language: str) -> str:
    """What its end lacks; empty where it has a sign, and for a text without a word."""
    if not _HAS_LETTER.search(text) or _ENDED.search(text):
        return ""
    return "?" if asks(text, language) else FULL_STOP.get(language, ".")


def asks(text: str, language: str) -> bool:
    """Whether the last sentence of a text is a question, by its words."""
    sentence = re.split(r"[.?!।]\s+", text.strip().lower())[-1]
    tells = _TELLS.get(language)
    if tells is not None and tells.search(sentence):
        return False
    return _ASKS[language].search(sentence) is not None
