"""Pronunciations in, the served model out."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from shared.phonetics.graphones import END, START, STEP

from .alignment import Graphone, Pair, Phones, align_all, learn
from .counting import Level, count_ngrams, prune, smooth

ORDER = 6
"""Graphones of an n-gram. Beside the tagger, 8 err as often, with files three times the size."""
LEAST_GAIN = 1.0
"""Nats, times how often it was seen, that an n-gram has to change."""
N_LEARNED_FROM = 30_000
"""Pronunciations, at least, that are aligned in every round of expectation-maximisation; all are at the end."""


def align_words(pronunciations: Mapping[str, Sequence[Phones]]) -> list[list[Graphone]]:
    """Every pronunciation of every word as graphones, where it can be aligned."""
    pairs: list[Pair] = [
        (word, phones) for word in sorted(pronunciations) for phones in pronunciations[word]
    ]
    return align_all(pairs, learn(pairs[:: max(1, len(pairs) // N_LEARNED_FROM)]))


def fit(
    aligned: Sequence[Sequence[Graphone]],
    path: Path,
    *,
    order: int = ORDER,
    least: float = LEAST_GAIN,
) -> None:
    """Learn from aligned words and write the model."""
    graphones = sorted({each for word in aligned for each in word} | {(START, ()), (END, ())})
    number = {each: i for i, each in enumerate(graphones)}
    start, end = number[START, ()], number[END, ()]
    sequences = [[start, *(number[each] for each in word), end] for word in aligned]
    levels = count_ngrams(sequences, order=order, n_tokens=len(graphones))
    smooth(levels)
    prune(levels, least=least)
    write(levels, graphones, path)


def write(levels: list[Level], graphones: Sequence[Graphone], path: Path) -> None:
    """The n-grams that were kept, level by level; the empty one, which is the tree's root, first."""
    children = [np.array([len(levels[0].token)])]
    for n, level in enumerate(levels):
        if n + 1 < len(levels):
            above = levels[n + 1]
            counted = np.bincount(above.history[above.kept], minlength=len(level.token))
        else:
            counted = np.zeros(len(level.token), np.int64)
        children.append(counted[level.kept])
    kept = [(level, level.kept) for level in levels]
    probability = np.concatenate([level.probability[rows] for level, rows in kept])
    back_off = np.concatenate([level.backoff[rows] for level, rows in kept])
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        graphones=np.array(
            "\n".join(f"{letters}|{' '.join(phones)}" for letters, phones in graphones)
        ),
        token=np.concatenate([level.token[rows] for level, rows in kept]).astype(np.uint16),
        n_children=np.concatenate(children).astype(np.uint16),
        log_p=_stored(np.append(1.0, probability)),
        back_off=_stored(np.append(1.0, back_off), middle=128),
    )


def _stored(probability: np.ndarray, *, middle: int = 0) -> np.ndarray:
    steps = np.round(-np.log(np.maximum(probability, 1e-30)) / STEP) + middle
    return np.clip(steps, 0, 255).astype(np.uint8)
