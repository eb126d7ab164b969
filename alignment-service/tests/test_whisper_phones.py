"""The real aligner on synthetic speech whose phones we chose: what was heard comes from the audio."""

import ast
import inspect
import io
from pathlib import Path

import numpy as np
import pytest

from shared.acoustics import encoder as encoder_module
from shared.acoustics import features, segments
from shared.acoustics.aligner_weights import load_weights
from shared.acoustics.listener import Listener
from shared.audio import Audio, encode_wav
from shared.audio.decode import RATE_HZ
from shared.contracts import AlignedWord, Alignment
from shared.phonetics.lexicon import OtherReading, PronouncedText, SpokenWord
from shared.testing import service_client

from ..app.main import app
from ..app.services.engines import base
from ..app.services.engines.whisper_phones import engine
from ..app.services.engines.whisper_phones import weights as archives

pytestmark = pytest.mark.engine

TEXT = "The very thin boy said this school is a nice place"
PHONES = [
    "DH AH0", "V EH1 R IY0", "TH IH1 N", "B OY1", "S EH1 D", "DH IH1 S", "S K UW1 L", "IH1 Z",
    "AH0", "N AY1 S", "P L EY1 S",
]  # fmt: skip
SLIPS = {1: "W EH1 R IY0", 2: "T IH1 N", 5: "D IH1 S", 6: "IH0 S K UW1 L"}
"""Word → how it is said wrongly: wery, tin, dis, iskool."""
GATE = 0.7
"""The diff's default gate for an error."""


@pytest.fixture(scope="module")
def spoken_well(speak) -> Audio:
    return speak(PHONES)


@pytest.fixture(scope="module")
def with_slips(speak) -> Audio:
    return speak([SLIPS.get(index, phones) for index, phones in enumerate(PHONES)])


def words_of(aligner, audio: Audio, text: str = TEXT) -> list[AlignedWord]:
    return aligner.align(audio, aligner.pronounce(text, {})).words


def errors(words: list[AlignedWord]) -> list[tuple[str, str | None, str | None]]:
    """(word, target, heard) of every phone and inserted phone beyond the gate."""
    found: list[tuple[str, str | None, str | None]] = []
    for word in words:
        found += [
            (word.text, phone.target, phone.heard)
            for phone in word.phones
            if (phone.error_probability or 0) >= GATE
        ]
        found += [
            (word.text, None, inserted.heard)
            for inserted in word.insertions
            if inserted.probability >= GATE
        ]
    return found


def test_three_of_four_slips_are_heard(aligner, with_slips: Audio):
    heard = {word.casefold() for word, _, _ in errors(words_of(aligner, with_slips))}
    assert len(heard & {"very", "thin", "this", "school"}) >= 3


def test_the_same_text_spoken_well_has_no_error(aligner, spoken_well: Audio):
    assert errors(words_of(aligner, spoken_well)) == []


def test_swapping_the_audio_under_one_text_changes_what_was_heard(
    aligner, spoken_well: Audio, with_slips: Audio
):
    good, bad = words_of(aligner, spoken_well), words_of(aligner, with_slips)
    assert [word.text for word in good] == [word.text for word in bad]
    assert good[1].phones[0].heard == "V"
    assert bad[1].phones[0].heard == "W"
    assert (good[1].phones[0].margin or 0) > 0 > (bad[1].phones[0].margin or 0)


def test_swapping_the_text_over_one_audio_leaves_what_was_heard(aligner, with_slips: Audio):
    as_very = words_of(aligner, with_slips)[1]
    as_wery = words_of(aligner, with_slips, TEXT.replace("very", "very{W EH1 R IY0}"))[1]
    assert as_very.phones[0].target == "V"
    assert as_wery.phones[0].target == "W"
    assert as_very.phones[0].heard == as_wery.phones[0].heard == "W"


def test_the_frame_classifier_is_given_the_audio_and_nothing_else():
    """Target and heard never share an origin: posteriors are computed before any text is looked at."""
    hears, judges = _arguments(engine.WhisperPhones._hear), _arguments(engine.WhisperPhones._judge)
    assert list(inspect.signature(engine.WhisperPhones._hear).parameters) == ["self", "audio"]
    assert hears["classifier"] == {"whitened"}
    assert hears["emissions"] == {"log_posteriors"}
    # What was said is asked of the frames; the path only says where.
    assert judges["posteriors"] == {"whitened", "segments", "tests"}
    assert judges["measure_segments"] == {"log_posteriors", "whitened", "segments"}
    asked = inspect.signature(segments.span_table).parameters
    assert list(asked) == ["whitened", "spans"]


def test_what_was_heard_is_not_asked_of_the_decoder_which_knows_the_text():
    """Its probabilities rate: no head that says which phone was heard is given them."""
    for table in (features.identity_table, features.insertion_table):
        assert "wording" not in inspect.signature(table).parameters


def _arguments(function) -> dict[str, set[str]]:
    """Function or method that is called → the names in its arguments."""
    tree = ast.parse("class _:\n" + inspect.getsource(function))
    return {
        call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id: {
            node.id for arg in call.args for node in ast.walk(arg) if isinstance(node, ast.Name)
        }
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute | ast.Name)
    }


