"""How linguists' phones are matched to ours, what counts as wrong, found and named, on hand-made clips."""

import math
from pathlib import Path
from typing import Any

import pytest

from bench.people import measures, page
from bench.people.clips import LEARNERS, LinguistPhone, PersonClip, PutInPhone, linguist_reading
from bench.people.matching import (
    is_same,
    match_added,
    match_phones,
    target_gap,
    truth_of,
    unmatched_gaps,
)
from bench.people.reading import ADDED, UNNAMED, ClipReading, SiteReading, read_clip
from shared.contracts import Alignment, Diff, Issue
from shared.testing.diffs import issue_about, judged_phone, judged_word


def clip(name: str = "l2_rrbi_01", *, speaker: str = "l2_rrbi", l1: str = "hindi") -> PersonClip:
    return PersonClip(name, speaker, LEARNERS, l1, "text", Path(f"{name}.flac"), None)


def site(target: str, said: str | None, **values: Any) -> SiteReading:
    given: dict[str, Any] = {
        "word": "word",
        "state": "fine",
        "named": target,
        "rule": "",
        "truth": "right" if said == target else "wrong",
        "evidence": 0.1,
        "start_shift_s": None,
    }
    return SiteReading(target=target, said=said, **(given | values))


def reading(*sites: SiteReading, person: PersonClip | None = None, **values: Any) -> ClipReading:
    given: dict[str, Any] = {
        "issues": (),
        "n_phones": 50,
        "n_omitted": 0,
        "accuracy": 80.0,
        "is_assessable": True,
    }
    return ClipReading(clip=person or clip(), sites=sites, **(given | values))


def issue(rule: str) -> Issue:
    return Issue(
        id="i1", rule=rule, category="consonant", word_index=0, word="two", phone_index=0,
        target="T", target_ipa="t", heard="D", heard_ipa="d", start_s=0.1, end_s=0.2,
        probability=0.9, severity="low", priority=None, message="", tip="",
    )  # fmt: skip


MIXED = reading(
    site("DH", "D", state="error", named="D", evidence=0.9, rule="DH_D"),
    site("Z", "S", state="error", named=UNNAMED, evidence=0.8, rule="SUB_UNCLEAR"),
    site("W", "V", state="uncertain", named="V", evidence=0.5),
    site("TH", None, state="fine", evidence=0.2),
    site("DH", "DH", state="error", named="D", evidence=0.6, rule="DH_D"),
    site("IY", "IY", state="uncertain"),
    site("AE", "AE"),
    site("ER", "AA", truth="unknown", state="error", evidence=1.0),
)


def test_dropped_and_put_in_phones_and_pauses_are_read_place_by_place():
    times = [(0.1, 0.2, "DH"), (0.2, 0.3, "AH"), (0.4, 0.5, "S")]
    heard = linguist_reading(
        ["sil", "dh", "ax", "sp", "sil", "s", "sil"],
        ["sil", "d", "sil", "sp", "ih", "s", "sil"],
        times,
    )
    assert heard.phones == (
        LinguistPhone("DH", "D", 0.1),
        LinguistPhone("AH", None, 0.2),
        LinguistPhone("S", "S", 0.4),
    )
    assert heard.put_in == (PutInPhone("IH", before=2),)


def test_times_of_another_number_of_phones_are_left_aside():
    heard = linguist_reading(["dh", "ax"], ["dh", "ax"], [(0.1, 0.2, "DH")])
    assert [phone.start_s for phone in heard.phones] == [None, None]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("AA", "AO", True), ("SH", "ZH", True), (None, None, True), ("AA", None, False)],
)
def test_phones_that_the_corpus_writes_alike_are_one(one, other, expected):
    assert is_same(one, other) is expected


@pytest.mark.parametrize(
    ("target", "canonical", "expected"),
    [
        ("DH AH S", "DH AH S", [0, 1, 2]),
        ("IH T S", "IH S", [0, None, 1]),
        ("IH S", "IH T S", [0, 2]),
        ("B AO T", "B AA T", [0, 1, 2]),
        ("DH IY", "DH AH", [0, 1]),  # .6 for a vowel that is another, against 1.6 for two alone
        ("S AH", "S T", [0, 1]),  # 1.3 against 1.6
        ("AE", "", [None]),
    ],
)
def test_phones_are_matched_the_cheapest_way(target, canonical, expected):
    assert match_phones(target.split(), canonical.split()) == expected


