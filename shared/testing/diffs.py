"""Judged phones, words and issues as JSON, for tests that need a diff: all is right until it is changed."""

from typing import Any

from shared.phonetics.arpabet import to_ipa

Json = dict[str, Any]


def judged_phone(
    index: int, target: str, *, start_s: float = 0.0, length_s: float = 0.1, **changed: Any
) -> Json:
    """`start_s` is the word's; the phones of a word follow each other, `length_s` each. A changed `heard` brings its IPA."""
    starts_s = round(start_s + length_s * index, 2)
    phone = {
        "index": index, "target": target, "ipa": to_ipa(target), "start_s": starts_s,
        "end_s": round(starts_s + length_s, 2), "score": 92.0, "state": "fine", "error_type": "none",
        "heard": target, "heard_probability": 0.9,
    } | changed  # fmt: skip
    return {"heard_ipa": phone["heard"] and to_ipa(phone["heard"])} | phone


def judged_word(
    index: int, text: str, phones: list[Json], *, start_s: float, **changed: Any
) -> Json:
    return {
        "index": index, "text": text, "start_s": start_s, "end_s": round(start_s + 0.5, 2), "accuracy": 90.0,
        "error_type": "none", "phones": phones, "insertions": [],
    } | changed  # fmt: skip


def issue_about(number: int, word: Json, place: int, **changed: Any) -> Json:
    """Of the phone at `place`; a changed `target` or `heard` brings its IPA."""
    phone = word["phones"][place]
    issue = {
        "id": f"i{number}", "rule": "V_W", "category": "consonant", "word_index": word["index"], "word": word["text"],
        "phone_index": place, "target": phone["target"], "heard": phone["heard"], "start_s": phone["start_s"],
        "end_s": phone["end_s"], "probability": 0.9, "severity": "medium", "priority": 1, "message": "…", "tip": "V_W",
    } | changed  # fmt: skip
    ipa = {f"{side}_ipa": issue[side] and to_ipa(issue[side]) for side in ("target", "heard")}
    return ipa | issue
