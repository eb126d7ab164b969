"""What of a request only a service knows, and which of the caller's fields a service refused."""

from collections.abc import Collection

from shared.errors import InvalidInput
from shared.likeness import plain_name
from shared.roster import FEEDBACK, TTS

from ..coaching_languages import coaching_languages
from ..upstreams import Upstreams
from .options import FEEDBACK_LANGUAGE, ProcessOptions

FIELDS = {"file": "file", "lexicon": "lexicon", "l1": "l1", "language": "language"}
"""A service's field → the caller's: what a service refuses in these, the caller can mend."""


async def check_with_services(options: ProcessOptions, upstreams: Upstreams) -> None:
    """Raises InvalidInput if a service says that there is no such voice, or no such language. One that can't be asked
    refuses nothing: its stage will say what is wrong."""
    if options.voice is not None and TTS.stage in options.stages:
        voices = await upstreams.offered(TTS, "/voices?language=en", "voices", "id")
        _require(options.voice, voices, "voice", "there is no such voice: choose one of")
    if options.language != FEEDBACK_LANGUAGE and FEEDBACK.stage in options.stages:
        languages = await coaching_languages(upstreams)
        if languages is not None and not languages.has(options.language):
            offered = languages.spoken | languages.translated
            refusal = f"there is no feedback in {options.language!r}; there is:"
            _require(options.language, offered, "language", refusal)


def _require(wanted: str, offered: Collection[str] | None, field: str, refusal: str) -> None:
    if offered is not None and plain_name(wanted) not in map(plain_name, offered):
        raise InvalidInput(f"{refusal} {', '.join(sorted(offered))}", field=field)


def callers_field(field: str, options: ProcessOptions) -> str | None:
    """None for what the caller can't mend: we built what was refused."""
    if field == "text":
        return "reference_text" if options.text_source == "reference" else "file"
    return FIELDS.get(field)
