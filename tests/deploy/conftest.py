"""What deploy/ says, read once. These run by `make check-deploy`, and, but for those that need its environment, by `make test`."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
MONITORING = ROOT / "deploy" / "monitoring"


@pytest.fixture(scope="session")
def operations() -> str:
    return (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def rules() -> list[dict[str, Any]]:
    """Recorded ones and alerts."""
    return [
        rule
        for path in sorted((MONITORING / "prometheus" / "rules").glob("*.yml"))
        for group in yaml.safe_load(path.read_text(encoding="utf-8"))["groups"]
        for rule in group["rules"]
    ]


@pytest.fixture(scope="session")
def alerts(rules: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {rule["alert"]: rule for rule in rules if "alert" in rule}


@pytest.fixture(scope="session")
def documented(operations: str) -> dict[str, set[str]]:
    """Metric → its labels, as the table has them."""
    [table] = re.findall(r"^\| metric \|.*?\n\n", operations, re.MULTILINE | re.DOTALL)
    cells = [line.split("|")[1] for line in table.splitlines()[2:] if line]
    return {
        name: {each for each in labels.split(",") if each}
        for cell in cells
        for name, labels in re.findall(r"`([a-z_]+)(?:\{([a-z_,]+)\})?`", cell)
    }
