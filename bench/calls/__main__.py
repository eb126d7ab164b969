"""`make bench-calls`: twenty scripted calls through POST /calls, and which of the moments planted in them are found.

The fleet's own voices say the calls of scripts.txt; every second is sent with a channel a speaker, the others on one channel, with the agent's voice to
be told apart. A planted moment is found if one of its rule is about that time; a moment of any other is false, good ones as well. Prints both, moments
without evidence, words wrong in the turns and turns given to the wrong speaker, and the time the calls took as a share of their length.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bench.common.figures import Figure, figure_table
from bench.common.progress import progress
from bench.common.setting import setting
from bench.voices.words import word_errors, words_of
from shared.testing.fleet import running_fleet
from training.stats import wilson_interval

from .scripts import ScriptedCall, scripted_calls
from .spoken import SpokenCall, spoken

SCRIPTS = Path(__file__).with_name("scripts.txt")
NEAR_S = 2.0
ANSWER_S = 900.0


@dataclass(slots=True)
class MomentCount:
    n_planted: Counter[str] = field(default_factory=Counter)
    n_found: Counter[str] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    n_moments: int = 0
    n_without_evidence: int = 0
    n_words: int = 0
    n_wrong_words: int = 0
    sound_s: float = 0.0
    took_s: float = 0.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-calls", description=__doc__)
    parser.add_argument("--only", nargs="*", help="these alone, by their numbers")
    parser.add_argument(
        "--wrong", action="store_true", help="show what is missed and what is false"
    )
    asked = parser.parse_args()
    print(setting("make bench-calls"))
    calls = [each for each in scripted_calls(SCRIPTS) if not asked.only or each.name in asked.only]
    count = MomentCount()
    with (
        tempfile.TemporaryDirectory() as state,
        running_fleet(Path(state), {"LOG_LEVEL": "WARNING"}) as fleet,
        httpx.Client(timeout=ANSWER_S) as http,
    ):
        said = [spoken(call, int(call.name), fleet, http) for call in progress(calls, "calls said")]
        for call, audio in zip(progress(calls, "calls sent"), said, strict=True):
            is_mixed = int(call.name) % 2 == 0
            result = _sent(fleet.url, http, audio, count, is_mixed=is_mixed)
            _compare(call, audio, result, count, is_mixed=is_mixed, show=asked.wrong)
    print(figure_table(_figures(count, len(calls))))
    print(f"load {os.getloadavg()[0]:.1f}")
    return 0


def _sent(
    url: str, http: httpx.Client, audio: SpokenCall, count: MomentCount, *, is_mixed: bool
) -> dict[str, Any]:
    form = {"channels": "false" if is_mixed else "true", "recording_notice": "true"}
    begun = time.perf_counter()
    files = {"file": ("call.wav", audio.wav(is_mixed=is_mixed), "audio/wav")}
    sent = http.post(f"{url}/calls", files=files, data=form).raise_for_status().json()
    http.get(f"{url}/tasks/{sent['task_id']}/events").raise_for_status()
    count.took_s += time.perf_counter() - begun
    count.sound_s += audio.duration_s
    return http.get(f"{url}/calls/{sent['task_id']}").raise_for_status().json()


def _compare(
    call: ScriptedCall,
    audio: SpokenCall,
    result: dict[str, Any],
    count: MomentCount,
    *,
    is_mixed: bool,
    show: bool,
) -> None:
    told: list[str] = []
    left = list(result["moments"])
    for planted in audio.planted:
        count.n_planted[planted.rule] += 1
        found = next(
            (each for each in left if _is_of(each, planted.rule, planted.start_s, planted.end_s)),
            None,
        )
        if found is None:
            told.append(f"missed {planted.rule} at {planted.start_s:.0f} s")
            continue
        count.n_found[planted.rule] += 1
        left.remove(found)
    for each in left:
        count.false.append(each["rule"])
        told.append(f"false {each['rule']}: {each['reason']}")
    count.n_moments += len(result["moments"])
    count.n_without_evidence += sum(not each["evidence"] for each in result["moments"])
    for speaker in ("agent", "customer"):
        wanted = words_of(" ".join(line.text for line in call.lines if line.speaker == speaker))
        heard = words_of(" ".join(turn["text"] for turn in result["turns"] if turn["speaker"] == speaker))  # fmt: skip
        count.n_words += len(wanted)
        count.n_wrong_words += word_errors(wanted, heard)
    if show:
        print(f"\n= {call.name} ({'one channel' if is_mixed else 'channels'}): {result['status']}")
        for turn in result["turns"]:
            print(
                f"  {turn['start_s']:5.1f}–{turn['end_s']:5.1f} {turn['speaker']}: {turn['text']}"
            )
        for line in told:
            print(f"  {line}")
        for each in result["stages"]:
            if each["status"] != "succeeded":
                print("  " + json.dumps(each))


def _is_of(moment: dict[str, Any], rule: str, start_s: float, end_s: float) -> bool:
    if rule not in {moment["rule"], *moment["also"]}:
        return False
    return moment["start_s"] - NEAR_S <= end_s and start_s <= moment["end_s"] + NEAR_S


def _figures(count: MomentCount, n_calls: int) -> Sequence[Figure]:
    n_planted, n_found = count.n_planted.total(), count.n_found.total()
    low, high = wilson_interval(n_found, n_planted)
    by_rule = [
        Figure(f"found: {rule}", count.n_found[rule] / n, *wilson_interval(count.n_found[rule], n), None, None, f"{n} planted")
        for rule, n in sorted(count.n_planted.items())
    ]  # fmt: skip
    by_false = ", ".join(f"{n} {rule}" for rule, n in Counter(count.false).most_common())
    return [
        Figure("planted moments found", n_found / n_planted, low, high, 0.85, None, f"{n_planted} in {n_calls} calls"),
        *by_rule,
        Figure("false moments a call", len(count.false) / n_calls, None, None, 1.0, None, by_false or "none", True),
        Figure("moments without evidence", count.n_without_evidence, None, None, 0, None, f"{count.n_moments} moments", True),
        Figure("words wrong or with the wrong speaker", count.n_wrong_words / count.n_words, None, None, None, None, f"{count.n_words} words", True),
        Figure("time, of their length", count.took_s / count.sound_s, None, None, 0.5, None, f"{count.sound_s / 60:.0f} min, one by one", True),
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
