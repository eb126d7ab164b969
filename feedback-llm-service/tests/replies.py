"""Whole replies of a model from the sentences in model_replies/: good teachers' own, and good ones with one bad sentence."""

import copy
import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from shared.phonetics.dictionary import load_dictionary
from shared.settings import CommonSettings
from shared.testing.random_evidence import RandomEvidence

from ..app.schemas import request_response as requests
from ..app.services import ranking
from .evidence import HERE, evidence_sets, request_of

FOLDER = HERE / "model_replies"
SETS = evidence_sets() | evidence_sets(FOLDER / "evidence.toml")
BASES: dict[str, list[dict[str, Any]]] = json.loads(
    (HERE / "good_replies.json").read_text(encoding="utf-8")
)
STRANGER_WORD = {
    "accuracy": None, "error_type": "insertion", "kind": "other", "phones": [], "insertions": [],
    "start_s": None, "end_s": None,
}  # fmt: skip


@dataclass(frozen=True)
class WrittenReply:
    """A reply and the recording that it is of."""

    name: str
    of: str
    spoken: str
    """Said at the end of the recording, beside the text."""
    content: dict[str, Any]
    held_back: bool
    """From whoever tuned the rules."""


@cache
def recording(of: str, spoken: str = ""):
    """The request for feedback; `of` is the name of a set, or `seed:<n>` for random evidence."""
    if of.startswith("seed:"):
        models = CommonSettings().model_dir
        tips = sorted(tomllib.loads(_tips_file().read_text(encoding="utf-8"))["rule"])
        evidence = RandomEvidence(
            int(of[5:]), load_dictionary(models), tips, n_words=(3, 6)
        ).request()
        return requests.FeedbackRequest.model_validate(evidence)
    request = request_of(SETS[of])
    if not spoken:
        return request
    said = request.model_dump(mode="json")
    n = len(said["diff"]["words"])
    said["diff"]["words"].append(STRANGER_WORD | {"index": n - 1, "text": spoken})
    return requests.FeedbackRequest.model_validate(said)


def _tips_file():
    return HERE.parent / "app" / "services" / "languages" / "en.toml"


def good_replies(pairs_of: Any) -> list[WrittenReply]:
    """`pairs_of` gives, for a request, the minimal pairs offered for each rank."""
    written = tomllib.loads((FOLDER / "good.toml").read_text(encoding="utf-8"))["reply"]
    return [
        WrittenReply(f"{n} {each['of']}", each["of"], "", _whole(each, pairs_of), n % 2 == 1)
        for n, each in enumerate(written)
    ]


def _whole(texts: dict[str, Any], pairs_of: Any) -> dict[str, Any]:
    request = recording(texts["of"])
    issues = ranking.ranked(request.diff).issues
    ranks = sorted({issue.priority for issue in issues if issue.priority is not None})
    offered = pairs_of(request)
    at_rank = {rank: [i.id for i in issues if i.priority == rank] for rank in ranks}
    return {
        "summary": {"text": texts["summary"], "issue_ids": [issue.id for issue in issues]},
        "priorities": [
            {"rank": rank, "issue_ids": at_rank[rank], "title": title, "how": how, "why": why}
            for rank, (title, how, why) in zip(ranks, texts.get("priorities", []), strict=True)
        ],
        "findings": [
            {
                "category": category,
                "issue_ids": [issue.id for issue in issues if issue.category == category],
                "text": text,
            }
            for category, text in texts.get("findings", {}).items()
        ],
        "drills": [
            {
                "priority_rank": rank,
                "minimal_pairs": offered.get(rank, [])[:2],
                "sentences": sentences,
                "next_recording": record,
            }
            for rank, sentences, record in zip(
                ranks, texts.get("sentences", []), texts.get("record", []), strict=True
            )
        ],
        "strength": texts.get("strength"),
        "next_step": {
            "text": texts["next"],
            "issue_ids": [issue.id for issue in issues if issue.priority]
            if texts.get("next_is_of_all")
            else _ids_of(texts["next"], issues, ranks),
        },
    }


def _ids_of(text: str, issues: Any, ranks: list[int]) -> list[str]:
    """Issues whose words it quotes, else those of the first rank."""
    quoted = set(re.findall(r"“([^”]+)”", text))
    named = [issue.id for issue in issues if any(issue.word in each for each in quoted)]
    return named or [issue.id for issue in issues if ranks and issue.priority == ranks[0]]


def bad_replies() -> list[WrittenReply]:
    kinds = tomllib.loads((FOLDER / "bad.toml").read_text(encoding="utf-8"))
    return [
        WrittenReply(
            f"{kind} {n}: {sentence}",
            of,
            told.get("spoken", ""),
            _with_sentence(BASES[of][0], place, sentence),
            n % 2 == 1,
        )
        for kind, told in kinds.items()
        for n, (of, place, sentence) in enumerate(told["sentences"])
    ]


def _with_sentence(base: dict[str, Any], place: str, sentence: str) -> dict[str, Any]:
    reply = copy.deepcopy(base)
    name, _, rank = place.partition(".")
    if name == "summary":
        reply["summary"]["text"] += f" {sentence}"
    elif name == "next":
        reply["next_step"]["text"] += f" {sentence}"
    elif name == "strength":
        reply["strength"] = f"{reply['strength'] or ''} {sentence}".strip()
    elif name == "finding":
        reply["findings"][0]["text"] += f" {sentence}"
    else:
        reply["priorities"][int(rank) - 1][name] += f" {sentence}"
    return reply
