"""A converted model of the size of a page, made on the spot: a transformer whose weights are set by hand so that each word becomes another.

Its encoder adds one-hot positions to one-hot words; its decoder looks, at each step, at the same position of the source; its projection is
the dictionary. So what it has to say is known, and everything on the way is the real thing: format, vocabularies, search, scores.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
import tokenizers
from ctranslate2.specs import TransformerSpec
from tokenizers import models, pre_tokenizers

SPECIAL = ("<unk>", "<s>", "</s>")
MOST_POSITIONS = 64
SHARP = 50.0
"""Of the attention: all of it on one position."""
SURE = 8.0
"""Logit of the right word; of all others 0."""


def make_model(folder: Path, words: Mapping[str, str], *, ends: bool = True) -> None:
    """Files as ctranslate2's converters write them; `words` is the dictionary, tags and signs in it as well. Without `ends` it never says that it is done."""
    sources, targets = [*SPECIAL, *words], [*SPECIAL, *dict.fromkeys(words.values())]
    n_words, size = len(sources), len(sources) + MOST_POSITIONS
    size += -size % 8
    spec: Any = TransformerSpec.from_config(1, 1, no_final_norm=True)
    zero = np.zeros(size, np.float32)

    def matrix(rows: int = size) -> np.ndarray:
        return np.zeros((rows, size), np.float32)

    one_hot_words, positions = matrix(n_words), matrix(MOST_POSITIONS)
    one_hot_words[np.arange(n_words), np.arange(n_words)] = 1
    positions[np.arange(MOST_POSITIONS), n_words + np.arange(MOST_POSITIONS)] = 1
    for side, embeddings in ((spec.encoder, one_hot_words), (spec.decoder, matrix(len(targets)))):
        of_side = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        of_side.weight = embeddings
        side.scale_embeddings = False
        side.position_encodings.encodings = positions
        layer = side.layer[0]
        norms = [layer.self_attention.layer_norm, layer.ffn.layer_norm]
        norms += [layer.attention.layer_norm] if side is spec.decoder else []
        for norm in norms:
            norm.gamma, norm.beta = np.ones(size, np.float32), zero
        for linear, rows in (
            (layer.self_attention.linear[0], 3 * size),
            (layer.self_attention.linear[1], size),
            (layer.ffn.linear_0, size),
            (layer.ffn.linear_1, size),
        ):
            linear.weight, linear.bias = matrix(rows), np.zeros(rows, np.float32)
    places, of_words = np.arange(n_words, n_words + MOST_POSITIONS), np.arange(n_words)
    query, key_and_value, out = matrix(), matrix(2 * size), matrix()
    query[places, places] = SHARP
    key_and_value[places, places] = 1
    key_and_value[size + of_words, of_words] = 1
    out[of_words, of_words] = 1
    for linear, weight in zip(spec.decoder.layer[0].attention.linear, (query, key_and_value, out), strict=True):  # fmt: skip
        linear.weight, linear.bias = weight, np.zeros(len(weight), np.float32)
    projection = matrix(len(targets))
    for at, source in enumerate(sources):
        said = words.get(source, source if ends else "<unk>")
        projection[targets.index(said), at] = SURE
    spec.decoder.projection.weight = projection
    spec.decoder.projection.bias = np.zeros(len(targets), np.float32)
    spec.register_source_vocabulary(sources)
    spec.register_target_vocabulary(targets)
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    spec.optimize()
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def make_tokenizer(folder: Path, words: Mapping[str, str]) -> None:
    """`tokenizer.json`: words and signs, of both languages."""
    known = dict.fromkeys([*SPECIAL, *words, *words.values()])
    made = tokenizers.Tokenizer(models.WordLevel({each: at for at, each in enumerate(known)}, "<unk>"))  # fmt: skip
    made.pre_tokenizer = pre_tokenizers.Split(
        tokenizers.Regex(r"\s+|(?=[?.।<>])|(?<=[<>])"), "removed"
    )
    made.save(str(folder / "tokenizer.json"))


def make_sentencepiece(folder: Path, words: Mapping[str, str]) -> Mapping[str, str]:
    """`both.spm`, of whole words of both languages; returns the dictionary as its pieces are written."""
    texts = [*words, *words.values()]
    with (folder / "both.spm").open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter([" ".join(texts)] * 3),
            model_writer=file,
            model_type="word",
            vocab_size=len(set(texts)) + len(SPECIAL),
            pad_id=-1,
            minloglevel=2,
        )
    return {f"\u2581{source}": f"\u2581{target}" for source, target in words.items()}
