"""Vectors without what texts of a script have in common."""

import numpy as np
import pytest

from ..app.services.engines.centring import SHARE, ScriptMeans, loaded, mean_vectors, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [("Hello there", "LATIN"), ("नमस्ते OK", "DEVANAGARI"), ("xin chào", "LATIN"), ("வணக்கம்", "TAMIL"), ("12 345!", "")],
)  # fmt: skip
def test_a_text_is_of_the_script_of_most_of_its_letters(text: str, script: str):
    assert script_of(text) == script


def test_what_all_texts_of_a_script_share_no_longer_makes_them_alike():
    random = np.random.default_rng(5)
    common = np.zeros(32, np.float32)
    common[0] = 5.0
    texts = [f"text {chr(97 + n)}" for n in range(20)]
    vectors = common + random.standard_normal((20, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    left = mean_vectors(texts, vectors).centred(texts, vectors)
    assert np.allclose(np.linalg.norm(left, axis=1), 1, atol=1e-5)
    among = ~np.eye(20, dtype=bool)
    assert (left @ left.T)[among].mean() < 0.5 * (vectors @ vectors.T)[among].mean()


def test_a_script_without_a_mean_of_its_own_loses_that_of_all():
    means = ScriptMeans(("DEVANAGARI", "LATIN"), np.eye(2, 4, dtype=np.float32))
    (left,) = means.centred(["வணக்கம்"], np.array([[1, 1, 1, 0]], np.float32) / np.sqrt(3))
    wanted = np.array([1, 1, 1, 0]) / np.sqrt(3) - SHARE * np.array([0.5, 0.5, 0, 0])
    assert np.allclose(left, wanted / np.linalg.norm(wanted), atol=1e-6)


def test_the_means_that_are_here_are_of_both_kinds_of_texts():
    for means in loaded():
        assert means.scripts == ("DEVANAGARI", "LATIN")
        assert means.means.shape == (2, 384)
        assert np.isfinite(means.means).all()
        assert (np.linalg.norm(means.means, axis=1) > 0.5).all()
