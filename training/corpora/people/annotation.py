"""What L2-ARCTIC's annotators wrote of each phone → the phones of the text, and what became of them.

A label is a phone as it should be, or `as it should be,as it was heard,tag` with the tag `s` (substituted),
`d` (dropped, heard `sil`) or `a` (added, should be `sil`); `err` is a phone that nobody could tell, and a `*`
behind a phone says that it was not quite that one (Zhao et al., L2-ARCTIC, Interspeech 2018).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shared.acoustics import phone_set
from shared.phonetics.arpabet import PHONES

from ...speech.synth import Slip
from .textgrid import Interval, UnreadableAnnotation, read_textgrid
from .utterance import UNKNOWN, Annotation

_SILENCE = frozenset({"", "SIL", "SP", "PAU"})
_NOISE = frozenset({"SPN", "NOI", "NSN"})
_WIDER = {
    "AX": "AH0", "AXR": "ER0", "IX": "IH0", "UX": "UW", "HV": "HH", "EL": "L", "EM": "M", "EN": "N", "NX": "N",
    "ENG": "NG",
}  # fmt: skip
"""Symbols of the wider ARPAbet → ours."""
_TAGS = {"sub": "S", "del": "D", "ins": "A"}


@dataclass(frozen=True, slots=True)
class PhoneLabel:
    """One label, read."""

    target: str | None
    """ARPAbet with its stress digit if there is one; None where the text has no phone."""
    heard: str | None
    """ARPAbet without stress; None for silence, and for what nobody can tell."""
    kind: str
    """right, unsure, sub, del, ins, silence or noise."""


def parse_label(label: str) -> PhoneLabel:
    """Raises UnreadableAnnotation."""
    parts = label.replace(" ", "").upper().split(",")
    if len(parts) == 1:
        return _plain(parts[0], label)
    if len(parts) != 3:
        raise UnreadableAnnotation(f"{label!r} is neither a phone nor phone, phone, tag")
    target, heard, tag = parts
    expected = None if target in _SILENCE else _phone(target, label)
    found = _changed(expected, heard)
    tags = "SDA" if found.kind == "unsure" else _TAGS.get(found.kind, "")
    if not tag or tag not in tags:
        raise UnreadableAnnotation(f"{label!r} is tagged {tag.lower()!r}, which it is not")
    return found


def _plain(symbol: str, label: str) -> PhoneLabel:
    if symbol in _SILENCE:
        return PhoneLabel(None, None, "silence")
    if symbol in _NOISE:
        return PhoneLabel(None, None, "noise")
    phone = _phone(symbol, label)
    return PhoneLabel(phone, _bare(phone), "unsure" if symbol.endswith("*") else "right")


def _changed(target: str | None, heard: str) -> PhoneLabel:
    is_silent, is_certain = heard in _SILENCE, not heard.endswith("*")
    symbol = _WIDER.get(_bare(heard.rstrip("*")), heard.rstrip("*"))
    spoken = _bare(symbol) if is_certain and _bare(symbol) in PHONES else None
    if target is None:
        return PhoneLabel(None, spoken, "silence" if is_silent else "ins")
    if is_silent:
        return PhoneLabel(target, None, "del")
    if _bare(symbol) == _bare(target):
        return PhoneLabel(target, None, "unsure")
    return PhoneLabel(target, spoken, "sub")


def _phone(symbol: str, label: str) -> str:
    """A phone that the text has, with its stress digit."""
    written = symbol.rstrip("*")
    phone = _WIDER.get(_bare(written), written)
    if _bare(phone) not in PHONES:
        raise UnreadableAnnotation(f"{label!r}: the text has no phone {symbol}")
    return phone


def _bare(phone: str) -> str:
    return phone.rstrip("012")


def read_annotation(path: Path) -> tuple[str, Annotation]:
    """The text of the tier `words`, and what the tier `phones` says of it.

    A phone belongs to the word that its middle lies in, or that is nearest. Raises UnreadableAnnotation.
    """
    tiers = read_textgrid(path)
    for name in ("words", "phones"):
        if name not in tiers:
            raise UnreadableAnnotation(f"{path.name} has no tier {name!r}")
    words = [each for each in tiers["words"] if each.label.upper() not in _SILENCE | _NOISE]
    try:
        annotation = annotate(words, tiers["phones"])
    except UnreadableAnnotation as error:
        raise UnreadableAnnotation(f"{path.name}: {error}") from error
    return " ".join(each.label for each in words), annotation


@dataclass(slots=True)
class _AnnotatedWord:
    phones: list[str] = field(default_factory=list)
    changes: list[tuple[str, int, str | None]] = field(default_factory=list)
    """(kind, position, heard) of slips."""
    unsure: list[int] = field(default_factory=list)

    def add(self, found: PhoneLabel) -> None:
        position = len(self.phones)
        if found.kind in _TAGS:
            self.changes.append((found.kind, position, found.heard))
        if found.kind == "unsure":
            self.unsure.append(position)
        if found.target is not None:
            self.phones.append(found.target)


def annotate(words: Sequence[Interval], phones: Iterable[Interval]) -> Annotation:
    """Raises UnreadableAnnotation."""
    if not words:
        raise UnreadableAnnotation("the tier 'words' is empty")
    found = [_AnnotatedWord() for _ in words]
    times: list[tuple[int, float, float]] = []
    for interval in phones:
        label = parse_label(interval.label)
        times.append((_class_of(label), interval.start_s, interval.stop_s))
        if label.kind not in {"silence", "noise"}:
            found[_nearest(words, interval.middle_s)].add(label)
    spoken = [word for word in found if word.phones]
    if not spoken:
        raise UnreadableAnnotation("the tier 'phones' is empty")
    return Annotation(
        [word.phones for word in spoken],
        [
            Slip(kind, number, position, heard)  # pyright: ignore[reportArgumentType]
            for number, word in enumerate(spoken)
            for kind, position, heard in word.changes
        ],
        frozenset(
            (number, position) for number, word in enumerate(spoken) for position in word.unsure
        ),
        times,
    )


def _class_of(label: PhoneLabel) -> int:
    if label.kind == "silence":
        return phone_set.SILENCE
    return phone_set.CLASS_OF[str(label.heard)] if label.kind == "right" else UNKNOWN


def _nearest(words: Sequence[Interval], at_s: float) -> int:
    def distance(index: int) -> float:
        return max(words[index].start_s - at_s, at_s - words[index].stop_s, 0.0)

    return min(range(len(words)), key=distance)
