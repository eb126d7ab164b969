"""What a result can be looked at as."""

import json
import pickle
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from agentforge_voice import Client, Page, Result

from shared.testing.fleet import RunningFleet

TEXT = "I think <b>this</b> is a very good school."


@pytest.fixture(scope="module")
def result(fleet: RunningFleet) -> Result:
    recording = Path(__file__).parents[3] / "tests" / "audio" / "slips.wav"
    with Client(fleet.url) as client:
        judged = client.process(recording, text=TEXT)
        judged.audio_files()
    return judged


class Elements(HTMLParser):
    """The elements of a page with what they refer to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.addresses: list[str] = []
        self.classes: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]
        self.classes += [value or "" for name, value in attrs if name == "class"]


def test_a_table_has_a_row_a_word_phone_and_issue(result: Result):
    assert [row["word"] for row in result.rows()] == [word.text for word in result.words]
    assert len(result.rows("phones")) == sum(len(word.phones) + len(word.insertions) for word in result.words)  # fmt: skip
    assert [row["id"] for row in result.rows("issues")] == [issue.id for issue in result.issues]
    wrong = {row["word_index"] for row in result.rows() if row["state"] == "error"}
    assert {issue.word_index for issue in result.issues} <= wrong


def test_the_tables_are_frames_of_pandas(result: Result):
    words = result.to_dataframe()
    assert list(words["word"]) == [word.text for word in result.words]
    assert words["accuracy"].dtype == float
    assert set(result.to_dataframe("phones")["state"]) <= {"fine", "uncertain", "error"}
    assert len(result.to_dataframe("issues")) == len(result.issues)


def test_without_pandas_it_is_said_what_to_install(result: Result, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        result.to_dataframe()


def test_a_notebook_gets_players_and_marks_and_fetches_nothing(result: Result):
    page = Elements(result._repr_html_())
    assert page.names.count("audio") == 2  # the recording and the American voice
    assert all(address.startswith("data:audio/wav;base64,") for address in page.addresses)
    assert page.classes.count("word error") == sum(row["state"] == "error" for row in result.rows())


def test_what_was_said_and_read_is_never_markup(result: Result):
    hostile = result.model_copy(deep=True)
    hostile.words[0].text = "<script>alert(1)</script>"
    hostile.words[0].phones[0].state, hostile.words[0].phones[0].heard_ipa = (
        "error",
        '"><img src=x>',
    )
    page = Elements(hostile.show().html)
    assert page.names.count("script") == 1
    assert "img" not in page.names


def test_a_result_can_be_copied_and_pickled(result: Result):
    again = pickle.loads(pickle.dumps(result))
    assert again.model_dump() == result.model_dump()
    assert again.audio_files() == result.audio_files()
    assert result.model_copy(deep=True) == result


def test_a_page_is_kept_as_a_file(result: Result, tmp_path: Path):
    page = result.show()
    assert isinstance(page, Page)
    page.save(tmp_path / "a.html")
    kept = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert kept.startswith("<!doctype html>")
    assert page.html in kept


def test_values_of_a_later_release_are_read(result: Result):
    later = result.model_dump(mode="json") | {"status": "paused", "a_new_field": {"x": 1}}
    later["words"][0]["phones"][0]["state"] = "doubtful"
    read = Result.model_validate(later)
    assert read.status == "paused"
    assert read.words[0].phones[0].state == "doubtful"
    assert read.rows("phones")[0]["state"] == "doubtful"


def test_the_notebook_runs(fleet: RunningFleet, monkeypatch: pytest.MonkeyPatch):
    """Its cells, one after the other, in one namespace, as a kernel runs them."""
    path = Path(__file__).parents[1] / "examples" / "one_recording.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["outputs"] for cell in cells] == [[]] * len(cells)
    monkeypatch.setenv("AFV_URL", fleet.url)
    monkeypatch.chdir(path.parent)
    namespace: dict[str, object] = {}
    for cell in cells:
        exec(compile("".join(cell["source"]), path.name, "exec"), namespace)
    assert "phones" in namespace
