"""Speech that a team adds to the training: how its folders are read, and what its annotated phones teach."""

import os
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from shared.acoustics import phone_set, segments
from shared.acoustics.lattice import Segment
from training.__main__ import main
from training.corpora.people.annotation import PhoneLabel, parse_label, read_annotation
from training.corpora.people.corpus import read_corpora
from training.corpora.people.layouts import UnreadableCorpus
from training.corpora.people.textgrid import UnreadableAnnotation
from training.corpora.people.utterance import PeopleSpeech, PersonUtterance
from training.corpora.speechocean import RatedUtterance, RatedWord
from training.export import SHARED_FOLDER, ShippedWeights, export
from training.frames.people import load_people, sure_labels, timed_labels
from training.heads.identity.labels import inserted_classes, person_labels
from training.heads.identity.rows import LEARNER_WEIGHT, PERSON_WEIGHT, gather_rows
from training.heads.measured import Measured
from training.people_card import corpora_lines, people_figures, people_table
from training.run.context import RunSettings
from training.run.folder import RunFolder
from training.run.runner import made_from
from training.speech.synth import Slip
from training.steps import STEPS

RATE_HZ = 16_000
CLASS = phone_set.CLASS_OF
Tier = list[tuple[float, float, str]]

WORDS: Tier = [(0.0, 0.1, ""), (0.1, 0.4, "the"), (0.4, 1.0, "school"), (1.0, 1.1, "")]
PHONES: Tier = [
    (0.0, 0.1, "sil"),
    (0.1, 0.2, "dh, D, s"),
    (0.2, 0.4, "AX"),
    (0.4, 0.5, "sil,IH,a"),
    (0.5, 0.6, "S"),
    (0.6, 0.7, "K *"),
    (0.7, 0.9, "UW1,err,s"),
    (0.9, 1.0, "L,sil,d"),
    (1.0, 1.1, "sp"),
]
"""`the school` as `da ischool` with an accented K, a vowel that nobody can tell and no L."""


def long_text(tiers: dict[str, Tier]) -> str:
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0", "xmax = 1.1"]
    lines += ["tiers? <exists>", f"size = {len(tiers)}", "item []:"]
    for number, (name, intervals) in enumerate(tiers.items(), start=1):
        lines += [f"    item [{number}]:", '        class = "IntervalTier"']
        lines += [f'        name = "{name}"', "        xmin = 0", "        xmax = 1.1"]
        lines.append(f"        intervals: size = {len(intervals)}")
        for index, (start, stop, label) in enumerate(intervals, start=1):
            lines += [f"        intervals [{index}]:", f"            xmin = {start}"]
            lines += [f"            xmax = {stop}", f'            text = "{label}"']
    return "\n".join(lines) + "\n"


def short_text(tiers: dict[str, Tier]) -> str:
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "0", "1.1", "<exists>"]
    lines.append(str(len(tiers)))
    for name, intervals in tiers.items():
        lines += ['"IntervalTier"', f'"{name}"', "0", "1.1", str(len(intervals))]
        for start, stop, label in intervals:
            lines += [str(start), str(stop), f'"{label}"']
    return "\n".join(lines) + "\n"


def record(path: Path, duration_s: float = 1.1) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    times = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    soundfile.write(path, 0.1 * np.sin(2 * np.pi * 220 * times), RATE_HZ)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def arctic(tmp_path: Path) -> Path:
    """Two speakers, of whom one has an annotation."""
    folder = tmp_path / "arctic"
    for speaker in ("AAA", "BBB"):
        record(folder / speaker / "wav" / "one.wav")
        write(folder / speaker / "transcript" / "one.txt", "The school.\n")
    tiers = {"words": WORDS, "phones": PHONES, "comments": [(0.0, 1.1, "")]}
    write(folder / "AAA" / "annotation" / "one.TextGrid", long_text(tiers))
    write(folder / "README.md", "# For research alone\nmore\n")
    return folder


