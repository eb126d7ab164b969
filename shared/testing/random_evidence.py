"""Random evidence for the coach, of every kind that the diff and the alignment can give: from a seed, always the same."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from shared.contracts import DeliveryKind, NotAssessable, Severity
from shared.phonetics.arpabet import PHONES, is_vowel, to_ipa
from shared.phonetics.dictionary import PronouncingDictionary
from shared.testing.diffs import issue_about, judged_phone, judged_word

_POOL = """
    very vest wine west three think thing both path this that then they mother see she ship sheep sit seat live leave
    bad bed cat cut cot late let low law boat bought pull pool pack back town down cold gold card cart side site hold
    old heart hot free fee black back world word film school sport street asked played cats dogs zoo jam jet yes ear
    hotel develop photograph banana today around measure vision teacher other river every over water better letter
"""
_WORDS = _POOL.split()
_KINDS = ("substitution", "deletion", "insertion", "unclear", "stress", "detail")
_MOST_EARLIER_SLIPS = 80
_STAMP = {"engine": "x", "model_version": "1", "mock": False}


class RandomEvidence:
    """A request for feedback, as JSON, with random content."""

    def __init__(
        self,
        seed: int,
        dictionary: PronouncingDictionary,
        tips: list[str],
        *,
        n_words: Sequence[int] = (1, 3, 6, 12),
        n_earlier: Sequence[int] = (1, 3, 10),
    ) -> None:
        self._draw = random.Random(seed)
        self._draw_delivery = random.Random(seed + 1)
        """Of its own, so that each seed's sounds stay what they are."""
        self._dictionary, self._tips = dictionary, tips
        self._n_words, self._n_earlier = n_words, n_earlier

    def request(self) -> dict[str, Any]:
        draw = self._draw
        if draw.random() < 0.05:
            return self._not_assessable()
        diff = self._diff()
        return {
            "diff": diff,
            "alignment": self._alignment(diff) if draw.random() < 0.7 else None,
            "history": self._history(diff) if draw.random() < 0.5 else None,
            "l1": draw.choice([None, "hi", "ta", "zz"]),
        }

    def _not_assessable(self) -> dict[str, Any]:
        reason = self._draw.choice(get_args(NotAssessable))
        return {
            "diff": _STAMP
            | {
                "assessable": False, "reason": reason, "scores": {}, "words": [], "issues": [],
                "text_source": "reference", "formula_version": "2",
            }
        }  # fmt: skip

    def _diff(self) -> dict[str, Any]:
        draw = self._draw
        words = [
            self._word(index, draw.choice(_WORDS)) for index in range(draw.choice(self._n_words))
        ]
        issues: list[dict[str, Any]] = []
        for word in words:
            self._mark(word, issues)
        ranks = [None, 1, 2, 3] if draw.random() < 0.8 else [None]
        by_tip = {issue["tip"]: draw.choice(ranks) for issue in issues}
        for issue in issues:
            issue["priority"] = by_tip[issue["tip"]]
        extra = [
            self._word(word["index"], draw.choice(_WORDS))
            | {"error_type": "insertion", "phones": [], "insertions": []}
            for word in words
            if draw.random() < 0.05
        ]
        names = ("overall", "accuracy", "fluency", "completeness", "prosody")
        scores = {
            name: draw.choice([None, round(draw.uniform(0, 100), 1), 100.0]) for name in names
        }
        scores |= {"reasons": self._reasons(scores, len(words))}
        return _STAMP | {
            "mock": draw.random() < 0.05, "assessable": True, "reason": None, "scores": scores, "words": words + extra,
            "issues": issues, "text_source": draw.choice(["reference", "reference", "transcript"]), "formula_version": "2",
            "delivery": self._delivery(words),
        }  # fmt: skip

    def _reasons(self, scores: dict[str, Any], n_words: int) -> list[dict[str, Any]]:
        """Of each score that there is, what the diff gives with it."""
        draw = self._draw_delivery
        counted = {"value": draw.randint(0, n_words), "of": n_words}
        reasons = [
            {"part": "accuracy", "measure": "words_with_slips"} | counted,
            {
                "part": "fluency",
                "measure": "speech_rate_sps",
                "value": round(draw.uniform(1, 9), 2),
            },
            {"part": "fluency", "measure": "pauses_inside_phrases", "value": 1, "of": 3},
            {"part": "completeness", "measure": "words_said"} | counted,
            {"part": "completeness", "measure": "words_added", "value": 0},
            {"part": "prosody", "measure": "words_stressed_elsewhere"} | counted,
            {"part": "prosody", "measure": "pitch_range_semitones", "value": draw.uniform(1, 20)},
        ]
        return [each for each in reasons if scores[each["part"]] is not None]

    def _delivery(self, words: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Measures of some kinds, each usual, uncertain or a habit."""
        draw = self._draw_delivery
        kinds = [kind for kind in get_args(DeliveryKind) if draw.random() < 0.4]
        return [
            {
                "kind": kind, "unit": "other", "value": draw.randint(1, 9), "of": 9,
                "usual": {"low": 3.4, "high": 5.1, "source": "x"},
                "state": draw.choice(["usual", "uncertain", "habit"]), "side": draw.choice(["low", "high"]),
                "word_indices": [words[draw.randrange(len(words))]["index"]],
                "times": [{"start_s": 0.1, "end_s": 0.3}],
            }
            for kind in kinds
        ]  # fmt: skip

    def _word(self, index: int, text: str) -> dict[str, Any]:
        draw, start_s = self._draw, round(0.6 * index, 2)
        phones = [
            self._phone(place, phone.rstrip("012"), start_s)
            for place, phone in enumerate(self._dictionary.variants(text)[0])
        ]
        return judged_word(
            index,
            draw.choice([text, text.capitalize()]),
            phones,
            start_s=start_s,
            accuracy=draw.choice([None, round(draw.uniform(0, 100), 1)]),
        )

    def _phone(self, place: int, target: str, word_s: float) -> dict[str, Any]:
        state = self._draw.choices(["fine", "uncertain"], [9, 1])[0]
        score = round(self._draw.uniform(60, 100), 1) if state == "fine" else None
        return judged_phone(place, target, start_s=word_s, length_s=0.05, state=state, score=score)

    def _mark(self, word: dict[str, Any], issues: list[dict[str, Any]]) -> None:
        """Leave the word out, misread it, or put slips into it."""
        draw = self._draw
        if draw.random() < 0.07:
            read_as = draw.choice([None, draw.choice(_WORDS)])
            word |= {"error_type": "omission", "phones": [], "read_as": read_as, "accuracy": None}
            return
        vowels = [phone for phone in word["phones"] if is_vowel(phone["target"])]
        if len(vowels) > 1:
            target, heard = draw.sample(range(len(vowels)), 2)
            state = draw.choice(["fine", "uncertain", "error"])
            word["stress"] = {
                "target_syllable": target, "heard_syllable": heard if state == "error" else target, "state": state,
                "probability": 0.5, "prominence": [1 / len(vowels)] * len(vowels),
            }  # fmt: skip
            if state == "error":
                issues.append(self._issue(word, vowels[target], "stress", len(issues) + 1))
        for phone in word["phones"]:
            if draw.random() < 0.15:
                issues.append(self._issue(word, phone, draw.choice(_KINDS), len(issues) + 1))

    def _issue(
        self, word: dict[str, Any], phone: dict[str, Any], kind: str, number: int
    ) -> dict[str, Any]:
        draw, target = self._draw, phone["target"]
        if kind == "stress" and "stress" not in word:
            kind = "substitution"
        like = [each for each in PHONES if is_vowel(each) == is_vowel(target) and each != target]
        heard = draw.choice(like)
        rule, category, tip = "SUB", "vowel" if is_vowel(target) else "consonant", f"sound.{target}"
        if draw.random() < 0.6:
            rule = tip = draw.choice(self._tips)
            category = draw.choice([category, "cluster", "schwa"])
        if kind == "unclear":
            rule, tip = "SUB_UNCLEAR", f"sound.{target}"
        if kind == "stress":
            word["stress"]["state"], rule, tip, category, heard = (
                "error",
                "STRESS",
                "STRESS",
                "stress",
                None,
            )
        if kind == "detail":
            rule = tip = draw.choice(["ASPIR", "T_RET"])
            heard = target
        if kind == "deletion":
            heard = None
        if kind in {"substitution", "deletion", "unclear"}:
            word["error_type"] = "mispronunciation"
            phone |= {"state": "error", "heard": heard, "heard_ipa": heard and to_ipa(heard)}
        changed: dict[str, Any] = {"rule": rule, "category": category, "tip": tip, "heard": heard}
        if kind == "insertion":
            changed |= {"category": "cluster", "phone_index": None, "target": None}
            if rule == "SUB":
                changed["tip"] = f"sound.{heard}"
        if draw.random() >= 0.9:
            changed |= {"start_s": None, "end_s": None}
        return issue_about(
            number,
            word,
            phone["index"],
            **changed,
            probability=round(draw.uniform(0.5, 1), 2),
            severity=draw.choice(get_args(Severity)),
            priority=None,
        )

    def _alignment(self, diff: dict[str, Any]) -> dict[str, Any]:
        draw = self._draw
        targets = [word for word in diff["words"] if word["error_type"] != "insertion"]
        pauses = [
            {
                "start_s": word["end_s"], "end_s": round(word["end_s"] + draw.uniform(0.2, 1), 2), "after_word": word["index"],
                "inside_phrase": draw.choice([True, True, False, None]), "filled": None,
            }
            for word in targets
            if draw.random() < 0.3
        ]  # fmt: skip
        final = {
            "kind": draw.choice(["fall", "rise", "level", "uncertain"]),
            "semitones": draw.choice([None, round(draw.uniform(-8, 8), 1)]), "start_s": 1.0, "end_s": 1.4,
        }  # fmt: skip
        opener = draw.choice(["", "Is it ", "Why is "])
        text = (
            opener + " ".join(word["text"] for word in targets) + draw.choice(["", ".", "?", "!"])
        )
        return _STAMP | {
            "text": text, "words": [], "utterance": dict.fromkeys(("accuracy", "fluency", "prosody", "total"), 5.0),
            "timing": {"speech_s": 4.0, "speech_rate_sps": 3.0, "articulation_rate_sps": 4.0, "pauses": pauses},
            "checks": {
                "duration_s": 5.0, "speech_s": 4.0, "level_dbfs": -20.0, "snr_db": 30.0, "clipped_share": 0.0, "reason": None,
            },
            "text_match": 0.9, "intonation": {"final": draw.choice([None, final]), "words": []},
        }  # fmt: skip

    def _history(self, diff: dict[str, Any]) -> dict[str, Any]:
        draw, start = self._draw, datetime(2026, 10, 1, tzinfo=UTC)
        recordings = []
        for day in range(draw.choice(self._n_earlier)):
            phones = {}
            for phone in draw.sample(PHONES, 8):
                n = draw.randint(1, 6)
                phones[phone] = {"n": n, "right": draw.choice([0, n, draw.randint(0, n)])}
            slips = [
                {"word": draw.choice(_WORDS), "target": issue["target"], "heard": issue["heard"]}
                for issue in diff["issues"][:_MOST_EARLIER_SLIPS]
                if draw.random() < 0.5
            ]
            recorded_at = (start + timedelta(days=day)).isoformat()
            recordings.append({"recorded_at": recorded_at, "phones": phones, "slips": slips})
        earlier = self._diff() if draw.random() < 0.3 else self._same_words(diff)
        return {
            "recordings": recordings,
            "same_text": {"recorded_at": recordings[-1]["recorded_at"], "diff": earlier},
        }

    def _same_words(self, diff: dict[str, Any]) -> dict[str, Any]:
        """Another reading of the same words."""
        words, issues = [], []
        for word in diff["words"]:
            if word["error_type"] == "insertion":
                continue
            words.append(self._word(word["index"], word["text"].lower()))
            self._mark(words[-1], issues)
        return diff | {"words": words, "issues": issues}
