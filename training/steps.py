"""What training does, in order. Each function imports what it needs inside it: that is what its step is made from."""

from .run.context import RunContext
from .run.runner import TrainingStep

WHISPER, KOKORO, LEXICON = ("whisper-base",), ("kokoro-82m",), ("cmudict",)
VOICE_CODE = (
    "tts-service/app/services/engines/kokoro.py",
    "tts-service/app/utils/kokoro_phones.py",
)
LEXICON_TABLES = (
    "shared/phonetics/accepted_variants.tsv",
    "shared/phonetics/heteronyms/classes.tsv",
    "shared/phonetics/heteronyms/cues.tsv",
    "shared/phonetics/heteronyms/readings.tsv",
    "shared/phonetics/weak_forms.tsv",
)
SENTENCES = ("training/speech/sentences.txt", *LEXICON_TABLES)


def extract_hidden(run: RunContext) -> None:
    from .corpora.speechocean import audio_path
    from .frames.encode import Recording, encode_all

    corpus = run.corpus
    counts = encode_all(
        [Recording(each, audio_path(run.data, each)) for each in corpus],
        model_bin=run.whisper,
        folder=run.folder / "hidden",
        processes=run.threads,
    )
    run.tell(counts, len(corpus), "utterances")


def bootstrap_alignment(run: RunContext) -> None:
    from .frames.bootstrap import EVERY, align_with_pocketsphinx

    corpus = run.corpus
    counts = align_with_pocketsphinx(corpus, run.data, run.folder / "bootstrap.json")
    run.tell(counts, -(-len(corpus) // EVERY), "utterances")


def fit_whitening(run: RunContext) -> None:
    from .frames.whitening import fit_whitening

    times = run.read("bootstrap", "bootstrap.json")
    run.write("whitening.pkl", fit_whitening(times, run.folder_of("features") / "hidden"))


def expect_words(run: RunContext) -> None:
    from .frames.expectation import expect_words

    texts = {each.id: [word.text for word in each.words] for each in run.corpus.values()}
    rows = expect_words(texts, run.folder_of("features") / "hidden", model_dir=run.whisper.parent)
    expected = {}

    def counts():
        for name, row in zip(texts, rows, strict=True):
            expected[name] = row
            yield len(expected)

    run.tell(counts(), len(texts), "read")
    run.write("wording.pkl", expected)


def synthesise(run: RunContext) -> None:
    from .speech.synth import N_EACH, plan_corpus, read_sentences, speak_plan

    plan = plan_corpus(read_sentences(run.corpus, run.models), run.scaled(N_EACH))
    counts = speak_plan(
        plan,
        kokoro_dir=run.kokoro_dir,
        folder=run.folder / "spoken",
        processes=run.threads,
    )
    run.tell(counts, len(plan), "spoken")
    run.write("plan.pkl", plan)


def encode_speech(run: RunContext) -> None:
    """Learners, synthetic speech, and spoiled copies of it and of some of the learners' recordings."""
    from .corpora.speechocean import audio_path
    from .frames.encode import N_BABBLE, Recording, encode_all
    from .frames.whitening import whiten_all
    from .speech.synth import spoiled_id, spoiled_ids

    plan, corpus = run.read("synthesis", "plan.pkl"), run.corpus
    whitening = run.read("whitening", "whitening.pkl")
    hidden = run.folder_of("features") / "hidden"
    counts = whiten_all(corpus, hidden=hidden, folder=run.frames, whitening=whitening)
    run.tell(counts, len(corpus), "whitened")
    path_of = {each: audio_path(run.data, each) for each in corpus} | {
        each.id: run.synthetic.spoken_path(each.id) for each in plan
    }
    recordings = [Recording(each.id, path_of[each.id]) for each in plan]
    recordings += [
        Recording(spoiled_id(each), path_of[each], spoiled=True)
        for each in spoiled_ids(corpus, plan)
    ]
    natives = [path_of[each.id] for each in plan if not each.held_out and not each.slips]
    counts = encode_all(
        recordings,
        model_bin=run.whisper,
        folder=run.frames,
        processes=run.threads,
        whitening=whitening,
        babble=natives[:N_BABBLE],
    )
    run.tell(counts, len(recordings), "encoded")


def encode_people(run: RunContext) -> None:
    """Whoever was added to the corpus, and spoiled copies of the recordings whose phones are annotated."""
    from .corpora.people.corpus import read_corpora
    from .corpora.people.utterance import PeopleSpeech
    from .frames.encode import N_BABBLE, Recording, encode_all

    corpora = read_corpora(run.settings.also, n_speakers=run.settings.n_speakers)
    for corpus in corpora:
        for name, reason in corpus.left_out:
            print(f"  left out: {corpus.name}/{name}: {reason}", flush=True)
    people = [each for corpus in corpora for each in corpus.utterances]
    recordings = [
        Recording(each.name, each.utterance.recording, spoiled=each.name != each.utterance.id)
        for each in PeopleSpeech(people, run.folder / "frames").arrays()
    ]
    plan, spoken = run.read("synthesis", "plan.pkl"), run.folder_of("synthesis") / "spoken"
    natives = [each.id for each in plan if not each.held_out and not each.slips][:N_BABBLE]
    counts = encode_all(
        recordings,
        model_bin=run.whisper,
        folder=run.folder / "frames",
        processes=run.threads,
        whitening=run.read("whitening", "whitening.pkl"),
        babble=[spoken / f"{each}.npy" for each in natives],
    )
    run.tell(counts, len(recordings), "encoded")
    run.write("people.pkl", people)
    run.write("corpora.json", [corpus.card() for corpus in corpora])


def label_people(run: RunContext) -> None:
    """By what the annotators wrote, or by aligning the text where that is sure."""
    from shared.phonetics.lexicon import Lexicon

    from .frames.people import fit_listener, label_people

    alignments = run.read("realignment", "alignments.pkl")
    classify, prior = fit_listener(run.corpus, alignments, run.frames)
    labelled = label_people(
        run.people, classify=classify, prior=prior, lexicon=Lexicon.load(run.models)
    )
    run.write("labels.pkl", dict(labelled))


def realign(run: RunContext) -> None:
    """Two rounds: pocketsphinx's times teach a first classifier, its alignment a second."""
    from .frames.realign import realign

    run.write(
        "alignments.pkl",
        realign(
            run.corpus,
            run.read("synthesis", "plan.pkl"),
            run.read("bootstrap", "bootstrap.json"),
            run.frames,
        ),
    )


def classify_frames(run: RunContext) -> None:
    from .frames.pairs import fit_pairs
    from .frames.people import load_people

    people = run.people
    run.write(
        "classifiers.pkl",
        fit_pairs(
            run.corpus,
            run.read("synthesis", "plan.pkl"),
            run.read("realignment", "alignments.pkl"),
            run.frames,
            people=load_people(people, run.read("people-labels", "labels.pkl"))
            if people.utterances
            else None,
        ),
    )


def classify_segments(run: RunContext) -> None:
    from .heads.segments.fit import fit_pairs

    run.write(
        "segments.pkl",
        fit_pairs(
            run.corpus,
            run.read("synthesis", "plan.pkl"),
            run.read("classifiers", "classifiers.pkl"),
            run.frames,
            people=run.people,
        ),
    )


def measure(run: RunContext) -> None:
    from .heads.measure_all import measure_all

    measures = {}
    answers = measure_all(
        run.corpus,
        run.read("synthesis", "plan.pkl"),
        run.read("realignment", "alignments.pkl"),
        run.read("classifiers", "classifiers.pkl"),
        run.read("segments", "segments.pkl"),
        run.frames,
        wording=run.read("wording", "wording.pkl"),
        processes=run.threads,
        people=run.people,
    )
    for number, (key, measured) in enumerate(answers, start=1):
        measures[key] = measured
        if number % 2000 == 0:
            print(f"  {number} measured", flush=True)
    run.write("measures.pkl", measures)


def rate(run: RunContext) -> None:
    from .heads.quality.fit import fit

    run.write("quality.pkl", fit(run.corpus, run.read("evidence", "measures.pkl")))


def identify(run: RunContext) -> None:
    from .heads.identity.fit import fit

    plan, measures = run.read("synthesis", "plan.pkl"), run.read("evidence", "measures.pkl")
    run.write("identity.pkl", fit(run.corpus, plan, measures, run.people))


def match_text(run: RunContext) -> None:
    from .heads.text_match.fit import fit

    plan = run.read("synthesis", "plan.pkl")
    classifiers = run.read("classifiers", "classifiers.pkl")
    run.write("match.pkl", fit(run.corpus, plan, classifiers, run.frames))


def fit_stress(run: RunContext) -> None:
    from .heads.stress.step import fit_stress

    fit_stress(run)


def fit_stops(run: RunContext) -> None:
    from .heads.stops.step import fit_stops

    fit_stops(run)


def fit_accents(run: RunContext) -> None:
    from .heads.accents.step import fit_accents

    fit_accents(run)


def fit_speakers(run: RunContext) -> None:
    from .heads.speakers.step import fit_speakers

    fit_speakers(run)


def measure_miscues(run: RunContext) -> None:
    from .heads.miscues.step import measure_miscues

    measure_miscues(run)


def assemble_weights(run: RunContext) -> None:
    from .heads.archives import write_archives

    write_archives(
        run.folder,
        whitening=run.read("whitening", "whitening.pkl"),
        classifiers=run.read("classifiers", "classifiers.pkl"),
        segments=run.read("segments", "segments.pkl"),
        alignments=run.read("realignment", "alignments.pkl"),
        quality=run.read("quality", "quality.pkl"),
        identity=run.read("identity", "identity.pkl"),
        text_match=run.read("match", "match.pkl")[0],
    )


def write_report(run: RunContext) -> None:
    from .report import figures, model_card

    found = figures(
        run.corpus,
        run.read("synthesis", "plan.pkl"),
        run.read("evidence", "measures.pkl"),
        run.read("quality", "quality.pkl"),
        run.read("identity", "identity.pkl"),
        run.read("match", "match.pkl")[1],
        added=run.read("people", "corpora.json") if run.settings.also else [],
    )
    (run.folder / "MODEL_CARD.md").write_text(model_card(found), encoding="utf-8")
    run.write("report.json", found)


_HEARD = ("synthesis", "encoding", "classifiers")
STEPS = (
    TrainingStep("features", extract_hidden, models=WHISPER),
    TrainingStep("bootstrap", bootstrap_alignment),
    TrainingStep("whitening", fit_whitening, reads=("features", "bootstrap"), corpus=False),
    TrainingStep("wording", expect_words, reads=("features",), models=WHISPER),
    TrainingStep(
        "synthesis",
        synthesise,
        models=(*KOKORO, *LEXICON),
        files=(*SENTENCES, *VOICE_CODE),
    ),
    TrainingStep(
        "encoding", encode_speech, reads=("features", "whitening", "synthesis"), models=WHISPER
    ),
    TrainingStep("realignment", realign, reads=("bootstrap", "synthesis", "encoding")),
    TrainingStep(
        "people",
        encode_people,
        reads=("whitening", "synthesis"),
        models=WHISPER,
        corpus=False,
        only_added=True,
        folders=True,
    ),
    TrainingStep(
        "people-labels",
        label_people,
        reads=("people", "encoding", "realignment"),
        models=LEXICON,
        files=LEXICON_TABLES,
        only_added=True,
    ),
    TrainingStep(
        "classifiers",
        classify_frames,
        reads=("synthesis", "encoding", "realignment"),
        reads_added=("people", "people-labels"),
    ),
    TrainingStep("segments", classify_segments, reads=_HEARD, reads_added=("people",)),
    TrainingStep(
        "evidence",
        measure,
        reads=(*_HEARD, "realignment", "segments", "wording"),
        reads_added=("people",),
    ),
    TrainingStep("quality", rate, reads=("evidence",)),
    TrainingStep("identity", identify, reads=("synthesis", "evidence"), reads_added=("people",)),
    TrainingStep("match", match_text, reads=_HEARD),
    TrainingStep(
        "stress",
        fit_stress,
        reads=(*_HEARD, "whitening", "realignment"),
        models=(*WHISPER, *KOKORO, *LEXICON),
        files=("training/heads/stress/words.txt", *SENTENCES, *VOICE_CODE),
    ),
    TrainingStep(
        "stops",
        fit_stops,
        reads=(*_HEARD, "whitening"),
        models=(*WHISPER, *KOKORO, *LEXICON),
        files=(*SENTENCES, *VOICE_CODE),
    ),
    TrainingStep(
        "accents",
        fit_accents,
        reads=("encoding", "classifiers", "whitening", "realignment", "segments", "identity"),
        models=(*WHISPER, *KOKORO, *LEXICON),
        files=("shared/phonetics/learner_habits.tsv", *SENTENCES, *VOICE_CODE),
    ),
    TrainingStep("speakers", fit_speakers, reads=(*_HEARD, "whitening"), models=WHISPER),
    TrainingStep("miscues", measure_miscues, reads=(*_HEARD, "realignment")),
    TrainingStep(
        "weights",
        assemble_weights,
        reads=(
            "whitening",
            "classifiers",
            "segments",
            "realignment",
            "quality",
            "identity",
            "match",
        ),
        corpus=False,
    ),
    TrainingStep(
        "report",
        write_report,
        reads=("synthesis", "evidence", "quality", "identity", "match"),
        reads_added=("people",),
    ),
)