@pytest.mark.parametrize(
    ("label", "target", "heard", "kind"),
    [
        ("AH0", "AH0", "AH", "right"),
        (" ey1 ", "EY1", "EY", "right"),
        ("AX", "AH0", "AH", "right"),
        ("DH, D, s", "DH", "D", "sub"),
        ("dh,d,S", "DH", "D", "sub"),
        ("Z,S *,s", "Z", None, "sub"),
        ("ER0,err,s", "ER0", None, "sub"),
        ("T,Q,s", "T", None, "sub"),
        ("D,sil,d", "D", None, "del"),
        ("D, SIL ,d", "D", None, "del"),
        ("sil,AH,a", None, "AH", "ins"),
        ("sil,AH0,a", None, "AH", "ins"),
        ("sil,err,a", None, None, "ins"),
        ("R*", "R", "R", "unsure"),
        ("R,R*,s", "R", None, "unsure"),
        ("AH0,AX,s", "AH0", None, "unsure"),
        ("", None, None, "silence"),
        ("sp", None, None, "silence"),
        ("spn", None, None, "noise"),
    ],
)
def test_a_label_says_what_should_be_what_was_heard_and_how_it_differs(label, target, heard, kind):
    assert parse_label(label) == PhoneLabel(target, heard, kind)


@pytest.mark.parametrize(
    "label",
    ["err", "QQ", "DH,D", "DH,D,d", "DH,sil,s", "sil,AH,s", "sil,sil,a", "DH,D,", "a,b,c,d"],
)
def test_a_label_that_means_nothing_is_refused_by_what_it_says(label):
    with pytest.raises(UnreadableAnnotation, match=label):
        parse_label(label)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("written", [long_text, short_text])
def test_a_textgrid_is_read_in_either_form_and_encoding(tmp_path: Path, written, encoding: str):
    path = tmp_path / "one.TextGrid"
    path.write_text(written({"Words": WORDS, "phones": PHONES}), encoding=encoding)

    text, annotation = read_annotation(path)

    assert text == "the school"
    assert annotation.words == [["DH", "AH0"], ["S", "K", "UW1", "L"]]
    assert annotation.slips == [
        Slip("sub", 0, 0, "D"),
        Slip("ins", 1, 0, "IH"),
        Slip("sub", 1, 2, None),
        Slip("del", 1, 3, None),
    ]
    assert annotation.unsure == {(1, 1)}
    assert [phone for phone, _, _ in annotation.times] == [
        0, -1, CLASS["AH"], -1, CLASS["S"], -1, -1, -1, 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("no grid at all", "no TextGrid"),
        (long_text({"phones": PHONES}), "no tier 'words'"),
        (long_text({"words": WORDS}), "no tier 'phones'"),
        (long_text({"words": WORDS, "phones": [(0.1, 0.2, "QQ")]}), "no phone QQ"),
    ],
)
def test_a_recording_with_a_broken_annotation_is_left_out_with_the_reason(
    arctic: Path, content: str, reason: str
):
    write(arctic / "AAA" / "annotation" / "one.TextGrid", content)
    (corpus,) = read_corpora([arctic])

    assert [each.id for each in corpus.utterances] == ["arctic.BBB.one"]
    assert corpus.left_out[0][0] == "AAA/one"
    assert reason in corpus.left_out[0][1]


def test_a_folder_in_arctics_layout_has_annotated_and_plain_recordings(arctic: Path):
    (corpus,) = read_corpora([arctic])
    first, second = corpus.utterances

    assert (first.id, first.speaker, first.text) == ("arctic.AAA.one", "arctic/AAA", "the school")
    assert (second.text, second.annotation) == ("The school.", None)
    assert corpus.card() == {
        "name": "arctic", "licence": "For research alone", "speakers": 2, "utterances": 2,
        "annotated phones": 6, "left out": 0,
    }  # fmt: skip


def test_a_free_recording_that_is_called_as_a_speaker_is_theirs(arctic: Path):
    record(arctic / "suitcase_corpus" / "wav" / "bbb.wav")
    record(arctic / "suitcase_corpus" / "wav" / "._bbb.wav")
    write(arctic / "suitcase_corpus" / "transcript" / "bbb.txt", "A suitcase.")
    (corpus,) = read_corpora([arctic])

    assert [(each.speaker, each.id) for each in corpus.utterances[1:]] == [
        ("arctic/BBB", "arctic.BBB.bbb"), ("arctic/BBB", "arctic.BBB.one"),
    ]  # fmt: skip


def test_a_plain_folder_has_texts_beside_recordings_and_a_sub_folder_a_speaker(tmp_path: Path):
    folder = tmp_path / "plain"
    for name in ("ann/a.wav", "ann/b.flac", "bob/a.wav", "c.wav", "untold.wav"):
        record(folder / name)
    for name, text in (("ann/a", "One."), ("ann/b", "Two."), ("bob/a", "Three."), ("c", "Four.")):
        write(folder / f"{name}.txt", text)
    (corpus,) = read_corpora([folder])

    assert [(each.speaker, each.text) for each in corpus.utterances] == [
        ("plain/ann", "One."), ("plain/ann", "Two."), ("plain/bob", "Three."), ("plain/plain", "Four."),
    ]  # fmt: skip
    assert corpus.left_out == [("plain/untold", "it has no text")]
    assert corpus.licence == "not stated"


