"""What a text may speak of, and the pieces that it is looked at in."""

import re
from dataclasses import dataclass, field
from typing import Literal

Place = Literal["summary", "finding", "strength", "title", "how", "why", "next", "record"]
TOKEN = re.compile(r"[a-z§]+(?:['’][a-z]+)*(?:-[a-z]+(?:['’][a-z]+)?)*")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What one text of a reply may speak of."""

    place: Place
    sounds: frozenset[str]
    """Phones of the issues that it cites."""
    near: frozenset[str]
    """Phones of their words."""
    categories: frozenset[str]
    """Of the issues that it cites."""
    words: frozenset[str]
    """In small letters: of its issues, its pairs, its tips, its sounds' names, a note for the first language."""
    classes: frozenset[str]
    """Of evidence that the tips of its issues speak of."""
    letters: frozenset[str] = frozenset()
    """By which its sounds are written in the tips' names: `th`, `v`."""
    tip_letters: frozenset[str] = frozenset()
    """Letters of sounds that the tips of its issues compare with."""
    praised: frozenset[str] = frozenset()
    """Classes that the measured strength is of."""
    note: frozenset[str] = frozenset()
    """Words of the tips' note for the stated first language; one of its letters is always among them."""
    counts: frozenset[int] = frozenset()
    """Numbers of words, slips, pauses … that were counted."""
    own: tuple[str, ...] = field(default=())
    """The words of its issues, to know a word that is written in pieces: `ho-TEL`."""


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    tokens: tuple[str, ...]
    tells: bool
    """Whether it says something of the recording; else it advises, or tells what is always so."""
    is_marked: bool
    """Whether its words show that it tells: a past tense, a `you`; else only its place does."""
