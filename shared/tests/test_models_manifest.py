"""models.toml and how it is read."""

from pathlib import Path

import pytest

from shared.models.manifest import ManifestError, known_models, load_manifest

SHA256 = "0" * 64


def manifest(folder: Path, text: str) -> Path:
    path = folder / "models.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_file_can_come_from_a_registry_alone():
    """Where the hub doesn't answer, the registries must do."""
    without = [
        f"{m.name}/{f.name}" for m in known_models().values() for f in m.files if not f.parts
    ]
    assert without == []


def test_the_models_of_the_embedded_engines_are_listed():
    assert set(known_models()) >= {"whisper-base", "kokoro-82m", "cmudict"}
    assert all(model.licence and model.homepage for model in known_models().values())


def test_the_known_sizes_are_listed():
    sizes = {
        f"{model.name}/{file.name}": file.size_bytes
        for model in known_models().values()
        for file in model.files
    }
    assert sizes["whisper-base/model.bin"] == 145_217_532
    assert sizes["kokoro-82m/model.onnx"] == 92_361_271
    voices = {name for name in sizes if name.startswith("kokoro-82m/voices/")}
    assert {sizes[name] for name in voices} == {510 * 256 * 4}
    assert {name[18:21] for name in voices} == {"af_", "am_", "bf_", "bm_", "hf_", "hm_"}


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "voices/../../outside", ""])
def test_a_file_outside_the_store_is_refused(tmp_path: Path, name: str):
    text = f"""
[[model]]
name = "m"
version = "1"
about = "a"
licence = "MIT"
homepage = "h"
files = [{{ name = "{name}", size = 1, sha256 = "{SHA256}" }}]
"""
    with pytest.raises(ManifestError, match="leaves the model store"):
        load_manifest(manifest(tmp_path, text))


def test_a_part_of_an_unknown_distribution_is_refused(tmp_path: Path):
    text = f"""
[[model]]
name = "m"
version = "1"
about = "a"
licence = "MIT"
homepage = "h"
files = [{{ name = "f", size = 1, sha256 = "{SHA256}", parts = ["nowhere:f"] }}]
"""
    with pytest.raises(ManifestError, match="nowhere is not among the distributions"):
        load_manifest(manifest(tmp_path, text))