def test_a_list_names_recordings_texts_and_speakers(tmp_path: Path):
    folder = tmp_path / "listed"
    for name in ("wavs/a.wav", "b.flac", "c.wav"):
        record(folder / name)
    write(folder / "metadata.csv", 'file|text|speaker\nwavs/a.wav|She said "no".|ann\nb|Two.\n')
    (corpus,) = read_corpora([folder])

    assert [(each.id, each.speaker, each.text) for each in corpus.utterances] == [
        ("listed.ann.wavs.a", "listed/ann", 'She said "no".'),
        ("listed.listed.b", "listed/listed", "Two."),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("gone.wav|Text.", "there is no gone.wav"),
        ("a.wav", "line 1"),
        ("../x.wav|T.", "no ../x.wav"),
    ],
)
def test_a_list_that_does_not_fit_its_folder_is_refused(tmp_path: Path, line: str, said: str):
    record(tmp_path / "listed" / "a.wav")
    record(tmp_path / "x.wav")
    write(tmp_path / "listed" / "metadata.csv", line)
    with pytest.raises(UnreadableCorpus, match=said):
        read_corpora([tmp_path / "listed"])


def test_a_folder_without_recordings_and_two_of_one_name_are_refused(arctic: Path, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableCorpus, match="holds no recordings"):
        read_corpora([tmp_path / "empty"])
    with pytest.raises(UnreadableCorpus, match="two folders are called arctic"):
        read_corpora([arctic, tmp_path / "other" / "arctic"])


def person(speaker: str, name: str = "one") -> PersonUtterance:
    return PersonUtterance(f"{speaker}.{name}", speaker, Path("nowhere.wav"), "text", None)


def test_nobody_is_in_two_folds_and_every_fold_gets_its_share():
    people = [person(f"s{n}", name) for n in range(10) for name in ("one", "two", "three")]
    fold_of = PeopleSpeech(people, Path("frames")).fold_of

    of_speaker = {each.speaker: fold_of[each.id] for each in people}
    assert all(of_speaker[each.speaker] == fold_of[each.id] for each in people)
    assert sorted(of_speaker.values()) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_annotated_people_have_a_spoiled_copy_and_the_others_none(arctic: Path, tmp_path: Path):
    (corpus,) = read_corpora([arctic])
    people = PeopleSpeech(corpus.utterances, tmp_path)

    assert [each.name for each in people.arrays()] == [
        "arctic.AAA.one", "arctic.AAA.one.spoiled", "arctic.BBB.one",
    ]  # fmt: skip
    assert {each.utterance.id for each in people.annotated()} == {"arctic.AAA.one"}


def test_frames_get_the_class_of_the_stretch_that_their_middle_lies_in():
    times = [(0, 0.0, 0.04), (5, 0.04, 0.07), (-1, 0.07, 0.1)]
    assert timed_labels(times, 6).tolist() == [0, 0, 5, -1, -1, -1]


def heard(*classes: int) -> np.ndarray:
    """Log-posteriors of frames that each sound like one class, surely."""
    posteriors = np.full((len(classes), phone_set.N_CLASSES), 0.1 / 39)
    posteriors[np.arange(len(classes)), list(classes)] = 0.9
    return np.log(posteriors)


def test_a_text_teaches_only_the_phones_that_are_heard_where_it_has_them():
    log_posteriors = heard(0, 3, 3, 4, 7, 9, 0)
    path = [Segment(0, 0, 3, 1, 3), Segment(0, 1, 4, 3, 4), Segment(0, 2, 8, 4, 5)]
    assert sure_labels(log_posteriors, path).tolist() == [0, 3, 3, 4, -1, -1, 0]


def test_a_text_that_is_heard_in_less_than_half_its_phones_teaches_nothing():
    path = [Segment(0, 0, 3, 0, 1), Segment(0, 1, 5, 1, 2), Segment(0, 2, 8, 2, 3)]
    assert sure_labels(heard(3, 4, 7), path).tolist() == [-1, -1, -1]


