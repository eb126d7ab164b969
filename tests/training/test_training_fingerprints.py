"""A step is done again when what it is made from has changed, and only then."""

import shutil
from pathlib import Path

import pytest

from shared.settings import REPO_ROOT
from training.run.context import RunContext, RunSettings, UndeclaredInput
from training.run.fingerprints import Sources
from training.run.folder import RunFolder
from training.run.runner import TrainingStep, made_from, run_steps
from training.steps import STEPS

CORPUS = '{"u": {}}'
TREES = ("training", "shared/acoustics", "shared/phonetics", "tts-service/app")


@pytest.fixture
def settings(tmp_path: Path) -> RunSettings:
    data = tmp_path / "corpus"
    data.mkdir()
    (data / "labels.json").write_text(CORPUS, encoding="utf-8")
    return RunSettings(data, RunFolder(tmp_path / "run"), tmp_path / "models", 1)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tree")
    for name in TREES:
        shutil.copytree(
            REPO_ROOT / name, root / name, ignore=shutil.ignore_patterns("*.npz", "__pycache__")
        )
    return root


@pytest.fixture(scope="module")
def fresh(tree: Path) -> Sources:
    return Sources(tree)


@pytest.fixture
def edited(tree: Path, fresh: Sources, settings: RunSettings):
    """Steps that are made from other parts once a text in a copy of the repository is another."""

    def steps_changed(name: str, old: str, new: str) -> set[str]:
        path = tree / name
        before, source = made_from(STEPS, settings, fresh), path.read_text(encoding="utf-8")
        assert source.count(old) == 1
        path.write_text(source.replace(old, new), encoding="utf-8")
        try:
            after = made_from(STEPS, settings, Sources(tree))
        finally:
            path.write_text(source, encoding="utf-8")
        return {step for step in before if before[step] != after[step]}

    return steps_changed


AFTER_CLASSIFIERS = {
    "classifiers", "segments", "evidence", "quality", "identity", "match", "stress", "stops",
    "accents", "speakers", "miscues", "weights", "report",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "made_anew"),
    [
        (
            "training/frames/mlp.py",
            "LEARNING_RATE = 2e-3",
            "LEARNING_RATE = 1e-3",
            AFTER_CLASSIFIERS | {"realignment"},
        ),
        (
            "training/heads/quality/fit.py",
            "N_TRANSFORMERS = 3",
            "N_TRANSFORMERS = 2",
            {"quality", "weights", "report"},
        ),
        ("training/heads/stops/fit.py", "PRIOR = 0.2", "PRIOR = 0.3", {"stops"}),
        ("training/heads/accents/fit.py", "RIDGE = 500.0", "RIDGE = 400.0", {"accents"}),
        (
            "shared/phonetics/learner_habits.tsv",
            "DH\tZ\tany\tseldom",
            "DH\tZ\tany\trarely",
            {"accents"},
        ),
        (
            "shared/acoustics/text_match.py",
            "_FAR = 3.0",
            "_FAR = 2.0",
            {"match", "weights", "report"},
        ),
        (
            "training/heads/stress/words.txt",
            "vocabulary",
            "dictionary",
            {"stress"},
        ),
        ("training/run/workers.py", "_AT_ONCE = 8", "_AT_ONCE = 4", set()),
    ],
)
def test_a_changed_constant_makes_the_steps_that_depend_on_it_anew_and_no_other(
    edited, name: str, old: str, new: str, made_anew: set[str]
):
    assert edited(name, old, new) == made_anew


def test_prose_makes_nothing_anew(edited):
    path = "training/frames/mlp.py"
    comment = ("LEARNING_RATE = 2e-3", "# tried 1e-3, too\nLEARNING_RATE = 2e-3")
    docstring = ('"""Fit a one-hidden-layer MLP.', '"""Fit a multilayer perceptron.')
    assert edited(path, *comment) == edited(path, *docstring) == set()


def test_another_corpus_or_sample_makes_everything_anew_that_comes_of_it(settings: RunSettings):
    before = made_from(STEPS, settings)
    (settings.data / "labels.json").write_text('{"v": {}}', encoding="utf-8")
    after = made_from(STEPS, settings)
    assert [step for step in before if before[step] == after[step]] == []


def test_every_step_reads_only_steps_before_it():
    names = [step.name for step in STEPS]
    for number, step in enumerate(STEPS):
        assert set(step.reads) <= set(names[:number]), step.name


MADE: list[str] = []


def count_words(run: RunContext) -> None:
    MADE.append(run.step)
    run.write("count.json", 3)


def double(run: RunContext) -> None:
    MADE.append(run.step)
    run.write("double.json", 2 * run.read("count", "count.json"))


def read_another(run: RunContext) -> None:
    run.read("count", "count.json")


def fail(run: RunContext) -> None:
    MADE.append(run.step)
    (run.folder / "half.npy").touch()
    raise RuntimeError("interrupted")


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run steps of this file, which count as made from the given constant."""
    MADE.clear()

    def run(settings: RunSettings, *steps: TrainingStep, constant: str = "1") -> list[str]:
        def code_of(sources: Sources, module: str, function: str) -> dict[str, str]:
            return {function: constant if function == "count_words" else "same"}

        monkeypatch.setattr(Sources, "code_of", code_of)
        MADE.clear()
        run_steps(steps, settings)
        return list(MADE)

    return run


COUNT, DOUBLE = TrainingStep("count", count_words), TrainingStep("double", double, reads=("count",))


def test_a_step_is_done_once_and_again_with_all_behind_it_when_its_constant_changes(
    toy, settings: RunSettings
):
    assert toy(settings, COUNT, DOUBLE) == ["count", "double"]
    assert toy(settings, COUNT, DOUBLE) == []
    assert toy(settings, COUNT, DOUBLE, constant="2") == ["count", "double"]
    assert settings.folder.read("double", "double.json") == 6


def test_what_an_interrupted_step_left_stays_until_it_is_made_from_something_else(
    toy, settings: RunSettings
):
    half = settings.folder.of("fails") / "half.npy"
    for _ in range(2):
        with pytest.raises(RuntimeError):
            toy(settings, TrainingStep("fails", fail))
        assert half.exists()
        assert MADE == ["fails"]
    (settings.data / "labels.json").write_text('{"v": {}}', encoding="utf-8")
    settings.folder.begin("fails", {"corpus": "another"})
    assert not half.exists()


def test_a_step_cannot_read_what_it_does_not_declare(toy, settings: RunSettings):
    with pytest.raises(UndeclaredInput, match="count"):
        toy(settings, COUNT, TrainingStep("another", read_another))
