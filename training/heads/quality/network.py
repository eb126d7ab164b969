"""The quality heads: what human raters would give phones, words and the utterance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

MAX_PHONES = 200
WIDTH, LAYERS, ATTENTION_HEADS, FEED_FORWARD = 64, 2, 4, 128
DROPOUT = 0.4
EPOCHS, BATCH, LEARNING_RATE, WEIGHT_DECAY = 9, 24, 2e-3, 0.02
LOSS_WEIGHTS = (1.0, 0.6, 0.6)
"""Phones, words, utterance; all on a 0–2 scale."""


@dataclass(frozen=True, slots=True)
class RatedTable:
    """One utterance for the quality heads."""

    table: np.ndarray
    """float32 (n_phones, n_features): features.quality_table, normalised."""
    pooled: np.ndarray
    phone: np.ndarray
    stress: np.ndarray
    place: np.ndarray
    """0 only, 1 first, 2 last, 3 inner phone of its word."""
    word: np.ndarray
    phone_scores: np.ndarray
    word_scores: np.ndarray
    """0–2."""
    utterance_scores: np.ndarray
    """0–2, four of them."""


class QualityNetwork(nn.Module):
    """As heads.QualityHead runs it in numpy: the names of its parameters are the format."""

    def __init__(self, n_features: int, n_pooled: int) -> None:
        super().__init__()
        self.phone = nn.Embedding(40, WIDTH)
        self.stress = nn.Embedding(4, WIDTH)
        self.place = nn.Embedding(4, WIDTH)
        self.order = nn.Embedding(MAX_PHONES, WIDTH)
        self.gate = nn.Embedding(40, WIDTH)
        self.table = nn.Linear(n_features, WIDTH)
        self.pooled = nn.Linear(n_pooled, WIDTH)
        self.summary = nn.Parameter(torch.zeros(WIDTH))
        layer = nn.TransformerEncoderLayer(
            WIDTH, ATTENTION_HEADS, FEED_FORWARD, 0.1, "gelu", batch_first=True, norm_first=True
        )
        self.encoder = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(WIDTH)
        self.phone_head = _head(WIDTH, 1)
        self.word_head = _head(WIDTH, 1)
        self.utterance_head = _head(2 * WIDTH, 4)
        self.dropout = nn.Dropout(DROPOUT)
        for embedding in (self.phone, self.stress, self.place, self.order, self.gate):
            nn.init.normal_(embedding.weight, std=0.02)

    def forward(self, batch: "Batch") -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        order = torch.arange(batch.phone.shape[1]).clamp(max=MAX_PHONES - 1)
        state = (
            self.phone(batch.phone)
            + self.stress(batch.stress)
            + self.place(batch.place)
            + self.order(order)
            + self.table(batch.table)
            + self.pooled(self.dropout(batch.pooled)) * (1 + self.gate(batch.phone))
        )
        summary = self.summary.expand(len(state), 1, -1)
        state = torch.cat([summary, state], dim=1)
        padding = torch.cat([torch.zeros_like(batch.mask[:, :1]), ~batch.mask], dim=1)
        state = self.norm(self.encoder(state, src_key_padding_mask=padding))
        phones = state[:, 1:]
        in_word = batch.word_one_hot / (batch.word_one_hot.sum(1, keepdim=True) + 1e-6)
        words = torch.einsum("bnw,bnd->bwd", in_word, phones)
        mask = batch.mask[..., None].float()
        mean = (phones * mask).sum(1) / mask.sum(1)
        return (
            self.phone_head(phones)[..., 0],
            self.word_head(words)[..., 0],
            self.utterance_head(torch.cat([state[:, 0], mean], dim=1)),
        )


def _head(width: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, WIDTH), nn.GELU(), nn.Linear(WIDTH, outputs))


@dataclass(frozen=True, slots=True)
class Batch:
    table: torch.Tensor
    pooled: torch.Tensor
    phone: torch.Tensor
    stress: torch.Tensor
    place: torch.Tensor
    mask: torch.Tensor
    word_one_hot: torch.Tensor
    phone_scores: torch.Tensor
    word_scores: torch.Tensor
    word_mask: torch.Tensor
    utterance_scores: torch.Tensor


def collate(rows: Sequence[RatedTable]) -> Batch:
    n_phones = max(len(row.phone) for row in rows)
    n_words = max(int(row.word.max()) + 1 for row in rows)

    def padded(name: str, width: int, dtype: type) -> torch.Tensor:
        first = getattr(rows[0], name)
        out = np.zeros((len(rows), width, *first.shape[1:]), dtype=dtype)
        for index, row in enumerate(rows):
            value = getattr(row, name)
            out[index, : len(value)] = value
        return torch.from_numpy(out)

    mask = np.zeros((len(rows), n_phones), dtype=bool)
    one_hot = np.zeros((len(rows), n_phones, n_words), dtype=np.float32)
    word_mask = np.zeros((len(rows), n_words), dtype=bool)
    for index, row in enumerate(rows):
        mask[index, : len(row.phone)] = True
        one_hot[index, np.arange(len(row.phone)), row.word] = 1
        word_mask[index, : row.word.max() + 1] = True
    return Batch(
        padded("table", n_phones, np.float32),
        padded("pooled", n_phones, np.float32),
        padded("phone", n_phones, np.int64),
        padded("stress", n_phones, np.int64),
        padded("place", n_phones, np.int64),
        torch.from_numpy(mask),
        torch.from_numpy(one_hot),
        padded("phone_scores", n_phones, np.float32),
        padded("word_scores", n_words, np.float32),
        torch.from_numpy(word_mask),
        torch.from_numpy(np.stack([row.utterance_scores for row in rows]).astype(np.float32)),
    )


def train_transformer(rows: Sequence[RatedTable], *, seed: int) -> QualityNetwork:
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network = QualityNetwork(rows[0].table.shape[1], rows[0].pooled.shape[1])
    optimiser = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    lengths = np.array([len(row.phone) for row in rows])
    n_batches = -(-len(rows) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, LEARNING_RATE, total_steps=EPOCHS * n_batches, pct_start=0.15
    )
    network.train()
    for _ in range(EPOCHS):
        order = np.argsort(lengths + rng.uniform(0, 4, len(rows)))
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        rng.shuffle(batches)
        for chosen in batches:
            batch = collate([rows[index] for index in chosen])
            phones, words, utterance = network(batch)
            loss = (
                LOSS_WEIGHTS[0] * ((phones - batch.phone_scores) ** 2)[batch.mask].mean()
                + LOSS_WEIGHTS[1] * ((words - batch.word_scores) ** 2)[batch.word_mask].mean()
                + LOSS_WEIGHTS[2] * ((utterance - batch.utterance_scores) ** 2).mean()
            )
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return network.eval()


@torch.inference_mode()
def predict(
    network: QualityNetwork, rows: Sequence[RatedTable]
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """(phone, word, utterance) scores of each, 0–2."""
    results = []
    for row in rows:
        phones, words, utterance = network(collate([row]))
        results.append((phones[0].numpy(), words[0].numpy(), utterance[0].numpy()))
    return results
