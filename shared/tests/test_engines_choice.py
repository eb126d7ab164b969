"""Which engine a service runs, and that a named one is never swapped."""

from pathlib import Path

import pytest

from shared.engines import (
    EngineContext,
    EngineSpec,
    EngineUnavailable,
    choose_engine,
    is_installed,
    load_engine,
    missing_requirements,
)
from shared.line import Line

BEST = EngineSpec(
    "best", "best", "the best", requires=("no_such_package",), models=("no-such-model",)
)
GOOD = EngineSpec("good", "good", "a good one")
BY_NAME = EngineSpec("by-name", "by_name", "asked for", automatic=False)
MOCK = EngineSpec("mock", "mock", "made up", automatic=False)
SPECS = (BEST, BY_NAME, GOOD, MOCK)


def lacking(spec: EngineSpec) -> list[str]:
    return missing_requirements(spec, Path("nowhere"))


@pytest.mark.parametrize(
    ("wanted", "chosen"), [("auto", GOOD), ("good", GOOD), ("by-name", BY_NAME), ("mock", MOCK)]
)
def test_auto_takes_the_first_that_lacks_nothing_and_a_name_is_a_name(
    wanted: str, chosen: EngineSpec
):
    assert choose_engine(wanted, SPECS, missing=lacking) == chosen


def test_a_named_engine_that_lacks_something_is_not_replaced():
    with pytest.raises(EngineUnavailable, match="'best' needs package no_such_package, model"):
        choose_engine("best", SPECS, missing=lacking)


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(EngineUnavailable, match="known: auto, best, by-name, good, mock"):
        choose_engine("bset", SPECS, missing=lacking)


def test_auto_never_falls_back_to_the_mock():
    with pytest.raises(EngineUnavailable, match="no engine can be loaded: best needs"):
        choose_engine("auto", (BEST, MOCK), missing=lacking)


def test_a_package_is_looked_for_without_importing_it():
    assert is_installed("numpy")
    assert not is_installed("no_such_package")
    assert not is_installed("no_such_package.module")


PACKAGE_FILES = {
    "__init__.py": "",
    "counting.py": """
class Counting:
    name, model_version = "counting", "7"

    def __init__(self, threads):
        self.threads, self.warmed = threads, 0

    def warm_up(self):
        self.warmed += 1

    def double(self, number, *, plus):
        return 2 * number + plus


def load(context):
    return Counting(context.threads)
""",
    "broken.py": """
def load(context):
    raise OSError("libmissing.so: cannot open shared object file")
""",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / "engines_of_a_test"
    folder.mkdir()
    for name, text in PACKAGE_FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return folder.name


def context() -> EngineContext:
    return EngineContext(settings=None, model_dir=Path("nowhere"), threads=3)


@pytest.mark.anyio
async def test_an_engine_is_loaded_warmed_up_and_run_in_a_thread(package: str):
    host = await load_engine(
        (EngineSpec("counting", "counting", "counts"),),
        package=package,
        wanted="auto",
        mock_mode=False,
        context=context(),
        line=Line("the engine", 2),
    )
    assert (host.engine.threads, host.engine.warmed) == (3, 1)
    assert await host.run(host.engine.double, 20, plus=2) == 42
    assert host.stamp() == {"engine": "counting", "model_version": "7", "mock": False}
    assert host.line.places == 2


@pytest.mark.anyio
async def test_mock_mode_loads_the_mock_whatever_is_wanted(package: str):
    host = await load_engine(
        (
            EngineSpec("best", "broken", "lacks a library"),
            EngineSpec("mock", "counting", "made up", automatic=False),
        ),
        package=package,
        wanted="best",
        mock_mode=True,
        context=context(),
        line=Line("the engine", 1),
    )
    assert host.mock


@pytest.mark.anyio
async def test_an_engine_that_does_not_load_stops_the_start_with_the_reason(package: str):
    with pytest.raises(EngineUnavailable, match=r"'best' did not load: libmissing\.so"):
        await load_engine(
            (
                EngineSpec("best", "broken", "lacks a library"),
                EngineSpec("other", "counting", "counts"),
            ),
            package=package,
            wanted="auto",
            mock_mode=False,
            context=context(),
            line=Line("the engine", 1),
        )