@pytest.mark.parametrize(
    ("target", "canonical", "perceived", "expected"),
    [
        ("DH", "DH", "DH", "right"),
        ("DH", "DH", "D", "wrong"),
        ("DH", "DH", None, "wrong"),
        ("AO", "AA", "AA", "right"),
        ("IY", "AH", "IY", "right"),
        ("IY", "AH", "AH", "unknown"),
        ("IY", "AH", "EH", "unknown"),
    ],
)
def test_a_site_is_wrong_only_where_both_expected_the_phone(target, canonical, perceived, expected):
    assert truth_of(target, LinguistPhone(canonical, perceived, None)) == expected


def test_a_phone_that_the_linguists_lack_is_unknown():
    assert truth_of("T", None) == "unknown"


def test_a_put_in_phone_stands_at_the_gap_of_our_phones():
    matched = [0, None, 2]  # the linguists' second phone has none of ours
    assert [target_gap(before, matched) for before in range(4)] == [0, 2, 2, 3]
    assert unmatched_gaps(3, matched) == {2}


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [([2], 0), ([1], 0), ([3], 0), ([4], None), ([1, 2], 1), ([], None)],
)
def test_a_put_in_phone_is_found_at_its_gap_or_the_next(gaps, expected):
    assert match_added([PutInPhone("IH", 2)], [0, 1, 2, 3], gaps) == [expected]


def test_an_added_phone_is_taken_once():
    two = [PutInPhone("IH", 1), PutInPhone("AH", 2)]
    assert match_added(two, [0, 1, 2], [2]) == [None, 0]


STAMP = {"engine": "test", "model_version": "1", "mock": False}


def alignment_of(*words: list[str]) -> Alignment:
    """Every phone 0.1 s long; an error with a probability of .3."""
    unmeasured = dict.fromkeys(
        ("deletion_probability", "log_posterior", "margin", "quality", "heard_probability")
    )
    spoken = []
    for index, phones in enumerate(words):
        evidence = [
            {
                "index": place, "target": phone, "stress": None, "start_s": round(index + place / 10, 2),
                "end_s": round(index + (place + 1) / 10, 2), "heard": phone, "error_probability": 0.3,
                "candidates": [],
            } | unmeasured
            for place, phone in enumerate(phones)
        ]  # fmt: skip
        spoken.append(
            {
                "index": index, "text": f"w{index}", "start_s": float(index), "end_s": index + 0.9,
                "variant": 0, "quality": None, "phones": evidence,
            }
        )  # fmt: skip
    checks = dict.fromkeys(("level_dbfs", "snr_db", "reason"))
    return Alignment.model_validate(
        STAMP
        | {
            "text": "words", "words": spoken, "text_match": None,
            "utterance": dict.fromkeys(("accuracy", "fluency", "prosody", "total")),
            "timing": {
                "speech_s": 1.0, "speech_rate_sps": None, "articulation_rate_sps": None, "pauses": [],
            },
            "checks": checks | {"duration_s": 2.0, "speech_s": 1.0, "clipped_share": 0.0},
        }
    )  # fmt: skip


def added(heard: str, before: int, *, state: str = "error", start_s: float = 1.0) -> dict[str, Any]:
    return {
        "heard": heard, "heard_ipa": heard.lower(), "before_phone": before, "probability": 0.9,
        "state": state, "start_s": start_s, "end_s": start_s + 0.05,
    }  # fmt: skip


def diff_of(words: list[dict[str, Any]], issues: list[dict[str, Any]]) -> Diff:
    return Diff.model_validate(
        STAMP
        | {
            "assessable": True, "reason": None, "scores": {"accuracy": 77.0}, "words": words,
            "issues": issues, "text_source": "reference", "formula_version": "1",
        }
    )  # fmt: skip


