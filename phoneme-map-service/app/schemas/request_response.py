"""The request of POST /map. The response is shared.contracts.PhonemeMap."""

from typing import Annotated, Any

from pydantic import Field, StrictBool

from shared.contracts import JsonRequest, SentLexicon

MAX_TEXT = 2000
"""Characters of a text, or of all words with a space between them."""
MAX_WORDS = 500


class MapRequest(JsonRequest):
    """Exactly one of `text` and `words`."""

    text: str | None = Field(default=None, max_length=MAX_TEXT)
    """English, as it stands; `tomato{T AH0 M AA1 T OW0}` gives a word its phones."""
    words: list[Annotated[str, Field(min_length=1, max_length=100)]] | None = Field(
        default=None, max_length=MAX_WORDS
    )
    """The same, in pieces; read as one text with a space between them."""
    lexicon: SentLexicon = Field(default_factory=dict)
    """A caller's own pronunciations, ARPAbet: `{"Priya": ["P R IY1 Y AH0"]}`. Letter case is ignored."""
    variants: StrictBool = True
    """All accepted pronunciations of each word; false: only the most usual in its place."""


REQUEST_EXAMPLES: dict[str, Any] = {
    "text": {"summary": "A text", "value": {"text": "The weather is very nice."}},
    "lexicon": {
        "summary": "A name of your own",
        "value": {"text": "Priya's here.", "lexicon": {"Priya": ["P R IY1 Y AH0"]}},
    },
    "words": {"summary": "Words", "value": {"words": ["very", "well"], "variants": False}},
}
RESPONSE_EXAMPLE: dict[str, Any] = {
    "engine": "cmudict",
    "model_version": "cmudict-3.0.0+names-1+g2p-1",
    "mock": False,
    "text": "very",
    "words": [
        {
            "index": 0,
            "text": "very",
            "token": "very",
            "start_char": 0,
            "end_char": 4,
            "source": "cmudict",
            "pronunciations": [
                {
                    "phones": ["V", "EH1", "R", "IY0"],
                    "ipa": "ˈvɛɹi",
                    "syllables": [
                        {"phones": ["V", "EH1"], "stress": 1},
                        {"phones": ["R", "IY0"], "stress": 0},
                    ],
                    "label": None,
                }
            ],
        }
    ],
    "out_of_vocabulary": [],
}
