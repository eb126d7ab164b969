"""Weights that a team made stand in for the shipped ones, and answers say whose they are."""

import shutil
from pathlib import Path

import pytest

from shared.audio import Audio
from shared.engines import EngineContext
from shared.testing.recordings import chirps

from ..app.core.config import Settings
from ..app.services.engines.whisper_phones import engine
from ..app.services.engines.whisper_phones.weights import SHIPPED, WeightArchives


@pytest.fixture
def own_weights(tmp_path: Path) -> Path:
    """The shipped ones, as `make train EXPORT=…` puts its own: in one folder."""
    for path in (
        SHIPPED.listening,
        SHIPPED.aligner,
        SHIPPED.stress,
        SHIPPED.stops,
        SHIPPED.speakers,
        SHIPPED.accent,
    ):
        shutil.copyfile(path, tmp_path / path.name)
    return tmp_path


def test_the_version_of_own_weights_follows_what_is_in_them(own_weights: Path):
    before = WeightArchives.of_team(own_weights).version
    assert before.startswith(f"{SHIPPED.version}+")
    assert before == WeightArchives.of_team(own_weights).version
    shutil.copyfile(SHIPPED.stops, own_weights / SHIPPED.stress.name)
    assert WeightArchives.of_team(own_weights).version != before


def test_a_folder_that_lacks_an_archive_stops_the_start(own_weights: Path):
    (own_weights / SHIPPED.speakers.name).unlink()
    with pytest.raises(FileNotFoundError, match=SHIPPED.speakers.name):
        WeightArchives.of_team(own_weights)


@pytest.mark.engine
def test_the_engine_answers_by_the_weights_of_the_folder(
    own_weights: Path, real_models: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ALIGN_WEIGHTS_DIR", str(own_weights))
    own = engine.load(EngineContext(Settings(), real_models, 1))
    monkeypatch.delenv("ALIGN_WEIGHTS_DIR")
    shipped = engine.load(EngineContext(Settings(), real_models, 1))

    audio = Audio(chirps(1.5, 16_000), 16_000, 0.0)
    words = own.pronounce("very thin", {})

    assert own.align(audio, words).words == shipped.align(audio, words).words
    assert own.model_version == WeightArchives.of_team(own_weights).version
    assert shipped.model_version == SHIPPED.version