def test_a_spoiled_copy_has_the_labels_and_the_fold_of_its_source(arctic: Path, tmp_path: Path):
    (corpus,) = read_corpora([arctic])
    people = PeopleSpeech(corpus.utterances, tmp_path)
    lengths = {"arctic.AAA.one": 3, "arctic.AAA.one.spoiled": 3, "arctic.BBB.one": 2}
    for name, n_frames in lengths.items():
        np.save(tmp_path / f"{name}.npy", np.zeros((n_frames, 4), np.float16))
    labels = {"arctic.AAA.one": np.array([1, 2, -1]), "arctic.BBB.one": np.array([7, 8])}

    loaded = load_people(people, labels)

    assert loaded.labels.tolist() == [1, 2, -1, 1, 2, -1, 7, 8]
    assert loaded.offsets.tolist() == [0, 3, 6, 8]
    folds = people.fold_of
    assert loaded.fold.tolist() == [folds["arctic.AAA.one"]] * 6 + [folds["arctic.BBB.one"]] * 2


GAPS = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (1, 3), (1, 4)]
"""Before each phone of `the school`, and behind each word."""


def measured() -> Measured:
    """Six phones and eight gaps, numbered in the first column of their tables."""
    target = [CLASS[phone] for phone in ("DH", "AH", "S", "K", "UW", "L")]
    places = SimpleNamespace(
        phone=np.array(target),
        word=np.array([0, 0, 1, 1, 1, 1]),
        position=np.array([0, 1, 0, 1, 2, 3]),
    )
    phones, gaps = np.arange(6.0)[:, None], np.arange(8.0)[:, None]
    wide, nothing = np.zeros((6, phone_set.N_CLASSES)), np.zeros(0)
    return Measured(
        places, phones, phones, gaps, GAPS, wide, wide, nothing, nothing, nothing, nothing
    )


def test_annotated_errors_are_labels_and_what_nobody_can_tell_is_none(arctic: Path):
    (corpus,) = read_corpora([arctic])
    utterance, found = corpus.utterances[0], measured()

    said = person_labels(utterance, found.places, GAPS)

    assert said.error.tolist() == [1, 0, 0, -1, 1, 1]
    assert said.deletion.tolist() == [0, -1, -1, -1, 0, 1]
    assert said.spoken.tolist() == [CLASS["D"], CLASS["AH"], CLASS["S"], -1, -1, -1]
    # What was put before `school` might as well stand behind `the`: that gap is left out.
    assert said.insertion.tolist() == [0, 0, -1, 1, 0, 0, 0, 0]
    nothing = segments.NOTHING
    assert inserted_classes(utterance, said.insertion, GAPS).tolist() == [
        nothing, nothing, -1, CLASS["IH"], nothing, nothing, nothing, nothing,
    ]  # fmt: skip


def test_annotated_people_make_rows_of_full_weight_in_their_fold(arctic: Path):
    (corpus,) = read_corpora([arctic])
    people = PeopleSpeech(corpus.utterances, arctic)
    own = people.fold_of["arctic.AAA.one"]
    words = (
        RatedWord("the", ("DH", "AH0"), (2.0, 2.0), 10.0),
        RatedWord("school", ("S", "K", "UW1", "L"), (0.0, 2.0, 1.0, 2.0), 5.0),
    )
    rated = {"u": RatedUtterance("u", "learner", "the school", words, (5.0, 5.0, 5.0, 5.0))}
    measures = {(name, own): measured() for name in ("arctic.AAA.one", "arctic.AAA.one.spoiled")}
    measures["u", 0] = measured()

    rows = gather_rows(rated, [], measures, {"u": 0}, people)

    assert [(each.fold, each.weight, each.is_person) for each in rows.error] == [
        (own, PERSON_WEIGHT, True), (own, PERSON_WEIGHT, True), (0, LEARNER_WEIGHT, False),
    ]  # fmt: skip
    assert rows.error[0].labels.tolist() == [1, 0, 0, -1, 1, 1]
    assert rows.error[2].labels.tolist() == [0, 0, 1, 0, -1, 0]
    assert len(rows.deletion) == len(rows.insertion) == len(rows.wrong_phones) == 2
    _, _, target, spoken = rows.wrong_phones[0]
    assert (target.tolist(), spoken.tolist()) == ([CLASS["DH"]], [CLASS["D"]])
    without = gather_rows(rated, [], measures, {"u": 0})
    assert [each.weight for each in without.error] == [LEARNER_WEIGHT]


