"""The table of texts, and which recordings it is for."""

import unicodedata
from pathlib import Path

import pytest
from agentforge_voice.texts import WrongTable, plan, read_table


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def add(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def jobs_of(folder: Path, table: str | None, *, without_text: bool = False):
    path = folder.parent / "texts.csv"
    if table is not None:
        path.write_text(table, encoding="utf-8")
    out = folder / "report"
    named = path if table is not None else None
    return {job.name: job for job in plan(folder, named, without_text=without_text, apart=out)}


def test_recordings_are_found_in_all_folders_but_the_reports_own(folder: Path):
    add(folder, "a.wav", "b/c.MP3", "notes.txt", ".hidden/d.wav", "._e.wav", "report/audio/a.wav")
    assert list(jobs_of(folder, None)) == ["a.wav", "b/c.MP3"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_as_spreadsheets_write_it(folder: Path, delimiter: str):
    add(folder, "a.wav")
    head = delimiter.join(["File", "TEXT", "l1"])
    row = delimiter.join(["a.wav", '"one, two; ""three""\nfour"', "hi"])
    [job] = jobs_of(folder, f"\ufeff{head}\r\n{row}\r\n\r\n").values()
    assert job.asked == {"text": 'one, two; "three"\nfour', "l1": "hi"}
    assert job.fault is None


def test_a_name_is_found_however_its_accents_are_written(folder: Path):
    add(folder, unicodedata.normalize("NFD", "é/ü ш.wav"))
    [job] = jobs_of(
        folder, f"file,text\n{unicodedata.normalize('NFC', 'é/ü ш.wav')},hello\n"
    ).values()
    assert (job.asked["text"], job.path.is_file(), job.fault) == ("hello", True, None)


def test_a_recording_without_a_text_is_told_unless_it_may_be_judged_without(folder: Path):
    add(folder, "a.wav", "b.wav", "c.wav")
    table = "file,text\na.wav,hello\nb.wav,\n"
    faults = {name: job.fault for name, job in jobs_of(folder, table).items()}
    assert faults["a.wav"] is None
    assert all("no text" in (faults[name] or "") for name in ("b.wav", "c.wav"))
    assert not any(job.fault for job in jobs_of(folder, table, without_text=True).values())


def test_the_same_line_twice_is_one_and_two_texts_are_told(folder: Path):
    add(folder, "a.wav", "b.wav")
    jobs = jobs_of(folder, "file,text\na.wav,x\na.wav,x\nb.wav,x\n./b.wav,y\n")
    assert jobs["a.wav"].fault is None
    assert "lines 4 and 5" in (jobs["b.wav"].fault or "")


def test_what_is_not_there_or_outside_is_told_and_the_rest_goes_on(folder: Path):
    add(folder, "a.wav", "odd.ending")
    add(folder.parent, "secret.wav")
    jobs = jobs_of(folder, "file,text\na.wav,x\nodd.ending,x\ngone.wav,x\n../secret.wav,x\n")
    assert [name for name, job in jobs.items() if job.fault is None] == ["a.wav", "odd.ending"]
    assert "out of the folder" in (jobs["../secret.wav"].fault or "")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (b"a.wav,hello\n", "file and text"),
        (b"", "file and text"),
        (b"file,text,mood\n", "mood"),
        (b"file,text,text\n", "twice"),
        (b"file,text\na.wav,one,two\n", "line 2"),
        (b"file,text\n,hello\n", "names no file"),
        ("file,text\na.wav,é".encode("latin-1"), "UTF-8"),
        (b'file,text\na.wav,"' + b"x" * 200_000, "line"),
    ],
)
def test_a_table_that_can_t_be_read_is_told_by_what_it_should_be(
    folder: Path, table: bytes, told: str
):
    path = folder / "texts.csv"
    path.write_bytes(table)
    with pytest.raises(WrongTable, match=told):
        plan(folder, path, without_text=False, apart=folder / "out")


def test_lines_are_numbered_as_an_editor_numbers_them(tmp_path: Path):
    path = tmp_path / "texts.csv"
    path.write_text('file,text\na.wav,"two\nlines"\nb.wav,x\n', encoding="utf-8")
    assert [line.number for line in read_table(path)] == [3, 4]
