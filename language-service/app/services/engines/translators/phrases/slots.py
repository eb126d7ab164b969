"""What a sentence has for the slots of stored ones, and how it stands in the translation."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ....translation.protected import Kind, Protected
from ....translation.units import SourceSentence
from .memory import SLOT, MemoryRow

SLOTS_OF: Mapping[Kind, tuple[str, ...]] = {
    "amount": ("amount",), "percent": ("percent",), "date": ("date",), "email": ("email",), "phone": ("phone",),
    "time": ("time",), "id": ("order", "number"), "number": ("order", "number", "phone", "time"),
}  # fmt: skip
"""Which slots each kind of thing may stand in."""
FILLERS = {
    "amount": "₹500", "date": "12/05/2026", "email": "name@example.com", "name": "Ravi", "number": "5", "order": "12345",
    "percent": "10%", "phone": "98765 43210", "time": "10:30",
}  # fmt: skip
"""What stands in slots while sentences are compared, so that one order is as near as another."""
_PHONE_DIGITS = 7
_MONTHS = (
    ("January", "जनवरी"), ("February", "फ़रवरी"), ("March", "मार्च"), ("April", "अप्रैल"), ("May", "मई"), ("June", "जून"),
    ("July", "जुलाई"), ("August", "अगस्त"), ("September", "सितंबर"), ("October", "अक्टूबर"), ("November", "नवंबर"), ("December", "दिसंबर"),
)  # fmt: skip
_ENGLISH = {name.casefold(): hindi for name, hindi in _MONTHS} | {"sept": "सितंबर"}
_ENGLISH |= {name[:3].casefold(): hindi for name, hindi in _MONTHS}
_HINDI = {hindi: name for name, hindi in _MONTHS} | {"फरवरी": "February", "सितम्बर": "September", "नवम्बर": "November", "दिसम्बर": "December"}  # fmt: skip
_MONTH = {"en": _ENGLISH, "hi": _HINDI}
_RUPEES = {"en": re.compile(r"\s*(?:rupees?|rs\.?|inr)(?![\w])", re.IGNORECASE), "hi": re.compile(r"\s*(?:रुपये|रुपए|रूपये|रुपया|रु\.?)(?![\w\u0900-\u097f])")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SlotValue:
    start: int
    """In characters of the sentence."""
    end: int
    slots: tuple[str, ...]
    """That it may stand in."""
    written: str
    """As it stands in the translation: as it was, but for names of months and the word for rupees."""


def slot_values(sentence: SourceSentence, language: str, target: str) -> list[SlotValue]:
    """In order; of terms of a glossary there are none, they are words."""
    found: list[SlotValue] = []
    for each in sentence.protected:
        if each.kind in SLOTS_OF:
            found.append(_with_words(each, sentence.text, language, target))
    return found


def _with_words(each: Protected, text: str, language: str, target: str) -> SlotValue:
    if each.kind == "number":
        if (rupees := _RUPEES[language].match(text, each.end)) is not None:
            return SlotValue(each.start, rupees.end(), ("amount",), f"₹{each.given}")
        for start, end, month in _months(text, each, language):
            n = each.given
            written = f"{n} {month}" if target == "hi" or start >= each.end else f"{month} {n}"
            return SlotValue(min(each.start, start), max(each.end, end), ("date",), written)
        is_long = sum(sign.isdigit() for sign in each.given) >= _PHONE_DIGITS
        is_hour = each.given.isdecimal() and int(each.given) <= 24
        left_out = {"time"} - ({"time"} if is_hour else set()) | (set() if is_long else {"phone"})
        slots = tuple(slot for slot in SLOTS_OF["number"] if slot not in left_out)
        return SlotValue(each.start, each.end, slots, each.given)
    return SlotValue(each.start, each.end, SLOTS_OF[each.kind], each.given)


def _months(text: str, number: Protected, language: str) -> Iterator[tuple[int, int, str]]:
    """Of a month's name beside a day's number: its place, and the name in the other language."""
    after = re.compile(r"(?:st|nd|rd|th)?\s+(?:of\s+)?([A-Za-z\u0900-\u097f]+)").match(
        text, number.end
    )
    before = re.search(r"([A-Za-z\u0900-\u097f]+)\s+$", text[: number.start])
    for found in (after, before):
        if found and (name := _MONTH[language].get(found[1].casefold())):
            yield found.start() if found is before else number.end, found.end() if found is after else number.start, name  # fmt: skip


def compared(text: str) -> str:
    """A stored text with its slots filled alike."""
    return SLOT.sub(lambda found: FILLERS[found[1]], text)


def assign(values: Sequence[SlotValue], wanted: Counter[str]) -> list[str] | None:
    """The slot that each value stands in, so that all of `wanted` are filled and no value is left; None where there is no such way."""
    if len(values) != wanted.total():
        return None
    if not values:
        return []
    first, *rest = values
    for slot in first.slots:
        if wanted[slot] > 0 and (others := assign(rest, wanted - Counter([slot]))) is not None:
            return [slot, *others]
    return None


def as_compared(text: str, values: Sequence[SlotValue], slots: Sequence[str]) -> str:
    """The sentence asked for with its slots filled alike."""
    parts, at = [], 0
    for value, slot in zip(values, slots, strict=True):
        parts += [text[at : value.start], FILLERS[slot]]
        at = value.end
    return "".join([*parts, text[at:]])


def filled(row: MemoryRow, target: str, values: Sequence[SlotValue], slots: Sequence[str]) -> str:
    """The row's text with the values; two of one slot in the order of the sentence."""
    left: dict[str, list[str]] = {}
    for value, slot in zip(values, slots, strict=True):
        left.setdefault(slot, []).append(value.written)
    return SLOT.sub(lambda found: left[found[1]].pop(0), row.text(target))
