"""LightGBM models → flat arrays that numpy walks at run time."""

from typing import Any

import numpy as np


def flatten(booster: Any) -> dict[str, np.ndarray]:
    """Nodes of all trees of a single-output booster, as heads.Forest reads them.

    Children below zero are leaves, numbered -1, -2, …; missing values go left.
    """
    feature: list[int] = []
    threshold: list[float] = []
    children: list[tuple[int, int]] = []
    leaves: list[float] = []
    roots: list[int] = []
    for tree in booster.dump_model()["tree_info"]:
        roots.append(_add(tree["tree_structure"], feature, threshold, children, leaves))
    return {
        "feature": np.array(feature, dtype=np.int16),
        "threshold": np.array(threshold, dtype=np.float32),
        "children": np.array(children, dtype=np.int32).reshape(-1, 2),
        "leaves": np.array(leaves, dtype=np.float32),
        "roots": np.array(roots, dtype=np.int32),
    }


def _add(
    node: dict[str, Any],
    feature: list[int],
    threshold: list[float],
    children: list[tuple[int, int]],
    leaves: list[float],
) -> int:
    if "leaf_value" in node:
        leaves.append(node["leaf_value"])
        return -len(leaves)
    index = len(feature)
    feature.append(node["split_feature"])
    threshold.append(node["threshold"])
    children.append((0, 0))
    left = _add(node["left_child"], feature, threshold, children, leaves)
    right = _add(node["right_child"], feature, threshold, children, leaves)
    children[index] = (left, right)
    return index