def test_another_text_does_not_match_and_this_one_does(aligner, spoken_well: Audio):
    other = "Some people like to swim in cold water every morning"
    right = aligner.align(spoken_well, aligner.pronounce(TEXT, {}))
    wrong = aligner.align(spoken_well, aligner.pronounce(other, {}))
    assert right.text_match > 0.8
    assert wrong.text_match < 0.2


def test_a_word_that_was_not_said_is_known_by_its_probability(aligner, spoken_well: Audio):
    words = words_of(aligner, spoken_well, TEXT.replace("thin boy", "thin interesting boy"))
    said = {word.text: word.spoken_probability or 0.0 for word in words}
    assert said.pop("interesting") < 0.5
    assert min(said.values()) > 0.5


def test_words_and_phones_follow_one_another_within_the_recording(aligner, spoken_well: Audio):
    words = words_of(aligner, spoken_well)
    times = [time for w in words for p in w.phones for time in (p.start_s, p.end_s)]
    assert times == sorted(times)
    assert times[0] >= 0.0
    assert times[-1] <= spoken_well.duration_s


def test_fluent_speech_is_rated_well(aligner, spoken_well: Audio):
    utterance = aligner.align(spoken_well, aligner.pronounce(TEXT, {})).utterance
    assert utterance.fluency > 7
    assert utterance.total > 7


def test_weak_forms_and_heteronyms_are_fine(aligner, speak):
    audio = speak(["DH IY0", "EH1 N D", "AH0 V", "AH0", "B UH1 K"])
    assert errors(words_of(aligner, audio, "the end of a book")) == []


@pytest.mark.parametrize("duration_s", [0.05, 0.1, 0.5])
def test_a_recording_shorter_than_its_text_says_so(aligner, duration_s: float):
    hum = 0.1 * np.sin(np.arange(int(duration_s * RATE_HZ), dtype=np.float32) * 0.05)
    words = aligner.pronounce(TEXT, {})
    with pytest.raises(base.RecordingTooShort):
        aligner.align(Audio(hum, RATE_HZ, 0.0), words)


def test_a_long_recording_in_windows_hears_the_same_phones_near_the_seams(
    real_models: Path, spoken_well: Audio
):
    weights = load_weights(archives.SHIPPED.aligner)
    encoder = encoder_module.WhisperEncoder(real_models / "whisper-base" / "model.bin")

    def heard(samples: np.ndarray) -> np.ndarray:
        return weights.classifier(weights.whitening(encoder.hidden(samples))).argmax(axis=1)

    long = np.resize(spoken_well.samples, 60 * RATE_HZ)
    whole = heard(long)
    assert whole.shape == (3000,)
    seam = 24 * 50  # the first window ends at 24 s
    around = heard(long[(seam - 250) * 320 : (seam + 250) * 320])
    assert (whole[seam - 50 : seam + 50] == around[200:300]).mean() > 0.9


@pytest.mark.anyio
async def test_the_service_answers_with_real_evidence(with_slips: Audio, real_models: Path):
    del real_models  # only there to skip without models
    wav = io.BytesIO(encode_wav(with_slips.samples, RATE_HZ))
    async with service_client(app) as service:
        response = await service.post(
            "/process", files={"file": ("r.wav", wav, "audio/wav")}, data={"text": TEXT}
        )
        too_much = await service.post(
            "/process",
            files={"file": ("r.wav", wav.getvalue(), "audio/wav")},
            data={"text": " ".join([TEXT] * 12)},
        )
    alignment = Alignment.model_validate(response.json())
    assert (alignment.engine, alignment.mock) == ("whisper-phones", False)
    assert "W" in {phone.heard for phone in alignment.words[1].phones}
    assert too_much.status_code == 200
    said = [word for word in too_much.json()["words"] if word["spoken_probability"] > 0.5]
    assert len(said) < 2 * len(PHONES)


def test_of_several_readings_the_audio_tells_which_was_said(aligner, spoken_well):
    def words(text: str) -> list[SpokenWord]:
        return aligner.pronounce(text, {}).words

    before, after = words("the"), words("boy said this school is a nice place")
    said = OtherReading(1, 1, tuple(words("very thin")))
    unsaid = OtherReading(1, 1, tuple(words("four hundred two")))
    text = PronouncedText([*before, *words("twenty"), *after], (unsaid, said))
    aligned = aligner.align(spoken_well, text)
    assert list(aligned.read_otherwise) == [said]
    assert [word.text for word in aligned.words] == TEXT.lower().split()
    assert errors(aligned.words) == []
    likeliest = PronouncedText(words(TEXT), (OtherReading(1, 2, tuple(words("twenty"))),))
    assert aligner.align(spoken_well, likeliest).read_otherwise == []


def test_what_it_heard_is_there_for_the_voice_conversion(
    aligner, with_slips: Audio, real_models: Path, monkeypatch: pytest.MonkeyPatch
):
    listener = Listener.load(real_models)
    words_of(aligner, with_slips)
    monkeypatch.setattr(Listener, "_hear", lambda self, samples: pytest.fail("heard again"))
    heard = listener.hear(with_slips.samples.copy())
    assert heard.log_posteriors.shape == (-(-len(with_slips.samples) // 320), 40)