def test_a_clip_is_read_site_by_site():
    """`the snow` said as `de isnow`, the vowel of the article shown as dropped, its th as d by its rule."""
    the = judged_word(
        0,
        "the",
        [
            judged_phone(0, "DH", heard="D", state="error", error_type="substitution"),
            judged_phone(1, "AH", heard=None, state="error", error_type="deletion"),
        ],
        start_s=0.0,
    )
    vowel = added("IH", 0)
    snow = judged_word(
        1, "snow", [judged_phone(i, each) for i, each in enumerate(["S", "N", "OW"])],
        start_s=1.0, insertions=[vowel, added("T", 3, state="uncertain", start_s=1.4)],
    )  # fmt: skip
    issues = [
        issue_about(1, the, 0, rule="DH_D", heard="D"),
        issue_about(2, the, 1, rule="DEL", heard=None),
        issue_about(3, snow, 0, rule="ASPIR"),
        issue_about(5, the, 0, rule="STRESS", target="AH", heard=None),
        issue_about(
            4, snow, 0, rule="EPEN_I", phone_index=None, target=None, heard="IH", start_s=1.0
        ),
    ]
    heard = linguist_reading(
        ["dh", "ax", "sil", "s", "n", "ow"],
        ["d", "ax", "ih", "s", "n", "ow"],
        [(0.02, 0.1, "DH"), (0.1, 0.2, "AH"), (1.0, 1.1, "S"), (1.1, 1.2, "N"), (1.2, 1.3, "OW")],
    )
    person = PersonClip("l2_rrbi_01", "l2_rrbi", LEARNERS, "hindi", "w0 w1", Path("x"), heard)
    alignment = alignment_of(["DH", "AH"], ["S", "N", "OW"])
    read = read_clip(person, alignment, diff_of([the, snow], issues))
    shown = [(each.target, each.truth, each.state, each.named, each.rule) for each in read.sites]
    assert shown == [
        ("DH", "wrong", "error", "D", "DH_D"),
        ("AH", "right", "error", None, "DEL"),
        ("S", "right", "fine", "S", ""),
        ("N", "right", "fine", "N", ""),
        ("OW", "right", "fine", "OW", ""),
        (ADDED, "wrong", "error", "IH", "EPEN_I"),
        (ADDED, "right", "uncertain", "T", ""),
    ]
    assert read.sites[0].start_shift_s == pytest.approx(-0.02)
    assert read.sites[0].evidence == 0.3
    assert (read.n_phones, read.accuracy, read.n_omitted) == (5, 77.0, 0)


def test_detection_counts_known_sites_alone():
    counts = measures.detection(MIXED.sites)
    assert (counts.found, counts.missed, counts.false) == (2, 2, 1)
    assert (counts.nameable, counts.named, counts.unnamed) == (2, 1, 1)
    assert (counts.suspected, counts.false_suspected) == (3, 2)
    assert counts.precision == pytest.approx(2 / 3)
    assert counts.recall == 0.5
    assert counts.f1 == pytest.approx(4 / 7)
    assert (counts.named_of_found, counts.named_of_named) == (0.5, 1.0)
    assert counts.named_of_shown == pytest.approx(1 / 3)


def test_counts_of_clips_add_up():
    counts = measures.total([measures.detection(MIXED.sites)] * 3)
    assert (counts.found, counts.missed, counts.false) == (6, 6, 3)


def test_a_dropped_phone_is_named_right_as_dropped():
    counts = measures.detection([site("R", None, state="error", named=None)])
    assert counts.named == 1


def test_what_is_no_phone_of_english_asks_for_no_name():
    counts = measures.detection([site("R", "ERR", state="error", named="L")])
    assert (counts.found, counts.nameable) == (1, 0)


def test_the_evidence_is_ranked_over_known_sites():
    # Wrong .9 .8 .5 .2 against right .6 .1 .1: of twelve pairs, .5 and .2 lose to .6.
    assert measures.evidence_auc([MIXED]) == pytest.approx(10 / 12)


def test_the_error_rate_is_of_the_linguists_phones():
    ours_alone = site(ADDED, None, truth="right", state="error", evidence=None)
    theirs = site(ADDED, "IH", truth="wrong", named=None, evidence=None)
    assert measures.error_rate(reading(site("S", "S"), theirs, ours_alone)) == 0.5
    assert math.isnan(measures.error_rate(reading()))


