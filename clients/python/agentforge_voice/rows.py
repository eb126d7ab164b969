"""A result as tables: a row a word, a phone or an issue."""

from collections.abc import Callable
from typing import Any, Literal

from .schema import Issue, JudgedPhone, JudgedWord, TaskResult, UnifiedResult

AnyResult = UnifiedResult | TaskResult
Table = Literal["words", "phones", "issues"]
Row = dict[str, Any]


def word_rows(result: AnyResult) -> list[Row]:
    """The words of the text in order, then what else was said."""
    return [
        {
            "word_index": word.index,
            "word": word.text,
            "start_s": word.start_s,
            "end_s": word.end_s,
            "accuracy": word.accuracy,
            "error_type": word.error_type,
            "state": state_of(word),
            "target": " ".join(phone.ipa for phone in word.phones),
            "heard": heard_of(word),
            "stress": word.stress.state if word.stress else None,
            "issues": "; ".join(each.message for each in result.issues if _is_of(each, word)),
        }
        for word in result.words
    ]


def phone_rows(result: AnyResult) -> list[Row]:
    """Each phone of the text, and each that was added (`error_type` `insertion`, without a target)."""
    rows: list[Row] = []
    for word in result.words:
        place = {"word_index": word.index, "word": word.text}
        rows += [place | _phone_row(phone) for phone in word.phones]
        rows += [
            place
            | {
                "phone_index": added.before_phone,
                "target": None,
                "target_ipa": None,
                "start_s": added.start_s,
                "end_s": added.end_s,
                "score": None,
                "state": added.state,
                "error_type": "insertion",
                "heard": added.heard,
                "heard_ipa": added.heard_ipa,
                "heard_probability": added.probability,
            }
            for added in word.insertions
        ]
    return rows


def _phone_row(phone: JudgedPhone) -> Row:
    return {
        "phone_index": phone.index,
        "target": phone.target,
        "target_ipa": phone.ipa,
        "start_s": phone.start_s,
        "end_s": phone.end_s,
        "score": phone.score,
        "state": phone.state,
        "error_type": phone.error_type,
        "heard": phone.heard,
        "heard_ipa": phone.heard_ipa,
        "heard_probability": phone.heard_probability,
    }


def issue_rows(result: AnyResult) -> list[Row]:
    """What is certainly off target, in the order of speech."""
    return [
        issue.model_dump(
            include={
                "id", "rule", "category", "word_index", "word", "phone_index", "target", "target_ipa", "heard", "heard_ipa",
                "start_s", "end_s", "probability", "severity", "priority", "message", "tip",
            }
        )
        for issue in result.issues
    ]  # fmt: skip


TABLES: dict[Table, Callable[[AnyResult], list[Row]]] = {
    "words": word_rows,
    "phones": phone_rows,
    "issues": issue_rows,
}


def state_of(word: JudgedWord) -> str:
    """The worst of its sounds, of its stress, and whether it was said at all: `fine`, `uncertain`, `error`, `omitted`, `added`."""
    if word.error_type == "omission":
        return "omitted"
    if word.error_type == "insertion":
        return "added"
    states = {part.state for part in (*word.phones, *word.insertions)}
    if word.stress:
        states.add(word.stress.state)
    return next((state for state in ("error", "uncertain") if state in states), "fine")


def heard_of(word: JudgedWord) -> str:
    """IPA of what was heard, added sounds with a plus."""
    if word.error_type == "omission":
        return ""
    heard: list[str] = []
    for index in range(len(word.phones) + 1):
        heard += [f"+{added.heard_ipa}" for added in word.insertions if added.before_phone == index]
        if index < len(word.phones):
            phone = word.phones[index]
            heard.append(phone.ipa if phone.state == "fine" else phone.heard_ipa or "–")
    return " ".join(heard)


def _is_of(issue: Issue, word: JudgedWord) -> bool:
    return issue.word_index == word.index and word.error_type != "insertion"
