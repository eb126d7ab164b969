"""A network that tells, for each letter of a word, which phones it says, with all letters around it in view.

Residual blocks of dilated convolutions, written as one matrix product each; `shared/phonetics/letter_tagger.py` runs it.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from shared.phonetics.letter_tagger import DILATIONS, JOINED, WIDTH, letter_ids, tag_of

from .alignment import Graphone

N_EPOCHS = 14
BATCH = 384
LEARNING_RATE = 2e-3
_DROPOUT = 0.15
_SMOOTHING = 0.05
_UNUSED = -100


class TaggerBlock(nn.Module):
    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(WIDTH)
        self.inner = nn.Linear(3 * WIDTH, WIDTH)
        self.outer = nn.Linear(WIDTH, WIDTH)
        self.drop = nn.Dropout(_DROPOUT)

    def forward(self, x: torch.Tensor, within: torch.Tensor) -> torch.Tensor:
        h = self.norm(x) * within
        d = self.dilation
        padded = nn.functional.pad(h, (0, 0, d, d))
        n = x.shape[1]
        wide = torch.cat([padded[:, :n], h, padded[:, 2 * d :]], dim=2)
        return x + self.drop(self.outer(torch.relu(self.inner(wide))))


class Tagger(nn.Module):
    def __init__(self, n_tags: int) -> None:
        super().__init__()
        self.letters = nn.Embedding(28, WIDTH)
        self.blocks = nn.ModuleList(TaggerBlock(each) for each in DILATIONS)
        self.norm = nn.LayerNorm(WIDTH)
        self.tags = nn.Linear(WIDTH, n_tags)

    def forward(self, letters: torch.Tensor) -> torch.Tensor:
        """(n_words, n_letters) → (n_words, n_letters, n_tags), logarithms up to a constant."""
        within = (letters > 0).unsqueeze(2).float()
        x = self.letters(letters)
        for block in self.blocks:
            x = block(x, within)
        return self.tags(self.norm(x))


def tags_of(aligned: Sequence[Graphone]) -> list[str]:
    """One for each letter; the second letter of a graphone is joined to the first."""
    return [
        tag
        for letters, phones in aligned
        for tag in [tag_of(letters, phones), *[JOINED] * (len(letters) - 1)]
    ]


def fit(
    aligned: Sequence[Sequence[Graphone]], path: Path, *, seed: int = 0, n_epochs: int = N_EPOCHS
) -> None:
    """Learn from aligned words and write the network."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    words = ["".join(letters for letters, _ in each) for each in aligned]
    tagged = [tags_of(each) for each in aligned]
    names = sorted({tag for tags in tagged for tag in tags})
    number = {tag: i for i, tag in enumerate(names)}
    longest = max(map(len, words)) + 2
    x = torch.zeros(len(words), longest, dtype=torch.long)
    y = torch.full((len(words), longest), _UNUSED)
    for row, (word, tags) in enumerate(zip(words, tagged, strict=True)):
        ids = letter_ids(word)
        x[row, : len(ids)] = torch.from_numpy(ids)
        y[row, 1 : 1 + len(tags)] = torch.tensor([number[tag] for tag in tags])
    lengths = np.array([len(word) + 2 for word in words])
    model = Tagger(len(names))
    optimiser = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
    n_steps = n_epochs * -(-len(words) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, LEARNING_RATE, total_steps=n_steps, pct_start=0.15
    )
    for epoch in range(n_epochs):
        total = 0.0
        for rows in _batches(lengths, rng):
            width = int(lengths[rows].max())
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(x[rows, :width])
            loss = nn.functional.cross_entropy(
                logits.float().flatten(0, 1), y[rows, :width].flatten(),
                ignore_index=_UNUSED, label_smoothing=_SMOOTHING,
            )  # fmt: skip
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(rows)
        print(f"  epoch {epoch + 1} of {n_epochs}: loss {total / len(words):.3f}", flush=True)
    weights = {
        name.replace(".", "_"): each.detach().numpy().astype(np.float16)
        for name, each in model.state_dict().items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, tags=np.array("\n".join(names)), **weights)


def _batches(lengths: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    """Words of like length together, in random order."""
    order = np.argsort(lengths + rng.random(len(lengths)) * 2)
    batches = np.split(order, range(BATCH, len(order), BATCH))
    return [batches[each] for each in rng.permutation(len(batches))]
