"""What is counted of a stream that was played."""

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from .play import PlayedStream


def plain(text: str) -> str:
    return "".join(mark for mark in text.lower() if mark.isalnum())


def taken_back(played: PlayedStream) -> int:
    """Stable words that a later message of their utterance doesn't have in their place."""
    before: dict[tuple[int, int], list[str]] = defaultdict(list)
    count = 0
    for _, message in played.messages:
        if message["type"] not in ("partial", "final"):
            continue
        key = message["channel"], message["utterance"]
        words = message["stable"] if message["type"] == "partial" else message["words"]
        now = [plain(word["text"]) for word in words]
        count += sum(a != b for a, b in zip(before[key], now, strict=False))
        count += max(0, len(before[key]) - len(now))
        before[key] = now
    return count


def lags(
    played: PlayedStream, ends: Sequence[tuple[str, float]]
) -> tuple[list[float], list[float]]:
    """Seconds from the end of each word to when it was first shown, and to when it was stable.

    `ends`: the words and when each ended, by whoever is believed in that; of those that the stream heard as well.
    """
    finals = [
        (message["utterance"], index, plain(word["text"]))
        for _, message in played.of("final")
        for index, word in enumerate(message["words"])
    ]
    shown, stable = _first_times(played)
    matcher = SequenceMatcher(
        None, [text for _, _, text in finals], [plain(text) for text, _ in ends], autojunk=False
    )
    shown_s: list[float] = []
    stable_s: list[float] = []
    for mine, theirs, size in matcher.get_matching_blocks():
        for offset in range(size):
            utterance, index, _ = finals[mine + offset]
            end_s = ends[theirs + offset][1]
            shown_s.append(shown[utterance, index] - end_s)
            stable_s.append(stable[utterance, index] - end_s)
    return shown_s, stable_s


def _first_times(
    played: PlayedStream,
) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], float]]:
    """When each word of the finals was first in a message, and first stable, by utterance and place."""
    finals = {message["utterance"]: message["words"] for _, message in played.of("final")}
    shown: dict[tuple[int, int], float] = {}
    stable: dict[tuple[int, int], float] = {}
    for at_s, message in played.messages:
        if message["type"] not in ("partial", "final"):
            continue
        utterance = message["utterance"]
        settled = message["stable"] if message["type"] == "partial" else message["words"]
        loose = message.get("unstable", [])
        for words, times in ((settled, stable), ([*settled, *loose], shown)):
            for index in _matched(words, finals[utterance]):
                times.setdefault((utterance, index), at_s)
    return shown, stable


def _matched(words: Sequence[dict[str, Any]], final: Sequence[dict[str, Any]]) -> list[int]:
    """The final words that are among these, in their order."""
    matcher = SequenceMatcher(
        None,
        [plain(word["text"]) for word in words],
        [plain(word["text"]) for word in final],
        autojunk=False,
    )
    return [b + n for _, b, size in matcher.get_matching_blocks() for n in range(size)]
