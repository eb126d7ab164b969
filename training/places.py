"""`python -m training.places tagged.jsonl …`: the weights that tell which part of speech a place in a sentence asks for.

A line of the input is one tagged text: `[["It", "PRP", true], …]`, each token with its Penn Treebank tag and whether a
blank follows. Writes weights.npz and classes.tsv of shared/phonetics/heteronyms.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

from shared.phonetics import heteronyms
from shared.phonetics.heteronyms.features import N_ROWS, TOKEN, Surroundings, rows_of
from shared.phonetics.heteronyms.tagger import TAGS

FOLDER = Path(heteronyms.__file__).parent
SEED = 0
MOST_CLASSES, LEAST_SEEN, SECOND_TAG = 6000, 4, 0.15
"""Words whose tag is kept, how often each was seen, and the share from which its second tag is kept, too."""
TWO_TAGS, WEIGHT_OF_TWO = 0.1, 2.0
"""Share from which a word counts as having a second tag, and what its places weigh: heteronyms are such words."""
KEPT_OF_ONE_TAG, CAPITALISED, MARKED = 0.65, 0.7, 0.7
"""Shares of one-tag words learned from, and of texts given a capital and a full stop, as learners' texts have."""
SHORTEST = 3
"""Letters of a word that is learned from."""
RATES, BATCH, DECAY, HELD_OUT = (0.02, 0.01, 0.004, 0.0015), 4096, 2e-6, 20
"""Learning rate of each epoch, places a step, weight decay, and that one place in so many is held out."""
_GRADES = {"JJR": "JJ", "JJS": "JJ", "RBR": "RB", "RBS": "RB", "NNP": "NN", "NNPS": "NNS"}

Tagged = list[tuple[str, str]]


def sentences(paths: Sequence[Path]) -> Iterator[Tagged]:
    """(token, tag) of each sentence, tokens as the product cuts them: `don't` is one."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield from _parted(_retokenised(json.loads(line)))


def _retokenised(tagged: Sequence[tuple[str, str, bool]]) -> Tagged:
    joined: list[tuple[str, str, bool]] = []
    for token, tag, blank in tagged:
        is_clitic = token[:1] in "'’" or token.lower() in {"n't", "n’t"}
        if joined and not joined[-1][2] and is_clitic:
            host, host_tag, _ = joined[-1]
            joined[-1] = (host + token, f"{host_tag}+{tag}", blank)
        else:
            joined.append((token, tag, blank))
    return [
        (piece, tag if piece == token or piece.isalpha() else piece)
        for token, tag, _ in joined
        for piece in TOKEN.findall(token)
    ]


def _parted(tokens: Tagged) -> Iterator[Tagged]:
    sentence: Tagged = []
    for token in tokens:
        sentence.append(token)
        if token[0] in ".!?":
            if len(sentence) >= SHORTEST:
                yield sentence
            sentence = []
    if len(sentence) >= SHORTEST:
        yield sentence


def count_tags(texts: Sequence[Tagged]) -> dict[str, Counter[str]]:
    """Lower-case word → how often it had each tag."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for token, tag in text:
            if token[0].isalpha():
                counts[token.lower().replace("’", "'")][_GRADES.get(tag, tag)] += 1
    return counts


def usual_classes(counts: dict[str, Counter[str]]) -> dict[str, str]:
    """The usual tag of the most used words, `|` between two."""
    classes: dict[str, str] = {}
    for word in sorted(counts, key=lambda each: -counts[each].total()):
        tags, n = counts[word].most_common(2), counts[word].total()
        if n >= LEAST_SEEN and len(classes) < MOST_CLASSES:
            kept = [tag for i, (tag, k) in enumerate(tags) if i == 0 or k > SECOND_TAG * n]
            classes[word] = "|".join(kept).replace("PRP$", "PRPS")
    return classes


def examples(
    texts: Sequence[Tagged], counts: dict[str, Counter[str]], classes: dict[str, str]
) -> tuple[list[list[int]], list[int], list[float]]:
    """(rows of the table, column of the tag, weight) of each place that is learned from."""
    rng = np.random.default_rng(SEED)
    rows, columns, weights = [], [], []
    for text in texts:
        tokens = [token for token, _ in text]
        if rng.random() < CAPITALISED:
            tokens[0] = tokens[0][:1].upper() + tokens[0][1:]
        if tokens[-1] not in ".!?" and rng.random() < MARKED:
            tokens.append(".")
        around = Surroundings(tokens, classes)
        for at, (token, written) in enumerate(text):
            tag = _GRADES.get(written, written)
            is_name = token[0].isupper() and at > 0
            if tag not in TAGS or len(token) < SHORTEST or is_name:
                continue
            seen = counts[token.lower().replace("’", "'")]
            n_tags = sum(each in TAGS and k > TWO_TAGS * seen.total() for each, k in seen.items())
            if n_tags > 1 or rng.random() < KEPT_OF_ONE_TAG:
                rows.append(rows_of(around.features(at)))
                columns.append(TAGS.index(tag))
                weights.append(WEIGHT_OF_TWO if n_tags > 1 else 1.0)
    return rows, columns, weights


def fit(rows: list[list[int]], columns: list[int], weights: list[float]) -> np.ndarray:
    """Softmax regression: (N_ROWS, tags)."""
    torch.manual_seed(SEED)
    table = torch.nn.EmbeddingBag(N_ROWS, len(TAGS), mode="sum")
    torch.nn.init.zeros_(table.weight)
    optimiser = torch.optim.Adam(table.parameters())
    targets, importance = torch.tensor(columns), torch.tensor(weights)

    def scores(chosen: np.ndarray) -> torch.Tensor:
        offsets = np.cumsum([0, *(len(rows[i]) for i in chosen[:-1])])
        return table(
            torch.tensor([row for i in chosen for row in rows[i]]), torch.from_numpy(offsets)
        )

    order = np.random.default_rng(SEED).permutation(len(rows))
    held_out, kept = np.split(order, [len(rows) // HELD_OUT])
    for rate in RATES:
        optimiser.param_groups[0]["lr"] = rate
        np.random.default_rng(SEED).shuffle(kept)
        for start in range(0, len(kept), BATCH):
            chosen = kept[start : start + BATCH]
            each = torch.nn.functional.cross_entropy(
                scores(chosen), targets[chosen], reduction="none"
            )
            loss = (each * importance[chosen]).sum() / importance[chosen].sum()
            optimiser.zero_grad()
            (loss + DECAY * table.weight.square().sum()).backward()
            optimiser.step()
        with torch.no_grad():
            right = scores(held_out).argmax(1) == targets[held_out]
        print(f"held out: {right.float().mean():.3f} of {len(held_out)} tags right", flush=True)
    return table.weight.detach().numpy()


def write(table: np.ndarray, classes: dict[str, str]) -> None:
    scale = np.float32(np.abs(table).max() / 127)
    weights = np.round(table / scale).astype(np.int8)
    np.savez_compressed(FOLDER / "weights.npz", weights=weights, scale=scale)
    by_tag: dict[str, list[str]] = defaultdict(list)
    for word, tag in classes.items():
        by_tag[tag].append(word)
    lines = [f"{tag}\t{' '.join(sorted(by_tag[tag]))}" for tag in sorted(by_tag)]
    (FOLDER / "classes.tsv").write_text("\n".join(["tag\twords", *lines, ""]), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tagged", type=Path, nargs="+")
    texts = list(sentences(parser.parse_args().tagged))
    counts = count_tags(texts)
    classes = usual_classes(counts)
    write(fit(*examples(texts, counts, classes)), classes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