@pytest.fixture
def settings(tmp_path: Path):
    data = tmp_path / "rated"
    data.mkdir()
    (data / "labels.json").write_text('{"u": {}}', encoding="utf-8")

    def with_folders(*folders: Path, n_speakers: int | None = None) -> RunSettings:
        run = RunFolder(tmp_path / "run")
        return RunSettings(data, run, tmp_path / "models", 1, n_speakers, folders)

    return with_folders


EARLY = {"features", "bootstrap", "whitening", "wording", "synthesis", "encoding", "realignment"}
READ_ADDED = {
    "people", "people-labels", "classifiers", "segments", "evidence", "quality", "identity", "match",
    "stress", "stops", "accents", "speakers", "miscues", "weights", "report",
}  # fmt: skip


def test_without_folders_no_step_is_made_from_anything_of_them(settings):
    parts = made_from(STEPS, settings())
    assert set(parts) == (EARLY | READ_ADDED) - {"people", "people-labels"}
    added = {"also", "step people", "step people-labels"}
    assert [step for step, made in parts.items() if added & set(made)] == []


def test_folders_leave_the_first_hours_of_a_run_as_they_are(settings, arctic: Path):
    without, added = made_from(STEPS, settings()), made_from(STEPS, settings(arctic))
    assert {step for step in without if without[step] == added[step]} == EARLY
    assert set(added) - set(without) == {"people", "people-labels"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("AAA/annotation/one.TextGrid", "dh, D, s", "dh, Z, s"),
        ("BBB/transcript/one.txt", "school", "spool"),
        ("README.md", "research", "everything"),
    ],
)
def test_a_changed_annotation_text_or_licence_makes_what_reads_the_folder_anew(
    settings, arctic: Path, name: str, old: str, new: str
):
    before = made_from(STEPS, settings(arctic))
    path = arctic / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    after = made_from(STEPS, settings(arctic))
    assert {step for step in before if before[step] != after[step]} == READ_ADDED


def test_a_recording_of_another_length_counts_and_a_date_or_an_order_does_not(
    settings, arctic: Path, tmp_path: Path
):
    other = tmp_path / "other"
    record(other / "a.wav")
    before = made_from(STEPS, settings(arctic, other))
    os.utime(arctic / "AAA" / "wav" / "one.wav", (0, 0))
    assert made_from(STEPS, settings(other, arctic)) == before
    assert made_from(STEPS, settings(other, arctic, n_speakers=1)) != before
    record(other / "a.wav", duration_s=1.2)
    assert made_from(STEPS, settings(arctic, other))["people"] != before["people"]


def test_weights_of_added_speech_never_go_over_the_shipped_ones(tmp_path: Path):
    with pytest.raises(ShippedWeights, match="--export"):
        export(RunFolder(tmp_path), SHARED_FOLDER)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--also", "arctic"], "name a folder with --export"),
        (["--also", "arctic", "--export", str(SHARED_FOLDER)], "holds the shipped weights"),
        (["--also", "nowhere", "--export", "own"], "nowhere is no folder"),
    ],
)
def test_what_can_not_end_well_is_refused_before_anything_is_trained(
    settings, arctic: Path, monkeypatch: pytest.MonkeyPatch, capsys, arguments: list[str], said: str
):
    monkeypatch.chdir(arctic.parent)
    data, run = str(settings().data), str(settings().folder.path)
    monkeypatch.setattr("sys.argv", ["training", "--data", data, "--run", run, *arguments])

    assert main() == 2
    assert said in capsys.readouterr().err
    assert not settings().folder.path.exists()


def test_a_card_names_each_folder_with_its_licence_and_how_well_its_errors_are_found(arctic: Path):
    (corpus,) = read_corpora([arctic])
    line = corpora_lines([corpus.card()])
    assert "- arctic, added: 2 utterances of 2 people, 6 annotated phones; 0 recordings" in line
    assert "Licence: For research alone." in line

    error = np.array([0.99, 0.98, 0.95, 0.2, 0.1]), np.array([1, 1, 0, 1, 0])
    figures = people_figures({"error": error, "insertion": (np.zeros(3), np.zeros(3, dtype=int))})
    assert figures["wrong phones, recall at the gate"] == pytest.approx(2 / 3)
    assert figures["wrong phones, precision at the gate"] == pytest.approx(2 / 3)
    assert "inserted phones, recall at the gate" not in figures
    assert "| wrong phones, recall at the gate | 0.667 |" in people_table(figures)


def test_a_card_without_added_speech_has_nothing_of_it():
    assert (corpora_lines([]), people_table({})) == ("", "")