def test_accuracy_falls_as_the_error_rate_rises():
    clips = [
        reading(site("S", "S"), site("Z", "Z"), accuracy=90.0),
        reading(site("S", "S"), site("Z", "S"), accuracy=70.0),
        reading(site("S", "T"), site("Z", "S"), accuracy=50.0),
    ]
    assert measures.accuracy_correlation(clips) == pytest.approx(-1.0)
    assert math.isnan(measures.accuracy_correlation(clips[:2]))


def test_starts_are_measured_at_right_phones():
    shifts = reading(
        site("S", "S", start_shift_s=0.010),
        site("AE", "AE", start_shift_s=-0.030),
        site("Z", "S", start_shift_s=0.500),
        site("T", "T"),
    )
    assert measures.share_within([shifts]) == 0.5
    assert measures.mean_start_error_ms([shifts]) == pytest.approx(20.0)
    assert measures.start_shifts_by_manner([shifts]) == {
        "fricative": [pytest.approx(10.0)],
        "monophthong": [pytest.approx(-30.0)],
    }


def test_aspiration_is_counted_apart_and_refused_clips_not_at_all():
    clips = [
        reading(issues=(issue("ASPIR"),), n_phones=60),
        reading(issues=(issue("TH_T"), issue("ASPIR")), n_phones=40),
        reading(is_assessable=False),
    ]
    assert measures.issues_per_100(clips) == 1.0
    assert measures.aspiration_per_100(clips) == 2.0
    assert measures.clean_share(clips) == 0.5


def test_a_change_is_counted_with_what_was_shown_on_its_target():
    row = measures.substitution_row([MIXED], "DH", "D")
    assert (row.marked, row.found, row.named) == (1, 1, 1)
    assert (row.shown_on_target, row.precision, row.falsely_accused) == (2, 0.5, 1)
    assert measures.false_accusations([MIXED]) == {("DH", "D", "DH_D"): 1}


def test_the_commonest_changes_come_first():
    twice = reading(site("Z", "S"), site("Z", "S"), site("V", "W"))
    rows = measures.commonest_substitutions([twice], 1)
    assert [(row.target, row.said, row.marked) for row in rows] == [("Z", "S", 2)]


def test_one_speaker_is_resampled_over_clips_and_several_over_speakers():
    mine = [reading(site("S", "S")), reading(site("S", "T"))]
    theirs = reading(site("S", "S"), person=clip("l2_hjk_00", speaker="l2_hjk", l1="korean"))
    assert measures.resampled(mine, measures.issues_per_100)[1] == "2 clips"
    assert measures.resampled([*mine, theirs], measures.issues_per_100)[1] == "2 speakers"


@pytest.mark.parametrize(
    ("name", "speaker", "expected"),
    [
        ("l2_rrbi_03", "l2_rrbi", True),
        ("l2_rrbi_04", "l2_rrbi", False),
        ("l2_bwc_00", "l2_bwc", True),
        ("l2_hjk_01", "l2_hjk", False),
        ("saa_english102_2", "saa_english102", True),
        ("saa_english18_1", "saa_english18", False),
    ],
)
def test_the_clips_that_gates_are_chosen_on_are_named(name, speaker, expected):
    assert clip(name, speaker=speaker).is_chosen_on is expected


def test_the_page_has_every_group_and_floor():
    korean = clip("l2_hjk_00", speaker="l2_hjk", l1="korean")
    native = PersonClip(
        "saa_english1_0", "saa_english1", "saa_us", "english (USA)", "text", Path("x.flac"), None
    )
    readings = [MIXED, reading(site("S", "S"), person=korean), reading(person=native)]
    written = page.write_page(
        readings,
        {"without first language": readings},
        ["l2_x (refused)"],
        command="make bench-people",
    )
    for heading in ("### Hindi", "### Korean", "### All learners", "### Speech Accent Archive"):
        assert heading in written
    assert "l2_x (refused)" in written
    # MIXED: 2 of 3 right, 2 of 4 found, so F1 4/7; one of two errors shown on DH is one.
    assert "| Hindi, errors shown: F1 | 0.571 | – | ≥ 0.450 | yes | 0.571 | – |" in written
    assert "| Hindi, DH>d: precision on DH | 0.500 | – | ≥ 0.600 | no | 0.500 | – |" in written
