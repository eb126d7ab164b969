"""Training the frame classifier's MLP in torch; everything after it runs in numpy."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

HIDDEN = 256
DROPOUT = 0.15
LABEL_SMOOTHING = 0.02
LEARNING_RATE = 2e-3
BATCH = 512


@dataclass(frozen=True, slots=True)
class Weights:
    """As frames.FrameClassifier takes them."""

    w_in: np.ndarray
    b_in: np.ndarray
    w_out: np.ndarray
    b_out: np.ndarray

    def as_tuple(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        return self.w_in, self.b_in, self.w_out, self.b_out


def train_mlp(
    inputs: np.ndarray,
    labels: np.ndarray,
    *,
    n_classes: int,
    context: np.ndarray,
    weights: np.ndarray | None = None,
    epochs: int = 3,
    hidden: int = HIDDEN,
    dropout: float = DROPOUT,
    seed: int = 0,
) -> Weights:
    """Fit a one-hidden-layer MLP.

    `inputs` is (n_frames, n_components) for all frames; `context` int (n_examples, k) holds the rows of
    `inputs` that are laid side by side for each example; `labels` int (n_examples,).
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    frames = torch.from_numpy(inputs)
    targets = torch.from_numpy(labels.astype(np.int64))
    rows = torch.from_numpy(context.astype(np.int64))
    importance = None if weights is None else torch.from_numpy(weights.astype(np.float32))
    width = inputs.shape[1] * context.shape[1]
    network = nn.Sequential(
        nn.Dropout(dropout),
        nn.Linear(width, hidden),
        nn.GELU(),
        nn.Dropout(dropout),
        nn.Linear(hidden, n_classes),
    )
    optimiser = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=1e-3)
    n_steps = epochs * -(-len(labels) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, LEARNING_RATE, total_steps=n_steps, pct_start=0.1
    )
    loss_of = nn.CrossEntropyLoss(label_smoothing=LABEL_SMOOTHING, reduction="none")
    network.train()
    for _ in range(epochs):
        order = torch.from_numpy(rng.permutation(len(labels)))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            x = frames[rows[chosen]].float().flatten(1)
            losses = loss_of(network(x), targets[chosen])
            loss = losses.mean() if importance is None else (losses * importance[chosen]).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    layers = [layer for layer in network if isinstance(layer, nn.Linear)]
    return Weights(
        *(
            value.detach().numpy().copy()
            for layer in layers
            for value in (layer.weight.T.contiguous(), layer.bias)
        )
    )
