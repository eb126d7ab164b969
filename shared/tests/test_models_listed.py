"""The file that lists models beside a service's own."""

from pathlib import Path

import pytest

from shared.models.listed import ModelsUnreadable, read_model_file

HINDI = """
[[model]]
name = "conformer-hi"
engine = "sherpa-onnx"
languages = ["hi"]
licence = "MIT"
settings = { sherpa_model = "/models/hi", sherpa_format = "nemo-ctc", sherpa_language = "hi" }
"""


def write(folder: Path, content: str) -> Path:
    path = folder / "models.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_model_has_its_languages_and_its_settings(tmp_path: Path):
    [model] = read_model_file(write(tmp_path, HINDI))
    assert (model.name, model.languages, model.share) == ("conformer-hi", ("hi",), 1.0)
    assert model.settings["sherpa_format"] == "nemo-ctc"


def test_an_empty_file_lists_none(tmp_path: Path):
    assert read_model_file(write(tmp_path, "# none yet\n")) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[[model]", "Expected"),
        (HINDI + HINDI, "two models have one name"),
        (HINDI.replace('"conformer-hi"', '"own"'), "one is called 'own'"),
        (HINDI.replace('"conformer-hi"', '"Conformer hi"'), "name"),
        (HINDI.replace('["hi"]', "[]"), "languages"),
        (HINDI.replace("licence", "license"), "license"),
        (HINDI + "share = 1.5\n", "share"),
        (HINDI + "share = 0\n", "share"),
        (HINDI + HINDI.replace("conformer-hi", "other"), "two models are the one for 'hi'"),
        (
            HINDI + "share = 0.6\n" + HINDI.replace("conformer-hi", "other") + "share = 0.6\n",
            "add up to more than 1",
        ),
    ],
)
def test_a_mistake_is_told_with_the_files_name(tmp_path: Path, content: str, told: str):
    path = write(tmp_path, content)
    with pytest.raises(ModelsUnreadable) as error:
        read_model_file(path)
    assert str(error.value).startswith(str(path))
    assert told in str(error.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(ModelsUnreadable, match=r"nowhere\.toml"):
        read_model_file(tmp_path / "nowhere.toml")
